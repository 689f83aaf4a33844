import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawChanges, drawObservations, type DrawRequest, type ObservationOpportunity } from "coachkit/rubric";
import { addDays } from "coachkit/time";
import { evenWeeks } from "../../src/rubric/even-weeks.js";
import { refuses } from "../refusal.js";

/** In each week so many opportunities of a stratum. */
const weeksOf = (stratumId: string, ...counts: readonly number[]): readonly ObservationOpportunity[] =>
  counts.flatMap((count, week) => Array.from({ length: count }, (_, index) => ({ id: `${stratumId}-${String(week)}-${String(index)}`, date: addDays("2027-10-04", 7 * week + (index % 7)), participantId: `p${String(index)}`, stratumId })));
const request = (opportunities: readonly ObservationOpportunity[], more: Partial<DrawRequest> = {}): DrawRequest => ({ planId: "autumn", seed: 20_271_001, startDate: "2027-10-04", weekCount: 6, opportunities, counts: [{ stratumId: "a", count: 12 }], ...more });
const even = weeksOf("a", 10, 10, 10, 10, 10, 10);
const idsOf = (asked: DrawRequest): readonly string[] => drawObservations(asked).drawn.map(({ id }) => id);
const perWeek = (asked: DrawRequest): readonly number[] => drawObservations(asked).weeks.map(({ drawnCount }) => drawnCount);

describe("evenWeeks", () => {
  test.each([
    // capacities         count  each week
    [[5, 5, 5, 5],         8,     [2, 2, 2, 2]],
    [[5, 1, 5, 5],         10,    [3, 1, 3, 3]],
    [[0, 0, 5],            3,     [0, 0, 3]],
    [[5, 5, 5, 5, 5, 5],   3,     [1, 0, 1, 0, 1, 0]],
    [[5, 5, 5, 5, 5, 5],   9,     [2, 1, 2, 1, 2, 1]],
    [[2, 3],               9,     [2, 3]],
    [[4, 4],               0,     [0, 0]],
  ])("%j, %d of them: %j", (capacities, count, want) => { expect(evenWeeks({ capacities, count, start: 0 }).map((week) => week.count)).toEqual(want); });
  test("nine of thirty in six weeks: each is drawn with probability .3, wherever the steps begin", () => {
    expect(evenWeeks({ capacities: [5, 5, 5, 5, 5, 5], count: 9, start: 0.9 }).map(({ inclusionFraction }) => inclusionFraction)).toEqual([0.3, 0.3, 0.3, 0.3, 0.3, 0.3]);
  });
  test("the counts sum up, no week gives more than it has, and weeks with room differ by one at most", () => fc.assert(fc.property(fc.array(fc.nat(12), { minLength: 1, maxLength: 30 }), fc.nat(200), fc.double({ min: 0, max: 0.999999, noNaN: true }), (capacities, count, start) => {
    const weeks = evenWeeks({ capacities, count, start });
    const total = capacities.reduce((sum, capacity) => sum + capacity, 0);
    expect(weeks.reduce((sum, week) => sum + week.count, 0)).toBe(Math.min(count, total));
    // expected counts are the probabilities times the opportunities
    expect(weeks.reduce((sum, { inclusionFraction }, index) => sum + inclusionFraction * (capacities[index] ?? 0), 0)).toBeCloseTo(Math.min(count, total), 9);
    const most = Math.max(...weeks.map((week) => week.count));
    weeks.forEach((week, index) => { expect(week.count).toBeGreaterThanOrEqual(Math.min(capacities[index] ?? 0, most - 1)); expect(week.count).toBeLessThanOrEqual(capacities[index] ?? 0); });
  })));
});

