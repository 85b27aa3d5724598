"""Writes gamma_shape_derivative.csv: d ln x/da of a Gamma(a, 1) number x with its distribution function held,
-(dP(a, x)/da)/(x p(x; a)), by mpmath. Shapes below 100: a difference quotient of P in 200 digits. From there on: the integral
of (ln t - psi(a)) p(t) over the shorter side, by mpmath's own quadrature in 40 digits. Between 7 and 100 both, which must agree."""
from mpmath import mp, mpf, digamma, exp, expm1, gamma, gammainc, linspace, log, quad, sqrt, loggamma


def by_difference(a, log_x):
    mp.dps = 200
    x = exp(log_x)
    step = a * mpf(10) ** -40
    def lower(b):
        return gammainc(b, 0, x) / gamma(b)
    slope = (lower(a + step) - lower(a - step)) / (2 * step)
    result = -slope / exp(a * log_x - x - loggamma(a))
    mp.dps = 40
    return +result


def by_integral(a, log_x):
    mp.dps = 40
    x = exp(log_x)
    c = log_x - digamma(a)
    sign = 1 if c >= 0 else -1
    def exponent(s):
        return sign * (x * expm1(sign * s) - a * s) if sign > 0 else a * s + x * expm1(-s)
    reach = mpf(10) ** -6
    while exponent(reach) < 95:
        reach *= 1.3
    return quad(lambda s: (abs(c) + s) * exp(-exponent(s)), linspace(0, reach, 13))


lines = ["shape,log_x,value"]
for shape in ("1e-6", "1e-3", "0.01", "0.1", "0.5", "1", "1.5", "3", "7", "9.99", "10", "10.5", "30", "100", "500", "1999", "10000", "1e5", "1e6"):
    a = mpf(float(shape))
    points = [log(a) + log(mpf(t)) for t in (0.3, 0.9, 0.999, 1.001, 1.1, 3)]
    points += [log(a + k * sqrt(a)) for k in (-6, -4, -2, -1, -0.5, -0.01, 0.01, 0.5, 1, 2, 4, 6, 8) if a + k * sqrt(a) > 0]
    if a < 10:
        points += [log(mpf(t)) for t in (1e-300, 1e-20, 1e-5, 0.1, 0.5, 0.56, 0.57, 0.7, 1, 2, 5, 10, 20, 40)]
    if a < 1:
        points += [mpf(t) / a for t in (-20, -5, -1, -0.1)]
    for point in points:
        log_x = float(point)
        if log_x > 20 or (a >= 10 and not 0.3 <= exp(mpf(log_x)) / a <= 3.1):
            continue
        value = by_difference(a, mpf(log_x)) if a < 100 else by_integral(a, mpf(log_x))
        if 7 <= a < 100:
            other = by_integral(a, mpf(log_x))
            assert abs(other / value - 1) < mpf(10) ** -25, (shape, log_x, value, other)
        lines.append(f"{float(a)!r},{log_x!r},{mp.nstr(value, 20)}")
with open("gamma_shape_derivative.csv", "w", newline="\n") as file:
    file.write("\n".join(lines) + "\n")
