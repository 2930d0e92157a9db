#include "base/nearest.hpp"
#include "site/climate_choice.hpp"
#include "site/epw.hpp"
#include "site/rule_choice.hpp"
#include "site/site_check.hpp"
#include "site/study.hpp"
#include "site/tables.hpp"

#include <fmt/format.h>

#include <set>

namespace shellfit::site {

namespace {
using documents::Element;
using documents::ElementTable;
using documents::Reading;
}  // namespace

std::vector<FileKind> file_kinds() {
  return {{"study", &study_file_info()},
          {"shell", shell_table().info().get()},
          {"deployment", deployment_table().info().get()},
          {"basis", basis_table().info().get()},
          {"catalog", &catalogs::catalog_file_info()},
          {"rules", &rules_file_info()},
          {"sweep", &sweep_file_info()}};
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

Outcome<std::string> validate_document(Element root) {
  const auto kind = root.name;
  Reading reading;
  if (kind == "study") {
    auto study = read_study(std::move(root));
    if (!study) return tl::unexpected(std::move(study.error()));
  } else if (kind == "sweep") {
    const auto sweep = read_sweep(root, "");
    if (!sweep) return tl::unexpected(sweep.error());
  } else if (kind == "shell") {
    read_alone(root, shell_table(), check_shell, reading);
  } else if (kind == "deployment") {
    read_alone(root, deployment_table(), check_deployment, reading);
  } else if (kind == "basis") {
    read_alone(root, basis_table(), check_basis, reading);
  } else if (kind == "catalog") {
    for (auto& fault : catalogs::catalog_file_faults(root)) reading.fault(std::move(fault));
  } else if (kind == "rules") {
    auto sets = built_in_rule_sets();
    make_known(sets, reading);
    overlay_rules(sets, root, reading);
    reading.resolve_references();
    for (auto& fault : faults_between(sets)) reading.fault(std::move(fault));
  } else {
    std::vector<std::string> names;
    for (const auto& known : file_kinds()) names.push_back(known.name);
    reading.fault("E-XML-009", fmt::format("<{}> is not a kind of file that shellfit reads", shortened(kind)),
                  root.where, kind, fmt::format("one of {}", fmt::join(names, ", ")),
                  did_you_mean(kind, names));
  }
  if (reading.has_faults()) return tl::unexpected(reading.take_faults());
  return kind;
}

Outcome<std::string> validate_file(const std::filesystem::path& file) {
  if (file.extension() == ".epw") {
    const auto year = read_epw(file);
    if (!year) return tl::unexpected(year.error());
    return std::string("weather file");
  }
  auto root = documents::read_document(file);
  if (!root) return tl::unexpected(std::move(root.error()));
  if (root->name == "study") {
    root = documents::read_document_with_parts(file);
    if (!root) return tl::unexpected(std::move(root.error()));
  }
  auto kind = validate_document(*root);
  if (!kind || *kind != "sweep") return kind;
  const auto sweep = read_sweep(*root, file.parent_path());
  auto faults = faults_of(*sweep);
  if (!faults.empty()) return tl::unexpected(std::move(faults));
  return kind;
}

}  // namespace shellfit::site
