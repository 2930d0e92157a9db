"""Water networks that OpenModelica solved with the friction law of Swamee and Jain, as kept with pandapipes.

One fixed pressure, pipes, given flows of mass. Each of these leaves by a link to the fixed pressure, which closes the
circuit. The densities of the two tables differ by 0.1 %, the drops with them; near Re 3000 the laws of transition
differ, so small drops get a floor of 10 Pa.
"""
from case import Case, rows


def water_networks(folder):
    for path in sorted(folder.glob("*")):
        tables = {file.stem: rows(file) for file in path.glob("*.csv")}
        name = path.name.removeprefix("openmodelica_test_networks__water_cases_")
        elements = {table for table in tables if not table.startswith("res_")}
        lacks = sorted(elements - {"junction", "pipe", "ext_grid", "sink", "source"})
        if not path.name.startswith("openmodelica") or "swamee-jain" not in path.name:
            yield Case(name, cannot="pandapipes: another law of friction, or heat lost by pipes")
        elif lacks or len(tables["ext_grid"]) != 1:
            yield Case(name, cannot=f"pandapipes: {', '.join(lacks) or 'several fixed pressures'}")
        else:
            yield Case(f"pandapipes/{name}", water_request(tables), water_compare(tables))


def water_request(tables):
    fixed = tables["ext_grid"][0]
    links = []
    for one in tables["pipe"]:
        links.append({"id": f"p{one['index']}", "from": one["from_junction"], "to": one["to_junction"],
                      "length_m": float(one["length_km"]) * 1e3, "bore_m": float(one["diameter_m"]),
                      "roughness_m": float(one["k_mm"]) * 1e-3, "minor_loss": float(one["loss_coefficient"])})
    for table in ("sink", "source"):
        for one in tables.get(table, []):
            if one["junction"] == fixed["junction"]:
                continue
            ends = [one["junction"], fixed["junction"]]
            start, end = ends if table == "sink" else ends[::-1]
            links.append({"id": f"{table}{one['index']}", "from": start, "to": end,
                          "kg_s": float(one["mdot_kg_per_s"]) * float(one["scaling"])})
    return {"kind": "loops", "reference": fixed["junction"], "reference_kpa": float(fixed["p_bar"]) * 100.0,
            "temperature_c": float(fixed["t_k"]) - 273.15, "links": links,
            "nodes": [{"id": one["index"], "elevation_m": float(one["height_m"])} for one in tables["junction"]]}


def water_compare(tables):
    def compare(answer, comparison):
        fixed_kpa = float(tables["ext_grid"][0]["p_bar"]) * 100.0
        pressure = {one["id"]: one["pressure_kpa"] for one in answer["nodes"]}
        for one in tables["junction"]:
            expected = float(one["p_om"]) * 100.0
            comparison.add(f"junction {one['index']} kPa", pressure[one["index"]], expected,
                           0.01 * abs(fixed_kpa - expected) + 0.01)
        velocity = {one["id"]: one["velocity_mps"] for one in answer["links"]}
        for one in tables["pipe"]:
            expected = float(one["v_om"])
            comparison.add(f"pipe {one['index']} m/s", velocity[f"p{one['index']}"], expected,
                           0.01 * abs(expected) + 1e-3)

    return compare
