# Derives the asymptotic series of digamma and its exponential about the midpoint, as a check of the fits.
from mpmath import *
mp.dps=60
from fractions import Fraction as Fr
# Bernoulli as fractions
def bern(n):
    B=[Fr(0)]*(n+1); B[0]=Fr(1)
    from math import comb
    for m in range(1,n+1): B[m]=-sum(comb(m+1,k)*B[k] for k in range(m))/(m+1)
    return B
B=bern(44)
# psi(x) ~ log x - 1/(2x) - sum B2k/(2k x^2k)
# midpoint: psi(y+1/2) ~ log y - sum B_{2k}(1/2)/(2k y^{2k}); B_n(1/2) = -(1-2^{1-n})B_n
def Bhalf(n): return -(1-Fr(2)/Fr(2)**n)*B[n]
K=20
c=[Fr(0)]+[-Bhalf(2*k)/(2*k) for k in range(1,K+1)] # psi(y+1/2)-log y = sum c_k u^k, u=1/y^2
print('midpoint digamma series c_k (psi(y+1/2) = ln y + sum c_k y^-2k):',[str(x) for x in c[1:7]])
# exp of the series
e=[Fr(0)]*(K+1); e[0]=Fr(1)
for n in range(1,K+1):
    e[n]=sum(k*c[k]*e[n-k] for k in range(1,n+1))/n
print('exp(psi(y+1/2)) = y*(1+sum e_k y^-2k), e_k:',[str(x) for x in e[1:9]])
print('float:',[nstr(mpf(x.numerator)/x.denominator,20) for x in e[1:13]])
# expansion in x : exp(psi(x)) ~ x - 1/2 + a1/x + a2/x^2 ...
# substitute y=x-1/2 into y*sum e_k y^-2k
def series_x(n):
    # y^(1-2k) = x^(1-2k) (1-1/(2x))^(1-2k)
    out={}
    for k in range(0,n+1):
        p=1-2*k; co=Fr(1)
        for j in range(0,2*n+2):
            # binom(p,j)(-1/2)^j x^(p-j)
            d=p-j
            if d>=-n: out[d]=out.get(d,Fr(0))+e[k]*co
            co=co*Fr(p-j,j+1)*Fr(-1,2)
    return out
o=series_x(8); print('in x:',{d:str(o[d]) for d in sorted(o,reverse=True)})
cf=[mpf(x.numerator)/x.denominator for x in c]; ef=[mpf(x.numerator)/x.denominator for x in e]
bk=[mpf(B[2*k].numerator)/B[2*k].denominator/(2*k) if k else mpf(0) for k in range(0,22)]
tk=[mpf(B[2*k].numerator)/B[2*k].denominator if k else mpf(0) for k in range(0,22)]
def trunc_tables():
    Ns=[3,4,5,6,7,8,10,12,16,20]
    print('\nclassic digamma: |trunc err| at x=N, rows N, cols terms k=1..10 (poly in 1/x^2 incl. B2..B2k)')
    for N in Ns:
        x=mpf(N); ex=psi(0,x); row=[]
        for k in range(1,13):
            s=log(x)-1/(2*x)-sum(bk[j]*x**(-2*j) for j in range(1,k+1))
            row.append(nstr(abs(s-ex),2))
        print(N,' '.join(row))
    print('\nmidpoint digamma y=x-1/2:')
    for N in Ns:
        y=mpf(N)-mpf(1)/2; ex=psi(0,mpf(N)); row=[]
        for k in range(1,13):
            s=log(y)+sum(cf[j]*y**(-2*j) for j in range(1,k+1)); row.append(nstr(abs(s-ex),2))
        print(N,' '.join(row))
    print('\nexp(psi) midpoint: relative trunc err at x=N, k terms beyond leading y')
    for N in Ns:
        y=mpf(N)-mpf(1)/2; ex=exp(psi(0,mpf(N))); row=[]
        for k in range(1,13):
            s=y*(1+sum(ef[j]*y**(-2*j) for j in range(1,k+1))); row.append(nstr(abs(s/ex-1),2))
        print(N,' '.join(row))
    print('\nexp(psi) in powers of 1/x (x-1/2+1/(24x)+...): rel err, k terms after x-1/2')
    ox=series_x(14)
    for N in Ns:
        x=mpf(N); ex=exp(psi(0,x)); row=[]
        for k in range(1,13):
            s=x-mpf(1)/2+sum(mpf(ox[-j].numerator)/ox[-j].denominator*x**(-j) for j in range(1,k+1)); row.append(nstr(abs(s/ex-1),2))
        print(N,' '.join(row))
    print('\ntrigamma: rel err with k Bernoulli terms (1/x+1/2x^2+sum B2k/x^(2k+1))')
    for N in Ns:
        x=mpf(N); ex=psi(1,x); row=[]
        for k in range(1,13):
            s=1/x+1/(2*x*x)+sum(tk[j]*x**(-2*j-1) for j in range(1,k+1)); row.append(nstr(abs(s/ex-1),2))
        print(N,' '.join(row))
trunc_tables()
