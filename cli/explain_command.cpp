#include "catalogs/catalog.hpp"
#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "documents/faults.hpp"
#include "exchange/epanet_faults.hpp"
#include "exchange/equipment_import.hpp"
#include "exchange/json_text.hpp"
#include "exchange/matpower_case.hpp"
#include "exchange/power_grid_model_case.hpp"
#include "site/study.hpp"
#include "studies/check.hpp"

#include <fmt/format.h>

#include <memory>

namespace shellfit::cli {

namespace {

std::vector<FaultKind> all_faults() {
  std::vector<FaultKind> faults;
  for (const auto list :
       {documents::fault_kinds(), catalogs::catalog_fault_kinds(), site::site_fault_kinds(),
        exchange::import_fault_kinds(), exchange::matpower_fault_kinds(), exchange::json_fault_kinds(),
        exchange::power_grid_model::fault_kinds(), exchange::epanet_fault_kinds()})
    faults.insert(faults.end(), list.begin(), list.end());
  return faults;
}

std::string sense_text(studies::Sense sense) {
  return sense == studies::Sense::at_most ? "demand at most capacity" : "demand at least capacity";
}

std::string check_text(const studies::CheckKindInfo& info) {
  auto text = fmt::format("{}: {}\n\n", info.id, info.title);
  text += fmt::format("  discipline  {}\n", info.discipline);
  text += fmt::format("  holds when  {}\n", info.formula);
  if (!info.unit.empty()) text += fmt::format("  unit        {}, {}\n", info.unit, sense_text(info.sense));
  text += fmt::format("  margin_rel  {}\n", info.is_met_by_design
                                                ? "none when it holds: it is met in full by design"
                                                : fmt::format("margin over {}", info.span));
  text += fmt::format("  basis       {}\n", info.clause);
  return text + fmt::format("  remedies    {}\n", info.remedy);
}

std::string fault_text(const FaultKind& fault) {
  return fmt::format("{}: {}\n\n  {}\n\n  {}\n", fault.code, fault.title, fault.meaning, fault.remedy);
}

/// docs/checks.md, whole.
std::string checks_page() {
  std::string text =
      "# Checks\n\nWritten by `shellfit explain --checks`; a test keeps it so. Each check has a demand and a "
      "capacity in one unit, a signed\nmargin, and `margin_rel`, the margin over the span "
      "named here. A check that is met by design has no `margin_rel` while it\nholds: a valve or a rule sets "
      "it, so its margin says nothing. Failed checks come first, by the megawatts that could be hosted if "
      "only\nchecks of that "
      "kind applied, then by `margin_rel`, then by id.\n\nReports show the margin in % of the limit (of the "
      "demand, "
      "where the table says so), and that of a temperature in K: a\nshare of a temperature says nothing, so "
      "its `margin_rel` is over 10 K, of the same weight in order as the whole of a limit.\n\n| check | "
      "discipline | holds when | unit | sense | "
      "margin_rel over | basis | usual remedies |\n|---|---|---|---|---|---|---|---|\n";
  for (const auto& info : studies::check_kinds()) {
    std::string formula(info.formula);
    for (std::size_t at = formula.find('|'); at != std::string::npos; at = formula.find('|', at + 2))
      formula.replace(at, 1, "\\|");
    text += fmt::format("| `{}` | {} | {} | {} | {} | {} | {} | {} |\n", info.id, info.discipline, formula,
                        info.unit, info.sense == studies::Sense::at_most ? "at most" : "at least",
                        info.is_met_by_design ? "met by design" : info.span, info.clause, info.remedy);
  }
  return text;
}

/// docs/errors.md, whole.
std::string errors_page() {
  std::string text = "# Errors of inputs\n\nWritten by `shellfit explain --errors`; a test keeps it so.\n";
  for (const auto& fault : all_faults())
    text += fmt::format("\n## {}: {}\n\n{} {}\n", fault.code, fault.title, fault.meaning, fault.remedy);
  return text;
}

int explain(const std::string& code) {
  std::vector<std::string> names;
  // A whole check id explains its kind.
  const auto kind = code.substr(0, code.find('/'));
  for (const auto& info : studies::check_kinds()) {
    names.emplace_back(info.id);
    if (info.id == kind) {
      print(check_text(info));
      return Exit::hosts;
    }
  }
  for (const auto& fault : all_faults()) {
    names.emplace_back(fault.code);
    if (fault.code == code) {
      print(fault_text(fault));
      return Exit::hosts;
    }
  }
  return refuse_word("no check and no error is called " + shortened(code), kind, names,
                     "shellfit explain --checks and --errors name them all");
}

}  // namespace

void add_explain(CLI::App& app, Action& action) {
  auto* command =
      app.add_subcommand("explain", "What a check or an error means, its formula, clause and usual remedies");
  struct Options {
    std::string code;
    bool checks = false, errors = false;
  };
  auto options = std::make_shared<Options>();
  command->add_option("code", options->code, "A check such as cdu-duty, or an error such as E-VAL-003");
  command->add_flag("--checks", options->checks, "All checks, as Markdown");
  command->add_flag("--errors", options->errors, "All errors, as Markdown");
  command->footer(
      "Exit status: 0 explained, 2 no such check or error.\nExample: shellfit explain transformer-load");
  command->callback([options, &action] {
    action = [options]() -> int {
      if (options->checks) print(checks_page());
      if (options->errors) print(errors_page());
      if (!options->code.empty()) return explain(options->code);
      if (options->checks || options->errors) return Exit::hosts;
      print_error("error: explain what? Name a check or an error code, or give --checks or --errors\n");
      return Exit::bad_input;
    };
  });
}

}  // namespace shellfit::cli
