import * as fc from "fast-check";
import { CAPACITY_LIMITS, coachCapacity, rapportByCaseload, type RapportObservation } from "coachkit/plan";
import { describe, expect, test } from "vitest";

/** One reading of each of so many coaches. */
const readings = (points: readonly (readonly [caseloadCount: number, pulseScore: number])[]): readonly RapportObservation[] => points.map(([caseloadCount, pulseScore], index) => ({ coachId: `c${String(index)}`, caseloadCount, pulseScore }));
/** Pulse 5 − caseload / 20, a tenth above and below by turns: 4 at a caseload of about 20. */
const falling = readings([10, 12, 14, 16, 18, 20, 22, 24, 26, 28].map((caseload, index) => [caseload, 5 - caseload / 20 + (index % 2 === 0 ? 0.1 : -0.1)]));
const question = { observations: falling, leastPulseScore: 4, confidenceLevel: 0.95 };

test("a line that falls beyond doubt and crosses the least pulse gives a caseload, with the pulse at it", () => {
  const rapport = rapportByCaseload(question);
  // Σ(x − 19)² = 330; the tenths add −1 to Σ(x − 19)(y − ȳ): the slope is −1/20 − 1/330
  expect(rapport.pulsePerParticipant).toMatchObject({ estimate: expect.closeTo(-0.05 - 1 / 330, 12) as number, n: 10, method: "least-squares" });
  // the line passes (19, 4.05): 4.05 − 0.05303 · 0.943 = 4
  expect(rapport).toMatchObject({ rapportCaseload: 19, reason: "limit-found", pulseAtLimit: { estimate: expect.closeTo(4.05, 12) as number }, seenCaseloads: { least: 10, most: 28 }, assumptions: { leastCoachCount: 10 }, warnings: ["correlational"] });
});

test("the caseload found is a guard of capacity", () => {
  const { rapportCaseload } = rapportByCaseload(question);
  const load = { sessions: [{ modality: "one-to-one", sessionsPerWeek: 0.5, groupSize: 1, liveMinutes: 60, preparationMinutes: 0, noteMinutes: 0, travelMinutes: 0 }] };
  expect(coachCapacity({ week: { weeklyContractMinutes: 2400, shrinkageFraction: 0, weeklyFixedDutyMinutes: 0, utilizationFraction: 0.5 }, load, guards: { rapportCaseload } })).toMatchObject({ participantCount: 19, bindingGuard: "rapport" });
});

describe("where the data set no limit, it says why", () => {
  test.each([
    ["pulse does not go with the caseload", { observations: readings([10, 12, 14, 16, 18, 20, 22, 24, 26, 28].map((caseload, index) => [caseload, index % 2 === 0 ? 4.2 : 4])) }, "no-clear-decline"],
    ["pulse rises", { observations: falling.map((one) => ({ ...one, caseloadCount: 40 - one.caseloadCount })) }, "no-clear-decline"],
    ["pulse stays above the least as far as seen", { leastPulseScore: 3.5 }, "kept-as-far-as-seen"],
    ["nine coaches where ten are needed", { observations: falling.slice(1) }, "not-enough-evidence"],
    ["all coaches have one caseload", { observations: falling.map((one) => ({ ...one, caseloadCount: 20 })) }, "not-enough-evidence"],
    ["no observations", { observations: [] }, "not-enough-evidence"],
  ] as const)("%s", (_, changes, reason) => {
    expect(rapportByCaseload({ ...question, ...changes })).toMatchObject({ reason, rapportCaseload: null, pulseAtLimit: null, warnings: ["correlational"] });
  });
  test("too few coaches are counted, not their observations", () => {
    const many = Array.from({ length: 500 }, (_, index) => ({ coachId: `c${String(index % 5)}`, caseloadCount: 10 + (index % 5), pulseScore: 5 - (index % 5) / 2 }));
    expect(rapportByCaseload({ ...question, observations: many }).pulsePerParticipant).toEqual({ estimate: null, reason: "too-few-observations", n: 5, needed: 10 });
    expect(rapportByCaseload({ ...question, observations: many, leastCoachCount: 5 })).toMatchObject({ pulsePerParticipant: { estimate: expect.closeTo(-0.5, 9) as number, n: 5 }, assumptions: {} });
    expect(rapportByCaseload({ ...question, observations: [] }).seenCaseloads).toBeNull();
  });
});

