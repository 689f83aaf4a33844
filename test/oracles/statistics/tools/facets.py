#!/usr/bin/env python3
"""facets.py > ../facets-small.json
Many-facet Rasch (rating scale) by conditional maximum likelihood, every response pattern of every person listed one by one, and the additive model by dense least squares with dummy variables.
Needs numpy, scipy."""
import itertools, json
import numpy as np, scipy
from scipy.optimize import minimize_scalar

def drawn(rng, persons, items, raters, levels, keep, spread=0.7):
    theta, delta, alpha = rng.normal(0, 1, persons), np.linspace(-spread, spread, items), np.linspace(-spread, spread, raters)
    tau = np.linspace(-1, 1, levels - 1)
    ratings = []
    for p in range(persons):
        for i in range(items):
            for r in range(raters):
                if rng.random() > keep: continue
                logs = np.concatenate([[0], np.cumsum(theta[p] - delta[i] - alpha[r] - tau)])
                prob = np.exp(logs - logs.max()); prob /= prob.sum()
                ratings.append((p, i, r, int(rng.choice(levels, p=prob))))
    return ratings

def counts(items, raters, m, cells, scores):
    t = np.zeros(items + raters + m)
    for (i, r), x in zip(cells, scores):
        t[i] += x; t[items + r] += x; t[items + raters:items + raters + x] += 1
    return t

def conditional(ratings, items, raters, m):
    persons = {}
    for p, i, r, x in ratings: persons.setdefault(p, []).append((i, r, x))
    people = []
    for rows in persons.values():
        total = sum(x for *_, x in rows)
        if len(rows) < 2 or total in (0, m * len(rows)): continue
        cells = [(i, r) for i, r, _ in rows]
        patterns = [s for s in itertools.product(range(m + 1), repeat=len(rows)) if sum(s) == total]
        people.append((counts(items, raters, m, cells, [x for *_, x in rows]), np.array([counts(items, raters, m, cells, s) for s in patterns])))
    beta = np.zeros(items + raters + m)
    for _ in range(60):
        gradient, info, loglik = 0, 0, 0
        for seen, all_ in people:
            logs = -all_ @ beta; top = logs.max(); w = np.exp(logs - top); loglik += -seen @ beta - top - np.log(w.sum()); w /= w.sum()
            mean = w @ all_; gradient = gradient + mean - seen; info = info + (all_ * w[:, None]).T @ all_ - np.outer(mean, mean)
        step = np.linalg.pinv(info, rcond=1e-9, hermitian=True) @ gradient
        beta = beta + step * min(1, 1 / abs(step).max())
        if abs(step).max() < 1e-12: break
    else: raise SystemExit('not settled')
    if np.linalg.matrix_rank(info, tol=1e-8, hermitian=True) != items + raters + m - 3: raise SystemExit('not connected')
    return beta, np.sqrt(np.diag(np.linalg.pinv(info, rcond=1e-9, hermitian=True))), loglik, len(people)

def ability(rows, beta, items, raters, m):
    tau = beta[items + raters:]
    def parts(theta):
        ll = info = 0
        for i, r, x in rows:
            logs = np.concatenate([[0], np.cumsum(theta - beta[i] - beta[items + r] - tau)]); logs -= np.log(np.exp(logs - logs.max()).sum()) + logs.max()
            w = np.exp(logs); k = np.arange(m + 1); info += w @ k**2 - (w @ k)**2; ll += logs[x]
        return ll, info
    return minimize_scalar(lambda t: -(parts(t)[0] + .5 * np.log(parts(t)[1])), bounds=(-15, 15), method='bounded', options=dict(xatol=1e-11)).x

def additive(ratings, persons, items, raters):
    n = len(ratings)
    X = np.zeros((n, persons + items + raters)); y = np.array([float(x) for *_, x in ratings])
    for row, (p, i, r, _) in enumerate(ratings): X[row, p] = 1; X[row, persons + i] = -1; X[row, persons + items + r] = -1
    # difficulties and severities sum to 0: two more equations that hold exactly
    C = np.zeros((2, X.shape[1])); C[0, persons:persons + items] = 1; C[1, persons + items:] = 1
    rank = int(np.linalg.matrix_rank(X))
    if rank != persons + items + raters - 2: raise SystemExit('not connected')
    K = np.block([[X.T @ X, C.T], [C, np.zeros((2, 2))]])
    inverse = np.linalg.inv(K)
    beta = (inverse @ np.concatenate([X.T @ y, [0, 0]]))[:X.shape[1]]
    rss = float(((y - X @ beta)**2).sum()); df = n - rank
    se = np.sqrt(np.diag(inverse[:X.shape[1], :X.shape[1]]) * rss / df)
    cut = lambda v: dict(persons=list(v[:persons]), items=list(v[persons:persons + items]), raters=list(v[persons + items:]))
    return dict(estimates=cut(beta), standardErrors=cut(se), residualStandardDeviation=float(np.sqrt(rss / df)), degreesOfFreedom=int(df))

cases = []
for name, persons, items, raters, levels, keep, seed in [('complete', 12, 2, 2, 4, 1, 1), ('gaps', 16, 2, 3, 3, .8, 2), ('one-rater', 14, 4, 1, 4, 1, 3), ('one-item', 20, 1, 5, 3, .8, 4), ('two-levels', 30, 2, 3, 2, .9, 5), ('five-levels', 25, 2, 4, 5, .5, 6)]:
    rng = np.random.default_rng(seed)
    ratings = drawn(rng, persons, items, raters, levels, keep)
    beta, se, loglik, informative = conditional(ratings, items, raters, levels - 1)
    rows = {}
    for p, i, r, x in ratings: rows.setdefault(p, []).append((i, r, x))
    index = {p: n for n, p in enumerate(sorted(rows))}
    cut = lambda v: dict(items=list(v[:items]), raters=list(v[items:items + raters]), steps=list(v[items + raters:]))
    expect = dict(severities=cut(beta), standardErrors=cut(se), logLikelihood=loglik, informativePeople=informative, abilities=[ability(rows[p], beta, items, raters, levels - 1) for p in sorted(rows)],
                  additive=additive([(index[p], i, r, x) for p, i, r, x in ratings], len(rows), items, raters))
    cases.append(dict(name=name, input=dict(highest=levels - 1, ratings=[list(map(int, row)) for row in ratings]), expect=expect,
                      tolerance=dict(abs=1e-7, rel=1e-7, fields=dict(abilities=dict(abs=1e-6, rel=1e-6)))))
print(json.dumps(dict(source=f'Python, numpy {np.__version__}, scipy {scipy.__version__}: test/oracles/statistics/tools/facets.py', topic='Many-facet Rasch model by conditional maximum likelihood over all listed patterns; additive model by dense least squares',
    notes='ratings: [person, item, rater, score]; severities are positive where scores are low; items, raters and steps each sum to 0; abilities by Warm: the highest point of ln L + ln(I) / 2', cases=cases), separators=(',', ':')))
