#pragma once
// The commands. Each adds itself to the command line and says what it returns.

#include <CLI/CLI.hpp>

#include <functional>
#include <string>

namespace shellfit::cli {

/// Set by the command that was chosen; runs after the whole line was read.
using Action = std::function<int()>;

void add_check(CLI::App& app, Action& action);
void add_capacity(CLI::App& app, Action& action);
void add_catalog(CLI::App& app, Action& action);
void add_rules(CLI::App& app, Action& action);
void add_climate(CLI::App& app, Action& action);
void add_validate(CLI::App& app, Action& action);
void add_new(CLI::App& app, Action& action);
void add_import(CLI::App& app, Action& action);
void add_set(CLI::App& app, Action& action);
void add_sweep(CLI::App& app, Action& action);
void add_expand(CLI::App& app, Action& action);
void add_draw(CLI::App& app, Action& action);
void add_power(CLI::App& app, Action& action);
void add_thermal(CLI::App& app, Action& action);
void add_year(CLI::App& app, Action& action);
void add_explain(CLI::App& app, Action& action);
void add_schema(CLI::App& app, Action& action);

/// The line as it was typed, for reports.
[[nodiscard]] const std::string& command_line();
void remember_command_line(int count, const char* const* words);

}  // namespace shellfit::cli
