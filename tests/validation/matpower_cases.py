"""Load flows that MATPOWER solved, network and solution as csv. The README of their folder asks for Vm to 1e-6 pu, Va
to 1e-5 degrees, flows to 1e-3 MW, in at most 10 iterations."""
import re

from case import Case, rows


def matpower(folder):
    for solved in sorted(folder.glob("solved/*_bus.csv")):
        name = solved.name.removesuffix("_bus.csv")
        path = folder / "network_csv"
        source = folder / f"cases/{name}.m"
        if not (path / f"{name}_bus.csv").is_file() or not source.is_file():
            yield Case(name, cannot="MATPOWER: no csv of the network")
            continue
        bus, branch, gen = (rows(path / f"{name}_{part}.csv") for part in ("bus", "branch", "gen"))
        base_mva = float(re.search(r"baseMVA\s*=\s*([\d.eE+]+)", source.read_text(encoding="utf-8")).group(1))
        cannot = matpower_lacks(bus, branch)
        if cannot:
            yield Case(name, cannot=f"MATPOWER: {cannot}")
            continue
        yield Case(f"matpower/{name}", matpower_request(bus, branch, gen, base_mva),
                   matpower_compare(rows(solved), rows(folder / f"solved/{name}_branch.csv")))
    for pattern, what in (("solved/*_qlim.csv", "limits of reactive power"), ("n1/*_n1_branch.csv", "line charging"),
                          ("n1/*_dcpf.csv", "DC load flow"), ("n1/*_ptdf.csv", "PTDF"), ("n1/*_lodf.csv", "LODF")):
        count = len({path.name.split("_bus")[0].split("_gen")[0] for path in folder.glob(pattern)})
        if count:
            yield Case(pattern, cannot=f"MATPOWER: {what}", count=count)


def matpower_lacks(bus, branch):
    lacks = []
    if any(one["type"] == "2" for one in bus):
        lacks.append("PV buses")
    if any(float(one["b_pu"]) for one in branch):
        lacks.append("line charging")
    if any(float(one["Gs_MW"]) or float(one["Bs_MVAr"]) for one in bus):
        lacks.append("bus shunts")
    if any(float(one["angle_deg"]) for one in branch):
        lacks.append("phase shifters")
    if any(float(one["ratio"]) not in (0.0, 1.0) for one in branch):
        lacks.append("per-unit taps")
    return ", ".join(lacks)


def matpower_request(bus, branch, gen, base_mva):
    kv = {one["bus_i"]: float(one["baseKV"]) for one in bus}
    slack = {one["bus_i"] for one in bus if one["type"] == "3"}
    request = {"kind": "power", "sources": [], "loads": [], "lines": []}
    request["buses"] = [{"id": one["bus_i"], "kv": kv[one["bus_i"]]} for one in bus if one["type"] != "4"]
    for i, one in enumerate(gen):
        if one["status"] != "1":
            continue
        if one["bus"] in slack:
            if all(source["bus"] != one["bus"] for source in request["sources"]):
                request["sources"].append({"id": f"g{i}", "bus": one["bus"], "voltage_pu": float(one["Vg"])})
        else:
            request["loads"].append({"id": f"g{i}", "bus": one["bus"], "mw": -float(one["Pg"]),
                                     "mvar": -float(one["Qg"])})
    for one in bus:
        if float(one["Pd_MW"]) or float(one["Qd_MVAr"]):
            request["loads"].append({"id": f"d{one['bus_i']}", "bus": one["bus_i"], "mw": float(one["Pd_MW"]),
                                     "mvar": float(one["Qd_MVAr"])})
    for i, one in enumerate(branch, start=1):
        if one["status"] != "1":
            continue
        ohm = kv[one["fbus"]] ** 2 / base_mva
        request["lines"].append({"id": str(i), "from": one["fbus"], "to": one["tbus"],
                                 "r_ohm": float(one["r_pu"]) * ohm, "x_ohm": float(one["x_pu"]) * ohm})
    return request


def matpower_compare(buses, branches):
    def compare(answer, comparison):
        if not answer["converged"] or answer["iterations"] > 10:
            comparison.misses.append(f"{answer['iterations']} iterations, {answer['reason'] or 'converged'}")
        found = {one["id"]: one for one in answer["buses"]}
        for one in buses:
            comparison.add(f"bus {one['bus_i']} pu", found[one["bus_i"]]["vm_pu"], float(one["Vm_pu"]), 1e-6)
            comparison.add(f"bus {one['bus_i']} degrees", found[one["bus_i"]]["va_deg"], float(one["Va_deg"]), 1e-5)
        flows = {one["id"]: one for one in answer["branches"]}
        for i, one in enumerate(branches, start=1):
            if one["status"] != "1":
                continue
            for column, name in (("Pf_MW", "p_from_mw"), ("Qf_MVAr", "q_from_mvar"), ("Pt_MW", "p_to_mw"),
                                 ("Qt_MVAr", "q_to_mvar")):
                comparison.add(f"branch {i} {column}", flows[str(i)][name], float(one[column]), 1e-3)

    return compare
