/**
 * A difference in differences of 100,000 rows in 5,000 clusters, errors by cluster (CR1). Against statsmodels' OLS with cov_type="cluster" where Python has it:
 * fit, standard errors, p-values and intervals on both sides, data in arrays already. Python times itself, without its start; both sides take turns, because the machine's load moves.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { linearRegressionColumns } from "../../dist/statistics/index.js";

const [rowCount, clusterCount, turns] = [100_000, 5000, 5];

function rows() {
  let state = 3;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
  const [treated, post, both, response] = Array.from({ length: 4 }, () => new Float64Array(rowCount));
  const clusters = new Uint32Array(rowCount);
  const shifts = Float64Array.from({ length: clusterCount }, () => 6 * random());
  for (let row = 0; row < rowCount; row += 1) {
    clusters[row] = row % clusterCount;
    treated[row] = clusters[row] % 2;
    post[row] = row < rowCount / 2 ? 0 : 1;
    both[row] = treated[row] * post[row];
    response[row] = 50 + treated[row] + 2 * post[row] + 1.5 * both[row] + shifts[clusters[row]] + 16 * random();
  }
  return { columns: [treated, post, both], response, clusters };
}

const script = `
import json, sys, time
import numpy as np
import statsmodels.api as sm
n = ${rowCount}
columns = np.fromfile("columns.bin").reshape(4, n)
groups = np.fromfile("clusters.bin", dtype=np.uint32).astype(np.int64)
X = np.column_stack([np.ones(n), columns[0], columns[1], columns[2]])
times = []
for _ in range(9):
    start = time.perf_counter()
    fit = sm.OLS(columns[3], X).fit(cov_type="cluster", cov_kwds={"groups": groups}, use_t=True)
    answer = [fit.params.tolist(), fit.bse.tolist(), fit.pvalues.tolist(), fit.conf_int().tolist()]
    times.append((time.perf_counter() - start) * 1000)
print(json.dumps({"times": times[2:], "answer": answer}))
`;

/** Python by the name that has statsmodels. */
const python = () => ["python3", "/usr/bin/python3"].find((name) => spawnSync(name, ["-c", "import statsmodels"]).status === 0);
const middle = (values) => values.toSorted((left, right) => left - right)[values.length >> 1];
const near = (left, right) => Math.abs(left - right) <= 1e-8 * Math.max(Math.abs(left), Math.abs(right), 1e-8);

export default function didClustered() {
  const { columns, response, clusters } = rows();
  const fit = (kind) => linearRegressionColumns({ termIds: ["treated", "post", "both"], hasIntercept: true, columns, response, clusters, clusterCount, errors: { kind }, confidenceLevel: 0.95 });
  const timed = (kind, count) => Array.from({ length: count }, () => {
    const start = performance.now();
    fit(kind);
    return performance.now() - start;
  });
  timed("cr1", 100);
  const name = python();
  const [own, peer] = [[], []];
  const folder = mkdtempSync(join(tmpdir(), "did-"));
  try {
    writeFileSync(join(folder, "columns.bin"), Buffer.concat([...columns, response].map(({ buffer }) => Buffer.from(buffer))));
    writeFileSync(join(folder, "clusters.bin"), Buffer.from(clusters.buffer));
    for (let turn = 0; turn < turns; turn += 1) {
      own.push(...timed("cr1", 21));
      if (name === undefined) continue;
      const { status, stdout } = spawnSync(name, ["-c", script], { cwd: folder, encoding: "utf8" });
      if (status !== 0) throw new Error("statsmodels failed");
      const { times, answer: [estimates, errors, pValues, intervals] } = JSON.parse(stdout);
      fit("cr1").coefficients.forEach(({ estimate, standardError, pValue, confidence: { lower, upper } }, index) => {
        const pairs = [[estimate, estimates[index]], [standardError, errors[index]], [pValue, pValues[index]], [lower, intervals[index][0]], [upper, intervals[index][1]]];
        if (!pairs.every(([left, right]) => near(left, right))) throw new Error("statsmodels answers differently");
      });
      peer.push(...times);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  console.log(`did-clustered: ${middle(own).toFixed(2)} ms for ${rowCount} rows in ${clusterCount} clusters, ${((middle(own) * 1e6) / rowCount).toFixed(0)} ns each`);
  console.log(`with CR2 and Satterthwaite's degrees of freedom: ${middle(timed("cr2", 5)).toFixed(1)} ms`);
  if (name === undefined) {
    console.log("statsmodels: absent");
    return;
  }
  console.log(`statsmodels: ${middle(peer).toFixed(1)} ms`);
  console.log(`ratio did-clustered/statsmodels: ${(middle(peer) / middle(own)).toFixed(1)}`);
}
