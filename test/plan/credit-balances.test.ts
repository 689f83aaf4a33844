import * as fc from "fast-check";
import { CREDIT_LIMITS, type CancellationPolicy, type CreditBalance, creditBalances, type CreditEntry, type CreditHistory } from "coachkit/plan";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";

const policy: CancellationPolicy = { noticeHours: 24, lateForfeitFraction: 1, noShowForfeitFraction: 1 };
const start = "2027-01-11T09:00:00Z";
const granted = (creditCount: number, more: object = {}): CreditEntry => ({ kind: "granted", id: "grant", personId: "ada", happenedAt: "2027-01-01T00:00:00Z", creditCount, ...more });
const booked = (creditCount: number, more: object = {}): CreditEntry => ({ kind: "booked", id: "book", personId: "ada", happenedAt: "2027-01-04T09:00:00Z", sessionId: "s1", startsAt: start, creditCount, ...more });
const then = (kind: "delivered" | "cancelled" | "no-show" | "waived", happenedAt: string, by?: "participant" | "coach" | "organizer", id: string = kind): CreditEntry => ({ kind, id, personId: "ada", happenedAt, sessionId: "s1", ...(by === undefined ? {} : { by }) }) as CreditEntry;
const after = (entries: readonly CreditEntry[], more: Partial<CreditHistory> = {}) => creditBalances({ policy, entries, asOfAt: "2027-06-01T00:00:00Z", ...more });
const short = ({ grantedCount, availableCount, heldCount, usedCount, forfeitedCount, expiredCount, refundedCount }: CreditBalance): string => `granted ${String(grantedCount)} = available ${String(availableCount)} + held ${String(heldCount)} + used ${String(usedCount)} + forfeited ${String(forfeitedCount)} + expired ${String(expiredCount)}; refunded ${String(refundedCount)}`;
const balance = (entries: readonly CreditEntry[], more?: Partial<CreditHistory>): string => after(entries, more).balances.map(short).join();

describe("six credits, two of them for one session", () => {
  test.each([
    ["are granted", [], "granted 6 = available 6 + held 0 + used 0 + forfeited 0 + expired 0; refunded 0"],
    ["are held by a booking", [booked(2)], "granted 6 = available 4 + held 2 + used 0 + forfeited 0 + expired 0; refunded 0"],
    ["are used by its delivery", [booked(2), then("delivered", start)], "granted 6 = available 4 + held 0 + used 2 + forfeited 0 + expired 0; refunded 0"],
    ["come back when cancelled 24 hours before", [booked(2), then("cancelled", "2027-01-10T09:00:00Z", "participant")], "granted 6 = available 6 + held 0 + used 0 + forfeited 0 + expired 0; refunded 2"],
    ["are forfeited a millisecond later", [booked(2), then("cancelled", "2027-01-10T09:00:00.001Z", "participant")], "granted 6 = available 4 + held 0 + used 0 + forfeited 2 + expired 0; refunded 0"],
    ["are forfeited when cancelled after the start", [booked(2), then("cancelled", "2027-01-11T09:30:00Z", "participant")], "granted 6 = available 4 + held 0 + used 0 + forfeited 2 + expired 0; refunded 0"],
    ["are forfeited by staying away", [booked(2), then("no-show", start, "participant")], "granted 6 = available 4 + held 0 + used 0 + forfeited 2 + expired 0; refunded 0"],
    ["come back when the coach cancels, however late", [booked(2), then("cancelled", start, "coach")], "granted 6 = available 6 + held 0 + used 0 + forfeited 0 + expired 0; refunded 2"],
    ["come back when the coach stays away", [booked(2), then("no-show", start, "coach")], "granted 6 = available 6 + held 0 + used 0 + forfeited 0 + expired 0; refunded 2"],
    ["come back when the organizer cancels", [booked(2), then("cancelled", start, "organizer")], "granted 6 = available 6 + held 0 + used 0 + forfeited 0 + expired 0; refunded 2"],
    ["come back when the loss is waived", [booked(2), then("no-show", start, "participant"), then("waived", "2027-01-12T09:00:00Z")], "granted 6 = available 6 + held 0 + used 0 + forfeited 0 + expired 0; refunded 2"],
  ] as const)("%s", (_, entries, expected) => { expect(balance([granted(6), ...entries])).toBe(expected); });

  test("are not there before they are granted, and an entry after the instant asked about does not count", () => {
    expect(after([granted(6)], { asOfAt: "2026-12-31T23:59:59Z" })).toEqual({ asOfAt: "2026-12-31T23:59:59Z", balances: [], movements: [], rejections: [] });
    expect(balance([granted(6), booked(2)], { asOfAt: "2027-01-04T08:59:59Z" })).toMatch("available 6 + held 0");
  });

  test("move by entries that each movement names, with its reason", () => {
    const { movements } = after([granted(6), booked(2), then("cancelled", start, "participant"), then("waived", "2027-01-12T09:00:00Z")]);
    expect(movements.map(({ entryId, from, to, creditCount, reason }) => `${entryId}: ${String(creditCount)} ${from} → ${to}, ${reason}`)).toEqual([
      "grant: 6 outside → available, granted", "book: 2 available → held, booked", "cancelled: 2 held → forfeited, late", "waived: 2 forfeited → available, waived",
    ]);
  });
});

