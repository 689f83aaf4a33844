import { check, CoachingError, type Fault, faultAt, isCoachingError, rule } from "../error/index.js";
import { inTextOrder } from "../unit/internal.js";
import { nudgeDesk } from "./plan-desk.js";
import { nudgesOfPerson } from "./plan-person-nudges.js";
import { NudgePerson, NudgePlanRequest, personCheck, repeatedRecord } from "./plan-person.js";
import type { NudgePlan, PersonNudges } from "./plan-result.js";
import { NudgeRules } from "./plan-rules.js";

const notIterable: Fault = { code: "plan-nudges.not_iterable", message: "The people cannot be read one after the other.", hint: "Give a list, a generator, or anything else that can be iterated." };

/**
 * Whom to nudge when, with which template, and what is held back, with the reason. Hard rules, on each person's own clock: after `plannedAt`, with consent, on a working day, not on leave, not in quiet hours, not while busy, at most `dailyCap` a day and `spacingHours` apart, over all kinds.
 * Nudges before one-to-ones come first and do not move. Of the others each that cannot stand where it is wished looks for the nearest other slot of the same ISO week that keeps every rule; where there is none it is suppressed, and never carried over.
 * Refreshes come last and take what the others leave, so that a plan with them is the plan without them and more.
 * Who ignored three in a row gets every other nudge until one is answered, and the coach is told. Spacing, quiet hours, cap and lead are heuristics: see `assumptions`.
 * With `chance` each nudge that could be sent is sent with that probability (micro-randomized trial), from a stream of its own; essential ones always are.
 *
 * @throws CoachingError `input.*`; `plan-rules.unknown_template`, `.unknown_holidays`, `.quiet_all_day`, `.repeated_id`, `.repeated_wish`; `plan-person.unknown_calendar`, `.unknown_cadence`, `.repeated_record`, `.no_refresh_cadence`, `.sent_later`, `.too_many_points`; `known-time-zone.unknown_zone`
 * @example
 * ```ts
 * const plan = planNudges({
 *   plannedAt: "2026-03-01T12:00:00Z", fromDate: "2026-03-02", weekCount: 1, templateIds: ["prepare", "remember"],
 *   cadences: [
 *     { id: "prepare", kind: "before-one-to-one", purposeId: "nudges", templateId: "prepare", variables: {}, isEssential: false },
 *     { id: "practice", kind: "weekly", purposeId: "nudges", templateId: "remember", variables: { behavior: "open questions" }, isEssential: false, wishes: [{ weekday: "FR", atTime: "11:00" }] },
 *   ],
 *   calendars: [{ id: "berlin", timeZone: "Europe/Berlin", workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidayCalendarIds: [] }], holidayCalendars: [],
 *   consents: [{ personId: "ana", purposeId: "nudges", decision: "given", decidedAt: "2026-01-05T09:00:00Z" }],
 *   people: [{ id: "ana", calendarId: "berlin", language: "de", coachId: "kim", cadenceIds: ["prepare", "practice"], oneToOnes: [{ sessionId: "s1", startsAt: "2026-03-04T09:00:00Z" }] }],
 * });
 * plan.nudges.map(({ id, sendAt }) => [id, sendAt]); // => [["ana/prepare/2026-W10/s1", "2026-03-04T08:00:00Z"], ["ana/practice/2026-W10/0", "2026-03-06T10:00:00Z"]]
 * ```
 */
export function planNudges(input: NudgePlanRequest): NudgePlan {
  const { people, ...rules } = check(NudgePlanRequest, input);
  const desk = nudgeDesk(rules);
  const all = [...people].sort((left, right) => inTextOrder(left.id, right.id)).map((person) => nudgesOfPerson(desk, person));
  return {
    plannedAt: rules.plannedAt,
    nudges: all.flatMap(({ nudges }) => nudges),
    suppressed: all.flatMap(({ suppressed }) => suppressed),
    decisions: all.flatMap(({ decisions }) => decisions),
    notices: all.flatMap(({ notice }) => notice ?? []),
    assumptions: desk.assumptions,
  };
}

/**
 * `planNudges` for as many people as there are, one at a time as they are read: nothing but their ids is kept. Each answer is what `planNudges` says about that person.
 *
 * @param rules all that is not about one person; checked before the first person is read
 * @param people any iterable, for example a generator over pages of a database
 * @throws CoachingError `plan-nudges.not_iterable`; else as `planNudges`, when the faulty person is read; the path says which: `["people", 41, "calendarId"]`
 * @example
 * ```ts
 * const rules = {
 *   plannedAt: "2026-03-01T12:00:00Z", fromDate: "2026-03-02", weekCount: 12, templateIds: ["remember"],
 *   cadences: [{ id: "practice", kind: "weekly", purposeId: "nudges", templateId: "remember", variables: {}, isEssential: false, wishes: [{ weekday: "TU", atTime: "10:00" }, { weekday: "FR", atTime: "11:00" }] }],
 *   calendars: [{ id: "lima", timeZone: "America/Lima", workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidayCalendarIds: [] }], holidayCalendars: [],
 *   consents: [{ personId: "ana", purposeId: "nudges", decision: "given", decidedAt: "2026-01-05T09:00:00Z" }],
 * };
 * [...streamNudges(rules, [{ id: "ana", calendarId: "lima", language: "es", coachId: null, cadenceIds: ["practice"] }])].map(({ personId, nudges }) => [personId, nudges.length]); // => [["ana", 24]]
 * ```
 */
export function streamNudges(rules: NudgeRules, people: Iterable<NudgePerson>): Generator<PersonNudges, void, undefined> {
  if (typeof (people as Partial<Iterable<NudgePerson>> | null | undefined)?.[Symbol.iterator] !== "function") throw faultAt(notIterable, ["people"]);
  return nudgesOneByOne(check(NudgeRules, rules), people);
}

function* nudgesOneByOne(rules: NudgeRules, people: Iterable<NudgePerson>): Generator<PersonNudges, void, undefined> {
  const desk = nudgeDesk(rules);
  const checkPerson = personCheck(rules);
  const seen = new Set<string>();
  const schema = NudgePerson.check(rule((person: NudgePerson, report) => {
    checkPerson(person, [], report);
    if (seen.has(person.id)) report(repeatedRecord, ["id"], { id: person.id });
  }));
  let index = 0;
  for (const person of people) {
    const checked = checkAt(schema, person, index);
    seen.add(checked.id);
    yield nudgesOfPerson(desk, checked);
    index += 1;
  }
}

function checkAt(schema: typeof NudgePerson, person: NudgePerson, index: number): NudgePerson {
  try {
    return check(schema, person);
  } catch (error) {
    if (!isCoachingError(error)) throw error;
    throw new CoachingError(error.issues.map((issue) => ({ ...issue, path: ["people", index, ...issue.path] })));
  }
}
