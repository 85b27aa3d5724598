#!/usr/bin/env python3
"""Writes, beside itself, by mpmath in 60 digits and with a fixed seed:

sigmoid, softplus, tanh, rectifier, normal_quantile .csv and _f32.csv   x,value,value_lo
    value + value_lo is the exact result to 106 bits; x is exact in binary64 (binary32 in the _f32 files).
normal_density.csv   mean,deviation,x,value,value_lo    ln of the density
likelihood.csv       kind,length,parameters,targets,value,value_lo,gradient    lists with ';'; the gradient as nearest doubles
    All arguments of these two are exact in binary32, and serve both types.
"""
import math, os, random, struct
from statistics import NormalDist
from mpmath import mp, mpf, exp, erfc, fsum, log, log1p, pi, sqrt, tanh
mp.dps = 60
R = random.Random(20261122)
os.chdir(os.path.dirname(os.path.abspath(__file__)))
f32 = lambda x: struct.unpack('<f', struct.pack('<f', x))[0]


def next32(x, up):
    bits = struct.unpack('<i', struct.pack('<f', x))[0]
    return struct.unpack('<f', struct.pack('<i', bits + (1 if (x > 0) == up else -1)))[0]


def around(x, single):
    out = [x]
    a = b = x
    for _ in range(3):
        a, b = (next32(a, True), next32(b, False)) if single else (math.nextafter(a, math.inf), math.nextafter(b, -math.inf))
        out += [a, b]
    return out


def double_double(m):
    hi = float(m)
    return '%r,%r' % (hi, float(m - mpf(hi)))


def write(name, f, xs, specials):
    with open(name, 'w', newline='\n') as o:
        o.write('x,value,value_lo\n')
        for s in specials:
            o.write(s + ',0.0\n')
        for x in sorted(xs):
            o.write('%r,%s\n' % (x, double_double(f(mpf(x)))))


def softplus(x):
    return x + log1p(exp(-x)) if x > 0 else log1p(exp(x))


def sigmoid(x):
    return 1 / (1 + exp(-x)) if x > 0 else exp(x) / (1 + exp(x))


def quantile(p):
    if 2 * p > 1:
        return -quantile(1 - p)
    z = mpf(NormalDist().inv_cdf(float(p)))
    for _ in range(6):
        z -= (erfc(-z / sqrt(2)) / 2 - p) * sqrt(2 * pi) * exp(z * z / 2)
    return z


for single in (False, True):
    r = f32 if single else float
    ending = '_f32.csv' if single else '.csv'
    bottom, limit = (-40, 87.0) if single else (-300, 708.0)
    s = set()
    for _ in range(400): s.add(r(R.uniform(-30, 30)))
    for _ in range(250): s.add(r(R.uniform(-2, 2)))
    for _ in range(200): s.add(r(R.uniform(-limit - 20, limit + 20)))
    for _ in range(250): s.add(r(math.copysign(10.0 ** R.uniform(bottom, 0), R.random() - 0.5)))
    for n in range(1, 60):
        s.add(r(n * math.log(2) / 2)); s.add(r(-n * math.log(2) / 2))
    for t in (0.125, 1.0, 9.0, 17.0, 18.0, 19.0, 36.0, 37.0, 40.0, limit):
        s.update(around(r(t), single)); s.update(around(r(-t), single))
    s.discard(0.0)
    ends = ['NaN,NaN', 'Infinity,%s', '-Infinity,%s', '0.0,%s', '-0.0,%s']
    def specials(*values): return [ends[0]] + [e % v for e, v in zip(ends[1:], values)]
    write('sigmoid' + ending, sigmoid, s, specials('1.0', '0.0', '0.5', '0.5'))
    ln2 = double_double(log(mpf(2))).split(',')[0]
    write('softplus' + ending, softplus, s, specials('Infinity', '0.0', ln2, ln2)[:3])
    write('tanh' + ending, tanh, s, specials('1.0', '-1.0', '0.0', '-0.0'))
    write('rectifier' + ending, lambda x: max(x, mpf(0)), sorted(s)[::16], specials('Infinity', '0.0', '0.0', '-0.0'))

    s = set()
    least = -37.9 if single else -307.6
    for _ in range(600): s.add(r(R.uniform(0, 1)))
    for _ in range(300): s.add(r(10.0 ** R.uniform(least, 0)))
    for _ in range(100): s.add(r(10.0 ** R.uniform(-12, -9)))
    for k in range(2, 25 if single else 54):
        s.add(1 - 2.0 ** -k); s.add(2.0 ** -k); s.add(0.5 - 2.0 ** -k); s.add(0.5 + 2.0 ** -k)
    for t in (0.075, 0.925, math.exp(-25), 0.5, 0.25, 0.75, math.exp(-1.6 ** 2)): s.update(around(r(t), single))
    s.add(1.1754943508222875e-38 if single else 2.2250738585072014e-308)
    s = {x for x in s if 0 < x < 1}
    write('normal_quantile' + ending, quantile, s,
          ['NaN,NaN', 'Infinity,NaN', '-Infinity,NaN', '0.0,-Infinity', '-0.0,-Infinity', '1.0,Infinity', '-1.0,NaN', '1.5,NaN'])

