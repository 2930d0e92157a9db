#include "exchange/matpower_export.hpp"

#include "exchange/balancing_generators.hpp"
#include "exchange/equivalent_pi.hpp"
#include "exchange/matpower_case.hpp"
#include "power/islands.hpp"
#include "power/voltage_dependence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <numbers>
#include <set>

namespace shellfit::exchange {

namespace {

using power::Complex;
using power::NetworkProblem;
using studies::NetworkAnswer;

constexpr double degrees = 180.0 / std::numbers::pi;

std::size_t ix(int i) { return static_cast<std::size_t>(i); }

/// Text in a comment: on its line, and no more.
std::string comment(std::string_view text) {
  std::string safe;
  for (const char c : text) safe += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  return safe;
}
std::string in_quotes(std::string_view text) {
  std::string inside;
  for (const char c : comment(text)) inside += c == '\'' ? std::string("''") : std::string(1, c);
  return "'" + inside + "'";
}
std::string number(double value) {
  if (std::isinf(value)) return value > 0 ? "Inf" : "-Inf";
  return fmt::format("{}", value == 0.0 ? 0.0 : value);  // the shortest text that reads back the same; no -0
}

/// A name that is one; 0: it is none.
long long positive_number(const std::string& name) {
  long long value = 0;
  const auto read = std::from_chars(name.data(), name.data() + name.size(), value);
  const bool is_whole = read.ec == std::errc{} && read.ptr == name.data() + name.size();
  return is_whole && value > 0 ? value : 0;
}
const std::string star_point = "star point";

/// A bus of the case: what stands together at one node.
struct CaseBus {
  long long number = 0;
  int type = matpower::pq;
  double kilovolt = 0;
  Complex load, shunt;  ///< MVA; what the shunt takes at 1 pu, conjugated
  Complex voltage{1.0};
  bool is_behind_impedance = false;  ///< of a source: a bus that only the case has
  std::vector<std::string> names;
};
struct CaseGenerator {
  std::size_t bus;
  Complex power;
  double most = 0, least = 0, voltage_pu = 1.0;
  std::string name;
};
struct CaseBranch {
  std::size_t from, to;
  MatpowerBranch figures;
  double rating_mva = 0;
  std::string name;
};

class CaseWriter {
 public:
  CaseWriter(const NetworkAnswer& answer, std::string name)
      : answer_(answer),
        problem_(answer.problem),
        islands_(power::find_islands(problem_, answer.input)),
        name_(std::move(name)) {}

  std::string write() {
    name_elements();
    place_buses();
    add_loads();
    add_sources();
    add_outputs();
    add_generators();
    choose_references();
    for (std::size_t i = 0; i < problem_.branches.size(); ++i) add_branch(static_cast<int>(i));
    number_buses();
    return header() + bus_table() + generator_table() + branch_table() + name_table();
  }

 private:
  /// A source reaches it, whether or not a solution was found.
  [[nodiscard]] bool is_live(int bus) const {
    return is_there(bus) && islands_.list[ix(islands_.of_bus(bus))].has_source;
  }
  [[nodiscard]] std::size_t place(int bus) const { return ix(islands_.node[ix(bus)]); }
  [[nodiscard]] bool is_there(int bus) const { return islands_.node[ix(bus)] >= 0; }

  void place_buses() {
    const auto names = studies::bus_names(answer_);
    for (int i = 0; i < problem_.bus_count(); ++i) {
      if (!is_there(i)) {
        left_out_.push_back(names[ix(i)]);
        continue;
      }
      if (place(i) >= buses_.size()) buses_.resize(place(i) + 1);
      auto& bus = buses_[place(i)];
      if (bus.names.empty()) {
        bus.kilovolt = problem_.base_voltage_v[ix(i)] / 1e3;
        bus.type = is_live(i) ? matpower::pq : matpower::isolated;
        const auto& result = answer_.flow.buses[ix(i)];
        if (result.is_solved) bus.voltage = std::polar(result.voltage_pu, result.angle_rad);
      }
      bus.names.push_back(names[ix(i)].empty() ? star_point : names[ix(i)]);
    }
    for (const auto& island : answer_.unsound) {
      for (const auto& bus : island.buses) left_out_.push_back(bus.text());
    }
  }

