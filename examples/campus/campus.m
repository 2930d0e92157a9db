function mpc = campus
%CAMPUS  Two halls behind one point of interconnection, made up as an example.
%   Bus 1 is the utility at 34.5 kV; two transformers, one with a tap, feed a ring at 13.8 kV with a hall of 6 MW and
%   one of 5 MW, a 2 MW generator and a capacitor bank. Lines are given in ohms and converted below, as distribution
%   cases of MATPOWER do.

mpc.version = '2';
mpc.baseMVA = 10;

%% bus_i type Pd Qd Gs Bs area Vm Va baseKV zone Vmax Vmin
mpc.bus = [
	1	3	0	0	0	0	1	1	0	34.5	1	1.05	0.95;
	10	1	0	0	0	1.2	1	1	0	13.8	1	1.05	0.95;
	11	1	6.0	1.97	0	0	1	1	0	13.8	1	1.05	0.95;
	12	1	5.0	1.64	0	0	1	1	0	13.8	1	1.05	0.95;
	13	2	0	0	0	0	1	1	0	13.8	1	1.05	0.95;
];

%% bus Pg Qg Qmax Qmin Vg mBase status Pmax Pmin
mpc.gen = [
	1	0	0	20	-20	1.02	10	1	20	0;
	13	2	0	1.5	-0.5	1.00	2.5	1	2.5	0;
];

%% fbus tbus r x b rateA rateB rateC ratio angle status
mpc.branch = [
	1	10	0.004	0.06	0	10	0	0	0.9875	30	1;
	1	10	0.004	0.06	0	10	0	0	0.9875	30	1;
	10	11	0.090	0.120	0	8	0	0	0	0	1;	% from here on in ohms
	11	12	0.060	0.080	0	6	0	0	0	0	1;
	12	13	0.060	0.080	0	6	0	0	0	0	1;
	13	10	0.120	0.160	0	6	0	0	0	0	1;
	10	12	0.200	0.260	0	6	0	0	0	0	0;	% normally open
];

%% convert branch impedances from ohms to p.u.
[F_BUS, T_BUS, BR_R, BR_X] = idx_brch;
[PQ, PV, REF, NONE, BUS_I, BUS_TYPE, PD, QD, GS, BS, BUS_AREA, VM, VA, BASE_KV] = idx_bus;
Vbase = mpc.bus(2, BASE_KV) * 1e3;      % in volts
Sbase = mpc.baseMVA * 1e6;              % in VA
mpc.branch(3:end, [BR_R BR_X]) = mpc.branch(3:end, [BR_R BR_X]) / (Vbase^2 / Sbase);
