// The zero sequence by the windings of transformers (IEC 60909-0:2016, 6.3 and table 3; IEC TR 60909-4).
//
// A winding lets zero-sequence current through when its star point is earthed; a delta closes it within
// itself; a star that is not earthed has none. Earthed opposite delta: Z0 as measured, to earth. Earthed
// opposite a star: what magnetizes lies in its way. Earthed on both sides: a T. A zigzag closes it within
// itself and does not pass it on. An earthing impedance counts three times and is not corrected by K.
// Motors, and what stands behind converters, have no earthed star point.

#include "power/fault_context.hpp"

namespace shellfit::power {

namespace {

/// What a side of a transformer is to the zero sequence.
enum class Path { earthed, closed, open, zigzag };

Path path_of(Winding winding, bool is_connected) {
  switch (winding) {
    case Winding::delta:
      return Path::closed;
    case Winding::earthed_wye:
      return is_connected ? Path::earthed : Path::open;
    case Winding::earthed_zigzag:
      return is_connected ? Path::zigzag : Path::open;
    default:
      return Path::open;
  }
}

class ZeroWriter {
 public:
  explicit ZeroWriter(const FaultContext& context)
      : context_(context), network_(context.network), out_(context.out) {}

  void write(int first_star) {
    for (const auto& source : network_.sources) write_source(source);
    for (std::size_t i = 0; i < network_.generators.size(); ++i) write_generator(i);
    for (const auto& line : network_.lines) write_line(line);
    for (std::size_t i = 0; i < network_.transformers.size(); ++i) write_transformer(i);
    for (std::size_t i = 0; i < network_.three_windings.size(); ++i)
      write_three_winding(i, first_star + static_cast<int>(i));
    for (const auto& one : network_.two_ports) write_two_port(one);
  }

 private:
  void write_source(const Source& source) {
    const int node = context_.node(source.bus);
    if (node < 0 || !context_.is_in_service(source.id)) return;
    if (std::isinf(source.zero_reactance.in_si())) return;  // not earthed
    if (source.zero_reactance.is_missing())
      return context_.zero_gap(node, node, source.id, "gives no zero-sequence reactance (X0 over X1)");
    for (const auto& feeder : out_.feeders) {
      if (feeder.id != source.id) continue;
      if (feeder.z_pu == Complex{}) {
        out_.earth_paths.push_back({node, {}});
        return;
      }
      if (source.zero_r_over_x.is_missing())
        return context_.zero_gap(node, node, source.id, "gives no zero-sequence resistance (R0 over X0)");
      const double x = source.zero_reactance.in_si() * feeder.z_pu.imag();
      add_earth_path(node, {source.zero_r_over_x.in_si() * x, x}, source.id);
    }
  }

  void write_generator(std::size_t index) {
    const auto& generator = network_.generators[index];
    const int node = context_.node(generator.bus);
    if (node < 0 || !context_.is_in_service(generator.id) || !generator.machine) return;
    const auto& machine = *generator.machine;
    if (std::isinf(machine.zero_reactance.in_si())) return;
    if (machine.zero_reactance.is_missing())
      return context_.zero_gap(
          node, node, generator.id,
          "does not say whether its star point is earthed (its zero-sequence reactance)");
    const double own_ohm = std::pow(machine.voltage.in_si(), 2) / machine.rating.in_si();
    const double r = machine.resistance.is_missing() ? 0.0 : machine.resistance.in_si();
    const Complex own{r, machine.zero_reactance.in_si() * own_ohm};
    const Complex earthing{machine.earthing_resistance.in_si(), machine.earthing_reactance.in_si()};
    add_earth_path(node, (context_.generator_factor[index] * own + 3.0 * earthing) / context_.base_ohm(node),
                   generator.id);
  }

  /// An end that is open is reached by nothing; the other one still may lead to earth through it.
  void write_two_port(const TwoPort& one) {
    const int from = context_.node(one.is_from_closed ? one.from : one.to);
    const int to = context_.node(one.is_to_closed ? one.to : one.from);
    if (from < 0 || to < 0 || !context_.is_in_service(one.id)) return;
    if (!one.is_from_closed && !one.is_to_closed) return;
    context_.zero_gap(from, to, one.id, "is a two-port, which gives no zero sequence");
  }

