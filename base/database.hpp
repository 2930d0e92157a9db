#pragma once
// A SQLite file: the door to sqlite3. Statements are prepared, values are bound, errors are exceptions.

#include "base/stage.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace shellfit {

/// The file cannot be opened, is no database, or cannot be written.
class DatabaseError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

struct Blob {
  std::string bytes;
};
using DatabaseValue = std::variant<std::monostate, std::int64_t, double, std::string, Blob>;
using DatabaseRow = std::vector<DatabaseValue>;

/// One open database; calls from several threads take turns.
class Database {
 public:
  /// Opens or creates the file with write-ahead logging. Throws DatabaseError.
  explicit Database(const std::filesystem::path& file);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// Runs one statement with bound values and returns its rows. Throws DatabaseError.
  std::vector<DatabaseRow> run(std::string_view sql, const DatabaseRow& values = {});

 private:
  struct Handle;
  std::unique_ptr<Handle> handle_;
};

/// Keeps stage results in a table `stage` of a database, so that a later run knows them.
class DatabaseStageStore : public StageStore {
 public:
  /// Results written by another version of the program are dropped.
  DatabaseStageStore(Database& database, std::string_view program_version, bool retains_large);

 protected:
  std::optional<std::string> fetch(StageKey key) override;
  void keep(StageId stage, StageKey key, const std::string& bytes) override;

 private:
  Database& database_;
};

}  // namespace shellfit
