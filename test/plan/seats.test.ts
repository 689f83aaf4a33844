import * as fc from "fast-check";
import { fillSeats, GROUP_LIMITS, type GroupMember, promoteFromWaitlist, type SeatRelease, type SeatRequests, swapSeats, type SeatSwap } from "coachkit/plan";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";

const hours = { timeZone: "UTC", weekly: { MO: [{ fromTime: "09:00", toTime: "17:00" }] }, holidays: [] } as const;
const span = { startsAt: "2027-10-04T10:00:00Z", endsAt: "2027-10-04T11:00:00Z" };
const later = { startsAt: "2027-10-04T14:00:00Z", endsAt: "2027-10-04T15:00:00Z" };
const evening = { startsAt: "2027-10-04T16:30:00Z", endsAt: "2027-10-04T17:30:00Z" };
const member = (personId: string, more: Partial<GroupMember> = {}): GroupMember => ({ personId, hours, busy: [], ...more });
const requests: SeatRequests = { span, maximumCount: 2, members: [member("ada"), member("ben", { waitedCount: 1 }), member("cem", { busy: [span] }), member("dee", { requestedAt: "2027-09-01T00:00:00Z" })] };

describe("seats of a session", () => {
  test("go to who has waited, then to who asked first; the others wait once more, those who cannot come too", () => {
    expect(fillSeats(requests)).toEqual({ seatedIds: ["ben", "dee"], waitlist: [{ personId: "ada", waitedCount: 1 }], absent: [{ personId: "cem", waitedCount: 1, reason: "busy" }] });
  });

  test("are none, or for nobody", () => {
    expect(fillSeats({ ...requests, maximumCount: 0 }).waitlist.map(({ personId }) => personId)).toEqual(["ben", "dee", "ada"]);
    expect(fillSeats({ ...requests, members: [] })).toEqual({ seatedIds: [], waitlist: [], absent: [] });
  });

  test("are for nobody outside the own hours; somebody busy outside of them is told so", () => {
    expect(fillSeats({ ...requests, span: evening, members: [member("ada", { busy: [evening] })] }).absent).toEqual([{ personId: "ada", waitedCount: 1, reason: "outside-working-hours" }]);
  });
});

describe("a seat given up", () => {
  const release: SeatRelease = { span, maximumCount: 2, seatedIds: ["ben", "dee"], cancelledIds: ["ben"], waitlist: [member("ada", { waitedCount: 1 }), member("eve", { waitedCount: 2, busy: [span] }), member("fay", { waitedCount: 1 })] };
  test("goes to the next who is free now; nobody else's wait changes", () => {
    expect(promoteFromWaitlist(release)).toEqual({ seatedIds: ["dee", "ada"], promotedIds: ["ada"], waitlist: [{ personId: "eve", waitedCount: 2 }, { personId: "fay", waitedCount: 1 }], passedOver: [{ personId: "eve", waitedCount: 2, reason: "busy" }], emptyCount: 0 });
  });
  test("stays empty when nobody can come", () => {
    expect(promoteFromWaitlist({ ...release, cancelledIds: ["ben", "dee"], waitlist: [member("eve", { busy: [span] })] })).toMatchObject({ seatedIds: [], emptyCount: 2 });
  });
  test("is not needed where one is empty", () => { expect(promoteFromWaitlist({ ...release, maximumCount: 3, cancelledIds: [] }).promotedIds).toEqual(["ada"]); });
  test("that nobody gives up changes nothing", () => { expect(promoteFromWaitlist({ ...release, cancelledIds: [] })).toMatchObject({ seatedIds: ["ben", "dee"], promotedIds: [], passedOver: [] }); });
});

