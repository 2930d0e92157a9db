#include "site/study_edit.hpp"

#include "base/assertion.hpp"
#include "documents/rewrite.hpp"
#include "site/study.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>

namespace shellfit::site {

namespace {

using documents::Element;

/// Elements that are not there yet, as XML.
std::string xml_of(const Element& element, const std::string& indent = {}) {
  std::string text = indent + "<" + element.name;
  for (const auto& attribute : element.attributes)
    text += fmt::format(" {}=\"{}\"", attribute.name, documents::escape_xml(attribute.value));
  if (element.children.empty()) return text + "/>";
  text += ">\n";
  for (const auto& child : element.children) text += xml_of(child, indent + "  ") + "\n";
  return text + indent + "</" + element.name + ">";
}

/// What a study was read from, without the files that change.
std::vector<std::string> unchanged_of(const Study& study, const std::vector<StudyEdit::File>& changed) {
  auto files = study.files;
  for (const auto& file : changed) std::erase(files, file.path.string());
  return files;
}

/// Edits of all files of one study.
class StudyRewrite {
 public:
  explicit StudyRewrite(const Element& root) : root_(root) {}

  Change put(const documents::Override& value) {
    const auto place = documents::find_place(root_, value);
    ensure(place.has_value(), "the study was read with this address");
    const auto& element = *place->element;
    Change change{value.address, false, "", value.value, element.where};
    if (place->missing.empty()) {
      if (const auto* attribute = element.find(place->attribute)) {
        change.was_there = true;
        change.before = attribute->value;
        change.where = attribute->value_at;
      }
      file_of(element).set_attribute(element, place->attribute, value.value);
      return change;
    }
    std::string below;
    for (const auto& name : place->missing) below += (below.empty() ? "" : "/") + name;
    const auto fault =
        documents::set_attribute(made_below(element), {below + "@" + place->attribute, value.value, {}, {}});
    ensure(!fault, "elements that are not there yet can be made");
    return change;
  }

  /// In the place of the child of its name, or added to the parent.
  void put_element(const Element& parent, const std::string& name, const std::string& xml) {
    for (const auto& child : parent.children) {
      if (child.name == name) return file_of(child).replace(child, xml);
    }
    file_of(parent).append_child(parent, xml);
  }

  Outcome<std::vector<StudyEdit::File>> files() {
    for (const auto& [parent, holder] : made_) {
      for (const auto& child : holder.children) file_of(*parent).append_child(*parent, xml_of(child));
    }
    std::vector<StudyEdit::File> files;
    for (const auto& [source, rewrite] : rewrites_) {
      auto text = rewrite.text();
      if (!text) return tl::unexpected(std::move(text.error()));
      auto bytes = documents::bytes_in_place_of(*source, std::move(*text));
      if (!bytes) return tl::unexpected(std::move(bytes.error()));
      files.push_back({source->name(), std::move(*bytes)});
    }
    return files;
  }

 private:
  documents::Rewrite& file_of(const Element& element) {
    const auto& source = element.where.source;
    const auto found = std::find_if(rewrites_.begin(), rewrites_.end(),
                                    [&](const auto& rewrite) { return rewrite.first == source; });
    if (found != rewrites_.end()) return found->second;
    return rewrites_.emplace_back(source, documents::Rewrite(source)).second;
  }
  Element& made_below(const Element& parent) {
    const auto found =
        std::find_if(made_.begin(), made_.end(), [&](const auto& made) { return made.first == &parent; });
    return (found != made_.end() ? *found : made_.emplace_back(&parent, Element{})).second;
  }
  const Element& root_;
  // Files and parents in the order in which they are first changed, the same in every run.
  std::deque<std::pair<std::shared_ptr<const SourceText>, documents::Rewrite>> rewrites_;
  std::deque<std::pair<const Element*, Element>> made_;
};

}  // namespace

Outcome<StudyEdit> edit_study(const std::filesystem::path& study,
                              const std::vector<documents::Override>& values) {
  const auto root = documents::read_document_with_parts(study);
  if (!root) return tl::unexpected(root.error());
  const auto read = read_study(*root, values);
  if (!read) return tl::unexpected(read.error());
  StudyRewrite rewrite(*root);
  StudyEdit edit;
  for (const auto& value : values) edit.changes.push_back(rewrite.put(value));
  auto files = rewrite.files();
  if (!files) return tl::unexpected(std::move(files.error()));
  edit.files = std::move(*files);
  edit.unchanged = unchanged_of(*read, edit.files);
  return edit;
}

Outcome<StudyEdit> replace_plant(const std::filesystem::path& study,
                                 const std::vector<std::string>& elements) {
  const auto root = documents::read_document_with_parts(study);
  if (!root) return tl::unexpected(root.error());
  const auto shell = std::find_if(root->children.begin(), root->children.end(),
                                  [](const Element& child) { return child.name == "shell"; });
  ensure(shell != root->children.end(), "the plant of a study that was read is replaced");
  StudyRewrite rewrite(*root);
  StudyEdit edit;
  auto changed = *root;
  auto& holder = changed.children[static_cast<std::size_t>(shell - root->children.begin())];
  for (const auto& xml : elements) {
    auto element = documents::parse_document("the expanded plant", xml);
    if (!element) return tl::unexpected(std::move(element.error()));
    rewrite.put_element(*shell, element->name, xml);
    std::erase_if(holder.children, [&](const Element& child) { return child.name == element->name; });
    holder.children.push_back(std::move(*element));
  }
  const auto read = read_study(std::move(changed));
  if (!read) return tl::unexpected(read.error());
  auto files = rewrite.files();
  if (!files) return tl::unexpected(std::move(files.error()));
  edit.files = std::move(*files);
  edit.unchanged = unchanged_of(*read, edit.files);
  return edit;
}

}  // namespace shellfit::site
