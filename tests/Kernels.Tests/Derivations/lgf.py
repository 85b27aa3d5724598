# Fits the float Stirling correction of ln Γ for x ≥ 3 (LogGammaCoefficients).
from rmz3 import *
from mpmath import nstr
mp.dps=40
import inspect
def C(u):
    if u<mpf('1e-12'): return mpf(1)/12-u/360+u*u/1260
    x=1/sqrt(u); return (loggamma(x)-((x-mpf(1)/2)*(log(x)-1)+log(2*mp.pi)/2-mpf(1)/2))*x
C=memo(C)
for m in (2,3,4):
    r=remez(C,lambda u:sqrt(u)+mpf('1e-9') if 0 else mpf(1),0,mpf(1)/9,m,0,grid=300)
    print(m,nstr(r[0],3)); print(', '.join(nstr(c,18) for c in r[1]),flush=True)
