#include "exchange/power_grid_model_case.hpp"

#include "documents/file_bytes.hpp"
#include "exchange/json_text.hpp"
#include "exchange/power_grid_model_references.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace shellfit::exchange::power_grid_model {

namespace {

using JsonKind = JsonValue::Kind;

/// Components that are known and of which nothing is used, with the reason.
struct LeftComponent {
  std::string_view name, reason;
};
constexpr std::array left_components{
    LeftComponent{"sym_voltage_sensor", "sensors serve state estimation"},
    LeftComponent{"asym_voltage_sensor", "sensors serve state estimation"},
    LeftComponent{"sym_power_sensor", "sensors serve state estimation"},
    LeftComponent{"asym_power_sensor", "sensors serve state estimation"},
    LeftComponent{"sym_current_sensor", "sensors serve state estimation"},
    LeftComponent{"asym_current_sensor", "sensors serve state estimation"},
    LeftComponent{"fault", "every bus is faulted in turn"},
};
/// Known attributes of which a balanced network makes no use.
constexpr std::array unused_attributes{"g0",
                                       "b0",
                                       "i0_zero_sequence",
                                       "p0_zero_sequence",
                                       "r_grounding_1",
                                       "x_grounding_1",
                                       "r_grounding_2",
                                       "x_grounding_2",
                                       "r_grounding_3",
                                       "x_grounding_3"};

class CaseReader {
 public:
  CaseReader(JsonText text, Phases phases) : text_(std::move(text)), phases_(phases) {}

  Outcome<Case> read() {
    if (const auto* data = read_root()) {
      for (const auto& member : data->members) read_component(member);
      if (faults_.is_none() && case_.nodes.empty())
        faults_.complain("E-PGM-001", "the data set has no node", *data, "a list of node");
      references_.check(faults_);
    }
    if (!faults_.is_none()) return tl::unexpected(std::move(faults_).sorted());
    add_remarks();
    return std::move(case_);
  }

 private:
  /// The data of the file when its frame is that of an input data set.
  const JsonValue* read_root() {
    const auto& root = text_.root;
    const auto refuse = [&](const char* name, const std::string& expected, const std::string& hint = {}) {
      const auto* value = root.find(name);
      faults_.complain("E-PGM-001",
                       value ? fmt::format("this {} is not that of a power-grid-model input", name)
                             : fmt::format("the {} is missing", name),
                       value ? *value : root, expected, hint);
      return nullptr;
    };
    const auto is_text = [&](const char* name, std::string_view text) {
      const auto* value = root.find(name);
      return value && value->kind == JsonKind::text && value->text == text;
    };
    if (root.kind != JsonKind::object) {
      faults_.complain("E-PGM-001", "this is no power-grid-model data set", root,
                       "an object with version, type and data");
      return nullptr;
    }
    if (!is_text("version", "1.0")) return refuse("version", "\"1.0\"");
    if (!is_text("type", "input")) return refuse("type", "\"input\"");
    const auto* batch = root.find("is_batch");
    if (!batch || batch->kind != JsonKind::boolean || batch->boolean)
      return refuse("is_batch", "false", "a batch is many networks; apply a scenario to its input first");
    const auto* data = root.find("data");
    if (!data || data->kind != JsonKind::object) return refuse("data", "an object of components");
    return read_order() ? data : nullptr;
  }

  bool read_order() {
    const auto* attributes = text_.root.find("attributes");
    if (attributes == nullptr) return true;
    const auto refuse = [&](const JsonValue& where) {
      faults_.complain("E-PGM-001", "attributes is no table of names", where, "lists of names, by component");
      return false;
    };
    if (attributes->kind != JsonKind::object) return refuse(*attributes);
    for (const auto& component : attributes->members) {
      if (component.value.kind != JsonKind::list) return refuse(component.value);
      auto& order = order_[component.name];
      for (const auto& name : component.value.members) {
        if (name.value.kind != JsonKind::text) return refuse(name.value);
        order.push_back(name.value.text);
      }
    }
    return true;
  }

