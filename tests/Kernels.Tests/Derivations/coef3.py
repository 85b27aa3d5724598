# Derives D(v) of exp psi(1 + v) = v + 1/2 + D(v) and of 1/trigamma, all coefficients positive (ShiftedExpDigamma and trigamma).
from rmz3 import *
from mpmath import findroot,binomial,nstr,fabs
import json
mp.dps=60
def taylor_shift(c,s):
    n=len(c)-1; out=[mpf(0)]*(n+1)
    for i,ci in enumerate(c):
        for k in range(i+1): out[k]+=ci*binomial(i,k)*mpf(s)**(i-k)
    return out
out={}
def emit(name,num,den,info):
    sc=den[0]; num=[c/sc for c in num]; den=[c/sc for c in den]
    out[name]={'num':[nstr(c,25) for c in num],'den':[nstr(c,25) for c in den],'info':info}
    print(name,info,'allpos',all(c>0 for c in num) and all(c>0 for c in den),flush=True)
def ED(w):
    if w<mpf('1e-12'): return mpf(1)/24+w/48
    x=1/w; mp.dps=80; r=(exp(psi(0,x))-x+mpf(1)/2)*x; mp.dps=60; return +r
def ET(w):
    if w<mpf('1e-12'): return mpf(1)/12+w/24
    x=1/w; mp.dps=80; r=(1/psi(1,x)-x+mpf(1)/2)*x; mp.dps=60; return +r
ED=memo(ED);ET=memo(ET)
G=memo(Gf);TT=memo(T)
eps=mpf('1e-9')
for nm,f,wt,degs in [('D',ED,lambda w:w*w/G(w)+mpf('1e-7')*w+mpf('1e-14'),[(1,1),(2,2),(3,3),(4,4),(5,5),(6,6),(7,7),(8,8)]),
                     ('DT',ET,lambda w:w*w*TT(w)+mpf('1e-7')*w+mpf('1e-14'),[(1,1),(2,2),(3,3),(4,4),(5,5),(6,6),(7,7),(8,8)])]:
    row=[]
    for m,n in degs:
        r=remez(f,wt,0,1,m,n,grid=500)
        row.append('%d/%d:%s'%(m,n,nstr(r[0],3) if r else 'fail'))
        if r:
            p,q=r[1],r[2]; P=list(reversed(p)); Q=[mpf(0)]+list(reversed(q))
            # multiply by x^m: D=w*E = sum p_i x^(m-i) / sum q_j x^(m+1-j)
            emit('%s%d'%(nm,m),taylor_shift(P,1),taylor_shift(Q,1),'relerr %s'%nstr(r[0],4))
    print(nm,' '.join(row),flush=True)
# lgamma pieces
Y=mpf('0.4228515625')
def L(v):
    if v==0: return mp.euler
    if v==1: return 1-mp.euler
    return loggamma(v+1)/(v*(v-1))
L=memo(L)
for m,n in [(3,3),(4,4),(5,5),(6,6),(7,7),(8,8)]:
    r=remez(L,lambda v:1/L(v),0,2,m,n,grid=400)
    if r: emit('L2_%d'%m,r[1],r[2],'lgamma(1+v)/(v(v-1)) v in[0,2] rel %s'%nstr(r[0],4))
def C(w):
    if w==0: return mpf(1)/12
    x=1/w; mp.dps=80; r=(loggamma(x)-((x-mpf(1)/2)*log(x)-x+log(2*pi)/2))/w; mp.dps=60; return +r
C=memo(C)
def Cu(u): return C(sqrt(u))
for lo in (3,4,6,8):
    row=[]
    for d in range(2,13):
        r=remez(Cu,lambda u:sqrt(u)+mpf('1e-20'),0,mpf(1)/lo**2,d,0,grid=300)
        row.append('%d:%s'%(d,nstr(r[0],3) if r else 'fail'))
        if r and lo==3 and d==10: emit('LGC3',r[1],[mpf(1)],'poly u abs %s'%nstr(r[0],3))
    print('C poly in 1/x^2, x>=%d'%lo,' '.join(row),flush=True)
for d in (2,3,4,5):
    r=remez(Cu,lambda u:sqrt(u)+mpf('1e-20'),0,mpf(1)/9,d,d,grid=300)
    if r: print('C rat in u x>=3',d,nstr(r[0],3))
json.dump(out,open('coef3.json','w'),indent=1)
