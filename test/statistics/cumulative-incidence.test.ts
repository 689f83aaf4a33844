import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cumulativeIncidence, type IncidenceSample, standardNormalQuantile, SURVIVAL_LIMITS, survivalCurve } from "coachkit/statistics";
import { refuses } from "../refusal.js";

type End = readonly [followedFor: number, endedBy: string | null];
const sampleOf = (ends: readonly End[], cause = "up", at: readonly number[] = []): IncidenceSample => ({ followUps: ends.map(([followedFor, endedBy]) => ({ followedFor, endedBy })), cause, at, confidenceLevel: 0.95 });
const ask = (ends: readonly End[], cause = "up", at: readonly number[] = []) => {
  const answer = cumulativeIncidence(sampleOf(ends, cause, at));
  if (answer.points === null) throw new Error("no incidence");
  return answer;
};

/** Ten people; two are last seen at 4 and 6. */
const ten: readonly End[] = [[1, "up"], [2, "out"], [2, "up"], [3, "out"], [4, null], [5, "up"], [6, null], [7, "out"], [8, "up"], [9, null]];

describe("cumulativeIncidence", () => {
  // by hand: S before 1, .9, .7, .6, .48, .32; F .1, .1 + .9/9, .2, .2 + .6/5, .32, .32 + .32/2
  test("grows by the share not yet ended times the share that ends so", () => {
    expect(ask(ten).points.map(({ at, atRisk, events, competingEvents, incidence }) => [at, atRisk, events, competingEvents, Number(incidence.toFixed(12))])).toEqual([
      [1, 10, 1, 0, 0.1], [2, 9, 1, 1, 0.2], [3, 7, 0, 1, 0.2], [5, 5, 1, 0, 0.32], [7, 3, 0, 1, 0.32], [8, 2, 1, 0, 0.48],
    ]);
    expect(ask(ten)).toMatchObject({ n: 10, eventCount: 4, competingCount: 3, followedUntil: 9 });
  });

  // at 5: F − F_j .22, .12, .12, 0 at 1, 2, 3, 5; first term .22²·1/(10·9) + .12²·2/(9·7) + .12²·1/(7·6) = .00053778 + .00045714 + .00034286;
  // second 1·9/1000 + .81·8/729 + .36·4/125 = .009 + .00888889 + .01152; third 2·(.22·1/100 + .12·.9/81) = .0044 + .00266667
  test("its variance is that of the delta method, by hand", () => {
    const variance = 0.22 ** 2 / 90 + (0.12 ** 2 * 2) / 63 + 0.12 ** 2 / 42 + 0.009 + (0.81 * 8) / 729 + (0.36 * 4) / 125 - 2 * (0.22 / 100 + (0.12 * 0.9) / 81);
    const spread = Math.exp((standardNormalQuantile(0.975) * Math.sqrt(variance)) / (0.68 * -Math.log(0.68)));
    expect(ask(ten, "up", [5.5]).incidenceAt[0]).toStrictEqual({
      estimate: expect.closeTo(0.32, 12), confidence: { lower: expect.closeTo(1 - 0.68 ** (1 / spread), 12), upper: expect.closeTo(1 - 0.68 ** spread, 12), level: 0.95 }, n: 10, method: "aalen-johansen-log-log", warnings: ["few-at-risk"],
    });
  });

  // R 4.2.2, survival 3.5-3: survfit(Surv(times, factor(ends)) ~ 1), pstate and std.err at 90, 182 and 300. Its intervals differ: conf.type "log-log" takes log(−log F), ours log(−log(1 − F)).
  test("of sixty people estimate and standard error are those of R's survfit", () => {
    const times = [302, 107, 198, 275, 222, 122, 396, 327, 172, 26, 396, 63, 94, 272, 300, 291, 211, 138, 154, 191, 25, 392, 399, 362, 286, 219, 390, 104, 170, 252, 175, 128, 383, 296, 253, 7, 369, 185, 92, 45, 185, 282, 268, 45, 35, 294, 292, 400, 332, 190, 348, 78, 178, 382, 319, 244, 118, 347, 393, 36];
    const kinds = "-uuuouooouo-oouou--ouoo--o-ououo-oou---uou---ououo-ouuu-u-uu";
    const sixty = times.map((time, index): End => [time, ({ u: "up", o: "out" } as Readonly<Record<string, string>>)[kinds[index] ?? ""] ?? null]);
    const expected = [[0.083928571428571, 0.035932528335279], [0.194310145211931, 0.052801340311886], [0.318033555860112, 0.064497461769495]] as const;
    ask(sixty, "up", [90, 182, 300]).incidenceAt.forEach((answer, index) => {
      const [incidence = NaN, error = NaN] = expected[index] ?? [];
      const spread = Math.exp((standardNormalQuantile(0.975) * error) / ((1 - incidence) * -Math.log(1 - incidence)));
      expect(answer).toMatchObject({ estimate: expect.closeTo(incidence, 13), confidence: { lower: expect.closeTo(1 - (1 - incidence) ** (1 / spread), 12), upper: expect.closeTo(1 - (1 - incidence) ** spread, 12) } });
    });
  });

  test("before the first end it is 0, beyond the last follow-up it cannot say unless all have ended", () => {
    expect(ask(ten, "up", [0.5, 9, 9.5]).incidenceAt).toMatchObject([{ estimate: 0, confidence: { lower: 0, upper: 0 }, warnings: ["no-events-yet"] }, { estimate: expect.closeTo(0.48, 12) }, { estimate: null, reason: "beyond-follow-up" }]);
    expect(ask([[1, "up"], [2, "out"]], "up", [50]).incidenceAt).toMatchObject([{ estimate: 0.5, warnings: ["few-at-risk"] }]);
    expect(ask([[1, "up"], [2, "up"], [2, null]], "up", [50]).incidenceAt).toMatchObject([{ estimate: null }]);
    expect(ask([[1, "up"], [2, "up"]], "up", [2]).incidenceAt).toMatchObject([{ estimate: 1, confidence: { lower: 1, upper: 1 } }]);
  });

  test("nobody followed up", () => {
    expect(cumulativeIncidence(sampleOf([]))).toStrictEqual({ points: null, reason: "too-few-observations", n: 0, needed: 1 });
  });

  test("a time below zero, and more follow-ups than the limit", () => {
    refuses(() => ask([[-1, null]]), { code: "input.too_small", path: ["followUps", 0, "followedFor"] });
    const one = { followedFor: 1, endedBy: null };
    refuses(() => cumulativeIncidence({ ...sampleOf([]), followUps: Array.from({ length: SURVIVAL_LIMITS.followUps + 1 }, () => one) }), { code: "input.too_big", path: ["followUps"] });
  });

  const ends = fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.constantFrom("up", "out", "away", null)), { minLength: 1, maxLength: 40 });
  const last = (some: readonly End[]) => Math.max(...some.map(([followedFor]) => followedFor));

  test("the incidences of all kinds and the share without any end add up to 1", () => {
    fc.assert(fc.property(ends, (some) => {
      const at = [last(some)];
      const { survivalAt } = survivalCurve({ followUps: some.map(([followedFor, endedBy]) => ({ followedFor, hasEvent: endedBy !== null })), intervalKind: "plain", at, confidenceLevel: 0.95 }) as Extract<ReturnType<typeof survivalCurve>, { n: number; survivalAt: object }>;
      const sum = ["up", "out", "away"].reduce((total, cause) => total + (ask(some, cause, at).incidenceAt[0]?.estimate ?? NaN), survivalAt[0]?.estimate ?? NaN);
      expect(sum).toBeCloseTo(1, 10);
    }));
  });

  test("with one kind of end it is 1 less the survival curve, with its interval", () => {
    fc.assert(fc.property(ends, fc.integer({ min: 0, max: 12 }), (some, place) => {
      const single = some.map(([followedFor, endedBy]): End => [followedFor, endedBy === null ? null : "up"]);
      const [incidence] = ask(single, "up", [place]).incidenceAt;
      const curve = survivalCurve({ followUps: single.map(([followedFor, endedBy]) => ({ followedFor, hasEvent: endedBy !== null })), intervalKind: "log-log", at: [place], confidenceLevel: 0.95 });
      const survival = curve.points === null ? undefined : curve.survivalAt[0];
      if (incidence === undefined || incidence.estimate === null || survival === undefined || survival.estimate === null) { expect(incidence?.estimate ?? null).toBe(survival?.estimate ?? null); return; }
      expect(incidence.estimate).toBeCloseTo(1 - survival.estimate, 10);
      if (survival.estimate > 0) expect(incidence.confidence.lower).toBeCloseTo(1 - survival.confidence.upper, 8);
    }));
  });

  test("without censoring it is a share with a share's variance", () => {
    fc.assert(fc.property(ends, fc.integer({ min: 1, max: 12 }), (some, place) => {
      const ended = some.map(([followedFor, endedBy]): End => [followedFor, endedBy ?? "out"]);
      const share = ended.filter(([followedFor, endedBy]) => endedBy === "up" && followedFor <= place).length / ended.length;
      const [answer] = ask(ended, "up", [place]).incidenceAt;
      if (answer === undefined || answer.estimate === null) throw new Error("all have ended");
      expect(answer.estimate).toBeCloseTo(share, 10);
      if (share === 0 || share === 1) return;
      const spread = Math.exp((standardNormalQuantile(0.975) * Math.sqrt((share * (1 - share)) / ended.length)) / ((1 - share) * -Math.log(1 - share)));
      expect(answer.confidence.upper).toBeCloseTo(1 - (1 - share) ** spread, 8);
    }));
  });

  test("does not depend on the order of follow-ups", () => {
    fc.assert(fc.property(ends, (some) => { expect(ask(some.toReversed(), "up", [3, 6])).toStrictEqual(ask(some, "up", [3, 6])); }));
  });
});
