#include "studies/outlet_capacity.hpp"

#include "studies/devices.hpp"
#include "studies/fit_out.hpp"
#include "studies/power_assembly.hpp"
#include "tests/unit/site/small_study.hpp"

using namespace shellfit;
using namespace shellfit::studies;

namespace {

/// 34.5 kV, a station of 5 MVA, and pads on a medium-voltage board at 13.2 kV.
struct Substation : site::SmallStudy {
  Substation() { write(""); }
  void write(const std::string& presence) {
    catalog =
        "<catalog><source id=\"plate\" title=\"nameplate\"/>"
        "<transformer id=\"station\" name=\"Station 5 MVA\">"
        "<width value=\"3 m\" source=\"plate\" kind=\"primary\"/>"
        "<depth value=\"3 m\" source=\"plate\" kind=\"primary\"/>"
        "<height value=\"3 m\" source=\"plate\" kind=\"primary\"/>"
        "<mass value=\"9 t\" source=\"plate\" kind=\"primary\"/>"
        "<rating value=\"5 MVA\" source=\"plate\" kind=\"primary\"/>"
        "<primary value=\"34.5 kV\" source=\"plate\" kind=\"primary\"/>"
        "<secondary value=\"13.2 kV\" source=\"plate\" kind=\"primary\"/>"
        "<impedance value=\"6 %\" source=\"plate\" kind=\"primary\"/>"
        "<x-over-r value=\"10\" source=\"plate\" kind=\"primary\"/>"
        "<no-load-loss value=\"5 kW\" source=\"plate\" kind=\"primary\"/>"
        "</transformer></catalog>";
    plant =
        "<power is=\"described\"><mv-board id=\"in\" type=\"metal-clad-38-1200-40\" feed=\"F1\"/>"
        "<mv-board id=\"sub\" type=\"metal-clad-15-1200-40\"/>"
        "<mv-board id=\"far\" type=\"metal-clad-15-1200-40\" tie=\"sub\"/>"
        "<transformer id=\"T\" type=\"station\" from=\"in\" to=\"sub\" " +
        presence +
        "/><block id=\"pad\" topology=\"radial\" serves=\"both\" count=\"4\" "
        "transformer=\"padmount-2500-13k2-415\" board=\"switchboard-4000-65\" on=\"sub\"/></power>";
  }
};

Plan plan_of(const site::Study& study, Mode mode) {
  auto racks = hosting_order(study);
  std::vector<site::SpaceId> spaces(racks.size(), site::SpaceId("hall"));
  return make_plan(study, std::move(racks), std::move(spaces), mode, {});
}

double volts_at(const site::Study& study, const Plan& plan, const std::string& board) {
  const auto voltages = board_voltages(study, plan.power);
  const auto place = site::index_of(plan.power.one_line.boards).at(site::BoardId(board));
  return voltages[static_cast<std::size_t>(place)].value().in(units::V);
}

}  // namespace

TEST_CASE(
    "a medium-voltage board behind a transformer stands at its secondary voltage, and so does its tie") {
  const auto study = Substation().good();
  const auto plan = plan_of(study, Mode::as_is);
  CHECK(volts_at(study, plan, "in") == Approx(34500.0));
  CHECK(volts_at(study, plan, "sub") == Approx(13200.0));
  CHECK(volts_at(study, plan, "far") == Approx(13200.0));
  CHECK(volts_at(study, plan, "pad.1.board") == Approx(415.0));
}

TEST_CASE("outlets behind a station share what its transformer carries") {
  const auto study = Substation().good();
  const auto capacities = outlet_capacities(study, plan_of(study, Mode::as_is).power);
  REQUIRE(capacities.size() == 4);
  CHECK(capacities.front().apparent.in(units::MVA) == Approx(5.0 / 4.0));
}

TEST_CASE("without the transformer that is to be built its boards are dead at the voltage it will bring") {
  Substation small;
  small.write("is=\"to-be-built\"");
  const auto study = small.good();
  const auto plan = plan_of(study, Mode::as_is);
  CHECK(plan.power.one_line.transformers.size() == 4);
  CHECK(volts_at(study, plan, "sub") == Approx(13200.0));
  CHECK(volts_at(study, plan, "pad.1.board") == Approx(415.0));
  // A network can be made of it.
  const auto power = assemble_power(study, plan, list_devices(study, plan), Spots(layout::Layout{}));
  CHECK(power.network.transformers.size() == 4);
}

TEST_CASE("what the fit-out adds stands on the boards that its transformers are made for") {
  Substation small;
  small.basis =
      "<fit-out><block id=\"more\" topology=\"radial\" serves=\"racks\" count=\"4\" "
      "transformer=\"unit-3000-34k5-480\" board=\"switchboard-4000-65\"/></fit-out>";
  small.lines = "<line id=\"a\" rack=\"gb300-nvl72\" racks=\"60\"/>";
  const auto study = small.good();
  const auto plan = plan_of(study, Mode::with_fit_out);
  int added = 0;
  for (const auto& one : plan.power.one_line.transformers) {
    if (one.is_installed) continue;
    ++added;
    CHECK(one.from.value().text() == "in");
  }
  CHECK(added > 0);
}
