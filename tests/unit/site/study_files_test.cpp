#include "base/canonical.hpp"
#include "tests/unit/site/small_study.hpp"
#include "tests/unit/temporary_folder.hpp"

#include <set>

using namespace shellfit;
using namespace shellfit::site;

namespace {

const std::filesystem::path examples = std::filesystem::path(SHELLFIT_SOURCE_DIR) / "examples";
std::string first_fault(const Outcome<std::string>& validated) {
  REQUIRE_FALSE(validated.has_value());
  return validated.error().front().code + ": " + validated.error().front().message;
}
std::string sweep(const std::string& axes, const std::string& study = "study.xml") {
  return "<sweep schema=\"1\" study=\"" + study + "\">" + axes + "</sweep>";
}

}  // namespace

TEST_CASE("every file of the examples is valid by itself and every study as a whole") {
  int studies = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(examples)) {
    if (file.path().extension() != ".xml") continue;
    INFO(file.path());
    const auto kind = validate_file(file.path());
    REQUIRE(kind.has_value());
    if (*kind == "study") ++studies;
  }
  CHECK(studies >= 4);
}

TEST_CASE("a study inline and the same in parts mean the same") {
  SmallStudy small;
  const auto inline_study = small.good();
  const TemporaryFolder folder;
  const auto cut = [](const std::string& text, const std::string& name) {
    const auto from = text.find("<" + name);
    const auto to = text.find("</" + name + ">") + name.size() + 3;
    return "<" + name + " schema=\"1\"" + text.substr(from + name.size() + 1, to - from - name.size() - 1);
  };
  const auto text = small.text();
  std::string parts = "<study schema=\"1\" id=\"small\">";
  for (const auto* name : {"shell", "deployment", "basis"}) {
    folder.write(std::string("parts/") + name + ".xml", cut(text, name));
    parts += std::string("<") + name + " href=\"parts/" + name + ".xml\"/>";
  }
  const auto study = load_study(folder.write("study.xml", parts + "</study>"));
  REQUIRE(study.has_value());
  CHECK(to_bytes(study->shell) == to_bytes(inline_study.shell));
  CHECK(to_bytes(study->deployment) == to_bytes(inline_study.deployment));
  CHECK(to_bytes(study->basis) == to_bytes(inline_study.basis));
}

TEST_CASE("other units mean the same study") {
  SmallStudy metric;
  SmallStudy us;
  us.outline =
      "<corner x=\"0 ft\" y=\"0 in\"/><corner x=\"65 ft\" y=\"0 in\"/><corner x=\"65 ft\" y=\"40 "
      "ft\"/><corner x=\"0 ft\" y=\"480 in\"/>";
  metric.outline =
      "<corner x=\"0 m\" y=\"0 m\"/><corner x=\"19.812 m\" y=\"0 m\"/><corner x=\"19.812 m\" y=\"12.192 m\"/>"
      "<corner x=\"0 m\" y=\"12.192 m\"/>";
  CHECK(outline_of(us.good().shell.spaces[0]).corners == outline_of(metric.good().shell.spaces[0]).corners);
}

TEST_CASE("a study brings its own catalog figures and leaves the built-in ones alone") {
  SmallStudy small;
  small.catalog =
      "<catalog schema=\"1\"><source id=\"me\" title=\"A survey\"/><rack id=\"gb300-nvl72\"><tdp value=\"150 "
      "kW\" source=\"me\" "
      "kind=\"assumed\"/></rack></catalog>";
  const Id<catalogs::RackType> id("gb300-nvl72");
  CHECK(small.good().catalog.get(id).tdp.value() == 150.0 * units::kW);
  CHECK(catalogs::built_in_catalog().get(id).tdp.value() == 142.0 * units::kW);
}

TEST_CASE("all faults of a study come at once, and nothing is half loaded") {
  SmallStudy small;
  small.feeds = "<feed id=\"F1\" voltage=\"34.5\" rating=\"20 MW\" fault-level=\"750 MVA\"/>";
  small.lines = "<line id=\"a\" rack=\"gb300\" racks=\"8\"/>";
  small.basis = "<liquids/>";
  const auto study = small.read();
  REQUIRE_FALSE(study.has_value());
  std::vector<std::string> codes;
  for (const auto& fault : study.error()) codes.push_back(fault.code);
  CHECK(codes == std::vector<std::string>{"E-VAL-003", "E-VAL-005", "E-ID-003", "E-XML-003"});
}

TEST_CASE("an override replaces an attribute before anything is read") {
  const SmallStudy small;
  const auto with = [&](const std::string& address, const std::string& value) {
    return small.read({{address, value, {}, {}}});
  };
  CHECK(with("deployment/line[a]@racks", "16")->deployment.lines.at(0).racks == 16);
  CHECK(with("basis/air@leakage", "5 %")->basis.air.leakage == ratio(0.05));
  CHECK(with("deployment/line[a]@racks", "many").error().at(0).code == "E-VAL-010");
  CHECK(with("deployment/line[b]@racks", "16").error().at(0).code == "E-ADR-001");
  CHECK(with("basis/airs@leakage", "5 %").error().at(0).code == "E-XML-003");
}

