/**
 * Krippendorff's alpha of 1,500, 15,000 and 150,000 ratings (3 raters, 5 categories) against the npm package, which knows the nominal scale, and against all pairs of ratings, which is how the definition reads;
 * then how time grows up to a million ratings on each scale, and what a bootstrap of 2,000 samples adds. Ours has checks, the interval and warnings in its time.
 */
import { categoryAgreementColumns, scoreAgreementColumns } from "../../dist/agreement/index.js";
import { compare, optional } from "../compare.mjs";

const categoryCount = 5;

/** Raters who stray by one level at most from where the subject is. */
function ratingsOf(subjectCount, raterCount) {
  let state = 3;
  const random = () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
  const count = subjectCount * raterCount;
  const [subjects, raters, categories] = [new Uint32Array(count), new Uint32Array(count), new Uint8Array(count)];
  for (let subject = 0; subject < subjectCount; subject += 1) {
    const level = random() * categoryCount;
    for (let rater = 0; rater < raterCount; rater += 1) {
      const at = subject * raterCount + rater;
      subjects[at] = subject;
      raters[at] = rater;
      categories[at] = Math.max(0, Math.min(categoryCount - 1, Math.floor(level + (random() - 0.5) * 2.4)));
    }
  }
  return { subjectCount, raterCount, subjects, raters, categories };
}

const nominal = (ratings, more = {}) => categoryAgreementColumns({ ...ratings, categoryCount, coefficient: { kind: "krippendorff-alpha", scale: "nominal" }, confidenceLevel: 0.95, ...more });
const ordinal = (ratings, more = {}) => categoryAgreementColumns({ ...ratings, categoryCount, coefficient: { kind: "krippendorff-alpha", scale: "ordinal" }, confidenceLevel: 0.95, ...more });
const interval = ({ categories, ...cells }, more = {}) => scoreAgreementColumns({ ...cells, scores: Float64Array.from(categories), coefficient: { kind: "krippendorff-alpha", scale: "interval" }, confidenceLevel: 0.95, ...more });

/** One row a rater, as the package wants them. */
const rowsOf = ({ subjectCount, raterCount, categories }) => Array.from({ length: raterCount }, (_, rater) => Array.from({ length: subjectCount }, (__, subject) => categories[subject * raterCount + rater] + 1));

/** A run of the package, its rows made once for each input. */
function withRows(alpha) {
  const known = new Map();
  return (input) => {
    if (!known.has(input)) known.set(input, rowsOf(input));
    return alpha(known.get(input));
  };
}

function allPairs({ subjectCount, raterCount, categories }) {
  let [within, total] = [0, 0];
  for (let subject = 0; subject < subjectCount; subject += 1) {
    for (let left = 0; left < raterCount; left += 1) for (let right = 0; right < raterCount; right += 1) if (categories[subject * raterCount + left] !== categories[subject * raterCount + right]) within += 1 / (raterCount - 1);
  }
  for (const left of categories) for (const right of categories) if (left !== right) total += 1;
  return 1 - ((categories.length - 1) * within) / total;
}

const medianTime = (run) => {
  run();
  const times = Array.from({ length: 7 }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return times.sort((left, right) => left - right)[3];
};

export default async function krippendorffAlpha() {
  const krippendorff = await optional("krippendorff");
  for (const subjectCount of [500, 5000, 50_000]) {
    const sample = ratingsOf(500, 3);
    compare({
      name: "krippendorff-alpha", input: ratingsOf(subjectCount, 3), item: "ratings", itemCount: ({ categories }) => categories.length,
      same: (own, peer) => Math.abs(own - peer) < 1e-12,
      own: { run: nominal, answer: ({ estimate }) => estimate },
      peers: {
        krippendorff: krippendorff && withRows(krippendorff.alpha),
        "all pairs": { run: allPairs, input: sample },
      },
    });
  }
  const bootstrap = { seed: 1, replicateCount: 2000 };
  for (const [name, run] of Object.entries({ nominal, ordinal, interval })) {
    const times = [10_000, 100_000, 1_000_000].map((count) => {
      const ratings = ratingsOf(count / 5, 5);
      return { count, plain: medianTime(() => run(ratings)), drawn: medianTime(() => run(ratings, { bootstrap })) };
    });
    for (const { count, plain, drawn } of times) console.log(`${name}, ${count} ratings: ${plain.toFixed(1)} ms, ${((plain * 1e6) / count).toFixed(0)} ns each; with a bootstrap of 2,000 samples ${drawn.toFixed(0)} ms`);
    console.log(`${name}: a hundred times the ratings, ${(times[2].plain / times[0].plain).toFixed(0)} times as long`);
  }
}
