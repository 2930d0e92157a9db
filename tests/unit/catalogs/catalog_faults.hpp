#pragma once
// Catalog files of one type, laid over the built-in catalog, and what is wrong with them. "me" is their
// source.

#include "catalogs/catalog.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace shellfit::catalogs {

using Texts = std::vector<std::string>;

inline std::string figure(const std::string& name, const std::string& value,
                          const std::string& source = "me") {
  return "<" + name + " value=\"" + value + "\" source=\"" + source + "\" kind=\"secondary\"/>\n";
}
/// The faults of a type with this inside; `head` is its kind, with attributes if need be.
inline Diagnostics faults_of(const std::string& head, const std::string& id, const std::string& inside) {
  const auto kind = head.substr(0, head.find(' '));
  const auto root = documents::parse_document(
      "mine.xml",
      "<catalog schema=\"1\"><source id=\"me\" title=\"A page\"/><source id=\"you\" title=\"Another\"/>\n<" +
          head + " id=\"" + id + "\">\n" + inside + "</" + kind + "></catalog>");
  REQUIRE(root.has_value());
  return catalog_file_faults(*root);
}
/// The same as "code: message".
inline Texts messages(const std::string& head, const std::string& id, const std::string& inside) {
  Texts texts;
  for (const auto& fault : faults_of(head, id, inside)) texts.push_back(fault.code + ": " + fault.message);
  return texts;
}
inline bool holds(const Texts& texts, const std::string& text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

}  // namespace shellfit::catalogs
