import { ledgerTotals } from "coachkit/money";
import { type RateCard, sessionCosts, type SessionTime } from "coachkit/roi";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ledgerOf } from "./claims.js";
import { eur, faults } from "../money/faults.js";

const staff: RateCard = { id: "staff", role: "participant", hourlyRate: eur("45") };
const coaches: RateCard = { id: "coaches", role: "coach", hourlyRate: eur("120") };
const person = (personId: string, minutes: number, change = {}) => ({ personId, role: "participant", activity: "live", minutes, ...change });
const session = (id: string, personTimes: SessionTime["personTimes"], change = {}): SessionTime => ({ id, date: "2027-10-04", personTimes, ...change });
const costs = (sessionTimes: readonly SessionTime[], rateCards: readonly RateCard[] = [staff, coaches]) => sessionCosts({ sessionTimes, rateCards, rounding: "half-even" });
const group = session("s1", [person("c1", 60, { role: "coach" }), person("c1", 15, { role: "coach", activity: "preparation" }), person("p1", 60), person("p2", 60), person("p3", 30)]);

describe("sessionCosts", () => {
  test("of no session are none", () => { expect(costs([])).toEqual([]); });
  test("are one entry for each role and activity, with the session as source", () => {
    expect(costs([group])).toEqual([
      { id: "coach-time/live/coaches/s1", date: "2027-10-04", account: "cost/coach-time/live", amount: eur("120.00"), note: "60 minutes at 120 EUR an hour (coaches)", sourceIds: ["s1"] },
      { id: "coach-time/preparation/coaches/s1", date: "2027-10-04", account: "cost/coach-time/preparation", amount: eur("30.00"), note: "15 minutes at 120 EUR an hour (coaches)", sourceIds: ["s1"] },
      { id: "participant-time/live/staff/s1", date: "2027-10-04", account: "cost/participant-time/live", amount: eur("112.50"), note: "150 minutes at 45 EUR an hour (staff)", sourceIds: ["s1"] },
    ]);
  });
  test("go into a ledger with the host's own entries: eight people, ten hours each at 45 are 3,600", () => {
    const entries = costs(Array.from({ length: 10 }, (_, index) => session(`s${String(index)}`, Array.from({ length: 8 }, (__, place) => person(`p${String(place)}`, 60)))));
    const { accounts, total } = ledgerTotals(ledgerOf([...entries, { id: "fee", date: "2027-10-01", account: "cost/platform", amount: eur("900"), sourceIds: ["invoice"] }]));
    expect(accounts.find(({ account }) => account === "cost/participant-time")).toMatchObject({ total: eur("3600.00"), entryIds: entries.map(({ id }) => id).sort() });
    expect(total).toEqual(eur("4500.00"));
  });
  test("a third of an hour is exact: 20 minutes at 45.03 are 15.01, also when rounded up", () => {
    expect(sessionCosts({ sessionTimes: [session("s", [person("p", 20)])], rateCards: [{ ...staff, hourlyRate: eur("45.03") }], rounding: "up" })[0]?.amount).toEqual(eur("15.01"));
  });
  test("minutes are summed before they are rounded: three times 20 minutes at 0.10 are 0.10, not three times 0.03", () => { expect(costs([session("s", [person("p", 20), person("q", 20), person("r", 20)])], [{ ...staff, hourlyRate: eur("0.10") }])[0]?.amount).toEqual(eur("0.10")); });
  test("no time makes no entry", () => { expect(costs([session("s", [person("p", 0)])])).toEqual([]); });
  test("a free hour is booked at zero, so that a reader sees it", () => { expect(costs([session("s", [person("p", 60)])], [{ ...staff, hourlyRate: eur("0") }])[0]?.amount).toEqual(eur("0.00")); });
  test("other sessions and cards give other entries, also where ids are long or hold a slash", () => {
    const entriesOf = (id: string, card: string) => costs([session(id, [person("p", 60)])], [{ ...coaches, id: card, role: "participant" }]).map((entry) => entry.id);
    const ids = [...entriesOf("c", "a/b"), ...entriesOf("b/c", "a"), ...entriesOf(`a${"x".repeat(199)}`, "a"), ...entriesOf(`b${"x".repeat(199)}`, "a")];
    expect([new Set(ids).size, Math.max(...ids.map(({ length }) => length))]).toEqual([4, 200]);
  });

  describe("choose the rate card that states most of what is known", () => {
    const cards: readonly RateCard[] = [
      coaches, { ...coaches, id: "external", sourceId: "agency", hourlyRate: eur("200") }, { ...coaches, id: "external-group", sourceId: "agency", modality: "group", hourlyRate: eur("300") },
      { ...coaches, id: "all", sourceId: "agency", modality: "group", region: "apac", hourlyRate: eur("90") },
    ];
    test.each([
      ["nothing is known", {}, {}, "coaches"], ["the source is known", { sourceId: "agency" }, {}, "external"], ["another source", { sourceId: "house" }, {}, "coaches"],
      ["source and modality", { sourceId: "agency" }, { modality: "group" }, "external-group"], ["all three", { sourceId: "agency", region: "apac" }, { modality: "group" }, "all"], ["a region without a card", { sourceId: "agency", region: "emea" }, { modality: "group" }, "external-group"],
    ])("%s", (_, time, change, card) => { expect(costs([session("s", [person("c", 60, { role: "coach", ...time })], change)], cards)[0]?.id).toBe(`coach-time/live/${card}/s`); });
    test("people of two regions are two entries", () => {
      expect(costs([session("s", [person("p", 60, { region: "emea" }), person("q", 60, { region: "apac" })])], [{ ...staff, id: "emea", region: "emea" }, { ...staff, id: "apac", region: "apac", hourlyRate: { amount: "900", currency: "INR" } }]).map(({ id, amount }) => [id, amount.currency])).toEqual([
        ["participant-time/live/emea/s", "EUR"], ["participant-time/live/apac/s", "INR"],
      ]);
    });
  });

  describe("refuse", () => {
    const thrown = (sessionTimes: readonly SessionTime[], rateCards: readonly RateCard[] = [staff]) => faults(() => costs(sessionTimes, rateCards));
    test("time that no card prices", () => { expect(thrown([group])).toEqual(["session-costs.no_rate /sessionTimes/0/personTimes/0/role", "session-costs.no_rate /sessionTimes/0/personTimes/1/role"]); });
    test("a choice between two cards that state equally much", () => {
      const cards = [{ ...staff, id: "emea", region: "emea" }, { ...staff, id: "group", modality: "group" }];
      expect(thrown([session("s", [person("p", 60, { region: "emea" })], { modality: "group" })], cards)).toEqual(["session-costs.ambiguous_rate /sessionTimes/0/personTimes/0/role"]);
      expect(thrown([session("s", [person("p", 60)])], [staff, { ...staff, id: "twin" }])).toEqual(["session-costs.ambiguous_rate /sessionTimes/0/personTimes/0/role"]);
    });
    test("a session paid twice", () => { expect(thrown([session("s", []), session("s", [])])).toEqual(["session-costs.duplicate_session /sessionTimes/1/id"]); });
    test("two cards with one id", () => { expect(thrown([], [staff, staff])).toEqual(["session-costs.duplicate_card /rateCards/1/id"]); });
    test("an hour below zero", () => { expect(thrown([], [{ ...staff, hourlyRate: eur("-1") }])).toEqual(["rate-card.negative_rate /rateCards/0/hourlyRate/amount"]); });
    test("minutes below zero, a role that could leave its account, an unknown key", () => {
      expect(thrown([session("s", [person("p", -1), person("p", 1, { role: "a/b" }), person("p", 1, { wage: 1 })])])).toEqual(["input.too_small /sessionTimes/0/personTimes/0/minutes", "input.invalid_format /sessionTimes/0/personTimes/1/role", "input.unrecognized_keys /sessionTimes/0/personTimes/2/wage"]);
    });
    test("a million sessions", () => { expect(thrown(new Array<SessionTime>(1_000_000).fill(session("s", [])))).toHaveLength(1); });
  });

  describe("laws", () => {
    const minutes = fc.integer({ min: 0, max: 600 });
    const totalOf = (sessions: readonly SessionTime[], hourly = "60") => Number(ledgerTotals(ledgerOf(costs(sessions, [{ ...staff, hourlyRate: eur(hourly) }]))).total.amount);
    test("sessions in another order cost the same, entry by entry", () => {
      fc.assert(fc.property(fc.array(minutes, { maxLength: 10 }).map((list) => list.map((time, index) => session(String(index), [person("p", time)]))).chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))), ([list, shuffled]) => {
        expect(ledgerTotals(ledgerOf(costs(shuffled)))).toEqual(ledgerTotals(ledgerOf(costs(list))));
      }));
    });
    test("more time never costs less", () => {
      fc.assert(fc.property(minutes, minutes, fc.constantFrom("0.01", "19.99", "45"), (time, more, hourly) => { expect(totalOf([session("s", [person("p", time + more)])], hourly)).toBeGreaterThanOrEqual(totalOf([session("s", [person("p", time)])], hourly)); }));
    });
    test("at one a minute the total is the minutes", () => {
      fc.assert(fc.property(fc.array(minutes, { maxLength: 10 }), (list) => { expect(totalOf(list.map((time, index) => session(String(index), [person("p", time)])))).toBe(list.reduce((sum, time) => sum + time, 0)); }));
    });
  });
});
