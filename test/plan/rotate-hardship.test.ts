import * as fc from "fast-check";
import { HARDSHIP_LIMITS, type HardshipMember, type HardshipQuestion, type HardshipRotation, rotateHardship } from "coachkit/plan";
import { addDays, wallClockAt, type WorkingHours, workingSpans } from "coachkit/time";
import { describe, expect, test } from "vitest";
import type { StartChoice } from "../../src/plan/hardship.js";
import { chooseStarts } from "../../src/plan/hardship-search.js";
import { issuesOf } from "../issues-of.js";

const hoursIn = (timeZone: string, fromTime = "08:00", toTime = "18:00"): WorkingHours => {
  const day = [{ fromTime, toTime }];
  return { timeZone, weekly: { MO: day, TU: day, WE: day, TH: day, FR: day }, holidays: [] };
};
const member = (personId: string, timeZone: string, fromTime?: string, toTime?: string): HardshipMember => ({ personId, hours: hoursIn(timeZone, fromTime, toTime) });
const weekly = (startDate: string, count: number): readonly string[] => Array.from({ length: count }, (_, week) => addDays(startDate, 7 * week));
const everyHour = Array.from({ length: 24 }, (_, hour) => `${String(hour).padStart(2, "0")}:00`);
const text = ({ turns }: HardshipRotation): readonly string[] => turns.map(({ startTime, hardships }) => `${startTime} ${hardships.map(({ personId }) => personId).join("+")}`);
const counts = ({ members }: HardshipRotation): readonly number[] => members.map(({ hardshipCount }) => hardshipCount);

const world = [member("ana", "America/New_York"), member("bo", "Europe/Berlin"), member("kiran", "Asia/Kolkata"), member("sid", "Australia/Sydney")];
const question: HardshipQuestion = { members: world, dates: weekly("2027-02-17", 12), timeZone: "UTC", startTimes: everyHour, durationMinutes: 60 };

describe("who bears the odd hour", () => {
  test("is nobody where a start suits all, and it is the one that is taken", () => {
    const rotation = rotateHardship({ ...question, members: world.slice(1, 3), dates: ["2027-06-02"], startTimes: ["03:00", "08:00", "09:00"] });
    expect([text(rotation), rotation.rotation, rotation.giniCoefficient]).toEqual([["08:00 "], "not-needed", 0]);
  });

  test("goes round between two who never meet within their hours", () => {
    const rotation = rotateHardship({ ...question, members: [member("ana", "America/New_York", "09:00", "17:00"), member("sid", "Australia/Sydney", "09:00", "17:00")], dates: weekly("2027-05-05", 5), startTimes: ["13:00", "23:00"] });
    // the odd one out is Ana's: 19:00 there is nearer to her hours than 23:00 is to Sid's
    expect([text(rotation), counts(rotation), rotation.rotation, rotation.method]).toEqual([["13:00 sid", "23:00 ana", "13:00 sid", "23:00 ana", "23:00 ana"], [3, 2], "exists", "exact"]);
    expect(rotation.giniCoefficient).toBeCloseTo(0.1, 12);
  });

  test("is told in minutes outside and in the distance from the own hours: two at night is worse than seven", () => {
    const at = (startTime: string, members = [member("bo", "Europe/Berlin", "09:00", "17:00")]) => rotateHardship({ ...question, members, timeZone: "Europe/Berlin", dates: ["2027-06-02"], startTimes: [startTime] }).turns[0]?.hardships;
    expect(["02:00", "07:00", "08:30", "16:30", "20:00", "23:00", "01:00"].map((startTime) => at(startTime)?.map(({ outsideMinutes, distanceMinutes }) => [outsideMinutes, distanceMinutes]))).toEqual([[[60, 420]], [[60, 120]], [[30, 30]], [[30, 30]], [[60, 240]], [[60, 420]], [[60, 480]]]);
    expect(at("10:00")).toEqual([]);
    expect(at("10:00", [{ personId: "off", hours: { timeZone: "UTC", weekly: {}, holidays: [] } }])).toEqual([{ personId: "off", outsideMinutes: 60, distanceMinutes: 7 * 1440 }]);
  });

  test("is nobody for evenness alone: with one start that spares Bo and another that spares nobody, Ana always bears it", () => {
    const rotation = rotateHardship({ ...question, members: world.slice(0, 2), dates: weekly("2027-06-02", 4), startTimes: ["01:00", "08:00"] });
    expect([text(rotation), rotation.rotation, rotation.members.map(({ part }) => part)]).toEqual([["08:00 ana", "08:00 ana", "08:00 ana", "08:00 ana"], "none", ["always", "never"]]);
  });

  test("rotates among those whom a choice can spare, whatever the others always or never bear", () => {
    const night = { personId: "zoe", hours: { timeZone: "UTC", weekly: {}, holidays: [] } };
    const all = { personId: "amy", hours: hoursIn("UTC", "00:00", "24:00") };
    const two = [member("ana", "America/New_York", "09:00", "17:00"), member("sid", "Australia/Sydney", "09:00", "17:00")];
    const rotation = rotateHardship({ ...question, members: [night, ...two, all], dates: weekly("2027-05-05", 6), startTimes: ["13:00", "23:00"] });
    expect([rotation.members.map(({ personId, hardshipCount, part }) => `${personId} ${String(hardshipCount)} ${part}`), rotation.spreadCount, rotation.rotation]).toEqual([["amy 0 never", "ana 3 takes-turns", "sid 3 takes-turns", "zoe 6 always"], 0, "exists"]);
  });
});

