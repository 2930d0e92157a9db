#include "base/assertion.hpp"
#include "studies/check.hpp"

#include <algorithm>
#include <array>

namespace shellfit::studies {

namespace {

using enum CheckKind;

// clang-format off
constexpr std::array kinds{
    CheckKindInfo{hosting_space, "hosting-space", "space", "racks that find a place", "racks", Sense::at_most, "demand",
                  "racks asked for <= racks placed",
                  "layout rules of the basis", "Give more white space, shorter aisles, or ask for fewer racks.", true},
    CheckKindInfo{pod_hall, "pod-hall", "space", "scalable units that stand whole in one hall", "units", Sense::at_most, "demand",
                  "scalable units of several racks <= those whose racks all stand in one hall",
                  "a unit's racks share switches and a coolant header, which do not pass from hall to hall", "Give halls that take whole units, smaller units, or name the halls of each line.", true},
    CheckKindInfo{equipment_space, "equipment-space", "space", "plant that finds a place", "items", Sense::at_most, "demand",
                  "items the fit-out adds <= items placed",
                  "layout rules of the basis", "Give more grey space or yard, or other equipment.", true},
    CheckKindInfo{aisle, "aisle", "space", "clear aisle in front of and behind racks", "m", Sense::at_least, "capacity",
                  "narrowest clear width found by the layout checker >= least width of the basis",
                  "rules of the basis: least aisles", "Move rows apart: wider cold-aisle or hot-aisle in the basis.", true},
    CheckKindInfo{door, "door", "space", "largest rack through the largest door", "m", Sense::at_most, "capacity",
                  "height of the rack + 0.1 m <= clear height of the space's highest door",
                  "delivery route (0.1 m for casters and crate base: assumed)", "Widen a door, or bring racks in lying parts."},
    CheckKindInfo{clear_height, "clear-height", "structure", "height under the lowest obstruction", "m", Sense::at_most, "capacity",
                  "height of the equipment + what hangs above it <= clear height of the space",
                  "basis of design, space overhead", "Lower what hangs above, choose lower equipment, or another space."},
    CheckKindInfo{bay_load, "bay-load", "structure", "floor load averaged over a structural bay", "kPa", Sense::at_most, "capacity",
                  "weight of all that is placed in the bay / its floor <= area load of the slab, in the worst bay",
                  "slab figure of the shell; TIA-942 asks for 7.2 kPa at least", "Spread rows, or strengthen the slab."},
    CheckKindInfo{area_load, "area-load", "structure", "floor load over the tributary area (suspended and raised floors)", "kPa", Sense::at_most, "capacity",
                  "m g / (width x (depth + half of both aisles)) <= area load of the slab",
                  "slab figure of the shell; TIA-942 asks for 7.2 kPa at least", "Widen aisles, strengthen the slab, or use the ground floor."},
    CheckKindInfo{point_load, "point-load", "structure", "load under one foot while a rack is rolled in", "kN", Sense::at_most, "capacity",
                  "m g / feet on the floor <= point load of the slab",
                  "slab figure of the shell; three feet carry while rolling (assumed)", "Lay plates on the route, or strengthen the slab."},
    CheckKindInfo{hanging_load, "hanging-load", "structure", "load hung from the structure above a row", "kPa", Sense::at_most, "capacity",
                  "(busways + tray + filled pipes per metre of row) g / tributary depth <= hanging load of the space",
                  "structure figure of the shell; TIA-942 asks for 1.2 kPa at least", "Carry pipes and busways from the floor, or strengthen the roof."},

    CheckKindInfo{continuity, "continuity", "power", "IT load that stays energized", "MW", Sense::at_most, "demand",
                  "IT load that must run in the state <= IT load on live feeds",
                  "states to survive (basis of design)", "Add a feed, a reserve unit or a generator, or survive less.", true},
    CheckKindInfo{backing, "backing", "power", "racks whose backing is what their line asks for", "MW", Sense::at_most, "demand",
                  "TDP of the line's racks <= TDP of those on outlets with a UPS (or, where that is asked for, a generator) behind them",
                  "deployment: backing of the line", "Put a UPS or a generator before their outlets, or ask for less.", true},
    CheckKindInfo{poi_load, "poi-load", "power", "load at the point of interconnection", "MVA", Sense::at_most, "capacity",
                  "|sum of what all feeds deliver| <= what is agreed for all feeds together, or the sum of their ratings",
                  "interconnection agreement", "Ask the utility for more, or host less."},
    CheckKindInfo{feed_load, "feed-load", "power", "load of one utility feed", "MVA", Sense::at_most, "capacity",
                  "apparent power the feed delivers <= its rating, in every state",
                  "interconnection agreement", "Ask for a larger feed, or balance the boards."},
    CheckKindInfo{offer_load, "offer-load", "power", "load drawn from a landlord's bus", "kW", Sense::at_most, "capacity",
                  "real power drawn <= power offered",
                  "landlord's offer", "Ask for more, or host less."},
    CheckKindInfo{transformer_load, "transformer-load", "power", "transformer loading", "kVA", Sense::at_most, "capacity",
                  "larger of both windings' sqrt(3) U_rated I <= rating",
                  "IEEE C57.12.00 / IEC 60076-1 rating", "Add a unit, or a larger transformer."},
    CheckKindInfo{board_load, "board-load", "power", "current through a board's main breaker", "A", Sense::at_most, "capacity",
                  "current of the board's supply (on medium voltage, all that its feed delivers) <= rating x share of the basis, or of its listing if more; at peak and while batteries recharge, the whole rating",
                  "rules of the basis: continuous load on breakers (NEC 210.20, 215.3; not a rule in IEC countries)", "Choose a board listed for 100 %, or a larger one."},
    CheckKindInfo{busway_load, "busway-load", "power", "current at the head of a busway", "A", Sense::at_most, "capacity",
                  "current at the head at the voltage there <= rating x breaker share of the basis; at peak, the whole rating",
                  "rules of the basis: continuous load on its breaker (NEC 215.3; not a rule in IEC countries)", "Shorten the run, or use a larger busway."},
    CheckKindInfo{branch_circuit, "branch-circuit", "power", "current of one power supply's circuit", "A", Sense::at_most, "capacity",
                  "input of one supply while it carries its share of the rack / (voltage x power factor) <= breaker x share of the basis; at peak, all of it",
                  "rules of the basis: continuous load (NEC 210.20; not a rule in IEC countries); constant power, so the lowest voltage counts", "Use a larger circuit, or hold the voltage up."},
    CheckKindInfo{ups_load, "ups-load", "power", "UPS loading at TDP", "kW", Sense::at_most, "capacity",
                  "output of the UPS <= rating",
                  "UPS data sheet", "Add a unit, or a larger UPS."},
    CheckKindInfo{ups_overload, "ups-overload", "power", "UPS loading at the racks' peak", "kW", Sense::at_most, "capacity",
                  "output at peak <= rating x ten-minute overload",
                  "UPS data sheet", "Add a unit, a larger UPS, or smooth the load."},
    CheckKindInfo{battery_autonomy, "battery-autonomy", "power", "time the battery carries the UPS", "min", Sense::at_least, "capacity",
                  "energy of the cabinets x efficiency / output of the UPS >= autonomy asked for; their power covers the output",
                  "battery data sheet, nominal energy at constant power", "Add cabinets."},
    CheckKindInfo{generator_load, "generator-load", "power", "generator loading at the racks' peak or while batteries recharge", "kW", Sense::at_most, "capacity",
                  "output with the utility lost <= rating derated for elevation",
                  "generator data sheet, ISO 8528-1 rating", "Add a set, or a larger one."},
    CheckKindInfo{fault_level, "fault-level", "power", "short-circuit current against the rating of a board or busway", "kA", Sense::at_most, "capacity",
                  "three-phase symmetrical current (x multiplying factor when X/R, or by IEC the peak, is above that of the rating) <= withstand",
                  "IEC 60909-0 or IEEE C37.13 (basis of design)", "Use a board of a higher rating, more impedance, or current limiting."},
    CheckKindInfo{power_supplies, "power-supplies", "power", "power supplies that survive the loss of a feed", "kW", Sense::at_most, "demand",
                  "rack TDP, or the cap stated for this case <= supplies on the surviving feed x rating",
                  "rack data sheet", "State a cap on feed loss, or use a third feed."},
    CheckKindInfo{rack_voltage_low, "rack-voltage-low", "power", "lowest voltage at a rack's supplies", "V", Sense::at_least, "capacity",
                  "voltage between the supply's terminals >= lowest of its input window",
                  "rack data sheet", "Shorten busways, use larger ones, or raise the tap."},
    CheckKindInfo{rack_voltage_high, "rack-voltage-high", "power", "highest voltage at a rack's supplies", "V", Sense::at_most, "capacity",
                  "voltage between the supply's terminals <= highest of its input window",
                  "rack data sheet", "Lower the tap, or connect between other conductors."},
    CheckKindInfo{load_flow, "load-flow", "power", "share of the load that the network can carry", "%", Sense::at_most, "demand",
                  "100 % <= share of the loads that has a solution, found by continuation",
                  "AC power flow: beyond the nose no voltage carries the load", "Shorten or enlarge what feeds the weakest bus.", true},

    CheckKindInfo{heat_rejection, "heat-rejection", "cooling", "heat that a loop can give away", "kW", Sense::at_most, "demand",
                  "heat put into the loop <= what its running coolers, chillers or flange take at the loop's setpoint",
                  "cooler or chiller data sheet, re-rated for air, flow and elevation", "Add a cooler or chiller, or raise the setpoint; at a flange, ask the landlord for more flow, colder water or a warmer return."},
    CheckKindInfo{cdu_duty, "cdu-duty", "cooling", "heat through a CDU", "kW", Sense::at_most, "capacity",
                  "heat to be moved at the coolant setpoint <= effectiveness x smaller capacity rate x (return - facility supply)",
                  "CDU data sheet, re-rated by effectiveness-NTU", "Add a CDU, or lower the facility water."},
    CheckKindInfo{cdu_flow, "cdu-flow", "cooling", "coolant flow of a CDU", "L/min", Sense::at_most, "capacity",
                  "flow through the CDU <= its rated secondary flow",
                  "CDU data sheet", "Add a CDU, or lower the coolant supply so that racks need less."},
    CheckKindInfo{cdu_pressure, "cdu-pressure", "cooling", "pressure a CDU group must give", "kPa", Sense::at_most, "capacity",
                  "head that the farthest rack needs at the flow <= head of the pump curve there",
                  "CDU data sheet, pump curve", "Use larger pipes, more CDUs, or shorter headers."},
    CheckKindInfo{loop_pump, "loop-pump", "cooling", "pressure a facility loop's pumps must give", "kPa", Sense::at_most, "capacity",
                  "head that the farthest unit needs at its flow <= head of the pump curve there, or the pressure offered at the flange",
                  "pump data sheet", "Add a pump, or use larger pipes; at a flange, ask the landlord for more pressure."},
    CheckKindInfo{rack_flow, "rack-flow", "cooling", "coolant flow through a rack", "L/min", Sense::at_most, "capacity",
                  "flow the rack needs at the supply temperature that reaches it <= flow that reaches it",
                  "rack data sheet: flow against supply temperature", "Raise the head, or cool the coolant further.", true},
    CheckKindInfo{rack_supply, "rack-supply", "cooling", "coolant temperature at a rack", "degC", Sense::at_most, "10 K",
                  "supply temperature at the rack <= highest of its data sheet",
                  "rack data sheet", "Cool the coolant further."},
    CheckKindInfo{rack_pressure, "rack-pressure", "cooling", "coolant pressure at a rack", "kPa", Sense::at_most, "capacity",
                  "fill pressure + operating head of the CDUs - losses on the way, at the foot of the rack <= highest of the data sheet",
                  "rack data sheet, OCP MGX", "Lower the fill pressure, or hold the pumps back."},
    CheckKindInfo{dew_point, "dew-point", "cooling", "surface above the hall's dew point", "degC", Sense::at_least, "10 K",
                  "supply temperature of a loop in the hall >= dew point of the hall + margin of the basis",
                  "rules of the basis: margin above the dew point (ASHRAE TC 9.9: 2 to 3 K)", "Raise the water by mixing, dry the hall, or insulate."},
    CheckKindInfo{air_flow, "air-flow", "cooling", "air moved against what racks draw", "m3/s", Sense::at_most, "demand",
                  "airflow of the racks x (1 + leakage) <= airflow of the running units",
                  "rack and air unit data sheets", "Add an air unit, or fewer air-cooled racks."},
    CheckKindInfo{air_heat, "air-heat", "cooling", "heat taken from the air of a space", "kW", Sense::at_most, "demand",
                  "heat put into the air <= what the running units take at the return temperature that results",
                  "air unit data sheet, re-rated by effectiveness-NTU", "Add an air unit, or colder water."},
    CheckKindInfo{air_inlet, "air-inlet", "cooling", "air temperature at the racks", "degC", Sense::at_most, "10 K",
                  "temperature of the cold aisle <= lower of the basis and the rack's limit",
                  "rules of the basis: recommended air (ASHRAE TC 9.9); rack data sheet", "More or colder air."},
    CheckKindInfo{thermal_solution, "thermal-solution", "cooling", "flows and temperatures of the loops", "", Sense::at_most, "capacity",
                  "the loops have a solution",
                  "mass and energy balance", "See the reason given."},

    CheckKindInfo{system, "system", "inputs", "a system of the shell that nobody has described", "", Sense::at_most, "capacity",
                  "the system is described, offered or to be built",
                  "what is absent is unknown, never silently built", "Ask the landlord, or say that it is to be built."},
    CheckKindInfo{figures, "figures", "inputs", "a figure of an equipment type that nobody has published", "", Sense::at_most, "capacity",
                  "the figure is known",
                  "catalog", "Give the figure in a catalog of your own, with its source."},
    CheckKindInfo{weather, "weather", "inputs", "a weather point that is not known", "", Sense::at_most, "capacity",
                  "the extreme temperature is known",
                  "twenty-year extremes (Uptime Tier)", "Give the temperature in the shell's climate."},
};
// clang-format on

}  // namespace

std::span<const CheckKindInfo> check_kinds() { return kinds; }

const CheckKindInfo& info_of(CheckKind kind) {
  const auto found =
      std::find_if(kinds.begin(), kinds.end(), [&](const CheckKindInfo& info) { return info.kind == kind; });
  ensure(found != kinds.end(), "every kind of check is in the table");
  return *found;
}

}  // namespace shellfit::studies
