#include "base/nearest.hpp"
#include "base/units.hpp"
#include "exchange/figure_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace shellfit::exchange {

void FigureReader::read_rating() {
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
      return leave(list.front(),
                   fmt::format("the rating of {} is not used", with_article(kind_word(equipment_.kind))));
  }
}

void FigureReader::guess_rating_unit(Candidate& one) {
  const std::string_view unit = equipment_.kind == Kind::transformer ? "kVA"
                                : equipment_.kind == Kind::board || equipment_.kind == Kind::distribution
                                    ? "A"
                                : equipment_.kind == Kind::generator ? "kW"
                                                                     : "";
  if (!unit.empty()) guess_unit(one, unit);
}

void FigureReader::take_board_rating(const std::vector<Candidate>& list) {
  const auto* power = first_of(list, Measures::apparent_power);
  if (power == nullptr) power = first_of(list, Measures::real_power);
  if (first_of(list, Measures::current) != nullptr || power == nullptr)
    return take(list, Measures::current, "rating");
  if (volts_ <= 0) return leave(*power, "amperes cannot be told without a voltage");
  const double amperes = power->measure.in_si() / (sqrt_3 * volts_);
  if (put("rating", amperes, *power, "derived", fmt::format("{} at {:g} V", power->text, volts_)))
    tell(Standing::guessed, *power,
         fmt::format("{} from '{}' at {:g} V", equipment_.figures["rating"].value, shortened(power->text),
                     volts_));
}

/// As given; zero without one.
double FigureReader::read_power_factor(bool is_generator) {
  const auto given = candidates(Field::power_factor);
  if (given.empty()) return 0;
  const double factor = given.front().measure.in_si();
  if (given.size() > 1 || factor < 0.5 || factor > 1) {
    leave(given.front(), given.size() > 1 ? "several numbers" : "a power factor is from 0.5 to 1");
    return 0;
  }
  if (is_generator) put("power-factor", factor, given.front());
  return factor;
}

/// Generators and UPS are rated in kW; kVA need a power factor.
void FigureReader::take_source_rating(const std::vector<Candidate>& list) {
  const bool is_generator = equipment_.kind == Kind::generator;
  const auto* real = first_of(list, Measures::real_power);
  const auto* apparent = first_of(list, Measures::apparent_power);
  double factor = read_power_factor(is_generator);
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
    tell(Standing::guessed, *apparent, "power factor 0.8, as usual for generating sets");
  }
  put("rating", apparent->measure.in_si() * factor, *apparent, "derived",
      fmt::format("{} at power factor {:g}", apparent->text, factor));
}

}  // namespace shellfit::exchange
