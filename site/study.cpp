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
  std::vector<std::string> sources;
  for (const auto& [id, source] : catalog.sources()) sources.push_back(id);
  const auto near = nearest(choice.source, sources);
  reading.fault(
      "E-SITE-011",
      fmt::format("{} has no claim to {} by {}", choice.rack.text(), shortened(f), shortened(choice.source)),
      choice.where, fmt::format("{} by {}", shortened(f), shortened(choice.source)),
      "a figure and a source of the rack",
      near && *near != choice.source ? fmt::format("did you mean {}?", *near) : "");
}

/// The rules of the study's basis, whose figures become defaults of what is read afterwards.
void choose_rules(const Element& root, Study& study, AppliedRules& applied, Reading& reading) {
  auto sets = built_in_rule_sets();
  for (const auto& child : root.children) {
    if (child.name == "rules") overlay_rules(sets, child, reading);
  }
  make_known(sets, reading);
  if (const auto faults = faults_between(sets); !faults.empty()) {
    for (const auto& fault : faults) reading.fault(fault);
    sets = built_in_rule_sets();
  }
  const auto* basis = child_of(root, "basis");
  if (basis == nullptr) return;
  const auto* shell = child_of(root, "shell");
  const auto* site = shell == nullptr ? nullptr : child_of(*shell, "site");
  const auto* country = site == nullptr ? nullptr : site->find("country");
  const auto name = country == nullptr ? std::string{} : country->value;
  study.rules = std::make_shared<const RuleSet>(rules_of_basis(sets, *basis, name, false, reading));
  applied = give_defaults(*study.rules, *basis, "study/basis", reading);
  if (basis->find("rules") == nullptr)
    reading.used_default({"study/basis", "rules", study.rules->id, default_rule_set(name).reason, ""});
}

/// The files of a study and of its parts.
std::vector<std::string> files_of(const Element& root, const ClimateSource& climate) {
  std::set<std::string> files{root.where.file()};
  for (const auto& child : root.children) files.insert(child.where.file());
  if (!climate.file.empty()) files.insert(climate.file);
  return {files.begin(), files.end()};
}

void take_source(ClimateSource source, Climate& climate) {
  climate.hours = std::move(source.hours);
  climate.is_dry_bulb_of_hours = source.gives_dry_bulb;
  climate.is_wet_bulb_of_hours = source.gives_wet_bulb;
  climate.notes = std::move(source.notes);
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
  for (auto& child : root.children) {
    if (child.name != "catalog") continue;
    // A part that names no version is of the study's.
    if (child.find("schema") == nullptr)
      child.attributes.push_back({"schema", "1", child.where, child.where});
    catalogs::overlay_catalog(study.catalog, child, reading);
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
  study.files = files_of(root, climate);
  take_source(std::move(climate), study.shell.site.climate);
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

const documents::ElementInfo& study_file_info() { return *study_table().info(); }

}  // namespace shellfit::site
