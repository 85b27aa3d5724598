#!/usr/bin/env python3
"""Writes, beside itself, by mpmath in 120 digits and more, and with a fixed seed:

gamma_divergence.csv   shape,other,value,value_lo
    KL(Gamma(a, a) | Gamma(b, b)); the shapes are exact in binary32 and serve both types; value + value_lo is the exact result to 106 bits.
"""
import os, random, struct
from mpmath import mp, mpf, log, loggamma, psi
R = random.Random(20261124)
os.chdir(os.path.dirname(os.path.abspath(__file__)))
f32 = lambda x: struct.unpack('<f', struct.pack('<f', x))[0]


def divergence(a, b):
    mp.dps = 160
    a, b = mpf(a), mpf(b)
    return loggamma(b) - loggamma(a) - (b - a) * psi(0, a) - b * log(b / a) + b - a


pairs = set()
for _ in range(400): pairs.add((f32(10.0 ** R.uniform(-3, 9)), f32(10.0 ** R.uniform(-3, 9))))
for _ in range(150): pairs.add((f32(10.0 ** R.uniform(-18, 18)), f32(10.0 ** R.uniform(-18, 18))))
for _ in range(300): pairs.add((f32(R.uniform(0.1, 12)), f32(R.uniform(0.1, 12))))
for _ in range(400):
    a = f32(10.0 ** R.uniform(-3, 9))
    pairs.add((a, f32(a * (1 + R.choice((-1, 1)) * 10.0 ** R.uniform(-6, -0.5)))))
for a in (0.5, 1.0, 3.999999761581421, 4.0, 4.000000476837158, 1e6):
    for b in (0.5, 1.0, 3.999999761581421, 4.0, 4.000000476837158, 1e6):
        pairs.add((f32(a), f32(b)))
with open('gamma_divergence.csv', 'w', newline='\n') as o:
    o.write('shape,other,value,value_lo\n')
    for a, b in sorted(pairs):
        m = divergence(a, b) if a != b else mpf(0)
        o.write('%r,%r,%r,%r\n' % (a, b, float(m), float(m - mpf(float(m)))))
