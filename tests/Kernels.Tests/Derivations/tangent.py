# minimax rational for tan(pi x)/x in y=x^2 on [0,1/16] by weighted linearised least squares iterations (Chebyshev nodes), then print
from mpmath import mp, mpf, tan, pi, cos, matrix, lu_solve, sqrt
mp.dps=40
def fit(m,n):
    N=m+n+1
    # Remez with rational, iterate linear solves on reference
    ref=[(1-cos(pi*(2*k+1)/(2*(N+1))))/2/16 for k in range(N+1)]
    f=lambda y: tan(pi*sqrt(y))/sqrt(y) if y>0 else pi
    E=mpf(0)
    for it in range(30):
        for inner in range(20):
            M=matrix(N+1,N+1);b=matrix(N+1,1)
            for i,y in enumerate(ref):
                s=(-1)**i
                for j in range(m+1): M[i,j]=y**j
                # P - f(1+sE)Q = 0 ; Q=1+sum q y^j
                for j in range(1,n+1): M[i,m+j]=-f(y)*(1+s*E)*y**j
                M[i,N]=-f(y)*s*(1+sum(0 for _ in range(0)))
                b[i]=f(y)
            # linearise E term with old Q
            if inner>0 or it>0:
                for i,y in enumerate(ref):
                    M[i,N]=-f(y)*(-1)**i*(1+sum(Q[j]*y**j for j in range(1,n+1)))
                    for j in range(1,n+1): M[i,m+j]=-f(y)*y**j
            sol=lu_solve(M,b)
            P=[sol[j] for j in range(m+1)];Q=[mpf(1)]+[sol[m+j] for j in range(1,n+1)]
            En=sol[N]
            if abs(En-E)<abs(En)*mpf(10)**-12: E=En;break
            E=En
        err=lambda y:(sum(P[j]*y**j for j in range(m+1))/sum(Q[j]*y**j for j in range(n+1)))/f(y)-1
        G=600;ys=[(1-cos(pi*k/G))/2/16 for k in range(G+1)]
        es=[err(y if y>0 else mpf(10)**-30) for y in ys]
        ext=[];cur=0
        for k in range(1,G+1):
            if (es[k]>0)!=(es[cur]>0): ext.append(cur);cur=k
            elif abs(es[k])>abs(es[cur]): cur=k
        ext.append(cur)
        if len(ext)<N+1: break
        while len(ext)>N+1:
            if abs(es[ext[0]])<abs(es[ext[-1]]): ext.pop(0)
            else: ext.pop()
        ref=[ys[k] if ys[k]>0 else mpf(10)**-30 for k in ext]
        mx=max(abs(e) for e in es)
        if mx<abs(E)*mpf('1.001'): break
    return P,Q,max(abs(e) for e in es)
for m,n in ((1,2),(2,2),(3,3),(4,3),(3,4)):
    P,Q,e=fit(m,n);print(m,n,mp.nstr(e,3));print([mp.nstr(p,20) for p in P],[mp.nstr(q,20) for q in Q])
