#pragma once
// The canonical bytes of typed values: what stages are keyed by and stored as.
//
// A struct takes part by naming its members once:
//     static constexpr auto members() { return std::tuple{&Feed::id, &Feed::voltage}; }
// Encoding, decoding, digests and visits all follow from that. Locations in input files are skipped: where
// a figure stood in a file is not part of what it means.

#include "base/assertion.hpp"
#include "base/diagnostics.hpp"
#include "base/units.hpp"

#include <bit>
#include <cstdint>
#include <cstring>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace shellfit {

template <class T>
concept HasMembers = requires { T::members(); };

template <class T>
struct is_vector : std::false_type {};
template <class T>
struct is_vector<std::vector<T>> : std::true_type {};
template <class T>
struct is_optional : std::false_type {};
template <class T>
struct is_optional<std::optional<T>> : std::true_type {};
template <class T>
struct is_map : std::false_type {};
template <class K, class V>
struct is_map<std::map<K, V>> : std::true_type {};
template <class T>
struct is_pair : std::false_type {};
template <class A, class B>
struct is_pair<std::pair<A, B>> : std::true_type {};
template <class T>
struct is_variant : std::false_type {};
template <class... Ts>
struct is_variant<std::variant<Ts...>> : std::true_type {};

/// Calls `visit(member)` for each named member of `object` in order.
template <HasMembers T, class Visit>
constexpr void for_each_member(T& object, Visit&& visit) {
  std::apply([&](auto... member) { (visit(object.*member), ...); }, std::remove_const_t<T>::members());
}

/// Walks a value in canonical order and hands its parts to `sink`: words (sizes, enums, integers, flags),
/// reals and texts. Encoder and Digester are sinks.
template <class Sink, class T>
void walk(Sink& sink, const T& value) {
  if constexpr (std::is_same_v<T, Location>) {
    // not part of the meaning
  } else if constexpr (std::is_same_v<T, std::string>) {
    sink.text(value);
  } else if constexpr (std::is_enum_v<T> || std::is_integral_v<T>) {
    sink.word(static_cast<std::uint64_t>(value));
  } else if constexpr (std::is_floating_point_v<T>) {
    sink.real(value);
  } else if constexpr (is_quantity<T>::value) {
    sink.real(value.in_si());
  } else if constexpr (is_vector<T>::value) {
    sink.word(value.size());
    for (const auto& item : value) walk<Sink, typename T::value_type>(sink, item);
  } else if constexpr (is_map<T>::value) {
    sink.word(value.size());
    for (const auto& [key, item] : value) {
      walk(sink, key);
      walk(sink, item);
    }
  } else if constexpr (is_pair<T>::value) {
    walk(sink, value.first);
    walk(sink, value.second);
  } else if constexpr (is_optional<T>::value) {
    sink.word(value.has_value() ? 1 : 0);
    if (value) walk(sink, *value);
  } else if constexpr (is_variant<T>::value) {
    sink.word(value.index());
    std::visit([&sink](const auto& item) { walk(sink, item); }, value);
  } else {
    static_assert(HasMembers<T>, "name the members of this struct to make it part of a stage");
    for_each_member(value, [&sink](const auto& member) { walk(sink, member); });
  }
}

/// Collects canonical bytes: little endian, lengths first, doubles by their bits with one zero and one NaN.
class Encoder {
 public:
  void word(std::uint64_t word) {
    for (int shift = 0; shift < 64; shift += 8) bytes_.push_back(static_cast<char>((word >> shift) & 0xffU));
  }
  void real(double value) {
    constexpr std::uint64_t quiet_nan = 0x7ff8000000000000ULL;
    if (value == 0.0) value = 0.0;  // one zero
    word(value != value ? quiet_nan : std::bit_cast<std::uint64_t>(value));
  }
  void text(const std::string& text) {
    word(text.size());
    bytes_.append(text);
  }
  [[nodiscard]] std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

/// Reads back what Encoder wrote. Bytes that do not fit the type are reported by `is_good`, never read past.
class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : bytes_(bytes) {}
  [[nodiscard]] bool is_good() const { return is_good_; }
  [[nodiscard]] bool is_at_end() const { return bytes_.empty(); }

