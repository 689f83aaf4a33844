import { describe, test } from "vitest";
import { distributionMoments, distributionQuantile, type Distribution } from "coachkit/statistics";
import { refuses } from "../refusal.js";

/** A call that has to be refused, wrong as its input may be. */
const reading = (distribution: unknown) => () => distributionQuantile(distribution as Distribution, 0.5);

describe("a distribution", () => {
  test.each(["uniform", "triangular", "pert"])("%s: the greatest value lies above the least", (family) => {
    const mode = family === "uniform" ? {} : { mode: 5 };
    refuses(reading({ family, min: 5, ...mode, max: 5 }), { code: "distribution.empty_range", path: ["max"], params: { min: 5, max: 5 } });
    refuses(reading({ family, min: 6, ...mode, max: 5 }), { code: "distribution.empty_range", path: ["max"] });
  });

  test.each(["triangular", "pert"])("%s: the most likely value lies between the ends", (family) => {
    refuses(reading({ family, min: 1, mode: 0.5, max: 2 }), { code: "distribution.mode_outside", path: ["mode"], params: { min: 1, mode: 0.5, max: 2 } });
    refuses(reading({ family, min: 1, mode: 3, max: 2 }), { code: "distribution.mode_outside", path: ["mode"] });
  });

  test("lognormal-range: P95 lies above P5, and within 1e12 times of it", () => {
    refuses(reading({ family: "lognormal-range", p5: 2, p95: 2 }), { code: "distribution.empty_spread", path: ["p95"], params: { p5: 2, p95: 2 } });
    refuses(reading({ family: "lognormal-range", p5: 1e-6, p95: 1.1e6 }), { code: "distribution.wide_spread", path: ["p95"] });
  });

  test("discrete: each value once, and the probabilities add up to 1", () => {
    refuses(reading({ family: "discrete", outcomes: [{ value: 1, probability: 0.5 }, { value: 2, probability: 0.4 }] }), { code: "distribution.probability_sum", path: ["outcomes"], params: { sum: 0.9 } });
    refuses(reading({ family: "discrete", outcomes: [{ value: 1, probability: 0.5 }, { value: 1, probability: 0.5 }] }), { code: "distribution.repeated_outcome", path: ["outcomes", 1, "value"], params: { value: 1 } });
  });

  test.each<[string, object, string, readonly (string | number)[]]>([
    ["a kind that is not known", { family: "cauchy" }, "input.invalid_union", ["family"]],
    ["a number that is none", { family: "normal", mean: Number.NaN, standardDeviation: 1 }, "input.invalid_type", ["mean"]],
    ["a deviation of 0", { family: "normal", mean: 0, standardDeviation: 0 }, "input.too_small", ["standardDeviation"]],
    ["a quantity that cannot be above 0", { family: "lognormal", mean: 0, standardDeviation: 1 }, "input.too_small", ["mean"]],
    ["a shape that is too small", { family: "beta", alpha: 0.01, beta: 1 }, "input.too_small", ["alpha"]],
    ["a mode without weight", { family: "pert", min: 0, mode: 1, max: 2, modeWeight: 0 }, "input.too_small", ["modeWeight"]],
    ["a probability below 0", { family: "discrete", outcomes: [{ value: 1, probability: -0.5 }, { value: 2, probability: 0.5 }, { value: 3, probability: 1 }] }, "input.too_small", ["outcomes", 0, "probability"]],
    ["no value", { family: "empirical", values: [], drawn: "observed" }, "input.too_small", ["values"]],
    ["values whose drawing is not decided", { family: "empirical", values: [1] }, "input.invalid_value", ["drawn"]],
    ["a key that is not known", { family: "uniform", min: 0, max: 1, mode: 0 }, "input.unrecognized_keys", ["mode"]],
  ])("refuses %s", (_, distribution, code, path) => { refuses(reading(distribution), { code, path }); });

  test("all faults are named at once", () => {
    refuses(() => distributionMoments({ family: "discrete", outcomes: [{ value: 1, probability: 0.3 }, { value: 1, probability: 0.3 }] }), { code: "distribution.probability_sum", path: ["outcomes"] }, { code: "distribution.repeated_outcome", path: ["outcomes", 1, "value"] });
  });
});
