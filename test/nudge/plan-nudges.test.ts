import { type NudgePerson, type NudgePlanRequest, NUDGE_PLAN_LIMITS, planNudges, streamNudges } from "coachkit/nudge";
import { describe, expect, test } from "vitest";
import { refuses } from "../refusal.js";

const week = ["MO", "TU", "WE", "TH", "FR"] as const;
const cadence = { purposeId: "nudges", templateId: "text", variables: {}, isEssential: false };
const prepare = { ...cadence, id: "prepare", kind: "before-one-to-one" } as const;
const friday = { ...cadence, id: "practice", kind: "weekly", wishes: [{ weekday: "FR", atTime: "11:00" }] } as const;
const ana: NudgePerson = { id: "ana", calendarId: "berlin", language: "de", coachId: "kim", cadenceIds: ["prepare", "practice"], oneToOnes: [{ sessionId: "s1", startsAt: "2026-03-04T09:00:00Z" }] };
const request: NudgePlanRequest = {
  plannedAt: "2026-03-01T12:00:00Z", fromDate: "2026-03-02", weekCount: 1, templateIds: ["text"], cadences: [prepare, friday],
  calendars: [{ id: "berlin", timeZone: "Europe/Berlin", workingWeekdays: week, holidayCalendarIds: ["de"] }], holidayCalendars: [{ id: "de", name: "Germany", holidays: [] }],
  consents: ["ana", "ben"].map((personId) => ({ personId, purposeId: "nudges", decision: "given", decidedAt: "2026-01-05T09:00:00Z" })), people: [ana],
};
const holiday = (date: string) => [{ id: "de", name: "Germany", holidays: [{ date, name: "Day off" }] }];
const alone = (change: Partial<NudgePerson>): NudgePlanRequest => ({ ...request, people: [{ ...ana, oneToOnes: [], cadenceIds: ["practice"], ...change }] });
const times = (input: NudgePlanRequest) => planNudges(input).nudges.map(({ sendAt }) => sendAt);
const holds = (input: NudgePlanRequest) => planNudges(input).suppressed.map(({ reason, wishReason }) => [reason, wishReason]);

describe("a week with a one-to-one on Wednesday at ten in Berlin", () => {
  test("the nudge before it goes at nine, the second on Friday at eleven, 50 hours later", () => { expect(times(request)).toEqual(["2026-03-04T08:00:00Z", "2026-03-06T10:00:00Z"]); });
  test("with a holiday on Friday, Thursday is too near and Monday at nine is exactly 48 hours before", () => {
    const plan = planNudges({ ...request, holidayCalendars: holiday("2026-03-06") });
    expect(plan.nudges.map(({ sendAt, movedFrom }) => [sendAt, movedFrom])).toEqual([["2026-03-02T08:00:00Z", { wishedAt: "2026-03-06T10:00:00Z", reason: "no-working-day" }], ["2026-03-04T08:00:00Z", null]]);
  });
  test("when Monday at nine has come, nothing is left in the week and nothing goes over to the next", () => {
    const late = { ...request, plannedAt: "2026-03-02T08:00:00Z", holidayCalendars: holiday("2026-03-06"), weekCount: 2 };
    expect(times(late)).toEqual(["2026-03-04T08:00:00Z", "2026-03-13T10:00:00Z"]);
    expect(holds(late)).toEqual([["no-slot", "no-working-day"]]);
  });
  test("what is assumed comes with the plan", () => { expect(planNudges(request).assumptions).toMatchObject({ spacingHours: 48, quietHours: { fromTime: "20:00", toTime: "08:00" }, dailyCap: 1, leadMinutes: 60, activityMinutes: 10, chance: null }); });
});

