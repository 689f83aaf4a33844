import * as z from "zod";
import { check, type Fault, faultAt, repeated, type Report, rule } from "../error/index.js";
import { WorkingDays } from "../time/index.js";
import { dateOfDayNumber, dayNumberOf, nearestWorkingDay, workingDayTest, type WorkingDayTest } from "../time/internal.js";
import { CivilDate, type Count, Id } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
import { FidelityAudit, HeldAudit } from "./fidelity-audit.js";
import { Governance } from "./governance.js";
import { type AnsweringPeople, answeringPeople, usualAuditRoles } from "./responsibility-chart.js";

/** What a schedule of audits takes. */
export const AUDIT_LIMITS = {
  /** Audits that were held. */
  heldAudits: 10_000,
  /** Days of a program: ten years. */
  programDays: 3660,
} as const;

/** A program in time, and the audits held so far. */
export interface AuditScheduleQuestion {
  /** Who answers for what, and every how many weeks is audited. */
  readonly governance: Governance;
  /** The first day of the program. */
  readonly startDate: CivilDate;
  /** The last day of the program. */
  readonly endDate: CivilDate;
  /** The days on which an audit can be held. */
  readonly workingDays: WorkingDays;
  /** Audits held so far. */
  readonly heldAudits: readonly HeldAudit[];
  /** Today: what is due and overdue counts from here. */
  readonly asOfDate: CivilDate;
  /** Days after its own day until an audit is overdue; absent 14. */
  readonly graceDays?: Count;
  /** The roles whose people hold audits, those first asked first; absent `fidelity-auditor`, `coach-lead`, `program-owner`. */
  readonly auditRoles?: readonly Id[];
}

const endsBeforeStart: Fault = { code: "audit-schedule.ends_before_start", message: "The program runs from {startDate} to {endDate}.", hint: "Swap startDate and endDate." };
const tooLong: Fault = { code: "audit-schedule.too_long", message: "The program runs {days} days, more than {limit}.", hint: "Check the dates, or schedule the audits in parts." };
const duplicateAudit: Fault = { code: "audit-schedule.duplicate_audit", message: "The audit “{id}” is listed twice.", hint: "Keep one entry for each audit." };
const futureAudit: Fault = { code: "audit-schedule.future_audit", message: "The audit “{id}” is of {heldDate}, after {asOfDate}.", hint: "Correct the date: nothing is known of later days." };
const beforeStart: Fault = { code: "audit-schedule.before_start", message: "The audit “{id}” is of {heldDate}, before the program started on {startDate}.", hint: "Leave it out: it belongs to another program, or the date is wrong." };
const noWorkingDay: Fault = { code: "audit-schedule.no_working_day", message: "From {startDate} to {endDate} there is no working day.", hint: "Check the holidays and the working weekdays." };

function findAuditFaults({ heldAudits, startDate, endDate, asOfDate }: AuditScheduleQuestion, report: Report): void {
  const days = dayNumberOf(endDate) - dayNumberOf(startDate) + 1;
  if (days < 1) report(endsBeforeStart, ["endDate"], { startDate, endDate });
  if (days > AUDIT_LIMITS.programDays) report(tooLong, ["endDate"], { days, limit: AUDIT_LIMITS.programDays });
  for (const [index, { id }] of repeated(heldAudits, (audit) => audit.id)) report(duplicateAudit, ["heldAudits", index, "id"], { id });
  heldAudits.forEach(({ id, heldDate }, index) => {
    if (heldDate > asOfDate) report(futureAudit, ["heldAudits", index, "heldDate"], { id, heldDate, asOfDate });
    if (heldDate < startDate) report(beforeStart, ["heldAudits", index, "heldDate"], { id, heldDate, startDate });
  });
}

