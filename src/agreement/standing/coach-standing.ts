import * as z from "zod";
import { check, type Fault, repeated, type Report, rule } from "../../error/index.js";
import { dayNumberOf } from "../../time/internal.js";
import { CivilDate, type Count, type Id } from "../../unit/index.js";
import { inTextOrder } from "../../unit/internal.js";
import { COACH_LIMITS, CoachRecords, StandingCoach } from "./coach-record.js";
import { CoachRequirement } from "./coach-requirement.js";
import { concerns, type RequirementStanding, requirementStanding } from "./requirement-standing.js";

/** What is asked of coaches, what is known of them, and as of when. */
export interface CoachStandingRequest {
  /** What is asked, 1 to 50. */
  readonly requirements: readonly CoachRequirement[];
  /** Of whom, at most 20,000. */
  readonly coaches: readonly StandingCoach[];
  /** What is known of them. */
  readonly records: CoachRecords;
  /** The day of the answer; what ends on it holds on it. */
  readonly asOfDate: CivilDate;
  /** From how many days before its end on a requirement is due soon, 0 to 3,660. */
  readonly dueWithinDays: number;
}

const duplicateRequirement: Fault = { code: "coach-standing.duplicate_requirement", message: "Two requirements have the id “{id}”.", hint: "Give each requirement its own id." };
const duplicateCoach: Fault = { code: "coach-standing.duplicate_coach", message: "The coach “{id}” stands twice.", hint: "List each coach once." };
const duplicateRecord: Fault = { code: "coach-standing.duplicate_record", message: "Two records have the id “{id}”.", hint: "Give each record once." };
const unknownCoach: Fault = { code: "coach-standing.unknown_coach", message: "No coach has the id “{id}”.", hint: "Add the coach, or correct the id." };
const inFuture: Fault = { code: "coach-standing.in_future", message: "It is dated {date}, after {asOfDate}.", hint: "Correct the date, or ask as of a later day." };
const expiresTooEarly: Fault = { code: "coach-standing.expires_too_early", message: "It expires on {expiresDate}, before it was issued on {issuedDate}.", hint: "Exchange the dates, or correct one." };

type Kind = keyof CoachRecords;
const kinds = ["assessments", "calibrations", "sessions", "certificates"] as const satisfies readonly Kind[];
/** A record of any kind by what all have: where its date stands, and the date. */
function* datedRecords(records: CoachRecords): Generator<{ readonly kind: Kind; readonly index: number; readonly id: Id; readonly coachId: Id; readonly key: string; readonly date: CivilDate }> {
  for (const [index, { id, coachId, assessedDate: date }] of records.assessments.entries()) yield { kind: "assessments", index, id, coachId, key: "assessedDate", date };
  for (const [index, { id, coachId, calibratedDate: date }] of records.calibrations.entries()) yield { kind: "calibrations", index, id, coachId, key: "calibratedDate", date };
  for (const [index, { id, coachId, heldDate: date }] of records.sessions.entries()) yield { kind: "sessions", index, id, coachId, key: "heldDate", date };
  for (const [index, { id, coachId, issuedDate: date }] of records.certificates.entries()) yield { kind: "certificates", index, id, coachId, key: "issuedDate", date };
}

function findStandingFaults({ requirements, coaches, records, asOfDate }: CoachStandingRequest, report: Report): void {
  for (const [index, { id }] of repeated(requirements, (one) => one.id)) report(duplicateRequirement, ["requirements", index, "id"], { id });
  for (const [index, { id }] of repeated(coaches, (one) => one.id)) report(duplicateCoach, ["coaches", index, "id"], { id });
  const known = new Set(coaches.map(({ id }) => id));
  const seen = new Set<Id>();
  for (const { kind, index, id, coachId, key, date } of datedRecords(records)) {
    if (seen.has(id)) report(duplicateRecord, ["records", kind, index, "id"], { id });
    seen.add(id);
    if (!known.has(coachId)) report(unknownCoach, ["records", kind, index, "coachId"], { id: coachId });
    if (date > asOfDate) report(inFuture, ["records", kind, index, key], { date, asOfDate });
  }
  records.certificates.forEach(({ issuedDate, expiresDate }, index) => {
    if (expiresDate !== null && expiresDate < issuedDate) report(expiresTooEarly, ["records", "certificates", index, "expiresDate"], { issuedDate, expiresDate });
  });
}

/** What is asked of coaches, what is known of them, and as of when. */
export const CoachStandingRequest = z
  .strictObject({
    requirements: z.array(CoachRequirement).min(1).max(COACH_LIMITS.requirements).readonly(), coaches: z.array(StandingCoach).max(COACH_LIMITS.coaches).readonly(), records: CoachRecords, asOfDate: CivilDate,
    dueWithinDays: z.int().min(0).max(3660),
  })
  .check(rule(findStandingFaults))
  .readonly() satisfies z.ZodType<CoachStandingRequest>;

/**
 * How a coach stands, the worst that holds. `not-qualified`: the latest record speaks against something that is asked; `overdue`: something was met or due, and its day has passed; `unknown`: nothing shows something, or nothing is asked;
 * `probation`: something is still to be shown before the first session, and nothing else is missing; `due-soon`: all is met, and something ends within `dueWithinDays`; `qualified`: all is met.
 */
