#include "exchange/equipment_figures.hpp"

#include "exchange/catalog_figures.hpp"
#include "exchange/cell_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace shellfit::exchange {

namespace {

constexpr double root3 = 1.7320508075688772;

/// A number of the row that a figure may be taken from.
struct Candidate {
  Measure measure;
  Location where;
  std::string heading, text;
  bool is_only_one = true;
};

class FigureReader {
 public:
  FigureReader(const RowCells& cells, Equipment& equipment, RowReport& report)
      : cells_(cells), equipment_(equipment), report_(report) {}

  void read() {
    read_voltages();
    read_rating();
    read_single(Field::impedance, "impedance", {Measures::ratio}, "%");
    read_single(Field::x_over_r, "x-over-r", {Measures::ratio}, "");
    read_single(Field::no_load_loss, "no-load-loss", {Measures::real_power}, "");
    read_single(Field::efficiency, "efficiency", {Measures::ratio}, "%");
    read_single(Field::withstand, "withstand", {Measures::current}, "kA");
    read_single(Field::fault_level, "fault-level", {Measures::apparent_power}, "");
    for (const auto& [field, name] :
         {std::pair{Field::width, "width"}, {Field::depth, "depth"}, {Field::height, "height"}})
      read_single(field, name, {Measures::length}, "");
    read_single(Field::mass, "mass", {Measures::mass}, "");
    read_autonomy();
    doubt();
  }

 private:
  void tell(Standing standing, const Location& where, std::string_view heading, std::string text) {
    remark(report_, standing, where, heading, std::move(text));
  }
  void leave(const Candidate& one, const std::string& why) {
    tell(Standing::left, one.where, one.heading, fmt::format("'{}': {}; unknown", shortened(one.text), why));
  }

  /// The numbers of all cells of a field; what is no number is told.
  std::vector<Candidate> candidates(Field field) {
    std::vector<Candidate> list;
    for (const auto& [column, cell] : cells_.all(field)) {
      const auto where = cells_.at(*cell);
      const auto say = [&](const std::string& why) {
        tell(Standing::left, where, column->heading,
             fmt::format("'{}': {}; unknown", shortened(cell->text), why));
      };
      if (is_unknown(cell->text)) {
        say("not known yet");
        continue;
      }
      if (is_formula(cell->text)) {
        say("a formula, not its value");
        continue;
      }
      auto value = value_of(cell->text, cells_.has_decimal_comma());
      if (!value.fault.empty()) {
        say(value.fault);
        continue;
      }
      if (value.is_range) {
        say("a range");
        continue;
      }
      auto unit = column->unit.empty() ? nullptr : unit_at(column->unit);
      for (std::size_t i = value.measures.size(); i-- > 0;) {
        auto& measure = value.measures[i];
        if (measure.measures != Measures::nothing) {
          unit = unit_at(measure.unit);
        } else if (unit != nullptr) {
          measure.measures = unit->measures;
          measure.factor = unit->factor;
          measure.unit = unit->word;
        }
      }
      for (auto& measure : value.measures)
        list.push_back({std::move(measure), where, column->heading, cell->text, value.measures.size() == 1});
    }
    return list;
  }

  const Candidate* first_of(const std::vector<Candidate>& list, Measures wanted) {
    const auto found = std::find_if(list.begin(), list.end(),
                                    [&](const Candidate& one) { return one.measure.measures == wanted; });
    return found == list.end() ? nullptr : &*found;
  }

  /// Writes a figure when it can be.
  bool put(const std::string& name, double si, const Candidate& one, const std::string& kind = "primary",
           const std::string& note = {}) {
    const auto* field = figure_field(equipment_.kind, name);
    if (field == nullptr) return false;
    if (const auto limit = broken_limit(*field, si)) {
      leave(one, fmt::format("{} of a {} is {}", name, kind_word(equipment_.kind), *limit));
      return false;
    }
    if (!one.measure.doubtful.empty())
      tell(Standing::guessed, one.where, one.heading,
           fmt::format("'{}': {}", shortened(one.text), one.measure.doubtful));
    equipment_.figures[name] = {exact_text(si, *field->kind), kind, note};
    values_[name] = si;
    places_.insert_or_assign(name, one);
    return true;
  }

