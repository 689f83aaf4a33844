import * as fc from "fast-check";
import { assignSessions, type Coach, type Participant, type PlanInput } from "coachkit/plan";
import { blendedTwelveWeek, type Program } from "coachkit/program";
import type { WorkingHours } from "coachkit/time";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { planInput } from "./calls.js";

const hoursFrom = (fromTime: string, toTime: string): WorkingHours => {
  const day = [{ fromTime, toTime }];
  return { timeZone: "Europe/Berlin", weekly: { MO: day, TU: day, WE: day, TH: day, FR: day }, holidays: [] };
};
/** Each starts and ends on the hour: from 0 to 24. */
const shifts = [["06:00", "12:00"], ["09:00", "17:00"], ["12:00", "20:00"], ["18:00", "22:00"]] as const;
const shift = (index: number): WorkingHours => {
  const [fromTime, toTime] = shifts[index] ?? shifts[0];
  return hoursFrom(fromTime, toTime);
};
const sharedHours = (one: number, other: number): number => {
  const [[from = 0, to = 0], [otherFrom = 0, otherTo = 0]] = [one, other].map((index) => (shifts[index] ?? shifts[0]).map((time) => Number(time.slice(0, 2)))) as [number[], number[]];
  return Math.max(0, Math.min(to, otherTo) - Math.max(from, otherFrom));
};
const person = (id: string, index: number, more: Partial<Participant> = {}): Participant => ({ id, hours: shift(index), languages: ["en"], ...more });
const coach = (id: string, index: number, weeklyAvailableMinutes = 600, more: Partial<Coach> = {}): Coach => ({ id, hours: shift(index), languages: ["en"], weeklyAvailableMinutes, ...more });
const program: Program = { ...planInput.program, touchpoints: planInput.program.touchpoints.filter(({ id }) => id === "kickoff") };
const assigned = (participants: readonly Participant[], coaches: readonly Coach[]) => assignSessions({ ...planInput, program, participants, coaches }).coachAssignments;
const text = (participants: readonly Participant[], coaches: readonly Coach[]): readonly string[] => assigned(participants, coaches).map(({ participantId, coachId, reason }) => `${participantId}: ${coachId ?? reason ?? ""}`);

