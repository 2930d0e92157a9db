#include "tests/unit/site/small_study.hpp"

using namespace shellfit;
using namespace shellfit::site;

namespace {

Study with_plant(const std::string& plant) {
  SmallStudy study;
  study.plant = plant;
  return study.good();
}
std::string fault_of_plant(const std::string& plant) {
  SmallStudy study;
  study.plant = plant;
  return study.fault();
}
std::string block(const std::string& attributes, const std::string& serves = "racks") {
  return "<block id=\"b\" serves=\"" + serves +
         "\" transformer=\"unit-3000-34k5-480\" board=\"switchboard-4000-65\" " + attributes + "/>";
}
std::string described(const std::string& inside) { return "<power is=\"described\">" + inside + "</power>"; }
std::string liquid(const std::string& inside, const std::string& state = "described") {
  return "<cooling liquid=\"" + state + "\" air=\"unknown\"><loop id=\"fws\" serves=\"liquid\">" + inside +
         "</loop></cooling>";
}
const std::string offer = "<offer id=\"o\" power=\"6 MW\" voltage=\"415 V\" fault-current=\"unknown\"/>";
const std::string pumps = "<pumps type=\"fws-pump-4250\" count=\"3\" standby=\"1\"/>";
const std::string coolers = "<coolers type=\"dry-cooler-2mw\" count=\"3\" standby=\"1\"/>";
const std::string flange =
    "<flange supply=\"30 degC\" flow=\"2000 L/min\" highest-return=\"42 degC\" pressure=\"150 kPa\"/>";

}  // namespace

TEST_CASE("plant that the shell does not mention is unknown, never built in silence") {
  const auto shell = with_plant("").shell;
  CHECK(shell.power.is == SystemState::unknown);
  CHECK(shell.cooling.liquid == SystemState::unknown);
  CHECK(shell.cooling.air == SystemState::unknown);
}

TEST_CASE("a system is described, offered, to be built or unknown, each in its own words") {
  CHECK(with_plant("<power is=\"unknown\"/>").shell.power.is == SystemState::unknown);
  CHECK(with_plant("<power is=\"to-be-built\"/>").shell.power.is == SystemState::to_be_built);
  CHECK(with_plant("<power is=\"offered\">" + offer + "</power>").shell.power.is == SystemState::offered);
  CHECK(with_plant(described(block("topology=\"radial\" count=\"4\""))).shell.power.is ==
        SystemState::described);
  const auto cooling = with_plant("<cooling liquid=\"to-be-built\" air=\"unknown\"/>").shell.cooling;
  CHECK(cooling.liquid == SystemState::to_be_built);
  CHECK(cooling.air == SystemState::unknown);
}

TEST_CASE("an offer keeps what is unknown as unknown and its default power factor is reported") {
  const auto study = with_plant("<power is=\"offered\">" + offer + "</power>");
  const auto& read = study.shell.power.offers.at(0);
  CHECK(read.power.value() == 6.0 * units::MW);
  CHECK(read.fault_current.is_unknown());
  CHECK(read.power_factor == ratio(0.95));
  int reported = 0;
  for (const auto& used : study.defaults) {
    if (used.element == "study/shell/power/offer" && used.field == "power-factor" && used.value == "0.95")
      ++reported;
  }
  CHECK(reported == 1);
}

TEST_CASE("what is said of power must match what stands in it") {
  CHECK(fault_of_plant("<power is=\"described\"/>") ==
        "E-SITE-006: power is described but has no block and no outlet");
  CHECK(fault_of_plant("<power is=\"offered\"/>") == "E-SITE-006: power is offered but has no offer");
  for (const auto* word : {"unknown", "to-be-built"}) {
    CHECK(fault_of_plant("<power is=\"" + std::string(word) + "\">" + offer + "</power>") ==
          "E-SITE-006: power has elements although it is unknown or to be built");
  }
  CHECK(fault_of_plant("<power is=\"offered\">" + offer + block("topology=\"radial\" count=\"4\"") +
                       "</power>") == "E-SITE-006: power is offered at a bus but also described");
  CHECK(fault_of_plant(described(offer + block("topology=\"radial\" count=\"4\""))) ==
        "E-SITE-006: power is described and offered at once");
}

TEST_CASE("a feed delivers power: none, less than none and an unknown voltage are refused") {
  SmallStudy study;
  const auto feed = [&](const std::string& voltage, const std::string& rating,
                        const std::string& fault_level) {
    study.feeds = "<feed id=\"F1\" voltage=\"" + voltage + "\" rating=\"" + rating + "\" fault-level=\"" +
                  fault_level + "\"/>";
  };
  feed("34.5 kV", "0 MVA", "750 MVA");
  CHECK(study.fault() == "E-VAL-008: rating of feed cannot be 0 MVA");
  feed("34.5 kV", "-20 MVA", "750 MVA");
  CHECK(study.fault().starts_with("E-VAL-008"));
  feed("34.5 kV", "20 MVA", "0 MVA");
  CHECK(study.fault().starts_with("E-VAL-008"));
  feed("unknown", "20 MVA", "750 MVA");
  CHECK(study.fault() == "E-VAL-007: voltage of feed must be known");
  feed("415 V", "20 MVA", "750 MVA");
  CHECK(study.fault().starts_with("E-VAL-008"));
  feed("34.5 kV", "15..20 MVA", "unknown");
  const auto read = study.good().shell.feeds.at(0);
  CHECK(read.rating.is_range());
  CHECK(read.fault_level.is_unknown());
  CHECK(read.x_over_r == ratio(15));
  study.feeds = "";
  CHECK(study.fault() == "E-XML-006: shell has no feed");
}