  template <class T>
  void get(T& value) {
    if constexpr (std::is_same_v<T, Location>) {
    } else if constexpr (std::is_same_v<T, std::string>) {
      const auto size = get_word();
      if (size > bytes_.size()) return give_up();
      value.assign(bytes_.substr(0, size));
      bytes_.remove_prefix(size);
    } else if constexpr (std::is_same_v<T, bool>) {
      value = get_word() != 0;
    } else if constexpr (std::is_enum_v<T> || std::is_integral_v<T>) {
      value = static_cast<T>(get_word());
    } else if constexpr (std::is_floating_point_v<T>) {
      value = std::bit_cast<double>(get_word());
    } else if constexpr (is_quantity<T>::value) {
      value = T::from_si(std::bit_cast<double>(get_word()));
    } else if constexpr (is_vector<T>::value) {
      const auto size = get_word();
      if (size > bytes_.size()) return give_up();
      value.clear();
      for (std::uint64_t i = 0; i < size && is_good_; ++i) {
        typename T::value_type item{};
        get(item);
        value.push_back(std::move(item));
      }
    } else if constexpr (is_map<T>::value) {
      const auto size = get_word();
      if (size > bytes_.size()) return give_up();
      value.clear();
      for (std::uint64_t i = 0; i < size && is_good_; ++i) {
        typename T::key_type key{};
        get(key);
        get(value[key]);
      }
    } else if constexpr (is_pair<T>::value) {
      get(value.first);
      get(value.second);
    } else if constexpr (is_optional<T>::value) {
      bool is_there = false;
      get(is_there);
      if (!is_there) {
        value.reset();
      } else {
        get(value.emplace());
      }
    } else if constexpr (is_variant<T>::value) {
      get_variant<0>(value, get_word());
    } else {
      static_assert(HasMembers<T>);
      for_each_member(value, [&](auto& member) { this->get(member); });
    }
  }

 private:
  template <std::size_t I, class V>
  void get_variant(V& value, std::uint64_t index) {
    if constexpr (I < std::variant_size_v<V>) {
      if (index == I) return get(value.template emplace<I>());
      return get_variant<I + 1>(value, index);
    } else {
      give_up();
    }
  }
  std::uint64_t get_word() {
    if (bytes_.size() < 8) {
      give_up();
      return 0;
    }
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < 8; ++i)
      word |= std::uint64_t{static_cast<unsigned char>(bytes_[i])} << (8 * i);
    bytes_.remove_prefix(8);
    return word;
  }
  void give_up() {
    is_good_ = false;
    bytes_ = {};
  }
  std::string_view bytes_;
  bool is_good_ = true;
};

template <class T>
[[nodiscard]] std::string to_bytes(const T& value) {
  Encoder encoder;
  walk(encoder, value);
  return encoder.take();
}
/// The value that `bytes` encode, or nothing if they are not whole.
template <class T>
[[nodiscard]] std::optional<T> from_bytes(std::string_view bytes) {
  Decoder decoder(bytes);
  T value{};
  decoder.get(value);
  if (!decoder.is_good() || !decoder.is_at_end()) return std::nullopt;
  return value;
}

/// Calls `visit(item)` for every value of type `Wanted` inside `object`, in canonical order.
template <class Wanted, class T, class Visit>
void visit_all(T& object, Visit&& visit) {
  using Plain = std::remove_const_t<T>;
  if constexpr (std::is_same_v<Plain, Wanted>) {
    visit(object);
  } else if constexpr (is_vector<Plain>::value) {
    for (auto& item : object) visit_all<Wanted>(item, visit);
  } else if constexpr (is_map<Plain>::value) {
    for (auto& [key, item] : object) visit_all<Wanted>(item, visit);
  } else if constexpr (is_optional<Plain>::value) {
    if (object) visit_all<Wanted>(*object, visit);
  } else if constexpr (is_variant<Plain>::value) {
    std::visit([&](auto& item) { visit_all<Wanted>(item, visit); }, object);
  } else if constexpr (HasMembers<Plain>) {
    for_each_member(object, [&](auto& member) { visit_all<Wanted>(member, visit); });
  }
}

}  // namespace shellfit
