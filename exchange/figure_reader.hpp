#pragma once
// The reader of one row's figures; voltages and ratings have files of their own.

#include "exchange/figure_draft.hpp"

#include <initializer_list>
#include <string_view>

namespace shellfit::exchange {

class FigureReader : FigureDraft {
 public:
  using FigureDraft::FigureDraft;
  void read();

 private:
  // voltage_figures.cpp
  std::vector<double> volts_in(Field field, Candidate& place);
  void read_voltages();
  void read_own_voltage(std::vector<double> volts, const Candidate& at);
  void read_windings(std::vector<double> volts, const Candidate& at);

  // rating_figures.cpp
  void read_rating();
  void guess_rating_unit(Candidate& one);
  void take_board_rating(const std::vector<Candidate>& list);
  void take_source_rating(const std::vector<Candidate>& list);
  double read_power_factor(bool is_generator);

  // equipment_figures.cpp
  void read_single(Field field, const std::string& name, Measures wanted, std::string_view usual_unit);
  void guess_usual_unit(Candidate& one, const std::string& name, std::string_view usual);
  void read_autonomy();
  void doubt();

  double volts_ = 0;
};

}  // namespace shellfit::exchange
