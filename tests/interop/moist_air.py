"""Moist air against PsychroLib: moist_air.py SOLVER"""
import sys

import psychrolib

from peer import Comparison, properties

psychrolib.SetUnitSystem(psychrolib.SI)
faults = 0

heights = list(range(0, 3001, 250))
comparison = Comparison("atmosphere")
for height, value in zip(heights, properties([("atmosphere", [h]) for h in heights])):
    comparison.add(f"{height} m", value, psychrolib.GetStandardAtmPressure(height), 0.01)
faults += comparison.end()

points = [(dry, wet, pascal) for dry in range(-15, 51, 5) for wet in range(-15, dry + 1, 5) for pascal in (101325, 84556)]
comparison = Comparison("humidity ratio from wet bulb")
values = properties([("humidity", p) for p in points])
for (dry, wet, pascal), value in zip(points, values):
    peer = psychrolib.GetHumRatioFromTWetBulb(dry, wet, pascal)
    if peer > 1e-6:  # PsychroLib cuts drier air off at 1e-7
        comparison.add(f"{dry}, {wet} degC", value, peer, 1e-6)
faults += comparison.end()

moist = [(p, w) for p, w in zip(points, values) if w > 1e-4]
comparison = Comparison("dew point")
for ((dry, wet, pascal), w), value in zip(moist, properties([("dew point", [w, p[2]]) for p, w in moist])):
    peer = psychrolib.GetTDewPointFromHumRatio(dry, w, pascal)
    comparison.add(f"{dry}, {wet} degC", value, peer, 0.02)  # PsychroLib stops at 0.001 K, and at 0.01 K near freezing
faults += comparison.end()

for ours, theirs, tolerance in (("moist enthalpy", lambda dry, w, pascal: psychrolib.GetMoistAirEnthalpy(dry, w), 0.01),
                                ("moist volume", psychrolib.GetMoistAirVolume, 1e-6),
                                ("moist density", psychrolib.GetMoistAirDensity, 1e-6),
                                ("relative humidity", psychrolib.GetRelHumFromHumRatio, 1e-6)):
    asked = [[p[0], w, p[2]] for p, w in moist]
    comparison = Comparison(ours)
    for at, value in zip(asked, properties([(ours, at) for at in asked])):
        comparison.add(f"{at[0]} degC, {at[1]:.4f}", value, theirs(*at), tolerance)
    faults += comparison.end()
sys.exit(1 if faults else 0)
