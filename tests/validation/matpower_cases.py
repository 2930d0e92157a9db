"""Load flows that MATPOWER solved, asked of `shellfit power CASE.m`. The README of their folder asks for Vm to 1e-6 pu,
Va to 1e-5 degrees, flows to 1e-3 MW, in at most 10 iterations."""
import collections

from case import Case, rows

NO_DC = "a linear approximation: the program solves the AC equations only"


def matpower(folder):
    for solved in sorted(folder.glob("solved/*_bus.csv")):
        name = solved.name.removesuffix("_bus.csv")
        source = folder / f"cases/{name}.m"
        if not source.is_file():
            yield Case(name, cannot="MATPOWER: the collection has the solution and not the case")
            continue
        yield Case(f"matpower/{name}", ask=power(source),
                   compare=compare_states(rows(solved), rows(folder / f"solved/{name}_branch.csv")))
    for solved in sorted(folder.glob("solved/*_bus_qlim.csv")):
        name = solved.name.removesuffix("_bus_qlim.csv")
        yield Case(f"matpower/{name}, limits of reactive power", ask=power(folder / f"cases/{name}.m", "--enforce-q-limits"),
                   compare=compare_limits(rows(solved), rows(folder / f"solved/{name}_gen_qlim.csv")))
    for table in sorted(folder.glob("n1/*_n1_branch.csv")):
        name = table.name.removesuffix("_n1_branch.csv")
        source = folder / f"cases/{name}.m"
        yield Case(f"matpower/{name}, every branch out", ask=outages(source, rows(table)), compare=compare_outages(rows(table)))
    for pattern, what in (("n1/*_dcpf.csv", "DC load flow"), ("n1/*_ptdf.csv", "PTDF"), ("n1/*_lodf.csv", "LODF")):
        count = len(list(folder.glob(pattern)))
        if count:
            yield Case(pattern, cannot=f"MATPOWER: {what}, {NO_DC}", count=count)


def power(source, *words):
    return lambda runner: runner.shellfit("power", source, "--json", "-", *words)


def compare_states(buses, branches):
    def compare(answer, comparison):
        expect_solved(answer, comparison)
        compare_buses(answer, comparison, buses)
        flows = {one["id"]: one for one in answer["branches"]}
        for i, one in enumerate(branches, start=1):
            if one["status"] != "1":
                continue
            for column, name in (("Pf_MW", "p_from_mw"), ("Qf_MVAr", "q_from_mvar"), ("Pt_MW", "p_to_mw"),
                                 ("Qt_MVAr", "q_to_mvar")):
                comparison.add(f"branch {i} {column}", flows[str(i)][name], float(one[column]), 1e-3)

    return compare


def expect_solved(answer, comparison):
    if not answer["converged"] or answer["iterations"] > 10:
        comparison.misses.append(f"{answer['iterations']} iterations, {answer['islands']}")


def compare_buses(answer, comparison, buses):
    found = {one["id"]: one for one in answer["buses"]}
    for one in buses:
        comparison.add(f"bus {one['bus_i']} pu", found[one["bus_i"]]["vm_pu"], float(one["Vm_pu"]), 1e-6)
        comparison.add(f"bus {one['bus_i']} degrees", found[one["bus_i"]]["va_deg"], float(one["Va_deg"]), 1e-5)


def compare_limits(buses, generators):
    """MATPOWER shares reactive power among the generators of a bus by their ranges; here their sum counts. Iterations
    are those of every change of who holds its bus, together, so they have no limit here."""

    def compare(answer, comparison):
        if not answer["converged"]:
            comparison.misses.append(f"{answer['islands']}")
        compare_buses(answer, comparison, buses)
        found, expected = collections.defaultdict(complex), collections.defaultdict(complex)
        for one in answer["generators"]:
            found[one["bus"]] += complex(one["p_mw"], one["q_mvar"])
        for one in generators:
            if one["status"] == "1":
                expected[one["bus"]] += complex(float(one["Pg_MW"]), float(one["Qg_MVAr"]))
        for bus, generated in expected.items():
            comparison.add(f"generators at {bus} MW", found[bus].real, generated.real, 1e-3)
            comparison.add(f"generators at {bus} Mvar", found[bus].imag, generated.imag, 1e-3)

    return compare


def outages(source, table):
    def ask(runner):
        states = ["normal" if one["outage_branch_row"] == "0" else f"out:{one['outage_branch_row']}" for one in table]
        return [runner.shellfit("power", source, "--json", "-", "--state", state) for state in states]

    return ask


def compare_outages(table):
    """Where an outage splits the network, the collection names the islands and solves none of them: so only their
    number is compared."""

    def compare(answers, comparison):
        for row, answer in zip(table, answers, strict=True):
            where = f"branch {row['outage_branch_row']} out:"
            comparison.add(f"{where} islands", len(answer["islands"]), float(row["islands"]), 0.5)
            if row["converged"] != "1":
                if row["converged"]:
                    comparison.add(f"{where} has a solution", answer["converged"], 0.0, 0.5)
                continue
            expect_solved(answer, comparison)
            voltages = {one["id"]: one["vm_pu"] for one in answer["buses"]}
            for end, extreme in (("min", min), ("max", max)):
                expected = float(row[f"Vm_{end}_pu"])
                comparison.add(f"{where} Vm {end}", extreme(voltages.values()), expected, 1e-6)
                comparison.add(f"{where} Vm of bus {row[f'Vm_{end}_bus']}", voltages[row[f"Vm_{end}_bus"]], expected, 1e-6)
            losses = sum(one["p_from_mw"] + one["p_to_mw"] for one in answer["branches"] if one["p_from_mw"] is not None)
            comparison.add(f"{where} losses", losses, float(row["total_loss_MW"]), 1e-3)
            reference = answer["generators"][0]["bus"]
            given = sum(one["p_mw"] for one in answer["generators"] if one["bus"] == reference)
            comparison.add(f"{where} reference MW", given, float(row["slack_P_MW"]), 1e-3)
            loadings = [one["loading_percent"] or 0.0 for one in answer["branches"]]
            comparison.add(f"{where} worst loading", max(loadings), float(row["max_loading_pct_rateA"]), 1e-3)
            overloaded = sum(one > 100.0 for one in loadings)
            comparison.add(f"{where} overloaded", overloaded, float(row["overloaded_branches"]), 0.5)

    return compare
