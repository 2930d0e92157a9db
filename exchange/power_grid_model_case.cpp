#include "exchange/power_grid_model_case.hpp"

#include "documents/file_bytes.hpp"
#include "exchange/json_text.hpp"
#include "exchange/power_grid_model_attributes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

namespace shellfit::exchange::power_grid_model {

namespace {

using JsonKind = JsonValue::Kind;
constexpr std::size_t most_faults = 20;

constexpr std::array kinds{
    FaultKind{
        "E-PGM-001", "the file is no power-grid-model input",
        "A file of this kind is an object with version 1.0, type input, is_batch false and data.",
        "Name the input data set. Batches of updates are not read: apply the scenario to its input first."},
    FaultKind{
        "E-PGM-002", "unknown component",
        "No component of this name is read. Nothing that could change the answer is skipped in silence.",
        "Use the nearest valid name, or take the component out."},
    FaultKind{"E-PGM-003", "an attribute is missing", "The component means nothing without this figure.",
              "Give the attribute. Null stands for a missing one."},
    FaultKind{"E-PGM-004", "an attribute cannot be this",
              "The value is of another kind than the attribute, or beyond what it may be.",
              "Figures are in SI units: V, VA, W, ohm, S, F."},
    FaultKind{"E-PGM-005", "an id is used twice",
              "The ids of all components, nodes included, are one space of names.",
              "Number one of them anew."},
    FaultKind{"E-PGM-006", "a reference leads nowhere",
              "The component names a node, or an object to be regulated, that the file does not have.",
              "Correct the id, or add what it names."},
    FaultKind{
        "E-PGM-007", "the network is unbalanced",
        "This program solves balanced networks. Phases that differ would be answered as if they were alike.",
        "Use power-grid-model's own asymmetric calculation, or give the components as symmetric ones."},
};

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

/// One component of a list: an object, or the values in the order of the file's `attributes`.
struct Record {
  const JsonValue* value;
  const std::vector<std::string>* order;  ///< empty for an object
  std::string pointer;                    ///< RFC 6901

  [[nodiscard]] const JsonValue* find(std::string_view name) const {
    if (order == nullptr) return value->find(name);
    const auto found = std::find(order->begin(), order->end(), name);
    const auto at = static_cast<std::size_t>(found - order->begin());
    return at < value->members.size() && found != order->end() ? &value->members[at].value : nullptr;
  }
};

class CaseReader {
 public:
  CaseReader(JsonText text, Phases phases) : text_(std::move(text)), phases_(phases) {}

  Outcome<Case> read() {
    if (const auto* data = read_root()) {
      for (const auto& member : data->members) read_component(member);
      if (faults_.empty() && case_.nodes.empty())
        complain("E-PGM-001", "the data set has no node", *data, "a list of node", {});
      check_references();
    }
    if (!faults_.empty()) {
      sort_diagnostics(faults_);
      return tl::unexpected(std::move(faults_));
    }
    add_remarks();
    return std::move(case_);
  }

 private:
  void complain(const char* code, std::string message, const JsonValue& where, std::string expected,
                std::string hint) {
    if (faults_.size() >= most_faults) return;
    faults_.push_back({code,
                       std::move(message),
                       text_.at(where),
                       where.description(),
                       std::move(expected),
                       std::move(hint),
                       {},
                       ""});
  }

