#include "studies/sweep.hpp"

#include "studies/verdict.hpp"

#include <fmt/format.h>

#include <atomic>
#include <mutex>

namespace shellfit::studies {

namespace {

std::string quoted(const std::string& name) {
  std::string text = "\"";
  for (const char c : name) text += c == '"' ? "\"\"" : std::string(1, c);
  return text + "\"";
}

std::string axis_column(const site::Axis& axis) { return "axis:" + axis.name; }

/// Values of one combination: the last axis turns fastest.
std::vector<documents::Override> combination(const site::Sweep& sweep, std::size_t number) {
  std::vector<documents::Override> values(sweep.axes.size());
  for (std::size_t a = sweep.axes.size(); a-- > 0;) {
    const auto& axis = sweep.axes[a];
    values[a] = axis.values[number % axis.values.size()];
    number /= axis.values.size();
  }
  return values;
}

std::size_t combinations(const site::Sweep& sweep) {
  std::size_t count = 1;
  for (const auto& axis : sweep.axes) count *= axis.values.size();
  return count;
}

constexpr std::size_t fixed_columns = 11;

void open_table(Database& database, const site::Sweep& sweep) {
  std::string columns =
      "number INTEGER PRIMARY KEY, study_hash TEXT NOT NULL, verdict TEXT, reason TEXT, requested_mw REAL, "
      "hostable_mw REAL, hostable_as_is_mw REAL, poi_mw REAL, poi_mva REAL, limiting_check TEXT, "
      "error TEXT";
  for (const auto& axis : sweep.axes) columns += ", " + quoted(axis_column(axis)) + " TEXT NOT NULL";
  database.run("CREATE TABLE IF NOT EXISTS result (" + columns + ")");
  const auto described = database.run("SELECT name FROM pragma_table_info('result')");
  bool is_same = described.size() == fixed_columns + sweep.axes.size();
  for (std::size_t a = 0; is_same && a < sweep.axes.size(); ++a)
    is_same = std::get<std::string>(described[fixed_columns + a].front()) == axis_column(sweep.axes[a]);
  if (!is_same) throw DatabaseError("the database holds a sweep over other axes; use another file");
}

DatabaseRow row_of(std::size_t number, const std::string& hash,
                   const std::vector<documents::Override>& values) {
  DatabaseRow row(fixed_columns);
  row[0] = static_cast<std::int64_t>(number);
  row[1] = hash;
  for (const auto& value : values) row.emplace_back(value.value);
  return row;
}

std::string faults_text(const Diagnostics& faults) {
  std::string text;
  for (const auto& fault : faults)
    text += fmt::format("{}{}: {}", text.empty() ? "" : "; ", fault.code, fault.message);
  return text;
}

/// A key for what could not be read: the values and the fault.
std::string hash_of_fault(const std::vector<documents::Override>& values, const std::string& fault) {
  std::string text = fault;
  for (const auto& value : values) text += "\n" + value.address + "=" + value.value;
  return hash_bytes(text).hex();
}

void store(Database& database, const DatabaseRow& row) {
  std::string places;
  for (std::size_t i = 0; i < row.size(); ++i) places += i == 0 ? "?" : ", ?";
  database.run("INSERT OR REPLACE INTO result VALUES (" + places + ")", row);
}

}  // namespace

SweepCounts run_sweep(const RunContext& context, const site::Sweep& sweep, Database& database) {
  open_table(database, sweep);
  SweepCounts counts;
  counts.studies = combinations(sweep);
  database.run("DELETE FROM result WHERE number > ?", {static_cast<std::int64_t>(counts.studies)});
  std::mutex mutex;
  std::size_t done = 0;
  // Studies run beside each other, each on one thread; stages that they share are computed once. A stop lets
  // the studies under way end: only whole answers are kept.
  const RunContext single{context.store, nullptr, {}, 1};
  for_each_index(context, counts.studies, [&](std::size_t i) {
    if (context.stop.stop_requested()) return;
    const auto values = combination(sweep, i);
    const auto number = i + 1;
    const auto study = site::load_study(sweep.study, values);
    const auto fault = study ? std::string{} : faults_text(study.error());
    const auto hash = study ? study_hash(*study) : hash_of_fault(values, fault);
    const bool is_known = !database
                               .run("SELECT 1 FROM result WHERE number = ? AND study_hash = ?",
                                    {static_cast<std::int64_t>(number), hash})
                               .empty();
    if (!is_known) {
      auto row = row_of(number, hash, values);
      if (study) {
        const auto verdict = judge(single, *study);
        row[2] = std::string(outcome_word(verdict.outcome));
        row[3] = verdict.reason;
        if (!verdict.requested.is_missing()) row[4] = verdict.requested.in(units::MW);
        if (!verdict.with_fit_out.hostable.is_missing()) row[5] = verdict.with_fit_out.hostable.in(units::MW);
        if (!verdict.as_is.hostable.is_missing()) row[6] = verdict.as_is.hostable.in(units::MW);
        if (!verdict.poi_real.is_missing()) row[7] = verdict.poi_real.in(units::MW);
        if (!verdict.poi_apparent.is_missing()) row[8] = verdict.poi_apparent.in(units::MVA);
        if (!verdict.with_fit_out.checks.empty()) row[9] = verdict.with_fit_out.checks.front().id();
      } else {
        row[10] = fault;
      }
      store(database, row);
    }
    const std::lock_guard lock(mutex);
    ++(is_known ? counts.known : counts.solved);
    if (!study) ++counts.failed;
    context.report("studies", ++done, counts.studies);
  });
  return counts;
}

std::string sweep_as_csv(Database& database) {
  const auto described = database.run("SELECT name FROM pragma_table_info('result')");
  if (described.empty()) throw DatabaseError("the database holds no sweep");
  const auto cell = [](const std::string& text) {
    if (text.find_first_of(",\"\n") == std::string::npos) return text;
    std::string escaped = "\"";
    for (const char c : text) escaped += c == '"' ? "\"\"" : std::string(1, c);
    return escaped + "\"";
  };
  std::string csv;
  for (const auto& column : described)
    csv += (csv.empty() ? "" : ",") + cell(std::get<std::string>(column.front()));
  csv += "\n";
  for (const auto& row : database.run("SELECT * FROM result ORDER BY number")) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (i > 0) csv += ",";
      if (const auto* text = std::get_if<std::string>(&row[i])) csv += cell(*text);
      if (const auto* number = std::get_if<std::int64_t>(&row[i])) csv += std::to_string(*number);
      if (const auto* real = std::get_if<double>(&row[i])) csv += fmt::format("{:.9g}", *real);
    }
    csv += "\n";
  }
  return csv;
}

}  // namespace shellfit::studies
