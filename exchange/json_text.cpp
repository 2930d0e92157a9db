#include "exchange/json_text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <iterator>
#include <unordered_set>

namespace shellfit::exchange {

namespace {

constexpr std::array kinds{
    FaultKind{
        "E-JSON-001", "the file is not well-formed JSON",
        "The text is not JSON at this place, so nothing of the file was used.",
        "Mend the text at the place shown. A file that ends too early was cut off while it was written or "
        "copied."},
    FaultKind{"E-JSON-002", "a name is given twice in one object",
              "Two values for one name leave open which is meant.", "Remove one of them."},
};

constexpr std::size_t most_values = 5'000'000;
constexpr std::size_t deepest = 64;

/// Walks over the text and counts what the parser has taken, which is where the last token ends.
class CountingIterator {
 public:
  // The names that std::iterator_traits asks for.
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CountingIterator(const char* at, std::size_t* taken) : at_(at), taken_(taken) {}
  reference operator*() const { return *at_; }
  CountingIterator& operator++() {
    ++at_;
    ++*taken_;
    return *this;
  }
  CountingIterator operator++(int) {
    const auto before = *this;
    ++*this;
    return before;
  }
  friend bool operator==(const CountingIterator& a, const CountingIterator& b) { return a.at_ == b.at_; }

 private:
  const char* at_;
  std::size_t* taken_;
};

/// Receives the parser's events and builds the tree. Each event comes before the next token is read.
class TreeBuilder {
 public:
  TreeBuilder(std::shared_ptr<const SourceText> source, const std::size_t& taken)
      : source_(std::move(source)), taken_(taken) {}