describe("where pulse falls and is too low already at the smallest caseload seen", () => {
  const five = [[20, 4.06], [24, 3.8], [28, 3.62], [32, 3.4], [36, 3.2]] as const;
  const shifted = (by: number) => rapportByCaseload({ observations: readings(five.map(([caseload, pulse]) => [caseload, pulse - by])), leastPulseScore: 4, confidenceLevel: 0.95, leastCoachCount: 5 });
  test("that caseload is the limit, as it is with pulses 0.05 higher", () => {
    expect(shifted(0)).toMatchObject({ reason: "limit-found", rapportCaseload: 20 });
    // the line passes (28, 3.566) with a slope of −0.053: 3.99 at 20
    expect(shifted(0.05)).toMatchObject({ reason: "below-everywhere", rapportCaseload: 20, pulseAtLimit: { estimate: expect.closeTo(3.99, 9) as number } });
  });
  test("a smallest caseload that is a mean is rounded down", () => {
    const observations = [...falling, { coachId: "c0", caseloadCount: 11, pulseScore: 4.6 }];
    expect(rapportByCaseload({ ...question, observations, leastPulseScore: 4.9 })).toMatchObject({ reason: "below-everywhere", rapportCaseload: 10, seenCaseloads: { least: 10.5 } });
  });
  test("lower pulses never allow more participants", () => {
    const load = { sessions: [{ modality: "one-to-one", sessionsPerWeek: 0.5, groupSize: 1, liveMinutes: 60, preparationMinutes: 15, noteMinutes: 15, travelMinutes: 0 }] };
    const week = { weeklyContractMinutes: 2400, shrinkageFraction: 0.25, weeklyFixedDutyMinutes: 120, utilizationFraction: 0.85 };
    const carried = (by: number) => coachCapacity({ week, load, guards: { rapportCaseload: shifted(by).rapportCaseload } }).participantCount;
    const shift = fc.double({ min: -1.5, max: 1.5, noNaN: true });
    fc.assert(fc.property(shift, shift, (one, other) => { expect(carried(Math.max(one, other))).toBeLessThanOrEqual(carried(Math.min(one, other))); }));
    expect([carried(-1), carried(0), carried(0.05), carried(1)]).toEqual([31, 20, 20, 20]);
  });
});

test("participants of one coach are one witness: their mean counts", () => {
  const twice = falling.flatMap((one) => [{ ...one, pulseScore: one.pulseScore - 0.3 }, { ...one, pulseScore: one.pulseScore + 0.3 }]);
  const [once, doubled] = [falling, twice].map((observations) => rapportByCaseload({ ...question, observations }).pulsePerParticipant);
  expect(doubled).toMatchObject({ n: 10, estimate: expect.closeTo(once?.estimate ?? 0, 12) as number });
});

test("the order of the observations changes nothing", () => {
  fc.assert(fc.property(fc.shuffledSubarray([...falling, ...falling.map((one) => ({ ...one, pulseScore: one.pulseScore / 3, caseloadCount: one.caseloadCount + 1 }))], { minLength: 20 }), (observations) => {
    expect(rapportByCaseload({ ...question, observations })).toEqual(rapportByCaseload({ ...question, observations: [...falling, ...falling.map((one) => ({ ...one, pulseScore: one.pulseScore / 3, caseloadCount: one.caseloadCount + 1 }))] }));
  }));
});

test.each([
  ["two coaches as enough", { leastCoachCount: 2 }, "input.too_small at /leastCoachCount"],
  ["an error probability for the level", { confidenceLevel: 0.05 }, "input.too_small at /confidenceLevel"],
  ["part of a participant", { observations: [{ coachId: "c", caseloadCount: 1.5, pulseScore: 4 }] }, "input.invalid_type at /observations/0/caseloadCount"],
  ["a pulse that is no number", { observations: [{ coachId: "c", caseloadCount: 1, pulseScore: Number.NaN }] }, "input.invalid_type at /observations/0/pulseScore"],
])("refuses %s", (_, changes, start) => { expect(() => rapportByCaseload({ ...question, ...changes })).toThrow(start); });

test("more readings than one question takes", () => {
  const observations = Array.from({ length: CAPACITY_LIMITS.rapportObservations + 1 }, () => ({ coachId: "c", caseloadCount: 1, pulseScore: 4 }));
  expect(() => rapportByCaseload({ ...question, observations })).toThrow("input.too_big at /observations");
});
