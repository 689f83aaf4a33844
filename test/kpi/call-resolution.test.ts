import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { callResolution, type Contact, type ContactWindow, KPI_LIMITS } from "coachkit/kpi";
import { issuesOf } from "../issues-of.js";

const october = { fromDate: "2027-10-01", toDate: "2027-10-31", confidenceLevel: 0.95 };
const contact = (id: string, isResolved: boolean, personId?: string): Contact => ({ id, date: "2027-10-04", isResolved, ...(personId === undefined ? {} : { personId }) });
const given = (contacts: readonly Contact[]): ContactWindow => ({ ...october, contacts });
/** By person: resolved or not. */
const byPerson = (people: Readonly<Record<string, readonly number[]>>): readonly Contact[] => Object.entries(people).flatMap(([personId, values]) => values.map((value, index) => contact(`${personId}${String(index)}`, value === 1, personId)));

describe("callResolution", () => {
  test("is the share resolved at once, with Wilson's interval over contacts of which nobody knows whose they are", () => {
    const contacts = Array.from({ length: 34 }, (_, index) => contact(String(index), index < 26));
    expect(callResolution(given(contacts)).resolvedFraction).toMatchObject({ estimate: 26 / 34, n: 34, effectiveN: 34, method: "wilson", warnings: [], confidence: { lower: expect.closeTo(0.600039, 6), upper: expect.closeTo(0.87563, 6) } });
  });

  test("one contact of each person is as good as contacts of strangers", () => {
    const own = callResolution(given([contact("a", true, "p"), contact("b", false, "q"), contact("c", true, "r")]));
    expect(own).toEqual(callResolution(given([contact("a", true), contact("b", false), contact("c", true)])));
  });

  // numpy 2, scipy 1.17.1: G / (G − 1) Σ r² / M² against p (1 − p) / (M − 1), times (t(G − 1) / t(M − 1))², Wilson with M ÷ that.
  test("contacts of one person are alike: ten of four people count as four", () => {
    const { resolvedFraction } = callResolution(given(byPerson({ a: [1, 1, 0], b: [1, 0, 0], c: [1, 1, 1], d: [0] })));
    expect(resolvedFraction).toMatchObject({ estimate: 0.6, n: 10, effectiveN: expect.closeTo(4.074756801127349, 9), method: "wilson-design-effect", warnings: ["few-people"] });
    expect(resolvedFraction).toMatchObject({ confidence: { lower: expect.closeTo(0.2067732270310097, 9), upper: expect.closeTo(0.896173862734839, 9) } });
  });

  test("where all are resolved nobody knows how alike people are: each counts once, weighted by size, with a warning", () => {
    const { resolvedFraction } = callResolution(given(byPerson({ a: [1, 1, 1], b: [1] })));
    expect(resolvedFraction).toMatchObject({ estimate: 1, effectiveN: 1.6, warnings: ["few-people", "no-variation"] });
  });

  test("contacts of one person only speak of that person", () => {
    expect(callResolution(given(byPerson({ a: [1, 0, 1, 1] }))).resolvedFraction).toMatchObject({ estimate: 0.75, effectiveN: 4, warnings: ["one-person"] });
  });

  test("ten people are no longer few", () => {
    const people = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`p${String(index)}`, [1, index % 2]]));
    expect(callResolution(given(byPerson(people))).resolvedFraction).toMatchObject({ warnings: [] });
  });

  test("what nobody knows yet takes no part, and is counted; without contacts there is no share", () => {
    expect(callResolution(given([contact("a", true), { id: "b", date: "2027-10-04", handledSeconds: 100 }]))).toMatchObject({ resolvedFraction: { estimate: 1, n: 1 }, unknownCount: 1 });
    expect(callResolution(given([]))).toMatchObject({ resolvedFraction: { estimate: null, reason: "too-few-observations", n: 0, needed: 1 }, unknownCount: 0 });
  });

  test.each<readonly [string, object, string]>([
    ["a window that ends before it starts", { toDate: "2027-09-30", contacts: [] }, "measure-window.ends_before_start at /toDate"],
    ["a contact before the window", { contacts: [{ ...contact("a", true), date: "2027-09-30" }] }, "measure-window.outside at /contacts/0/date"],
    ["a contact after the window", { contacts: [{ ...contact("a", true), date: "2027-11-01" }] }, "measure-window.outside at /contacts/0/date"],
    ["a contact twice", { contacts: [contact("a", true), contact("a", false)] }, "measure-window.duplicate_record at /contacts/1/id"],
    ["a percent of confidence", { confidenceLevel: 95 }, "input.too_big at /confidenceLevel"],
    ["a word for yes", { contacts: [{ ...contact("a", true), isResolved: "yes" }] }, "input.invalid_type at /contacts/0/isResolved"],
    ["a length below zero", { contacts: [{ ...contact("a", true), handledSeconds: -1 }] }, "input.too_small at /contacts/0/handledSeconds"],
    ["more records than one measure takes", { contacts: Array.from({ length: KPI_LIMITS.recordCount + 1 }, () => 0) }, "input.too_big at /contacts"],
  ])("refuses %s", (_, change, issue) => {
    expect(issuesOf(() => callResolution({ ...given([]), ...change }))).toContain(issue);
  });

  test("the first and the last day belong to the window", () => {
    expect(callResolution(given([{ ...contact("a", true), date: "2027-10-01" }, { ...contact("b", true), date: "2027-10-31" }])).resolvedFraction.n).toBe(2);
  });

  test("of many records one bad one is named", () => {
    const contacts = Array.from({ length: 50_000 }, (_, index) => contact(String(index), true));
    expect(issuesOf(() => callResolution(given([...contacts, { ...contact("x", true), date: "2026-10-04" }])))).toEqual(["measure-window.outside at /contacts/50000/date"]);
  });

  const contacts = fc.array(fc.tuple(fc.nat(5), fc.boolean()), { minLength: 2, maxLength: 30 }).map((list) => list.map(([person, isResolved], index) => contact(String(index), isResolved, `p${String(person)}`)));
  test("the order of contacts changes nothing", () => fc.assert(fc.property(contacts, (list) => {
    const [left, right] = [callResolution(given(list)).resolvedFraction, callResolution(given(list.toReversed())).resolvedFraction];
    expect(left).toMatchObject({ ...right, ...(right.estimate === null ? {} : { effectiveN: expect.closeTo(right.effectiveN, 9), confidence: { lower: expect.closeTo(right.confidence.lower, 9), upper: expect.closeTo(right.confidence.upper, 9) } }) });
  })));

  test("people never make the sample larger than it is, and one of a person remains", () => fc.assert(fc.property(contacts, (list) => {
    const { resolvedFraction } = callResolution(given(list));
    if (resolvedFraction.estimate === null) return;
    expect(resolvedFraction.effectiveN).toBeLessThanOrEqual(resolvedFraction.n);
    expect(resolvedFraction.effectiveN).toBeGreaterThanOrEqual(1);
  })));
});
