#pragma once
// Ids of a power-grid-model file and what refers to them: each id once, references to what is there, one
// regulator an object.

#include "exchange/power_grid_model_record.hpp"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace shellfit::exchange::power_grid_model {

class References {
 public:
  /// Notes a component by its id, and the components that it names. A second one of an id is a fault.
  template <class T>
  void note(const Record& record, const std::string& component, const T& one, CaseFaults& faults) {
    note_id(one.id, record, component, faults);
    if constexpr (std::is_base_of_v<Branch, T>) {
      for (const char* name : {"from_node", "to_node"}) note_reference(record, name, {"node"});
    } else if constexpr (std::is_same_v<T, ThreeWindingTransformer>) {
      for (const char* name : {"node_1", "node_2", "node_3"}) note_reference(record, name, {"node"});
    } else if constexpr (std::is_base_of_v<Appliance, T>) {
      note_reference(record, "node", {"node"});
    } else if constexpr (std::is_same_v<T, TapRegulator>) {
      // Only a transformer of three windings has the third side.
      if (one.control_side == 2)
        note_reference(record, "regulated_object", {"three_winding_transformer"});
      else
        note_reference(record, "regulated_object", {"transformer", "three_winding_transformer"});
    } else if constexpr (std::is_same_v<T, VoltageRegulator>) {
      note_reference(record, "regulated_object", {"sym_gen", "asym_gen", "sym_load", "asym_load"});
    }
    if constexpr (std::is_base_of_v<Regulator, T>) note_regulator(one, record, faults);
  }

  /// Once all components are noted: references that lead nowhere are faults.
  void check(CaseFaults& faults) const;

 private:
  struct Known {
    std::string component;
    const JsonValue* where;
  };
  struct Regulating {
    int id;
    const JsonValue* where;
  };
  struct Reference {
    int id;
    const JsonValue* where;
    std::string what;  ///< "from_node of /data/line/2"
    std::vector<std::string_view> components;
  };

  void note_id(int id, const Record& record, const std::string& component, CaseFaults& faults);
  void note_reference(const Record& record, const char* name, std::vector<std::string_view> components);
  void note_regulator(const Regulator& one, const Record& record, CaseFaults& faults);

  std::unordered_map<int, Known> ids_;
  std::unordered_map<int, Regulating> regulators_;  ///< in service, by what they regulate
  std::vector<Reference> references_;
};

}  // namespace shellfit::exchange::power_grid_model
