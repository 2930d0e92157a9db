#include "site/study.hpp"

#include "base/nearest.hpp"
#include "site/climate_choice.hpp"
#include "site/epw.hpp"
#include "site/rule_choice.hpp"
#include "site/site_check.hpp"
#include "site/tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace shellfit::site {

namespace {

using documents::Element;
using documents::ElementTable;
using documents::Reading;

/// What the study file itself says; its catalogs and rules are laid over the built-in ones before the rest is
/// read.
struct StudyFile {
  std::string id;
  std::string name;
  Shell shell;
  Deployment deployment;
  Basis basis;
};

const ElementTable<StudyFile>& study_table() {
  static const auto table = [] {
    ElementTable<StudyFile> t("study",
                              "Shell, deployment, basis and catalogs: everything one answer depends on.");
    t.versioned();
    t.value("id", &StudyFile::id, {.meaning = "For reports.", .is_required = true});
    t.value("name", &StudyFile::name, {.meaning = "What people call it."});
    const std::shared_ptr<const documents::ElementInfo> catalog(&catalogs::catalog_file_info(),
                                                                [](const documents::ElementInfo*) {});
    t.custom_children(
        catalog, false, true, [](const Element&, const std::string&, StudyFile&, Reading&) {}, true);
    const std::shared_ptr<const documents::ElementInfo> rules(&rules_file_info(),
                                                              [](const documents::ElementInfo*) {});
    t.custom_children(
        rules, false, true, [](const Element&, const std::string&, StudyFile&, Reading&) {}, true);
    t.part(&StudyFile::shell, shell_table());
    t.part(&StudyFile::deployment, deployment_table());
    t.part(&StudyFile::basis, basis_table());
    return t;
  }();
  return table;
}

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

template <class Q>
bool choose_claim(catalogs::Figure<Q>& figure, const std::string& source) {
  for (std::size_t i = 0; i < figure.claims.size(); ++i) {
    if (figure.claims[i].provenance.source != source) continue;
    figure.chosen = static_cast<int>(i);
    return true;
  }
  return false;
}
template <class C>
bool choose_curve(std::vector<C>& curves, const std::string& source) {
  const auto found = std::find_if(curves.begin(), curves.end(),
                                  [&](const C& curve) { return curve.provenance.source == source; });
  if (found == curves.end()) return false;
  std::rotate(curves.begin(), found, found + 1);
  return true;
}

void apply_choice(catalogs::Catalog& catalog, const Choice& choice, Reading& reading) {
  auto& racks = catalog.all<catalogs::RackType>();
  const auto found = racks.find(choice.rack);
  if (found == racks.end()) return;  // the reference is a fault of its own
  auto& rack = found->second;
  const std::vector<std::string> figures{
      "tdp", "peak", "liquid-share", "mass", "depth", "airflow-per-power", "airflow", "coolant"};
  const auto& f = choice.figure;
  const bool is_done = f == "tdp"                 ? choose_claim(rack.tdp, choice.source)
                       : f == "peak"              ? choose_claim(rack.peak, choice.source)
                       : f == "liquid-share"      ? choose_claim(rack.liquid_share, choice.source)
                       : f == "mass"              ? choose_claim(rack.body.mass, choice.source)
                       : f == "depth"             ? choose_claim(rack.body.depth, choice.source)
                       : f == "airflow-per-power" ? choose_claim(rack.airflow_per_power, choice.source)
                       : f == "airflow"           ? choose_curve(rack.airflow, choice.source)
                       : f == "coolant"           ? choose_curve(rack.coolant, choice.source)
                                                  : false;
  if (is_done) return;
  const auto near = nearest(f, figures);
  reading.fault(
      "E-SITE-011",
      fmt::format("{} has no claim to {} by {}", choice.rack.text(), shortened(f), shortened(choice.source)),
      choice.where, fmt::format("{} by {}", shortened(f), shortened(choice.source)),
      "a figure and a source of the rack", near && *near != f ? fmt::format("did you mean {}?", *near) : "");
}

/// The rules of the study's basis, whose figures become defaults of what is read afterwards.
void choose_rules(const Element& root, Study& study, AppliedRules& applied, Reading& reading) {
  auto sets = built_in_rule_sets();
  for (const auto& child : root.children) {
    if (child.name == "rules") overlay_rules(sets, child, reading);
  }
  make_known(sets, reading);
  if (const auto circle = circle_of(sets)) {
    reading.fault(*circle);
    sets = built_in_rule_sets();
  }
  const auto* basis = child_of(root, "basis");
  if (basis == nullptr) return;
  const auto* shell = child_of(root, "shell");
  const auto* site = shell == nullptr ? nullptr : child_of(*shell, "site");
  const auto* country = site == nullptr ? nullptr : site->find("country");
  const auto name = country == nullptr ? std::string{} : country->value;
  study.rules = rules_of_basis(sets, *basis, name, false, reading);
  applied = give_defaults(study.rules, *basis, "study/basis", reading);
  if (basis->find("rules") == nullptr)
    reading.used_default(
        {"study/basis", "rules", study.rules.id,
         name.empty() ? "the site names no country" : "the site's country is " + shortened(name), ""});
}

}  // namespace

