#include "cli/result_files.hpp"

#include "cli/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <optional>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace shellfit::cli {

namespace {

constexpr mode_t permission_bits = 07777, usual_permissions = 0666;

[[noreturn]] void fail(std::string_view what, const std::string& path, int reason) {
  throw OutputError(fmt::format("cannot {} {}: {}", what, path, std::strerror(reason)));
}

/// A file descriptor that is closed in any case.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const { return number_; }
  /// False when what was written may not have arrived, as file systems of a network say at the end.
  bool close() { return ::close(std::exchange(number_, -1)) == 0; }

 private:
  int number_;
};

bool write_whole(int descriptor, std::string_view content) {
  while (!content.empty()) {
    const auto count = ::write(descriptor, content.data(), content.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    content.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

/// The file that a path names behind all symbolic links, whether it is there or not.
std::string behind_links(std::string path) {
  constexpr int most_links = 40;
  for (int i = 0; i < most_links; ++i) {
    std::error_code is_no_link;
    const auto target = std::filesystem::read_symlink(path, is_no_link);
    if (is_no_link) return path;
    path = (std::filesystem::path(path).parent_path() / target).string();
  }
  fail("follow", path, ELOOP);
}

/// One file while it is written. Until it is put in place, nothing at its path has changed.
class ResultFile {
 public:
  ResultFile(const std::string& path, std::string_view content) : path_(path), content_(content) {
    struct stat there {};
    const bool is_there = path != "-" && ::stat(path.c_str(), &there) == 0;
    if (is_there && S_ISDIR(there.st_mode)) fail("replace", path, EISDIR);
    for (const int stream : {STDOUT_FILENO, STDERR_FILENO}) {
      struct stat open {};
      const bool is_same = is_there && ::fstat(stream, &open) == 0 && open.st_dev == there.st_dev &&
                           open.st_ino == there.st_ino;
      // /dev/stdout is where text for people goes too: one after the other, neither over the other.
      if (is_same && !stream_) stream_ = stream;
    }
    if (path == "-") stream_ = STDOUT_FILENO;
    if (stream_ || (is_there && !S_ISREG(there.st_mode))) return;
    target_ = behind_links(path);
    write_beside(is_there ? std::optional(there.st_mode & permission_bits) : std::nullopt);
  }
  ResultFile(const ResultFile&) = delete;
  ResultFile& operator=(const ResultFile&) = delete;
  ~ResultFile() { remove_beside(); }

  void put_in_place() {
    if (stream_ == STDOUT_FILENO) return print(content_);
    if (stream_) return print_error(content_);
    if (target_.empty()) return write_into();
    if (::rename(beside_.c_str(), target_.c_str()) != 0) fail("replace", path_, errno);
    beside_.clear();
  }

 private:
  void remove_beside() {
    if (!beside_.empty()) ::unlink(std::exchange(beside_, {}).c_str());
  }

  void write_beside(std::optional<mode_t> permissions) {
    beside_ = fmt::format("{}.{}.part", target_, getpid());
    ::unlink(beside_.c_str());  // of a process of this number that was killed
    Descriptor file(::open(beside_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, usual_permissions));
    if (file.number() < 0) give_up("create");
    if (permissions && ::fchmod(file.number(), *permissions) != 0) give_up("keep the permissions of");
    if (!write_whole(file.number(), content_) || !file.close()) give_up("write");
  }
  [[noreturn]] void give_up(std::string_view what) {
    const int reason = errno;
    remove_beside();
    fail(what, path_, reason);
  }

  void write_into() const {
    Descriptor file(::open(path_.c_str(), O_WRONLY | O_NOCTTY | O_CLOEXEC));
    if (file.number() < 0) fail("open", path_, errno);
    // A reader that has seen enough is no fault.
    const bool is_written = write_whole(file.number(), content_) || errno == EPIPE;
    if (!is_written || !file.close()) fail("write", path_, errno);
  }

  std::string path_;
  std::string_view content_;
  std::optional<int> stream_;  ///< open already
  std::string target_;         ///< a regular file, to be replaced; else it is written into
  std::string beside_;
};

}  // namespace

std::string extension_of(const std::string& path) {
  auto extension = std::filesystem::path(path).extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return extension;
}

void write_result(const std::string& path, std::string_view content) {
  ResultFile(path, content).put_in_place();
}

void write_results(const std::vector<std::pair<std::string, std::string>>& files) {
  std::vector<std::unique_ptr<ResultFile>> open;
  for (const auto& [path, content] : files) open.push_back(std::make_unique<ResultFile>(path, content));
  for (const auto& file : open) file->put_in_place();
}

}  // namespace shellfit::cli