  // Events. `false` ends parsing.
  bool null() { return put(word(JsonValue::Kind::null, 4)); }
  bool boolean(bool value) {
    auto one = word(JsonValue::Kind::boolean, value ? 4 : 5);
    one.boolean = value;
    return put(std::move(one));
  }
  bool number_integer(std::int64_t value) { return put(number(static_cast<double>(value))); }
  bool number_unsigned(std::uint64_t value) { return put(number(static_cast<double>(value))); }
  bool number_float(double value, const std::string& /*text*/) { return put(number(value)); }
  bool string(std::string& text) {
    auto one = quoted();
    one.text = std::move(text);
    return put(std::move(one));
  }
  bool binary(std::vector<std::uint8_t>& /*value*/) { return false; }  // JSON text has none
  bool start_object(std::size_t /*size*/) { return open(JsonValue::Kind::object); }
  bool start_array(std::size_t /*size*/) { return open(JsonValue::Kind::list); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool key(std::string& name) {
    const auto place = quoted();
    name_.name = std::move(name);
    name_.offset = place.offset;
    name_.length = place.length;
    return true;
  }
  bool parse_error(std::size_t position, const std::string& token,
                   const nlohmann::detail::exception& problem) {
    const auto size = source_->text().size();
    const auto at = std::min(std::max<std::size_t>(position, 1) - 1, size);
    const std::string_view what = problem.what();
    const bool ends = what.find("unexpected end of input") != std::string_view::npos ||
                      (at >= size && what.find("missing closing quote") != std::string_view::npos);
    Diagnostic fault;
    fault.code = "E-JSON-001";
    const bool is_too_large = what.find("number overflow") != std::string_view::npos;
    fault.message = ends           ? "the file ends before its last value is complete"
                    : is_too_large ? "no number is as large as this"
                                   : "this is not JSON";
    fault.where = {source_, at, 1};
    fault.found = ends ? "the end of the file" : shortened(token);
    const auto expected = what.rfind("expected ");
    if (expected != std::string_view::npos && (expected == 0 || what[expected - 1] == ' '))
      fault.expected = std::string(what.substr(expected + 9));
    fault.hint = ends ? "the file was cut off while it was written or copied" : "";
    faults_.push_back(std::move(fault));
    return false;
  }

  Outcome<JsonText> finish() {
    if (!faults_.empty()) {
      sort_diagnostics(faults_);
      return tl::unexpected(std::move(faults_));
    }
    return JsonText{std::move(source_), std::move(root_)};
  }

 private:
  JsonValue word(JsonValue::Kind kind, std::size_t length) const {
    JsonValue one;
    one.kind = kind;
    one.offset = taken_ - std::min(taken_, length);
    one.length = length;
    return one;
  }
  /// The parser reads one character beyond a number to see where it ends.
  JsonValue number(double value) const {
    constexpr std::string_view letters = "0123456789+-.eE";
    const std::string_view text = source_->text();
    auto end = taken_;
    while (end > 0 && letters.find(text[end - 1]) == std::string_view::npos) --end;
    auto start = end;
    while (start > 0 && letters.find(text[start - 1]) != std::string_view::npos) --start;
    JsonValue one;
    one.kind = JsonValue::Kind::number;
    one.number = value;
    one.offset = start;
    one.length = std::max<std::size_t>(1, end - start);
    return one;
  }
  /// From the closing quote back to the one that opens.
  JsonValue quoted() const {
    const std::string_view text = source_->text();
    std::size_t start = taken_ - std::min<std::size_t>(taken_, 2);
    const auto is_escaped = [&](std::size_t at) {
      std::size_t slashes = 0;
      while (slashes < at && text[at - slashes - 1] == '\\') ++slashes;
      return slashes % 2 == 1;
    };
    while (start > 0 && (text[start] != '"' || is_escaped(start))) --start;
    JsonValue one;
    one.kind = JsonValue::Kind::text;
    one.offset = start;
    one.length = std::max<std::size_t>(1, taken_ - start);
    return one;
  }

  bool refuse(std::string what) {
    Diagnostic fault;
    fault.code = "E-FILE-003";
    fault.message = std::move(what);
    fault.where = {source_, taken_ - std::min<std::size_t>(taken_, 1), 1};
    faults_.push_back(std::move(fault));
    return false;
  }
  bool put(JsonValue value) {
    if (++count_ > most_values) return refuse(fmt::format("more than {} values", most_values));
    if (open_.empty()) {
      root_ = std::move(value);
      return true;
    }
    auto& parent = open_.back();
    JsonMember member;
    if (parent.value.kind == JsonValue::Kind::object) {
      member = std::move(name_);
      if (!parent.names.insert(member.name).second) complain_twice(member);
    }
    member.value = std::move(value);
    parent.value.members.push_back(std::move(member));
    return true;
  }
  void complain_twice(const JsonMember& member) {
    constexpr std::size_t most = 20;
    if (faults_.size() >= most) return;
    Diagnostic fault;
    fault.code = "E-JSON-002";
    fault.message = "the name stands twice in this object";
    fault.where = {source_, member.offset, member.length};
    fault.found = shortened(member.name);
    fault.hint = "remove one of the two";
    faults_.push_back(std::move(fault));
  }
  bool open(JsonValue::Kind kind) {
    if (open_.size() >= deepest) return refuse(fmt::format("more than {} levels", deepest));
    open_.push_back({word(kind, 1), std::move(name_), {}});
    name_ = {};
    return true;
  }
  bool close() {
    auto done = std::move(open_.back());
    open_.pop_back();
    name_ = std::move(done.name);
    return put(std::move(done.value));
  }

  /// An object or list that is not complete yet, with its own name.
  struct Open {
    JsonValue value;
    JsonMember name;
    std::unordered_set<std::string> names;
  };

  std::shared_ptr<const SourceText> source_;
  const std::size_t& taken_;
  JsonValue root_;
  std::vector<Open> open_;
  JsonMember name_;  ///< the last name read
  std::size_t count_ = 0;
  Diagnostics faults_;
};

}  // namespace

const JsonValue* JsonValue::find(std::string_view name) const {
  if (kind != Kind::object) return nullptr;
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const JsonMember& member) { return member.name == name; });
  return found == members.end() ? nullptr : &found->value;
}

std::string JsonValue::description() const {
  switch (kind) {
    case Kind::null:
      return "null";
    case Kind::boolean:
      return boolean ? "true" : "false";
    case Kind::number:
      return fmt::format("{}", number);
    case Kind::text:
      return fmt::format("the text \"{}\"", shortened(text, 40));
    case Kind::list:
      return fmt::format("a list of {}", members.size());
    case Kind::object:
      return "an object";
  }
  return "null";
}

Outcome<JsonText> parse_json(std::string name, std::string bytes) {
  const auto source = std::make_shared<const SourceText>(std::move(name), std::move(bytes));
  const auto& text = source->text();
  std::size_t taken = 0;
  TreeBuilder builder(source, taken);
  nlohmann::json::sax_parse(CountingIterator(text.data(), &taken),
                            CountingIterator(text.data() + text.size(), &taken), &builder);
  return builder.finish();
}

std::span<const FaultKind> json_fault_kinds() { return kinds; }

}  // namespace shellfit::exchange
