#include "studies/verdict_notes.hpp"

#include "studies/states.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace shellfit::studies {

namespace {

void add_once(std::vector<std::string>& list, const std::string& text) {
  if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(text);
}

class NotesWriter {
 public:
  NotesWriter(const site::Study& study, const Evaluation& whole, Verdict& verdict)
      : study_(study), whole_(whole), verdict_(verdict) {}

  void write() {
    list_additions();
    list_assumptions();
    list_questions();
    list_notes();
  }

 private:
  void list_additions() {
    std::map<std::pair<std::string, std::string>, int> counts;
    for (const auto& item : whole_.placement.plant)
      ++counts[{std::string(layout::kind_word(item.kind)), item.type}];
    // Equipment without a published size is added as well, though nothing could be placed.
    for (const auto& device : whole_.devices) {
      const bool is_counted =
          std::any_of(whole_.placement.plant.begin(), whole_.placement.plant.end(),
                      [&](const layout::Item& item) { return item.id.text() == device.id; });
      if (!device.is_installed && !is_counted) ++counts[{"unplaced", device.type}];
    }
    for (const auto& [key, count] : counts) verdict_.additions.push_back({key.first, key.second, count});
  }

  void list_assumptions() {
    auto& list = verdict_.assumptions;
    std::set<std::string> weak;
    for (const auto* checks : {&verdict_.with_fit_out.checks, &verdict_.as_is.checks}) {
      for (const auto& check : *checks) weak.insert(check.weak.begin(), check.weak.end());
    }
    list.assign(weak.begin(), weak.end());
    for (const auto& line : study_.deployment.lines) {
      for (const auto& support : line.support) {
        if (support.tdp)
          add_once(list, fmt::format("{}: {} a rack, in place of the catalog's {} ({})", support.id.text(),
                                     to_text(*support.tdp),
                                     to_text(study_.catalog.get(support.rack).tdp.claim().value),
                                     support.source.empty() ? "no source given" : support.source));
      }
      if (line.cap_on_feed_loss)
        add_once(list, fmt::format("{}: racks may be capped to {} when one of their feeds is lost",
                                   line.id.text(), to_text(*line.cap_on_feed_loss)));
    }
    if (!study_.shell.site.climate.source.empty())
      add_once(list, "climate: " + study_.shell.site.climate.source);
    if (study_.shell.power.is != site::SystemState::unknown)
      add_once(list,
               "as is, the feeders from boards to racks are taken as the tenant's own and are not judged");
    const bool has_two_feeds =
        std::any_of(whole_.plan.power.one_line.outlets.begin(), whole_.plan.power.one_line.outlets.end(),
                    [](const site::Outlet& one) { return one.serves != site::Serves::mechanical && one.b; });
    for (const auto& line : study_.deployment.lines) {
      if (line.backing == site::Backing::none)
        add_once(list, fmt::format("{}: racks may go when the utility is lost", line.id.text()));
    }
    for (const auto& survive : study_.basis.survive) {
      if (!survive.lines.empty() || survive.cooling != site::CoolingClass::any)
        add_once(
            list,
            "racks that need not survive an outage are taken as shut down in it: what trips or sheds them is "
            "not judged");
    }
    if (has_two_feeds) add_once(list, "each rack's power supplies are spread evenly over its two feeds");
    for (const auto& note : study_.shell.site.climate.notes) add_once(list, "climate: " + note);
    for (const auto& used : study_.defaults)
      add_once(list, fmt::format("{} {} = {}: {} ({})", used.element, used.field, used.value, used.meaning,
                                 used.origin.empty() ? "default" : used.origin));
  }

  void list_questions() {
    for (const auto* checks : {&verdict_.with_fit_out.checks, &verdict_.as_is.checks}) {
      for (const auto& check : *checks) {
        if (check.status == Status::unknown && !check.reason.empty())
          add_once(verdict_.questions, check.reason);
      }
    }
  }

