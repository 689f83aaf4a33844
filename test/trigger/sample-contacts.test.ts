import { type ContactSampling, type EndedContact, sampleContacts, TRIGGER_LIMITS } from "coachkit/trigger";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { refuses } from "../refusal.js";

const twoDigits = (number: number): string => String(number).padStart(2, "0");
const at = (minutes: number, date = "2026-03-02"): string => `${date}T${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}:00Z`;
/** Contacts of one person on one day, every so many minutes from eight on. */
const dayOf = (count: number, personId = "ada", everyMinutes = 12, date = "2026-03-02"): readonly EndedContact[] =>
  Array.from({ length: count }, (_, index) => ({ contactId: `${personId} ${date} ${String(index)}`, personId, date, endedAt: at(480 + everyMinutes * index, date) }));
const sampling: ContactSampling = { contacts: dayOf(40), seed: 3, sampledFraction: 0.1, perPersonDayLimit: 40, minimumSpacingMinutes: 0, durationMinutes: 5, shiftMinutes: 480 };
const sample = (change: Partial<ContactSampling> = {}) => sampleContacts({ ...sampling, ...change });

describe("what coaching after contacts takes", () => {
  // 40 contacts, 5 minutes each, 8 hours: every contact 200 / 480 = 41.7 %, a tenth 20 / 480 = 4.2 %
  test("after every contact 41.7 % of a shift, which is refused", () => {
    refuses(() => sample({ sampledFraction: 1 }), { code: "sample-contacts.too_much", path: ["sampledFraction"], params: { personId: "ada", percent: 41.7, limit: 10 } });
  });
  test("after a tenth 4.2 %", () => {
    const { expected, assumptions } = sample();
    expect(expected).toEqual({ countPerPersonDay: 4, minutesPerPersonDay: 20, paidFraction: 20 / 480, largestPaidFraction: 20 / 480 });
    expect(assumptions).toEqual({ maximumPaidFraction: 0.1 });
  });
  test("after every contact, where that is said to be meant", () => {
    const { followed, drawnPaidFraction } = sample({ sampledFraction: 1, maximumPaidFraction: 0.42 });
    expect([followed.length, drawnPaidFraction]).toEqual([40, 200 / 480]);
  });
  test("a tenth itself is allowed, and no more", () => {
    const tenth = { sampledFraction: 0.24, maximumPaidFraction: 0.1 };
    expect(sample(tenth).expected.paidFraction).toBeCloseTo(0.1, 12);
    expect(issuesOf(() => sample({ ...tenth, sampledFraction: 0.241 }))).toEqual(["sample-contacts.too_much at /sampledFraction"]);
    expect(issuesOf(() => sample({ ...tenth, sampledFraction: 0.241, maximumPaidFraction: 0 }))).toEqual(["sample-contacts.too_much at /sampledFraction"]);
  });
  // nine people with one contact a day would hide the one with forty: 46.3 minutes of ten days are 1 % of theirs
  test("nobody hides behind others with few contacts: the share is each person's own, over their days", () => {
    const idle = Array.from({ length: 9 }, (_, index) => dayOf(1, `idle${String(index)}`)).flat();
    refuses(() => sample({ contacts: [...idle, ...dayOf(40, "busy")], sampledFraction: 1 }), { code: "sample-contacts.too_much", path: ["sampledFraction"], params: { personId: "busy", percent: 41.7, limit: 10 } });
    const { expected } = sample({ contacts: [...dayOf(40), ...dayOf(20, "ada", 12, "2026-03-03"), ...dayOf(20, "ben")] });
    expect([expected.paidFraction.toFixed(6), expected.largestPaidFraction]).toEqual([(40 / 1440).toFixed(6), 15 / 480]);
  });
  test("what is above the limit by little does not read as the limit", () => {
    refuses(() => sample({ sampledFraction: 0.2401 }), { code: "sample-contacts.too_much", path: ["sampledFraction"], params: { personId: "ada", percent: 10.1, limit: 10 } });
  });
  test("the limit of a day counts, and days with few contacts weigh as much as others", () => {
    const { expected, personDayCount } = sample({ contacts: [...dayOf(40), ...dayOf(10, "ben"), ...dayOf(40, "ada", 12, "2026-03-03")], sampledFraction: 0.2, perPersonDayLimit: 5 });
    expect([personDayCount, expected.countPerPersonDay, expected.minutesPerPersonDay]).toEqual([3, 4, 20]);
  });
  test("no contacts take nothing", () => {
    expect(sample({ contacts: [] })).toEqual({ followed: [], passed: [], personDayCount: 0, expected: { countPerPersonDay: 0, minutesPerPersonDay: 0, paidFraction: 0, largestPaidFraction: 0 }, drawnPaidFraction: 0, assumptions: { maximumPaidFraction: 0.1 } });
  });
});