TEST_CASE("numbers of units and reserve make the topology they are said to be") {
  CHECK(with_plant(described(block("topology=\"block-redundant\" count=\"4\" reserve=\"1\"")))
            .shell.power.blocks.at(0)
            .reserve == 1);
  CHECK(
      fault_of_plant(described(block("topology=\"block-redundant\" count=\"4\""))).starts_with("E-SITE-008"));
  CHECK(fault_of_plant(described(block("topology=\"block-redundant\" count=\"4\" reserve=\"4\"")))
            .starts_with("E-SITE-008"));
  CHECK(fault_of_plant(described(block("topology=\"radial\" count=\"4\" reserve=\"1\"")))
            .starts_with("E-SITE-008"));
  CHECK(fault_of_plant(described(block("topology=\"2n\" count=\"3\""))) ==
        "E-SITE-008: block b is 2n with an odd number of units");
  CHECK(fault_of_plant(described(block("topology=\"radial\" count=\"0\""))).starts_with("E-VAL-008"));
}

TEST_CASE("a UPS and its battery come together, on racks or on mechanical equipment") {
  const std::string ups = " ups=\"galaxy-vxl-2x1250\"";
  const std::string battery = " battery=\"samsung-136s\"";
  CHECK(fault_of_plant(described(block("topology=\"radial\" count=\"4\"" + ups))).starts_with("E-SITE-008"));
  CHECK(fault_of_plant(described(block("topology=\"radial\" count=\"4\"" + battery)))
            .starts_with("E-SITE-008"));
  CHECK(with_plant(described(block("topology=\"radial\" count=\"4\"" + ups + battery)))
            .shell.power.blocks.at(0)
            .ups.has_value());
  CHECK(fault_of_plant(described(block("topology=\"radial\" count=\"4\"" + ups + battery, "both")))
            .starts_with("E-SITE-008"));
}

TEST_CASE("equipment is connected to voltages that it is made for") {
  SmallStudy study;
  study.plant = described("<mv-board id=\"m\" type=\"metal-clad-15-1200-25\" feed=\"F1\"/>" +
                          block("topology=\"radial\" count=\"4\" on=\"m\""));
  study.feeds = "<feed id=\"F1\" voltage=\"13.2 kV\" rating=\"20 MVA\" fault-level=\"750 MVA\"/>";
  CHECK(study.fault() ==
        "E-SITE-009: b.1.transformer takes 13.2 kV but its type unit-3000-34k5-480 is made for 34.5 kV");
  study.plant = "";
  study.feeds += "<feed id=\"F2\" voltage=\"34.5 kV\" rating=\"20 MVA\" fault-level=\"750 MVA\"/>";
  CHECK(study.fault() == "E-SITE-009: feeds of 13.2 kV and 34.5 kV come together");
  CHECK(fault_of_plant(described("<mv-board id=\"m\" type=\"metal-clad-15-1200-25\" feed=\"F1\"/>" +
                                 block("topology=\"radial\" count=\"4\" on=\"m\""))) ==
        "E-SITE-009: board m of 15 kV is fed with 34.5 kV");
}

TEST_CASE("references of the plant name what the shell has") {
  const auto board = [](const std::string& attributes) {
    return described("<mv-board id=\"m\" type=\"metal-clad-38-1200-40\" " + attributes + "/>" +
                     block("topology=\"radial\" count=\"4\" on=\"m\""));
  };
  CHECK(with_plant(board("feed=\"F1\"")).shell.power.mv_boards.at(0).feed->text() == "F1");
  CHECK(fault_of_plant(board("feed=\"F2\"")) == "E-ID-003: there is no feed \"F2\"");
  CHECK(fault_of_plant(board("feed=\"hall\"")) == "E-ID-003: there is no feed \"hall\"");
  CHECK(fault_of_plant(board("feed=\"F1\" tie=\"n\"")) == "E-ID-003: there is no switchboard \"n\"");
  CHECK(fault_of_plant(board("feed=\"F1\" tie=\"m\"")) ==
        "E-SITE-016: the tie of board m is joined to itself");
  CHECK(fault_of_plant(described(block("topology=\"radial\" count=\"4\" on=\"m\""))) ==
        "E-ID-003: there is no switchboard \"m\"");
}

