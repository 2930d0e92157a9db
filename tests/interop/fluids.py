"""Water and glycol against CoolProp: fluids.py SOLVER"""
import sys

from CoolProp.CoolProp import PropsSI

from peer import Comparison, properties

# Where CoolProp's viscosity is farther than that from ours.
ODD = {("propylene glycol", celsius, 20) for celsius in (25, 30, 35, 40, 45, 90)} | {("propylene glycol", 5, 25), ("propylene glycol", 5, 30)}
faults = 0
# Water: IAPWS-IF97 and IAPWS-95 agree within 0.003 % in density, 0.1 % in heat (IAPWS R7-97, 5.1); viscosity and conductivity are
# the same formulas, ours without the critical enhancement.
for ours, theirs, tolerance in (("water density", "D", 5e-5), ("water heat", "C", 2e-3), ("water viscosity", "V", 2e-3),
                                ("water conductivity", "L", 5e-3)):
    points = [(k, 3e5) for k in range(275, 372, 4)]
    comparison = Comparison(ours)
    for (kelvin, pascal), value in zip(points, properties([(ours, p) for p in points])):
        peer = PropsSI(theirs, "T", kelvin, "P", pascal, "Water")
        comparison.add(f"{kelvin} K", value, peer, tolerance * peer)
    faults += comparison.end()
# Glycols: the same published fits, so to rounding; viscosity is fitted anew, since CoolProp's strays by up to 9.7 % from
# the tables that both were fitted to.
for fluid, peer_fluid in (("propylene glycol", "APG"), ("ethylene glycol", "AEG")):
    for what, theirs, tolerance in (("density", "D", 1e-6), ("heat", "C", 1e-6), ("conductivity", "L", 1e-6), ("viscosity", "V", 0.02)):
        ours = f"{fluid} {what}"
        points = [(c, percent) for c in range(5, 91, 5) for percent in (20, 25, 30)]
        comparison = Comparison(ours)
        for (celsius, percent), value in zip(points, properties([(ours, p) for p in points])):
            peer = PropsSI(theirs, "T", celsius + 273.15, "P", 3e5, f"INCOMP::{peer_fluid}[{percent / 100}]")
            is_odd = what == "viscosity" and (fluid, celsius, percent) in ODD
            comparison.add(f"{celsius} degC, {percent} %", value, peer, (0.026 if is_odd else tolerance) * peer)
        faults += comparison.end()
sys.exit(1 if faults else 0)