/** Schema of a program in time with its audits, with its rules between parts. */
export const AuditScheduleQuestion = z
  .strictObject({
    governance: Governance, startDate: CivilDate, endDate: CivilDate, workingDays: WorkingDays, heldAudits: z.array(HeldAudit).max(AUDIT_LIMITS.heldAudits).readonly(), asOfDate: CivilDate,
    graceDays: z.exactOptional(z.int().min(0).max(366)), auditRoles: z.exactOptional(z.array(Id).min(1).max(100).readonly()),
  })
  .check(rule(findAuditFaults))
  .readonly() satisfies z.ZodType<AuditScheduleQuestion>;

/** The audits of a program, dated, with what became of them. */
export interface AuditSchedule {
  /** In the order of days. */
  readonly audits: readonly FidelityAudit[];
  /** Why there are none. */
  readonly reason: "no-audits-agreed" | null;
  /** Days for an audit that gave way: no working day lies between the audit before and the next. */
  readonly skippedDates: readonly CivilDate[];
  /** Who holds the audits: the first of the audit roles that somebody answers for. `null` when nobody does. */
  readonly auditors: AnsweringPeople | null;
  /** The first audit that is due, overdue or planned; `null` when none is left. */
  readonly nextAudit: FidelityAudit | null;
  /** Audits that are overdue or were missed. */
  readonly neglectedCount: Count;
  /** Audits that were held beside the planned ones, by id. */
  readonly furtherAuditIds: readonly Id[];
  /** What the caller did not say and was taken to be: heuristics. */
  readonly assumptions: { readonly graceDays: Count; readonly auditRoles: readonly Id[] };
}

/** A day wanted for an audit, and the working day that it got. */
interface AuditDay { readonly kind: FidelityAudit["kind"]; readonly wanted: number; readonly day: number }
interface Stretch { readonly first: number; readonly last: number; readonly isWorked: WorkingDayTest }

/** The next working day of the program; towards the end, the last one before. */
function workingDayIn({ first, last, isWorked }: Stretch, { kind, wanted }: Pick<AuditDay, "kind" | "wanted">): number | undefined {
  const later = kind === "closing" ? undefined : nearestWorkingDay(isWorked, wanted, 1);
  const day = later !== undefined && later <= last ? later : nearestWorkingDay(isWorked, wanted, -1);
  return day !== undefined && day >= first ? day : undefined;
}

/** Every so many weeks after the start; and at the end, when more than half as many weeks have passed since the last one, or none was. */
function wantedDays({ first, last }: Stretch, everyDays: number): readonly Pick<AuditDay, "kind" | "wanted">[] {
  const count = Math.floor((last - first) / everyDays);
  const regular = Array.from({ length: count }, (_, index) => ({ kind: "regular" as const, wanted: first + everyDays * (index + 1) }));
  return count === 0 || last - (first + everyDays * count) > everyDays / 2 ? [...regular, { kind: "closing", wanted: last }] : regular;
}

function auditDays(stretch: Stretch, everyDays: number): { readonly days: readonly AuditDay[]; readonly skipped: readonly number[] } {
  const days: AuditDay[] = [];
  const skipped: number[] = [];
  for (const one of wantedDays(stretch, everyDays)) {
    const day = workingDayIn(stretch, one);
    if (day === undefined || day <= (days.at(-1)?.day ?? -1)) skipped.push(one.wanted);
    else days.push({ ...one, day });
  }
  return { days, skipped };
}

/** Each held audit stands for the planned one that is nearest, the earlier of two; of several the first. */
function heldByPlanned(days: readonly AuditDay[], heldAudits: readonly HeldAudit[]): { readonly heldDays: ReadonlyMap<AuditDay, number>; readonly furtherIds: readonly Id[] } {
  const heldDays = new Map<AuditDay, number>();
  const furtherIds: Id[] = [];
  let at = 0;
  for (const { id, heldDate } of heldAudits.toSorted((one, other) => inTextOrder(one.heldDate, other.heldDate) || inTextOrder(one.id, other.id))) {
    const held = dayNumberOf(heldDate);
    const isNearerTo = (next: AuditDay | undefined): boolean => next !== undefined && next.day - held < held - (days[at]?.day ?? 0);
    while (isNearerTo(days[at + 1])) at += 1;
    const nearest = days[at];
    if (nearest === undefined || heldDays.has(nearest)) furtherIds.push(id);
    else heldDays.set(nearest, held);
  }
  return { heldDays, furtherIds: furtherIds.sort(inTextOrder) };
}

