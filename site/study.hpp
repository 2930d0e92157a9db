#pragma once
// A study: everything one answer depends on.

#include "base/diagnostics.hpp"
#include "catalogs/catalog.hpp"
#include "documents/address.hpp"
#include "documents/reading.hpp"
#include "site/basis.hpp"
#include "site/deployment.hpp"
#include "site/rules.hpp"
#include "site/shell.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace shellfit::site {

struct Study {
  std::string id;
  std::string name;
  catalogs::Catalog catalog;  ///< built-in types with the study's own laid over them
  Shell shell;
  Deployment deployment;
  Basis basis;
  /// That hold for the basis, with the figures that it changes; shared by all studies made of this one.
  std::shared_ptr<const RuleSet> rules;
  std::vector<documents::DefaultUsed> defaults;  ///< figures that the files do not give
  std::vector<std::string> files;                ///< that it was read from, its weather file too
};

/// Reads a study with all its parts, checks it, and resolves every reference. With overrides, attributes are
/// replaced before anything is read.
[[nodiscard]] Outcome<Study> load_study(const std::filesystem::path& file,
                                        const std::vector<documents::Override>& overrides = {});
/// The same for a study already parsed, parts in place.
[[nodiscard]] Outcome<Study> read_study(documents::Element root,
                                        const std::vector<documents::Override>& overrides = {});

/// Checks one file of any kind by itself: study, shell, deployment, basis, catalog, rules, sweep, or a
/// weather file. References to things that only other files define cannot be resolved then and are left
/// alone. Of a sweep, every value of every axis is read.
[[nodiscard]] Outcome<std::string> validate_file(const std::filesystem::path& file);
/// The same for a file already parsed, of a study with its parts in place. Of a sweep only the file itself.
[[nodiscard]] Outcome<std::string> validate_document(documents::Element root);

/// Axes over a study: each attribute address takes each of its values.
struct Axis {
  std::string name;
  std::string address;
  std::vector<documents::Override> values;
  Location where;
};
struct Sweep {
  std::filesystem::path study;
  std::vector<Axis> axes;
};
[[nodiscard]] Outcome<Sweep> load_sweep(const std::filesystem::path& file);
/// The same for a file already parsed; the study that it names is relative to `folder`.
[[nodiscard]] Outcome<Sweep> read_sweep(const documents::Element& root, const std::filesystem::path& folder);

/// The form of each kind of file, for the generated schemas.
struct FileKind {
  std::string name;
  const documents::ElementInfo* info;
};
[[nodiscard]] std::vector<FileKind> file_kinds();

[[nodiscard]] std::span<const FaultKind> site_fault_kinds();

}  // namespace shellfit::site
