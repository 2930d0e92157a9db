#pragma once
// What is gathered while a file is read: faults, ids and references, defaults used, figures left unknown.

#include "base/diagnostics.hpp"
#include "base/unit_text.hpp"
#include "documents/document.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace shellfit::documents {

/// A default that stood in for a figure the file does not give.
struct DefaultUsed {
  std::string element;  ///< "basis/air"
  std::string field;    ///< "leakage"
  std::string value;
  std::string meaning;
  std::string origin;  ///< who gives it: empty for the program itself
  static constexpr auto members() {
    return std::tuple{&DefaultUsed::element, &DefaultUsed::field, &DefaultUsed::value, &DefaultUsed::meaning,
                      &DefaultUsed::origin};
  }
};

/// A default that another file gives for a field.
struct GivenDefault {
  std::string value;
  std::string origin;
  Location where;
  bool is_told = true;  ///< among the defaults used
};

class Reading {
 public:
  /// Adds a fault at an attribute's value.
  void fault(std::string code, std::string message, const Location& where, std::string_view found = {},
             std::string expected = {}, std::string hint = {});
  void fault(Diagnostic fault) { faults_.push_back(std::move(fault)); }
  /// Turns a text fault of a field into a diagnostic.
  void text_fault(const TextFault& fault, const Attribute& attribute, const Element& element);

  /// Notes that `id` names a thing of this category. A second use in the same file is a fault, and so is one
  /// in another file unless files of this kind may be laid over each other.
  void declare(std::string_view category, const std::string& id, const Location& where,
               bool may_be_laid_over = false);
  /// Notes a reference that must be resolved in the end.
  void refer(std::string_view category, const std::string& id, const Location& where);
  /// Makes an id known that no file of this reading declares (built-in catalog types).
  void know(std::string_view category, const std::string& id);
  [[nodiscard]] bool is_known(std::string_view category, const std::string& id) const;
  /// Adds a fault for each reference that names nothing; with `categories`, only for those to things of
  /// these.
  void resolve_references(const std::set<std::string>* categories = nullptr);

  /// Gives the field of the elements at `path` ("basis/air") a default, in place of the table's own.
  void give_default(const std::string& path, const std::string& field, GivenDefault given) {
    given_[{path, field}] = std::move(given);
  }
  [[nodiscard]] const GivenDefault* given_default(const std::string& path, const std::string& field) const {
    const auto found = given_.find({path, field});
    return found == given_.end() ? nullptr : &found->second;
  }
  void used_default(DefaultUsed used) { defaults_.push_back(std::move(used)); }
  [[nodiscard]] const std::vector<DefaultUsed>& defaults() const { return defaults_; }
  [[nodiscard]] bool has_faults() const { return !faults_.empty(); }
  [[nodiscard]] Diagnostics take_faults();

 private:
  struct Reference {
    std::string category;
    std::string id;
    Location where;
  };
  Diagnostics faults_;
  std::map<std::string, std::map<std::string, Location>, std::less<>> ids_;  ///< by category
  std::map<std::pair<std::string, std::string>, Location> ids_by_file_;      ///< (file, id)
  std::vector<Reference> references_;
  std::vector<DefaultUsed> defaults_;
  std::map<std::pair<std::string, std::string>, GivenDefault> given_;  ///< by (path, field)
};

}  // namespace shellfit::documents
