"""Prints the coefficients and constants of dapp/ModelMarket.Learning/Numerics (needs mpmath)."""
import mpmath as mp, struct
mp.mp.prec=400
def bits(x): return '0x%016X'%struct.unpack('>Q',struct.pack('>d',float(x)))[0]
def cheb(f,a,b,n):
    p,e=mp.chebyfit(f,[mp.mpf(a),mp.mpf(b)],n,error=True); return p[::-1],e
def out(name,p):
    print(name); print(',\n'.join('    '+bits(c)+' /* %.17g */'%float(c) for c in p))
L=mp.log(2)/2
ex=lambda r:(mp.expm1(r)-r)/r**2 if abs(r)>1e-40 else mp.mpf(.5)
p,e=cheb(ex,-L-mp.mpf(2)**-20,L+mp.mpf(2)**-20,11); print(mp.nstr(mp.log(e*L**2,2),5)); out('exp',p)
at=lambda z:(mp.atan(mp.sqrt(z))/mp.sqrt(z)-1)/z if z>1e-40 else mp.mpf(-1)/3
p,e=cheb(at,0,mp.mpf(.4375)**2,11); out('atan',p)
asn=lambda z:(mp.asin(mp.sqrt(z))/mp.sqrt(z)-1)/z if z>1e-40 else mp.mpf(1)/6
p,e=cheb(asn,0,mp.mpf(.25),13); out('asin',p)
er=lambda z:mp.erf(mp.sqrt(z))/mp.sqrt(z)-1 if z>1e-60 else 2/mp.sqrt(mp.pi)-1
p,e=cheb(er,0,1,13); out('erf-1',p)
erfcx=lambda x: mp.erfc(x)*mp.exp(x*x)
# A: v=(1/(x+2)-4/15)*15
f=lambda v:(lambda x:erfcx(x)*x)(1/(v/15+mp.mpf(4)/15)-2)
p,e=cheb(f,-1,1,15); print(mp.nstr(mp.log(e,2),5)); out('erfcxA',p)
# B: t=1/x^2 in [0.00125,1/9]; v=t*18-1 in [-0.977,1]
f=lambda v:(lambda x:erfcx(x)*x)(1/mp.sqrt((v+1)/18))
p,e=cheb(f,mp.mpf(18)/784-1,1,16); print(mp.nstr(mp.log(e,2),5)); out('erfcxB',p)
def hl(name,c,keep=53):
    hi=mp.mpf(float(c)) if keep==53 else mp.floor(c*mp.mpf(2)**keep)/mp.mpf(2)**keep
    lo=c-hi
    print(name,bits(hi),bits(lo), float(hi), float(lo))
ln2=mp.log(2)
hl('ln2 (hi 33 bits)',ln2,33); hl('ln2 53',ln2)
hl('log2e',1/ln2); hl('pi/2',mp.pi/2); hl('pi',mp.pi); hl('pi/4',mp.pi/4); hl('1/3',mp.mpf(1)/3)
for c in ('.5','1','1.5'): hl('atan '+c,mp.atan(mp.mpf(c)))
hl('1/sqrt2',1/mp.sqrt(2)); 
print('log fact')
for k in range(3,19): print(k, bits(1/mp.factorial(k)))
for i in range(1,13): print('2/',2*i+1,bits(mp.mpf(2)/(2*i+1)))
mp.mp.prec=1400
v=int(mp.floor((2/mp.pi)*mp.mpf(2)**(1216)))
s=[(v>>(64*(18-i)))&(2**64-1) for i in range(19)]
print(',\n'.join('0x%016X'%x for x in s))
