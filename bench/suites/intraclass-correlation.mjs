/**
 * ICC(2,1) with its interval of 2,000 subjects × 5 raters, and of 200,000 × 5. Against psych::ICC(lmer = FALSE) of R where R and the package are installed; that is timed once, by R itself, without its start.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { scoreAgreementColumns } from "../../dist/agreement/index.js";

const raterCount = 5;

function scoresOf(subjectCount) {
  let state = 3;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
  const count = subjectCount * raterCount;
  const [subjects, raters, scores] = [new Uint32Array(count), new Uint32Array(count), new Float64Array(count)];
  for (let subject = 0; subject < subjectCount; subject += 1) {
    const level = random() * 5;
    for (let rater = 0; rater < raterCount; rater += 1) {
      const at = subject * raterCount + rater;
      subjects[at] = subject;
      raters[at] = rater;
      scores[at] = 1 + Math.max(0, Math.min(4, Math.floor(level + (random() - 0.5) * 2.4)));
    }
  }
  return { subjectCount, raterCount, subjects, raters, scores };
}

function psych({ subjectCount, scores }) {
  const folder = mkdtempSync(join(tmpdir(), "icc-"));
  try {
    writeFileSync(join(folder, "scores.csv"), Array.from({ length: subjectCount }, (_, subject) => scores.subarray(subject * raterCount, (subject + 1) * raterCount).join()).join("\n"));
    const script = `suppressMessages(library(psych)); x <- as.matrix(read.csv("scores.csv", header = FALSE)); seconds <- system.time(r <- ICC(x, lmer = FALSE))[3]; cat(seconds, sprintf("%.15g", r$results$ICC[2]), "\\n")`;
    const { status, stdout } = spawnSync("Rscript", ["-e", script], { cwd: folder, encoding: "utf8" });
    if (status !== 0) return undefined;
    const [seconds, estimate] = stdout.trim().split(/\s+/u).map(Number);
    return { seconds, estimate };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export default function intraclassCorrelation() {
  const times = [2000, 20_000, 200_000].map((subjectCount) => {
    const input = scoresOf(subjectCount);
    const run = () => scoreAgreementColumns({ ...input, coefficient: { kind: "intraclass-correlation", form: "ICC(2,1)" }, confidenceLevel: 0.95 });
    for (let round = 0; round < 5; round += 1) run();
    const rounds = Array.from({ length: 9 }, () => {
      const start = performance.now();
      run();
      return performance.now() - start;
    });
    const milliseconds = rounds.sort((left, right) => left - right)[4];
    console.log(`${subjectCount} × ${raterCount}: ${milliseconds.toFixed(2)} ms, ${((milliseconds * 1e6) / input.scores.length).toFixed(0)} ns a score`);
    return { input, milliseconds, estimate: run().estimate };
  });
  console.log(`a hundred times the scores, ${(times[2].milliseconds / times[0].milliseconds).toFixed(0)} times as long`);
  const [{ input, milliseconds, estimate }] = times;
  const r = psych(input);
  if (r === undefined) {
    console.log("psych: absent");
    return;
  }
  if (Math.abs(r.estimate - estimate) > 1e-9) throw new Error("psych answers differently");
  console.log(`psych: ${(r.seconds * 1000).toFixed(0)} ms`);
  console.log(`ratio icc/psych: ${((r.seconds * 1000) / milliseconds).toFixed(0)}`);
}
