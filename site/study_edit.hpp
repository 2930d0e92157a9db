#pragma once
// Values of a study changed in its files, comments and all else kept.

#include "documents/address.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace shellfit::site {

/// One attribute that gets another value.
struct Change {
  std::string address;
  bool was_there = false;
  std::string before, after;
  Location where;  ///< the attribute's value, or the element that gets the attribute
};
struct StudyEdit {
  struct File {
    std::filesystem::path path;
    std::string bytes;
  };
  std::vector<Change> changes;
  std::vector<File> files;             ///< those that change, with all their bytes; nothing was written
  std::vector<std::string> unchanged;  ///< the other files of the study
};

/// Puts values at addresses of a study, each in the file where it stands. The study is read with the values
/// first: what it would refuse is refused.
[[nodiscard]] Outcome<StudyEdit> edit_study(const std::filesystem::path& study,
                                            const std::vector<documents::Override>& values);

/// Puts elements in the place of the shell's own of the same name (<power>, <cooling>), or adds them. The
/// study is read with them first.
[[nodiscard]] Outcome<StudyEdit> replace_plant(const std::filesystem::path& study,
                                               const std::vector<std::string>& elements);

}  // namespace shellfit::site
