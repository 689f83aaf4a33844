import { nudgeEffect, NUDGE_EFFECT_LIMITS, type NudgeEffectQuestion, type NudgeMoment, planNudges } from "coachkit/nudge";
import { normalDraws, uniformDraws } from "coachkit/statistics";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";

const instant = (day: number): string => new Date(Date.UTC(2026, 0, 5 + day, 9)).toISOString().replace(".000Z", "Z");
const moment = (personId: string, day: number, rest: Partial<NudgeMoment> = {}): NudgeMoment =>
  ({ nudgeId: `${personId}/${String(day)}`, personId, decisionAt: instant(day), probability: 0.5, isAvailable: true, isSent: false, outcome: 0, ...rest });
const asked = (moments: readonly NudgeMoment[], rest: Partial<NudgeEffectQuestion> = {}) => nudgeEffect({ moments, outcomeWindowHours: 24, confidenceLevel: 0.95, ...rest });

/** People who differ, moments whose probability differs with how the person is doing, and a true effect. */
function trial({ seed, personCount, momentCount, truth, probabilities }: { readonly seed: number; readonly personCount: number; readonly momentCount: number; readonly truth: number; readonly probabilities: readonly number[] }): readonly NudgeMoment[] {
  return Array.from({ length: personCount }, (_, person) => {
    const [own = 0, ...noise] = normalDraws({ seed, stream: ["noise", person], count: momentCount + 1 });
    const drawn = uniformDraws({ seed, stream: ["sent", person], count: momentCount });
    return drawn.map((draw, index) => {
      // whoever does well is nudged less often: a plain difference of means would take that for an effect
      const probability = probabilities[(own > 0 ? 0 : 1) % probabilities.length] ?? 0.5;
      const isSent = draw < probability;
      return moment(`p${String(person)}`, 2 * index, { probability, isSent, outcome: own + (isSent ? truth : 0) + (noise[index] ?? 0) });
    });
  }).flat();
}

