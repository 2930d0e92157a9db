#include "base/database.hpp"

#include "base/assertion.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

namespace shellfit {

struct Database::Handle {
  sqlite3* connection = nullptr;
  std::string file;
  std::mutex mutex;
  ~Handle() { sqlite3_close(connection); }

  [[noreturn]] void fail() const {
    throw DatabaseError(fmt::format("{}: {}", file, sqlite3_errmsg(connection)));
  }
};

namespace {

struct Statement {
  sqlite3_stmt* raw = nullptr;
  ~Statement() { sqlite3_finalize(raw); }
};

int bind_value(sqlite3_stmt* statement, int place, const DatabaseValue& value) {
  struct Bind {
    sqlite3_stmt* statement;
    int place;
    int operator()(std::monostate) const { return sqlite3_bind_null(statement, place); }
    int operator()(std::int64_t number) const { return sqlite3_bind_int64(statement, place, number); }
    int operator()(double number) const { return sqlite3_bind_double(statement, place, number); }
    int operator()(const std::string& text) const {
      return sqlite3_bind_text64(statement, place, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    }
    int operator()(const Blob& blob) const {
      return sqlite3_bind_blob64(statement, place, blob.bytes.data(), blob.bytes.size(), SQLITE_TRANSIENT);
    }
  };
  return std::visit(Bind{statement, place}, value);
}

DatabaseValue column_value(sqlite3_stmt* statement, int column) {
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
      return static_cast<std::int64_t>(sqlite3_column_int64(statement, column));
    case SQLITE_FLOAT:
      return sqlite3_column_double(statement, column);
    case SQLITE_TEXT: {
      const auto* text = reinterpret_cast<const char*>(
          sqlite3_column_text(statement, column));  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
      return std::string(text, size);
    }
    case SQLITE_BLOB: {
      const auto* data = static_cast<const char*>(sqlite3_column_blob(statement, column));
      return Blob{size == 0 ? std::string{} : std::string(data, size)};
    }
    default:
      return std::monostate{};
  }
}

}  // namespace

Database::Database(const std::filesystem::path& file) : handle_(std::make_unique<Handle>()) {
  handle_->file = file.string();
  if (sqlite3_open(handle_->file.c_str(), &handle_->connection) != SQLITE_OK) handle_->fail();
  constexpr int patience_ms = 30000;
  sqlite3_busy_timeout(handle_->connection, patience_ms);
  run("PRAGMA journal_mode=WAL");
  run("PRAGMA synchronous=NORMAL");
}

Database::~Database() = default;

std::vector<DatabaseRow> Database::run(std::string_view sql, const DatabaseRow& values) {
  const std::lock_guard lock(handle_->mutex);
  Statement statement;
  if (sqlite3_prepare_v2(handle_->connection, sql.data(), static_cast<int>(sql.size()), &statement.raw,
                         nullptr) != SQLITE_OK)
    handle_->fail();
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (bind_value(statement.raw, static_cast<int>(i) + 1, values[i]) != SQLITE_OK) handle_->fail();
  }
  std::vector<DatabaseRow> rows;
  for (;;) {
    const int step = sqlite3_step(statement.raw);
    if (step == SQLITE_DONE) return rows;
    if (step != SQLITE_ROW) handle_->fail();
    DatabaseRow row;
    for (int column = 0; column < sqlite3_column_count(statement.raw); ++column)
      row.push_back(column_value(statement.raw, column));
    rows.push_back(std::move(row));
  }
}

DatabaseStageStore::DatabaseStageStore(Database& database, std::string_view program_version,
                                       bool retains_large)
    : StageStore(retains_large), database_(database) {
  database_.run("CREATE TABLE IF NOT EXISTS program (version TEXT NOT NULL)");
  database_.run(
      "CREATE TABLE IF NOT EXISTS stage (key BLOB PRIMARY KEY, name TEXT NOT NULL, version INTEGER NOT NULL, "
      "value BLOB NOT NULL) WITHOUT ROWID");
  const auto rows = database_.run("SELECT version FROM program");
  const bool is_same = !rows.empty() && std::get<std::string>(rows.front().front()) == program_version;
  if (!is_same) {
    database_.run("DELETE FROM stage");
    database_.run("DELETE FROM program");
    database_.run("INSERT INTO program VALUES (?)", {std::string(program_version)});
  }
}

namespace {
Blob key_blob(StageKey key) {
  Encoder encoder;
  encoder.word(key.high);
  encoder.word(key.low);
  return {encoder.take()};
}
}  // namespace

std::optional<std::string> DatabaseStageStore::fetch(StageKey key) {
  auto rows = database_.run("SELECT value FROM stage WHERE key = ?", {key_blob(key)});
  if (rows.empty()) return std::nullopt;
  return std::move(std::get<Blob>(rows.front().front()).bytes);
}

void DatabaseStageStore::keep(StageId stage, StageKey key, const std::string& bytes) {
  database_.run(
      "INSERT OR IGNORE INTO stage VALUES (?, ?, ?, ?)",
      {key_blob(key), std::string(stage.name), static_cast<std::int64_t>(stage.version), Blob{bytes}});
}

}  // namespace shellfit
