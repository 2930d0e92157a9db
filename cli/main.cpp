#include "base/assertion.hpp"
#include "base/database.hpp"
#include "base/nearest.hpp"
#include "cli/commands.hpp"
#include "cli/terminal.hpp"
#include "reports/json_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
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
  for (const auto add : {add_check, add_capacity, add_validate, add_catalog, add_rules, add_climate, add_expand,
                         add_new, add_import, add_set, add_sweep, add_explain, add_schema})
    add(app, action);
  if (count > 1 && words[1][0] != '-') {
    std::vector<std::string> names;
    for (const auto* command : app.get_subcommands({})) names.push_back(command->get_name());
    const std::string wanted = words[1];
    if (std::find(names.begin(), names.end(), wanted) == names.end()) {
      const auto near = nearest(wanted, names);
      print_error(fmt::format(
          "error: no such command: {}\nhelp: {}\n", wanted,
          near ? "a command with a similar name exists: " + *near : "shellfit --help names them all"));
      return Exit::bad_input;
    }
  }
  try {
    app.parse(count, words);
  } catch (const CLI::ParseError& fault) {
    const bool is_help = fault.get_exit_code() == 0;
    app.exit(fault);
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
