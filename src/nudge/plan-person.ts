import * as z from "zod";
import { type Fault, repeated, type Report, rule } from "../error/index.js";
import { Leave, TimeSpan } from "../time/index.js";
import { millisecondsOf } from "../time/internal.js";
import { CivilDate, Id, Instant } from "../unit/index.js";
import { NUDGE_PLAN_LIMITS, type NudgeRules, ruleParts, rulesBetween } from "./plan-rules.js";

const unknownCalendar: Fault = { code: "plan-person.unknown_calendar", message: "No calendar has the id “{id}”.", hint: "Add the calendar, or correct the id." };
const unknownCadence: Fault = { code: "plan-person.unknown_cadence", message: "No cadence has the id “{id}”.", hint: "Add the cadence, or correct the id." };
/** Of people too: a stream finds them itself. */
export const repeatedRecord: Fault = { code: "plan-person.repeated_record", message: "“{id}” stands there twice.", hint: "Keep one." };
const sentLater: Fault = { code: "plan-person.sent_later", message: "The nudge was sent at {sentAt}, after the plan is made.", hint: "Give what was sent before plannedAt only." };
const noRefreshCadence: Fault = { code: "plan-person.no_refresh_cadence", message: "Refreshes are due, but none of the cadences is of the kind “refresh”.", hint: "Add such a cadence to cadenceIds, or leave refreshes out." };
const tooManyPoints: Fault = { code: "plan-person.too_many_points", message: "People times weeks times wishes, and refreshes, are {count}; the most is {limit}.", hint: "Plan fewer at once, or use streamNudges." };

/** A nudge that was sent before, and what came of it. */
export interface SentNudge {
  /** When it was sent. */
  readonly sentAt: Instant;
  /** Whether it was answered, ignored, or may still be answered. */
  readonly response: "answered" | "ignored" | "open";
}
/** Schema of a nudge that was sent. */
export const SentNudge = z.strictObject({ sentAt: Instant, response: z.enum(["answered", "ignored", "open"]) }).readonly() satisfies z.ZodType<SentNudge>;

/** A one-to-one of a person: a plan's session, as far as nudging needs it. */
export interface OneToOneStart {
  /** The session. */
  readonly sessionId: Id;
  /** Its start. */
  readonly startsAt: Instant;
}
/** Schema of a one-to-one. */
export const OneToOneStart = z.strictObject({ sessionId: Id, startsAt: Instant }).readonly() satisfies z.ZodType<OneToOneStart>;

/** A behavior of a person that is to be refreshed: a `dueDate` of `behaviorRefreshes`, or the host's own. */
export interface DueRefresh {
  /** The behavior. */
  readonly behaviorId: Id;
  /** The date on which it is wished for, on the person's clock. One outside the weeks of a plan belongs to another plan. */
  readonly dueDate: CivilDate;
}
/** Schema of a refresh that is due. */
export const DueRefresh = z.strictObject({ behaviorId: Id, dueDate: CivilDate }).readonly() satisfies z.ZodType<DueRefresh>;

/** Somebody to be nudged. */
export interface NudgePerson {
  /** The person. */
  readonly id: Id;
  /** Whose calendar they live by. */
  readonly calendarId: Id;
  /** The language of their nudges, `"de"`. */
  readonly language: Id;
  /** The coach who hears when nudges are ignored; `null` when there is none. */
  readonly coachId: Id | null;
  /** The cadences that they get. */
  readonly cadenceIds: readonly Id[];
  /** Their one-to-ones, those held included, so that every other one stays the same in the next plan; absent when none. */
  readonly oneToOnes?: readonly OneToOneStart[];
  /** The behaviors that are to be refreshed, each once; absent when none. */
  readonly refreshes?: readonly DueRefresh[];
  /** When they are away; absent when never. */
  readonly leaves?: readonly Leave[];
  /** When they cannot be disturbed, for example in a call; absent when never. */
  readonly busy?: readonly TimeSpan[];
  /** What was sent to them until now, in any order; absent when nothing. */
  readonly sent?: readonly SentNudge[];
}