  void read_single(Field field, const std::string& name, std::initializer_list<Measures> wanted,
                   std::string_view usual_unit) {
    const auto* info = figure_field(equipment_.kind, name);
    if (info == nullptr) {
      for (const auto& [column, cell] : cells_.all(field)) {
        if (is_unknown(cell->text)) continue;
        tell(Standing::left, cells_.at(*cell), column->heading,
             fmt::format("'{}': a {} has no {} here", shortened(cell->text), kind_word(equipment_.kind),
                         name));
      }
      return;
    }
    const auto list = candidates(field);
    if (list.empty()) return;
    auto one = list.front();
    const bool is_plain_ratio = usual_unit.empty() && wanted.begin()[0] == Measures::ratio;
    if (one.measure.measures == Measures::nothing && is_plain_ratio) {
      one.measure.measures = Measures::ratio;
    } else if (one.measure.measures == Measures::nothing && !usual_unit.empty()) {
      guess_unit(one, usual_unit);
    }
    if (one.measure.measures == Measures::nothing) return leave(one, "no unit");
    const bool is_amperes_under_ka = name == "withstand" && one.measure.factor > 1 &&
                                     one.measure.number >= 1000 && one.text == one.measure.as_text;
    if (is_amperes_under_ka) {
      one.measure.factor = 1;
      tell(Standing::guessed, one.where, one.heading, fmt::format("'{}' taken as A, not kA", one.text));
    }
    if (std::find(wanted.begin(), wanted.end(), one.measure.measures) == wanted.end())
      return leave(one, fmt::format("{} is no unit of {}", one.measure.unit, name));
    put(name, one.measure.in_si(), one);
  }

  void guess_unit(Candidate& one, std::string_view usual) {
    if (usual == "%" && one.measure.number < 0.5) {
      one.measure.measures = Measures::ratio;
      tell(Standing::guessed, one.where, one.heading,
           fmt::format("'{}' without unit taken as per unit", one.text));
      return;
    }
    const bool is_in_amperes = usual == "kA" && one.measure.number >= 1000;
    const auto* unit = unit_at(is_in_amperes ? "A" : usual);
    one.measure.measures = unit->measures;
    one.measure.factor = unit->factor;
    tell(Standing::guessed, one.where, one.heading,
         fmt::format("'{}' without unit taken as {}", one.text, is_in_amperes ? "A" : usual));
  }

  Voltages volts_in(Field field, Candidate& place) {
    Voltages volts;
    for (const auto& [column, cell] : cells_.all(field)) {
      place = {{}, cells_.at(*cell), column->heading, cell->text, true};
      if (is_unknown(cell->text)) {
        leave(place, "not known yet");
        continue;
      }
      volts = voltages_of(value_of(cell->text, cells_.has_decimal_comma()), column->factor);
      if (!volts.fault.empty()) leave(place, volts.fault);
      for (const auto& guess : volts.guesses) tell(Standing::guessed, place.where, place.heading, guess);
    }
    return volts;
  }

  void read_voltages() {
    Candidate at, primary_at, secondary_at;
    auto volts = volts_in(Field::voltage, at).volts;
    const auto primary = volts_in(Field::primary, primary_at).volts;
    const auto secondary = volts_in(Field::secondary, secondary_at).volts;
    if (equipment_.kind != Kind::transformer) {
      if (volts.empty() && !secondary.empty()) std::tie(volts, at) = std::pair{secondary, secondary_at};
      if (volts.empty() && !primary.empty()) std::tie(volts, at) = std::pair{primary, primary_at};
      if (volts.empty()) return;
      volts_ = volts.back();
      if (equipment_.kind == Kind::board) equipment_.is_medium_voltage |= volts_ > 1000;
      if (volts.size() > 1) {
        tell(Standing::guessed, at.where, at.heading,
             fmt::format("{:g} V, the last of the voltages, taken as the voltage of the {}; a transformer "
                         "inside it is not "
                         "described",
                         volts_, kind_word(equipment_.kind)));
      }
      const auto* field = figure_field(equipment_.kind, "voltage");
      if (field != nullptr) put("voltage", volts_, at);
      return;
    }
    if (!primary.empty()) put("primary", primary.front(), primary_at);
    if (!secondary.empty()) put("secondary", secondary.front(), secondary_at);
    if (volts.size() >= 2 && volts[0] < volts[1]) {
      tell(Standing::guessed, at.where, at.heading, "the higher voltage taken as the primary");
      std::swap(volts[0], volts[1]);
    }
    if (primary.empty() && !volts.empty() && (volts.size() > 1 || volts[0] > 1000))
      put("primary", volts[0], at);
    if (secondary.empty() && volts.size() > 1) put("secondary", volts[1], at);
    if (secondary.empty() && primary.size() + volts.size() > 0 && volts.size() == 1 && volts[0] <= 1000)
      put("secondary", volts[0], at);
    const bool is_step_up = values_.contains("primary") && values_.contains("secondary") &&
                            values_["secondary"] >= values_["primary"];
    if (is_step_up) {
      leave(places_.at("secondary"), "the secondary voltage is not below the primary");
      equipment_.figures.erase("secondary");
      values_.erase("secondary");
    }
  }

