#!/usr/bin/env python3
"""coach_matching.py > ../coach-matching.json
Participants to coaches as a mixed integer program, places as variables of their own. Working hours are told as [zone, from, to] of every weekday.
Needs numpy, scipy."""
import json, random, sys
import numpy as np
import scipy
from scipy.optimize import milp, LinearConstraint, Bounds
from scipy.sparse import lil_matrix

random.seed(20271122)
def hours(zone, f, t):
    return [zone, "%02d:00" % f, "%02d:00" % t]
OFF={"UTC":0,"Asia/Kolkata":330,"Europe/Berlin":60,"America/New_York":-300}
def span(h):
    zone, start, end = h
    return int(start[:2])*60-OFF[zone],int(end[:2])*60-OFF[zone]
def shared(a,b):
    (f,t),(g,u)=span(a),span(b)
    return 5*max(0,min(t,u)-max(f,g))
def case(n,m,cap,w,mini):
    comps=["k%d"%i for i in range(6)]
    langs=["en","de","hi"]
    P=[];C=[]
    for j in range(m):
        c={"id":"c%02d"%j,"hours":hours(random.choice(list(OFF)),random.choice([8,9]),random.choice([14,17])),"languages":random.sample(langs,random.choice([1,2])),"placeCount":random.choice(cap),"takenPlaceCount":random.choice([0,0,1]),
           "competencies":[{"competencyId":k,"levelFraction":random.randint(0,20)/20} for k in random.sample(comps,4)]}
        C.append(c)
    for i in range(n):
        p={"id":"p%03d"%i,"hours":hours(random.choice(list(OFF)),random.choice([8,9]),random.choice([14,17])),"languages":random.sample(langs,random.choice([1,2])),
           "needs":[{"competencyId":k,"weight":random.randint(1,3)} for k in random.sample(comps,random.choice([0,1,3]))],
           "wishedCoachIds":[c["id"] for c in random.sample(C,random.choice([0,2]))],"excludedCoachIds":[random.choice(C)["id"]]}
        if random.random()<.3: p["presentCoachId"]=random.choice(C)["id"]
        P.append(p)
    q={"participants":P,"coaches":C,"sampleWeekDate":"2027-03-01","weights":w,"minimumCommonMinutes":mini,"fullCommonMinutes":1200,"leastGroupSize":5}
    pairs=[]
    for i,p in enumerate(P):
        for j,c in enumerate(C):
            mins=shared(p["hours"],c["hours"])
            if c["placeCount"]<=c["takenPlaceCount"] or c["id"] in p["excludedCoachIds"] or not set(p["languages"])&set(c["languages"]) or mins<mini: continue
            lv={x["competencyId"]:x["levelFraction"] for x in c["competencies"]}
            tot=sum(x["weight"] for x in p["needs"])
            cov=sum(x["weight"]*lv.get(x["competencyId"],0) for x in p["needs"])/tot if tot else 1
            pref=1-p["wishedCoachIds"].index(c["id"])/len(p["wishedCoachIds"]) if c["id"] in p["wishedCoachIds"] else 0
            cont=1 if p.get("presentCoachId")==c["id"] else 0
            pairs.append((i,j,w["competency"]*cov+w["hours"]*min(1,mins/1200)+w["preference"]*pref+w["continuity"]*cont))
    slots=[(j,k) for j,c in enumerate(C) for k in range(1,max(0,c["placeCount"]-c["takenPlaceCount"])+1)]
    nv=len(pairs)+len(slots)
    gain=np.zeros(nv)
    for v,(i,j,s) in enumerate(pairs): gain[v]=s
    for v,(j,k) in enumerate(slots):
        c=C[j];n,t,R=k,c["takenPlaceCount"],c["placeCount"]
        # people k: k*(1-(t+k)/R) - (k-1)*(1-(t+k-1)/R)
        gain[len(pairs)+v]=w["load"]*(n*(1-(t+n)/R)-(n-1)*(1-(t+n-1)/R))
    A=lil_matrix((n_rows:=len(P)+len(C),nv)); lo=np.zeros(n_rows); hi=np.zeros(n_rows)
    for v,(i,j,s) in enumerate(pairs): A[i,v]=1; A[len(P)+j,v]=1
    hi[:len(P)]=1
    for v,(j,k) in enumerate(slots): A[len(P)+j,len(pairs)+v]=-1
    A=A.tocsr()
    ones=np.concatenate([np.ones(len(pairs)),np.zeros(len(slots))])
    opt={"mip_rel_gap":0}
    r1=milp(-ones,constraints=[LinearConstraint(A,lo,hi)],integrality=np.ones(nv),bounds=Bounds(0,1),options=opt)
    most=round(-r1.fun)
    r2=milp(-gain,constraints=[LinearConstraint(A,lo,hi),LinearConstraint(ones.reshape(1,-1),most,most)],integrality=np.ones(nv),bounds=Bounds(0,1),options=opt)
    assert r2.success
    return q,{"totalScore":round(-r2.fun,7),"unmatchedCount":len(P)-most}
cases=[]
W=[{"competency":.5,"hours":.3,"load":.2,"preference":0,"continuity":0},{"competency":.3,"hours":.2,"load":1,"preference":.4,"continuity":.3},{"competency":1,"hours":0,"load":0,"preference":0,"continuity":0},{"competency":0,"hours":0,"load":1,"preference":0,"continuity":0}]
for n,m,cap in [(12,4,[2,3,4]),(30,6,[3,5,7]),(30,6,[8,12]),(60,10,[4,6,9])]:
    for wi,w in enumerate(W):
        for mini in ([0,300] if n<60 else [300]):
            q,e=case(n,m,cap,w,mini)
            cases.append({"name":f"{n}x{m}-places-{cap[0]}-{cap[-1]}-weights-{wi}-shared-{mini}","input":q,"expect":e,"tolerance":{"abs":2e-6,"rel":1e-9}})
json.dump({"source":f"Python scipy {scipy.__version__}, scipy.optimize.milp: HiGHS branch and bound, mip_rel_gap 0; tools/coach_matching.py","topic":"Participants to coaches: as many as can be, then the highest total score, load included","notes":"A binary variable for each allowed pair and for each place of a coach; the nth place brings n(1-(t+n)/P) - (n-1)(1-(t+n-1)/P) of load, t people from elsewhere, P places. Solved twice: first the largest number of pairs, then the highest score with that number as an equation. Eligibility and scores are worked out in Python from the input. Rounded to HiGHS's tolerances. Working hours are [zone, from, to] of Monday to Friday.","cases":cases},sys.stdout,separators=(",",":"))
