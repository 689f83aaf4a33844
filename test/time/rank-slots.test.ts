import fc from "fast-check";
import { type Diary, freeSlots, rankSlots, type SlotPreference, type SlotRanking, type TimeSpan, wallClockAt } from "coachkit/time";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";

const diary = (timeZone: string, fromTime: string, toTime: string, busy: readonly TimeSpan[] = []): Diary => ({ hours: { timeZone, weekly: { MO: [{ fromTime, toTime }], TU: [{ fromTime, toTime }] }, holidays: [] }, busy });
const question: SlotRanking = {
  people: [diary("Europe/Berlin", "09:00", "18:00"), diary("America/New_York", "08:00", "17:00")],
  // Berlin is six hours ahead: they share 14:00 to 18:00 there on Monday 4 and Tuesday 5 October
  fromAt: "2027-10-04T00:00:00Z", toAt: "2027-10-06T00:00:00Z", durationMinutes: 60, stepMinutes: 60, bufferBeforeMinutes: 0, bufferAfterMinutes: 0, preference: { kind: "earliest" }, limitCount: 100,
};
const starts = (changes: Partial<SlotRanking>) => rankSlots({ ...question, ...changes }).slots.map(({ startsAt, shortfallMinutes }) => `${startsAt.slice(8, 16)} ${String(shortfallMinutes)}`);
const busy = (startsAt: string, endsAt: string): TimeSpan => ({ startsAt: `2027-10-${startsAt}:00Z`, endsAt: `2027-10-${endsAt}:00Z` });