Outcome<Study> read_study(Element root, const std::vector<documents::Override>& overrides) {
  Reading reading;
  for (const auto& change : overrides) {
    if (auto fault = documents::set_attribute(root, change)) reading.fault(std::move(*fault));
  }
  if (!documents::check_root(root, "study", reading)) return tl::unexpected(reading.take_faults());
  Study study;
  study.catalog = catalogs::built_in_catalog();
  for (const auto& child : root.children) {
    if (child.name == "catalog") catalogs::overlay_catalog(study.catalog, child, reading);
  }
  catalogs::make_known(study.catalog, reading);
  AppliedRules applied;
  choose_rules(root, study, applied, reading);
  ClimateSource climate;
  const auto* shell = child_of(root, "shell");
  const auto* site = shell == nullptr ? nullptr : child_of(*shell, "site");
  if (site != nullptr) climate = give_climate(*site, "study/shell/site", reading);
  auto file = study_table().read(root, "", reading);
  study.id = std::move(file.id);
  study.name = std::move(file.name);
  study.shell = std::move(file.shell);
  study.deployment = std::move(file.deployment);
  study.basis = std::move(file.basis);
  study.basis.rules = std::move(applied);
  study.shell.site.climate.hours = std::move(climate.hours);
  study.shell.site.climate.notes = std::move(climate.notes);
  study.defaults = reading.defaults();
  reading.resolve_references();
  // Checks across fields assume that every field was read.
  if (reading.has_faults()) return tl::unexpected(reading.take_faults());
  catalogs::check_catalog(study.catalog, reading);
  for (const auto& choice : study.basis.choices) apply_choice(study.catalog, choice, reading);
  check_shell(study.shell, reading);
  check_deployment(study.deployment, reading);
  check_basis(study.basis, reading);
  check_study(study, reading);
  if (reading.has_faults()) return tl::unexpected(reading.take_faults());
  return study;
}

Outcome<Study> load_study(const std::filesystem::path& file,
                          const std::vector<documents::Override>& overrides) {
  auto root = documents::read_document_with_parts(file);
  if (!root) return tl::unexpected(std::move(root.error()));
  return read_study(std::move(*root), overrides);
}

Outcome<Sweep> load_sweep(const std::filesystem::path& file) {
  const auto root = documents::read_document(file);
  if (!root) return tl::unexpected(root.error());
  Reading reading;
  if (!documents::check_root(*root, "sweep", reading)) return tl::unexpected(reading.take_faults());
  const auto read = sweep_table().read(*root, "", reading);
  if (reading.has_faults()) return tl::unexpected(reading.take_faults());
  Sweep sweep;
  sweep.study = file.parent_path() / read.study;
  for (const auto& axis : read.axes) {
    Axis ours{axis.name.empty() ? axis.address : axis.name, axis.address, {}, axis.where};
    for (const auto& value : axis.values)
      ours.values.push_back({axis.address, value.is, axis.where, value.where});
    sweep.axes.push_back(std::move(ours));
  }
  return sweep;
}

std::vector<FileKind> file_kinds() {
  return {{"study", study_table().info().get()},
          {"shell", shell_table().info().get()},
          {"deployment", deployment_table().info().get()},
          {"basis", basis_table().info().get()},
          {"catalog", &catalogs::catalog_file_info()},
          {"rules", &rules_file_info()},
          {"sweep", sweep_table().info().get()}};
}

