# Derives the reflection parts: pi cot(pi r), pi^2 / sin^2(pi r) and sin(pi r) on |r| <= 1/2.
from rmz3 import *
from mpmath import nstr
mp.dps=50
def h(u):
    if u<mpf('1e-30'): return mp.pi**2/3
    r=sqrt(u); return (1/r-mp.pi*mp.cot(mp.pi*r))/r
h=memo(h)
def g(u): # pi^2/sin^2(pi r) - 1/r^2
    if u<mpf('1e-30'): return mp.pi**2/3
    r=sqrt(u); return mp.pi**2/mp.sin(mp.pi*r)**2-1/u
g=memo(g)
def sn(u): # sin(pi r)/r
    if u<mpf('1e-30'): return mp.pi
    r=sqrt(u); return mp.sin(mp.pi*r)/r
sn=memo(sn)
for nm,f,m,n in (('cot',h,4,4),('csc2',g,4,4),('csc2',g,5,5),('sinpi',sn,8,0),('sinpi',sn,9,0)):
    r=remez(f,lambda u:mpf(1)/f(u),0,mpf('0.25'),m,n,grid=300)
    print(nm,m,n,nstr(r[0],3)); print('  ',', '.join(nstr(c,22) for c in r[1])); print('  ',', '.join(nstr(c/r[2][0],22) for c in r[2]),flush=True)
