function mpc = two
% Two buses, made up for this test.
mpc.version = '2';
mpc.baseMVA = 10;
mpc.bus = [
	1	3	0	0	0	0	1	1	0	12.66	1	1.1	0.9;
	2	1	0.1	0.06	0	0	1	1	0	12.66	1	1.1	0.9;
];
mpc.gen = [
	1	0	0	10	-10	1.02	100	0	10	0;
];
mpc.branch = [
	1	2	0.0057	0.0029	0	0	0	0	0	0	1;
];