describe("what is held back, and why", () => {
  test("before a one-to-one nothing moves: quiet, busy, away, off and past are reasons", () => {
    const before = (startsAt: string, change: Partial<NudgePerson> = {}) => holds({ ...request, people: [{ ...ana, cadenceIds: ["prepare"], oneToOnes: [{ sessionId: "s", startsAt }], ...change }] });
    expect(before("2026-03-04T07:59:00Z")).toEqual([["quiet-hours", "quiet-hours"]]);
    expect(before("2026-03-04T08:00:00Z")).toEqual([]);
    expect(before("2026-03-04T20:00:00Z")).toEqual([["quiet-hours", "quiet-hours"]]);
    expect(before("2026-03-04T19:59:00Z")).toEqual([]);
    expect(before("2026-03-07T10:00:00Z")).toEqual([["no-working-day", "no-working-day"]]);
    expect(before("2026-03-04T10:00:00Z", { leaves: [{ fromDate: "2026-03-04", toDate: "2026-03-04" }] })).toEqual([["leave", "leave"]]);
    expect(before("2026-03-04T10:00:00Z", { busy: [{ startsAt: "2026-03-04T09:00:00Z", endsAt: "2026-03-04T09:01:00Z" }] })).toEqual([["busy", "busy"]]);
    expect(before("2026-03-04T10:00:00Z", { busy: [{ startsAt: "2026-03-04T08:00:00Z", endsAt: "2026-03-04T09:00:00Z" }] })).toEqual([]);
    expect(before("2026-03-04T10:00:00Z", { sent: [{ sentAt: "2026-03-01T08:00:00Z", response: "open" }] })).toEqual([]);
  });
  test("a lead of its own, and a start that the plan comes too late for", () => {
    expect(times({ ...request, cadences: [{ ...prepare, leadMinutes: 120 }, friday], people: [{ ...ana, cadenceIds: ["prepare"] }] })).toEqual(["2026-03-04T07:00:00Z"]);
    expect(holds({ ...request, plannedAt: "2026-03-04T08:00:00Z", people: [{ ...ana, cadenceIds: ["prepare"] }] })).toEqual([["past", "past"]]);
  });
  test("of two one-to-ones a day apart the second has no nudge, of two on one day by the cap", () => {
    const two = (startsAt: string) => holds({ ...request, people: [{ ...ana, cadenceIds: ["prepare"], oneToOnes: [...ana.oneToOnes ?? [], { sessionId: "s2", startsAt }] }] });
    expect(two("2026-03-05T09:00:00Z")).toEqual([["spacing", "spacing"]]);
    expect(two("2026-03-04T12:00:00Z")).toEqual([["daily-cap", "daily-cap"]]);
  });
  test("at one time the nudge before the one-to-one wins, and the other looks for another day", () => {
    const plan = planNudges({ ...request, cadences: [prepare, { ...friday, wishes: [{ weekday: "WE", atTime: "09:00" }] }] });
    expect(plan.nudges.map(({ cadenceId, sendAt }) => [cadenceId, sendAt])).toEqual([["practice", "2026-03-02T08:00:00Z"], ["prepare", "2026-03-04T08:00:00Z"]]);
  });
  test("of two weekly ones wished for at one time the essential one keeps its wish, then that of a manager", () => {
    const first = (...cadences: NudgePlanRequest["cadences"]) => planNudges({ ...alone({ cadenceIds: cadences.map(({ id }) => id) }), cadences }).nudges.filter(({ movedFrom }) => movedFrom === null).map(({ cadenceId }) => cadenceId);
    expect(first(friday, { ...friday, id: "safety", isEssential: true }, { ...friday, id: "lead", kind: "manager-prompt" })).toEqual(["safety"]);
    expect(first(friday, { ...friday, id: "prompt", kind: "manager-prompt" })).toEqual(["prompt"]);
  });
  test("a week of leave, and one without a working day, are named", () => {
    expect(holds(alone({ leaves: [{ fromDate: "2026-03-02", toDate: "2026-03-06" }] }))).toEqual([["leave", "leave"]]);
    expect(holds({ ...alone({}), holidayCalendars: [{ id: "de", name: "Germany", holidays: [2, 3, 4, 5, 6].map((day) => ({ date: `2026-03-0${String(day)}`, name: "Off" })) }] })).toEqual([["no-working-day", "no-working-day"]]);
  });
  test("without consent nothing is sent, whoever never decided, withdrew or said something unknown", () => {
    expect(holds({ ...alone({}), consents: [] })).toEqual([["no-consent", "no-consent"]]);
    for (const decision of ["withdrawn", "perhaps"]) expect(holds({ ...alone({}), consents: [...request.consents, { personId: "ana", purposeId: "nudges", decision, decidedAt: "2026-03-06T10:00:00Z" }] })).toEqual([["no-consent", "no-consent"]]);
  });
  test("a cap of none sends none", () => { expect(holds({ ...request, dailyCap: 0 }).map(([, reason]) => reason)).toEqual(["daily-cap", "daily-cap"]); });
  test("what was sent before the plan counts for spacing", () => { expect(times({ ...alone({ sent: [{ sentAt: "2026-03-05T11:00:00Z", response: "open" }] }), plannedAt: "2026-03-05T12:00:00Z" })).toEqual([]); });
});

