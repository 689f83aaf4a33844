import * as fc from "fast-check";
import { bookGroup, GROUP_LIMITS, type GroupBooking, type GroupMember, type GroupPerson, type GroupQuestion } from "coachkit/plan";
import { commonFreeSpans, type TimeSpan, type WorkingHours } from "coachkit/time";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";

const hours = (fromTime: string, toTime: string, timeZone = "UTC"): WorkingHours => ({ timeZone, weekly: { MO: [{ fromTime, toTime }], TU: [{ fromTime, toTime }] }, holidays: [] });
const at = (time: string, toTime: string): TimeSpan => ({ startsAt: `2027-10-04T${time}:00Z`, endsAt: `2027-10-04T${toTime}:00Z` });
const member = (personId: string, fromTime: string, toTime: string, more: Partial<GroupMember> = {}): GroupMember => ({ personId, hours: hours(fromTime, toTime), busy: [], ...more });
const ada = member("ada", "09:00", "12:00");
const ben = member("ben", "10:00", "17:00");
const cem = member("cem", "11:00", "13:00");
const dee = member("dee", "15:00", "17:00");
const question: GroupQuestion = { members: [ada, ben, cem, dee], fromAt: "2027-10-04T00:00:00Z", toAt: "2027-10-05T00:00:00Z", durationMinutes: 60, stepMinutes: 30, minimumCount: 2, maximumCount: 4, quorumFraction: 0.5, limitCount: 10 };
const time = (instant: string | undefined): string | undefined => instant?.slice(11, 16);
const short = ({ slot, seatedIds, waitlist, absent }: GroupBooking): readonly unknown[] => [time(slot?.startsAt), seatedIds.join("+"), waitlist.map(({ personId }) => personId).join("+"), absent.map(({ personId }) => personId).join("+")];

describe("the slot of a group", () => {
  test("is where most can sit", () => {
    const booking = bookGroup(question);
    expect(booking).toMatchObject({ reason: null, neededCount: 2, slot: { ...at("11:00", "12:00"), seatedCount: 3, freeCount: 3, quorumFraction: 0.75 }, absent: [{ personId: "dee", waitedCount: 1, reason: "outside-working-hours" }] });
    expect(booking.seatedIds).toEqual(["ada", "ben", "cem"]);
    expect(booking.nextSlots.map(({ startsAt, seatedCount }) => `${String(time(startsAt))} ${String(seatedCount)}`)).toEqual(["10:00 2", "10:30 2", "11:00 3", "11:30 2", "12:00 2", "15:00 2", "15:30 2", "16:00 2"]);
  });

  test.each([
    ["the earliest of equals", { members: [ben, dee] }, ["15:00", "ben+dee", "", ""]],
    ["the nearest of equals to the start wished for", { members: [ben, dee], preferredAt: "2027-10-04T15:40:00Z" }, ["15:30", "ben+dee", "", ""]],
    ["the earlier of two as near", { members: [ben, dee], preferredAt: "2027-10-04T15:45:00Z" }, ["15:30", "ben+dee", "", ""]],
    ["the one where nobody is busy", { members: [{ ...ada, busy: [at("11:30", "11:40")] }, ben, cem] }, ["10:00", "ada+ben", "", "cem"]],
    ["the one where the coach is free", { leaders: [{ personId: "kim", hours: hours("15:30", "17:00"), busy: [] }] }, ["15:30", "ben+dee", "", "ada+cem"]],
    ["the one where the member who has to come is free", { requiredIds: ["dee"] }, ["15:00", "dee+ben", "", "ada+cem"]],
  ] as const)("is %s", (_, more, expected) => { expect(short(bookGroup({ ...question, ...more } as GroupQuestion))).toEqual(expected); });

  test.each([
    ["who has waited more comes before who asked earlier", { ada: { requestedAt: "2027-09-01T00:00:00Z" }, ben: { requestedAt: "2027-08-01T00:00:00Z" }, cem: { waitedCount: 1 } }, "cem+ben"],
    ["who asked earlier comes before the smaller id, and before who did not say when", { ben: { requestedAt: "2027-09-01T00:00:00Z" }, cem: { requestedAt: "2027-08-01T00:00:00Z" } }, "cem+ben"],
    ["the smaller id decides when nothing else does", {}, "ada+ben"],
  ] as const)("is filled in the fair order: %s", (_, more, seated) => {
    const list = [ada, ben, cem].map((one) => ({ ...one, ...(more as Readonly<Record<string, object>>)[one.personId] }));
    expect(bookGroup({ ...question, members: list, maximumCount: 2, fromAt: "2027-10-04T11:00:00Z", toAt: "2027-10-04T12:00:00Z" }).seatedIds.join("+")).toBe(seated);
  });

  test("seats those who have waited most, of slots with as many seats taken", () => {
    const two: GroupQuestion = { ...question, members: [ada, ben, cem, { ...dee, waitedCount: 1 }], maximumCount: 2 };
    expect(short(bookGroup(two))).toEqual(["15:00", "dee+ben", "", "ada+cem"]);
  });

  test("is fair over rounds when the waits are stored: three people and one seat", () => {
    let members: readonly GroupMember[] = [ada, { ...ben, hours: ada.hours }, { ...cem, hours: ada.hours }];
    const seated: string[] = [];
    for (let round = 0; round < 6; round += 1) {
      const { seatedIds, waitlist } = bookGroup({ ...question, members, minimumCount: 1, maximumCount: 1 });
      seated.push(...seatedIds);
      members = members.map((one) => ({ ...one, waitedCount: waitlist.find(({ personId }) => personId === one.personId)?.waitedCount ?? 0 }));
    }
    expect(seated).toEqual(["ada", "ben", "cem", "ada", "ben", "cem"]);
  });

  test("lies inside everybody's hours in every zone, also on a day on which a clock changes", () => {
    // 31 October 2027 is a Sunday: the clock is set back in Berlin, a week later in New York
    const sunday = (timeZone: string): WorkingHours => ({ timeZone, weekly: { SU: [{ fromTime: "09:00", toTime: "17:00" }] }, holidays: [] });
    const members = ["America/New_York", "Europe/Berlin"].map((zone, index) => ({ personId: String(index), hours: sunday(zone), busy: [] }));
    expect(bookGroup({ ...question, members, fromAt: "2027-10-31T00:00:00Z", toAt: "2027-11-01T00:00:00Z" }).nextSlots.map(({ startsAt }) => time(startsAt))).toEqual(["13:00", "13:30", "14:00", "14:30", "15:00"]);
  });
});