function statusOf({ day, next, held, today }: { readonly day: number; readonly next: number | undefined; readonly held: number | undefined; readonly today: number }, graceDays: number): FidelityAudit["status"] {
  if (held !== undefined) return "held";
  if (today < day) return "planned";
  if (next !== undefined && next - today < today - day) return "missed";
  return today <= day + graceDays ? "due" : "overdue";
}

/**
 * The fidelity audits of a program as dated items: every `auditEveryWeeks` weeks after the start and, when more than half as many weeks are left then, one at the end, so that a program shorter than that is audited once.
 * Each falls on a working day of the program, the next one, or the last one before where there is none after; where it was moved from, and why, is told. An audit that was held stands for the planned one whose day is nearest.
 * An audit that nobody holds is `due` for `graceDays`, then `overdue`, and `missed` once the next one is nearer. The closing audit, the days of grace and who audits are heuristics.
 *
 * @throws CoachingError `audit-schedule.*`, `input.*`
 * @example
 * ```ts
 * const governance = { auditEveryWeeks: 6, roles: [{ role: "coach-lead", personId: "kim", responsibility: "responsible" }] };
 * const workingDays = { workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidays: ["2027-11-15"] };
 * const { audits, auditors } = auditSchedule({ governance, workingDays, startDate: "2027-10-04", endDate: "2028-01-02", heldAudits: [{ id: "a1", heldDate: "2027-11-18" }], asOfDate: "2028-01-03" });
 * audits.map(({ plannedDate, movedFrom, status, lateDays }) => [plannedDate, movedFrom, status, lateDays]); // => [["2027-11-16", "2027-11-15", "held", 2], ["2027-12-27", undefined, "due", 7]]
 * auditors.personIds; // => ["kim"]
 * ```
 */
export function auditSchedule(question: AuditScheduleQuestion): AuditSchedule {
  const { governance, startDate, endDate, workingDays, heldAudits, asOfDate, graceDays = 14, auditRoles = usualAuditRoles } = check(AuditScheduleQuestion, question);
  const stretch: Stretch = { first: dayNumberOf(startDate), last: dayNumberOf(endDate), isWorked: workingDayTest(workingDays) };
  const { days, skipped } = governance.auditEveryWeeks === undefined ? { days: [], skipped: [] } : auditDays(stretch, 7 * governance.auditEveryWeeks);
  if (days.length === 0 && skipped.length > 0) throw faultAt(noWorkingDay, ["workingDays"], { startDate, endDate });
  const { heldDays, furtherIds } = heldByPlanned(days, heldAudits);
  const [today, holidays] = [dayNumberOf(asOfDate), new Set(workingDays.holidays)];
  const audits = days.map((one, index): FidelityAudit => {
    const { kind, wanted, day } = one;
    const held = heldDays.get(one);
    const movedFrom = dateOfDayNumber(wanted);
    return {
      auditNumber: index + 1, kind, plannedDate: dateOfDayNumber(day), ...(wanted === day ? {} : { movedFrom, moveReason: holidays.has(movedFrom) ? "holiday" as const : "weekday-off" as const }),
      status: statusOf({ day, next: days[index + 1]?.day, held, today }, graceDays), heldDate: held === undefined ? null : dateOfDayNumber(held), lateDays: held === undefined ? Math.max(0, today - day) : held - day,
    };
  });
  return {
    audits, reason: governance.auditEveryWeeks === undefined ? "no-audits-agreed" : null, skippedDates: skipped.map(dateOfDayNumber), auditors: answeringPeople(governance, auditRoles),
    nextAudit: audits.find(({ status }) => status === "due" || status === "overdue" || status === "planned") ?? null,
    neglectedCount: audits.filter(({ status }) => status === "overdue" || status === "missed").length, furtherAuditIds: furtherIds, assumptions: { graceDays, auditRoles },
  };
}