describe("twelve weeks with New York, Berlin, Kolkata and Sydney, whose clocks change on different days", () => {
  test.each([
    ["over March and April: New York on 14 March, Berlin on 28 March, Sydney on 4 April", "2027-02-17"],
    ["over October and November: Sydney on 3 October, Berlin on 31 October, New York on 7 November", "2027-09-15"],
  ])("%s", (_, startDate) => {
    const rotation = rotateHardship({ ...question, dates: weekly(startDate, 12) });
    expect([rotation.rotation, rotation.method]).toEqual(["exists", "exact"]);
    expect(Math.max(...counts(rotation)) - Math.min(...counts(rotation))).toBeLessThanOrEqual(1);
    // who suffers is what each one's own hours say at the instant, worked out another way
    for (const { startsAt, endsAt, hardships } of rotation.turns) {
      const outside = world.filter(({ hours }) => !workingSpans({ hours, fromAt: startsAt, toAt: endsAt }).some((span) => span.startsAt === startsAt && span.endsAt === endsAt));
      expect(hardships.map(({ personId }) => personId)).toEqual(outside.map(({ personId }) => personId));
    }
  });

  test("a start on the clock of Berlin keeps its wall time, and its instant moves when the clock does", () => {
    const { turns } = rotateHardship({ ...question, timeZone: "Europe/Berlin", startTimes: ["15:00"], dates: ["2027-03-24", "2027-03-31"] });
    expect(turns.map(({ startsAt, hardships }) => [startsAt, wallClockAt({ at: startsAt, timeZone: "Europe/Berlin" }).wallTime, hardships.map(({ personId }) => personId)])).toEqual([
      ["2027-03-24T14:00:00Z", "15:00", ["kiran", "sid"]],
      ["2027-03-31T13:00:00Z", "15:00", ["kiran", "sid"]],
    ]);
  });

  test("one whose hours a change of another's clock leaves suffers only from then on", () => {
    const bo = member("bo", "Europe/Berlin", "09:00", "15:00");
    const { turns } = rotateHardship({ ...question, members: [bo], timeZone: "America/New_York", startTimes: ["09:00"], dates: ["2027-03-10", "2027-03-17", "2027-03-31"] });
    // nine in New York is 15:00 in Berlin, but 14:00 in the two weeks in which only New York has changed
    expect(turns.map(({ hardships }) => hardships.map(({ distanceMinutes }) => distanceMinutes))).toEqual([[60], [], [60]]);
  });
});

test("many people over a year are answered by the beam, which says so, and are even too", () => {
  const zones = ["America/Los_Angeles", "America/New_York", "America/Sao_Paulo", "Europe/London", "Europe/Berlin", "Asia/Dubai", "Asia/Kolkata", "Asia/Tokyo", "Australia/Sydney", "Pacific/Auckland"];
  const rotation = rotateHardship({ ...question, members: zones.map((zone, index) => member(`p${String(index)}`, zone, "09:00", "17:00")), dates: weekly("2027-01-06", 52) });
  expect(rotation.method).toBe("beam");
  expect(["exists", "undecided"]).toContain(rotation.rotation);
  expect(rotation.spreadCount).toBeLessThanOrEqual(2);
});

describe("the search over lists of counts is exact up to its limits and a beam beyond", () => {
  /** On each date one member may suffer or be spared, so each can come to as many counts as there are such dates, and one more. */
  const datesOf = (counts: readonly number[]): readonly (readonly StartChoice[])[] => counts.flatMap((count, sufferer) => Array.from({ length: count }, () => [{ place: 0, sufferers: [], distanceMinutes: 0 }, { place: 1, sufferers: [sufferer], distanceMinutes: 0 }]));
  const settled: readonly StartChoice[] = [{ place: 0, sufferers: [], distanceMinutes: 0 }];

  test("as many lists as are carried, and one date more", () => {
    // 5 · 5 · 5 · 5 · 2 · 2 · 2 · 2 · 2 lists
    expect([chooseStarts(datesOf([4, 4, 4, 4, 1, 1, 1, 1, 1]), 9, []).isExact, HARDSHIP_LIMITS.stateCount]).toEqual([true, 20_000]);
    expect(chooseStarts(datesOf([4, 4, 4, 5, 1, 1, 1, 1, 1]), 9, []).isExact).toBe(false);
  });

  test("as many steps as are made, and one choice more", () => {
    // 10,000 lists, and 25 members times 40 choices
    const dates = datesOf([4, 4, 4, 4, 1, 1, 1, 1]);
    expect([chooseStarts(dates, 25, []).isExact, HARDSHIP_LIMITS.searchSteps]).toEqual([true, 10_000 * 25 * 40]);
    expect(chooseStarts([settled, ...dates], 25, []).isExact).toBe(false);
  });
});

