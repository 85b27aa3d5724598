# Derives Stirling's remainder R(x) = ln Gamma(x) - (x - 1/2) ln x + x - 1/2 ln 2 pi = 1/(12 x + P(x^2)/(x Q(x^2))) for x >= 1: P/Q is minimax in u = 1/x^2, by what it leaves
# in R relative to R; coefficients from x^0 up.
from rmz3 import *
from mpmath import nstr
def D(u):
    mp.dps = 60
    if u < mpf('1e-8'):  # the terms left out are below 1e-32
        c = (1 - u/30 + u**2/105 - u**3/140 + u**4/99)/12  # x R(x)
        return (mpf(12)/30 - 12*u/105 + 12*u**2/140 - 12*u**3/99)/(12*c)
    x = 1/sqrt(u)
    return x/(loggamma(x) - (x - mpf(1)/2)*log(x) + x - log(2*pi)/2) - 12/u
D = memo(D)
for n in (3, 8):
    r = remez(D, lambda u: (u + mpf('1e-4'))/(12 + u*D(u)), 0, 1, n, n, grid=300, lsn=60)
    print(n, nstr(r[0], 3))
    for c in r[1:]: print('  ', ', '.join(nstr(k/r[2][-1], 22) for k in reversed(c)), flush=True)
