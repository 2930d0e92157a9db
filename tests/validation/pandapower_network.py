"""A pandapower network, as tables, as the elements of a request to solve_cases.

After pandapower's own electrical models (doc/elements/*.rst): what it calls T model, tap changer, ward, open line end is
the same element of ours, and a request is asked to solve it; here are only units, parallel systems and what is out.
"""
import cmath
import math

import case

TABLES = ("bus", "ext_grid", "gen", "sgen", "load", "line", "trafo", "trafo3w", "ward", "xward", "impedance", "shunt", "switch")
SWITCH_R_OVER_X = 2.0  # of a switch with an impedance; an option of runpp that no call sets


class Cannot(Exception):
    """What of a network or a call our engine does not say."""


def number(row, name, absent=0.0):
    text = row.get(name) or ""
    return absent if text in ("", "nan", "None") else float(text)


def truth(row, name, absent=False):
    text = row.get(name) or ""
    return absent if text in ("", "nan", "None") else text == "True"


class Network:
    """Tables by element, then the request, built part by part."""

    def __init__(self, folder, options, f_hz):
        self.options, self.f_hz = options, f_hz
        self.tables = {name: {row[""]: row for row in case.rows(folder / f"{name}.csv")} if (folder / f"{name}.csv").is_file() else {} for name in TABLES}
        for other in ("dcline",):
            if (folder / f"{other}.csv").is_file() and any(truth(row, "in_service") for row in case.rows(folder / f"{other}.csv")):
                raise Cannot(f"element {other}")
        self.kv = {index: number(row, "vn_kv") for index, row in self.tables["bus"].items()}
        self.live = {index for index, row in self.tables["bus"].items() if truth(row, "in_service")}
        self.request = {"kind": "power", "limits": bool(options.get("enforce_q_lims")),
                        "buses": [{"id": index, "kv": kv} for index, kv in self.kv.items() if index in self.live]}
        for part in ("sources", "generators", "lines", "transformers", "three_windings", "two_ports", "switches", "loads", "shunts"):
            self.request[part] = []
        self.open_ends = {(row["et"], row["element"], row["bus"]) for row in self.tables["switch"].values()
                          if row["et"] != "b" and not truth(row, "closed")}
        angles = options.get("calculate_voltage_angles", True)
        if angles == "auto":  # where lines of more than 70 kV pass a bus on
            passed = {row["from_bus"] for row in self.tables["line"].values()} & {row["to_bus"] for row in self.tables["line"].values()}
            angles = any(self.kv[bus] > 70 for bus in passed)
        self.has_shift = bool(angles)
        self.model = options.get("trafo_model", "t")
        for part in (self.sources, self.injections, self.lines, self.transformers, self.three_windings, self.impedances, self.switches):
            part()

    def add(self, part, **figures):
        self.request[part].append(figures)

    def serving(self, table):
        for index, row in self.tables[table].items():
            if truth(row, "in_service", True) and ("bus" not in row or row["bus"] in self.live):
                yield index, row

    def is_closed(self, kind, index, bus):
        return (kind, index, bus) not in self.open_ends

    def sources(self):
        for index, row in self.serving("ext_grid"):
            self.add("sources", id=f"ext_grid.{index}", bus=row["bus"], voltage_pu=number(row, "vm_pu", 1.0), angle_deg=number(row, "va_degree") if self.has_shift else 0.0)
        referenced = {row["bus"] for _, row in self.serving("ext_grid")}
        for index, row in self.serving("gen"):
            mw = number(row, "p_mw") * number(row, "scaling", 1.0)
            if truth(row, "slack") and row["bus"] not in referenced:
                self.add("sources", id=f"gen.{index}", bus=row["bus"], voltage_pu=number(row, "vm_pu", 1.0))
                continue
            limits = {name: number(row, column) for name, column in (("least_mvar", "min_q_mvar"), ("most_mvar", "max_q_mvar"))
                      if abs(number(row, column, 1e12)) < 1e9}
            self.add("generators", id=f"gen.{index}", bus=row["bus"], mw=mw, voltage_pu=number(row, "vm_pu", 1.0), **limits)

    def injections(self):
        for index, row in self.serving("load"):
            scaling = number(row, "scaling", 1.0)
            shares = {name: number(row, column) / 100 for name, column in (
                ("impedance_p", "const_z_p_percent"), ("current_p", "const_i_p_percent"), ("impedance_q", "const_z_q_percent"), ("current_q", "const_i_q_percent"))}
            if not self.options.get("voltage_depend_loads", True):
                shares = {}
            self.add("loads", id=f"load.{index}", bus=row["bus"], mw=number(row, "p_mw") * scaling, mvar=number(row, "q_mvar") * scaling, **shares)
        for index, row in self.serving("sgen"):
            scaling = number(row, "scaling", 1.0)
            self.add("loads", id=f"sgen.{index}", bus=row["bus"], mw=-number(row, "p_mw") * scaling, mvar=-number(row, "q_mvar") * scaling)
        for index, row in self.serving("shunt"):
            factor = number(row, "step", 1.0) * (self.kv[row["bus"]] / number(row, "vn_kv", self.kv[row["bus"]])) ** 2
            self.add("shunts", id=f"shunt.{index}", bus=row["bus"], mw=number(row, "p_mw") * factor, mvar=number(row, "q_mvar") * factor)
        for table in ("ward", "xward"):
            for index, row in self.serving(table):
                self.add("loads", id=f"{table}.{index}", bus=row["bus"], mw=number(row, "ps_mw"), mvar=number(row, "qs_mvar"))
                self.add("shunts", id=f"{table}.{index}.z", bus=row["bus"], mw=number(row, "pz_mw"), mvar=number(row, "qz_mvar"))
                if table == "xward":
                    inner = f"xward.{index}.inner"
                    self.request["buses"].append({"id": inner, "kv": self.kv[row["bus"]]})
                    self.add("lines", id=f"xward.{index}.branch", **{"from": row["bus"]}, to=inner, r_ohm=number(row, "r_ohm"), x_ohm=number(row, "x_ohm"))
                    self.add("generators", id=f"xward.{index}.pv", bus=inner, mw=0.0, voltage_pu=number(row, "vm_pu"))

    def ends(self, kind, index, row, names):
        """Which ends are closed; None for a branch that nothing can feed."""
        closed = [row[name] in self.live and self.is_closed(kind, index, row[name]) for name in names]
        return closed if any(closed) else None

    def bus_or_other(self, row, name, other):
        """A bus out of service is no bus of the request: the end is open there."""
        return row[name] if row[name] in self.live else row[other]

    def lines(self):
        for index, row in self.serving("line"):
            closed = self.ends("l", index, row, ("from_bus", "to_bus"))
            if closed is None:
                continue
            length, parallel = number(row, "length_km"), number(row, "parallel", 1.0)
            r = number(row, "r_ohm_per_km") * length / parallel
            if self.options.get("consider_line_temperature"):
                r *= 1 + number(row, "alpha", 4e-3) * (number(row, "temperature_degree_celsius") - 20)
            ends = {"from": row["from_bus"], "to": row["to_bus"]}
            for name, bus in list(ends.items()):
                if bus not in self.live:  # the end is open at a bus of its own
                    ends[name] = f"line.{index}.{name}"
                    self.request["buses"].append({"id": ends[name], "kv": self.kv[bus]})
            x = number(row, "x_ohm_per_km") * length / parallel
            b = 2 * math.pi * self.f_hz * number(row, "c_nf_per_km") * 1e-9 * length * parallel
            g = number(row, "g_us_per_km") * 1e-6 * length * parallel
            kv = self.kv[row["from_bus"]]
            if kv != self.kv[row["to_bus"]]:  # in per unit of its from bus, at both ends
                series, half = kv**2 / complex(r, x), complex(g, b) * kv**2 / 2
                self.two_port(f"line.{index}", ends, 1.0, series + half, -series, -series, series + half, closed)
                continue
            self.add("lines", id=f"line.{index}", **ends, r_ohm=r, x_ohm=x, b_siemens=b, g_siemens=g, from_closed=closed[0], to_closed=closed[1])

    def two_port(self, name, ends, mva, yff, yft, ytf, ytt, closed=(True, True)):
        self.add("two_ports", id=name, **ends, mva=mva, from_closed=closed[0], to_closed=closed[1], **{key: [y.real, y.imag] for key, y in (("yff", yff), ("yft", yft), ("ytf", ytf), ("ytt", ytt))})

    def tap(self, row):
        """What a tap changer makes of its winding, as one step."""
        steps = number(row, "tap_pos", math.nan) - number(row, "tap_neutral", math.nan)
        kind = row.get("tap_changer_type") or ""
        if truth(row, "tap_dependency_table"):
            raise Cannot("tap tables")
        if math.isnan(steps) or kind in ("", "nan", "None") or not row.get("tap_side"):
            return {}
        percent, degree = number(row, "tap_step_percent"), number(row, "tap_step_degree")
        if kind == "Ideal":
            turn = steps * degree if degree else math.degrees(2 * math.asin(steps * percent / 200))
            return {"turn_deg": turn, "steps": 1}
        return {"step": steps * percent / 100, "direction_deg": degree, "steps": 1}

    def transformers(self):
        for index, row in self.serving("trafo"):
            closed = self.ends("t", index, row, ("hv_bus", "lv_bus"))
            if closed is None or not {row["hv_bus"], row["lv_bus"]} <= self.live:
                continue
            parallel = number(row, "parallel", 1.0)
            mva = number(row, "sn_mva")
            tap = self.tap(row)
            figures = {"id": f"trafo.{index}", "from": row["hv_bus"], "to": row["lv_bus"], "mva": mva * parallel,
                       "primary_kv": number(row, "vn_hv_kv"), "secondary_kv": number(row, "vn_lv_kv"), **self.impedance(row, ""),
                       "no_load_kw": number(row, "pfe_kw") * parallel,
                       "no_load_current": number(row, "i0_percent") / 100, "shift_deg": number(row, "shift_degree") if self.has_shift else 0.0,
                       "is_t": self.model == "t", "from_closed": closed[0], "to_closed": closed[1]}
            if tap:
                figures["from_tap" if row["tap_side"] == "hv" else "to_tap"] = tap
            shares = number(row, "leakage_resistance_ratio_hv", 0.5), number(row, "leakage_reactance_ratio_hv", 0.5)
            if self.model == "t" and shares != (0.5, 0.5):
                self.unequal_t(figures, shares)
            else:
                self.add("transformers", **figures)

    @staticmethod
    def impedance(row, pair):
        """Of a transformer, or of the pair of windings that "hv_", "mv_" or "lv_" names."""
        z, r = number(row, f"vk_{pair}percent"), number(row, f"vkr_{pair}percent")
        return {"impedance_percent": z, "x_over_r": case.x_over_r(z, r)}

    def winding_pair(self, name, ends, turns, z, core, shares=(0.5, 0.5)):
        """A transformer as its two-port on 1 MVA, for what our transformer does not say. `turns` of both windings over
        nominal voltage, taps included; z and the core's admittance as at the rated voltage of the to side."""
        z, core = z * abs(turns[1]) ** 2, core / abs(turns[1]) ** 2
        series, at_from, at_to = 1 / z, core / 2, core / 2
        if self.model == "t" and core:
            a = complex(z.real * shares[0], z.imag * shares[1])
            b, c = z - a, 1 / core
            whole = a * b + a * c + b * c
            series, at_from, at_to = c / whole, b / whole, a / whole
        ratio = turns[0] / turns[1]
        return {"name": name, "ends": ends, "mva": 1.0, "yff": (series + at_from) / abs(ratio) ** 2, "yft": -series / ratio.conjugate(),
                "ytf": -series / ratio, "ytt": series + at_to}

    @staticmethod
    def tap_factor(tap):
        return (1 + tap.get("step", 0.0) * cmath.exp(1j * math.radians(tap.get("direction_deg", 0.0)))) * cmath.exp(1j * math.radians(tap.get("turn_deg", 0.0)))

    @staticmethod
    def core(t, mva):
        """The magnetizing admittance, per unit of 1 MVA."""
        loss = t["no_load_kw"] / 1e3
        return complex(loss, -math.sqrt(max(0.0, (t["no_load_current"] * mva)**2 - loss**2)))

    def unequal_t(self, t, shares):
        """A T whose halves differ."""
        turns = (t["primary_kv"] / self.kv[t["from"]] * self.tap_factor(t.get("from_tap", {})) * cmath.exp(1j * math.radians(t["shift_deg"])),
                 t["secondary_kv"] / self.kv[t["to"]] * self.tap_factor(t.get("to_tap", {})))
        self.two_port(**self.winding_pair(t["id"], {"from": t["from"], "to": t["to"]}, turns, case.series_impedance(t, t["mva"]),
                                          self.core(t, t["mva"]), shares))

    def tapped_star(self, t, side, tap):
        """Three windings with the tap at their star point, where it stands upside down: three pairs about a bus."""
        star = f"{t['id']}.star"
        self.request["buses"].append({"id": star, "kv": t["sides"][0]["kv"]})
        pairs = []
        for k, pair in enumerate(t["pairs"]):
            rating = min(t["sides"][k]["mva"], t["sides"][(k + 1) % 3]["mva"])
            pairs.append(case.series_impedance(pair, rating))
        core = self.core(t, t["sides"][0]["mva"])
        if t["magnetizing_at"] == 3:
            self.add("shunts", id=f"{t['id']}.core", bus=star, mw=core.real, mvar=-core.imag)
        for k, one in enumerate(t["sides"]):
            z = (pairs[k] + pairs[k - 1] - pairs[(k + 1) % 3]) / 2
            at_star = 1 / self.tap_factor(tap) if k == side else 1 + 0j
            at_bus = one["kv"] / self.kv[one["bus"]] + 0j
            name, closed = f"{t['id']}/{k + 1}", (one["closed"], True)
            if k == 0:
                made = self.winding_pair(name, {"from": one["bus"], "to": star}, (at_bus, at_star), z, core if t["magnetizing_at"] == 0 else 0j)
            else:  # drawn from the star to the bus, written the other way
                made = self.winding_pair(name, {"from": one["bus"], "to": star}, (at_star * cmath.exp(1j * math.radians(one["shift_deg"])), at_bus), z, 0j)
                made["yff"], made["yft"], made["ytf"], made["ytt"] = made["ytt"], made["ytf"], made["yft"], made["yff"]
            self.two_port(**made, closed=closed)

    def three_windings(self):
        losses = self.options.get("trafo3w_losses", "hv")
        for index, row in self.serving("trafo3w"):
            names = ("hv", "mv", "lv")
            buses = [row[f"{name}_bus"] for name in names]
            if not set(buses) <= self.live:
                continue
            sides = [{"bus": bus, "mva": number(row, f"sn_{name}_mva"), "kv": number(row, f"vn_{name}_kv"),
                      "shift_deg": number(row, f"shift_{name}_degree") if self.has_shift and name != "hv" else 0.0,
                      "closed": self.is_closed("t3", index, bus)} for name, bus in zip(names, buses)]
            tap = self.tap(row)
            if losses == "mv" or losses == "lv":
                raise Cannot("losses of a three-winding transformer at its mv or lv side")
            figures = {"id": f"trafo3w.{index}", "sides": sides,
                       "pairs": [self.impedance(row, f"{name}_") for name in names],
                       "no_load_kw": number(row, "pfe_kw"), "no_load_current": number(row, "i0_percent") / 100,
                       "magnetizing_at": 3 if losses == "star" else 0, "is_t": self.model == "t"}
            if tap and truth(row, "tap_at_star_point"):
                self.tapped_star(figures, names.index(row["tap_side"]), tap)
                continue
            if tap:
                sides[names.index(row["tap_side"])]["tap"] = tap
            self.add("three_windings", **figures)

    def impedances(self):
        for index, row in self.serving("impedance"):
            if not {row["from_bus"], row["to_bus"]} <= self.live:
                continue
            there = 1 / complex(number(row, "rft_pu"), number(row, "xft_pu"))
            back = 1 / complex(number(row, "rtf_pu"), number(row, "xtf_pu"))
            at_from, at_to = complex(number(row, "gf_pu"), number(row, "bf_pu")), complex(number(row, "gt_pu"), number(row, "bt_pu"))
            self.two_port(f"impedance.{index}", {"from": row["from_bus"], "to": row["to_bus"]}, number(row, "sn_mva"),
                          there + at_from, -there, -back, back + at_to)

    def switches(self):
        for index, row in self.tables["switch"].items():
            if row["et"] != "b" or not truth(row, "closed") or not {row["bus"], row["element"]} <= self.live:
                continue
            z = number(row, "z_ohm")
            if z > 0:
                x = z / math.hypot(1.0, SWITCH_R_OVER_X)
                self.add("lines", **{"id": f"switch.{index}", "from": row["bus"], "to": row["element"]}, r_ohm=x * SWITCH_R_OVER_X, x_ohm=x)
            else:
                self.add("switches", **{"id": f"switch.{index}", "from": row["bus"], "to": row["element"]})
