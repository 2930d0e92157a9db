#include "studies/switched_state.hpp"

#include "studies/fit_out.hpp"
#include "studies/switching_account.hpp"
#include "studies/weather.hpp"
#include "tests/unit/site/small_study.hpp"

#include <algorithm>

using namespace shellfit;
using namespace shellfit::studies;

namespace {

constexpr auto transformer = "type=\"unit-3000-34k5-480\"";
constexpr auto board = "type=\"switchboard-4000-65\"";

/// Installed plant at 34.5 kV and 480 V, of a study with what the basis wants survived.
struct Hall {
  Hall(const std::string& plant, const std::string& survive) : study(read(plant, survive)) {
    auto racks = hosting_order(study);
    std::vector<site::SpaceId> spaces(racks.size(), site::SpaceId("hall"));
    evaluation.plan = make_plan(study, std::move(racks), std::move(spaces), Mode::as_is, {});
    evaluation.devices = list_devices(study, evaluation.plan);
    accounts = account_of_outages(study, evaluation);
  }
  static site::Study read(const std::string& plant, const std::string& survive) {
    site::SmallStudy small;
    small.feeds += "<feed id=\"F2\" voltage=\"34.5 kV\" rating=\"20 MVA\" fault-level=\"750 MVA\"/>";
    small.plant =
        "<power is=\"described\"><mv-board id=\"mv\" type=\"metal-clad-38-1200-40\" feed=\"F1\"/>"
        "<mv-board id=\"mv2\" type=\"metal-clad-38-1200-40\" feed=\"F2\"/>" +
        plant + "</power>";
    small.basis = survive;
    return small.good();
  }
  [[nodiscard]] const SwitchingAccount& of(const std::string& id) const {
    const auto found =
        std::find_if(accounts.begin(), accounts.end(), [&](const auto& one) { return one.id == id; });
    INFO(id);
    REQUIRE(found != accounts.end());
    return *found;
  }
  [[nodiscard]] std::vector<std::string> ids() const {
    std::vector<std::string> names;
    for (const auto& one : accounts) names.push_back(one.id);
    return names;
  }
  site::Study study;
  Evaluation evaluation;
  std::vector<SwitchingAccount> accounts;
};

std::string unit(const std::string& name, const std::string& from) {
  return "<transformer id=\"t." + name + "\" " + transformer + " from=\"" + from + "\" to=\"" + name +
         "\"/><board id=\"" + name + "\" " + board;
}
std::string lost(const std::string& parts) { return "<survive loss-of=\"" + parts + "\"/>"; }

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a tie that feeds one of two coupled boards feeds nothing back through the other's transformer") {
  const Hall hall(unit("b1", "mv") + " tie=\"x\"/>" + unit("b2", "mv") + "/>" + unit("x", "mv2") +
                      "/><board id=\"common\"/><breaker id=\"c1\" from=\"b1\" to=\"common\"/>"
                      "<breaker id=\"c2\" from=\"b2\" to=\"common\"/><outlet id=\"o\" a=\"common\"/>",
                  lost("feed"));
  const auto& account = hall.of("out:F1");
  // All but the board of the feed that is lost are live again.
  CHECK(account.dark_boards == Names{"mv"});
  REQUIRE(account.steps.size() == 2);
  CHECK(account.steps[1].what == "transfer/b1");
  CHECK(account.steps[1].opens == Names{"q/t.b1/lv", "q/t.b2/lv"});
}

TEST_CASE("an automatic switch opens all else that feeds its board before it takes over") {
  const Hall hall(unit("b1", "mv") + "/>" + unit("x", "mv2") + "/><board id=\"load\" from=\"b1\"/>" +
                      "<board id=\"spare\" from=\"b1\"/>"
                      "<transfer-switch id=\"ats\" kind=\"automatic\" from=\"spare x\" to=\"load\"/>"
                      "<outlet id=\"o\" a=\"load\"/>",
                  lost("transformer"));
  const auto& account = hall.of("out:t.b1");
  CHECK(account.dark_boards == Names{"b1", "spare"});
  REQUIRE(account.steps.size() == 2);
  CHECK(account.steps[1].opens == Names{"q/load/from", "ats/1"});
  CHECK(account.dark_racks.empty());
}

TEST_CASE("a tie does not feed a board that is faulted or in maintenance, and says why it stays") {
  const Hall hall(unit("b1", "mv") + " tie=\"x\"/>" + unit("x", "mv2") + "/><outlet id=\"o\" a=\"b1\"/>",
                  "<survive loss-of=\"board\" by-maintenance=\"yes\"/>");
  for (const auto* id : {"out:b1", "maint:b1"}) {
    const auto& account = hall.of(id);
    REQUIRE(account.steps.size() == 2);
    CHECK(account.steps[1].kind == SwitchingStep::Kind::stays);
    CHECK(account.steps[1].reason == "what it watches is itself out");
    CHECK(account.dark_boards == Names{"b1"});
    CHECK(account.dark_racks.size() == 8);
  }
}