  void add_loads() {
    for (std::size_t i = 0; i < problem_.loads.size(); ++i) {
      const auto& load = problem_.loads[i];
      if (!is_there(load.bus)) continue;
      auto& bus = buses_[place(load.bus)];
      const double real = answer_.input.load_real_pu[i];
      const double reactive = answer_.input.load_reactive_pu[i];
      const auto& p = load.real_dependence;
      const auto& q = load.reactive_dependence;
      const double v = std::abs(bus.voltage);
      const auto beside_impedance = [v](const power::VoltageDependence& with) {
        return power::drawn_share(with, v) - with.impedance * v * v;
      };
      bus.load += Complex(real * beside_impedance(p), reactive * beside_impedance(q));
      bus.shunt += std::conj(Complex(real * p.impedance, reactive * q.impedance));
    }
    for (const auto& shunt : problem_.shunts) {
      if (is_there(shunt.bus)) buses_[place(shunt.bus)].shunt += shunt.admittance_pu;
    }
    for (std::size_t i = 0; i < problem_.converters.size(); ++i) {
      const auto& converter = problem_.converters[i];
      const double input = answer_.flow.converters[i].input_real.in_si() / power::base_power_va;
      if (answer_.input.converter_out[i] == 0 && is_there(converter.from) && std::isfinite(input))
        buses_[place(converter.from)].load += Complex(input, input * converter.input_reactive_share);
    }
  }

  static Complex per_unit(const power::SupplyResult& supply) {
    return {supply.real.in_si() / power::base_power_va, supply.reactive.in_si() / power::base_power_va};
  }
  static Complex known(Complex power) { return std::isfinite(std::abs(power)) ? power : Complex{}; }

  void add_sources() {
    for (std::size_t i = 0; i < problem_.sources.size(); ++i) {
      const auto& source = problem_.sources[i];
      if (answer_.input.source_out[i] != 0 || !is_live(source.bus)) continue;
      const auto name = name_of(power::ElementRef::Kind::source, i);
      const double voltage = answer_.input.source_voltage_pu[i];
      auto at = place(source.bus);
      auto power = per_unit(answer_.flow.sources[i]);
      if (!source.holds_bus_in_load_flow) {
        const auto inner = std::polar(voltage, source.angle_rad);
        CaseBus behind;
        behind.kilovolt = buses_[at].kilovolt;
        behind.voltage = inner;
        behind.is_behind_impedance = true;
        behind.names.push_back(name + ", behind its impedance");
        buses_.push_back(behind);
        CaseBranch branch{buses_.size() - 1, at, {}, 0.0, name};
        branch.figures.r = source.impedance_pu.real();
        branch.figures.x = source.impedance_pu.imag();
        branches_.push_back(branch);
        power = inner * std::conj((inner - buses_[at].voltage) / source.impedance_pu);
        at = buses_.size() - 1;
      }
      // One that gives all the reactive power that it can no longer holds its bus.
      const bool is_at_limit = answer_.flow.sources[i].is_at_limit;
      if (!is_at_limit) buses_[at].type = matpower::reference;
      generators_.push_back({at, known(power), source.most_reactive_pu, source.least_reactive_pu,
                             is_at_limit ? std::abs(buses_[at].voltage) : voltage, name});
    }
  }

  /// A converter's output holds its island where no source does.
  void add_outputs() {
    for (std::size_t i = 0; i < problem_.converters.size(); ++i) {
      const auto& converter = problem_.converters[i];
      if (answer_.input.converter_out[i] != 0 || !is_live(converter.to)) continue;
      const int island = islands_.of_bus(converter.to);
      if (!islands_.list[ix(island)].sources.empty()) continue;
      const auto at = place(converter.to);
      buses_[at].type = matpower::reference;
      generators_.push_back({at, known(per_unit(answer_.flow.converters[i])),
                             std::numeric_limits<double>::infinity(),
                             -std::numeric_limits<double>::infinity(), std::abs(buses_[at].voltage),
                             name_of(power::ElementRef::Kind::converter, i)});
    }
  }

  void add_generators() {
    for (std::size_t i = 0; i < problem_.generators.size(); ++i) {
      const auto& generator = problem_.generators[i];
      if (answer_.input.generator_out[i] != 0 || !is_live(generator.bus)) continue;
      const auto& result = answer_.flow.generators[i];
      const auto at = place(generator.bus);
      const bool holds = generator.holds_bus && !result.is_at_limit;
      if (holds && buses_[at].type == matpower::pq) buses_[at].type = matpower::pv;
      const Complex described(generator.real_pu, generator.holds_bus ? 0.0 : generator.reactive_pu);
      const auto power = per_unit(result);
      generators_.push_back({at, std::isfinite(std::abs(power)) ? power : described,
                             generator.most_reactive_pu, generator.least_reactive_pu,
                             holds ? generator.voltage_pu : std::abs(buses_[at].voltage),
                             name_of(power::ElementRef::Kind::generator, i)});
    }
  }