describe("a part is forfeited in whole credits, rounded down", () => {
  test.each([[1, 0.5, 0], [3, 0.5, 1], [100, 0.29, 29], [100, 0.07, 7], [10, 0.99, 9], [10, 1, 10]])("%i at %f: %i", (count, lateForfeitFraction, forfeited) => {
    expect(balance([granted(count), booked(count), then("cancelled", start, "participant")], { policy: { ...policy, lateForfeitFraction } })).toMatch(`available ${String(count - forfeited)} + held 0 + used 0 + forfeited ${String(forfeited)} `);
  });
});

test("the notice is in hours between instants: with the clock set forward in the night, 24 hours are more than the same time of the day before", () => {
  // in Berlin the clock is set forward on 28 March 2027; both are 09:00 there
  const session = booked(1, { startsAt: "2027-03-28T07:00:00Z" });
  expect(balance([granted(1), session, then("cancelled", "2027-03-27T08:00:00Z", "participant")])).toMatch("forfeited 1");
  expect(balance([granted(1), session, then("cancelled", "2027-03-27T07:00:00Z", "participant")])).toMatch("forfeited 0");
});

describe("credits that end", () => {
  const until = (expiresAt: string, count: number, id: string): CreditEntry => granted(count, { id, expiresAt });
  test("are used first, and expire at their instant", () => {
    const entries = [until("2027-03-01T00:00:00Z", 2, "soon"), granted(2, { id: "open" }), booked(3)];
    expect(balance(entries, { asOfAt: "2027-03-01T00:00:00Z" })).toMatch("available 1 + held 3 + used 0 + forfeited 0 + expired 0");
    const { movements } = after([until("2027-03-01T00:00:00Z", 2, "soon"), granted(2, { id: "open" }), booked(1)]);
    expect(movements.at(-1)).toEqual({ entryId: "soon", personId: "ada", sessionId: null, happenedAt: "2027-03-01T00:00:00Z", from: "available", to: "expired", creditCount: 1, reason: "expired" });
  });

  test("last as long as the policy says when the grant does not", () => {
    const lasting = { policy: { ...policy, grantLastsDays: 30 } };
    expect(balance([granted(2)], { ...lasting, asOfAt: "2027-01-30T23:59:59Z" })).toMatch("available 2");
    expect(balance([granted(2)], { ...lasting, asOfAt: "2027-01-31T00:00:00Z" })).toMatch("expired 2");
  });

  test("end at once when they come back too late, unless it was the coach's doing and the policy keeps them", () => {
    const entries = (by: "participant" | "coach") => [until("2027-01-08T00:00:00Z", 2, "soon"), booked(2), then("cancelled", "2027-01-09T00:00:00Z", by)];
    expect(balance(entries("participant"))).toMatch("expired 2; refunded 2");
    expect(balance(entries("coach"))).toMatch("expired 2; refunded 2");
    expect(balance(entries("coach"), { policy: { ...policy, refundLastsDays: 30 }, asOfAt: "2027-02-07T23:59:59Z" })).toMatch("available 2");
    expect(balance(entries("participant"), { policy: { ...policy, refundLastsDays: 30 }, asOfAt: "2027-02-07T23:59:59Z" })).toMatch("expired 2");
    expect(after(entries("coach"), { policy: { ...policy, refundLastsDays: 30 } }).movements.at(-1)).toMatchObject({ happenedAt: "2027-02-08T00:00:00Z", reason: "expired" });
    expect(after(entries("participant")).movements.at(-1)).toMatchObject({ happenedAt: "2027-01-09T00:00:00Z", reason: "expired" });
  });

  test("are carried over once, up to the number of the policy", () => {
    const carrying = { policy: { ...policy, carryOver: { maximumCount: 2, lastsDays: 31 } } };
    const entries = [until("2027-02-01T00:00:00Z", 5, "january")];
    expect(balance(entries, { ...carrying, asOfAt: "2027-02-01T00:00:00Z" })).toMatch("available 2 + held 0 + used 0 + forfeited 0 + expired 3");
    expect(balance(entries, { ...carrying, asOfAt: "2027-03-04T00:00:00Z" })).toMatch("available 0 + held 0 + used 0 + forfeited 0 + expired 5");
    expect(after(entries, carrying).movements.map(({ reason, creditCount, happenedAt }) => `${happenedAt} ${reason} ${String(creditCount)}`)).toEqual(["2027-01-01T00:00:00Z granted 5", "2027-02-01T00:00:00Z expired 3", "2027-02-01T00:00:00Z carried-over 2", "2027-03-04T00:00:00Z expired 2"]);
  });
});

