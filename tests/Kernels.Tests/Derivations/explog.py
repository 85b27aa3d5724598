# Derives the polynomials of exp (q in exp r = 1 + r + r^2 q(r)) and log (R in fdlibm's arrangement).
from rmz3 import *
from mpmath import nstr, atanh
mp.dps=50
def q(r):
    if abs(r)<mpf('1e-12'): return mpf(1)/2+r/6+r*r/24
    return (exp(r)-1-r)/r**2
q=memo(q)
h=log(mpf(2))/2*mpf('1.0001')
def lg(z):
    # (log(1+f) - 2s)/(s z) with s=sqrt(z): (2 atanh s - 2 s)/s^3
    if z<mpf('1e-12'): return mpf(2)/3+2*z/5
    s=sqrt(z); return (2*atanh(s)-2*s)/s**3
lg=memo(lg)
zm=(mpf(3)-2*sqrt(mpf(2)))**2*mpf('1.0002')
for n in (4,5,9,10):
    r=remez(q,lambda r:r*r/exp(r)+mpf('1e-4'),-h,h,n,0,grid=400)
    print('exp q',n,nstr(r[0],3),[nstr(c,20) for c in r[1]],flush=True)
for n in (2,3,5,6,7):
    r=remez(lg,lambda z:z/2+mpf('1e-4'),mpf(0),zm,n,0,grid=400)
    print('log R',n,nstr(r[0],3),[nstr(c,20) for c in r[1]],flush=True)