describe("who ignores three in a row", () => {
  const day = (index: number, response: "answered" | "ignored" | "open") => ({ sentAt: `2026-02-0${String(index)}T10:00:00Z`, response });
  const twice = (sent: NudgePerson["sent"] = []) => planNudges({ ...alone({ sent }), weekCount: 4, cadences: [prepare, { ...friday, wishes: [{ weekday: "TU", atTime: "10:00" }, ...friday.wishes] }] });
  test("gets half as many, and the coach is told", () => {
    const tired = twice([day(1, "answered"), day(2, "ignored"), day(3, "ignored"), day(4, "ignored"), day(5, "open")]);
    expect([tired.nudges.length, tired.suppressed.map(({ reason }) => reason)]).toEqual([4, ["fatigue", "fatigue", "fatigue", "fatigue"]]);
    expect(tired.notices).toEqual([{ personId: "ana", coachId: "kim", reason: "three-ignored-in-a-row", ignoredCount: 3 }]);
  });
  test("one a week becomes one in two weeks", () => { expect(times({ ...alone({ sent: [day(2, "ignored"), day(3, "ignored"), day(4, "ignored")] }), weekCount: 6 })).toHaveLength(3); });
  test("of one-to-ones every other one, those of every second week included", () => {
    const oneToOnes = [4, 18, 32, 46].map((day) => ({ sessionId: `s${String(day)}`, startsAt: new Date(Date.UTC(2026, 2, day, 9)).toISOString().replace(".000Z", "Z") }));
    const sent = [day(2, "ignored"), day(3, "ignored"), day(4, "ignored")];
    expect(planNudges({ ...request, weekCount: 8, people: [{ ...ana, cadenceIds: ["prepare"], oneToOnes: oneToOnes.toReversed(), sent }] }).nudges.map(({ id }) => id.split("/").at(-1))).toEqual(["s4", "s32"]);
  });
  test("an answer resets it, and two are not three", () => {
    for (const sent of [[day(1, "ignored"), day(2, "ignored"), day(3, "ignored"), day(4, "answered")], [day(1, "ignored"), day(2, "ignored")]] as const) expect([twice(sent).nudges.length, twice(sent).notices]).toEqual([8, []]);
  });
});