with open('normal_density.csv', 'w', newline='\n') as o:
    o.write('mean,deviation,x,value,value_lo\n')
    for mean, deviation in ((0.0, 1.0), (3.0, 0.25), (-1000.0, 7.5), (0.0, 2.0 ** -60), (1.0, 2.0 ** 60), (0.1, 3.3)):
        mean, deviation = f32(mean), f32(deviation)
        for _ in range(60):
            x = f32(mean + deviation * R.gauss(0, 1) * 10.0 ** R.uniform(-3, 1))
            z = (mpf(x) - mpf(mean)) / mpf(deviation)
            o.write('%r,%r,%r,%s\n' % (mean, deviation, x, double_double(-z * z / 2 - log(2 * pi) / 2 - log(mpf(deviation)))))

texts = lambda values: ';'.join(repr(v) for v in values)
with open('likelihood.csv', 'w', newline='\n') as o:
    o.write('kind,length,parameters,targets,value,value_lo,gradient\n')
    for length in (1, 2, 3, 7, 8, 16, 17, 33, 100):
        for spread in (1e-6, 1.0, 12.0, 80.0, 3000.0):
            logits = [f32(R.uniform(-spread, spread)) for _ in range(length)]
            targets = [f32(R.choice((0.0, 1.0, R.randrange(256) / 255))) for _ in range(length)]
            value = fsum(softplus(mpf(l)) - mpf(x) * mpf(l) for l, x in zip(logits, targets))
            slopes = [float(sigmoid(mpf(l)) - mpf(x)) for l, x in zip(logits, targets)]
            o.write('Bernoulli,%d,%s,%s,%s,%s\n' % (length, texts(logits), texts(targets), double_double(value), texts(slopes)))
        for spread in (0.1, 3.0, 12.0, 60.0):
            means = [f32(R.uniform(-2, 2)) for _ in range(length)]
            variances = [f32(R.uniform(-spread, spread)) for _ in range(length)]
            targets = [f32(m + math.exp(min(v, 6) / 2) * R.gauss(0, 1)) for m, v in zip(means, variances)]
            rows = [(mpf(m) - mpf(x), mpf(v)) for m, v, x in zip(means, variances, targets)]
            value = fsum((log(2 * pi) + v + d * d * exp(-v)) / 2 for d, v in rows)
            slopes = [float(d * exp(-v)) for d, v in rows] + [float((1 - d * d * exp(-v)) / 2) for d, v in rows]
            o.write('Gaussian,%d,%s,%s,%s,%s\n' % (length, texts(means + variances), texts(targets), double_double(value), texts(slopes)))
