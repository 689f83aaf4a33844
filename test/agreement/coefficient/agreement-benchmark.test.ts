import { describe, expect, test } from "vitest";
import { agreementBenchmark, type BenchmarkScale, cohenKappa } from "coachkit/agreement";
import { refuses } from "../../refusal.js";

const word = (scale: BenchmarkScale, lower: number) => agreementBenchmark({ scale, estimate: 1, confidence: { lower, upper: 1, level: 0.95 } }).word;

describe("agreementBenchmark", () => {
  test("judges the lower end of the interval, and shows what the estimate alone would be called", () => {
    expect(agreementBenchmark({ scale: "koo-li", estimate: 0.8, confidence: { lower: 0.45, upper: 0.93, level: 0.95 } })).toEqual({ word: "poor", reason: null, wordOfEstimate: "good", wordOfUpper: "excellent" });
  });

  test.each<[BenchmarkScale, readonly (readonly [number, string])[]]>([
    ["landis-koch", [[-0.01, "poor"], [0, "slight"], [0.1999, "slight"], [0.2, "fair"], [0.4, "moderate"], [0.6, "substantial"], [0.8, "almost-perfect"], [0.9999, "almost-perfect"]]],
    ["altman", [[-1, "poor"], [0.1999, "poor"], [0.2, "fair"], [0.4, "moderate"], [0.6, "good"], [0.8, "very-good"]]],
    ["fleiss", [[0.3999, "poor"], [0.4, "fair-to-good"], [0.7499, "fair-to-good"], [0.75, "excellent"]]],
    ["koo-li", [[0.4999, "poor"], [0.5, "moderate"], [0.75, "good"], [0.9, "excellent"]]],
    ["krippendorff", [[0.666, "not-reliable"], [0.667, "tentative"], [0.7999, "tentative"], [0.8, "reliable"]]],
    ["stakes", [[0.3999, "nothing"], [0.4, "feedback"], [0.6, "pilot-decision"], [0.75, "pay-or-promotion"]]],
  ])("knows the words of %s", (scale, words) => { expect(words.map(([lower]) => word(scale, lower))).toEqual(words.map(([, want]) => want)); });

  test("takes an estimate as it comes, and has no word for two clips on which two raters happen to agree", () => {
    const ratings = [1, 2].flatMap((category) => ["ana", "ben"].map((raterId) => ({ subjectId: `clip-${String(category)}`, raterId, category })));
    const kappa = cohenKappa({ categories: [1, 2], ratings, weights: "unweighted", confidenceLevel: 0.95 });
    if (kappa.estimate === null) throw new Error(kappa.reason);
    expect([kappa.estimate, kappa.confidence.lower]).toEqual([1, 1]);
    expect(agreementBenchmark({ scale: "stakes", ...kappa })).toEqual({ word: null, reason: "no-width", wordOfEstimate: "pay-or-promotion", wordOfUpper: "pay-or-promotion" });
  });

  test("names every fault", () => {
    refuses(() => agreementBenchmark({ scale: "altman", estimate: 1.2, confidence: { lower: 0.5, upper: 0.4, level: 0.95 } }), { code: "input.too_big", path: ["estimate"] }, { code: "agreement-benchmark.wrong_order", path: ["confidence", "upper"] });
    refuses(() => agreementBenchmark({ scale: "cicchetti", estimate: 1, confidence: { lower: 0.5, upper: 1, level: 0.95 } } as never), { code: "input.invalid_value", path: ["scale"] });
  });
});