describe("nudgeEffect", () => {
  test("is the difference of the two means where the probability is the same throughout", () => {
    const outcomes = [[1, 0], [1, 1], [0, 0], [1, 0], [1, 0], [0, 1]];
    const moments = outcomes.flatMap(([sent = 0, not = 0], person) => [moment(`p${String(person)}`, 0, { isSent: true, outcome: sent }), moment(`p${String(person)}`, 2, { outcome: not })]);
    const { effect, personCount, countedCount, sentCount } = asked(moments);
    expect(effect.estimate).toBeCloseTo(4 / 6 - 2 / 6, 12);
    expect([personCount, countedCount, sentCount]).toEqual([6, 12, 6]);
    expect(effect).toMatchObject({ n: 12, method: "wcls-cr2" });
  });

  test("is the mean of pairs, and Student's interval of their differences, where each person has one moment of each kind", () => {
    // one with and one without a nudge: clusters of two, and CR2 is the paired t-test
    const differences = [1, 3, 2, 5, 4, 0, 2, 3];
    const moments = differences.flatMap((difference, person) => [moment(`p${String(person)}`, 0, { isSent: true, outcome: 10 * person + difference }), moment(`p${String(person)}`, 2, { outcome: 10 * person })]);
    const { effect, degreesOfFreedom } = asked(moments);
    const mean = 2.5;
    const spread = Math.sqrt(differences.reduce((sum, one) => sum + (one - mean) ** 2, 0) / 7 / 8);
    expect(effect.estimate).toBeCloseTo(mean, 12);
    expect(degreesOfFreedom).toBeCloseTo(7, 9);
    expect(effect.estimate === null ? NaN : effect.confidence.upper).toBeCloseTo(mean + 2.364624251592785 * spread, 9);
  });

  test("moments at which nothing could be sent, was left to chance or is known do not count, and are told", () => {
    const counted = Array.from({ length: 12 }, (_, person) => moment(`p${String(person % 6)}`, 2 * person, { isSent: person < 6, outcome: person % 3 }));
    const others = [moment("p0", 50, { isAvailable: false, outcome: 9 }), moment("p1", 50, { isSent: true, outcome: null }), moment("p2", 50, { probability: 1, isSent: true, outcome: 9 })];
    const answer = asked([...counted, ...others]);
    expect(answer).toMatchObject({ countedCount: 12, unavailableCount: 1, unknownCount: 1, effect: asked(counted).effect.estimate === null ? {} : { estimate: asked(counted).effect.estimate } });
    expect(answer.effect.estimate === null ? [] : answer.effect.warnings).toContain("outcomes-unknown");
  });

  test("the next moment before the outcome is counted out is warned of", () => {
    const moments = Array.from({ length: 12 }, (_, index) => moment(`p${String(index % 6)}`, index < 6 ? 0 : 1, { isSent: index % 2 === 0, outcome: index % 3 }));
    expect(asked(moments).effect).toMatchObject({ warnings: [] });
    expect(asked(moments, { outcomeWindowHours: 25 }).effect).toMatchObject({ warnings: ["windows-overlap"] });
  });

  test("a next moment whose outcome nobody knows is one too, one at which nothing could be sent is none", () => {
    const moments = Array.from({ length: 12 }, (_, index) => moment(`p${String(index % 6)}`, index < 6 ? 0 : 7, { isSent: index % 2 === 0, outcome: index % 3 }));
    expect(asked([...moments, moment("p0", 1, { outcome: null })], { outcomeWindowHours: 25 }).effect).toMatchObject({ warnings: expect.arrayContaining(["windows-overlap"]) as unknown });
    expect(asked([...moments, moment("p0", 1, { outcome: null, isAvailable: false })], { outcomeWindowHours: 25 }).effect).toMatchObject({ warnings: [] });
  });

  test("takes the decisions of a plan as they are, two of one instant included", () => {
    const people = Array.from({ length: 12 }, (_, index) => ({ id: `p${String(index)}`, calendarId: "c", language: "en", coachId: null, cadenceIds: ["a", "b"] }));
    const { decisions } = planNudges({
      plannedAt: "2026-03-01T12:00:00Z", fromDate: "2026-03-02", weekCount: 4, templateIds: ["t"], people, chance: { seed: 1, probability: 0.5 }, holidayCalendars: [],
      cadences: ["a", "b"].map((id) => ({ id, kind: "weekly", purposeId: "nudges", templateId: "t", variables: {}, isEssential: false, wishes: [{ weekday: "FR", atTime: "11:00" }] })),
      calendars: [{ id: "c", timeZone: "UTC", workingWeekdays: ["FR"], holidayCalendarIds: [] }],
      consents: people.map(({ id }) => ({ personId: id, purposeId: "nudges", decision: "given", decidedAt: "2026-01-01T00:00:00Z" })),
    });
    expect(new Set(decisions.map(({ personId, decisionAt }) => `${personId} ${decisionAt}`)).size).toBeLessThan(decisions.length);
    const answer = asked(decisions.map((one, index) => ({ ...one, outcome: index % 3 })));
    expect(answer).toMatchObject({ countedCount: decisions.filter(({ isAvailable }) => isAvailable).length, effect: { method: "wcls-cr2" } });
  });

  test("a probability next to 0 or 1 leaves nothing to chance: no weight runs away", () => {
    const counted = Array.from({ length: 12 }, (_, person) => moment(`p${String(person % 6)}`, 2 * person, { isSent: person < 6, outcome: person % 3 }));
    for (const probability of [5e-324, 1e-17, 1e-7]) expect(asked([...counted, moment("p0", 50, { probability, isSent: true, outcome: 9 })])).toEqual(asked(counted));
    expect(asked([...counted, moment("p0", 50, { probability: 1 - 2 ** -53, outcome: 9 })])).toEqual(asked(counted));
    expect(asked([...counted, moment("p0", 50, { probability: 1e-6, outcome: 9 })]).countedCount).toBe(13);
  });

  test.each([
    ["nobody's moments were left to chance", [moment("a", 0, { probability: 1, isSent: true })], "nothing-by-chance"],
    ["there are none", [], "nothing-by-chance"],
    ["all were sent", [0, 1, 2, 3, 4].map((person) => moment(`p${String(person)}`, 0, { isSent: true })), "one-side-only"],
    ["three people are too few", [0, 1, 2].flatMap((person) => [moment(`p${String(person)}`, 0, { isSent: true }), moment(`p${String(person)}`, 2)]), "too-few-people"],
    ["all that was sent was sent to one person", [moment("p0", 0, { isSent: true, outcome: 1 }), ...[1, 2, 3, 4].map((person) => moment(`p${String(person)}`, 0))], "rests-on-one-cluster"],
  ])("cannot say where %s", (_, moments, reason) => { expect(asked(moments)).toMatchObject({ effect: { estimate: null, reason }, degreesOfFreedom: null, pValue: null }); });

  test("faults, each by its place", () => {
    expect(issuesOf(() => asked([moment("a", 0, { probability: 0 }), moment("a", 2, { probability: 1.2 }), moment("a", 4, { isAvailable: false, isSent: true }), moment("b", 0, { probability: 1 })]))).toEqual([
      "input.too_small at /moments/0/probability", "input.too_big at /moments/1/probability", "nudge-effect.sent_unavailable at /moments/2/isSent", "nudge-effect.held_back at /moments/3/isSent",
    ]);
    expect(issuesOf(() => asked([moment("a", 0), moment("a", 0, { decisionAt: "2026-01-05T09:00:00.000Z" })]))).toEqual(["nudge-effect.duplicate_moment at /moments/1"]);
    expect(issuesOf(() => asked(new Array<NudgeMoment>(NUDGE_EFFECT_LIMITS.moments + 1).fill(moment("a", 0))))).toEqual(["input.too_big at /moments"]);
  });

  test("whoever is listed first does not matter", () => {
    const moments = trial({ seed: 3, personCount: 12, momentCount: 6, truth: 0.4, probabilities: [0.3, 0.6] });
    fc.assert(fc.property(fc.shuffledSubarray([...moments], { minLength: moments.length }), (shuffled) => { expect(asked(shuffled)).toEqual(asked(moments)); }), { numRuns: 20 });
  });

  test("a known effect is recovered though those who do well are nudged less often, and its interval holds it as often as it says", () => {
    const truth = 0.3;
    const runs = Array.from({ length: 300 }, (_, seed) => asked(trial({ seed, personCount: 30, momentCount: 12, truth, probabilities: [0.3, 0.7] })).effect);
    const known = runs.flatMap((run) => (run.estimate === null ? [] : [run]));
    const mean = known.reduce((sum, { estimate }) => sum + estimate, 0) / known.length;
    // the standard error of one is some 0.17, of the mean of 300 some 0.01; a plain difference of means lies some 0.6 too low
    expect(Math.abs(mean - truth)).toBeLessThan(0.04);
    const held = known.filter(({ confidence: { lower, upper } }) => lower <= truth && truth <= upper).length / known.length;
    expect(held).toBeGreaterThan(0.91);
    expect(held).toBeLessThan(0.985);
  });

  test("no effect is found in one trial of twenty where there is none", () => {
    const runs = Array.from({ length: 400 }, (_, seed) => asked(trial({ seed: 10_000 + seed, personCount: 20, momentCount: 8, truth: 0, probabilities: [0.5] })).pValue ?? 1);
    const found = runs.filter((pValue) => pValue < 0.05).length / runs.length;
    expect(found).toBeGreaterThan(0.02);
    expect(found).toBeLessThan(0.085);
  });
});