const records = NUDGE_PLAN_LIMITS.recordsOfPerson;
/** Schema of somebody to be nudged. The fault is `plan-person.repeated_record`. */
export const NudgePerson = z
  .strictObject({
    id: Id, calendarId: Id, language: Id, coachId: Id.nullable(), cadenceIds: z.array(Id).max(NUDGE_PLAN_LIMITS.cadences).readonly(),
    oneToOnes: z.exactOptional(z.array(OneToOneStart).max(records).readonly()), refreshes: z.exactOptional(z.array(DueRefresh).max(records).readonly()), leaves: z.exactOptional(z.array(Leave).max(records).readonly()),
    busy: z.exactOptional(z.array(TimeSpan).max(NUDGE_PLAN_LIMITS.busySpans).readonly()), sent: z.exactOptional(z.array(SentNudge).max(records).readonly()),
  })
  .check(rule(({ cadenceIds, oneToOnes = [], refreshes = [] }: NudgePerson, report) => {
    for (const [index, id] of repeated(cadenceIds, (id) => id)) report(repeatedRecord, ["cadenceIds", index], { id });
    for (const [index, { sessionId }] of repeated(oneToOnes, ({ sessionId }) => sessionId)) report(repeatedRecord, ["oneToOnes", index, "sessionId"], { id: sessionId });
    for (const [index, { behaviorId }] of repeated(refreshes, ({ behaviorId }) => behaviorId)) report(repeatedRecord, ["refreshes", index, "behaviorId"], { id: behaviorId });
  }))
  .readonly() satisfies z.ZodType<NudgePerson>;

/** Reports what in a person does not fit the rules; a stream asks it for each person, so what it needs is made once. */
export function personCheck({ calendars, cadences, plannedAt }: NudgeRules): (person: NudgePerson, path: readonly (string | number)[], report: Report) => void {
  const [calendarIds, knownCadences, now] = [new Set(calendars.map(({ id }) => id)), new Set(cadences.map(({ id }) => id)), millisecondsOf(plannedAt)];
  const refreshIds = new Set(cadences.filter(({ kind }) => kind === "refresh").map(({ id }) => id));
  return ({ calendarId, cadenceIds, refreshes = [], sent = [] }, path, report) => {
    if (!calendarIds.has(calendarId)) report(unknownCalendar, [...path, "calendarId"], { id: calendarId });
    cadenceIds.forEach((id, index) => { if (!knownCadences.has(id)) report(unknownCadence, [...path, "cadenceIds", index], { id }); });
    if (refreshes.length > 0 && !cadenceIds.some((id) => refreshIds.has(id))) report(noRefreshCadence, [...path, "refreshes"]);
    sent.forEach(({ sentAt }, index) => { if (millisecondsOf(sentAt) > now) report(sentLater, [...path, "sent", index, "sentAt"], { sentAt }); });
  };
}

/** The rules and the people of one plan. */
export interface NudgePlanRequest extends NudgeRules {
  /** The people, in any order. */
  readonly people: readonly NudgePerson[];
}
/** Schema of a request. The faults are `plan-rules.*` and `plan-person.*`. */
export const NudgePlanRequest = z
  .strictObject({ ...ruleParts, people: z.array(NudgePerson).max(NUDGE_PLAN_LIMITS.people).readonly() })
  .check(rulesBetween, rule((request: NudgePlanRequest, report) => {
    const checkPerson = personCheck(request);
    request.people.forEach((person, index) => { checkPerson(person, ["people", index], report); });
    for (const [index, { id }] of repeated(request.people, ({ id }) => id)) report(repeatedRecord, ["people", index, "id"], { id });
  }), rule(({ people, cadences, weekCount }: NudgePlanRequest, report) => {
    const cadenceOf = new Map(cadences.map((cadence) => [cadence.id, cadence]));
    const pointsOf = ({ cadenceIds, refreshes = [] }: NudgePerson): number => cadenceIds.reduce((sum, id) => {
      const cadence = cadenceOf.get(id);
      return cadence === undefined || cadence.kind === "before-one-to-one" ? sum : sum + (cadence.kind === "refresh" ? refreshes.length : cadence.wishes.length * weekCount);
    }, 0);
    const count = people.reduce((sum, person) => sum + pointsOf(person), 0);
    if (count > NUDGE_PLAN_LIMITS.decisionPoints) report(tooManyPoints, ["people"], { count, limit: NUDGE_PLAN_LIMITS.decisionPoints });
  }))
  .readonly() satisfies z.ZodType<NudgePlanRequest>;