export type StandingWord = "not-qualified" | "overdue" | "unknown" | "probation" | "due-soon" | "qualified";
/** How one coach stands. */
export interface CoachStanding {
  /** The coach. */
  readonly coachId: Id;
  /** In a word. */
  readonly standing: StandingWord;
  /** The earliest day that ends something, past where it is overdue; null where nothing ends. */
  readonly dueDate: CivilDate | null;
  /** All that is asked of this coach, in the order of the request. */
  readonly requirements: readonly RequirementStanding[];
}
/** Something of a coach that ends soon, has ended, or is to be shown before the first session. */
export interface DueRequirement {
  /** The coach. */
  readonly coachId: Id;
  /** What ends. */
  readonly requirementId: Id;
  /** Its last day. */
  readonly dueDate: CivilDate;
  /** Days until then; below 0 where it has passed. */
  readonly remainingDays: number;
}
/** How coaches stand, and who is due. */
export interface CoachStandings {
  /** In the order of their ids. */
  readonly coaches: readonly CoachStanding[];
  /** What has ended, ends or is to be shown within `dueWithinDays`, the earliest first, then by coach and requirement. What is unknown or not met has no day and is not in it. */
  readonly due: readonly DueRequirement[];
  /** How many coaches stand how. */
  readonly counts: Readonly<Record<StandingWord, Count>>;
}

/** Each coach's own records. */
function recordsByCoach(coaches: readonly StandingCoach[], records: CoachRecords): ReadonlyMap<Id, CoachRecords> {
  const byCoach = new Map(coaches.map(({ id }) => [id, { assessments: [], calibrations: [], sessions: [], certificates: [] }]));
  for (const kind of kinds) for (const record of records[kind]) (byCoach.get(record.coachId)?.[kind] as (typeof record)[] | undefined)?.push(record);
  return byCoach;
}

const wordOfStatus = { "not-met": "not-qualified", overdue: "overdue", unknown: "unknown", pending: "probation" } as const;
const worstFirst = ["not-met", "overdue", "unknown", "pending"] as const;

function standingOf(requirements: readonly RequirementStanding[], isDue: (date: CivilDate) => boolean): StandingWord {
  if (requirements.length === 0) return "unknown";
  const statuses = new Set(requirements.map(({ status }) => status));
  const worst = worstFirst.find((status) => statuses.has(status));
  if (worst !== undefined) return wordOfStatus[worst];
  return requirements.some(({ dueDate }) => dueDate !== null && isDue(dueDate)) ? "due-soon" : "qualified";
}

/**
 * Whether coaches meet what is asked of them, and when each is due again: competencies at a minimum level, calibration every so many days, agreement and accuracy on the lower ends of their intervals, practice and observed sessions, certificates.
 * The latest record that counts decides, of one day's records the worst, so that an old success hides no new failure. What nothing shows is `unknown` and never met; self-assessments count only where a requirement says so.
 * A record holds through the day `validDays` after its own. New coaches have until their first session where a requirement says so. Which requirements to ask is the host's policy; 90 days between calibrations and .40 of agreement are customary.
 * Source of the cuts of agreement: see `agreementBenchmark`, scale `stakes`, a heuristic of this package.
 *
 * @throws CoachingError `input.*`, `agreement-benchmark.wrong_order`, `coach-standing.duplicate_requirement`, `coach-standing.duplicate_coach`, `coach-standing.duplicate_record`, `coach-standing.unknown_coach`, `coach-standing.in_future`,
 * `coach-standing.expires_too_early`
 * @example
 * ```ts
 * const { coaches, due } = coachStanding({
 *   requirements: [{ id: "calibrated", kind: "calibration", everyDays: 90, acceptsWatch: true, isDueBeforeFirstSession: true }],
 *   coaches: [{ id: "ana" }, { id: "ben", firstSessionDate: "2027-06-14" }],
 *   records: { assessments: [], calibrations: [{ id: "r1", coachId: "ana", calibratedDate: "2027-03-15", verdict: "fine" }], sessions: [], certificates: [] },
 *   asOfDate: "2027-06-01", dueWithinDays: 14,
 * });
 * coaches.map(({ coachId, standing, dueDate }) => `${coachId} ${standing} ${dueDate}`); // => ["ana due-soon 2027-06-13", "ben probation 2027-06-14"]
 * due[0]; // => { coachId: "ana", requirementId: "calibrated", dueDate: "2027-06-13", remainingDays: 12 }
 * ```
 */
export function coachStanding(request: CoachStandingRequest): CoachStandings {
  const { requirements, coaches, records, asOfDate, dueWithinDays } = check(CoachStandingRequest, request);
  const today = dayNumberOf(asOfDate);
  const remaining = (date: CivilDate): number => dayNumberOf(date) - today;
  const isDue = (date: CivilDate): boolean => remaining(date) <= dueWithinDays;
  const ownRecords = recordsByCoach(coaches, records);
  const counts = { "not-qualified": 0, overdue: 0, unknown: 0, probation: 0, "due-soon": 0, qualified: 0 };
  const due: DueRequirement[] = [];
  const standings = coaches.toSorted((left, right) => inTextOrder(left.id, right.id)).map((coach): CoachStanding => {
    const { id: coachId, firstSessionDate } = coach;
    const asked = requirements.filter((one) => concerns(one, coach)).map((one) => requirementStanding(one, ownRecords.get(coachId) as CoachRecords, { firstSessionDate, asOfDate }));
    let dueDate: CivilDate | null = null;
    for (const { requirementId, dueDate: date } of asked) {
      if (date === null) continue;
      if (dueDate === null || date < dueDate) dueDate = date;
      if (isDue(date)) due.push({ coachId, requirementId, dueDate: date, remainingDays: remaining(date) });
    }
    const standing = standingOf(asked, isDue);
    counts[standing] += 1;
    return { coachId, standing, dueDate, requirements: asked };
  });
  due.sort((left, right) => inTextOrder(left.dueDate, right.dueDate) || inTextOrder(left.coachId, right.coachId) || inTextOrder(left.requirementId, right.requirementId));
  return { coaches: standings, due, counts };
}