  void read_rating() {
    auto list = candidates(Field::rating);
    if (list.empty()) return;
    for (auto& one : list) {
      if (one.measure.measures == Measures::nothing) guess_rating_unit(one);
    }
    switch (equipment_.kind) {
      case Kind::transformer:
      case Kind::feed:
        return take(list, Measures::apparent_power, "rating");
      case Kind::board:
      case Kind::distribution:
        return take_board_rating(list);
      case Kind::generator:
      case Kind::ups:
        return take_source_rating(list);
      case Kind::battery:
        return take(list, Measures::real_power, "power");
      case Kind::cdu:
      case Kind::air_unit:
      case Kind::cooler:
      case Kind::chiller:
        return take(list, Measures::real_power, "duty");
      default:
        return leave(list.front(), fmt::format("the rating of a {} is not used", kind_word(equipment_.kind)));
    }
  }

  void guess_rating_unit(Candidate& one) {
    const std::string_view unit = equipment_.kind == Kind::transformer ? "kVA"
                                  : equipment_.kind == Kind::board || equipment_.kind == Kind::distribution
                                      ? "A"
                                  : equipment_.kind == Kind::generator ? "kW"
                                                                       : "";
    if (!unit.empty()) guess_unit(one, unit);
  }

  void take(const std::vector<Candidate>& list, Measures wanted, const std::string& name) {
    const auto* one = first_of(list, wanted);
    if (one == nullptr) {
      const auto& first = list.front();
      return leave(first, first.measure.measures == Measures::nothing
                              ? "no unit"
                              : fmt::format("{} is no unit of its {}", first.measure.unit, name));
    }
    if (!put(name, one->measure.in_si(), *one)) return;
    const auto same = std::count_if(list.begin(), list.end(),
                                    [&](const Candidate& other) { return other.measure.measures == wanted; });
    if (same > 1)
      tell(Standing::guessed, one->where, one->heading,
           fmt::format("{}, the first figure, taken of '{}'", equipment_.figures[name].value,
                       shortened(one->text)));
  }

  void take_board_rating(const std::vector<Candidate>& list) {
    const auto* power = first_of(list, Measures::apparent_power);
    if (power == nullptr) power = first_of(list, Measures::real_power);
    if (first_of(list, Measures::current) != nullptr || power == nullptr)
      return take(list, Measures::current, "rating");
    if (volts_ <= 0) return leave(*power, "amperes cannot be told without a voltage");
    const double amperes = power->measure.in_si() / (root3 * volts_);
    if (put("rating", amperes, *power, "derived", fmt::format("{} at {:g} V", power->text, volts_)))
      tell(Standing::guessed, power->where, power->heading,
           fmt::format("{} from '{}' at {:g} V", equipment_.figures["rating"].value, shortened(power->text),
                       volts_));
  }

