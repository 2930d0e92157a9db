#include "exchange/matpower_network.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <unordered_set>

namespace shellfit::exchange {

namespace {

using matpower::Branch;
using matpower::Bus;
using matpower::Generator;
using Complex = std::complex<double>;

constexpr double radians = std::numbers::pi / 180.0;
/// Where the file gives no base voltage, any will do: a load flow in per unit does not depend on it.
constexpr auto any_voltage = 1.0 * units::kV;

std::string id_of(double bus) { return std::to_string(static_cast<long long>(bus)); }

class NetworkWriter {
 public:
  explicit NetworkWriter(const MatpowerCase& from) : from_(from), base_(from.base_mva * units::MVA) {}

  MatpowerNetwork write() {
    find_held_voltages();
    for (std::size_t row = 0; row < from_.bus.rows; ++row) write_bus(row);
    for (std::size_t row = 0; row < from_.generator.rows; ++row) write_generator(row);
    for (std::size_t row = 0; row < from_.branch.rows; ++row) write_branch(row);
    write_notes();
    return std::move(out_);
  }

 private:
  [[nodiscard]] double bus(std::size_t row, Bus::Column column) const { return from_.bus.at(row, column); }
  [[nodiscard]] double generator(std::size_t row, Generator::Column column) const {
    return from_.generator.at(row, column);
  }
  [[nodiscard]] double branch(std::size_t row, Branch::Column column) const {
    return from_.branch.at(row, column);
  }
  [[nodiscard]] bool is_isolated(std::size_t row) const { return bus(row, Bus::type) == matpower::isolated; }
  [[nodiscard]] bool holds_voltage(std::size_t row) const {
    return bus(row, Bus::type) == matpower::reference || bus(row, Bus::type) == matpower::pv;
  }

  void find_held_voltages() {
    held_pu_.assign(from_.bus.rows, std::numeric_limits<double>::quiet_NaN());
    is_held_.assign(from_.bus.rows, 0);
    for (std::size_t row = 0; row < from_.generator.rows; ++row) {
      if (!(generator(row, Generator::status) > 0.0)) continue;
      const auto at = from_.bus_row(generator(row, Generator::bus));
      if (!holds_voltage(at)) continue;
      const double voltage = generator(row, Generator::vg);
      if (is_held_[at] != 0 && held_pu_[at] != voltage) {
        out_.notes.push_back(fmt::format("bus {} is held at {} pu, which its last generator in service holds",
                                         id_of(bus(at, Bus::id)), voltage));
      }
      held_pu_[at] = voltage;
      is_held_[at] = 1;
    }
  }

  void write_bus(std::size_t row) {
    const auto id = id_of(bus(row, Bus::id));
    const double kilovolt = bus(row, Bus::base_kv);
    without_base_ += kilovolt == 0.0;
    out_.network.buses.push_back({power::BusId(id), kilovolt == 0.0 ? any_voltage : kilovolt * units::kV});
    const double vm = bus(row, Bus::vm);
    const double va = bus(row, Bus::va);
    const bool has_start = std::isfinite(vm) && vm > 0.0 && std::isfinite(va);
    without_start_ += !has_start && !is_isolated(row);
    const double magnitude = is_held_[row] != 0 ? held_pu_[row] : vm;
    out_.start.push_back(has_start ? std::polar(magnitude, va * radians) : Complex(1.0));
    if (is_isolated(row)) {
      ++isolated_;
      return;
    }
    if (bus(row, Bus::pd) != 0.0 || bus(row, Bus::qd) != 0.0) {
      out_.network.loads.push_back({power::ElementId("load." + id),
                                    power::BusId(id),
                                    bus(row, Bus::pd) * units::MW,
                                    bus(row, Bus::qd) * units::Mvar,
                                    {},
                                    {}});
    }
    if (bus(row, Bus::gs) != 0.0 || bus(row, Bus::bs) != 0.0) {
      out_.network.shunts.push_back({power::ElementId("shunt." + id), power::BusId(id),
                                     bus(row, Bus::gs) * units::MW, -bus(row, Bus::bs) * units::Mvar});
    }
  }