describe("refreshes that are due", () => {
  const refresh = { ...cadence, id: "refresh", kind: "refresh", isEssential: false, atTime: "10:00" } as const;
  const due = (dueDate: string, change: Partial<NudgePerson> = {}): NudgePlanRequest => ({ ...request, cadences: [prepare, friday, refresh], people: [{ ...ana, oneToOnes: [], cadenceIds: ["refresh"], refreshes: [{ behaviorId: "listens", dueDate }], ...change }] });
  test("are halved where three were ignored: every other one, those of every second week included", () => {
    const refreshes = ["2026-03-04", "2026-03-18", "2026-04-01", "2026-04-15"].map((dueDate) => ({ behaviorId: `b${dueDate}`, dueDate }));
    const sent = [2, 3, 4].map((day) => ({ sentAt: `2026-02-0${String(day)}T10:00:00Z`, response: "ignored" as const }));
    expect(planNudges({ ...due("2026-03-04", { refreshes: refreshes.toReversed(), sent }), weekCount: 8 }).nudges.map(({ sendAt }) => sendAt.slice(0, 10))).toEqual(["2026-03-04", "2026-04-01"]);
  });
  test("go on their date, by the behavior's id", () => {
    expect(planNudges(due("2026-03-04")).nudges).toEqual([{ id: "ana/refresh/2026-W10/listens", personId: "ana", cadenceId: "refresh", kind: "refresh", sendAt: "2026-03-04T09:00:00Z", movedFrom: null, content: { templateId: "text", variables: { behaviorId: "listens" }, language: "de" } }]);
  });
  test("move within their week, never to another, and stand in no plan of other weeks", () => {
    expect(times(due("2026-03-08"))).toEqual(["2026-03-06T09:00:00Z"]);
    expect(holds({ ...due("2026-03-08"), plannedAt: "2026-03-07T09:00:00Z" })).toEqual([["no-slot", "no-working-day"]]);
    for (const date of ["2026-03-01", "2026-03-09"]) expect([times(due(date)), holds(due(date))]).toEqual([[], []]);
  });
  test("give way to every other nudge, even to one that had to move", () => {
    const both = { ...due("2026-03-05", { cadenceIds: ["practice", "refresh"] }), holidayCalendars: holiday("2026-03-06") };
    expect(planNudges(both).nudges.map(({ cadenceId, sendAt }) => [cadenceId, sendAt])).toEqual([["refresh", "2026-03-03T09:00:00Z"], ["practice", "2026-03-05T10:00:00Z"]]);
  });
  test("are refused without a cadence for them, twice for one behavior, or as essential", () => {
    refuses(() => planNudges(due("2026-03-04", { cadenceIds: ["practice"] })), { code: "plan-person.no_refresh_cadence", path: ["people", 0, "refreshes"] });
    const twice = { behaviorId: "listens", dueDate: "2026-03-04" };
    refuses(() => planNudges(due("2026-03-04", { refreshes: [twice, twice] })), { code: "plan-person.repeated_record", path: ["people", 0, "refreshes", 1, "behaviorId"] });
    refuses(() => planNudges({ ...due("2026-03-04"), cadences: [prepare, friday, { ...refresh, isEssential: true as false }] }), { code: "input.invalid_value", path: ["cadences", 2, "isEssential"] });
  });
});

describe("clocks and weeks", () => {
  const open = { ...alone({}), quietHours: { fromTime: "22:00", toTime: "22:01" } };
  const on = (timeZone: string, fromDate: string, atTime: string, weekday: (typeof week)[number] | "SU") => planNudges({
    ...open, plannedAt: "2000-01-01T00:00:00Z", fromDate, calendars: [{ id: "berlin", timeZone, workingWeekdays: [...week, "SA", "SU"], holidayCalendarIds: [] }],
    consents: [{ personId: "ana", purposeId: "nudges", decision: "given", decidedAt: "2000-01-01T00:00:00Z" }], cadences: [prepare, { ...friday, wishes: [{ weekday, atTime }] }],
  }).nudges.map(({ id, sendAt }) => [id, sendAt]);
  test("in a gap it is the first instant after, not as much later", () => { expect(on("Europe/Berlin", "2026-03-29", "02:45", "SU")).toEqual([["ana/practice/2026-W13/0", "2026-03-29T01:00:00Z"]]); });
  test("half an hour skipped on Lord Howe", () => { expect(on("Australia/Lord_Howe", "2026-10-04", "02:15", "SU")).toEqual([["ana/practice/2026-W40/0", "2026-10-03T15:30:00Z"]]); });
  test("the Friday that Apia skipped moves to the Saturday that followed it or the day before", () => { expect(on("Pacific/Apia", "2011-12-30", "11:00", "FR")).toHaveLength(1); });
  test("the year of an ISO week is that of its Thursday", () => {
    expect(on("UTC", "2027-01-01", "11:00", "FR")).toEqual([["ana/practice/2026-W53/0", "2027-01-01T11:00:00Z"]]);
    expect(on("UTC", "2024-12-30", "11:00", "MO" as "FR")).toEqual([["ana/practice/2025-W01/0", "2024-12-30T11:00:00Z"]]);
  });
});