describe("rankSlots", () => {
  test("earliest: in order of time, as freeSlots has them", () => {
    expect(starts({})).toEqual(["04T12:00 0", "04T13:00 0", "04T14:00 0", "04T15:00 0", "05T12:00 0", "05T13:00 0", "05T14:00 0", "05T15:00 0"]);
    expect(starts({ limitCount: 2 })).toEqual(["04T12:00 0", "04T13:00 0"]);
  });

  test("nearest: by the distance of the start, the sooner at a tie", () => {
    expect(starts({ preference: { kind: "nearest", at: "2027-10-05T13:30:00Z" }, limitCount: 4 })).toEqual(["05T13:00 30", "05T14:00 30", "05T12:00 90", "05T15:00 90"]);
  });

  test("hours of the day: by the minutes outside them on everybody's own clock, together", () => {
    // 12:00Z is 14:00 in Berlin and 08:00 in New York: an hour too early there. 14:00Z is 16:00 and 10:00: an hour too late here, as is 15:00Z.
    expect(starts({ preference: { kind: "hours-of-day", fromTime: "09:00", toTime: "16:00" }, limitCount: 4 })).toEqual(["04T13:00 0", "05T13:00 0", "04T12:00 60", "04T14:00 60"]);
  });

  test("two people of one zone weigh twice", () => {
    const people = [...question.people, diary("America/New_York", "08:00", "17:00")];
    expect(starts({ people, preference: { kind: "hours-of-day", fromTime: "09:00", toTime: "15:00" }, limitCount: 4 })).toEqual(["04T13:00 60", "04T14:00 60", "04T15:00 60", "05T13:00 60"]);
    expect(starts({ people, preference: { kind: "hours-of-day", fromTime: "09:00", toTime: "15:00" }, limitCount: 8 }).at(-1)).toBe("05T12:00 120");
  });

  test("says what every clock shows, and by how much it falls short for each person there", () => {
    expect(rankSlots({ ...question, preference: { kind: "hours-of-day", fromTime: "09:00", toTime: "16:00" }, limitCount: 3 }).slots[2]).toStrictEqual({
      rank: 3, startsAt: "2027-10-04T12:00:00Z", endsAt: "2027-10-04T13:00:00Z", shortfallMinutes: 60,
      clocks: [{ timeZone: "Europe/Berlin", localTime: "2027-10-04T14:00:00", shortfallMinutes: 0 }, { timeZone: "America/New_York", localTime: "2027-10-04T08:00:00", shortfallMinutes: 60 }],
    });
  });

  test("hours of the night reach over midnight", () => {
    const people = [{ ...diary("UTC", "00:00", "24:00") }];
    expect(starts({ people, durationMinutes: 120, stepMinutes: 120, preference: { kind: "hours-of-day", fromTime: "22:00", toTime: "03:00" }, limitCount: 4 })).toEqual(["04T00:00 0", "04T22:00 0", "05T00:00 0", "05T22:00 0"]);
    expect(starts({ people, durationMinutes: 120, stepMinutes: 120, preference: { kind: "hours-of-day", fromTime: "22:00", toTime: "03:00" }, limitCount: 5 }).at(-1)).toBe("04T02:00 60");
  });

  test("buffers keep time free around what is in the diary, not around working hours", () => {
    const people = [diary("UTC", "09:00", "17:00", [busy("04T11:00", "04T12:00")])];
    const monday = { people, toAt: "2027-10-05T00:00:00Z", stepMinutes: 15, durationMinutes: 60 };
    const free = (bufferBeforeMinutes: number, bufferAfterMinutes: number) => { const list = starts({ ...monday, bufferBeforeMinutes, bufferAfterMinutes }).map((text) => text.slice(3, 8)); return [list[0], list.filter((text) => text < "11:00").at(-1), list.find((text) => text > "11:00"), list.at(-1)]; };
    expect(free(0, 0)).toEqual(["09:00", "10:00", "12:00", "16:00"]);
    expect(free(30, 0)).toEqual(["09:00", "10:00", "12:30", "16:00"]);
    expect(free(0, 15)).toEqual(["09:00", "09:45", "12:00", "16:00"]);
  });

  test("nobody free: no slot", () => { expect(rankSlots({ ...question, people: [diary("UTC", "09:00", "10:00"), diary("UTC", "10:00", "11:00")] })).toStrictEqual({ slotCount: 0, slots: [], zoneData: "runtime" }); });

  test.each([
    ["a range with more slots than can be weighed", { people: [diary("UTC", "00:00", "24:00"), diary("Asia/Tokyo", "00:00", "24:00")].map(({ hours }) => ({ hours: { ...hours, weekly: Object.fromEntries(["MO", "TU", "WE", "TH", "FR", "SA", "SU"].map((day) => [day, [{ fromTime: "00:00", toTime: "24:00" }]])) }, busy: [] })), toAt: "2031-10-04T00:00:00Z", stepMinutes: 1, preference: { kind: "nearest", at: "2027-10-05T13:30:00Z" } }, ["rank-slots.too_many at /toAt"]],
    ["nobody", { people: [] }, ["input.too_small at /people"]],
    ["an unknown preference", { preference: { kind: "best" } }, ["input.invalid_union at /preference/kind"]],
    ["no duration", { durationMinutes: 0 }, ["input.too_small at /durationMinutes"]],
    ["a range that ends before it begins", { toAt: "2027-10-03T00:00:00Z" }, ["time-span.ends_before_start at /toAt"]],
  ])("refuses %s", (_, changes, issues) => { expect(issuesOf(() => rankSlots({ ...question, ...(changes as Partial<SlotRanking>) }))).toEqual(issues); });

  test("ranks the slots that freeSlots lists, each once, and by what a clock read minute by minute says", () => {
    const preferences: fc.Arbitrary<SlotPreference> = fc.oneof(
      fc.constant({ kind: "earliest" as const }),
      fc.integer({ min: 0, max: 200 }).map((hours) => ({ kind: "nearest" as const, at: new Date(Date.UTC(2027, 9, 29) + hours * 3_600_000).toISOString().replace(".000Z", "Z") })),
      fc.constantFrom(["09:00", "16:00"] as const, ["22:00", "06:00"] as const, ["00:00", "24:00"] as const).map(([fromTime, toTime]) => ({ kind: "hours-of-day" as const, fromTime, toTime })),
    );
    // the clocks of Berlin are set back on Sunday 31 October
    const weekly = { FR: [{ fromTime: "08:00", toTime: "18:00" }], SU: [{ fromTime: "00:00", toTime: "06:00" }], MO: [{ fromTime: "08:00", toTime: "18:00" }] };
    const people = fc.array(fc.constantFrom("Europe/Berlin", "Asia/Kolkata", "Europe/London"), { minLength: 1, maxLength: 3 }).map((zones) => zones.map((timeZone) => ({ hours: { timeZone, weekly, holidays: [] }, busy: [] })));
    fc.assert(fc.property(people, preferences, fc.constantFrom(15, 60, 90), (all, preference, durationMinutes) => {
      const range = { people: all, fromAt: "2027-10-29T00:00:00Z", toAt: "2027-11-02T00:00:00Z", durationMinutes, stepMinutes: 30, limitCount: 1000 };
      const ranked = rankSlots({ ...range, bufferBeforeMinutes: 0, bufferAfterMinutes: 0, preference });
      const free = freeSlots(range);
      expect(ranked.slotCount).toBe(free.slotCount);
      expect(ranked.slots.map(({ startsAt }) => startsAt).sort()).toEqual(free.slots.map(({ startsAt }) => startsAt));
      const shortfall = (startsAt: string): number => {
        if (preference.kind === "earliest") return 0;
        if (preference.kind === "nearest") return Math.abs(Date.parse(startsAt) - Date.parse(preference.at)) / 60_000;
        let minutes = 0;
        for (const { hours } of all) {
          const { wallTime } = wallClockAt({ at: startsAt, timeZone: hours.timeZone });
          for (let minute = 0; minute < durationMinutes; minute += 1) {
            const shown = new Date(Date.parse(`2027-01-01T${wallTime}:00Z`) + minute * 60_000).toISOString().slice(11, 16);
            const isInside = preference.fromTime < preference.toTime ? shown >= preference.fromTime && shown < preference.toTime : shown >= preference.fromTime || shown < preference.toTime;
            if (!isInside) minutes += 1;
          }
        }
        return minutes;
      };
      const plain = free.slots.map(({ startsAt }) => ({ startsAt, minutes: shortfall(startsAt) })).sort((left, right) => left.minutes - right.minutes || (left.startsAt < right.startsAt ? -1 : 1));
      expect(ranked.slots.map(({ startsAt, shortfallMinutes: minutes }) => ({ startsAt, minutes }))).toEqual(plain);
    }), { numRuns: 30 });
  });
});