  void read_component(const JsonMember& member) {
    const auto& name = member.name;
    if (member.value.kind != JsonKind::list) {
      faults_.complain("E-PGM-004", fmt::format("/data/{} is no list", shortened(name)), member.value,
                       "a list of components");
      return;
    }
    if (name == "node") return read_list(member, case_.nodes);
    if (name == "line") return read_list(member, case_.lines);
    if (name == "link") return read_list(member, case_.links);
    if (name == "generic_branch") return read_list(member, case_.generic_branches);
    if (name == "transformer") return read_list(member, case_.transformers);
    if (name == "three_winding_transformer") return read_list(member, case_.three_winding_transformers);
    if (name == "source") return read_list(member, case_.sources);
    if (name == "sym_load" || name == "asym_load") return read_list(member, case_.loads);
    if (name == "sym_gen" || name == "asym_gen") return read_list(member, case_.generators);
    if (name == "shunt") return read_list(member, case_.shunts);
    if (name == "transformer_tap_regulator") return read_list(member, case_.tap_regulators);
    if (name == "voltage_regulator") return read_list(member, case_.voltage_regulators);
    if (name == "asym_line") {
      if (!member.value.members.empty())
        faults_.complain("E-PGM-007", "a line with figures of each phase", member.value.members[0].value,
                         "line");
      return;
    }
    for (const auto& left : left_components) {
      if (name != left.name) continue;
      if (!member.value.members.empty())
        case_.remarks.push_back(
            fmt::format("{} {} left: {}", member.value.members.size(), name, left.reason));
      return;
    }
    faults_.complain_of_name("E-PGM-002", "power-grid-model has no component of this name", member,
                             "a component such as node, line, transformer, source, sym_load");
  }

  template <class T>
  void read_list(const JsonMember& member, std::vector<T>& into) {
    const auto found_order = order_.find(member.name);
    for (std::size_t i = 0; i < member.value.members.size() && !faults_.is_enough(); ++i) {
      const auto& value = member.value.members[i].value;
      Record record{&value, nullptr, fmt::format("/data/{}/{}", member.name, i)};
      if (value.kind == JsonKind::list) {
        if (found_order == order_.end() || found_order->second.size() != value.members.size()) {
          faults_.complain(
              "E-PGM-004", fmt::format("{} has not one value for each of its attributes", record.pointer),
              value,
              found_order == order_.end() ? fmt::format("attributes to name the values of {}", member.name)
                                          : fmt::format("{} values", found_order->second.size()));
          continue;
        }
        record.order = &found_order->second;
      } else if (value.kind != JsonKind::object) {
        faults_.complain("E-PGM-004", fmt::format("{} is no component", record.pointer), value,
                         "an object or a list");
        continue;
      }
      T one;
      for (const auto& attribute : attributes<T>()) read_attribute(record, attribute, one, faults_);
      if constexpr (std::is_same_v<T, LoadOrGenerator>)
        read_powers(record, member.name.starts_with("asym"), phases_, one, faults_);
      note_others<T>(record, member.name);
      references_.note(record, member.name, one, faults_);
      into.push_back(std::move(one));
    }
  }

  /// Remembers attributes that are not read; `extra` is for what a user wants to keep beside a component.
  template <class T>
  void note_others(const Record& record, const std::string& component) {
    const auto note = [&](const std::string& name) {
      const auto& known = attributes<T>();
      const bool is_known =
          std::any_of(known.begin(), known.end(), [&](const auto& one) { return one.name == name; });
      const bool is_power =
          std::is_same_v<T, LoadOrGenerator> && (name == "p_specified" || name == "q_specified");
      if (is_known || is_power || name == "extra") return;
      const bool is_unused =
          std::find(unused_attributes.begin(), unused_attributes.end(), name) != unused_attributes.end();
      ++others_[{is_unused, component, shortened(name, 30)}];
    };
    for (const auto& name : record.names()) note(name);
  }

  void add_remarks() {
    for (const auto& [key, count] : others_) {
      const auto& [is_unused, component, name] = key;
      case_.remarks.push_back(fmt::format(
          "{} of {} {} left: {}", name, count, component,
          is_unused ? "a balanced load flow does not use it" : "power-grid-model knows no such attribute"));
    }
    const auto is_asymmetric = [](const LoadOrGenerator& one) { return one.was_asymmetric; };
    const auto sums = std::count_if(case_.loads.begin(), case_.loads.end(), is_asymmetric) +
                      std::count_if(case_.generators.begin(), case_.generators.end(), is_asymmetric);
    if (sums != 0)
      case_.remarks.push_back(
          fmt::format("{} asymmetric loads and generators count by the sum of their phases", sums));
  }

  JsonText text_;
  Phases phases_;
  Case case_;
  CaseFaults faults_{text_};
  std::map<std::string, std::vector<std::string>> order_;
  References references_;
  std::map<std::tuple<bool, std::string, std::string>, int> others_;
};

}  // namespace

Outcome<Case> parse_case(std::string name, std::string text, Phases phases) {
  auto json = parse_json(std::move(name), std::move(text));
  if (!json) return tl::unexpected(std::move(json.error()));
  return CaseReader(std::move(*json), phases).read();
}

Outcome<Case> read_case(const std::filesystem::path& file, Phases phases) {
  auto bytes = documents::read_bytes(file, {}, "a power-grid-model input, JSON");
  if (!bytes) return tl::unexpected(std::move(bytes.error()));
  return parse_case(file.string(), std::move(*bytes), phases);
}

}  // namespace shellfit::exchange::power_grid_model