describe("drawObservations", () => {
  test("draws two of ten in each of six weeks, by date, with what a host needs to weigh them", () => {
    const { drawn, weeks, shortfalls, ...head } = drawObservations(request(even));
    expect(head).toEqual({ kind: "observation-draw", schemaVersion: 1, planId: "autumn", frameHash: expect.stringMatching(/^[0-9a-f]{64}$/u) });
    expect(weeks.map(({ weekStartDate, opportunityCount, drawnCount }) => [weekStartDate, opportunityCount, drawnCount])).toEqual([0, 1, 2, 3, 4, 5].map((week) => [addDays("2027-10-04", 7 * week), 10, 2]));
    expect(shortfalls).toEqual([]);
    expect(drawn).toHaveLength(12);
    expect(drawn.map(({ date }) => date)).toEqual(drawn.map(({ date }) => date).sort());
    expect(drawn[0]).toEqual({ ...even.find(({ id }) => id === drawn[0]?.id), weekStartDate: "2027-10-04", inclusionFraction: 0.2 });
  });
  test("each stratum has its own count, and one with too few gives all and says so", () => {
    const opportunities = [...even, ...weeksOf("b", 1, 0, 1)];
    const { drawn, shortfalls } = drawObservations(request(opportunities, { counts: [{ stratumId: "b", count: 5 }, { stratumId: "c", count: 1 }, { stratumId: "a", count: 0 }] }));
    expect(drawn.map(({ id, inclusionFraction }) => [id, inclusionFraction])).toEqual([["b-0-0", 1], ["b-2-0", 1]]);
    expect(shortfalls).toEqual([{ stratumId: "b", wantedCount: 5, drawnCount: 2 }, { stratumId: "c", wantedCount: 1, drawnCount: 0 }]);
  });
  test("a Sunday belongs to the week before the next Monday", () => {
    const sunday = [{ id: "s", date: "2027-10-10", participantId: "p", stratumId: "a" }, { id: "m", date: "2027-10-11", participantId: "p", stratumId: "a" }];
    expect(drawObservations(request(sunday)).drawn.map(({ id, weekStartDate }) => [id, weekStartDate])).toEqual([["s", "2027-10-04"], ["m", "2027-10-11"]]);
  });
  test("another seed or another plan draws others", () => {
    expect(idsOf(request(even, { seed: 1 }))).not.toEqual(idsOf(request(even)));
    expect(idsOf(request(even, { planId: "winter" }))).not.toEqual(idsOf(request(even)));
  });
  test("chance has no favorites: over 2,000 seeds each is drawn as often as it says", () => {
    const opportunities = weeksOf("a", 4, 2, 1);
    const times = new Map<string, number>();
    for (let seed = 0; seed < 2000; seed += 1) for (const id of idsOf(request(opportunities, { seed, weekCount: 3, counts: [{ stratumId: "a", count: 4 }] }))) times.set(id, (times.get(id) ?? 0) + 1);
    // one a week and one more in one of the two weeks with room: (1 + 1/2) ÷ 4, (1 + 1/2) ÷ 2, 1
    for (const { id } of opportunities) expect((times.get(id) ?? 0) / 2000).toBeCloseTo({ 0: 0.375, 1: 0.75, 2: 1 }[Number(id.slice(2, 3)) as 0 | 1 | 2], 1);
    for (const [id, want] of [["a-0-0", 0.375], ["a-0-3", 0.375], ["a-1-1", 0.75]] as const) expect(Math.abs((times.get(id) ?? 0) / 2000 - want)).toBeLessThan(4 * Math.sqrt((want * (1 - want)) / 2000));
  });

  test("refuses opportunities and counts twice, strata without a count, and days outside the weeks, all at once", () => {
    const [first, second] = even as readonly [ObservationOpportunity, ObservationOpportunity];
    refuses(() => drawObservations(request([first, first, { ...second, stratumId: "z" }, { ...second, id: "early", date: "2027-10-03" }, { ...second, id: "late", date: "2027-11-15" }], { counts: [{ stratumId: "a", count: 1 }, { stratumId: "a", count: 2 }] })),
      { code: "draw-observations.duplicate_opportunity", path: ["opportunities", 1, "id"] }, { code: "draw-observations.duplicate_stratum", path: ["counts", 1, "stratumId"] },
      { code: "draw-observations.unknown_stratum", path: ["opportunities", 2, "stratumId"] }, { code: "draw-observations.outside_weeks", path: ["opportunities", 3, "date"] }, { code: "draw-observations.outside_weeks", path: ["opportunities", 4, "date"] });
  });
  test("refuses weeks beyond the calendar", () => {
    refuses(() => drawObservations(request([], { startDate: "2199-12-30", weekCount: 1 })), { code: "draw-observations.beyond_calendar", path: ["weekCount"] });
    expect(drawObservations(request([], { startDate: "2199-12-25", weekCount: 1 })).drawn).toEqual([]);
  });
  test("one bad opportunity among a hundred thousand is named", () => {
    const many = Array.from({ length: 100_000 }, (_, index) => ({ id: `o${String(index)}`, date: index === 99_999 ? "2027-13-01" : "2027-10-04", participantId: "p", stratumId: "a" }));
    refuses(() => drawObservations(request(many)), { code: "input.invalid_format", path: ["opportunities", 99_999, "date"] });
  });

  const shuffled = fc.shuffledSubarray([...even], { minLength: even.length });
  test("the order of the list changes neither the draw nor its fingerprint", () => fc.assert(fc.property(shuffled, (list) => { expect(drawObservations(request(list))).toStrictEqual(drawObservations(request(even))); })));
  test("one that falls away moves nothing but its own week, and there one at most", () => fc.assert(fc.property(fc.nat(even.length - 1), (gone) => {
    const [before, after] = [new Set(idsOf(request(even))), new Set(idsOf(request(even.filter((_, index) => index !== gone))))];
    expect([...after].filter((id) => !before.has(id)).length).toBe(before.has(even[gone]?.id ?? "") ? 1 : 0);
  })));
});

describe("drawChanges", () => {
  const before = request(even);
  test("of the same request, in another order, nothing has changed", () => {
    const changes = drawChanges({ before, after: { ...before, opportunities: [...even].reverse() } });
    expect(changes).toEqual({ frameHashes: { before: changes.frameHashes.after, after: drawObservations(before).frameHash }, isUnchanged: true, changedTerms: [], addedIds: [], removedIds: [], changedIds: [], enteredIds: [], leftIds: [] });
  });
  test("late additions, disappearances and moves are named, with what they did to the draw", () => {
    const [gone = ""] = idsOf(before);
    const added = { id: "a-late", date: "2027-10-05", participantId: "p1", stratumId: "a" };
    const after = { ...before, opportunities: [...even.filter(({ id }) => id !== gone).map((one) => (one.id === "a-5-9" ? { ...one, raterId: "c1" } : one)), added] };
    const changes = drawChanges({ before, after });
    expect(changes).toMatchObject({ isUnchanged: false, changedTerms: [], addedIds: ["a-late"], removedIds: [gone], changedIds: ["a-5-9"], leftIds: [gone] });
    expect(changes.enteredIds).toHaveLength(1);
    expect(changes.frameHashes.before).not.toBe(changes.frameHashes.after);
  });
  test("a draw that was made again with another seed or count shows it", () => {
    expect(drawChanges({ before, after: { ...before, seed: 8, counts: [{ stratumId: "a", count: 13 }], planId: "b", startDate: "2027-10-03", weekCount: 7 } }).changedTerms).toEqual(["planId", "seed", "startDate", "weekCount", "counts"]);
  });
  test("refuses a request that is none", () => { refuses(() => drawChanges({ before, after: { ...before, weekCount: 105 } }), { code: "input.too_big", path: ["after", "weekCount"] }); });
});
