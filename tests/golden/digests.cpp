// Digests of stage results per example: `digests check|write TABLE CHANGELOG EXAMPLES`.
//
// `check` fails when a result differs from the committed digest; `write` refuses to replace a digest whose
// stage has the same version as before. A version above 1 must be named in the changelog below "Results
// changed": "- stage layout 2: why".

#include "base/stage.hpp"
#include "layout/search.hpp"
#include "site/study.hpp"
#include "studies/capacity.hpp"
#include "studies/verdict.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <sstream>
#include <string>

namespace {

using namespace shellfit;

struct Row {
  int version = 0;
  Digest digest;
};
/// By "example<tab>stage".
using Table = std::map<std::string, Row>;

std::string line_of(const std::string& name, const Row& row) {
  return fmt::format("{}\t{}\t{:016x}\t{:016x}\t{}\t{:.17g}\t{:.17g}\t{:.17g}\n", name, row.version,
                     row.digest.discrete.high, row.digest.discrete.low, row.digest.reals, row.digest.sum,
                     row.digest.weighted, row.digest.magnitude);
}

Table read_table(const std::string& file) {
  Table table;
  std::ifstream in(file);
  std::string line;
  while (std::getline(in, line)) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    std::string example, stage;
    Row row;
    words >> example >> stage >> row.version >> std::hex >> row.digest.discrete.high >>
        row.digest.discrete.low >> std::dec >> row.digest.reals >> row.digest.sum >> row.digest.weighted >>
        row.digest.magnitude;
    if (!words) throw std::runtime_error(file + ": not a digest: " + line);
    table[example + "\t" + stage] = row;
  }
  return table;
}

Table compute(const std::string& examples) {
  Table table;
  for (const std::string study : {"hall-12mw/study.xml", "mining-10mw/study.xml", "mining-10mw/study-n.xml",
                                  "laboratory/study.xml", "leased-hall/study.xml", "tower-hall/study.xml"}) {
    const auto read = site::load_study(examples + "/" + study);
    if (!read) throw std::runtime_error(study + " does not read");
    StageStore store;
    const RunContext context{store, nullptr, {}, 2};
    const auto put = [&](StageId stage, const auto& result) {
      table[fmt::format("{}\t{}", study, stage.name)] = {stage.version, digest_of(result)};
    };
    const auto whole = studies::whole_evaluation(context, *read);
    put(studies::fit_out_stage, whole.plan);
    put(layout::layout_stage, whole.layout);
    put(studies::evaluation_stage, whole);
    put(studies::verdict_stage, studies::judge(context, *read));
    if (study.starts_with("hall")) put(studies::capacity_stage, studies::find_capacity(context, *read));
  }
  return table;
}

/// Entries below "Results changed" of every release.
std::string results_changed(const std::string& file) {
  std::ifstream in(file);
  std::string line, entries;
  bool is_inside = false;
  while (std::getline(in, line)) {
    if (line.starts_with("#")) is_inside = line.find("Results changed") != std::string::npos;
    if (is_inside) entries += line + "\n";
  }
  return entries;
}

int complain_of_changelog(const Table& found, const std::string& changelog) {
  int faults = 0;
  const auto entries = results_changed(changelog);
  for (const auto& [name, row] : found) {
    const auto stage = name.substr(name.find('\t') + 1);
    const auto entry = fmt::format("stage {} {}:", stage, row.version);
    if (row.version < 2 || entries.find(entry) != std::string::npos) continue;
    std::cerr << fmt::format("{} has no entry '- {} …' below Results changed\n", changelog, entry);
    ++faults;
  }
  return faults;
}

int check(const Table& known, const Table& found) {
  int faults = 0;
  for (const auto& [name, row] : found) {
    const auto was = known.find(name);
    if (was == known.end()) {
      std::cerr << name << ": no digest is committed; `make golden` writes it\n";
    } else if (was->second.version != row.version) {
      std::cerr << fmt::format("{}: version {} is committed, the stage is at {}; `make golden`\n", name,
                               was->second.version, row.version);
    } else if (!was->second.digest.matches(row.digest)) {
      std::cerr << fmt::format(
          "{}: the result changed; raise the stage's version, say why in the changelog, then `make golden`\n"
          "  was {}  is  {}",
          name, line_of(name, was->second), line_of(name, row));
    } else {
      continue;
    }
    ++faults;
  }
  for (const auto& [name, row] : known)
    if (!found.contains(name)) {
      std::cerr << name << ": committed, but computed no longer\n";
      ++faults;
    }
  return faults;
}

int write(const std::string& file, const Table& known, const Table& found) {
  int faults = 0;
  for (const auto& [name, row] : found) {
    const auto was = known.find(name);
    if (was == known.end() || was->second.digest.matches(row.digest) || row.version > was->second.version)
      continue;
    std::cerr << fmt::format("{}: the result changed under version {}; raise the version first\n", name,
                             row.version);
    ++faults;
  }
  if (faults > 0) return faults;
  std::ofstream out(file);
  out << "# study\tstage\tversion\tdigest of the discrete parts\t\treals\tsum\tweighted\tmagnitude\n";
  for (const auto& [name, row] : found) {
    const auto was = known.find(name);
    // A digest that still matches stays as it was written, so that another processor changes no line.
    out << line_of(name, was != known.end() && was->second.version == row.version ? was->second : row);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc != 5) {
    std::cerr << "usage: digests check|write TABLE CHANGELOG EXAMPLES\n";
    return 2;
  }
  const auto known = read_table(argv[2]);
  const auto found = compute(argv[4]);
  const int faults = (std::string(argv[1]) == "write" ? write(argv[2], known, found) : check(known, found)) +
                     complain_of_changelog(found, argv[3]);
  return faults == 0 ? 0 : 1;
} catch (const std::exception& failure) {
  std::cerr << failure.what() << "\n";
  return 2;
}