describe("by chance", () => {
  const people = Array.from({ length: 2000 }, (_, index) => ({ ...ana, id: `p${String(index)}` }));
  const consents = people.map(({ id }) => ({ personId: id, purposeId: "nudges", decision: "given", decidedAt: "2026-01-05T09:00:00Z" }));
  const drawn = { ...request, people, consents, chance: { seed: 7, probability: 0.3 } };
  test("about as many are sent as the probability says, each decision is logged, and the list order does not matter", () => {
    const plan = planNudges(drawn);
    expect(plan.decisions).toHaveLength(4000);
    expect(Math.abs(plan.nudges.length / 4000 - 0.3)).toBeLessThan(0.03);
    expect(plan.decisions.filter(({ isSent }) => isSent)).toHaveLength(plan.nudges.length);
    expect(planNudges({ ...drawn, people: people.toReversed(), cadences: [friday, prepare], consents: consents.toReversed() })).toEqual(plan);
  });
  test("what cannot be sent is logged as not available", () => { expect(planNudges({ ...drawn, people: [ana], consents: [] }).decisions.map(({ isAvailable, isSent, probability }) => [isAvailable, isSent, probability])).toEqual([[false, false, 0.3], [false, false, 0.3]]); });
  test("what is essential is never left to chance", () => {
    const plan = planNudges({ ...drawn, people, cadences: [{ ...prepare, isEssential: true }, { ...friday, isEssential: true }] });
    expect([plan.nudges.length, plan.decisions.length]).toEqual([4000, 0]);
  });
});

test("a manager's prompt names its ten minutes", () => {
  expect(planNudges({ ...alone({}), cadences: [prepare, { ...friday, kind: "manager-prompt" }] }).nudges.map(({ kind, content }) => [kind, content])).toEqual([["manager-prompt", { templateId: "text", variables: { activityMinutes: "10" }, language: "de" }]]);
});

test("a stream answers for each person what the plan says of all", () => {
  const people = ["ben", "ana"].map((id) => ({ ...ana, id }));
  const { people: _, ...rules } = request;
  expect([...streamNudges(rules, people)].flatMap(({ nudges }) => nudges).sort((left, right) => (left.id < right.id ? -1 : 1))).toEqual([...planNudges({ ...request, people }).nudges].sort((left, right) => (left.id < right.id ? -1 : 1)));
  for (const nobody of [null, undefined, 7, {}]) refuses(() => streamNudges(rules, nobody as unknown as NudgePerson[]), { code: "plan-nudges.not_iterable", path: ["people"] });
  refuses(() => [...streamNudges(rules, [ana, ana])], { code: "plan-person.repeated_record", path: ["people", 1, "id"] });
});

