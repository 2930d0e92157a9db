#include "site/plant_text.hpp"

#include "base/run_context.hpp"
#include "base/stage.hpp"
#include "studies/cooling_templates.hpp"
#include "studies/verdict.hpp"
#include "tests/unit/studies/plans.hpp"
#include "tests/unit/temporary_folder.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

using namespace shellfit;
using namespace shellfit::studies;

namespace {

std::string text_of_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The example read again with this cooling in the place of its own.
site::Study with_cooling(const std::string& name, const std::string& cooling) {
  const TemporaryFolder folder;
  const std::filesystem::path from(std::string(SHELLFIT_SOURCE_DIR "/examples/") + name);
  for (const auto& file : std::filesystem::directory_iterator(from)) {
    auto text = text_of_file(file.path());
    if (file.path().filename() == "shell.xml") {
      const auto begin = text.rfind("  <cooling");
      const auto end = text.rfind("</shell>");
      REQUIRE(begin != std::string::npos);
      text.replace(begin, end - begin, cooling);
    }
    folder.write(file.path().filename().string(), text);
  }
  auto study = site::load_study(folder.path() / "study.xml");
  INFO(cooling);
  if (!study) FAIL(render(study.error().front(), false));
  return std::move(*study);
}

Evaluation evaluated(const site::Study& study, Mode mode) {
  StageStore store;
  const RunContext context{store, nullptr, {}, 2};
  return evaluate(context, study, hosting_order(study), mode);
}

void expect_same(const Evaluation& one, const Evaluation& other) {
  REQUIRE(one.checks.size() == other.checks.size());
  for (std::size_t i = 0; i < one.checks.size(); ++i) {
    const auto& a = one.checks[i];
    const auto& b = other.checks[i];
    INFO(a.id() << " and " << b.id());
    CHECK(a.id() == b.id());
    CHECK(a.status == b.status);
    CHECK(a.state == b.state);
    REQUIRE(a.margin.has_value() == b.margin.has_value());
    if (a.margin) CHECK(*a.margin == Approx(*b.margin).epsilon(1e-9).margin(1e-9));
  }
}

}  // namespace

TEST_CASE("the cooling of each example reads back from its text to the same answer") {
  for (const char* name : {"hall-12mw", "mining-10mw", "laboratory"}) {
    const auto study = example(name);
    for (const auto mode : {Mode::with_fit_out, Mode::as_is}) {
      INFO(name);
      const auto given = evaluated(study, mode);
      const auto text = site::cooling_text(described_cooling(study, given.plan.cooling));
      const auto again = with_cooling(name, text);
      const auto same = evaluated(again, mode);
      expect_same(given, same);
      // Written a second time it is the same text.
      CHECK(site::cooling_text(described_cooling(again, same.plan.cooling)) == text);
    }
  }
}

TEST_CASE("a decoupler and dedicated CDUs read back to the same answer") {
  for (auto study : {decoupled_hall(), hall_of_dedicated_cdus()}) {
    const auto given = evaluated(study, Mode::with_fit_out);
    const auto text = site::cooling_text(described_cooling(study, given.plan.cooling));
    study.shell.cooling = with_cooling("hall-12mw", text).shell.cooling;
    expect_same(given, evaluated(study, Mode::with_fit_out));
  }
}

TEST_CASE("figures are written to their last digit") {
  site::CoolingSystem cooling;
  site::CoolingLoop loop;
  loop.id = site::LoopId("w");
  auto& offered = loop.piping.offered.emplace();
  offered.id = site::ElementId("w.flange");
  offered.water.supply = Uncertain<Temperature>(6.7 * units::degC);
  offered.water.flow = Uncertain<VolumeFlow>(VolumeFlow::from_si(0.123456789012), VolumeFlow::from_si(0.14));
  offered.water.highest_return = Temperature::from_si(286.150000000001);
  cooling.loops = {loop};
  const auto text = site::cooling_text(cooling);
  INFO(text);
  CHECK(text.find("supply=\"6.7 degC\"") != std::string::npos);
  CHECK(text.find("flow=\"123.456789012..140 L/s\"") != std::string::npos);
  CHECK(text.find("highest-return=\"13.00000000000") != std::string::npos);
  CHECK(text.find("pressure=\"unknown\"") != std::string::npos);
}
