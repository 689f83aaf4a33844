import { describe, expect, test } from "vitest";
import { AGREEMENT_LIMITS, categoryAgreementColumns, cohenKappa, intraclassCorrelation, krippendorffAlpha, scoreAgreementColumns } from "coachkit/agreement";
import { at95, fromTable, rated, scored } from "../ratings.js";
import { refuses } from "../../refusal.js";

const bootstrap = { seed: 11, replicateCount: 4000 };
const drawn = { ...at95, bootstrap };
/** Three raters who often agree, of sixty subjects; a fixed table. */
const rows = Array.from({ length: 60 }, (_, subject) => [0, 1, 2].map((rater) => 1 + ((subject + (((subject * 5 + rater * 7) % 9) > 6 ? 1 : 0)) % 4)));
const width = ({ lower, upper }: { readonly lower: number; readonly upper: number }) => upper - lower;
const sure = <Result extends { readonly estimate: number | null }>(result: Result) => result as Exclude<Result, { readonly estimate: null }>;

describe("a bootstrap of subjects", () => {
  test("gives the interval of its samples, and the same one for the same seed", () => {
    const plain = { categories: [1, 2], ratings: fromTable([[30, 6], [4, 20]]), weights: "unweighted" as const, ...at95 };
    const request = { ...plain, bootstrap };
    const [found, published] = [sure(cohenKappa(request)), sure(cohenKappa(plain))];
    expect(found.method).toBe("percentile-bootstrap");
    expect(found.estimate).toBe(published.estimate);
    expect(width(found.confidence) / width(published.confidence)).toBeCloseTo(1, 0.9);
    expect(cohenKappa(request)).toEqual(found);
    expect(sure(cohenKappa({ ...request, bootstrap: { ...bootstrap, seed: 12 } })).confidence).not.toEqual(found.confidence);
  });

  test.each(["nominal", "ordinal"] as const)("of alpha is near the published interval (%s)", (scale) => {
    const request = { scale, categories: [1, 2, 3, 4], ratings: rated(rows), ...at95 };
    const [found, published] = [sure(krippendorffAlpha({ ...request, bootstrap })), sure(krippendorffAlpha(request))];
    expect(width(found.confidence) / width(published.confidence)).toBeCloseTo(1, 0.9);
  });

  test.each(["interval", "ratio"] as const)("of alpha is near the published interval (%s)", (scale) => {
    const request = { scale, ratings: scored(rows), ...at95 };
    const [found, published] = [sure(krippendorffAlpha({ ...request, bootstrap })), sure(krippendorffAlpha(request))];
    expect(width(found.confidence) / width(published.confidence)).toBeCloseTo(1, 0.9);
  });

  test.each(["ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,k)", "ICC(2,k)", "ICC(3,k)"] as const)("of %s holds the estimate, and is of the size of the published one", (form) => {
    const found = sure(intraclassCorrelation({ form, ratings: scored(rows), ...drawn }));
    const published = sure(intraclassCorrelation({ form, ratings: scored(rows), ...at95 }));
    expect(found.confidence.lower < found.estimate && found.estimate < found.confidence.upper).toBe(true);
    expect(width(found.confidence) / width(published.confidence)).toBeGreaterThan(0.4);
    expect(width(found.confidence) / width(published.confidence)).toBeLessThan(2);
  });

  test("draws complete rows, so that a mean of the same rows is the same coefficient", () => {
    // all subjects alike but one: samples without it have nothing to tell
    const few = [...Array.from({ length: 4 }, () => [2, 2]), [3, 3]];
    expect(intraclassCorrelation({ form: "ICC(2,1)", ratings: scored(few), ...drawn })).toMatchObject({ estimate: 1, confidence: { lower: 1, upper: 1 }, warnings: expect.arrayContaining(["undefined-samples", "few-subjects"]) as unknown });
    expect(krippendorffAlpha({ scale: "interval", ratings: scored(few), ...drawn })).toMatchObject({ estimate: 1, warnings: ["few-subjects", "no-width", "undefined-samples"] });
    expect(krippendorffAlpha({ scale: "ordinal", categories: [2, 3], ratings: rated(few), ...drawn })).toMatchObject({ estimate: 1, warnings: ["few-subjects", "no-width", "undefined-samples"] });
    expect(cohenKappa({ categories: [2, 3], ratings: rated(few), weights: "unweighted", ...drawn })).toMatchObject({ estimate: 1, warnings: ["few-subjects", "no-width", "undefined-samples"] });
  });

  test("samples of one score alone have no answer, also where no binary number holds it", () => {
    for (const score of [0.1, 0.3, 0.7, 1.1]) {
      const rows = [...Array.from({ length: 5 }, () => [score, score, score]), [score + 1, score + 1, score + 1.5]];
      expect(krippendorffAlpha({ scale: "interval", ratings: scored(rows), ...drawn }), String(score)).toMatchObject({ warnings: ["few-subjects", "undefined-samples"] });
    }
  });

  test("of a hundred thousand subjects draws kinds of subjects, not ratings", () => {
    const subjectCount = 100_000;
    const subjects = Uint32Array.from({ length: 2 * subjectCount }, (_, at) => at >> 1);
    const raters = subjects.map((_, at) => at & 1);
    const categories = Uint8Array.from(subjects, (subject, at) => ((at & 1) === 1 && subject % 7 === 0 ? (subject + 1) % 4 : subject % 4));
    const { estimate, confidence } = sure(categoryAgreementColumns({ subjectCount, raterCount: 2, categoryCount: 4, subjects, raters, categories, coefficient: { kind: "fleiss-kappa" }, ...drawn }));
    // by hand: one in seven disagrees, categories are even
    expect(estimate).toBeCloseTo(1 - (1 / 7) / 0.75, 3);
    expect(width(confidence)).toBeCloseTo(2 * 1.96 * Math.sqrt((6 / 49) / subjectCount) / 0.75, 3);
  }, 10_000);

  test("that would take too many steps is refused before it begins", () => {
    const count = 300_000;
    const subjects = Uint32Array.from({ length: 2 * count }, (_, at) => at >> 1);
    const columns = { subjectCount: count, raterCount: 2, subjects, raters: subjects.map((_, at) => at & 1), scores: Float64Array.from(subjects, (_, at) => Math.sin(at)) };
    refuses(() => scoreAgreementColumns({ ...columns, coefficient: { kind: "krippendorff-alpha", scale: "interval" }, ...at95, bootstrap: { seed: 1, replicateCount: 20_000 } }), { code: "bootstrap.too_much", path: ["bootstrap", "replicateCount"] });
    expect(AGREEMENT_LIMITS.bootstrapSteps).toBe(5_000_000_000);
    refuses(() => cohenKappa({ categories: [1, 2], ratings: [], weights: "linear", ...at95, bootstrap: { seed: 1, replicateCount: 20_001 } }), { code: "input.too_big", path: ["bootstrap", "replicateCount"] });
  }, 20_000);
});