describe("who coaches whom in a plan", () => {
  test("is the total that is best for all: who has the choice leaves the coach to the one who has none", () => {
    // ann shares eight hours with kim and five with lea, bob six of kim's and none of lea's: first come, first served would leave bob beyond kim's share
    expect(text([person("ann", 1), person("bob", 0)], [coach("kim", 1), coach("lea", 2)])).toEqual(["ann: lea", "bob: kim"]);
  });

  test("goes beyond a coach's share only where nobody else may be the coach", () => {
    expect(text([person("ann", 1), person("bob", 1), person("cem", 1, { languages: ["fr"] }), person("dan", 1, { languages: ["fr"] })], [coach("kim", 1), coach("lea", 1, 600, { languages: ["fr"] }), coach("max", 1), coach("ned", 1)])).toEqual(["ann: kim", "bob: max", "cem: lea", "dan: lea"]);
  });

  test("fills shares by minutes, and those that are no whole numbers evenly", () => {
    const loads = (count: number, ...minutes: readonly number[]) => minutes.map((_, place) => assigned(Array.from({ length: count }, (_, index) => person(`p${String(index)}`, 1)), minutes.map((one, index) => coach(`c${String(index)}`, 1, one))).filter(({ coachId }) => coachId === `c${String(place)}`).length);
    expect(loads(4, 600, 600, 600).sort()).toEqual([1, 1, 2]);
    expect(loads(6, 600, 300, 300).sort()).toEqual([1, 2, 3]);
    expect(loads(8, 600, 200)).toEqual([6, 2]);
    // the last has a whole share, the others half of one each
    expect(loads(2, 300, 300, 600)[2]).toBe(1);
    expect(loads(3, 600, 0)).toEqual([3, 0]);
  });

  test("gives nobody to a coach whose week does not hold one one-to-one, with preparation and notes", () => {
    const three = ["p0", "p1", "p2"].map((id) => person(id, 1));
    const planned = (staff: readonly Coach[], people = three, coachSources: Program["coachSources"] = []) => {
      const { coachAssignments, unassigned } = assignSessions({ ...planInput, program: { ...blendedTwelveWeek, ...(coachSources === undefined ? {} : { coachSources }) }, participants: people, coaches: staff });
      return [coachAssignments.map(({ coachId, reason }) => coachId ?? reason), unassigned.filter(({ touchpointId }) => touchpointId === "one-to-one").map(({ reason }) => reason)];
    };
    expect(planned([coach("a", 1, 1), coach("b", 1, 1000)])).toEqual([["b", "b", "b"], []]);
    // ten coaches of ten minutes, who share more hours with everybody than the one who has time
    expect(planned([...Array.from({ length: 10 }, (_, index) => coach(`a${String(index)}`, 1, 10)), coach("b", 0, 2000, { hours: hoursFrom("09:00", "14:00") })], Array.from({ length: 10 }, (_, index) => person(`p${String(index)}`, 1)))).toEqual([Array.from({ length: 10 }, () => "b"), []]);
    expect(planned([coach("a", 1, 59)])).toEqual([["no-coach", "no-coach", "no-coach"], ["no-coach", "no-coach", "no-coach"]]);
    expect(planned([coach("a", 1, 60)])[0]).toEqual(["a", "a", "a"]);
    // the host's own choice is taken as it is
    expect(planned([coach("a", 1, 59), coach("b", 1, 1000)], [person("p0", 1, { coachId: "a" })])).toEqual([["a"], ["coach-full"]]);
    const coachSources = [{ id: "house", title: "House", origin: "internal", contract: { preparationMinutes: 20, noteMinutes: 10, deliverables: [] } }] as const;
    expect([89, 90].map((minutes) => planned([coach("a", 1, minutes, { sourceId: "house" }), coach("b", 3)], [person("p0", 1)], coachSources)[0])).toEqual([["no-common-hours"], ["a"]]);
  });

  test("rounds up the shares with the largest remainders", () => {
    expect(text([person("ann", 1), person("bob", 1), person("cem", 1)], [coach("kim", 1, 100), coach("lea", 1, 1000)])).toEqual(["ann: lea", "bob: lea", "cem: lea"]);
    // also where the small one shares eight hours of the day, and not seven
    expect(text(["ann", "bob", "cem"].map((id) => person(id, 1)), [coach("kim", 1, 60), coach("lea", 1, 1000, { hours: hoursFrom("09:00", "16:00") })])).toEqual(["ann: lea", "bob: lea", "cem: lea"]);
    fc.assert(fc.property(fc.integer({ min: 1, max: 30 }), fc.array(fc.integer({ min: 60, max: 900 }), { minLength: 1, maxLength: 6 }), (count, minutes) => {
      const found = assigned(Array.from({ length: count }, (_, index) => person(`p${String(index)}`, 1)), minutes.map((one, index) => coach(`c${String(index)}`, 1, one)));
      const total = minutes.reduce((sum, one) => sum + one, 0);
      // whole numbers of a totalth, so that ties are ties
      const [floors, remainders] = [minutes.map((one) => Math.floor((count * one) / total)), minutes.map((one) => (count * one) % total)];
      const ups = minutes.map((_, place) => found.filter(({ coachId }) => coachId === `c${String(place)}`).length - (floors[place] ?? 0));
      const left = count - floors.reduce((sum, one) => sum + one, 0);
      expect(ups.every((up) => up === 0 || up === 1)).toBe(true);
      expect(remainders.filter((_, place) => ups[place] === 1).reduce((sum, one) => sum + one, 0)).toBe(remainders.toSorted((one, other) => other - one).slice(0, left).reduce((sum, one) => sum + one, 0));
    }));
  });

  test("heeds languages as homework does: a shorter tag meets a longer one, letter case aside", () => {
    expect(text([person("ann", 1, { languages: ["EN-gb"] }), person("bob", 1, { languages: ["en-US"] })], [coach("kim", 1, 600, { languages: ["en-GB"] }), coach("lea", 1, 600, { languages: ["fr", "En"] })])).toEqual(["ann: kim", "bob: lea"]);
  });

  test("counts the host's choices in the shares", () => {
    expect(text([person("ann", 1, { coachId: "kim" }), person("bob", 1, { coachId: "kim" }), person("cem", 1), person("dan", 1)], [coach("kim", 1), coach("lea", 3)])).toEqual(["ann: kim", "bob: kim", "cem: kim", "dan: kim"]);
    expect(text([person("ann", 1, { coachId: "kim" }), person("bob", 1, { coachId: "kim" }), person("cem", 1), person("dan", 1)], [coach("kim", 1), coach("lea", 2)])).toEqual(["ann: kim", "bob: kim", "cem: lea", "dan: lea"]);
  });

  test("has a limit: participants times coaches", () => {
    const input: PlanInput = { ...planInput, participants: Array.from({ length: 10_000 }, (_, index) => person(`p${String(index)}`, 1)), coaches: Array.from({ length: 1501 }, (_, index) => coach(`c${String(index)}`, 1)) };
    expect(issuesOf(() => assignSessions(input))).toEqual(["assign-sessions.too_many_pairs at /coaches"]);
  });

  test("is the best of all that there are: fewest beyond their coach's share, then the most shared hours less a fifth of the most for each whole by which shares are rounded up", () => {
    const drawn = fc.record({
      people: fc.array(fc.record({ at: fc.nat(3), languages: fc.subarray(["en", "fr"], { minLength: 1 }) }), { minLength: 1, maxLength: 5 }),
      staff: fc.array(fc.record({ at: fc.nat(3), languages: fc.subarray(["en", "fr"], { minLength: 1 }), minutes: fc.constantFrom(0, 300, 600, 700) }), { minLength: 1, maxLength: 3 }),
    });
    fc.assert(fc.property(drawn, ({ people, staff }) => {
      const participants = people.map(({ at, languages }, index) => person(`p${String(index)}`, at, { languages }));
      const coaches = staff.map(({ at, languages, minutes }, index) => coach(`c${String(index)}`, at, minutes, { languages }));
      const mayMeet = people.map((one) => staff.flatMap((other, place) => (other.minutes > 0 && one.languages.some((language) => other.languages.includes(language)) && sharedHours(one.at, other.at) > 0 ? [place] : [])));
      const most = Math.max(1, ...people.flatMap((one) => staff.map((other) => sharedHours(one.at, other.at))));
      const total = staff.reduce((sum, { minutes }) => sum + minutes, 0);
      const valueOf = (chosen: readonly number[]): readonly [beyond: number, value: number] => {
        let [beyond, value] = [0, 0];
        staff.forEach(({ at, minutes }, place) => {
          const own = people.filter((_, index) => chosen[index] === place);
          const share = (people.length * minutes) / total;
          value += own.reduce((sum, one) => sum + sharedHours(one.at, at) / most, 0);
          for (let nth = 1; nth <= own.length; nth += 1) {
            if (nth > share) value -= 0.2 * (Math.ceil(share) - share);
            beyond += Math.ceil(nth / Math.ceil(share)) - 1;
          }
        });
        return [beyond, value];
      };
      let best: readonly [number, number] = [Infinity, 0];
      const tryFrom = (at: number, chosen: readonly number[]): void => {
        if (at < people.length) for (const place of mayMeet[at]?.length === 0 ? [-1] : (mayMeet[at] ?? [])) tryFrom(at + 1, [...chosen, place]);
        else {
          const value = valueOf(chosen);
          if (value[0] < best[0] || (value[0] === best[0] && value[1] > best[1])) best = value;
        }
      };
      tryFrom(0, []);
      const found = assigned(participants, coaches);
      const [beyond, value] = valueOf(found.map(({ coachId }) => coaches.findIndex(({ id }) => id === coachId)));
      expect(found.map(({ coachId }) => coachId === null)).toEqual(mayMeet.map(({ length }) => length === 0));
      expect(beyond).toBe(best[0]);
      expect(value).toBeCloseTo(best[1], 6);
    }), { numRuns: 200 });
  });
});
