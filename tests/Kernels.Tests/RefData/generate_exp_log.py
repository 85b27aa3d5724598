#!/usr/bin/env python3
"""Writes exp.csv, log.csv, exp_f32.csv, log_f32.csv beside itself: columns x,value,value_lo with value + value_lo the exact result to 106 bits.
Fixed seed. Needs mpmath. x is exact in binary64 (binary32 in the _f32 files)."""
import math, os, random, struct
from mpmath import mp, mpf, exp, log
mp.dps = 60
R = random.Random(20260101)
os.chdir(os.path.dirname(os.path.abspath(__file__)))
f32 = lambda x: struct.unpack('<f', struct.pack('<f', x))[0]
def next32(x, up):
    b = struct.unpack('<i', struct.pack('<f', x))[0]
    return struct.unpack('<f', struct.pack('<i', b + (1 if (x > 0) == up else -1)))[0]
def around(x, single):
    out = [x]; a = b = x
    for _ in range(3):
        a, b = (next32(a, True), next32(b, False)) if single else (math.nextafter(a, math.inf), math.nextafter(b, -math.inf))
        out += [a, b]
    return out
def fmt(d): return 'NaN' if math.isnan(d) else 'Infinity' if d == math.inf else '-Infinity' if d == -math.inf else repr(d)
def row(x, f):
    m = f(mpf(x))
    try: hi = float(m)
    except OverflowError: hi = math.inf
    lo = 0.0 if math.isinf(hi) else float(m - mpf(hi))
    return '%r,%s,%r\n' % (x, fmt(hi), lo)
def write(name, f, xs, specials):
    with open(name, 'w') as o:
        o.write('x,value,value_lo\n')
        for s in specials: o.write(s + ',0.0\n')
        for x in sorted(xs): o.write(row(x, f))
for single in (False, True):
    r = f32 if single else float
    bottom, top, under = (-104.5, 89.5, -87.4) if single else (-746.5, 710.5, -708.5)
    s = set()
    for _ in range(600): s.add(r(R.uniform(bottom, top)))
    for _ in range(300): s.add(r(R.uniform(bottom, under)))
    for _ in range(250): s.add(r(R.uniform(-2, 2)))
    for _ in range(100): s.add(r(math.copysign(10.0 ** R.uniform(-40 if single else -300, 0), R.random() - 0.5)))
    for n in range(-100, 101, 4):
        s.add(r((n + 0.5) * math.log(2))); s.add(r(n * math.log(2)))
    limits = (87.0, -87.0, 88.72284, -87.33655, -103.97208, -103.2789) if single else (708.0, -708.0, 709.782712893384, -708.3964185322641, -745.1332191019411, -744.4400719213812)
    for t in limits: s.update(around(r(t), single))
    write('exp_f32.csv' if single else 'exp.csv', exp, s,
          ['NaN,NaN', 'Infinity,Infinity', '-Infinity,0.0', '0.0,1.0', '-0.0,1.0', '1e30,Infinity', '-1e30,0.0'])
    s = set()
    lo, hi, least = (-37.9, 38.5, -44.8) if single else (-307.6, 308.2, -323.3)
    for _ in range(450): s.add(r(10.0 ** R.uniform(lo, hi)))
    for _ in range(200): s.add(r(10.0 ** R.uniform(least, lo)))
    for _ in range(300): s.add(r(R.uniform(0.5, 2)))
    for _ in range(100): s.add(r(R.uniform(0.99, 1.01)))
    bits = 24 if single else 53
    for k in range(1, bits):
        s.add(1 + 2.0 ** -k); s.add(1 - 2.0 ** -k)
    for k in range(1, bits, 2):
        for e in (-3, -1, 1, 3): s.update(around(r(2.0 ** e * (1 + 2.0 ** -k)), single)[:3])
    for t in (1.0, 2.0, 0.5, math.sqrt(0.5), math.sqrt(2), 1.17549435e-38 if single else 2.2250738585072014e-308): s.update(around(r(t), single))
    s.add(2.0 ** -149 if single else 5e-324); s.add(f32(3.4028234663852886e38) if single else 1.7976931348623157e308)
    s.discard(0.0)
    write('log_f32.csv' if single else 'log.csv', log, s,
          ['NaN,NaN', 'Infinity,Infinity', '-Infinity,NaN', '0.0,-Infinity', '-0.0,-Infinity', '-1.0,NaN', '-1e-30,NaN'])