  void write_generator(std::size_t row) {
    const auto at = from_.bus_row(generator(row, Generator::bus));
    if (!(generator(row, Generator::status) > 0.0) || is_isolated(at)) {
      ++generators_out_;
      return;
    }
    const power::ElementId id(fmt::format("gen.{}", row + 1));
    const power::BusId bus_id(id_of(bus(at, Bus::id)));
    // The first generator of a reference bus takes what is left over (MATPOWER's pfsoln).
    if (bus(at, Bus::type) == matpower::reference && has_source_.insert(at).second) {
      power::Source source;
      source.id = id;
      source.bus = bus_id;
      source.voltage_pu = held_pu_[at];
      source.angle_rad = bus(at, Bus::va) * radians;
      source.least_reactive = generator(row, Generator::qmin) * units::Mvar;
      source.most_reactive = generator(row, Generator::qmax) * units::Mvar;
      out_.network.sources.push_back(source);
      return;
    }
    power::Generator one;
    one.id = id;
    one.bus = bus_id;
    one.real = generator(row, Generator::pg) * units::MW;
    if (holds_voltage(at)) {
      one.voltage_pu = held_pu_[at];
      one.least_reactive = generator(row, Generator::qmin) * units::Mvar;
      one.most_reactive = generator(row, Generator::qmax) * units::Mvar;
    } else {
      one.reactive = generator(row, Generator::qg) * units::Mvar;
    }
    out_.network.generators.push_back(one);
  }

  /// MATPOWER User's Manual, 3.2: a pi section behind an ideal transformer of ratio tap e^(j shift) at
  /// `from`.
  void write_branch(std::size_t row) {
    const auto from = from_.bus_row(branch(row, Branch::from));
    const auto to = from_.bus_row(branch(row, Branch::to));
    const bool is_on = branch(row, Branch::status) != 0.0 && !is_isolated(from) && !is_isolated(to);
    const Complex z(branch(row, Branch::r), branch(row, Branch::x));
    const bool has_impedance = z != Complex{};
    power::TwoPort one;
    one.id = power::ElementId(fmt::format("branch.{}", row + 1));
    one.from = power::BusId(id_of(branch(row, Branch::from)));
    one.to = power::BusId(id_of(branch(row, Branch::to)));
    one.base = base_;
    one.is_from_closed = one.is_to_closed = is_on;
    branches_out_ += !is_on;
    if (!is_on && (!has_impedance || !std::isfinite(std::abs(z))))
      return;  // out, and its figures say nothing
    const Complex series = has_impedance ? 1.0 / z : Complex{};
    if (is_on && !has_impedance) {
      out_.faults.push_back({one.id.text(), fmt::format("(line {}) has no impedance; make its two buses one",
                                                        from_.at(from_.branch, row, Branch::r).line())});
    }
    const double rating_mva = branch(row, Branch::rate_a);
    if (is_on && !(rating_mva >= 0.0)) {
      out_.faults.push_back(
          {one.id.text(), fmt::format("(line {}) cannot be rated for {} MVA",
                                      from_.at(from_.branch, row, Branch::rate_a).line(), rating_mva)});
    }
    const Complex charging(0.0, branch(row, Branch::b) / 2.0);
    const double tap = branch(row, Branch::tap);
    const Complex ratio = std::polar(1.0, branch(row, Branch::shift) * radians) * (tap == 0.0 ? 1.0 : tap);
    one.from_from = (series + charging) / std::norm(ratio);
    one.from_to = -series / std::conj(ratio);
    one.to_from = -series / ratio;
    one.to_to = series + charging;
    if (rating_mva > 0.0 && std::isfinite(rating_mva)) one.rating = rating_mva * units::MVA;
    out_.network.two_ports.push_back(std::move(one));
  }

  void note(std::size_t count, std::string_view one, std::string_view several, std::string_view what) {
    if (count > 0) out_.notes.push_back(fmt::format("{} {} {}", count, count == 1 ? one : several, what));
  }
  void write_notes() {
    note(without_base_, "bus", "buses",
         "without a base voltage: per unit only, kV and kA there mean nothing");
    note(without_start_, "bus", "buses", "without a voltage to start from: 1 pu");
    note(isolated_, "bus", "buses", "of type 4, isolated: left dead, with what is connected to it");
    note(branches_out_, "branch", "branches", "out of service");
    note(generators_out_, "generator", "generators", "out of service");
    for (const auto& field : from_.unused)
      out_.notes.push_back(field + ": read, a load flow has no use for it");
  }

  const MatpowerCase& from_;
  ApparentPower base_;
  MatpowerNetwork out_;
  std::vector<double> held_pu_;  ///< by bus row
  std::vector<char> is_held_;
  std::unordered_set<std::size_t> has_source_;
  std::size_t without_base_ = 0, without_start_ = 0, isolated_ = 0, branches_out_ = 0, generators_out_ = 0;
};

}  // namespace

MatpowerNetwork matpower_network(const MatpowerCase& from) { return NetworkWriter(from).write(); }

}  // namespace shellfit::exchange
