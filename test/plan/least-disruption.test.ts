import { REPLAN_LIMITS } from "coachkit/plan";
import { describe, expect, test } from "vitest";
import { leastDisruption } from "../../src/plan/least-disruption.js";
import { type Movable, MOVE } from "../../src/plan/placement-board.js";
import { nearestFirst } from "../../src/plan/replan-movables.js";

const HOUR = 3_600_000;
const weeks = { weekOf: () => 1, freeMinutes: () => 10_000 };

/** A coach with as many hours as kept sessions, of which each can take any hour, and one session more: whoever gives way leaves another one over, in every order. */
function fullCoach(coachId: string, hourCount: number): readonly Movable[] {
  const hours = Array.from({ length: hourCount }, (_, hour) => hour * HOUR);
  return [null, ...hours].map((kept): Movable => {
    const choices = hours.filter((start) => start !== kept).map((start) => ({ coachId, start, penalty: MOVE }));
    return {
      id: `${coachId} ${String(kept)}`, lengthMilliseconds: HOUR, people: [`team of ${coachId}`], kept: kept === null ? null : { coachId, start: kept }, keptHardshipMinutes: 0,
      minutesWith: () => 60, reach: () => ({ personIds: [coachId], fromWeek: 1, toWeek: 1 }), ownChoices: () => choices, choices: () => choices,
    };
  });
}
describe("a search goes as far as its limit, and says so", () => {
  test("few hours are tried to the end", () => {
    const { isOptimal, steps } = leastDisruption(fullCoach("kim", 3), weeks);
    expect([isOptimal, steps.length]).toEqual([true, 2]);
    expect(Math.max(...steps)).toBeLessThan(REPLAN_LIMITS.insertionSteps);
  });

  test("a session is put in with two hundred steps, and competes when these do not suffice", () => {
    const { isOptimal, steps: [insertion = 0, contest = 0] } = leastDisruption(fullCoach("kim", 5), weeks);
    expect([isOptimal, insertion]).toEqual([true, 200]);
    expect(contest).toBeGreaterThan(200);
    expect(contest).toBeLessThan(REPLAN_LIMITS.searchSteps);
  });

  test("sessions that compete are searched for six thousand steps", () => {
    expect(leastDisruption(fullCoach("kim", 9), weeks)).toMatchObject({ isOptimal: false, steps: [200, 6000] });
  });

  test("six coaches are searched for thirty thousand steps together", () => {
    expect(leastDisruption(["a", "b", "c", "d", "e", "f"].flatMap((id) => fullCoach(id, 9)), weeks)).toMatchObject({ isOptimal: false, steps: [200, 200, 200, 200, 200, 200, 6000, 6000, 6000, 6000, 6000, 0] });
  });
});

test("of more starts than are looked at the farthest are left out", () => {
  const starts = Array.from({ length: REPLAN_LIMITS.startCount + 1 }, (_, index) => index);
  expect(nearestFirst(starts.slice(1), 0).at(-1)).toBe(1500);
  expect(nearestFirst(starts, 0)).toEqual(starts.slice(0, -1));
});
