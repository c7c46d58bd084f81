import sys, time, resource
from tests.faults.running import nurseries, run_all
kind=sys.argv[1]; arg=" ".join(sys.argv[2:])
t=time.time()
with nurseries(2 if arg.isdigit() else 1) as n:
    names = n[0].tries(kind,int(arg),exports=True) if arg.isdigit() else [arg]
    print(len(names), time.time()-t)
    c=[0,0]
    def tell(b):
        c[0]+=1; c[1]+=bool(b)
        for x in b: print(x,flush=True)
    run_all(n,kind,names,tell)
u=resource.getrusage(resource.RUSAGE_CHILDREN)
print(c,time.time()-t,"cpu",u.ru_utime+u.ru_stime)