  void write_line(const Line& line) {
    const int from = context_.node(line.from);
    const int to = context_.node(line.to);
    if (from < 0 || to < 0 || from == to || !context_.is_in_service(line.id)) return;
    double r = line.zero_resistance.in_si();
    if (context_.is_least() && context_.is_iec() && !line.end_temperature.is_missing())
      r *= hot_resistance_ratio(line.end_temperature.in(units::degC));
    const double base_ohm = context_.base_ohm(from);
    const Complex z = Complex{r, line.zero_reactance.in_si()} / base_ohm;
    // 5.1: the capacitance of lines counts in the zero sequence alone. Not given: none.
    const double b = line.zero_charging.is_missing() ? 0.0 : line.zero_charging.in_si() * base_ohm;
    const Complex half{0.0, -2.0 / b};
    const bool is_whole = line.is_from_closed && line.is_to_closed;
    if (!line.is_from_closed && !line.is_to_closed) return;
    if (!is_sound(z) && (is_whole || b != 0.0)) {
      const int end = line.is_from_closed ? from : to;
      return context_.zero_gap(is_whole ? from : end, is_whole ? to : end, line.id,
                               "gives no zero-sequence impedance");
    }
    if (is_whole) out_.zero_branches.push_back(fault_branch(from, to, z, 1.0));
    if (b == 0.0) return;
    if (is_whole) {
      add_earth_path(from, half, line.id);
      add_earth_path(to, half, line.id);
    } else {
      add_earth_path(line.is_from_closed ? from : to, 1.0 / (1.0 / half + 1.0 / (z + half)), line.id);
    }
  }

  /// One side of a two-winding transformer.
  struct Side {
    int node;
    Path path;
    double rated_ohm, ratio;  ///< U_r^2 / S_r; U_r over the nominal voltage
    Complex earthing_ohm;
  };

  void write_transformer(std::size_t index) {
    const auto& one = network_.transformers[index];
    const int from = context_.node(one.from);
    const int to = context_.node(one.to);
    if (from < 0 || to < 0 || from == to || !context_.is_in_service(one.id)) return;
    if (!one.windings)
      return context_.zero_gap(from, to, one.id, "does not say how its windings are connected");
    const auto side = [&](int node, Winding winding, bool is_closed, LineVoltage rated, Complex earthing) {
      return Side{node, path_of(winding, is_closed), std::pow(rated.in_si(), 2) / one.rating.in_si(),
                  rated.in_si() / context_.base_v(node), earthing};
    };
    const Side a = side(from, (*one.windings)[0], one.is_from_closed, one.primary,
                        {one.from_earthing_resistance.in_si(), one.from_earthing_reactance.in_si()});
    const Side b = side(to, (*one.windings)[1], one.is_to_closed, one.secondary,
                        {one.to_earthing_resistance.in_si(), one.to_earthing_reactance.in_si()});
    const Complex bare = split_by_x_over_r(one.zero_impedance.in_si(), one.zero_x_over_r.in_si());
    const Complex leakage = bare * context_.transformer_factor[index];
    // Infinite: none; 0 / 0 of a missing one stays not a number.
    const double m = one.zero_magnetizing.in_si();
    const Complex magnetizing =
        std::isinf(m) ? Complex{m, m}
                      : split_by_r_over_x(m * std::abs(bare), one.zero_magnetizing_r_over_x.in_si());
    if (a.path == Path::earthed && b.path == Path::earthed)
      return write_both_earthed(one, a, b, leakage, magnetizing);
    for (const auto& [here, there] : {std::pair{a, b}, std::pair{b, a}}) {
      if (here.path != Path::earthed && here.path != Path::zigzag) continue;
      const Complex earthing = 3.0 * here.earthing_ohm;
      const bool is_closed_elsewhere = here.path == Path::zigzag || there.path == Path::closed;
      if (!is_closed_elsewhere && std::isinf(m)) continue;
      const Complex relative = is_closed_elsewhere ? leakage : leakage + magnetizing;
      add_earth_path(here.node, (relative * here.rated_ohm + earthing) / context_.base_ohm(here.node),
                     one.id);
    }
  }