  /// In islands whose sources are at their limits a generator balances the rest.
  void choose_references() {
    for (const int i : balancing_generators(answer_, islands_))
      buses_[place(problem_.generators[ix(i)].bus)].type = matpower::reference;
  }

  void add_branch(int i) {
    const auto& branch = problem_.branches[ix(i)];
    if (answer_.input.branch_out[ix(i)] != 0) {
      if (!branch_names_[ix(i)].empty()) left_out_.push_back(branch_names_[ix(i)]);
      return;
    }
    const bool has_from = branch.is_from_closed && is_there(branch.from);
    const bool has_to = branch.is_to_closed && is_there(branch.to);
    const auto& positions =
        answer_.flow.tap_positions.empty() ? answer_.input.tap_positions : answer_.flow.tap_positions;
    const auto y = power::branch_admittance(problem_, i, positions);
    if (has_from && has_to && place(branch.from) == place(branch.to)) {
      buses_[place(branch.from)].shunt += y.from_from + y.from_to + y.to_from + y.to_to;
    } else if (has_from && has_to) {
      CaseBranch one{place(branch.from), place(branch.to), matpower_branch(y), 0.0, branch_names_[ix(i)]};
      buses_[one.from].shunt += one.figures.shunt_from;
      buses_[one.to].shunt += one.figures.shunt_to;
      one.rating_mva = rating_mva(branch);
      branches_.push_back(one);
    } else if (has_from) {
      buses_[place(branch.from)].shunt += power::seen_from_from(y);
    } else if (has_to) {
      buses_[place(branch.to)].shunt += power::seen_from_to(y);
    }
  }
  /// The format knows ratings by apparent power only; 0 is none.
  [[nodiscard]] double rating_mva(const NetworkProblem::Branch& branch) const {
    if (std::isfinite(branch.rating_pu)) return branch.rating_pu;
    if (!std::isfinite(branch.rated_from_a)) return 0.0;
    return sqrt_3 * branch.rated_from_a * problem_.base_voltage_v[ix(branch.from)] / power::base_power_va;
  }
  [[nodiscard]] std::string name_of(power::ElementRef::Kind kind, std::size_t index) const {
    const auto known = names_.find({kind, static_cast<int>(index)});
    return known == names_.end() ? std::string{} : known->second;
  }
  void name_elements() {
    for (const auto& [id, ref] : problem_.element_index) {
      using enum power::ElementRef::Kind;
      names_.emplace(std::pair(ref.kind, ref.index), id.text());
      const bool is_branch =
          ref.kind == line || ref.kind == transformer || ref.kind == two_port || ref.kind == three_winding;
      if (!is_branch) continue;
      branch_names_.resize(problem_.branches.size());
      for (int k = 0; k < (ref.kind == three_winding ? 3 : 1); ++k)
        branch_names_[ix(problem_.branch(ref) + k)] = id.text();
    }
  }

  /// Numbers of the file that a network came from, where all its buses have some; else from 1 in order.
  void number_buses() {
    std::set<long long> taken;
    bool are_numbers = true;
    long long last = 0;
    for (auto& bus : buses_) {
      if (bus.names.front() == star_point || bus.is_behind_impedance) continue;
      for (const auto& name : bus.names) last = std::max(last, positive_number(name));
      bus.number = positive_number(bus.names.front());
      are_numbers = are_numbers && bus.number > 0 && taken.insert(bus.number).second;
    }
    if (!are_numbers) last = 0;
    for (auto& bus : buses_) {
      if (!are_numbers || bus.number == 0) bus.number = ++last;
    }
  }

