#include "documents/element_table.hpp"
#include "site/study.hpp"
#include "site/tables.hpp"

namespace shellfit::site {

namespace {

using documents::Element;
using documents::ElementTable;
using documents::Reading;

struct AxisFile {
  std::string name;
  std::string address;
  struct Value {
    std::string is;
    Location where;
  };
  std::vector<Value> values;
  Location where;
};
struct SweepFile {
  std::string study;
  std::vector<AxisFile> axes;
};

const ElementTable<SweepFile>& sweep_table() {
  static const auto value = [] {
    ElementTable<AxisFile::Value> t("value", "One value of the axis.");
    t.value("is", &AxisFile::Value::is, {.meaning = "What the attribute is set to.", .is_required = true});
    return t;
  }();
  static const auto axis = [] {
    ElementTable<AxisFile> t("axis", "An attribute of the study that takes each of the values.");
    t.value("name", &AxisFile::name, {.meaning = "Column in the results; without it, the address."});
    t.value("address", &AxisFile::address,
            {.meaning = "Of the attribute, such as deployment/line[gb300]@units.", .is_required = true});
    t.children(&AxisFile::values, value, true);
    return t;
  }();
  static const auto table = [] {
    ElementTable<SweepFile> t("sweep", "A study solved for every combination of the values of its axes.");
    t.versioned();
    t.value("study", &SweepFile::study,
            {.meaning = "Path of the study, relative to this file.", .is_required = true});
    t.children(&SweepFile::axes, axis, true);
    return t;
  }();
  return table;
}

}  // namespace

Outcome<Sweep> read_sweep(const Element& root, const std::filesystem::path& folder) {
  Reading reading;
  if (!documents::check_root(root, "sweep", reading)) return tl::unexpected(reading.take_faults());
  const auto read = sweep_table().read(root, "", reading);
  if (reading.has_faults()) return tl::unexpected(reading.take_faults());
  Sweep sweep;
  sweep.study = folder / read.study;
  for (const auto& axis : read.axes) {
    Axis ours{axis.name.empty() ? axis.address : axis.name, axis.address, {}, axis.where};
    for (const auto& value : axis.values)
      ours.values.push_back({axis.address, value.is, axis.where, value.where});
    sweep.axes.push_back(std::move(ours));
  }
  return sweep;
}

Outcome<Sweep> load_sweep(const std::filesystem::path& file) {
  const auto root = documents::read_document(file);
  if (!root) return tl::unexpected(root.error());
  return read_sweep(*root, file.parent_path());
}

const documents::ElementInfo& sweep_file_info() { return *sweep_table().info(); }

}  // namespace shellfit::site
