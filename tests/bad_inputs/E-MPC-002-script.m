mpc.version = '2';