describe("where no slot can be booked", () => {
  test.each([
    ["the range is shorter than the session", { toAt: "2027-10-04T00:59:00Z" }, "no-start", undefined],
    ["the range begins after the last start of the grid", { fromAt: "2027-10-04T10:01:00Z", toAt: "2027-10-04T11:29:00Z" }, "no-start", undefined],
    ["the coach does not work", { leaders: [{ personId: "kim", hours: hours("18:00", "19:00"), busy: [] }, { personId: "lee", hours: hours("10:00", "11:00"), busy: [] }] }, "leader-not-free", undefined],
    ["two who have to come never meet", { requiredIds: ["ada", "dee"] }, "required-not-free", undefined],
    ["too few come", { minimumCount: 4 }, "below-minimum", 0.75],
    ["too few of those invited come", { quorumFraction: 0.8 }, "below-quorum", 0.75],
  ] as const)("%s", (_, more, reason, quorum) => {
    const booking = bookGroup({ ...question, ...more } as GroupQuestion);
    expect([booking.slot, booking.reason, booking.bestSlot?.quorumFraction, booking.seatedIds, booking.nextSlots]).toEqual([null, reason, quorum, [], []]);
  });

  test("a quorum is of those for whom there are seats, and 0.07 of a hundred is seven", () => {
    expect(bookGroup({ ...question, maximumCount: 2, quorumFraction: 1 }).neededCount).toBe(2);
    const hundred = Array.from({ length: 100 }, (_, index) => ({ ...ada, personId: `p${String(index)}` }));
    expect(bookGroup({ ...question, members: hundred, maximumCount: 100, quorumFraction: 0.07 }).neededCount).toBe(7);
  });
});

test("a range of 92 days is answered to its end", () => {
  expect(bookGroup({ ...question, members: [ada, ben], fromAt: "2027-07-05T00:00:00Z", toAt: "2027-10-05T00:00:00Z", preferredAt: "2027-10-04T11:30:00Z" }).slot?.startsAt).toBe("2027-10-04T11:00:00Z");
});

describe("bad input is named by code and path", () => {
  test.each([
    ["nobody", { members: [] }, ["input.too_small at /members"]],
    ["somebody twice", { members: [ada, ada] }, ["group-member.duplicate_person at /members/1/personId"]],
    ["a coach with a seat", { leaders: [ada as GroupPerson] }, ["group-member.duplicate_person at /leaders/0/personId"]],
    ["a stranger who has to come", { requiredIds: ["zoe"] }, ["book-group.unknown_member at /requiredIds/0"]],
    ["more who have to come than seats", { requiredIds: ["ada", "ben", "cem"], maximumCount: 2 }, ["book-group.too_many_required at /requiredIds"]],
    ["a minimum above the maximum", { minimumCount: 5 }, ["book-group.bounds_swapped at /minimumCount"]],
    ["a range that ends before it begins", { toAt: "2027-10-03T00:00:00Z" }, ["book-group.bad_range at /toAt"]],
    ["a second more than 92 days", { toAt: "2028-01-04T00:00:01Z" }, ["book-group.bad_range at /toAt"]],
    ["more members than one group has", { members: Array.from({ length: GROUP_LIMITS.memberCount + 1 }, (_, index) => ({ ...ada, personId: `p${String(index)}` })) }, ["input.too_big at /members"]],
    ["a percent for a fraction", { quorumFraction: 50 }, ["input.too_big at /quorumFraction"]],
    ["an unknown zone", { members: [{ ...ada, hours: hours("09:00", "12:00", "Mars/Base") }] }, ["known-time-zone.unknown_zone at /members/0/hours/timeZone"]],
  ] as const)("%s", (_, more, expected) => { expect(issuesOf(() => bookGroup({ ...question, ...more } as GroupQuestion))).toEqual(expected); });
});

