#include "site/plant_text.hpp"
#include "site/tables.hpp"
#include "site/uncomputed.hpp"
#include "tests/unit/site/small_study.hpp"

using namespace shellfit;
using namespace shellfit::site;

namespace {

const std::string users =
    "<header id=\"supply\" users=\"supply\"/><header id=\"return\" users=\"return\"/><header id=\"a\"/>"
    "<pump id=\"p\" type=\"fws-pump-4250\" from=\"return\" to=\"a\"/>";
const std::string chiller =
    "<water-chiller id=\"wc\" type=\"trane-cvhf-2317\" from=\"a\" to=\"supply\" plant-from=\"cold\" "
    "plant-to=\"warm\"/>";
const std::string plates =
    "<plate-exchanger id=\"hx\" type=\"plate-exchanger-2mw\" from=\"a\" to=\"supply\" plant-from=\"cold\" "
    "plant-to=\"warm\" standby=\"yes\" is=\"to-be-built\"/>";
const std::string plant =
    "<header id=\"cold\"/><header id=\"warm\"/><header id=\"b\"/>"
    "<pump id=\"cp\" type=\"fws-pump-4250\" from=\"warm\" to=\"b\"/>"
    "<tower id=\"ct\" type=\"open-tower-2mw\" from=\"b\" to=\"cold\"/>";
const std::string more =
    "<tank id=\"t\" type=\"stratified-tank-100\" from=\"supply\" to=\"return\"/>"
    "<economizer exchanger=\"hx\" chillers=\"stop\" least=\"1.5 K\"/>"
    "<expansion-vessel id=\"v\" at=\"return\" volume=\"unknown\" pressure-highest=\"6 bar\"/>";

std::string cooling(const std::string& in_loop, const std::string& in_plant = plant,
                    const std::string& beside = "") {
  return "<cooling liquid=\"described\" air=\"unknown\"><loop id=\"fws\" serves=\"liquid\">" + users +
         in_loop + "</loop><loop id=\"cws\" serves=\"plant\">" + in_plant + "</loop>" + beside + "</cooling>";
}

/// The cooling of a shell alone, which may hold what no engine computes.
tl::expected<CoolingSystem, Diagnostics> read_cooling(const std::string& text) {
  SmallStudy study;
  study.plant = text;
  auto root = documents::parse_document("study.xml", study.text());
  REQUIRE(root.has_value());
  for (auto& child : root->children) {
    if (child.name != "shell") continue;
    child.attributes.push_back({"schema", "1", child.where, child.where});
    documents::Reading reading;
    catalogs::make_known(catalogs::built_in_catalog(), reading);
    auto shell = shell_table().read(child, "", reading);
    reading.resolve_references();
    if (reading.has_faults()) return tl::unexpected(reading.take_faults());
    if (const auto valid = validate_document(child); !valid) return tl::unexpected(valid.error());
    return shell.cooling;
  }
  FAIL("a study has a shell");
  return {};
}
CoolingSystem good(const std::string& text) {
  auto read = read_cooling(text);
  if (!read) FAIL(render(read.error().front(), false));
  return std::move(*read);
}
std::vector<std::string> faults_of(const std::string& text) {
  const auto read = read_cooling(text);
  std::vector<std::string> faults;
  if (read) return faults;
  for (const auto& fault : read.error()) faults.push_back(fault.code + ": " + fault.message);
  return faults;
}
using Faults = std::vector<std::string>;

}  // namespace

TEST_CASE("a loop with a water chiller, an exchanger, a tank and a loop of towers is read whole") {
  const auto read =
      good(cooling(chiller + plates + more, plant, "<make-up-water flow=\"3 L/s\" storage=\"200 m3\"/>"));
  REQUIRE(read.loops.size() == 2);
  const auto& water = read.loops[0].water;
  REQUIRE(water.water_chillers.size() == 1);
  CHECK(water.water_chillers[0].plant_from == HeaderId("cold"));
  CHECK(water.water_chillers[0].plant_to == HeaderId("warm"));
  REQUIRE(water.plate_exchangers.size() == 1);
  CHECK(water.plate_exchangers[0].is_standby);
  CHECK(water.plate_exchangers[0].is == Presence::to_be_built);
  CHECK(water.tanks.size() == 1);
  REQUIRE(water.economizers.size() == 1);
  CHECK(water.economizers[0].chillers == Economizer::Chillers::stop);
  CHECK(water.economizers[0].least == 1.5 * units::K);
  REQUIRE(water.expansion_vessels.size() == 1);
  CHECK(water.expansion_vessels[0].volume.is_unknown());
  CHECK(read.loops[1].serves == LoopServes::plant);
  CHECK(read.loops[1].water.towers.size() == 1);
  REQUIRE(read.make_up_water.has_value());
  CHECK(read.make_up_water->cycles == ratio(5));
  CHECK(read.make_up_water->storage.value() == 200.0 * units::m3);
}