  void write_both_earthed(const Transformer& one, const Side& a, const Side& b, const Complex& leakage,
                          const Complex& magnetizing) {
    const double share = one.zero_primary_share.is_missing() ? 0.5 : one.zero_primary_share.in_si();
    const double t = a.ratio / b.ratio;
    const auto on_b = [&](const Complex& relative) {
      return relative * b.rated_ohm / context_.base_ohm(b.node);
    };
    // Primary's part, seen from the secondary's base.
    const Complex za = on_b(share * leakage) + 3.0 * a.earthing_ohm / context_.base_ohm(a.node) / (t * t);
    const Complex zb = on_b((1.0 - share) * leakage) + 3.0 * b.earthing_ohm / context_.base_ohm(b.node);
    if (!is_sound(za + zb))
      return context_.zero_gap(a.node, b.node, one.id, "gives no zero-sequence impedance");
    if (std::isinf(magnetizing.imag())) {
      out_.zero_branches.push_back(fault_branch(a.node, b.node, za + zb, t));
      return;
    }
    const Complex zm = on_b(magnetizing);
    if (!is_sound(zm))
      return context_.zero_gap(a.node, b.node, one.id, "gives no zero-sequence magnetizing impedance");
    if (za == Complex{} || zb == Complex{}) {
      out_.zero_branches.push_back(fault_branch(a.node, b.node, za + zb, t));
      out_.earth_paths.push_back(za == Complex{} ? FaultProblem::EarthPath{a.node, zm * t * t}
                                                 : FaultProblem::EarthPath{b.node, zm});
      return;
    }
    const int middle = out_.nodes++;
    out_.base_voltage_v.push_back(context_.base_v(b.node));
    out_.voltage_factor.push_back(1.0);
    out_.zero_branches.push_back(fault_branch(a.node, middle, za, t));
    out_.zero_branches.push_back(fault_branch(middle, b.node, zb, 1.0));
    out_.earth_paths.push_back({middle, zm});
  }

  void write_three_winding(std::size_t index, int star) {
    const auto& one = network_.three_windings[index];
    if (!context_.is_in_service(one.id)) return;
    std::array<Complex, 3> pairs{};
    for (std::size_t p = 0; p < 3; ++p) {
      const auto& pair = one.pairs[p];
      pairs[p] = split_by_x_over_r(pair.zero_impedance.in_si(), pair.zero_x_over_r.in_si()) *
                 context_.pair_factor[index][p] * base_power_va /
                 std::min(one.sides[p].rating, one.sides[(p + 1) % 3].rating).in_si();
    }
    const auto legs = star_of(pairs);
    for (std::size_t s = 0; s < 3; ++s) {
      const auto& side = one.sides[s];
      const int node = context_.node(side.bus);
      const auto path = path_of(side.winding, side.is_closed && node >= 0);
      if (path == Path::open) continue;
      const int end = path == Path::closed ? star : node;
      if (path == Path::zigzag)
        context_.zero_gap(node, node, one.id,
                          "has an earthed zigzag, which a transformer of three windings may not");
      else if (!is_sound(legs[s]))
        context_.zero_gap(end, star, one.id, "gives no zero-sequence impedances");
      else if (path == Path::closed)
        out_.earth_paths.push_back({star, legs[s]});
      else
        out_.zero_branches.push_back(
            fault_branch(node, star, legs[s], side.voltage.in_si() / context_.base_v(node)));
    }
  }

  void add_earth_path(int node, const Complex& z_pu, const ElementId& id) {
    if (!is_sound(z_pu)) return context_.zero_gap(node, node, id, "gives no zero-sequence impedance");
    out_.earth_paths.push_back({node, z_pu});
  }

  const FaultContext& context_;
  const Network& network_;
  FaultProblem& out_;
};

}  // namespace

void write_zero_sequence(const FaultContext& context, int first_star) {
  ZeroWriter(context).write(first_star);
}

}  // namespace shellfit::power
