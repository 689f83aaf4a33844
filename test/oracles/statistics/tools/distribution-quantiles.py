"""Quantiles and moments with 40 digits. /usr/bin/python3 test/oracles/statistics/tools/distribution-quantiles.py > test/oracles/statistics/distribution-quantiles.json (Debian python3-mpmath)."""
import json
import sys
import mpmath as mp

mp.mp.dps = 40
# doubles, taken exactly
PROBABILITIES = [1e-9, 0.001, 0.05, 0.3, 0.5, 0.75, 0.95, 0.999, 1 - 2.0**-30]


def score(p):
    return mp.sqrt(2) * mp.erfinv(2 * mp.mpf(p) - 1)


def beta_quantile(a, b, p):
    a, b, p = mp.mpf(a), mp.mpf(b), mp.mpf(p)
    low, high = mp.mpf(-800), mp.mpf(800)
    for _ in range(160):
        u = (low + high) / 2
        x, y = 1 / (1 + mp.exp(-u)), 1 / (1 + mp.exp(u))
        # the side where the incomplete beta function is small
        below = mp.betainc(a, b, 0, x, regularized=True) if p < 0.5 else 1 - mp.betainc(b, a, 0, y, regularized=True)
        low, high = (u, high) if below < p else (low, u)
    return 1 / (1 + mp.exp(-(low + high) / 2))


def triangular(d, p):
    lo, mode, hi, p = mp.mpf(d["min"]), mp.mpf(d["mode"]), mp.mpf(d["max"]), mp.mpf(p)
    w = hi - lo
    return lo + mp.sqrt(p * w * (mode - lo)) if p < (mode - lo) / w else hi - mp.sqrt((1 - p) * w * (hi - mode))


def answer(d):
    f = d["family"]
    if f == "triangular":
        lo, m, hi = mp.mpf(d["min"]), mp.mpf(d["mode"]), mp.mpf(d["max"])
        return (lambda p: triangular(d, p)), (lo + m + hi) / 3, (lo * lo + m * m + hi * hi - lo * m - lo * hi - m * hi) / 18
    if f == "normal":
        return (lambda p: d["mean"] + d["standardDeviation"] * score(p)), mp.mpf(d["mean"]), mp.mpf(d["standardDeviation"]) ** 2
    if f == "lognormal":
        v = mp.log1p((mp.mpf(d["standardDeviation"]) / mp.mpf(d["mean"])) ** 2)
        mu = mp.log(d["mean"]) - v / 2
        return (lambda p: mp.exp(mu + mp.sqrt(v) * score(p))), mp.mpf(d["mean"]), mp.mpf(d["standardDeviation"]) ** 2
    if f == "lognormal-range":
        lo, hi = mp.log(d["p5"]), mp.log(d["p95"])
        mu, s = (lo + hi) / 2, (hi - lo) / (2 * score(mp.mpf(19) / 20))
        return (lambda p: mp.exp(mu + s * score(p))), mp.exp(mu + s * s / 2), mp.exp(2 * mu + s * s) * mp.expm1(s * s)
    if f == "beta":
        a, b = mp.mpf(d["alpha"]), mp.mpf(d["beta"])
        return (lambda p: beta_quantile(a, b, p)), a / (a + b), a * b / ((a + b) ** 2 * (a + b + 1))
    lo, m, hi, w = mp.mpf(d["min"]), mp.mpf(d["mode"]), mp.mpf(d["max"]), mp.mpf(d.get("modeWeight", 4))
    a, b = 1 + w * (m - lo) / (hi - lo), 1 + w * (hi - m) / (hi - lo)
    mean = (lo + w * m + hi) / (w + 2)
    return (lambda p: lo + (hi - lo) * beta_quantile(a, b, p)), mean, (mean - lo) * (hi - mean) / (w + 3)


INPUTS = [
    {"family": "triangular", "min": 0, "mode": 2, "max": 10},
    {"family": "triangular", "min": 1, "mode": 1, "max": 4},
    {"family": "triangular", "min": 1, "mode": 4, "max": 4},
    {"family": "normal", "mean": 0, "standardDeviation": 1},
    {"family": "normal", "mean": 0.08, "standardDeviation": 0.03},
    {"family": "lognormal", "mean": 3200, "standardDeviation": 1400},
    {"family": "lognormal", "mean": 1, "standardDeviation": 1e-6},
    {"family": "lognormal", "mean": 2, "standardDeviation": 50},
    {"family": "lognormal-range", "p5": 5000, "p95": 40000},
    {"family": "lognormal-range", "p5": 99, "p95": 101},
    {"family": "pert", "min": 10, "mode": 20, "max": 60},
    {"family": "pert", "min": 0, "mode": 0, "max": 1},
    {"family": "pert", "min": 2, "mode": 5, "max": 6, "modeWeight": 10},
    {"family": "beta", "alpha": 0.5, "beta": 0.5},
    {"family": "beta", "alpha": 3, "beta": 9},
    {"family": "beta", "alpha": 0.125, "beta": 7},
    {"family": "beta", "alpha": 250, "beta": 30.5},
]
cases = []
for d in INPUTS:
    quantile, mean, variance = answer(d)
    cases.append({
        "name": f"{d['family']} {len(cases)}", "input": d,
        "expect": {"quantiles": [[p, float(quantile(p))] for p in PROBABILITIES], "mean": float(mean), "variance": float(variance)},
        "tolerance": {"abs": 1e-300, "rel": 2e-12},
    })
json.dump({
    "source": f"Python {sys.version.split()[0]}, mpmath {mp.__version__}, 40 digits: /usr/bin/python3 test/oracles/statistics/tools/distribution-quantiles.py",
    "topic": "Quantiles and moments of distributions, from tail to tail",
    "notes": "Probabilities are doubles, taken exactly. PERT: beta by mode, weight 4 where none is given. Lognormal by mean and standard deviation of the quantity, or by P5 and P95.",
    "cases": cases,
}, sys.stdout)
print()