describe("laws", () => {
  const hour = fc.integer({ min: 6, max: 16 });
  const two = (value: number): string => String(value).padStart(2, "0");
  const persons = fc.array(fc.record({ from: hour, lasting: fc.integer({ min: 1, max: 6 }), busyFrom: hour, waitedCount: fc.integer({ min: 0, max: 3 }) }), { minLength: 1, maxLength: 6 });
  const drawn = fc.record({ list: persons, maximumCount: fc.integer({ min: 1, max: 6 }), minimumCount: fc.integer({ min: 1, max: 3 }), quorumFraction: fc.constantFrom(0, 0.5, 0.75, 1), leads: fc.boolean(), requires: fc.boolean() }).map(({ list, maximumCount, minimumCount, quorumFraction, leads, requires }): GroupQuestion => {
    const all = list.map(({ from, lasting, busyFrom, waitedCount }, index) => member(`p${String(index)}`, `${two(from)}:00`, `${two(from + lasting)}:00`, { busy: [at(`${two(busyFrom)}:00`, `${two(busyFrom)}:30`)], waitedCount }));
    const [leader, ...members] = all;
    return { ...question, members: leads && members.length > 0 ? members : all, ...(leads && leader !== undefined && members.length > 0 ? { leaders: [{ personId: leader.personId, hours: leader.hours, busy: leader.busy }] } : {}), ...(requires ? { requiredIds: [all.at(-1)?.personId ?? ""] } : {}), minimumCount: Math.min(minimumCount, maximumCount), maximumCount, quorumFraction };
  });

  test("equal to trying every start with every person", () => {
    fc.assert(fc.property(drawn, (asked) => {
      const booking = bookGroup(asked);
      const isFree = ({ hours: own, busy }: GroupPerson, startsAt: string, endsAt: string): boolean => commonFreeSpans({ people: [{ hours: own, busy }], fromAt: startsAt, toAt: endsAt, durationMinutes: 60 }).length === 1;
      const capacity = Math.min(asked.members.length, asked.maximumCount);
      const starts = Array.from({ length: 47 }, (_, index) => new Date(Date.UTC(2027, 9, 4, 0, 30 * index)).toISOString().replace(".000", ""));
      const bookable = starts.flatMap((startsAt) => {
        const endsAt = new Date(Date.parse(startsAt) + 3_600_000).toISOString().replace(".000", "");
        const free = asked.members.filter((one) => isFree(one, startsAt, endsAt)).map(({ personId }) => personId);
        const all = (asked.leaders ?? []).every((one) => isFree(one, startsAt, endsAt)) && (asked.requiredIds ?? []).every((id) => free.includes(id));
        const seated = Math.min(free.length, asked.maximumCount);
        return all && seated >= asked.minimumCount && seated / capacity >= asked.quorumFraction ? [{ startsAt, seated, free }] : [];
      });
      expect(booking.nextSlots.map(({ startsAt, seatedCount }) => ({ startsAt, seatedCount }))).toEqual(bookable.slice(0, 10).map(({ startsAt, seated }) => ({ startsAt, seatedCount: seated })));
      expect(booking.slot === null).toBe(bookable.length === 0);
      if (booking.slot === null) return;
      expect(booking.slot.seatedCount).toBe(Math.max(...bookable.map(({ seated }) => seated)));
      const { free = [] } = bookable.find(({ startsAt }) => startsAt === booking.slot?.startsAt) ?? {};
      expect([...booking.seatedIds, ...booking.waitlist.map(({ personId }) => personId)].toSorted()).toEqual(free.toSorted());
      expect(booking.absent.map(({ personId }) => personId).toSorted()).toEqual(asked.members.map(({ personId }) => personId).filter((id) => !free.includes(id)).toSorted());
    }), { numRuns: 60 });
  });

  test("the order of the members changes nothing", () => {
    fc.assert(fc.property(drawn, (asked) => { expect(bookGroup({ ...asked, members: asked.members.toReversed() })).toEqual(bookGroup(asked)); }), { numRuns: 30 });
  });
});
