import { assignSessions, coachCapacity, CoachingError, isCoachingError } from "coachkit";
import { expandCadence } from "coachkit/cadence";
import { multiplyMoney, sumMoney, toDecimalText } from "coachkit/money";
import { workingSpans } from "coachkit/time";
import { describe, expect, test } from "vitest";
import { cohort, programOf, touchpoint } from "./cadence/one-cohort.js";
import { calls as planCalls } from "./plan/calls.js";

const planInput = planCalls.assignSessions[0]!;
const capacityInput = planCalls.coachCapacity[0]!;
const participant = { ...planInput.participants[0]!, id: "ada" };
const coach = planInput.coaches[0]!;

/** Bad input has no type: each call passes what a caller without TypeScript could. */
const planned = (changes: object) => (): unknown => assignSessions({ ...planInput, ...changes });
const inCohort = (changes: object) => (): unknown => expandCadence({ program: programOf(kickoff), cohort: { ...cohort, ...changes } });
const inProgram = (...touchpoints: readonly object[]) => (): unknown => expandCadence({ program: programOf(...(touchpoints as never[])), cohort });
const inWeek = (changes: object) => (): unknown => coachCapacity({ ...capacityInput, week: { ...capacityInput.week, ...changes } });
const summed = (...amounts: readonly unknown[]) => (): unknown => sumMoney("EUR", amounts.map((amount) => ({ amount: amount as string, currency: "EUR" })));
const kickoff = touchpoint("kickoff", { kind: "start-date", startTime: "10:00" });
const inWeeks = (...weeks: readonly number[]) => touchpoint("review", { kind: "weeks", weeks, weekdays: ["MO"], startTime: "10:00" });
const byRule = (rule: string) => inProgram(touchpoint("review", { kind: "recurrence", rule, startTime: "10:00" }));
const without = (whole: object, key: string): object => Object.fromEntries(Object.entries(whole).filter(([name]) => name !== key));
/** `JSON.parse` makes `__proto__` a key of its own, as a request body does; a literal would set the prototype. */
const withProto = (whole: object): object => JSON.parse(JSON.stringify(whole).replace("{", '{"__proto__":{"isAdmin":true},')) as object;

const million = "x".repeat(1_000_000);
const deep = JSON.parse(`${'{"a":'.repeat(5000)}1${"}".repeat(5000)}`) as object;
const rule = "/program/touchpoints/0/timing/rule";

/** What a call throws. Whatever it is, it has to be our error, and every issue has to say what is wrong and what to do. */
function refusalOf(call: () => unknown): readonly string[] {
  let thrown: unknown;
  try { call(); } catch (error) { thrown = error; }
  expect(isCoachingError(thrown), `threw ${String(thrown)}`.slice(0, 200)).toBe(true);
  expect(thrown).toBeInstanceOf(CoachingError);
  expect(thrown).not.toBeInstanceOf(TypeError);
  expect(thrown).not.toBeInstanceOf(RangeError);
  const { issues } = thrown as CoachingError;
  for (const { message, hint } of issues) {
    expect(message).toMatch(/\S/u);
    expect(hint).toMatch(/\S/u);
    // a hostile value is not echoed at its length, and no placeholder is left unfilled
    expect(message.length + hint.length).toBeLessThan(1000);
    expect(message + hint).not.toMatch(/\{\w+\}/u);
  }
  return issues.map(({ code, path }) => `${code} at /${path.join("/")}`);
}