  /// The data of the file when its frame is that of an input data set.
  const JsonValue* read_root() {
    const auto& root = text_.root;
    const auto refuse = [&](const char* name, const std::string& expected, const std::string& hint = {}) {
      const auto* value = root.find(name);
      complain("E-PGM-001",
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
      complain("E-PGM-001", "this is no power-grid-model data set", root,
               "an object with version, type and data", {});
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
      complain("E-PGM-001", "attributes is no table of names", where, "lists of names, by component", {});
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
      complain("E-PGM-004", fmt::format("/data/{} is no list", shortened(name)), member.value,
               "a list of components", {});
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
        complain("E-PGM-007", "a line with figures of each phase", member.value.members[0].value, "line", {});
      return;
    }
    for (const auto& left : left_components) {
      if (name != left.name) continue;
      if (!member.value.members.empty())
        case_.remarks.push_back(
            fmt::format("{} {} left: {}", member.value.members.size(), name, left.reason));
      return;
    }
    if (faults_.size() < most_faults)
      faults_.push_back({"E-PGM-002",
                         "power-grid-model has no component of this name",
                         text_.at(member),
                         shortened(name),
                         "a component such as node, line, transformer, source, sym_load",
                         "",
                         {},
                         ""});
  }

  template <class T>
  void read_list(const JsonMember& member, std::vector<T>& into) {
    const auto found_order = order_.find(member.name);
    for (std::size_t i = 0; i < member.value.members.size() && faults_.size() < most_faults; ++i) {
      const auto& value = member.value.members[i].value;
      Record record{&value, nullptr, fmt::format("/data/{}/{}", member.name, i)};
      if (value.kind == JsonKind::list) {
        if (found_order == order_.end() || found_order->second.size() != value.members.size()) {
          complain("E-PGM-004",
                   fmt::format("{} has not one value for each of its attributes", record.pointer), value,
                   found_order == order_.end()
                       ? fmt::format("attributes to name the values of {}", member.name)
                       : fmt::format("{} values", found_order->second.size()),
                   {});
          continue;
        }
        record.order = &found_order->second;
      } else if (value.kind != JsonKind::object) {
        complain("E-PGM-004", fmt::format("{} is no component", record.pointer), value, "an object or a list",
                 {});
        continue;
      }
      T one;
      for (const auto& attribute : attributes<T>()) read_attribute(record, attribute, one);
      if constexpr (std::is_same_v<T, LoadOrGenerator>)
        read_powers(record, member.name.starts_with("asym"), one);
      note_others<T>(record, member.name);
      note_id(one.id, record, member.name);
      note_references(record, one);
      into.push_back(std::move(one));
    }
  }

  template <class T>
  void read_attribute(const Record& record, const Attribute<T>& attribute, T& one) {
    const auto* value = record.find(attribute.name);
    const bool is_double = std::holds_alternative<double T::*>(attribute.field) ||
                           std::holds_alternative<std::optional<double> T::*>(attribute.field);
    if (is_absent(value, is_double, attribute.limits)) {
      if (attribute.is_required())
        complain("E-PGM-003", fmt::format("{} of {} is missing", attribute.name, record.pointer),
                 *record.value, std::string(attribute.name), {});
      return;
    }
    const auto number = number_of(record, attribute.name, *value, attribute.limits, !is_double);
    if (!number) return;
    std::visit(
        [&](auto field) {
          using Field = std::remove_reference_t<decltype(one.*field)>;
          if constexpr (std::is_same_v<Field, bool>) {
            one.*field = *number != 0.0;
          } else if constexpr (std::is_same_v<Field, int> || std::is_same_v<Field, std::optional<int>>) {
            one.*field = static_cast<int>(*number);
          } else {
            one.*field = *number;
          }
        },
        attribute.field);
  }
  /// Null, and the lowest integer of a kind, stand for no value.
  static bool is_absent(const JsonValue* value, bool is_double, const Limits& limits) {
    if (value == nullptr || value->kind == JsonKind::null) return true;
    return !is_double && value->kind == JsonKind::number &&
           (value->number == -2147483648.0 || (value->number == -128.0 && limits.highest <= 127.0));
  }

  std::optional<double> number_of(const Record& record, std::string_view name, const JsonValue& value,
                                  const Limits& limits, bool is_integer) {
    const auto refuse = [&](const std::string& expected) {
      complain("E-PGM-004", fmt::format("{} of {} cannot be {}", name, record.pointer, value.description()),
               value, expected, {});
      return std::nullopt;
    };
    double number = value.number;
    if (value.kind == JsonKind::text &&
        (value.text == "inf" || value.text == "+inf" || value.text == "-inf")) {
      if (!limits.may_be_infinite) return refuse("a finite number");
      number = value.text == "-inf" ? -std::numeric_limits<double>::infinity()
                                    : std::numeric_limits<double>::infinity();
    } else if (value.kind != JsonKind::number) {
      return refuse(is_integer ? "an integer" : "a number");
    }
    if (is_integer && number != std::floor(number)) return refuse("an integer");
    const bool is_low = limits.is_lowest_allowed ? number < limits.lowest : number <= limits.lowest;
    if (!is_low && number <= limits.highest) return number;
    if (!std::isfinite(limits.highest)) return refuse(limits.is_lowest_allowed ? "at least 0" : "above 0");
    return refuse(fmt::format("from {} to {}", limits.lowest, limits.highest));
  }

  /// One number, or of an asymmetric component three, of which the sum counts.
  void read_powers(const Record& record, bool is_asymmetric, LoadOrGenerator& one) {
    constexpr double alike = 1e-9;
    one.was_asymmetric = is_asymmetric;
    for (const auto& [name, field] : {std::pair{"p_specified", &LoadOrGenerator::p_specified_w},
                                      std::pair{"q_specified", &LoadOrGenerator::q_specified_var}}) {
      const auto* value = record.find(name);
      if (value == nullptr || value->kind == JsonKind::null) {
        complain("E-PGM-003", fmt::format("{} of {} is missing", name, record.pointer), *record.value, name,
                 {});
        continue;
      }
      if (!is_asymmetric) {
        one.*field = number_of(record, name, *value, {}, false).value_or(0.0);
        continue;
      }
      if (value->kind != JsonKind::list || value->members.size() != 3) {
        complain("E-PGM-004",
                 fmt::format("{} of {} cannot be {}", name, record.pointer, value->description()), *value,
                 "three numbers, one a phase", {});
        continue;
      }
      std::array<double, 3> phases{};
      for (std::size_t i = 0; i < phases.size(); ++i)
        phases[i] = number_of(record, name, value->members[i].value, {}, false).value_or(0.0);
      const auto [least, most] = std::minmax_element(phases.begin(), phases.end());
      if (phases_ == Phases::refuse && *most - *least > alike * std::max(std::abs(*most), std::abs(*least)))
        complain("E-PGM-007", fmt::format("the phases of {} differ", record.pointer), *value,
                 "three equal numbers", "this program solves balanced networks");
      one.*field = phases[0] + phases[1] + phases[2];
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
    if (record.order != nullptr) {
      for (const auto& name : *record.order) note(name);
    } else {
      for (const auto& member : record.value->members) note(member.name);
    }
  }

  void note_id(int id, const Record& record, const std::string& component) {
    const auto* value = record.find("id");
    if (value == nullptr) return;
    const auto [known, is_new] = ids_.try_emplace(id, Known{component, value});
    if (is_new || faults_.size() >= most_faults) return;
    faults_.push_back({"E-PGM-005",
                       fmt::format("the id of {} is that of a {}", record.pointer, known->second.component),
                       text_.at(*value), std::to_string(id), "an id of its own", "",
                       text_.at(*known->second.where), "first used here"});
  }

  struct Reference {
    int id;
    const JsonValue* where;
    std::string what;  ///< "from_node of /data/line/2"
    std::vector<std::string_view> components;
  };
  void note_reference(const Record& record, const char* name, std::vector<std::string_view> components) {
    const auto* value = record.find(name);
    if (value == nullptr || value->kind != JsonKind::number) return;
    references_.push_back({static_cast<int>(std::clamp(value->number, -2147483647.0, 2147483647.0)), value,
                           fmt::format("{} of {}", name, record.pointer), std::move(components)});
  }
  template <class T>
  void note_references(const Record& record, const T& one) {
    static_cast<void>(one);
    if constexpr (std::is_base_of_v<Branch, T>) {
      for (const char* name : {"from_node", "to_node"}) note_reference(record, name, {"node"});
    } else if constexpr (std::is_same_v<T, ThreeWindingTransformer>) {
      for (const char* name : {"node_1", "node_2", "node_3"}) note_reference(record, name, {"node"});
    } else if constexpr (std::is_base_of_v<Appliance, T>) {
      note_reference(record, "node", {"node"});
    } else if constexpr (std::is_same_v<T, TapRegulator>) {
      note_reference(record, "regulated_object", {"transformer", "three_winding_transformer"});
    } else if constexpr (std::is_same_v<T, VoltageRegulator>) {
      note_reference(record, "regulated_object", {"sym_gen", "asym_gen", "sym_load", "asym_load"});
    }
  }
  void check_references() {
    for (const auto& one : references_) {
      const auto found = ids_.find(one.id);
      if (found != ids_.end() && std::find(one.components.begin(), one.components.end(),
                                           found->second.component) != one.components.end())
        continue;
      const auto what =
          found == ids_.end() ? std::string("nothing") : fmt::format("a {}", found->second.component);
      complain("E-PGM-006", fmt::format("{} names {}", one.what, what), *one.where,
               fmt::format("the id of a {}", fmt::join(one.components, ", ")), {});
    }
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

  struct Known {
    std::string component;
    const JsonValue* where;
  };
  JsonText text_;
  Phases phases_;
  Case case_;
  Diagnostics faults_;
  std::map<std::string, std::vector<std::string>> order_;
  std::unordered_map<int, Known> ids_;
  std::vector<Reference> references_;
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

std::span<const FaultKind> fault_kinds() { return kinds; }

}  // namespace shellfit::exchange::power_grid_model