  /// Generators and UPS are rated in kW; kVA need a power factor.
  void take_source_rating(const std::vector<Candidate>& list) {
    const bool is_generator = equipment_.kind == Kind::generator;
    const auto* real = first_of(list, Measures::real_power);
    const auto* apparent = first_of(list, Measures::apparent_power);
    double factor = 0;
    const auto given = candidates(Field::power_factor);
    if (!given.empty()) {
      factor = given.front().measure.in_si();
      if (factor < 0.5 || factor > 1) {
        leave(given.front(), "a power factor is from 0.5 to 1");
        factor = 0;
      }
    }
    if (factor > 0 && is_generator) put("power-factor", factor, given.front());
    if (real != nullptr) {
      take(list, Measures::real_power, "rating");
      if (is_generator && factor <= 0 && apparent != nullptr &&
          apparent->measure.in_si() >= real->measure.in_si())
        put("power-factor", real->measure.in_si() / apparent->measure.in_si(), *apparent, "derived",
            "kW over kVA");
      return;
    }
    if (apparent == nullptr) return take(list, Measures::real_power, "rating");
    if (factor <= 0 && !is_generator) return leave(*apparent, "kVA without a power factor say no kW");
    if (factor <= 0) {
      // Rated power factor of generating sets, ISO 8528-1 and common nameplates.
      factor = 0.8;
      put("power-factor", factor, *apparent, "assumed", "usual for generating sets");
      tell(Standing::guessed, apparent->where, apparent->heading,
           "power factor 0.8, as usual for generating sets");
    }
    put("rating", apparent->measure.in_si() * factor, *apparent, "derived",
        fmt::format("{} at power factor {:g}", apparent->text, factor));
  }

  void read_autonomy() {
    for (const auto& one : candidates(Field::autonomy)) {
      if (one.measure.measures != Measures::duration) {
        leave(one, "no unit of time");
      } else {
        equipment_.autonomy = exact_text(one.measure.in_si(), kind_text(kinds::Duration::name));
      }
    }
    for (const auto& one : candidates(Field::cabinets)) {
      const double count = one.measure.number;
      if (count >= 1 && count <= 1000 && count == std::floor(count)) {
        equipment_.cabinets = fmt::format("{:g}", count);
      } else {
        leave(one, "no count of cabinets");
      }
    }
  }

  void drop(const std::string& name, const std::string& why) {
    leave(places_.at(name), why);
    equipment_.figures.erase(name);
    values_.erase(name);
  }

  /// Figures that a table of limits cannot refuse, and that cannot be for equipment of this size.
  void doubt() {
    if (equipment_.kind != Kind::transformer) return;
    const auto value = [&](const char* name) { return values_.contains(name) ? values_[name] : 0.0; };
    // No low-voltage gear is built for more than 12 kA (the highest rating a board may have here).
    constexpr double most_amperes = 12e3, largest_padmount_va = 10e6;
    const double amperes = value("secondary") > 0 ? value("rating") / (root3 * value("secondary")) : 0;
    if (value("secondary") <= 1000 && amperes > most_amperes) {
      drop("rating", fmt::format("{} at {:g} V are {:.1f} kA, more than any low-voltage board carries",
                                 equipment_.figures["rating"].value, value("secondary"), amperes / 1e3));
    } else if (says_padmount(equipment_.words) && value("rating") > largest_padmount_va) {
      // IEEE C57.12.34 ends at 10 MVA.
      drop("rating", "pad-mounts are built up to 10 MVA");
    }
    // IEEE C57.12.34 and IEC 60076-5 Table 1: 4 % and more from 630 kVA on; distribution units stay below 12
    // %.
    const double impedance = value("impedance");
    const bool is_small = value("rating") > 0 && value("rating") < 500e3;
    if (impedance > 0 && impedance < 0.02 && !is_small)
      drop("impedance", fmt::format("too low for its size; {} would be usual",
                                    exact_text(impedance * 10, kind_text(kinds::Ratio::name))));
  }

  const RowCells& cells_;
  Equipment& equipment_;
  RowReport& report_;
  double volts_ = 0;
  std::map<std::string, double> values_;
  std::map<std::string, Candidate> places_;
};

}  // namespace

std::vector<RowCells::Found> RowCells::all(Field field) const {
  std::vector<Found> found;
  for (const auto& column : header_.columns) {
    if (column.field != field || column.index >= row_.cells.size()) continue;
    const auto& cell = row_.cells[column.index];
    if (!cell.text.empty()) found.push_back({&column, &cell});
  }
  return found;
}

std::string RowCells::text(Field field) const {
  const auto found = all(field);
  return found.empty() ? std::string{} : found.front().cell->text;
}

void read_figures(const RowCells& cells, Equipment& equipment, RowReport& report) {
  FigureReader(cells, equipment, report).read();
}

}  // namespace shellfit::exchange