TEST_CASE("a described loop has a pump and something that takes its heat, or a flange that brings both") {
  CHECK(with_plant(liquid(pumps + coolers)).shell.cooling.loops.at(0).pumps->standby == 1);
  CHECK(with_plant(liquid(flange, "offered")).shell.cooling.loops.at(0).flange->highest_return ==
        42.0 * units::degC);
  CHECK(fault_of_plant(liquid(coolers)) == "E-SITE-007: loop fws has no pump");
  CHECK(fault_of_plant(liquid(pumps)) == "E-SITE-007: loop fws has nothing that takes its heat");
  CHECK(fault_of_plant(liquid(pumps + "<coolers type=\"dry-cooler-2mw\" count=\"1\" standby=\"1\"/>")) ==
        "E-SITE-007: loop fws has no coolers but those on standby");
  CHECK(fault_of_plant(
            liquid(pumps + coolers + "<air-units type=\"liebert-ca80\" space=\"hall\" count=\"2\"/>")) ==
        "E-SITE-007: loop fws serves CDUs but has air units");
}

TEST_CASE("a flange takes back water warmer than it delivers") {
  CHECK(fault_of_plant(liquid("<flange supply=\"42 degC\" flow=\"2000 L/min\" highest-return=\"42 degC\" "
                              "pressure=\"150 kPa\"/>",
                              "offered"))
            .starts_with("E-SITE-012"));
  CHECK(fault_of_plant(liquid("<flange supply=\"30..45 degC\" flow=\"2000 L/min\" highest-return=\"42 degC\" "
                              "pressure=\"1 bar\"/>",
                              "offered"))
            .starts_with("E-SITE-012"));
  CHECK(
      with_plant(
          liquid(
              "<flange supply=\"unknown\" flow=\"unknown\" highest-return=\"42 degC\" pressure=\"unknown\"/>",
              "offered"))
          .shell.cooling.loops.at(0)
          .flange->flow.is_unknown());
}

TEST_CASE("a flange says what it delivers without a part behind it, and what it leaves out stays") {
  const auto water = [](const std::string& states) {
    return liquid(
        "<flange supply=\"30 degC\" flow=\"2000 L/min\" highest-return=\"42 degC\" "
        "pressure=\"150 kPa\">" +
            states + "</flange>",
        "offered");
  };
  const auto study = with_plant(water(
      "<in loss-of=\"chiller cooler\" supply=\"35 degC\" heat=\"800 kW\"/><in loss-of=\"utility\" flow=\"0 "
      "L/min\"/>"));
  const auto& flange = *study.shell.cooling.loops.at(0).flange;
  REQUIRE(flange.without(Part::cooler) != nullptr);
  CHECK(flange.without(Part::pump) == nullptr);
  const auto then = flange.in(*flange.without(Part::cooler));
  CHECK(then.supply.value().in(units::degC) == Approx(35.0));
  CHECK(then.heat->value().in(units::kW_heat) == Approx(800.0));
  CHECK(then.flow.value().in(units::L_per_min) == Approx(2000.0));
  CHECK(flange.in(*flange.without(Part::utility)).flow.value().in_si() == 0.0);
  CHECK(fault_of_plant(water("<in loss-of=\"chiller\" supply=\"43 degC\"/>")) ==
        "E-SITE-012: the flange of loop fws takes back no water warmer than it delivers without its chiller");
  CHECK(fault_of_plant(water("<in loss-of=\"chiller\"/><in loss-of=\"pump chiller\"/>")) ==
        "E-SITE-018: the flange of loop fws says twice what is left without a chiller");
  CHECK(fault_of_plant(water("<in loss-of=\"cdu\"/>")).substr(0, 9) == "E-VAL-009");
  CHECK(fault_of_plant(water("<in loss-of=\"chiller\" flow=\"nan L/min\"/>")).substr(0, 6) == "E-VAL-");
}

TEST_CASE("what is said of cooling must match what stands in it") {
  CHECK(fault_of_plant("<cooling liquid=\"described\" air=\"unknown\"/>").starts_with("E-SITE-006"));
  CHECK(fault_of_plant("<cooling liquid=\"unknown\" air=\"offered\"/>").starts_with("E-SITE-006"));
  CHECK(fault_of_plant(liquid(pumps + coolers, "to-be-built")).starts_with("E-SITE-006"));
  CHECK(fault_of_plant(liquid(pumps + coolers, "unknown")).starts_with("E-SITE-006"));
}

TEST_CASE("air units and evaporative walls stand in white space that there is") {
  const auto walls = [](const std::string& space) {
    return "<cooling liquid=\"unknown\" air=\"described\"><evaporative-walls type=\"evaporative-wall-20\" "
           "space=\"" +
           space + "\" count=\"2\"/></cooling>";
  };
  CHECK(with_plant(walls("hall")).shell.cooling.evaporative_walls.at(0).count == 2);
  CHECK(fault_of_plant(walls("attic")) == "E-ID-003: there is no space \"attic\"");
  SmallStudy study;
  study.plant = walls("grey");
  study.more_spaces =
      "<space id=\"grey\" use=\"grey\" clear-height=\"4 m\" x=\"30 m\" y=\"0 m\" width=\"5 m\" depth=\"5 "
      "m\">" +
      std::string(SmallStudy::slab) + "</space>";
  CHECK(study.fault() == "E-SITE-013: evaporative walls cannot stand in space grey");
}