describe("an entry that can move nothing is told, and the rest still counts", () => {
  test.each([
    ["a booking beyond what is there", [booked(7)], { entryId: "book", reason: "not-enough-credits", missingCount: 1 }],
    ["a second booking of the session", [booked(1), booked(1, { id: "again", happenedAt: "2027-01-05T09:00:00Z" })], { entryId: "again", reason: "already-booked", missingCount: 0 }],
    ["a delivery of what is not booked", [then("delivered", start)], { entryId: "delivered", reason: "not-booked", missingCount: 0 }],
    ["a delivery after it was cancelled", [booked(1), then("cancelled", "2027-01-05T09:00:00Z", "coach"), then("delivered", start)], { entryId: "delivered", reason: "already-settled", missingCount: 0 }],
    ["a waiver of nothing", [booked(1), then("waived", start)], { entryId: "waived", reason: "nothing-forfeited", missingCount: 0 }],
    ["a waiver of what is not booked", [then("waived", start)], { entryId: "waived", reason: "not-booked", missingCount: 0 }],
  ] as const)("%s", (_, entries, expected) => {
    const { rejections, balances } = after([granted(6), ...entries]);
    expect([rejections, balances[0]?.grantedCount]).toEqual([[{ personId: "ada", ...expected }], 6]);
  });

  test("a session cancelled and booked again at one instant is moved", () => {
    const entries = [granted(1), booked(1), then("cancelled", "2027-01-05T09:00:00Z", "participant", "z-cancel"), booked(1, { id: "a-book", happenedAt: "2027-01-05T09:00:00Z", startsAt: "2027-01-20T09:00:00Z" })];
    expect([balance(entries), after(entries).rejections]).toEqual(["granted 1 = available 0 + held 1 + used 0 + forfeited 0 + expired 0; refunded 1", []]);
  });
});

describe("bad input is named by code and path", () => {
  test.each([
    ["an entry twice", { entries: [granted(1), granted(1)] }, ["credit-entry.duplicate_id at /entries/1/id"]],
    ["credits that end before they are granted", { entries: [granted(1, { expiresAt: "2026-12-31T00:00:00Z" })] }, ["credit-entry.ends_before_granted at /entries/0/expiresAt"]],
    ["more entries than one history takes", { entries: Array.from({ length: CREDIT_LIMITS.entryCount + 1 }, (_, index) => granted(1, { id: String(index) })) }, ["input.too_big at /entries"]],
    ["half a credit", { entries: [granted(0.5)] }, ["input.invalid_type at /entries/0/creditCount"]],
    ["no credit", { entries: [granted(0)] }, ["input.too_small at /entries/0/creditCount"]],
    ["a percent for a fraction", { policy: { ...policy, lateForfeitFraction: 50 } }, ["input.too_big at /policy/lateForfeitFraction"]],
    ["an unknown kind", { entries: [{ ...granted(1), kind: "stolen" }] }, ["input.invalid_union at /entries/0/kind"]],
  ] as const)("%s", (_, more, expected) => { expect(issuesOf(() => creditBalances({ policy, entries: [], asOfAt: start, ...more } as CreditHistory))).toEqual(expected); });
});

