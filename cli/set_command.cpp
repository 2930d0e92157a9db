#include "cli/commands.hpp"
#include "cli/result_files.hpp"
#include "cli/terminal.hpp"
#include "site/study_edit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace shellfit::cli {

namespace {

struct Options {
  std::string study, to;
  std::vector<std::string> values;
};

/// The words ADDRESS=VALUE of the command line, with places for messages to point at; empty after a fault.
std::vector<documents::Override> parse_values(const std::vector<std::string>& words) {
  std::vector<documents::Override> values;
  for (const auto& word : words) {
    const auto equals = word.find('=');
    if (equals == std::string::npos || equals == 0) {
      print_error(
          fmt::format("error: {} is not ADDRESS=VALUE\nhelp: write deployment/line[gb300]@racks=40 or "
                      "\"site@elevation=600 m\"\n",
                      shortened(word)));
      return {};
    }
    const auto source = std::make_shared<const SourceText>("the command line", word);
    const auto length = word.size() - equals - 1;
    values.push_back({word.substr(0, equals),
                      word.substr(equals + 1),
                      {source, 0, equals},
                      {source, length == 0 ? equals : equals + 1, std::max<std::size_t>(1, length)}});
  }
  return values;
}

int set_values(const Options& options) {
  const auto values = parse_values(options.values);
  if (values.empty()) return Exit::bad_input;
  const auto edit = site::edit_study(options.study, values);
  if (!edit) {
    print_faults(edit.error(), "nothing was written");
    return Exit::bad_input;
  }
  if (!options.to.empty() && edit->files.size() > 1) {
    print_error(
        fmt::format("error: the values stand in {} files, and --to names one; nothing was written\nhelp: set "
                    "them in turn\n",
                    edit->files.size()));
    return Exit::bad_input;
  }
  std::string text;
  for (const auto& change : edit->changes) {
    const auto before = change.was_there ? fmt::format("\"{}\"", change.before) : std::string("(nothing)");
    text += fmt::format("{}: {} -> \"{}\"  {}:{}\n", change.address, before, change.after,
                        change.where.file(), change.where.line());
  }
  std::vector<std::pair<std::string, std::string>> files;
  for (const auto& file : edit->files)
    files.emplace_back(options.to.empty() ? file.path.string() : options.to, file.bytes);
  write_results(files, edit->unchanged);
  for (const auto& [path, bytes] : files) {
    if (path != "-") text += fmt::format("wrote {}\n", path);
  }
  if (options.to == "-") {
    print_error(text);
  } else {
    print(text);
  }
  return Exit::hosts;
}

}  // namespace

void add_set(CLI::App& app, Action& action) {
  auto* command = app.add_subcommand("set", "Other values in a study's files; comments and all else stay");
  auto options = std::make_shared<Options>();
  command->add_option("study", options->study, "The study, an XML file")->required();
  command->add_option("values", options->values, "ADDRESS=VALUE, with addresses as sweeps use them")
      ->required();
  command->add_option("--to", options->to,
                      "Write the one file that changes here, - for stdout, and leave it as it is");
  command->footer(
      "The study is read with the values first; on any error nothing is written.\nExit status: 0 written, 2 "
      "bad input.\nExample: shellfit set my-hall/study.xml 'deployment/line[gb300]@units=9' "
      "'basis/air@supply=24 degC'");
  command->callback([options, &action] { action = [options] { return set_values(*options); }; });
}

}  // namespace shellfit::cli