describe("bad input is named by code and path", () => {
  test.each([
    ["nobody", { members: [] }, ["input.too_small at /members"]],
    ["somebody twice", { members: [world[0], world[0]] }, ["rotate-hardship.duplicate_member at /members/1/personId"]],
    ["a date twice", { dates: ["2027-03-01", "2027-03-01"] }, ["rotate-hardship.duplicate_date at /dates/1"]],
    ["the first day of all", { dates: ["1970-01-01"] }, ["rotate-hardship.out_of_range at /dates/0"]],
    ["no date", { dates: [] }, ["input.too_small at /dates"]],
    ["no start", { startTimes: [] }, ["input.too_small at /startTimes"]],
    ["more people than meet", { members: Array.from({ length: HARDSHIP_LIMITS.memberCount + 1 }, (_, index) => member(`p${String(index)}`, "UTC")) }, ["input.too_big at /members"]],
    ["more dates than two years of weeks", { dates: weekly("2027-01-06", HARDSHIP_LIMITS.dateCount + 1) }, ["input.too_big at /dates"]],
    ["more starts than quarters of an hour", { startTimes: Array.from({ length: HARDSHIP_LIMITS.startCount + 1 }, () => "09:00") }, ["input.too_big at /startTimes"]],
    ["half a minute", { durationMinutes: 0.5 }, ["input.invalid_type at /durationMinutes"]],
    ["an unknown zone", { timeZone: "Europe/Atlantis" }, ["known-time-zone.unknown_zone at /timeZone"]],
  ] as const)("%s", (_, more, expected) => { expect(issuesOf(() => rotateHardship({ ...question, ...more } as HardshipQuestion))).toEqual(expected); });
});

describe("laws", () => {
  const zones = fc.constantFrom("America/New_York", "Europe/Berlin", "Asia/Kolkata", "Australia/Sydney", "UTC");
  const drawn = fc.record({
    members: fc.array(fc.tuple(zones, fc.integer({ min: 0, max: 16 })), { minLength: 1, maxLength: 4 }).map((list) => list.map(([zone, from], index) => member(`p${String(index)}`, zone, `${String(from).padStart(2, "0")}:00`, `${String(from + 7).padStart(2, "0")}:00`))),
    startTimes: fc.uniqueArray(fc.constantFrom(...everyHour), { minLength: 1, maxLength: 4 }),
    count: fc.integer({ min: 1, max: 5 }),
    startDate: fc.constantFrom("2027-03-03", "2027-10-13"),
  });

  /** Every choice of an undominated start for each date, by trying all; what each member then bears. */
  function everyChoice({ members, startTimes, dates }: HardshipQuestion): readonly (readonly number[])[] {
    const suffering = dates.map((date) => {
      const sets = startTimes.map((startTime) => rotateHardship({ ...question, members, startTimes: [startTime], dates: [date] }).turns[0]?.hardships.map(({ personId }) => personId) ?? []);
      return sets.filter((set) => !sets.some((other) => other.length < set.length && other.every((id) => set.includes(id))));
    });
    return suffering.reduce<readonly (readonly number[])[]>((all, sets) => all.flatMap((before) => sets.map((set) => members.map(({ personId }, index) => (before[index] ?? 0) + (set.includes(personId) ? 1 : 0)))), [members.map(() => 0)]);
  }

  test("no choice of starts is fairer, and none as fair hurts fewer: equal to trying all", () => {
    fc.assert(fc.property(drawn, ({ members, startTimes, count, startDate }) => {
      const asked: HardshipQuestion = { ...question, members, startTimes, dates: weekly(startDate, count) };
      const rotation = rotateHardship(asked);
      const rotating = rotation.members.flatMap(({ part }, index) => (part === "takes-turns" ? [index] : []));
      const spread = (list: readonly number[]): number => (rotating.length === 0 ? 0 : Math.max(...rotating.map((index) => list[index] ?? 0)) - Math.min(...rotating.map((index) => list[index] ?? 0)));
      const total = (list: readonly number[]): number => list.reduce((sum, one) => sum + one, 0);
      const all = everyChoice(asked);
      const fairest = Math.max(1, Math.min(...all.map(spread)));
      expect(rotation.method).toBe("exact");
      expect(rotation.spreadCount).toBe(spread(counts(rotation)));
      expect(rotation.spreadCount).toBeLessThanOrEqual(fairest);
      expect(total(counts(rotation))).toBe(Math.min(...all.filter((list) => spread(list) <= fairest).map(total)));
      if (rotating.length > 0) expect(rotation.rotation === "exists").toBe(fairest === 1);
    }), { numRuns: 60 });
  });

  test("the order of the input changes nothing", () => {
    fc.assert(fc.property(drawn, ({ members, startTimes, count, startDate }) => {
      const asked: HardshipQuestion = { ...question, members, startTimes, dates: weekly(startDate, count) };
      expect(rotateHardship({ ...asked, members: members.toReversed(), dates: asked.dates.toReversed() })).toEqual(rotateHardship(asked));
    }), { numRuns: 20 });
  });
});
