/**
 * Rasch difficulties of 2,000 people × 50 items and 20,000 × 100. Against EM as a textbook has it (person by person, without standard errors and fit, which ours has),
 * and against the conditional method of R's psychotools where R and the package are installed; that is timed by R itself, without its start.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { calibrateRaschColumns } from "../../dist/psychometrics/index.js";
import { compare } from "../compare.mjs";
import { plainEm, simulatedAnswers } from "../simulated-answers.mjs";

const nodeCount = 49;
const request = ({ itemIds, responses }, kind) => ({ itemIds, responses, method: { kind }, confidenceLevel: 0.95 });
const difficulties = ({ items }) => items.map(({ estimate }) => estimate);
const near = (tolerance) => (own, peer) => own.every((value, item) => Math.abs(value - peer[item]) < tolerance);

function psychotools({ itemCount, responses }) {
  const folder = mkdtempSync(join(tmpdir(), "rasch-"));
  try {
    const rows = Array.from({ length: responses.length / itemCount }, (_, person) => responses.subarray(person * itemCount, (person + 1) * itemCount).join());
    writeFileSync(join(folder, "answers.csv"), rows.join("\n"));
    const script = `suppressMessages(library(psychotools)); x <- as.matrix(read.csv("answers.csv", header = FALSE)); seconds <- system.time(m <- raschmodel(x))[3]; cat(seconds, itempar(m), "\\n")`;
    const { status, stdout } = spawnSync("Rscript", ["-e", script], { cwd: folder, encoding: "utf8" });
    if (status !== 0) return undefined;
    const [seconds, ...estimates] = stdout.trim().split(/\s+/u).map(Number);
    return { seconds, estimates };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The conditional method, which R's package has too. */
function conditional(answers) {
  const own = () => calibrateRaschColumns(request(answers, "conditional"));
  const found = difficulties(own());
  const times = Array.from({ length: 9 }, () => {
    const start = performance.now();
    own();
    return performance.now() - start;
  }).sort((left, right) => left - right);
  console.log(`conditional: ${times[4].toFixed(1)} ms`);
  const r = psychotools(answers);
  if (r === undefined) {
    console.log("psychotools: absent");
    return;
  }
  if (!near(1e-3)(found, r.estimates)) throw new Error("psychotools answers differently");
  console.log(`psychotools: ${(r.seconds * 1000).toFixed(0)} ms`);
  console.log(`ratio conditional/psychotools: ${((r.seconds * 1000) / times[4]).toFixed(0)}`);
}

export default function raschCalibration() {
  for (const [personCount, itemCount, sampleCount] of [[2000, 50, 2000], [20_000, 100, 2000]]) {
    console.log(`${personCount} people × ${itemCount} items`);
    const answers = simulatedAnswers(personCount, itemCount);
    const sample = sampleCount === personCount ? answers : simulatedAnswers(sampleCount, itemCount);
    compare({
      name: "rasch-calibration", input: answers, item: "answers", itemCount: ({ responses }) => responses.length, rounds: 5, same: near(1e-4),
      own: { run: (input) => calibrateRaschColumns({ ...request(input, "marginal"), nodeCount }), answer: difficulties },
      peers: {
        "plain-em": { run: (input) => plainEm(input, { nodeCount, tolerance: 1e-6, isRasch: true }), answer: ({ intercepts }) => [...intercepts].map((value) => -value), input: sample },
      },
    });
    conditional(answers);
  }
}