describe("a swap of seats", () => {
  const swap: SeatSwap = { one: { span, seatedIds: ["ada", "ben"], person: { personId: "ada", hours, busy: [] } }, other: { span: later, seatedIds: ["cem", "dee"], person: { personId: "dee", hours, busy: [] } } };
  test("changes two names when both are free", () => { expect(swapSeats(swap)).toEqual({ isSwapped: true, oneSeatedIds: ["dee", "ben"], otherSeatedIds: ["cem", "ada"], hindrances: [] }); });
  test.each([
    ["one is busy", { one: { ...swap.one, person: { ...swap.one.person, busy: [later] } } }, [{ personId: "ada", reason: "busy" }]],
    ["one does not work then", { other: { ...swap.other, span: evening } }, [{ personId: "ada", reason: "outside-working-hours" }]],
    ["one sits there already", { other: { ...swap.other, seatedIds: ["ada", "dee"] } }, [{ personId: "ada", reason: "already-seated" }]],
    ["both are busy", { one: { ...swap.one, person: { ...swap.one.person, busy: [later] } }, other: { ...swap.other, person: { ...swap.other.person, busy: [span] } } }, [{ personId: "ada", reason: "busy" }, { personId: "dee", reason: "busy" }]],
  ] as const)("changes nothing when %s", (_, more, hindrances) => {
    const asked = { ...swap, ...more };
    expect(swapSeats(asked)).toEqual({ isSwapped: false, oneSeatedIds: asked.one.seatedIds, otherSeatedIds: asked.other.seatedIds, hindrances });
  });
  test("by somebody without a seat is refused", () => {
    expect(issuesOf(() => swapSeats({ one: { ...swap.one, seatedIds: ["ben"] }, other: { ...swap.other, seatedIds: [] } }))).toEqual(["seats.not_seated at /one/person/personId", "seats.not_seated at /other/person/personId"]);
  });
});

describe("bad input is named by code and path", () => {
  const release: SeatRelease = { span, maximumCount: 1, seatedIds: ["ada"], cancelledIds: [], waitlist: [] };
  test.each([
    ["a request twice", () => fillSeats({ ...requests, members: [member("ada"), member("ada")] }), ["group-member.duplicate_person at /members/1/personId"]],
    ["more requests than one session takes", () => fillSeats({ ...requests, members: Array.from({ length: GROUP_LIMITS.seatRequestCount + 1 }, (_, index) => member(`p${String(index)}`)) }), ["input.too_big at /members"]],
    ["more seats than one session has", () => promoteFromWaitlist({ ...release, maximumCount: 20_000, seatedIds: Array.from({ length: GROUP_LIMITS.seatRequestCount + 1 }, (_, index) => `p${String(index)}`) }), ["input.too_big at /seatedIds"]],
    ["a seat given up by somebody without", () => promoteFromWaitlist({ ...release, cancelledIds: ["zoe"] }), ["seats.not_seated at /cancelledIds/0"]],
    ["somebody seated and waiting", () => promoteFromWaitlist({ ...release, waitlist: [member("ada")] }), ["seats.seated_twice at /seatedIds/0"]],
    ["somebody on two of one seat", () => promoteFromWaitlist({ ...release, seatedIds: ["ada", "ada"] }), ["seats.seated_twice at /seatedIds/1", "seats.too_many_seated at /seatedIds"]],
    ["a span that ends before it starts", () => fillSeats({ ...requests, span: { startsAt: later.endsAt, endsAt: later.startsAt } }), ["time-span.ends_before_start at /span/endsAt"]],
  ] as const)("%s", (_, call, expected) => { expect(issuesOf(call)).toEqual(expected); });
});

test("promoting gives the same people seats as filling them without those who gave theirs up", () => {
  const drawn = fc.record({ waits: fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.boolean()), { minLength: 1, maxLength: 8 }), maximumCount: fc.integer({ min: 0, max: 5 }), given: fc.array(fc.nat(4), { maxLength: 3 }) });
  fc.assert(fc.property(drawn, ({ waits, maximumCount, given }) => {
    const members = waits.map(([waitedCount, isBusy], index) => member(`p${String(index)}`, { waitedCount, busy: isBusy ? [span] : [] }));
    const { seatedIds } = fillSeats({ span, maximumCount, members });
    const cancelledIds = [...new Set(given.flatMap((index) => seatedIds[index] ?? []))];
    const promoted = promoteFromWaitlist({ span, maximumCount, seatedIds, cancelledIds, waitlist: members.filter(({ personId }) => !seatedIds.includes(personId)) });
    expect(promoted.seatedIds.toSorted()).toEqual(fillSeats({ span, maximumCount, members: members.filter(({ personId }) => !cancelledIds.includes(personId)) }).seatedIds.toSorted());
  }), { numRuns: 100 });
});