namespace {

/// A UPS with battery behind a transformer and a generator; a static switch between it and a second unit.
std::string backed(const std::string& more = {}) {
  return unit("b1", "mv") +
         "/><generator id=\"g1\" type=\"cat-c175-16-3000\" on=\"b1\"/><board id=\"out\"/>"
         "<ups id=\"u1\" type=\"galaxy-vxl-2x1250\" battery=\"samsung-136s\" autonomy=\"5 min\" from=\"b1\" "
         "to=\"out\"/>" +
         unit("x", "mv2") +
         "/><generator id=\"gx\" type=\"cat-c175-16-3000\" on=\"x\"/><board id=\"rack\"/>"
         "<transfer-switch id=\"sts\" kind=\"static\" from=\"out x\" to=\"rack\"/><outlet id=\"o\" "
         "a=\"rack\"/>" +
         more;
}

}  // namespace

TEST_CASE("generators start before a static switch looks, so that a UPS keeps its load") {
  const Hall hall(backed(), lost("utility generator battery"));
  const auto& utility = hall.of("out:utility");
  CHECK(utility.dark_boards == Names{"mv", "mv2"});
  REQUIRE(utility.steps.size() == 3);
  CHECK(utility.steps[1].what == "start/b1");
  CHECK(utility.steps[1].opens == Names{"q/t.b1/lv"});
  CHECK(utility.steps[2].what == "start/x");
  // One set that does not start: the static switch goes to the other unit.
  const auto& failed = hall.of("out:utility+out:g1");
  CHECK(failed.dark_boards == Names{"mv", "mv2", "b1", "out"});
  CHECK(failed.steps.back().what == "start/b1");
  CHECK(failed.steps.back().kind == SwitchingStep::Kind::stays);
  CHECK(failed.steps[failed.steps.size() - 2].what == "sts/2");
}

TEST_CASE("a UPS without its battery drops its load when its input is dead for a moment, and else not") {
  const Hall hall(backed(), lost("utility battery") +
                                "<survive loss-of=\"transformer\" during-maintenance-of=\"battery\"/>");
  const auto& account = hall.of("out:utility+out:u1.battery");
  CHECK(account.dark_boards == Names{"mv", "mv2", "out"});  // b1 lives on its generator
  CHECK(account.dark_racks.empty());
  // The UPS of a unit that keeps its supply goes on.
  CHECK(hall.of("out:t.x+maint:u1.battery").dark_boards.empty());
  CHECK(hall.of("out:t.b1+maint:u1.battery").dark_boards == Names{"out"});
}

TEST_CASE("breakers and transfer switches are parts of their own") {
  const Hall hall(backed(), lost("breaker transfer-switch"));
  // A fault in the breaker between the transformer and its board takes out both; what hangs on it moves.
  const auto& incomer = hall.of("out:q/t.b1/lv");
  CHECK(incomer.steps[0].opens == Names{"q/t.b1/hv", "q/u1/in"});
  CHECK(incomer.steps[0].dark == Names{"b1", "t.b1/hv", "t.b1/lv"});
  CHECK(incomer.dark_boards == Names{"b1", "out"});
  CHECK(incomer.dark_racks.empty());
  const auto& sts = hall.of("out:sts");
  CHECK(sts.dark_boards == Names{"rack"});
  CHECK(sts.dark_racks.size() == 8);
}

TEST_CASE("a fault meets maintenance where the basis asks for it, each pair of different parts once") {
  const Hall hall(unit("b1", "mv") + "/>" + unit("b2", "mv2") + "/><outlet id=\"o\" a=\"b1\" b=\"b2\"/>",
                  "<survive loss-of=\"transformer\" during-maintenance-of=\"transformer feed\"/>");
  CHECK(hall.ids() == Names{"normal", "out:t.b1", "out:t.b2", "out:t.b2+maint:t.b1", "out:t.b1+maint:t.b2",
                            "out:t.b1+maint:F1", "out:t.b2+maint:F1", "out:t.b1+maint:F2",
                            "out:t.b2+maint:F2"});
  CHECK(hall.of("out:t.b1").dark_racks.empty());
  CHECK(hall.of("out:t.b1").one_feed_racks.size() == 8);
  CHECK(hall.of("out:t.b1+maint:t.b2").dark_racks.size() == 8);
  CHECK(hall.of("out:t.b1+maint:F1").dark_racks.empty());
}

TEST_CASE("an outage is told in the order in which it happens") {
  const Hall hall(unit("b1", "mv") + " tie=\"x\"/>" + unit("x", "mv2") + "/><outlet id=\"o\" a=\"b1\"/>",
                  lost("transformer"));
  CHECK(describe_switching(hall.of("out:t.b1")) ==
        "out:t.b1\n"
        "  transformer t.b1 is lost; opens q/t.b1/hv, q/t.b1/lv; takes out t.b1/hv, t.b1/lv\n"
        "  transfer/b1 acts: closes tie/b1/x\n"
        "  in the end: nothing is dark\n");
  CHECK(summarize_switching(hall.of("out:t.b1")) ==
        "out:t.b1: 1 transfer; 0 boards and 0 racks dark, 0 on one feed");
  CHECK(describe_switching(hall.of("normal")) == "normal\n  in the end: nothing is dark\n");
}