namespace {

/// The categories of things that files of a kind define.
void add_categories(const documents::ElementInfo& info, std::set<std::string>& categories) {
  for (const auto& field : info.fields) {
    if (field.form == documents::FieldInfo::Form::id) categories.insert(field.category);
  }
  for (const auto& child : info.children) add_categories(*child.element, categories);
}

/// Reads one part by itself: references to things that only other files define are left alone.
template <class T>
void read_alone(const Element& root, const ElementTable<T>& table, void (*check)(const T&, Reading&),
                Reading& reading) {
  if (!documents::check_root(root, table.info()->name, reading)) return;
  catalogs::make_known(catalogs::built_in_catalog(), reading);
  if (table.info()->name == "basis") {
    const auto rules = rules_of_basis(built_in_rule_sets(), root, "", true, reading);
    (void)give_defaults(rules, root, "basis", reading);
  }
  if (const auto* site = child_of(root, "site")) (void)give_climate(*site, "shell/site", reading);
  const auto part = table.read(root, "", reading);
  std::set<std::string> categories;
  add_categories(*table.info(), categories);
  reading.resolve_references(&categories);
  if (!reading.has_faults()) check(part, reading);
}

/// A sweep solves its study with every combination of values: here each value stands once, beside the first
/// ones of the other axes.
Diagnostics faults_of(const Sweep& sweep) {
  const auto root = documents::read_document_with_parts(sweep.study);
  if (!root) return root.error();
  std::vector<documents::Override> values;
  for (const auto& axis : sweep.axes) values.push_back(axis.values.front());
  Reading faults;
  const auto read = [&] {
    const auto study = read_study(*root, values);
    if (study) return;
    for (const auto& fault : study.error()) faults.fault(fault);
  };
  read();
  for (std::size_t i = 0; i < sweep.axes.size(); ++i) {
    for (std::size_t k = 1; k < sweep.axes[i].values.size(); ++k) {
      values[i] = sweep.axes[i].values[k];
      read();
    }
    values[i] = sweep.axes[i].values.front();
  }
  return faults.take_faults();
}

}  // namespace

Outcome<std::string> validate_file(const std::filesystem::path& file) {
  if (file.extension() == ".epw") {
    const auto year = read_epw(file);
    if (!year) return tl::unexpected(year.error());
    return std::string("weather file");
  }
  const auto root = documents::read_document(file);
  if (!root) return tl::unexpected(root.error());
  Reading reading;
  if (root->name == "study") {
    auto study = load_study(file);
    if (!study) return tl::unexpected(std::move(study.error()));
  } else if (root->name == "sweep") {
    const auto sweep = load_sweep(file);
    if (!sweep) return tl::unexpected(sweep.error());
    auto faults = faults_of(*sweep);
    if (!faults.empty()) return tl::unexpected(std::move(faults));
  } else if (root->name == "shell") {
    read_alone(*root, shell_table(), check_shell, reading);
  } else if (root->name == "deployment") {
    read_alone(*root, deployment_table(), check_deployment, reading);
  } else if (root->name == "basis") {
    read_alone(*root, basis_table(), check_basis, reading);
  } else if (root->name == "catalog") {
    auto catalog = catalogs::built_in_catalog();
    catalogs::overlay_catalog(catalog, *root, reading);
    for (const auto& [id, source] : catalog.sources()) reading.know("source", id);
    reading.resolve_references();
    if (!reading.has_faults()) catalogs::check_catalog(catalog, reading);
  } else if (root->name == "rules") {
    auto sets = built_in_rule_sets();
    make_known(sets, reading);
    overlay_rules(sets, *root, reading);
    reading.resolve_references();
    if (auto circle = circle_of(sets)) reading.fault(std::move(*circle));
  } else {
    std::vector<std::string> names;
    for (const auto& kind : file_kinds()) names.push_back(kind.name);
    const auto near = nearest(root->name, names);
    reading.fault("E-XML-009",
                  fmt::format("<{}> is not a kind of file that shellfit reads", shortened(root->name)),
                  root->where, root->name, fmt::format("one of {}", fmt::join(names, ", ")),
                  near ? fmt::format("did you mean {}?", *near) : "");
  }
  if (reading.has_faults()) return tl::unexpected(reading.take_faults());
  return root->name;
}

}  // namespace shellfit::site