describe("what cannot be planned", () => {
  const wrong = (change: object) => () => planNudges({ ...request, ...change });
  const person = (change: object) => wrong({ people: [{ ...ana, ...change }] });
  test("is refused by code and path", () => {
    refuses(wrong({ quietHours: { fromTime: "08:00", toTime: "08:00" } }), { code: "plan-rules.quiet_all_day", path: ["quietHours", "toTime"] });
    refuses(wrong({ chance: { seed: 1, probability: 0 } }), { code: "input.too_small", path: ["chance", "probability"] });
    refuses(wrong({ chance: { seed: 1, probability: 1.1 } }), { code: "input.too_big", path: ["chance", "probability"] });
    refuses(wrong({ dailyCap: -1 }), { code: "input.too_small", path: ["dailyCap"] });
    refuses(wrong({ weekCount: NUDGE_PLAN_LIMITS.weeks + 1 }), { code: "input.too_big", path: ["weekCount"] });
    refuses(wrong({ cadences: [{ ...prepare, leadMinutes: 29 }, friday] }), { code: "input.too_small", path: ["cadences", 0, "leadMinutes"] });
    refuses(wrong({ calendars: [{ ...request.calendars[0], timeZone: "Europe/Atlantis" }] }), { code: "known-time-zone.unknown_zone", path: ["calendars", 0, "timeZone"] });
    refuses(wrong({ templateIds: ["other"] }), { code: "plan-rules.unknown_template", path: ["cadences", 0, "templateId"] }, { code: "plan-rules.unknown_template", path: ["cadences", 1, "templateId"] });
    refuses(wrong({ holidayCalendars: [] }), { code: "plan-rules.unknown_holidays", path: ["calendars", 0, "holidayCalendarIds", 0] });
    refuses(wrong({ cadences: [prepare, friday, friday] }), { code: "plan-rules.repeated_id", path: ["cadences", 2, "id"] });
    refuses(wrong({ cadences: [prepare, { ...friday, wishes: [...friday.wishes, ...friday.wishes] }] }), { code: "plan-rules.repeated_wish", path: ["cadences", 1, "wishes", 1] });
    refuses(person({ calendarId: "mars" }), { code: "plan-person.unknown_calendar", path: ["people", 0, "calendarId"] });
    refuses(person({ cadenceIds: ["daily"] }), { code: "plan-person.unknown_cadence", path: ["people", 0, "cadenceIds", 0] });
    refuses(person({ cadenceIds: ["practice", "practice"] }), { code: "plan-person.repeated_record", path: ["people", 0, "cadenceIds", 1] });
    refuses(person({ sent: [{ sentAt: "2026-03-01T12:00:01Z", response: "open" }] }), { code: "plan-person.sent_later", path: ["people", 0, "sent", 0, "sentAt"] });
  });
  test("more weeks, cadences, calendars or people than one plan takes, or more records of one person", () => {
    const many = <T>(value: T, limit: number): readonly T[] => Array.from({ length: limit + 1 }, () => value);
    const limits = NUDGE_PLAN_LIMITS;
    const hits = (change: object, path: readonly (string | number)[]) => { expect(wrong(change)).toThrow(expect.objectContaining({ issues: expect.arrayContaining([expect.objectContaining({ code: "input.too_big", path })]) as unknown })); };
    hits({ weekCount: limits.weeks + 1 }, ["weekCount"]);
    hits({ cadences: many(friday, limits.cadences) }, ["cadences"]);
    hits({ calendars: many(request.calendars[0], limits.calendars) }, ["calendars"]);
    hits({ people: many(ana, limits.people) }, ["people"]);
    hits({ people: [{ ...ana, sent: many({ sentAt: "2026-02-01T00:00:00Z", response: "open" }, limits.recordsOfPerson) }] }, ["people", 0, "sent"]);
    hits({ people: [{ ...ana, busy: many({ startsAt: "2026-02-01T00:00:00Z", endsAt: "2026-02-01T01:00:00Z" }, limits.busySpans) }] }, ["people", 0, "busy"]);
  });
  test("more weeks, people and wishes than one call answers", () => {
    const people = Array.from({ length: 9434 }, (_, index) => ({ ...ana, id: `p${String(index)}`, oneToOnes: [] }));
    refuses(wrong({ weekCount: 53, people, cadences: [prepare, { ...friday, wishes: [...friday.wishes, { weekday: "TU", atTime: "11:00" }] }] }), { code: "plan-person.too_many_points", path: ["people"], params: { count: 1_000_004, limit: 500_000 } });
  });
});
