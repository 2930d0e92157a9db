#include "base/assertion.hpp"
#include "base/database.hpp"
#include "base/nearest.hpp"
#include "cli/commands.hpp"
#include "cli/result_files.hpp"
#include "cli/terminal.hpp"
#include "reports/json_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

namespace shellfit::cli {

namespace {
std::string remembered_line;
}  // namespace

const std::string& command_line() { return remembered_line; }
void remember_command_line(int count, const char* const* words) {
  for (int i = 0; i < count; ++i) {
    const std::string word = i == 0 ? "shellfit" : words[i];
    const bool needs_quotes = word.find_first_of(" '\"\\$") != std::string::npos;
    remembered_line += (i == 0 ? "" : " ") + (needs_quotes ? "'" + word + "'" : word);
  }
}

namespace {

const CLI::App* subcommand(const CLI::App& command, const std::string& name) {
  for (const auto* one : command.get_subcommands({})) {
    if (one->get_name() == name) return one;
  }
  return nullptr;
}

/// Where a word stands for a command and is none: says so with the nearest one.
std::optional<int> unknown_command(const CLI::App& app, int count, char** words) {
  const auto* command = &app;
  for (int i = 1; i < count && words[i][0] != '-'; ++i) {
    std::vector<std::string> names;
    for (const auto* one : command->get_subcommands({})) names.push_back(one->get_name());
    if (names.empty()) return std::nullopt;
    const std::string wanted = words[i];
    if (std::find(names.begin(), names.end(), wanted) == names.end()) {
      const bool is_first = command == &app;
      return refuse_word("no such command: " + (is_first ? wanted : command->get_name() + " " + wanted),
                         wanted, names,
                         is_first ? "shellfit --help names them all"
                                  : fmt::format("shellfit {} --help names them all", command->get_name()));
    }
    command = subcommand(*command, wanted);
  }
  return std::nullopt;
}

/// A help line for the first option on the line that the chosen command does not have.
std::string nearest_option(const CLI::App& app, int count, char** words) {
  const auto* command = &app;
  for (int i = 1; i < count; ++i) {
    const std::string word = words[i];
    if (const auto* deeper = subcommand(*command, word)) {
      command = deeper;
    } else if (word.starts_with("--")) {
      std::vector<std::string> names;
      for (const auto* option : command->get_options()) {
        for (const auto& name : option->get_lnames()) names.push_back("--" + name);
      }
      const auto wanted = word.substr(0, word.find('='));
      if (std::find(names.begin(), names.end(), wanted) != names.end()) continue;
      const auto hint = did_you_mean(wanted, names);
      return hint.empty() ? "" : "help: " + hint + "\n";
    }
  }
  return {};
}

int parse_and_run(int count, char** words) {
  CLI::App app(
      "Can this powered shell host this many megawatts of these GPU racks, and if not, what stops it first?",
      "shellfit");
  app.set_version_flag("--version", reports::version());
  app.add_flag_callback("--no-color", forbid_color, "No colour, whatever the terminal");
  app.require_subcommand(0, 1);
  app.footer(
      "Examples:\n  shellfit new my-hall && shellfit check my-hall/study.xml\n  shellfit capacity "
      "examples/hall-12mw/study.xml\n  shellfit explain cdu-duty");
  Action action;
  for (const auto add :
       {add_check, add_capacity, add_validate, add_catalog, add_rules, add_climate, add_expand, add_draw,
        add_new, add_import, add_set, add_sweep, add_power, add_thermal, add_year, add_explain, add_schema})
    add(app, action);
  if (const auto fault = unknown_command(app, count, words)) return *fault;
  try {
    app.parse(count, words);
  } catch (const CLI::ParseError& fault) {
    const bool is_help = fault.get_exit_code() == 0;
    app.exit(fault);
    if (!is_help) print_error(nearest_option(app, count, words));
    return is_help ? Exit::hosts : Exit::bad_input;
  }
  if (!action) {
    print(app.help());
    return Exit::hosts;
  }
  return action();
}

}  // namespace

}  // namespace shellfit::cli

int main(int count, char** words) {
  using namespace shellfit;
  // A reader of our output that goes away is not a crash.
  std::signal(SIGPIPE, SIG_IGN);
  // A limit on the size of files is a write that fails, and says so.
  std::signal(SIGXFSZ, SIG_IGN);
  try {
    cli::remember_command_line(count, words);
    return cli::parse_and_run(count, words);
  } catch (const cli::OutputError& fault) {
    cli::print_error(std::string("error: ") + fault.what() + "\n");
    return cli::Exit::bad_input;
  } catch (const DatabaseError& fault) {
    cli::print_error(std::string("error: ") + fault.what() + "\n");
    return cli::Exit::bad_input;
  } catch (const Bug& fault) {
    cli::print_error(std::string("bug: a promise inside the program was broken, so there is no answer. "
                                 "Please report this line:\n") +
                     fault.what() + "\n");
    return cli::Exit::bug;
  } catch (const std::exception& fault) {
    cli::print_error(std::string("bug: ") + fault.what() + "\n");
    return cli::Exit::bug;
  }
}