  void list_notes() {
    for (const auto& feed : study_.shell.feeds) {
      if (feed.service == site::Feed::Service::interruptible)
        verdict_.notes.push_back(
            fmt::format("feed {} is interruptible: the utility may switch it off", feed.id.text()));
    }
    const bool has_liquid = std::any_of(whole_.plan.racks.begin(), whole_.plan.racks.end(),
                                        [](const HostedRack& rack) { return rack.liquid.in_si() > 0.0; });
    for (const auto& loop : study_.shell.cooling.loops) {
      const auto* offer = loop.offer();
      if (offer == nullptr || offer->supply.is_unknown() || loop.serves != site::LoopServes::liquid ||
          !has_liquid)
        continue;
      const auto supply = *offer->supply.high;
      const auto dew = study_.basis.air.dew_point_highest;
      if (supply < dew + study_.basis.liquid.dew_point_margin) {
        verdict_.notes.push_back(
            fmt::format("water of {} at {} lies below the hall's dew point of up to {}: insulate it, and mix "
                        "before the CDUs",
                        loop.id.text(), to_text(supply), to_text(dew)));
      }
      constexpr double wasteful_k = 10.0;
      if ((study_.basis.liquid.facility_supply - supply).in_si() > wasteful_k) {
        verdict_.notes.push_back(
            fmt::format("water of {} at {} wastes a warm-water class: the CDUs would take {}, which needs no "
                        "chiller in most hours",
                        loop.id.text(), to_text(supply), to_text(study_.basis.liquid.facility_supply)));
      }
    }
    for (const auto& change : study_.basis.rules.unused)
      verdict_.notes.push_back("the basis changes the figure of rule " + change);
    const auto& air = study_.basis.air;
    if (whole_.plan.cooling.air_loop && air.water_supply < air.dew_point_highest)
      verdict_.notes.push_back(
          fmt::format("coils of air units at {} dry air whose dew point is up to {}: they need drains, their "
                      "pipes insulation",
                      to_text(air.water_supply), to_text(air.dew_point_highest)));
    if (std::any_of(whole_.devices.begin(), whole_.devices.end(),
                    [](const Device& device) { return device.is_installed; }))
      verdict_.notes.emplace_back(
          "plant that is there takes no floor on the plan: draw keep-outs where it stands");
    if (study_.basis.survive.empty())
      verdict_.notes.emplace_back("the basis asks for no outage to be survived: none was judged");
    note_unasked_outages(whole_.plan);
    note_unused_statements();
    for (const auto& space : study_.shell.spaces) {
      if (space.use == site::Space::Use::white && space.doors.empty())
        verdict_.notes.push_back(
            fmt::format("{} names no door: the way in of racks was not judged", space.id.text()));
    }
    const auto& site = study_.shell.site;
    constexpr double thin_air_m = 1000.0;
    const bool has_cold = !site.climate.cold.is_unknown() && *site.climate.cold.low < 0.0 * units::degC;
    std::string not_judged =
        "heat of transformers, UPS and batteries in electrical rooms; what motors add to fault levels; "
        "egress, fire separation, working space "
        "around installed plant, and the way of racks beyond the doors; cable reach; harmonics and swings";
    if (!study_.basis.ride_through) not_judged += "; the seconds after cooling stops";
    if (!asks_for_make_up()) not_judged += "; loss of make-up water";
    if (!whole_.plan.power.one_line.cables.empty())
      not_judged += "; what a fault's energy does to cables, and whether their breakers protect them";
    if (has_cold) not_judged += "; freezing of water outdoors";
    for (const auto* loop : {&whole_.plan.cooling.liquid_loop, &whole_.plan.cooling.air_loop}) {
      if (*loop && (*loop)->piping.offered)
        not_judged += fmt::format(
            "; static pressure, suction and expansion of {}, which a landlord's water fills", (*loop)->id);
    }
    if (!site.elevation.is_unknown() && site.elevation.high->in_si() > thin_air_m)
      not_judged += "; derating of transformers, switchgear and UPS above 1000 m";
    verdict_.notes.push_back("not judged in this version: " + not_judged);
  }

  bool asks_for_make_up() const {
    return std::any_of(study_.basis.survive.begin(), study_.basis.survive.end(), [](const auto& survive) {
      return std::find(survive.parts.begin(), survive.parts.end(), site::Part::make_up_water) !=
             survive.parts.end();
    });
  }

  /// Outages of the basis that concern none of the racks.
  void note_unasked_outages(const Plan& plan) {
    for (const auto& survive : study_.basis.survive) {
      const bool is_asked = std::any_of(plan.racks.begin(), plan.racks.end(), [&](const HostedRack& rack) {
        return is_for(survive, study_, rack);
      });
      if (is_asked) continue;
      std::string parts;
      for (const auto part : survive.parts)
        parts += (parts.empty() ? "" : ", ") + std::string(site::part_word(part));
      verdict_.notes.push_back(
          fmt::format("nothing hosted must survive the loss of {}: it was not judged", parts));
    }
  }

  /// What a landlord says of outages that nothing asks to survive.
  void note_unused_statements() {
    const auto note = [&](const std::string& where, const std::vector<site::Part>& parts) {
      for (const auto part : parts) {
        const bool is_used =
            std::any_of(study_.basis.survive.begin(), study_.basis.survive.end(), [&](const auto& survive) {
              return std::find(survive.parts.begin(), survive.parts.end(), part) != survive.parts.end();
            });
        if (!is_used && !is_backing_asked(part))
          add_once(verdict_.notes,
                   fmt::format("what {} delivers without its {} was not judged: the basis does not ask to "
                               "survive that",
                               where, site::part_word(part)));
      }
    };
    for (const auto& offer : study_.shell.power.offers) {
      for (const auto& state : offer.states) note(offer.id.text(), state.parts);
    }
    for (const auto& loop : study_.shell.cooling.loops) {
      const auto* water = loop.offer();
      if (water == nullptr) continue;
      for (const auto& state : water->states) note(loop.id.text(), state.parts);
    }
  }
  /// Lines that name their backing survive the utility whatever the basis says.
  bool is_backing_asked(site::Part part) const {
    return part == site::Part::utility &&
           std::any_of(study_.deployment.lines.begin(), study_.deployment.lines.end(),
                       [](const auto& line) { return line.backing && *line.backing != site::Backing::none; });
  }

  const site::Study& study_;
  const Evaluation& whole_;
  Verdict& verdict_;
};

}  // namespace

void write_notes(const site::Study& study, const Evaluation& whole, Verdict& verdict) {
  NotesWriter(study, whole, verdict).write();
}

}  // namespace shellfit::studies
