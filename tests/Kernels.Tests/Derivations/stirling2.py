# Derives the series of ln Gamma's Stirling remainder that DirichletDivergence uses: R(x) = sum c_m x^-(2m+1), fitted in its second derivative,
# sum (2m+1)(2m+2) c_m x^-(2m+3) against trigamma(x) - 1/x - 1/(2x^2), relative to trigamma(x), for x >= lo. The divergence of ln Gamma is a positive integral
# over trigamma, so the relative error of the fit bounds that of the divergence.
from rmz3 import *
from mpmath import nstr
mp.dps=60
def H(y):
    if y==0: return mpf(1)/6
    w=sqrt(y); x=1/w; mp.dps=90; r=(psi(1,x)-w-w*w/2)/w**3; mp.dps=60; return +r
H=memo(H)
def weight(y):
    if y==0: return mpf('1e-12')
    w=sqrt(y); return w**3/psi(1,1/w)+mpf('1e-12')
weight=memo(weight)
import sys
for lo in [int(s) for s in sys.argv[1:]] or [4]:
    for d in range(2,11):
        r=remez(H,weight,0,mpf(1)/lo**2,d,0,grid=300)
        print('x>=%d degree %d: %s'%(lo,d,nstr(r[0],3) if r else 'fail'),flush=True)
        if r and (d==2 or r[0]<mpf('1.2e-16')): print('  ',', '.join(nstr(c/((2*m+1)*(2*m+2)),22) for m,c in enumerate(r[1])),flush=True)
        if r and r[0]<mpf('4e-18'): break