  [[nodiscard]] std::string header() const {
    std::string text = fmt::format("function mpc = {}\n% {} in state {}, as shellfit solved it.\n", name_,
                                   comment(answer_.name), comment(answer_.state));
    text +=
        "% Voltages are the solution. Shunts of buses hold what branches have no column for: conductances, "
        "unequal\n"
        "% charging, open ends; and loads of constant impedance. Loads of constant current are constant "
        "power at the\n"
        "% solved voltage. Taps, and generators at a limit, stand where the load flow left them. What a UPS "
        "takes is\n"
        "% a load, and its output is the reference of an island of its own.\n";
    for (const auto& bus : buses_) {
      if (bus.names.size() < 2) continue;
      text += fmt::format("% bus {}:", bus.number);
      for (const auto& name : bus.names) text += " " + comment(name);
      text += " (closed switches join them)\n";
    }
    if (!left_out_.empty()) {
      text += "% left out:";
      for (const auto& name : left_out_) text += " " + comment(name);
      text += "\n";
    }
    return text + "mpc.version = '2';\nmpc.baseMVA = 1;\n";
  }
  [[nodiscard]] std::string bus_table() const {
    std::string text = "\n%% bus_i type Pd Qd Gs Bs area Vm Va baseKV zone Vmax Vmin\nmpc.bus = [\n";
    for (const auto& bus : buses_) {
      text += fmt::format("\t{}\t{}\t{}\t{}\t{}\t{}\t1\t{}\t{}\t{}\t1\t1.1\t0.9;\n", bus.number, bus.type,
                          number(bus.load.real()), number(bus.load.imag()), number(bus.shunt.real()),
                          number(bus.shunt.imag()), number(std::abs(bus.voltage)),
                          number(std::arg(bus.voltage) * degrees), number(bus.kilovolt));
    }
    return text + "];\n";
  }
  [[nodiscard]] std::string generator_table() const {
    std::string text = "\n%% bus Pg Qg Qmax Qmin Vg mBase status Pmax Pmin\nmpc.gen = [\n";
    for (const auto& one : generators_) {
      text += fmt::format("\t{}\t{}\t{}\t{}\t{}\t{}\t1\t1\tInf\t-Inf; % {}\n", buses_[one.bus].number,
                          number(one.power.real()), number(one.power.imag()), number(one.most),
                          number(one.least), number(one.voltage_pu), comment(one.name));
    }
    return text + "];\n";
  }
  [[nodiscard]] std::string branch_table() const {
    std::string text =
        "\n%% fbus tbus r x b rateA rateB rateC ratio angle status angmin angmax\nmpc.branch = [\n";
    for (const auto& one : branches_) {
      const auto& f = one.figures;
      const bool is_plain = f.tap == 1.0 && f.shift_rad == 0.0;
      text +=
          fmt::format("\t{}\t{}\t{}\t{}\t{}\t{}\t0\t0\t{}\t{}\t1\t-360\t360; % {}\n", buses_[one.from].number,
                      buses_[one.to].number, number(f.r), number(f.x), number(f.b), number(one.rating_mva),
                      number(is_plain ? 0.0 : f.tap), number(f.shift_rad * degrees), comment(one.name));
    }
    return text + "];\n";
  }
  [[nodiscard]] std::string name_table() const {
    std::string text = "\n%% what the buses are called\nmpc.bus_name = {\n";
    for (const auto& bus : buses_) text += fmt::format("\t{};\n", in_quotes(bus.names.front()));
    return text + "};\n";
  }

  const NetworkAnswer& answer_;
  const NetworkProblem& problem_;
  power::Islands islands_;
  std::string name_;
  std::vector<CaseBus> buses_;
  std::vector<CaseGenerator> generators_;
  std::vector<CaseBranch> branches_;
  std::vector<std::string> left_out_;
  std::map<std::pair<power::ElementRef::Kind, int>, std::string> names_;
  std::vector<std::string> branch_names_;
};

}  // namespace

MatpowerBranch matpower_branch(const power::TwoPortAdmittance& y) {
  const auto [t, series, at_from, at_to] = equivalent_pi(y);
  const auto z = 1.0 / series;
  const double rounding = 1e-13 * std::abs(series);
  const auto rounded = [rounding](double shunt) { return std::fabs(shunt) < rounding ? 0.0 : shunt; };
  MatpowerBranch branch;
  branch.r = z.real();
  branch.x = z.imag();
  branch.b = rounded(at_from.imag() + at_to.imag());
  branch.tap = std::abs(t);
  branch.shift_rad = std::fabs(std::arg(t)) < 1e-15 ? 0.0 : std::arg(t);
  branch.shunt_from =
      Complex(rounded(at_from.real()), rounded(at_from.imag() - branch.b / 2.0)) / std::norm(t);
  branch.shunt_to = {rounded(at_to.real()), rounded(at_to.imag() - branch.b / 2.0)};
  return branch;
}

std::string matpower_text(const NetworkAnswer& answer, const std::string& name) {
  return CaseWriter(answer, name).write();
}

}  // namespace shellfit::exchange
