// Prints a libFuzzer dictionary of the tables: names, words, units, limits.

#include "site/study.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <set>

namespace {

using namespace shellfit;

void collect(const documents::ElementInfo& info, std::set<std::string>& words) {
  if (!words.insert("<" + info.name + " ").second) return;
  words.insert("</" + info.name + ">");
  for (const auto& field : info.fields) {
    words.insert(" " + field.name + "=\"");
    words.insert(field.words.begin(), field.words.end());
    words.insert({field.lowest, field.highest, field.fallback});
  }
  for (const auto& child : info.children) collect(*child.element, words);
}

}  // namespace

int main() {
  std::set<std::string> words{"<!--",   "-->",   "<![CDATA[", "]]>",
                              "&#x41;", "&amp;", "href=\"",   "schema=\"1\""};
  for (const auto& kind : site::file_kinds()) collect(*kind.info, words);
  for (const auto& kind : all_kind_texts()) {
    words.emplace(kind.example);
    for (const auto& unit : kind.units) words.emplace(unit.symbol);
  }
  words.erase("");
  for (const auto& word : words) {
    std::string quoted;
    for (const char c : word) quoted += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
    std::puts(("\"" + quoted + "\"").c_str());
  }
  return 0;
}
