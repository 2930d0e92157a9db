#include "documents/document.hpp"
#include "tests/unit/temporary_folder.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace shellfit;
using namespace shellfit::documents;

namespace {
Diagnostics faults_of(const Outcome<Element>& document) {
  REQUIRE_FALSE(document.has_value());
  return document.error();
}
}  // namespace

TEST_CASE("a part takes the place of the element whose href names it, and keeps its own places") {
  const TemporaryFolder folder;
  folder.write("parts/shell.xml", "<shell id=\"s\">\n  <feed/>\n</shell>");
  const auto file = folder.write(
      "study.xml", "<study>\n  <shell href=\"parts/shell.xml\"/>\n  <basis id=\"b\"/>\n</study>");
  const auto document = read_document_with_parts(file);
  REQUIRE(document.has_value());
  const auto& shell = document->children.at(0);
  CHECK(shell.find("id")->value == "s");
  CHECK(shell.find("href") == nullptr);
  CHECK(shell.where.file() == (folder.path() / "parts/shell.xml").string());
  CHECK(shell.children.at(0).where.line() == 2);
  CHECK(document->children.at(1).where.file() == file.string());
}

TEST_CASE("href is relative to the file that names it, may go up and may be absolute") {
  const TemporaryFolder folder;
  const auto shell = folder.write("shells/shell.xml", "<shell id=\"s\"/>");
  for (const auto& href :
       {std::string("../shells/shell.xml"), std::string("./../shells/shell.xml"), shell.string()}) {
    const auto file = folder.write("studies/study.xml", "<study><shell href=\"" + href + "\"/></study>");
    const auto document = read_document_with_parts(file);
    INFO(href);
    REQUIRE(document.has_value());
    CHECK(document->children.at(0).find("id")->value == "s");
  }
}

TEST_CASE("a part that cannot be read is a fault at the href that names it") {
  const TemporaryFolder folder;
  for (const auto* href : {"none.xml", "", ".", "..", "../../../../../../../../etc", "none/none.xml"}) {
    const auto file =
        folder.write("study.xml", "<study>\n <shell href=\"" + std::string(href) + "\"/></study>");
    const auto faults = faults_of(read_document_with_parts(file));
    INFO(href);
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].code == "E-FILE-001");
    CHECK(faults[0].where.file() == file.string());
    CHECK(faults[0].where.line() == 2);
  }
}

TEST_CASE("a part with another root is a fault that shows both places") {
  const TemporaryFolder folder;
  folder.write("basis.xml", "\n<basis/>");
  const auto file = folder.write("study.xml", "<study><shell href=\"basis.xml\"/></study>");
  const auto faults = faults_of(read_document_with_parts(file));
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].code == "E-XML-009");
  CHECK(faults[0].where.column() == 21);
  CHECK(faults[0].other.file() == (folder.path() / "basis.xml").string());
  CHECK(faults[0].other.line() == 2);
}

TEST_CASE("files that name each other in a circle end in a fault or in what they hold, never in a hang") {
  const TemporaryFolder folder;
  const auto itself = folder.write("a.xml", "<a><a href=\"a.xml\"/></a>");
  const auto document = read_document_with_parts(itself);
  if (document) {
    // One level is put in place; the href inside it is left for the reader of that element to refuse.
    CHECK(document->children.at(0).children.at(0).find("href") != nullptr);
  }
  const auto study = folder.write("study.xml", "<study><shell href=\"study.xml\"/></study>");
  CHECK(faults_of(read_document_with_parts(study)).at(0).code == "E-XML-009");
}

TEST_CASE("an element with href has nothing else to say") {
  const TemporaryFolder folder;
  folder.write("shell.xml", "<shell/>");
  const auto file =
      folder.write("study.xml", "<study><shell id=\"x\" href=\"shell.xml\" name=\"y\"/></study>");
  const auto faults = faults_of(read_document_with_parts(file));
  REQUIRE(faults.size() == 2);
  for (const auto& fault : faults) CHECK(fault.code == "E-XML-004");
}

TEST_CASE("the faults of all parts come at once") {
  const TemporaryFolder folder;
  folder.write("shell.xml", "<shell a=\"1\" a=\"2\"/>");
  folder.write("basis.xml", "<basis>");
  const auto file = folder.write(
      "study.xml",
      "<study><shell href=\"shell.xml\"/><basis href=\"basis.xml\"/><deployment href=\"no.xml\"/></study>");
  const auto faults = faults_of(read_document_with_parts(file));
  REQUIRE(faults.size() == 3);
  CHECK(faults[0].code == "E-XML-002");
  CHECK(faults[1].code == "E-XML-001");
  CHECK(faults[2].code == "E-FILE-001");
}

TEST_CASE("what is no file is refused: a folder, a missing name, a device without end") {
  const TemporaryFolder folder;
  CHECK(faults_of(read_document(folder.path())).at(0).code == "E-FILE-001");
  CHECK(faults_of(read_document(folder.path() / "none.xml")).at(0).code == "E-FILE-001");
  CHECK(faults_of(read_document("")).at(0).code == "E-FILE-001");
  CHECK(faults_of(read_document("/dev/zero")).at(0).code == "E-FILE-003");
  CHECK(faults_of(read_document("/dev/null")).at(0).code == "E-XML-001");
}

// What stands inside an element with href would be dropped in silence.
TEST_CASE("an element with href has no content of its own") {
  const TemporaryFolder folder;
  folder.write("shell.xml", "<shell/>");
  const auto file =
      folder.write("study.xml", "<study><shell href=\"shell.xml\">\n<feed id=\"F1\"/>words</shell></study>");
  const auto faults = faults_of(read_document_with_parts(file));
  REQUIRE(faults.size() == 2);
  CHECK(faults[0].code == "E-XML-003");
  CHECK(faults[0].message == "shell has both href and feed");
  CHECK(faults[0].where.line() == 2);
  CHECK(faults[1].code == "E-XML-008");
}
