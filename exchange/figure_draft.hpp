#pragma once
// The figures of one row while they are read: what is taken, from where, and what is told of it.

#include "exchange/equipment_schedule.hpp"
#include "exchange/row_cells.hpp"

#include <map>
#include <string>

namespace shellfit::exchange {

class FigureDraft {
 public:
  FigureDraft(const RowCells& cells, Equipment& equipment, RowReport& report)
      : cells_(cells), equipment_(equipment), report_(report) {}

 protected:
  void tell(Standing standing, const Candidate& one, std::string text) {
    remark(report_, standing, one.where, one.heading, std::move(text));
  }
  void leave(const Candidate& one, const std::string& why) { exchange::leave(report_, one, why); }
  std::vector<Candidate> candidates(Field field) { return exchange::candidates(cells_, field, report_); }

  /// Writes a figure when it can be; false, told, when it cannot.
  bool put(const std::string& name, double si, const Candidate& one, const std::string& kind = "primary",
           const std::string& note = {});
  /// The first number that measures what is wanted; told when there are more.
  void take(const std::vector<Candidate>& list, Measures wanted, const std::string& name);
  /// Gives a number without unit its usual one, and says so.
  void guess_unit(Candidate& one, std::string_view usual);
  /// Takes back a figure that cannot be.
  void drop(const std::string& name, const std::string& why);
  /// In SI; zero without one.
  [[nodiscard]] double value(const std::string& name) const;

  const RowCells& cells_;
  Equipment& equipment_;
  RowReport& report_;

 private:
  std::map<std::string, double> values_;
  std::map<std::string, Candidate> places_;
};

[[nodiscard]] const Candidate* first_of(const std::vector<Candidate>& list, Measures wanted);

}  // namespace shellfit::exchange