TEST_CASE("a sweep names a study beside it and the values of each axis") {
  const TemporaryFolder folder;
  folder.write("study.xml", SmallStudy{}.text());
  const auto file = folder.write(
      "sweep.xml", sweep("<axis name=\"racks\" address=\"deployment/line[a]@racks\"><value is=\"8\"/><value "
                         "is=\"16\"/></axis>"
                         "<axis address=\"basis/liquid@supply\"><value is=\"40 degC\"/></axis>"));
  const auto read = load_sweep(file);
  REQUIRE(read.has_value());
  CHECK(read->study == folder.path() / "study.xml");
  REQUIRE(read->axes.size() == 2);
  CHECK(read->axes[0].name == "racks");
  CHECK(read->axes[0].values.at(1).value == "16");
  CHECK(read->axes[1].name == "basis/liquid@supply");
  CHECK(validate_file(file) == "sweep");
}

TEST_CASE("a sweep without axes, values or a study is refused") {
  const TemporaryFolder folder;
  folder.write("study.xml", SmallStudy{}.text());
  const auto fault = [&](const std::string& text) {
    return first_fault(validate_file(folder.write("sweep.xml", text)));
  };
  CHECK(fault(sweep("")) == "E-XML-006: sweep has no axis");
  CHECK(fault(sweep("<axis address=\"basis/liquid@supply\"/>")) == "E-XML-006: axis has no value");
  CHECK(fault(sweep("<axis address=\"basis/liquid@supply\"><value is=\"warm\"/></axis>"))
            .starts_with("E-VAL-001"));
  CHECK(fault(sweep("<axis address=\"basis/liquid@supply\"><value is=\"40 degC\"/></axis>", "none.xml"))
            .starts_with("E-FILE-001"));
  CHECK(fault(sweep("<axis address=\"basis/liquid@supply\"><value is=\"40 degC\"/></axis>", "sweep.xml"))
            .starts_with("E-XML-009"));
}

TEST_CASE("every value of an axis is checked, not only the first, and each fault is told once") {
  const TemporaryFolder folder;
  folder.write("study.xml", SmallStudy{}.text());
  const auto file = folder.write(
      "sweep.xml",
      sweep("<axis address=\"deployment/line[a]@racks\"><value is=\"8\"/><value is=\"none\"/></axis>\n"
            "<axis address=\"basis/liquid@supply\"><value is=\"40 degC\"/><value is=\"warm\"/><value is=\"30 "
            "degC\"/></axis>"));
  const auto validated = validate_file(file);
  REQUIRE_FALSE(validated.has_value());
  std::vector<std::string> codes;
  for (const auto& fault : validated.error()) codes.push_back(fault.code + " " + fault.where.file());
  const auto here = " " + file.string();
  // The facility water of the study is at 36 degC, so coolant of 30 degC contradicts it.
  CHECK(codes == std::vector<std::string>{"E-VAL-010" + here, "E-SITE-012" + here, "E-VAL-001" + here});
  SmallStudy broken;
  broken.lines = "<line id=\"a\" rack=\"gb300\" racks=\"8\"/>";
  folder.write("study.xml", broken.text());
  const auto again = validate_file(folder.write(
      "sweep.xml",
      sweep("<axis address=\"basis/liquid@supply\"><value is=\"40 degC\"/><value is=\"41 degC\"/></axis>")));
  REQUIRE_FALSE(again.has_value());
  CHECK(again.error().size() == 1);
}

TEST_CASE("a part by itself is valid although other files define what it names") {
  const TemporaryFolder folder;
  CHECK(validate_file(folder.write("a.xml",
                                   "<deployment schema=\"1\"><line id=\"a\" rack=\"mine\" racks=\"8\" "
                                   "spaces=\"hall\"/></deployment>")) == "deployment");
  CHECK(validate_file(folder.write("b.xml", "<basis schema=\"1\"/>")) == "basis");
  CHECK(validate_file(folder.write("c.xml", "<catalog schema=\"1\"/>")) == "catalog");
}

TEST_CASE("what a part defines itself is resolved when it is validated alone") {
  const TemporaryFolder folder;
  SmallStudy small;
  const auto faults = [&](const std::string& plant) {
    small.plant = plant;
    const auto text = small.text();
    const auto from = text.find("<shell");
    const auto shell = text.substr(from, text.find("</shell>") + 8 - from);
    const auto validated = validate_file(folder.write("shell.xml", "<shell schema=\"1\"" + shell.substr(6)));
    std::string told;
    if (!validated) {
      for (const auto& fault : validated.error())
        told += fault.code + ": " + fault.message + "; " + fault.hint;
    }
    return told;
  };
  const std::string block =
      "<block id=\"b\" topology=\"radial\" serves=\"both\" count=\"1\" transformer=\"of-another-file\" "
      "board=\"of-another-file\"/>";
  const auto board = [&](const std::string& feed) {
    return "<power is=\"described\"><mv-board id=\"M\" type=\"of-another-file\" feed=\"" + feed + "\"/>" +
           block + "</power>";
  };
  CHECK(faults(board("F1")).empty());
  CHECK(faults(board("F9")) == "E-ID-003: there is no feed \"F9\"; did you mean F1?");
}

TEST_CASE("a root that is no kind of file is refused with the nearest one") {
  const TemporaryFolder folder;
  const auto validated = validate_file(folder.write("a.xml", "<shel schema=\"1\"/>"));
  CHECK(first_fault(validated).starts_with("E-XML-009"));
  CHECK(validated.error().front().hint == "did you mean shell?");
}

TEST_CASE("there is a schema for each kind of file, and each code of the site is told once") {
  std::vector<std::string> names;
  for (const auto& kind : file_kinds()) names.push_back(kind.name);
  CHECK(names ==
        std::vector<std::string>{"study", "shell", "deployment", "basis", "catalog", "rules", "sweep"});
  std::set<std::string_view> codes;
  for (const auto& fault : site_fault_kinds()) CHECK(codes.insert(fault.code).second);
}
