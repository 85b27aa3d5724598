#!/usr/bin/env python3
"""Writes, beside itself, by mpmath in 80 digits and more, and with a fixed seed:

stirling_remainder .csv and _f32.csv   x,value,value_lo
    ln Gamma(x) - (x - 1/2) ln x + x - 1/2 ln 2 pi; value + value_lo is the exact result to 106 bits; x is exact in binary64 (binary32 in the _f32 file).
"""
import math, os, random, struct
from mpmath import mp, mpf, bernoulli, log, loggamma, pi
R = random.Random(20261123)
os.chdir(os.path.dirname(os.path.abspath(__file__)))
f32 = lambda x: struct.unpack('<f', struct.pack('<f', x))[0]


def remainder(x):
    mp.dps = 80
    if x > 1e9:
        return sum(bernoulli(2 * k) / (2 * k * (2 * k - 1) * mpf(x) ** (2 * k - 1)) for k in range(1, 6))
    x = mpf(x)
    return loggamma(x) - (x - mpf(1) / 2) * log(x) + x - log(2 * pi) / 2


for single in (False, True):
    r = f32 if single else float
    bottom, top = (-37.9, 38.5) if single else (-307.6, 308.2)
    s = set()
    for _ in range(500): s.add(r(10.0 ** R.uniform(bottom, top)))
    for _ in range(400): s.add(r(10.0 ** R.uniform(-12, 9)))
    for low, high, count in ((0, 1, 400), (0.9, 1.1, 200), (1, 3, 300), (3, 16, 200), (16, 1000, 100)):
        for _ in range(count): s.add(r(R.uniform(low, high)))
    for k in range(1, 24 if single else 53): s.add(1 - 2.0 ** -k); s.add(1 + 2.0 ** -k); s.add(2.0 ** -k); s.add(2.0 ** k)
    for n in range(1, 60): s.add(float(n)); s.add(n - 0.5)
    for t in (1e-20, 1e-11, 2.0 ** 27, 4096.0):
        for k in (-2, -1, 0, 1, 2): s.add(r(t * (1 + k * 2.0 ** (-23 if single else -52))))
    s.update((2.0 ** -149, 2.0 ** -130, 2.0 ** -126, f32(3.4028234663852886e38)) if single else (5e-324, 1e-310, 2.2250738585072014e-308, 1.7976931348623157e308))
    s.discard(0.0)
    with open('stirling_remainder' + ('_f32.csv' if single else '.csv'), 'w', newline='\n') as o:
        o.write('x,value,value_lo\nNaN,NaN,0.0\nInfinity,0.0,0.0\n0.0,Infinity,0.0\n-0.0,Infinity,0.0\n-1.0,NaN,0.0\n-Infinity,NaN,0.0\n')
        for x in sorted(s):
            m = remainder(x)
            o.write('%r,%r,%r\n' % (x, float(m), float(m - mpf(float(m)))))
