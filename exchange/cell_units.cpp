#include "exchange/cell_units.hpp"

#include "base/assertion.hpp"
#include "base/unit_text.hpp"
#include "exchange/words.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace shellfit::exchange {

namespace {

/// A word and the unit of our own files that it means, so many times.
struct Spelling {
  std::string_view word;
  Measures measures;
  std::string_view symbol;
  double times = 1;
};

constexpr std::array spellings{Spelling{"mva", Measures::apparent_power, "MVA"},
                               Spelling{"kva", Measures::apparent_power, "kVA"},
                               Spelling{"va", Measures::apparent_power, "VA"},
                               Spelling{"mwe", Measures::real_power, "MW"},
                               Spelling{"mw", Measures::real_power, "MW"},
                               Spelling{"ekw", Measures::real_power, "kW"},
                               Spelling{"kwe", Measures::real_power, "kW"},
                               Spelling{"kw", Measures::real_power, "kW"},
                               Spelling{"watts", Measures::real_power, "W"},
                               Spelling{"w", Measures::real_power, "W"},
                               Spelling{"hp", Measures::real_power, "hp"},
                               Spelling{"tons", Measures::real_power, "ton"},
                               Spelling{"ton", Measures::real_power, "ton"},
                               Spelling{"tr", Measures::real_power, "ton"},
                               Spelling{"mbh", Measures::real_power, "Btu/h", 1e3},
                               Spelling{"kaic", Measures::current, "kA"},
                               Spelling{"kasc", Measures::current, "kA"},
                               Spelling{"ka", Measures::current, "kA"},
                               Spelling{"amperes", Measures::current, "A"},
                               Spelling{"ampere", Measures::current, "A"},
                               Spelling{"amps", Measures::current, "A"},
                               Spelling{"amp", Measures::current, "A"},
                               Spelling{"aic", Measures::current, "A"},
                               Spelling{"af", Measures::current, "A"},
                               Spelling{"at", Measures::current, "A"},
                               Spelling{"a", Measures::current, "A"},
                               Spelling{"kvac", Measures::voltage, "kV"},
                               Spelling{"kv", Measures::voltage, "kV"},
                               Spelling{"volts", Measures::voltage, "V"},
                               Spelling{"volt", Measures::voltage, "V"},
                               Spelling{"vac", Measures::voltage, "V"},
                               Spelling{"v", Measures::voltage, "V"},
                               Spelling{"%", Measures::ratio, "%"},
                               Spelling{"percent", Measures::ratio, "%"},
                               Spelling{"pct", Measures::ratio, "%"},
                               Spelling{"gpm", Measures::flow, "gpm"},
                               Spelling{"l/min", Measures::flow, "L/min"},
                               Spelling{"lpm", Measures::flow, "LPM"},
                               Spelling{"l/s", Measures::flow, "L/s"},
                               Spelling{"m3/h", Measures::flow, "m3/h"},
                               Spelling{"cfm", Measures::flow, "CFM"},
                               Spelling{"minutes", Measures::duration, "min"},
                               Spelling{"mins", Measures::duration, "min"},
                               Spelling{"min", Measures::duration, "min"},
                               Spelling{"seconds", Measures::duration, "s"},
                               Spelling{"sec", Measures::duration, "s"},
                               Spelling{"s", Measures::duration, "s"},
                               Spelling{"hours", Measures::duration, "h"},
                               Spelling{"hour", Measures::duration, "h"},
                               Spelling{"h", Measures::duration, "h"},
                               Spelling{"mm", Measures::length, "mm"},
                               Spelling{"cm", Measures::length, "cm"},
                               Spelling{"inches", Measures::length, "in"},
                               Spelling{"in", Measures::length, "in"},
                               Spelling{"ft", Measures::length, "ft"},
                               Spelling{"m", Measures::length, "m"},
                               Spelling{"kg", Measures::mass, "kg"},
                               Spelling{"lbs", Measures::mass, "lb"},
                               Spelling{"lb", Measures::mass, "lb"},
                               Spelling{"t", Measures::mass, "t"},
                               Spelling{"kvar", Measures::something_else, "kvar"},
                               Spelling{"kwh", Measures::something_else, "kWh"},
                               Spelling{"mwh", Measures::something_else, "MWh"},
                               Spelling{"hz", Measures::something_else, "Hz"},
                               Spelling{"phases", Measures::something_else, ""},
                               Spelling{"phase", Measures::something_else, ""},
                               Spelling{"ph", Measures::something_else, ""},
                               Spelling{"poles", Measures::something_else, ""},
                               Spelling{"pole", Measures::something_else, ""},
                               Spelling{"wires", Measures::something_else, ""},
                               Spelling{"wire", Measures::something_else, ""}};

double factor_of(std::string_view symbol) {
  for (const auto& kind : all_kind_texts()) {
    for (const auto& unit : kind.units) {
      if (unit.symbol == symbol) return unit.factor;
    }
  }
  ensure(false, "a spelling means a unit of our own files");
  return 0;
}

const std::vector<UnitWord>& unit_words() {
  static const auto words = [] {
    std::vector<UnitWord> list;
    for (const auto& one : spellings)
      list.push_back({one.word, one.measures, one.symbol.empty() ? 1 : one.times * factor_of(one.symbol)});
    return list;
  }();
  return words;
}

}  // namespace

const UnitWord* unit_at(std::string_view text) {
  constexpr std::size_t longest = 12;
  std::string low(text.substr(0, longest));
  std::transform(low.begin(), low.end(), low.begin(), lower);
  const UnitWord* best = nullptr;
  for (const auto& unit : unit_words()) {
    if (!low.starts_with(unit.word)) continue;
    const bool is_whole = low.size() == unit.word.size() || !is_letter(low[unit.word.size()]);
    if (is_whole && (best == nullptr || unit.word.size() > best->word.size())) best = &unit;
  }
  return best;
}

}  // namespace shellfit::exchange