TEST_CASE("what is written of such plant reads back to the same plant") {
  const auto read = good(cooling(chiller + plates + more, plant,
                                 "<make-up-water flow=\"2..3 L/s\" storage=\"unknown\" cycles=\"4\"/>"));
  const auto text = cooling_text(read);
  INFO(text);
  const auto again = good(text);
  CHECK(to_bytes(again) == to_bytes(read));
  CHECK(cooling_text(again) == text);
}

TEST_CASE("a tower may stand in the loop of the users itself") {
  CHECK(faults_of("<cooling liquid=\"described\" air=\"unknown\"><loop id=\"fws\" serves=\"liquid\">" +
                  users +
                  "<tower id=\"ct\" type=\"closed-tower-median\" from=\"a\" to=\"supply\"/></loop></cooling>")
            .empty());
}

TEST_CASE("heat goes to a loop that serves plant, and not to its own") {
  const std::string lost = "E-LOOP-008: loop fws has wc, whose heat goes to no loop that serves plant";
  auto own = chiller;
  own.replace(own.find("\"cold\""), 6, "\"a\"");
  own.replace(own.find("\"warm\""), 6, "\"supply\"");
  CHECK(faults_of(cooling(own + plates)) == Faults{lost});
  auto split = chiller;
  split.replace(split.find("\"warm\""), 6, "\"return\"");
  CHECK(faults_of(cooling(split + plates)) == Faults{lost});
}

TEST_CASE("a loop that serves plant takes heat, gives it away and has no users of the fit-out") {
  CHECK(faults_of(cooling("<cooler id=\"c\" type=\"dry-cooler-2mw\" from=\"a\" to=\"supply\"/>")) ==
        Faults{"E-SITE-007: loop cws serves plant but takes no heat"});
  const std::string no_tower =
      "<header id=\"cold\"/><header id=\"warm\"/>"
      "<pump id=\"cp\" type=\"fws-pump-4250\" from=\"warm\" to=\"cold\"/>";
  CHECK(faults_of(cooling(chiller, no_tower)) ==
        Faults{"E-SITE-007: loop cws has nothing that takes its heat"});
  auto with_users = plant;
  with_users.replace(with_users.find("<header id=\"cold\"/>"), 19, "<header id=\"cold\" users=\"supply\"/>");
  CHECK(faults_of(cooling(chiller, with_users)) ==
        Faults{"E-LOOP-005: loop cws serves plant but has a header for users"});
}

TEST_CASE("a loop that serves plant has no template") {
  const auto faults = faults_of(
      "<cooling liquid=\"unknown\" air=\"unknown\"><loop id=\"cws\" serves=\"plant\">"
      "<pumps type=\"fws-pump-4250\" count=\"2\"/></loop></cooling>");
  CHECK(faults == Faults{"E-LOOP-005: loop cws serves plant, for which there is no template"});
}

TEST_CASE("a part of a condenser loop that no pump drives is told") {
  const auto aside = plant +
                     "<header id=\"x\"/><tower id=\"ct2\" type=\"open-tower-2mw\" from=\"x\" to=\"cold\"/>"
                     "<pipe id=\"back\" from=\"cold\" to=\"x\"/>";
  CHECK(faults_of(cooling(chiller, aside)) ==
        Faults{"E-LOOP-003: loop cws has back on no circuit that a pump drives"});
}

TEST_CASE("an economizer uses an exchanger of its loop, and a vessel hangs on a header of its own") {
  CHECK(faults_of(cooling(chiller + "<economizer exchanger=\"wc\"/>")) ==
        Faults{"E-LOOP-005: loop fws has an economizer of wc, which is none of its plate exchangers"});
  CHECK(faults_of(cooling(chiller + "<expansion-vessel id=\"v\" at=\"cold\" volume=\"2 m3\" "
                                    "pressure-highest=\"6 bar\"/>")) ==
        Faults{"E-LOOP-006: loop fws has v at header cold of another loop"});
}

TEST_CASE("an exchanger has one economizer") {
  CHECK(faults_of(cooling(chiller + plates +
                          "<economizer exchanger=\"hx\" chillers=\"stop\"/>"
                          "<economizer exchanger=\"hx\" chillers=\"help\"/>")) ==
        Faults{"E-LOOP-005: loop fws has two economizers of hx"});
}