const table: readonly (readonly [kind: string, call: () => unknown, issues: readonly string[]])[] = [
  ["a wrong type",                       inWeek({ weeklyContractMinutes: "2400" }),                         ["input.invalid_type at /week/weeklyContractMinutes"]],
  ["a missing key",                      planned({ participants: [without(participant, "hours")] }),        ["input.invalid_type at /participants/0/hours"]],
  ["an unknown key",                     inCohort({ timezone: "Europe/Berlin" }),                           ["input.unrecognized_keys at /cohort/timezone"]],
  ["50 where a fraction belongs",        inWeek({ shrinkageFraction: 50 }),                                 ["input.too_big at /week/shrinkageFraction"]],
  ["an end before its start",            planned({ participants: [{ ...participant, busy: [{ startsAt: "2027-04-01T10:00:00Z", endsAt: "2027-04-01T09:00:00Z" }] }] }), ["time-span.ends_before_start at /participants/0/busy/0/endsAt"]],
  ["a range that ends before it starts", () => workingSpans({ hours: participant.hours, fromAt: "2027-04-02T00:00:00Z", toAt: "2027-04-01T00:00:00Z" }), ["time-span.ends_before_start at /toAt"]],
  ["an unknown zone",                    inCohort({ timeZone: "Europe/Atlantis" }),                         ["known-time-zone.unknown_zone at /cohort/timeZone"]],
  ["2026-02-30",                         inCohort({ startDate: "2026-02-30" }),                             ["input.invalid_format at /cohort/startDate"]],
  ["week 13 of 12",                      inProgram(inWeeks(12, 13)),                                        ["timing-rules.week_out_of_range at /program/touchpoints/0/timing/weeks/1"]],
  ["two touchpoints with one id",        inProgram(kickoff, inWeeks(3), { ...inWeeks(4), id: "kickoff" }),  ["program.duplicate_id at /program/touchpoints/2/id"]],
  ["a coach who does not exist",         planned({ participants: [{ ...participant, coachId: "nobody" }] }), ["assign-sessions.unknown_coach at /participants/0/coachId"]],
  ["mixed currencies",                   () => sumMoney("EUR", [{ amount: "1.00", currency: "EUR" }, { amount: "1.00", currency: "USD" }]), ["currency.mixed_currencies at /monies/1/currency"]],
  ["an empty cohort",                    planned({ participants: [] }),                                     ["input.too_small at /participants"]],
  ["a million characters as an id",      planned({ participants: [{ ...participant, id: million }] }),      ["input.invalid_format at /participants/0/id"]],
  ["a million characters as a title",    inProgram({ ...kickoff, title: million }),                         ["input.invalid_format at /program/touchpoints/0/title"]],
  ["a million characters as a zone",     inCohort({ timeZone: million }),                                   ["input.invalid_format at /cohort/timeZone"]],
  ["a million characters as a rule",     byRule(`FREQ=DAILY;COUNT=${"1,".repeat(500_000)}1`),               [`input.invalid_format at ${rule}`]],
  ["a million characters as a key",      planned({ [million]: 1 }),                                         [`input.unrecognized_keys at /${million.slice(0, 80)}`]],
  ["JSON 5,000 levels deep",             planned({ program: deep }),                                        ["input.too_deep at /"]],
  ["JSON 5,000 levels deep, unknown",    planned({ more: deep }),                                           ["input.too_deep at /"]],
  ["__proto__ as a key",                 inCohort(withProto(cohort)),                                       ["input.forbidden_key at /cohort/__proto__"]],
  ["__proto__ as a key of a list's entry", planned({ participants: [participant, withProto({ ...participant, id: "ben" })] }), ["input.forbidden_key at /participants/1/__proto__"]],
  ["the amount 1e1000000000",            summed("1e1000000000"),                                            ["input.invalid_format at /monies/0/amount"]],
  ["the amount 0x10",                    summed("1.00", "0x10"),                                            ["input.invalid_format at /monies/1/amount"]],
  ["the amount NaN",                     summed("NaN"),                                                     ["input.invalid_format at /monies/0/amount"]],
  ["an amount of 10,000 digits",         summed("9".repeat(10_000)),                                        ["input.invalid_format at /monies/0/amount"]],
  ["an amount that is a number, 1e21",   summed(1e21),                                                      ["input.invalid_type at /monies/0/amount"]],
  ["the number 1e21 to be an amount",    () => toDecimalText(1e21),                                         ["decimal-text.too_large at /"]],
  ["the factor 1e1000000000",            () => multiplyMoney({ amount: "1.00", currency: "EUR" }, { factors: ["1e1000000000"], rounding: "half-even" }), ["input.invalid_format at /multiplication/factors/0"]],
  ["a rule that never matches",          byRule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3"),             [`recurrence-days.never_matches at ${rule}`]],
  ["a rule whose last date is past",     byRule("FREQ=DAILY;UNTIL=20200101"),                               [`recurrence-days.no_dates at ${rule}`]],
  ["a rule whose sixth Monday never comes", byRule("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6;COUNT=3"),             [`recurrence-days.too_long at ${rule}`]],
  ["a rule without end",                 byRule("FREQ=DAILY"),                                              [`recurrence-days.unbounded at ${rule}`]],
  ["a rule with COUNT=999999999",        byRule("FREQ=DAILY;COUNT=999999999"),                              [`recurrence-rule.bad_part at ${rule}`]],
];

describe("bad input is refused by code and path, in less than a second", () => {
  test.each(table)("%s", (_, call, issues) => { expect(refusalOf(call)).toEqual(issues); }, 1000);

  test("mixed currencies are both named", () => {
    expect(() => sumMoney("EUR", [{ amount: "1.00", currency: "USD" }])).toThrow("USD is mixed with EUR.");
  });

  test("a __proto__ key changes no prototype", () => {
    refusalOf(inCohort(withProto(cohort)));
    expect(({} as { readonly isAdmin?: boolean }).isAdmin).toBeUndefined();
  });
});

describe("many faults make one error", () => {
  const { hours } = participant;
  const faulty = {
    program: { ...programOf(kickoff, inWeeks(13), { ...inWeeks(2), id: "kickoff" }, touchpoint("late", { kind: "start-date", startTime: "25:00" }, { modality: "telepathy" }), touchpoint("daily", { kind: "recurrence", rule: "FREQ=DAILY", startTime: "10:00" })), colour: "red" },
    cohort: { ...cohort, startDate: "2026-02-30", timeZone: "Europe/Atlantis" },
    participants: [
      { ...participant, coachId: "nobody" },
      { ...participant, languages: [] },
      withProto({ ...participant, id: "cem", segmentId: "night-shift" }),
      { ...participant, id: million },
      { id: "eve", languages: ["en"], hours, busy: [{ startsAt: "2027-04-01T10:00:00Z", endsAt: "2027-04-01T09:00:00Z" }] },
    ],
    coaches: [coach, coach, { ...without(coach, "hours"), id: "lee", weeklyAvailableMinutes: -1, sourceId: "agency" }],
  };

  test("every fault of a plan's input is listed, those of parts and those between parts", () => {
    expect(refusalOf(planned(faulty)).toSorted()).toEqual([
      // the parts
      "input.forbidden_key at /participants/2/__proto__",
      "input.invalid_format at /cohort/startDate",
      "input.invalid_format at /participants/3/id",
      "input.invalid_format at /program/touchpoints/3/timing/startTime",
      "input.invalid_type at /coaches/2/hours",
      "input.too_small at /coaches/2/weeklyAvailableMinutes",
      "input.too_small at /participants/1/languages",
      "input.unrecognized_keys at /program/colour",
      "known-time-zone.unknown_zone at /cohort/timeZone",
      "time-span.ends_before_start at /participants/4/busy/0/endsAt",
      // between parts
      "assign-sessions.duplicate_person at /coaches/1/id",
      "assign-sessions.duplicate_person at /participants/1/id",
      "assign-sessions.unknown_coach at /participants/0/coachId",
      "assign-sessions.unknown_segment at /participants/2/segmentId",
      "assign-sessions.unknown_source at /coaches/2/sourceId",
      "program.duplicate_id at /program/touchpoints/2/id",
      "recurrence-days.unbounded at /program/touchpoints/4/timing/rule",
      "program.unknown_modality at /program/touchpoints/3/modality",
      "timing-rules.week_out_of_range at /program/touchpoints/1/timing/weeks/0",
    ].toSorted());
  }, 1000);

  test("a cadence's recurrence rules are named beside the rest", () => {
    expect(refusalOf(() => expandCadence({ program: programOf(touchpoint("daily", { kind: "recurrence", rule: "FREQ=DAILY", startTime: "10:00" }), inWeeks(13)), cohort: { ...cohort, timeZone: "Europe/Atlantis" } })).toSorted()).toEqual([
      "known-time-zone.unknown_zone at /cohort/timeZone",
      `recurrence-days.unbounded at ${rule}`,
      "timing-rules.week_out_of_range at /program/touchpoints/1/timing/weeks/0",
    ]);
  }, 1000);

  test("a plan of nothing but wrong types is one error too", () => {
    expect(refusalOf(planned({ program: 1, cohort: [], participants: "ada", coaches: null }))).toEqual(["program", "cohort", "participants", "coaches"].map((key) => `input.invalid_type at /${key}`));
  }, 1000);
});
