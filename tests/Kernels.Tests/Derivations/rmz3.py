# The rational Remez exchange that the other scripts import: minimax approximations of exp psi, trigamma and their parts.
# robust rational minimax: Sanathanan-Koerner LSQ start -> Remez exchange with bracketed root for E
from mpmath import mp, mpf, matrix, lu_solve, log, psi, exp, loggamma, cos, pi, fabs, sqrt
mp.dps=60
def pe(c,x):
    v=mpf(0)
    for k in reversed(c): v=v*x+k
    return v
def lsq_start(G,F,W,m,n,its=6):
    # SK iteration by normal equations at high precision
    q=[mpf(1)]+[mpf(0)]*n; M=m+1+n
    for it in range(its):
        ATA=matrix(M,M); ATb=matrix(M,1)
        for x,f,w in zip(G,F,W):
            s=w/pe(q,x)
            row=[];xp=s
            for j in range(m+1): row.append(xp); xp*=x
            xp=-s*f*x
            for j in range(n): row.append(xp); xp*=x
            b=s*f
            for i in range(M):
                ri=row[i]
                ATb[i]+=ri*b
                for j in range(i,M): ATA[i,j]+=ri*row[j]
        for i in range(M):
            for j in range(i): ATA[i,j]=ATA[j,i]
        sol=lu_solve(ATA,ATb)
        p=[sol[j] for j in range(m+1)]; q=[mpf(1)]+[sol[m+1+j] for j in range(n)]
    return p,q
def extrema(err):
    ext=[];cur=0
    for i in range(1,len(err)):
        if (err[i]>0)!=(err[cur]>0): ext.append(cur);cur=i
        elif fabs(err[i])>fabs(err[cur]): cur=i
    ext.append(cur); return ext
def trim(ext,err,N):
    ext=list(ext)
    while len(ext)>N:
        if (len(ext)-N)%2==1:
            if fabs(err[ext[0]])<fabs(err[ext[-1]]): ext.pop(0)
            else: ext.pop()
        else:
            k=min(range(len(ext)-1), key=lambda k: max(fabs(err[ext[k]]),fabs(err[ext[k+1]])))
            ext.pop(k);ext.pop(k)
    return ext
def remez(f,wt,a,b,m,n,grid=500,iters=12,verbose=False,lsn=90):
    mp.dps=60
    N=m+n+2;a=mpf(a);b=mpf(b)
    G=[a+(b-a)*(1-cos(pi*mpf(i)/(grid-1)))/2 for i in range(grid)]
    F=[f(x) for x in G];W=[wt(x) for x in G]
    st=max(1,grid//lsn); sub=list(range(0,grid,st))
    p,q=lsq_start([G[i] for i in sub],[F[i] for i in sub],[W[i] for i in sub],m,n)
    best=None
    for it in range(iters):
        err=[W[i]*(F[i]-pe(p,G[i])/pe(q,G[i])) for i in range(grid)]
        if any(pe(q,x)<=0 for x in G):
            if verbose: print('pole',it); 
            break
        mx=max(fabs(e) for e in err)
        if best is None or mx<best[0]: best=(mx,p,q)
        ext=extrema(err)
        if verbose: print(it,len(ext),N,mp.nstr(mx,4))
        if len(ext)<N: break
        ext=trim(ext,err,N); lo=min(fabs(err[i]) for i in ext)
        if (mx-lo)/mx<mpf('0.02'): break
        s0=1 if err[ext[0]]>0 else -1
        E=(sum(fabs(err[i]) for i in ext)/N)*s0
        ok=True
        for k in range(30):
            A=matrix(N,N);B=matrix(N,1)
            for r,i in enumerate(ext):
                x=G[i];s=(-1)**r;h=F[i]-s*E/W[i]
                xp=mpf(1)
                for j in range(m+1): A[r,j]=xp;xp*=x
                xp=x
                for j in range(n): A[r,m+1+j]=-h*xp;xp*=x
                A[r,N-1]=s/W[i];B[r]=F[i]
            sol=lu_solve(A,B);En=sol[N-1]
            if fabs(En-E)<=mpf('1e-5')*fabs(En): E=En;break
            E=En
        p=[sol[j] for j in range(m+1)];q=[mpf(1)]+[sol[m+1+j] for j in range(n)]
    return best
def memo(f):
    c={}
    def g(x):
        if x not in c:c[x]=f(x)
        return c[x]
    return g
def A(w): return mpf(1)/2 if w==0 else (log(1/w)-psi(0,1/w))/w
def Gf(w): return mpf(1) if w==0 else exp(psi(0,1/w))*w
def T(w): return mpf(1) if w==0 else psi(1,1/w)/w
def gy(u):
    if u==0: return mpf(1)/24
    y=1/sqrt(u);return (psi(0,y+mpf(1)/2)-log(y))/u
def Fy(u):
    if u==0: return mpf(1)
    y=1/sqrt(u);return exp(psi(0,y+mpf(1)/2))/y
def Ty(u):
    if u==0: return mpf(1)
    y=1/sqrt(u);return psi(1,y+mpf(1)/2)*y
def Cw(w): # lgamma = (x-.5)log x - x + .5 log 2pi + w*C(w)
    if w==0: return mpf(1)/12
    x=1/w; return (loggamma(x)-((x-mpf(1)/2)*log(x)-x+log(2*pi)/2))/w
if __name__=='__main__':
    import time
    for nm,f,wt,ivs,degs in [
      ('A',A,lambda w:w+mpf('1e-15'),[(0,1),(0,mpf(1)/2)],[2,3,4,5,6,7,8,9]),
      ('G',Gf,lambda w:mpf(1)/Gf(w),[(0,1),(0,mpf(1)/2)],[2,3,4,5,6,7,8,9,10]),
      ('T',T,lambda w:mpf(1)/T(w),[(0,1),(0,mpf(1)/2)],[2,3,4,5,6,7,8,9,10]),
      ('C',Cw,lambda w:w+mpf('1e-15'),[(0,1),(0,mpf(1)/2),(0,mpf(1)/4),(0,mpf(1)/8)],[2,3,4,5,6])]:
        f=memo(f)
        for lo,hi in ivs:
            row=[]
            for d in degs:
                t=time.time(); r=remez(f,wt,lo,hi,d,d,grid=360)
                row.append('%d:%s'%(d,mp.nstr(r[0],3) if r else 'fail'))
            print(nm,'w in [%s,%s]'%(mp.nstr(mpf(lo),4),mp.nstr(mpf(hi),4)),' '.join(row),flush=True)
