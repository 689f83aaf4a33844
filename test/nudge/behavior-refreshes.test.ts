import { type BehaviorCount, behaviorRefreshes, type PracticedBehavior, REFRESH_LIMITS, type RefreshQuestion } from "coachkit/nudge";
import { describe, expect, test } from "vitest";
import { refuses } from "../refusal.js";

const DAY = 86_400_000;
const START = Date.parse("2026-01-01T00:00:00Z");
/** The date so many days after practice. */
const day = (number: number): string => new Date(START + number * DAY).toISOString().slice(0, 10);
const look = (number: number, matchingCount: number, observedCount = 10): BehaviorCount => ({ observedDate: day(number), matchingCount, observedCount });
const ana: PracticedBehavior = { personId: "ana", behaviorId: "asks", practicedDates: [day(0)], observations: [look(0, 9), look(15, 8), look(30, 7)] };
const question: RefreshQuestion = { asOfDate: day(30), floorFraction: 0.5, horizonDays: 180, leadDays: 7, priorHalfLifeDays: 60, halfLifeSpreadRatio: 2, confidenceLevel: 0.8, behaviors: [ana] };
const one = (change: Partial<PracticedBehavior>, rest: Partial<RefreshQuestion> = {}) => {
  const [refresh] = behaviorRefreshes({ ...question, ...rest, behaviors: [{ ...ana, ...change }] }).refreshes;
  if (refresh === undefined) throw new Error("one behavior has one answer");
  return refresh;
};
const daysTo = (date: string | null): number => (Date.parse(`${String(date)}T00:00:00Z`) - START) / DAY;

describe("one person's behavior", () => {
  test("has a date at the floor within its range, and is due the lead before it", () => {
    const { floorDate, floorRange, dueDate, reason } = one({});
    expect(reason).toBeNull();
    expect(daysTo(floorDate) - daysTo(dueDate)).toBe(7);
    expect(daysTo(floorRange?.earliestDate ?? null)).toBeLessThan(daysTo(floorDate));
  });
  test("with many observations half-life and date are those of a plain fit: 0.96 halved every 40 days", () => {
    const observations = [0, 10, 20, 30].map((age) => look(age, Math.round(960 * 2 ** (-age / 40)), 1000));
    const { halfLifeDays, floorDate, reason, basis } = one({ observations });
    expect([reason, basis]).toEqual([null, "own-observations"]);
    expect(Math.abs((halfLifeDays.estimate ?? 0) / 40 - 1)).toBeLessThan(0.1);
    // 40 · log2(0.96 ÷ 0.5) = 37.6
    expect(Math.abs(daysTo(floorDate) - 38)).toBeLessThanOrEqual(3);
  });
});

describe("why there is no date", () => {
  test("fewer than five observed: nothing is said, and what came before the first practice counts nowhere", () => {
    const few = one({ observations: [look(0, 4, 4), look(-3, 9)] });
    expect(few).toMatchObject({ reason: "too-few-observations", dueDate: null, floorDate: null, basis: null, ignoredCount: 1, shareNow: { estimate: null, n: 4, needed: 5 } });
    expect(one({ observations: [look(0, 5, 5)] })).toMatchObject({ reason: null, basis: "stated-prior" });
  });
  test("below the floor from the start, below it now, not fading, and fading too slowly", () => {
    expect(one({ observations: [look(0, 2), look(15, 2)] })).toMatchObject({ reason: "starts-below", dueDate: null });
    expect(one({ observations: [look(0, 10), look(30, 2)] })).toMatchObject({ reason: "already-below", dueDate: day(30), floorDate: null });
    expect(one({ observations: [look(0, 95, 100), look(100, 95, 100)] }, { asOfDate: day(100) })).toMatchObject({ reason: "not-fading", dueDate: null });
    expect(one({}, { horizonDays: 1 })).toMatchObject({ reason: "beyond-horizon", dueDate: null });
  });
});

describe("what moves the date", () => {
  test("the more has faded, the earlier", () => {
    const dates = [9, 8, 7, 6].map((last) => one({ observations: [look(0, 9), look(15, 9), look(30, last)] }, { horizonDays: 700 }).floorDate ?? "");
    expect(dates).toEqual([...dates].sort().reverse());
    expect(new Set(dates).size).toBe(4);
  });
  test("a practice starts the fading anew: thirty days later, thirty days more", () => {
    const { floorDate } = one({ practicedDates: [day(30), day(0)], observations: [look(0, 9), look(15, 8), look(29, 7)] });
    expect(daysTo(floorDate) - daysTo(one({ observations: [look(0, 9), look(15, 8), look(29, 7)] }).floorDate)).toBe(30);
  });
  test("a higher floor and a shorter prior half-life come earlier", () => {
    expect(daysTo(one({}, { floorFraction: 0.6 }).floorDate)).toBeLessThan(daysTo(one({}).floorDate));
    expect(daysTo(one({}, { priorHalfLifeDays: 30 }).floorDate)).toBeLessThan(daysTo(one({}).floorDate));
  });
});

/** Draws of a linear congruential generator. */
function drawsOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => { state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0; return (state >>> 4) / 2 ** 28; };
}

