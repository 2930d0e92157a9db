% Outages, made up for this test.
function chgtab = outages
chgtab = [ 1 0 3 1 11 1 0 ];