describe("laws", () => {
  const minute = fc.integer({ min: 0, max: 400 }).map((hours) => new Date(Date.UTC(2027, 0, 1, hours)).toISOString().replace(".000", ""));
  const one = fc.record({
    kind: fc.constantFrom("granted", "granted", "booked", "booked", "booked", "delivered", "cancelled", "no-show", "waived"), personId: fc.constantFrom("ada", "ben"), happenedAt: minute, sessionId: fc.constantFrom("s1", "s2", "s3"),
    startsAt: minute, creditCount: fc.integer({ min: 1, max: 5 }), expires: fc.boolean(), by: fc.constantFrom("participant", "coach", "organizer"),
  });
  const histories = fc.record({
    drawn: fc.array(one, { maxLength: 25 }),
    lateForfeitFraction: fc.constantFrom(0, 0.3, 0.5, 1), refundLastsDays: fc.integer({ min: 0, max: 5 }), carry: fc.integer({ min: 0, max: 3 }), lasts: fc.integer({ min: 0, max: 10 }),
  }).map(({ drawn, lateForfeitFraction, refundLastsDays, carry, lasts }): CreditHistory => ({
    policy: { noticeHours: 24, lateForfeitFraction, noShowForfeitFraction: 1, refundLastsDays, carryOver: { maximumCount: carry, lastsDays: lasts } },
    asOfAt: "2027-01-15T00:00:00Z",
    entries: drawn.map(({ kind, personId, happenedAt, sessionId, startsAt, creditCount, expires, by }, index): CreditEntry => {
      const base = { id: `e${String(index)}`, personId, happenedAt };
      if (kind === "granted") return { kind, ...base, creditCount, ...(expires && startsAt > happenedAt ? { expiresAt: startsAt } : {}) };
      if (kind === "booked") return { kind, ...base, sessionId, startsAt, creditCount };
      return kind === "delivered" || kind === "waived" ? { kind, ...base, sessionId } : ({ kind, ...base, sessionId, by } as CreditEntry);
    }),
  }));

  test("no credit is lost or made: granted = available + held + used + forfeited + expired, none below zero, and movements add up to the balances", () => {
    fc.assert(fc.property(histories, (history) => {
      const { balances, movements } = creditBalances(history);
      for (const { personId, grantedCount, availableCount, heldCount, usedCount, forfeitedCount, expiredCount } of balances) {
        expect(availableCount + heldCount + usedCount + forfeitedCount + expiredCount).toBe(grantedCount);
        expect(Math.min(availableCount, heldCount, usedCount, forfeitedCount, expiredCount)).toBeGreaterThanOrEqual(0);
        expect(grantedCount).toBe(history.entries.reduce((sum, entry) => sum + (entry.kind === "granted" && entry.personId === personId && entry.happenedAt <= history.asOfAt ? entry.creditCount : 0), 0));
        const at = (place: string): number => movements.filter((one) => one.personId === personId).reduce((sum, { from, to, creditCount }) => sum + (to === place ? creditCount : 0) - (from === place ? creditCount : 0), 0);
        expect(["available", "held", "used", "forfeited", "expired"].map(at)).toEqual([availableCount, heldCount, usedCount, forfeitedCount, expiredCount]);
      }
    }), { numRuns: 300 });
  });

  test("each entry moves something, is rejected with a reason, or comes too late; movements come in order of time", () => {
    fc.assert(fc.property(histories, (history) => {
      const { movements, rejections } = creditBalances(history);
      for (const { id, happenedAt } of history.entries) expect(happenedAt > history.asOfAt || movements.some(({ entryId }) => entryId === id) !== rejections.some(({ entryId }) => entryId === id)).toBe(true);
      for (const person of ["ada", "ben"]) {
        const times = movements.filter(({ personId }) => personId === person).map(({ happenedAt }) => happenedAt);
        expect(times).toEqual(times.toSorted());
      }
    }), { numRuns: 300 });
  });

  test("the order of the entries changes nothing, and replaying up to an instant is the same as asking for it", () => {
    fc.assert(fc.property(histories, (history) => {
      const answer = creditBalances(history);
      expect(creditBalances({ ...history, entries: history.entries.toReversed() })).toEqual(answer);
      expect(creditBalances({ ...history, entries: history.entries.filter(({ happenedAt }) => happenedAt <= history.asOfAt) })).toEqual(answer);
    }), { numRuns: 200 });
  });
});

test("a hundred thousand entries of one person take no more than a blink each", () => {
  const entries = Array.from({ length: 50_000 }, (_, index): readonly CreditEntry[] => [
    granted(1, { id: `g${String(index)}`, expiresAt: `${String(2199 - (index % 100))}-01-01T00:00:00Z` }),
    booked(1, { id: `b${String(index)}`, sessionId: `s${String(index)}` }),
  ]).flat();
  expect(balance(entries)).toBe("granted 50000 = available 0 + held 50000 + used 0 + forfeited 0 + expired 0; refunded 0");
});
