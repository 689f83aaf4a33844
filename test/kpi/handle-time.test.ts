import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Contact, handleTime } from "coachkit/kpi";

const october = { fromDate: "2027-10-01", toDate: "2027-10-31", confidenceLevel: 0.95 };
const contacts = (seconds: readonly number[], people?: readonly number[]): readonly Contact[] => seconds.map((handledSeconds, index) => ({ id: `c${String(index)}`, date: "2027-10-04", handledSeconds, ...(people === undefined ? {} : { personId: `p${String(people[index])}` }) }));
const seconds = [300, 320, 340, 310, 330, 1200, 280, 290];

describe("handleTime", () => {
  test("is the mean with Student's interval, and the median, which one long contact does not move", () => {
    const { meanSeconds, medianSeconds } = handleTime({ ...october, contacts: contacts(seconds) });
    // 421.25 ± t(7) · s / √8; numpy: quantiles .5 ± Wilson's half width.
    expect(meanSeconds).toMatchObject({ estimate: 421.25, n: 8, method: "student-t", warnings: [] });
    expect(medianSeconds).toMatchObject({ estimate: 315, n: 8, method: "woodruff", confidence: { lower: expect.closeTo(295.06512435497143, 9), upper: expect.closeTo(334.93487564502857, 9), level: 0.95 } });
  });

  // statsmodels 0.15.0: OLS on a constant, cov_type="cluster", use_t=True.
  test("of people with several contacts the interval is one over people", () => {
    const { meanSeconds } = handleTime({ ...october, contacts: contacts(seconds, [0, 0, 0, 1, 1, 2, 2, 3]) });
    expect(meanSeconds).toMatchObject({ estimate: 421.25, n: 8, method: "student-t-clustered", warnings: ["few-people"], confidence: { lower: expect.closeTo(78.45830329, 6), upper: expect.closeTo(764.04169671, 6) } });
  });

  test("people who all take as long as each other leave no width, and a warning", () => {
    expect(handleTime({ ...october, contacts: contacts([300, 300, 300, 300], [0, 0, 1, 1]) }).meanSeconds).toMatchObject({ estimate: 300, confidence: { lower: 300, upper: 300 }, warnings: ["few-people", "no-variation"] });
  });

  test("of one person it speaks of that person", () => {
    expect(handleTime({ ...october, contacts: contacts([300, 320, 340], [0, 0, 0]) }).meanSeconds).toMatchObject({ method: "student-t", warnings: ["one-person"] });
  });

  test.each([[0.95, 6], [0.9, 5], [0.5, 2], [0.99, 8]])("a median at level %f needs %i contacts: fewer do not hold it between them so often", (confidenceLevel, needed) => {
    expect(handleTime({ ...october, confidenceLevel, contacts: contacts(seconds.slice(0, needed)) }).medianSeconds).toMatchObject({ n: needed, method: "woodruff" });
    expect(handleTime({ ...october, confidenceLevel, contacts: contacts(seconds.slice(0, needed - 1)) }).medianSeconds).toStrictEqual({ estimate: null, reason: "too-few-observations", n: needed - 1, needed });
  });

  test("the median of contacts of few people is less sure than of strangers", () => {
    const many = Array.from({ length: 40 }, (_, index) => 300 + 10 * (index % 4) + index / 100);
    const width = (people?: readonly number[]): number => { const { medianSeconds: one } = handleTime({ ...october, contacts: contacts(many, people) }); return one.estimate === null ? 0 : one.confidence.upper - one.confidence.lower; };
    expect(width(many.map((_, index) => index % 4))).toBeGreaterThan(width());
  });

  test("contacts without a length are counted, and take no part", () => {
    expect(handleTime({ ...october, contacts: [...contacts([10, 20]), { id: "x", date: "2027-10-04", isResolved: true }] })).toMatchObject({ meanSeconds: { estimate: 15, n: 2 }, medianSeconds: { estimate: null }, unknownCount: 1 });
  });

  test("twice as long makes every figure twice as large", () => fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 6, maxLength: 30 }), (list) => {
    const [once, twice] = [list, list.map((one) => 2 * one)].map((values) => handleTime({ ...october, contacts: contacts(values, values.map((_, index) => index % 3)) }));
    for (const key of ["meanSeconds", "medianSeconds"] as const) {
      const [left, right] = [once?.[key], twice?.[key]];
      if (left == null || right == null || left.estimate === null || right.estimate === null) throw new Error("no estimate");
      expect(right.estimate).toBeCloseTo(2 * left.estimate, 6);
      expect(right.confidence.upper).toBeCloseTo(2 * left.confidence.upper, 6);
    }
  })));
});