TEST_CASE("loops that give their heat to each other go in a circle, with a tower too") {
  const auto ring = [](const std::string& own, const std::string& other) {
    return "<header id=\"" + own + "-cold\"/><header id=\"" + own + "-warm\"/><header id=\"" + own +
           "-b\"/><pump id=\"" + own + "-p\" type=\"fws-pump-4250\" from=\"" + own + "-warm\" to=\"" + own +
           "-b\"/><plate-exchanger id=\"" + own + "-hx\" type=\"plate-exchanger-2mw\" from=\"" + own +
           "-b\" to=\"" + own + "-cold\" plant-from=\"" + other + "-cold\" plant-to=\"" + other + "-warm\"/>";
  };
  const auto loops = [&](const std::string& more) {
    return "<cooling liquid=\"unknown\" air=\"unknown\"><loop id=\"one\" serves=\"plant\">" +
           ring("one", "two") + "</loop><loop id=\"two\" serves=\"plant\">" + ring("two", "one") + more +
           "</loop></cooling>";
  };
  const Faults circle{"E-LOOP-008: loop one has one-hx, whose heat goes to loop two and from there back",
                      "E-LOOP-008: loop two has two-hx, whose heat goes to loop one and from there back"};
  CHECK(faults_of(loops("")) == circle);
  CHECK(faults_of(loops("<tower id=\"ct\" type=\"open-tower-2mw\" from=\"two-b\" to=\"two-cold\"/>")) ==
        circle);
}

TEST_CASE("a study that names what no engine computes is refused, each part at its place") {
  SmallStudy study;
  study.plant = cooling(chiller + plates + more, plant, "<make-up-water flow=\"3 L/s\" storage=\"0 m3\"/>");
  study.lines =
      "<line id=\"h\" rack=\"gb300-nvl72\" racks=\"8\"><rear-door type=\"motivair-chilleddoor\"/>"
      "<liquid-to-air type=\"vertiv-cdu-70\"/></line>";
  study.basis =
      "<air containment=\"hot-aisle\"/><staging/><ride-through generator-start=\"15 s\" on-ups=\"pump cdu\"/>"
      "<survive loss-of=\"tower pump\"/><survive loss-of=\"make-up-water\"/>";
  const auto read = study.read();
  REQUIRE_FALSE(read.has_value());
  Faults messages;
  for (const auto& fault : read.error()) {
    CHECK(fault.code == "E-SITE-019");
    CHECK(fault.where.line() > 0);
    messages.push_back(fault.message);
  }
  for (const char* what : {"economizer hx", "the rear door of line h", "the liquid-to-air cabinets of line h",
                           "air aisle by aisle", "staging of plant"}) {
    INFO(what);
    CHECK(std::count(messages.begin(), messages.end(), std::string(what) + " is not computed yet") == 1);
  }
  CHECK(messages.size() == 5);
}

TEST_CASE("towers, water chillers, plates, a loop for them, tanks, make-up water and its loss are computed") {
  SmallStudy study;
  study.lines = "<line id=\"h\" rack=\"gb300-nvl72\" racks=\"8\"/>";
  study.plant = cooling(chiller + plates, plant, "<make-up-water flow=\"3 L/s\" storage=\"0 m3\"/>");
  study.basis =
      "<survive loss-of=\"tower water-chiller plate-exchanger pump\"/><survive loss-of=\"make-up-water\"/>";
  const auto read = study.good();
  CHECK(uncomputed_parts(read).empty());
  CHECK(read.shell.cooling.loops[1].water.towers.size() == 1);
}

TEST_CASE("staging and ride-through have the figures that the basis gives, and say which are assumed") {
  const auto root = documents::parse_document(
      "basis.xml",
      "<basis schema=\"1\"><staging/><ride-through generator-start=\"15 s\" on-ups=\"pump cdu\"/></basis>");
  REQUIRE(root.has_value());
  documents::Reading reading;
  const auto& element = root->children.front();
  const auto staging = staging_basis_table().read(element, "basis", reading);
  CHECK(staging.reserve == ratio(0.05));
  CHECK(staging.running_spare == 1);
  const auto ride = ride_through_basis_table().read(root->children.back(), "basis", reading);
  CHECK(ride.generator_start == 15.0 * units::s);
  CHECK(ride.on_ups == std::vector<Part>{Part::pump, Part::cdu});
  CHECK(ride.coast_down == 2.0 * units::s);
  CHECK(reading.take_faults().empty());
  int assumed = 0;
  for (const auto& used : reading.defaults()) assumed += used.meaning.find("(assumed)") != std::string::npos;
  // Of whole numbers no default is told.
  CHECK(assumed == 2);
}

TEST_CASE("cabinets that are all on standby cool nothing") {
  SmallStudy study;
  study.lines =
      "<line id=\"h\" rack=\"gb300-nvl72\" racks=\"8\"><liquid-to-air type=\"vertiv-cdu-70\" count=\"2\" "
      "standby=\"2\"/></line>";
  const auto read = study.read();
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().front().code == "E-SITE-007");
}