describe("limits of a person's day", () => {
  const all = { sampledFraction: 1, maximumPaidFraction: 1 };
  test("the first ones take what a day allows, others are passed and not made up for", () => {
    const { followed, passed } = sample({ ...all, contacts: [...dayOf(4), ...dayOf(2, "ben")], perPersonDayLimit: 2 });
    expect(followed.map(({ contactId }) => contactId)).toEqual(["ada 2026-03-02 0", "ben 2026-03-02 0", "ada 2026-03-02 1", "ben 2026-03-02 1"]);
    expect(passed.map(({ contactId, reason }) => [contactId, reason])).toEqual([["ada 2026-03-02 2", "day-limit"], ["ada 2026-03-02 3", "day-limit"]]);
  });
  test.each([[12, [0, 1, 2, 3, 4]], [13, [0, 2, 4]], [24, [0, 2, 4]], [25, [0, 3]]])("%i minutes between the ends of two", (minimumSpacingMinutes, kept) => {
    const { followed, passed } = sample({ ...all, contacts: dayOf(5), minimumSpacingMinutes });
    expect(followed.map(({ contactId }) => Number(contactId.slice(-1)))).toEqual(kept);
    expect(passed.every(({ reason }) => reason === "too-soon")).toBe(true);
  });
  test("spacing starts anew for each person; a limit of none follows none", () => {
    const two = [...dayOf(1), ...dayOf(1, "ben"), ...dayOf(1, "ada", 12, "2026-03-03")];
    expect(sample({ ...all, contacts: two, minimumSpacingMinutes: 1440 }).followed).toHaveLength(3);
    expect(sample({ ...all, contacts: two, perPersonDayLimit: 0 }).passed).toHaveLength(3);
  });
  test("spacing runs on past midnight, where the limit begins anew", () => {
    const night = (["2026-03-02", "2026-03-03"] as const).map((date, index) => ({ contactId: date, personId: "ada", date, endedAt: `${date}T${index === 0 ? "23:55" : "00:05"}:00Z` }));
    const held = sample({ ...all, contacts: night.toReversed(), minimumSpacingMinutes: 30, perPersonDayLimit: 1 });
    expect([held.followed.map(({ contactId }) => contactId), held.passed.map(({ reason }) => reason)]).toEqual([["2026-03-02"], ["too-soon"]]);
    expect(sample({ ...all, contacts: night, minimumSpacingMinutes: 10, perPersonDayLimit: 1 }).followed).toHaveLength(2);
  });
});

