import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { eventRate, rateRatio, rateRatioTest } from "coachkit/statistics";
import { refuses } from "../refusal.js";

const rates = (x: number, t: number, y: number, u: number) => ({ first: { events: x, exposure: t }, second: { events: y, exposure: u } });
const ratio = (x: number, t: number, y: number, u: number, method: "exact" | "log-wald" = "exact") => rateRatio({ ...rates(x, t, y, u), confidenceLevel: 0.95, method });

// R 4.2.2: poisson.test(10, 5)$conf.int
test("ten events in five hours: two in an hour, as R", () => {
  expect(eventRate({ events: 10, exposure: 5, confidenceLevel: 0.95 })).toEqual({ estimate: 2, confidence: { lower: expect.closeTo(0.9590777, 7), upper: expect.closeTo(3.6780712, 7), level: 0.95 }, n: 10, method: "exact-poisson", warnings: [] });
});

test("none seen: the upper end is where none has 2.5 %, −ln 0.025", () => {
  expect(eventRate({ events: 0, exposure: 1, confidenceLevel: 0.95 })).toMatchObject({ estimate: 0, confidence: { lower: 0, upper: expect.closeTo(-Math.log(0.025), 12) } });
});

// R 4.2.2: poisson.test(c(0, 8), c(3, 4))
test("none against eight: a ratio of 0 with an upper end, as R", () => {
  expect(ratio(0, 3, 8, 4)).toMatchObject({ estimate: 0, confidence: { lower: 0, upper: expect.closeTo(0.7811109, 7) }, n: 8, method: "exact" });
  expect(rateRatioTest(rates(0, 3, 8, 4))).toMatchObject({ exactPValue: expect.closeTo(0.01250642, 8) });
});

test("a logarithm's interval by hand: 4 ÷ 2 times or over e^(1.96 √(1/8 + 1/4))", () => {
  const factor = Math.exp(1.959963984540054 * Math.sqrt(1 / 8 + 1 / 4));
  expect(ratio(8, 2, 4, 2, "log-wald")).toMatchObject({ estimate: 2, confidence: { lower: expect.closeTo(2 / factor, 12), upper: expect.closeTo(2 * factor, 12) }, warnings: ["few-events"] });
  expect(ratio(5, 2, 5, 2, "log-wald")).toMatchObject({ warnings: [] });
  expect(ratio(8, 2, 4, 2)).toMatchObject({ warnings: [] });
});

test("what cannot be said is said", () => {
  expect(ratio(3, 1, 0, 1)).toEqual({ estimate: null, reason: "unbounded", n: 3, needed: 4 });
  expect(ratio(0, 1, 3, 1, "log-wald")).toEqual({ estimate: null, reason: "no-events", n: 3, needed: 4 });
  expect(rateRatioTest(rates(0, 1, 0, 1))).toEqual({ pValue: null, reason: "no-events", n: 0, needed: 1 });
});

test("the score by hand: (3 − 4 · ½) ÷ √(4 · ¼) = 1, half of the events being due", () => {
  expect(rateRatioTest(rates(3, 5, 1, 5))).toEqual({ exactPValue: expect.closeTo(10 / 16, 12), z: 1, pValue: expect.closeTo(0.317310507862914, 12) });
});

test("exposures far apart and a thousand million events are no special case", () => {
  expect(rateRatioTest(rates(1e9, 1e-9, 1, 1e9))).toMatchObject({ exactPValue: 0 });
  expect(ratio(1e9, 1e9, 1e9, 1e9)).toMatchObject({ estimate: 1, confidence: { lower: expect.closeTo(0.9999, 4), upper: expect.closeTo(1.0001, 4) } });
  expect(eventRate({ events: 1e9, exposure: 1e9, confidenceLevel: 0.95 }).confidence.upper).toBeCloseTo(1 + 1.96e-9 * Math.sqrt(1e9), 6);
});

test("refuses no exposure, half an event and a wrong method", () => {
  refuses(() => eventRate({ events: 0.5, exposure: 0, confidenceLevel: 95 }), { code: "input.invalid_type", path: ["events"] }, { code: "input.too_small", path: ["exposure"] }, { code: "input.too_big", path: ["confidenceLevel"] });
  refuses(() => ratio(-1, 1, 1, 1e10, "wald" as "exact"), { code: "input.too_small", path: ["first", "events"] }, { code: "input.too_big", path: ["second", "exposure"] }, { code: "input.invalid_value", path: ["method"] });
  refuses(() => rateRatioTest({ ...rates(1, 1, 1, 1), confidenceLevel: 0.95 } as never), { code: "input.unrecognized_keys", path: ["confidenceLevel"] });
});

describe("laws", () => {
  const exposures = fc.double({ min: 0.01, max: 1000, noNaN: true });
  test("at the ends of a rate the count seen has a tail of 5 %", () => fc.assert(fc.property(fc.nat(150), exposures, (events, exposure) => {
    const { lower, upper } = eventRate({ events, exposure, confidenceLevel: 0.9 }).confidence;
    const atMost = (count: number, mean: number) => { let [term, sum] = [Math.exp(-mean), 0]; for (let k = 0; k <= count; k += 1) { sum += term; term *= mean / (k + 1); } return sum; };
    expect(atMost(events, upper * exposure)).toBeCloseTo(0.05, 9);
    if (events > 0) expect(1 - atMost(events - 1, lower * exposure)).toBeCloseTo(0.05, 9);
  })));
  test("the groups exchanged: the ratio turned over, the same test", () => fc.assert(fc.property(fc.integer({ min: 1, max: 300 }), exposures, fc.integer({ min: 1, max: 300 }), exposures, (x, t, y, u) => {
    for (const method of ["exact", "log-wald"] as const) {
      const [there, back] = [ratio(x, t, y, u, method), ratio(y, u, x, t, method)];
      if (there.estimate === null || back.estimate === null) throw new Error("no ratio");
      expect(Math.log(there.estimate) + Math.log(back.estimate)).toBeCloseTo(0, 10);
      expect(Math.log(there.confidence.lower) + Math.log(back.confidence.upper)).toBeCloseTo(0, 9);
    }
    const [there, back] = [rateRatioTest(rates(x, t, y, u)), rateRatioTest(rates(y, u, x, t))];
    if (there.pValue === null || back.pValue === null) throw new Error("no test");
    expect(back.exactPValue).toBeCloseTo(there.exactPValue, 9);
    expect(back.z).toBeCloseTo(-there.z, 9);
  })));
});
