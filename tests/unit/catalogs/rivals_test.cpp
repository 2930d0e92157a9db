#include "tests/unit/catalogs/catalog_faults.hpp"

using namespace shellfit;
using namespace shellfit::catalogs;

namespace {

std::string coolant(const std::string& source, const std::string& flow) {
  return "<coolant source=\"" + source + "\" kind=\"secondary\"><point supply=\"30 degC\" flow=\"" + flow +
         "\" drop=\"20 kPa\"/><point supply=\"40 degC\" flow=\"150 L/min\" drop=\"60 kPa\"/></coolant>\n";
}

}  // namespace

TEST_CASE("an impossible rival is refused as an impossible choice is, where it stands") {
  const auto faults = faults_of("rack", "gb300-nvl72", figure("mass", "1360 kg") + figure("mass", "3000 kg"));
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].code == "E-CAT-004");
  CHECK(faults[0].message == "3 t in the 1.433 m3 of gb300-nvl72 would be 2094 kg/m3");
  CHECK(faults[0].where.line() == 4);
  CHECK(faults[0].hint == "a rival claim to mass, by me; rivals must be possible too");
}

TEST_CASE("what one source claims is judged together, not each figure among those of others") {
  // 110 and 120 kW are a TDP and a peak; 120 kW beside the 142 kW of another source would be none.
  CHECK(messages("rack", "gb300-nvl72",
                 figure("tdp", "142 kW") + figure("tdp", "110 kW", "you") + figure("peak", "155 kW") +
                     figure("peak", "120 kW", "you"))
            .empty());
  const auto faults = faults_of("rack", "gb300-nvl72",
                                figure("tdp", "142 kW") + figure("tdp", "110 kW", "you") +
                                    figure("idle", "40 kW") + figure("idle", "115 kW", "you"));
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].message == "gb300-nvl72 draws more idle than at its TDP");
  CHECK(faults[0].where.line() == 6);
  CHECK(faults[0].hint == "rival claims to tdp, idle, by you, taken together; rivals must be possible too");
}

TEST_CASE(
    "a page that gives an NVL72 3,000 kg and 2.4 MW is refused, the claims of others beside it or not") {
  const auto texts = messages("rack", "gb200-nvl72",
                              figure("mass", "1360 kg") + figure("mass", "3000 kg", "you") +
                                  figure("tdp", "132 kW") + figure("tdp", "2.4 MW", "you") +
                                  figure("peak", "192 kW") + figure("peak", "2.4 MW", "you"));
  CHECK(holds(texts, "E-CAT-004: 3 t in the 1.433 m3 of gb200-nvl72 would be 2094 kg/m3"));
  CHECK(holds(texts, "E-CAT-004: 2.4 MW in the box of gb200-nvl72 would be 1.675 MW in a cubic metre"));
  CHECK(holds(texts,
              "E-CAT-005: the 8 power supplies of gb200-nvl72 draw 270.8 kW at most, and its TDP is 2.4 MW"));
}

TEST_CASE("a source that claims a figure twice is judged with each claim") {
  const auto faults =
      faults_of("rack", "gb300-nvl72",
                figure("mass", "1360 kg", "you") + figure("mass", "1400 kg") + figure("mass", "3000 kg"));
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].where.line() == 5);
}

TEST_CASE("a rival coolant curve carries the heat that its own source names") {
  const auto power = figure("gpu-tdp", "unknown") + figure("tdp", "142 kW") + figure("liquid-share", "85 %");
  // 51 kW in 15 L/min of water leave 48 K warmer, 120.7 kW 114 K.
  CHECK(
      messages("rack", "gb300-nvl72",
               power + figure("tdp", "60 kW", "you") + coolant("me", "71 L/min") + coolant("you", "15 L/min"))
          .empty());
  const auto faults =
      faults_of("rack", "gb300-nvl72", power + coolant("me", "71 L/min") + coolant("you", "15 L/min"));
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].code == "E-CAT-003");
  CHECK(faults[0].where.line() == 7);
  CHECK(faults[0].hint == "a rival claim to coolant, by you; rivals must be possible too");
}

TEST_CASE("a claim of unknown contradicts nothing") {
  CHECK(messages("rack", "gb300-nvl72",
                 figure("idle", "40 kW") + figure("idle", "unknown", "you") + figure("tdp", "142 kW"))
            .empty());
}

TEST_CASE("a figure that a built-in rival contradicts is at fault where it stands") {
  // 72 x 1.7 kW is above the 120 kW of NVIDIA's user guide and below the 132 kW that count.
  const auto faults = faults_of("rack", "gb200-nvl72", figure("gpu-tdp", "1.7 kW"));
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].where.file() == "mine.xml");
  CHECK(faults[0].where.line() == 3);
  CHECK(faults[0].hint == "a rival claim to tdp, by nv-gb200-ug; rivals must be possible too");
}