describe("the draw", () => {
  const many = Array.from({ length: 200 }, (_, day) => dayOf(40, `person${String(day)}`)).flat();
  test("follows its share: 8,000 contacts, within four standard errors", () => {
    for (const seed of [1, 2, 3, 4, 5]) expect(Math.abs(sample({ contacts: many, seed }).followed.length - 800)).toBeLessThan(4 * Math.sqrt(8000 * 0.1 * 0.9));
  });
  test("another seed draws others, the same seed the same", () => {
    const drawn = (seed: number) => sample({ contacts: many, seed }).followed.map(({ contactId }) => contactId);
    expect(drawn(1)).toEqual(drawn(1));
    expect(drawn(1)).not.toEqual(drawn(2));
  });
  test("of a contact hangs on nothing but seed and id: a smaller share draws some of those of a larger, in any order of the list", () => {
    fc.assert(fc.property(fc.integer(), fc.double({ min: 0.01, max: 0.2, noNaN: true }), fc.double({ min: 0.01, max: 0.2, noNaN: true }), fc.integer({ min: 1, max: 40 }), (seed, one, other, count) => {
      const [contacts, small, large] = [dayOf(count), Math.min(one, other), Math.max(one, other)];
      const ids = (change: Partial<ContactSampling>) => sample({ contacts, seed, ...change }).followed.map(({ contactId }) => contactId);
      expect(ids({ sampledFraction: large })).toEqual(expect.arrayContaining(ids({ sampledFraction: small })));
      expect(ids({ contacts: contacts.toReversed(), sampledFraction: large })).toEqual(ids({ sampledFraction: large }));
      expect(sampleContacts({ ...sampling, contacts: contacts.toReversed(), seed, sampledFraction: large, perPersonDayLimit: 2, minimumSpacingMinutes: 30 })).toStrictEqual(sampleContacts({ ...sampling, contacts, seed, sampledFraction: large, perPersonDayLimit: 2, minimumSpacingMinutes: 30 }));
    }), { numRuns: 100 });
  });
  test("contacts and people named like parts of every object are contacts and people", () => {
    const contacts = ["__proto__", "constructor"].map((name) => ({ contactId: name, personId: name, date: "2026-03-02", endedAt: at(500) }));
    expect(sample({ contacts, sampledFraction: 1, maximumPaidFraction: 1 })).toMatchObject({ personDayCount: 2, followed: [{ contactId: "__proto__" }, { contactId: "constructor" }] });
  });
});

describe("a sample that is none", () => {
  test.each<readonly [string, Partial<ContactSampling>, string]>([
    ["one contact twice", { contacts: [...dayOf(2), ...dayOf(1)] }, "sample-contacts.duplicate_contact at /contacts/2/contactId"],
    ["a chance of nothing", { sampledFraction: 0 }, "input.too_small at /sampledFraction"],
    ["a chance above 1", { sampledFraction: 1.1 }, "input.too_big at /sampledFraction"],
    ["a percent", { sampledFraction: 10 }, "input.too_big at /sampledFraction"],
    ["a limit below zero", { perPersonDayLimit: -1 }, "input.too_small at /perPersonDayLimit"],
    ["no length", { durationMinutes: 0 }, "input.too_small at /durationMinutes"],
    ["no shift", { shiftMinutes: 0 }, "input.too_small at /shiftMinutes"],
    ["a seed that is not whole", { seed: 0.5 }, "input.invalid_type at /seed"],
    ["spacing below zero", { minimumSpacingMinutes: -1 }, "input.too_small at /minimumSpacingMinutes"],
    ["a date that is not that of its end", { contacts: [...dayOf(1), { ...(dayOf(2)[1] as EndedContact), date: "2026-02-26" }] }, "sample-contacts.other_day at /contacts/1/date"],
    ["a date long after its end", { contacts: [{ ...(dayOf(1)[0] as EndedContact), date: "2026-03-04" }] }, "sample-contacts.other_day at /contacts/0/date"],
    ["an instant without zone", { contacts: [{ ...dayOf(1)[0], endedAt: "2026-03-02T09:00:00" } as EndedContact] }, "input.invalid_format at /contacts/0/endedAt"],
  ])("%s", (_, change, expected) => { expect(issuesOf(() => sample(change))).toEqual([expected]); });
  test("more contacts than one sample takes", () => {
    expect(issuesOf(() => sample({ contacts: new Array<EndedContact>(TRIGGER_LIMITS.contacts + 1).fill(dayOf(1)[0] as EndedContact) }))).toEqual(["input.too_big at /contacts"]);
  });
});