/** People drawn with half-lives about 45 days, and how far their answers are off: the mean in doublings of the half-life, and how often its interval holds it. */
function simulated(seed: number, firstOf: (draw: () => number) => number) {
  const draw = drawsOf(seed);
  const normal = (): number => Array.from({ length: 12 }, draw).reduce((sum, value) => sum + value, -6);
  const people = Array.from({ length: 100 }, (_, index) => {
    const [halfLife, first] = [45 * 2 ** normal(), firstOf(draw)];
    const observations = [2, 14, 28, 42, 56].map((age) => look(age, Array.from({ length: 12 }, draw).filter((value) => value < first * 2 ** (-age / halfLife)).length, 12));
    return { halfLife, behavior: { ...ana, personId: `p${String(index).padStart(3, "0")}`, observations } };
  });
  // seen on one day only, and last by name
  const zoe = { ...ana, personId: "zoe", observations: [look(2, 11, 12)] };
  const { refreshes } = behaviorRefreshes({ ...question, asOfDate: day(56), behaviors: [...people.map(({ behavior }) => behavior), zoe] });
  const pairs = people.map(({ halfLife }, index) => ({ halfLife, said: refreshes[index]?.halfLifeDays }));
  const shares = pairs.map(({ halfLife, said }) => said?.estimate !== null && said !== undefined && said.confidence.lower <= halfLife && halfLife <= said.confidence.upper);
  return { offBy: pairs.reduce((sum, { halfLife, said }) => sum + Math.log2((said?.estimate ?? 0) / halfLife), 0) / 100, covered: shares.filter(Boolean).length / 100, borrowed: refreshes.at(-1)?.basis };
}

describe("in a hundred simulated people with half-lives about 45 days, against a prior of 60", () => {
  test("half-lives are right on average and their intervals hold them about as often as they say, where first shares are as believed", () => {
    const { offBy, covered, borrowed } = simulated(11, (draw) => draw());
    expect(Math.abs(offBy)).toBeLessThan(0.2);
    expect(Math.abs(covered - 0.8)).toBeLessThan(0.12);
    expect(borrowed).toBe("pooled");
  });
  test("where all start near 0.9 they come out too long, by less than a third of a doubling", () => {
    const { offBy, covered } = simulated(11, (draw) => 0.8 + 0.18 * draw());
    expect(offBy).toBeGreaterThan(0);
    expect(offBy).toBeLessThan(0.33);
    expect(Math.abs(covered - 0.8)).toBeLessThan(0.12);
  });
});

test("the order of people and observations does not matter, and what is assumed comes back", () => {
  const ben = { ...ana, personId: "ben", behaviorId: "sums-up" };
  const answer = behaviorRefreshes({ ...question, behaviors: [ana, ben] });
  expect(behaviorRefreshes({ ...question, behaviors: [ben, { ...ana, observations: ana.observations.toReversed() }] })).toEqual(answer);
  const { behaviors: _, ...assumptions } = question;
  expect(answer.assumptions).toEqual({ ...assumptions, neededCount: 5 });
});

test("what cannot be asked is refused by code and path", () => {
  const wrong = (change: object) => () => behaviorRefreshes({ ...question, ...change });
  const behavior = (change: object) => wrong({ behaviors: [{ ...ana, ...change }] });
  refuses(behavior({ observations: [look(0, 3, 2)] }), { code: "refresh-question.more_matching", path: ["behaviors", 0, "observations", 0, "matchingCount"] });
  refuses(behavior({ practicedDates: [day(31)] }), { code: "refresh-question.later", path: ["behaviors", 0, "practicedDates", 0] });
  refuses(behavior({ observations: [look(31, 1)] }), { code: "refresh-question.later", path: ["behaviors", 0, "observations", 0, "observedDate"] });
  refuses(wrong({ behaviors: [ana, ana] }), { code: "refresh-question.repeated_behavior", path: ["behaviors", 1] });
  refuses(wrong({ asOfDate: "2199-12-30" }), { code: "refresh-question.calendar_ends", path: ["horizonDays"] });
  refuses(behavior({ practicedDates: [] }), { code: "input.too_small", path: ["behaviors", 0, "practicedDates"] });
  refuses(wrong({ floorFraction: 50 }), { code: "input.too_big", path: ["floorFraction"] });
  refuses(wrong({ halfLifeSpreadRatio: 1 }), { code: "input.too_small", path: ["halfLifeSpreadRatio"] });
  const many = Array.from({ length: 1000 }, () => look(1, 1));
  refuses(wrong({ behaviors: Array.from({ length: 21 }, (_, index) => ({ ...ana, personId: String(index), observations: many })) }), { code: "refresh-question.too_many_observations", path: ["behaviors"], params: { count: 21_000, limit: REFRESH_LIMITS.observations } });
  refuses(behavior({ observations: Array.from({ length: REFRESH_LIMITS.recordsOfBehavior + 1 }, () => look(1, 1)) }), { code: "input.too_big", path: ["behaviors", 0, "observations"] });
  refuses(wrong({ behaviors: Array.from({ length: REFRESH_LIMITS.behaviors + 1 }, (_, index) => ({ ...ana, personId: String(index) })) }), { code: "input.too_big", path: ["behaviors"] });
});
