"""Values of d ln g/da of Gamma(a, 1) draws at their own quantile, for GammaDrawDerivativeValues.cs. Needs mpmath."""
import mpmath as mp

mp.mp.dps = 70


def derivative(a, y):
    """-(dF/da)/(x p(x)) at x = exp y: F's derivative as a central difference of fourth order, of the tail that is the smaller one."""
    x, h = mp.e**y, a * mp.mpf(10) ** -15
    if x > a:
        tail, sign = (lambda s: mp.gammainc(s, x, mp.inf, regularized=True)), 1
    else:
        tail, sign = (lambda s: mp.gammainc(s, 0, x, regularized=True)), -1
    slope = (tail(a - 2 * h) - 8 * tail(a - h) + 8 * tail(a + h) - tail(a + 2 * h)) / (12 * h)
    return sign * slope / mp.exp(a * y - x - mp.loggamma(a))


for text in ["0.001", "0.01", "0.1", "0.5", "0.9", "1", "2.5", "7", "20", "63.9", "64", "100", "1000", "1e5"]:
    a = mp.mpf(text)
    if a < 1:
        logs = [-1 / a, mp.mpf(-30), mp.mpf(-1), mp.log(a + mp.mpf("1.9")), mp.log(a + mp.mpf("2.1")), mp.log(mp.mpf(12))]
    else:
        logs = []
        for z in (-5, -2, -0.5, 0, 0.5, 2, 5):
            x = a + mp.mpf(z) * mp.sqrt(a)
            logs.append(mp.log(x) if x > 0 else mp.mpf(z) / a - 3)
        logs += [mp.log(a) - 1.5, mp.log(a) + 1.2]
    for y in logs:
        shape, y = mp.mpf(float(a)), mp.mpf(float(y))
        print("(%r, %r, %s)," % (float(shape), float(y), mp.nstr(derivative(shape, y), 20)))
