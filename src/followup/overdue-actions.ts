import * as z from "zod";
import { check } from "../error/index.js";
import { KnownTimeZone, WorkingDays } from "../time/index.js";
import { DAY, END_DAY_NUMBER, instantMillisecondsOf, instantText, millisecondsOf, offsetMillisecondsAt, workingDayTest, zoneTable } from "../time/internal.js";
import type { Count, Id, Instant } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
import { type ActionStanding, FollowupSnapshot } from "./action-standing.js";
import { type DueRule, FollowupPolicy } from "./followup-policy.js";
import { refuseOtherPolicy } from "./snapshot-policy.js";
import { usualFollowupPolicy } from "./usual-policy.js";

/** Whose next steps are late at the instant of a snapshot. */
export interface OverdueQuestion {
  /** Where the actions stand. */
  readonly snapshot: FollowupSnapshot;
  /** The policy that the snapshot was made by; `usualFollowupPolicy` when absent. */
  readonly policy?: FollowupPolicy;
  /** The zone in which days begin and end. */
  readonly timeZone: KnownTimeZone;
  /** Which days count. */
  readonly workingDays: WorkingDays;
}
/** Schema of the question whose next steps are late. */
export const OverdueQuestion = z.strictObject({ snapshot: FollowupSnapshot, policy: z.exactOptional(FollowupPolicy), timeZone: KnownTimeZone, workingDays: WorkingDays }).readonly() satisfies z.ZodType<OverdueQuestion>;

/** A step that somebody should have taken. */
export interface OverdueStep {
  /** On which action. */
  readonly actionId: Id;
  /** The state that it waits in. */
  readonly state: Id;
  /** Whose coaching it is about. */
  readonly participantId: Id;
  /** Who owes it; `null` where the role is not one person's: anybody in the role. */
  readonly personId: Id | null;
  /** Since when: since the action is in this state, or since the coach or second rater was named, if that was later. */
  readonly sinceAt: Instant;
  /** Before when it was due. */
  readonly dueAt: Instant;
  /** How many days after the day on which it was still in time; 0 on that day itself. */
  readonly lateDays: Count;
}

/** What is owed in one role. */
export interface RoleDebts {
  /** The role. */
  readonly role: Id;
  /** How many steps are owed, late or not. */
  readonly owedCount: Count;
  /** Those that are late, the longest due first, then by action. */
  readonly overdue: readonly OverdueStep[];
}

/** Who is late with what. */
export interface OverdueActions {
  /** At which instant. */
  readonly at: Instant;
  /** Every role that the policy's due rules name, in their order. */
  readonly roles: readonly RoleDebts[];
  /** How many actions have not ended and wait for nobody: they are expired, or their state has no due rule. */
  readonly unownedCount: Count;
}

/** Before when a step is due that is owed since an instant: the end of the last of so many working days. Infinity when dates end before. */
type DueBy = (since: number, days: number) => number;

interface Days {
  /** The day of an instant in the zone. */
  readonly dayOf: (at: number) => number;
  readonly dueBy: DueBy;
}

/** The working days are listed once, so that a rule is a look-up even where few days are worked. */
function daysOf({ timeZone, workingDays }: OverdueQuestion): Days {
  const zone = zoneTable(timeZone);
  const isWorked = workingDayTest(workingDays);
  const worked: number[] = [];
  /** How many working days come up to and on each day. */
  const countUntil = new Int32Array(END_DAY_NUMBER);
  for (let day = 0; day < END_DAY_NUMBER; day += 1) {
    if (isWorked(day)) worked.push(day);
    countUntil[day] = worked.length;
  }
  const dayOf = (at: number): number => Math.floor((at + offsetMillisecondsAt(zone, at)) / DAY);
  return {
    dayOf,
    dueBy: (since, days) => {
      const from = Math.max(0, dayOf(since));
      const last = days === 0 ? from : worked[(countUntil[from] ?? Infinity) + days - 1];
      return last === undefined ? Infinity : instantMillisecondsOf(zone, (last + 1) * DAY);
    },
  };
}

/** The person and the instant that a rule's debt is of; undefined when the rule waits for somebody to be named. */
function debtorOf({ role }: DueRule, { participantId, coachId, coachSinceAt, secondRaterId, secondRaterSinceAt, stateSinceAt }: ActionStanding): { readonly personId: Id | null; readonly since: number } | undefined {
  const since = millisecondsOf(stateSinceAt);
  if (role === "participant") return { personId: participantId, since };
  if (role === "coach") return { personId: coachId, since: Math.max(since, millisecondsOf(coachSinceAt)) };
  if (role !== "second-rater") return { personId: null, since };
  return secondRaterId === null || secondRaterSinceAt === null ? undefined : { personId: secondRaterId, since: Math.max(since, millisecondsOf(secondRaterSinceAt)) };
}

/** A step that is owed, late or not. */
interface OwedStep {
  readonly role: Id;
  readonly due: number;
  readonly step: Omit<OverdueStep, "dueAt" | "lateDays">;
}

function owedStep(standing: ActionStanding, dueRules: readonly DueRule[], { dueBy }: Days): OwedStep | undefined {
  const { actionId, state, participantId, dueAt } = standing;
  for (const dueRule of dueRules) {
    const debtor = debtorOf(dueRule, standing);
    if (debtor === undefined) continue;
    const said = dueAt === null ? -Infinity : millisecondsOf(dueAt);
    // nobody is late with what was due before they came to owe it
    const due = said < debtor.since ? dueBy(debtor.since, dueRule.workingDays) : said;
    return { role: dueRule.role, due, step: { actionId, state, participantId, personId: debtor.personId, sinceAt: instantText(debtor.since) } };
  }
  return undefined;
}

/**
 * Who owes the next step of every action, and who is late with it: since when, until before when, how many days.
 * The first due rule of a state counts whose coach or second rater is named; a `dueAt` that an event said takes the place of its days, but for a coach or second rater who was named after it. Working days are counted after the day in the zone on which the debt began, and the last of them is in time until its end.
 *
 * @throws CoachingError `input.*`, `policy-faults.*`, `action-standing.*`, `known-time-zone.unknown_zone`, `snapshot-policy.other_policy`
 * @example
 * ```ts
 * const events = [{ eventId: "e1", actionId: "a1", kind: "proposed", actorId: "mia", role: "manager", occurredAt: "2026-03-02T09:00:00Z", reason: "three calls without a summary", participantId: "ana", coachId: "cem" }];
 * const { snapshot } = coachingActions({ events, at: "2026-03-11T08:00:00Z" });
 * const { roles } = overdueActions({ snapshot, timeZone: "Europe/Berlin", workingDays: { workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidays: [] } });
 * roles[0]?.overdue.map(({ personId, dueAt, lateDays }) => [personId, dueAt, lateDays]); // => [["cem", "2026-03-09T23:00:00Z", 2]]
 * ```
 */
export function overdueActions(question: OverdueQuestion): OverdueActions {
  const checked = check(OverdueQuestion, question);
  const { snapshot, policy = usualFollowupPolicy } = checked;
  refuseOtherPolicy(snapshot, policy);
  const days = daysOf(checked);
  const now = millisecondsOf(snapshot.at);
  const rulesOf = new Map(policy.states.map((state) => [state, policy.dueRules.filter((dueRule) => dueRule.state === state)]));
  const debts = new Map<Id, { owedCount: number; readonly late: OwedStep[] }>(policy.dueRules.map(({ role }) => [role, { owedCount: 0, late: [] }]));
  let unownedCount = 0;
  for (const standing of snapshot.actions) {
    if (standing.hasEnded) continue;
    const owed = owedStep(standing, rulesOf.get(standing.state) ?? [], days);
    const debt = owed === undefined ? undefined : debts.get(owed.role);
    if (owed === undefined || debt === undefined) {
      unownedCount += 1;
      continue;
    }
    debt.owedCount += 1;
    if (owed.due <= now) debt.late.push(owed);
  }
  const overdue = ({ due, step }: OwedStep): OverdueStep => ({ ...step, dueAt: instantText(due), lateDays: days.dayOf(now) - days.dayOf(due - 1) });
  const inOrder = (left: OwedStep, right: OwedStep): number => left.due - right.due || inTextOrder(left.step.actionId, right.step.actionId);
  return { at: snapshot.at, roles: [...debts].map(([role, { owedCount, late }]) => ({ role, owedCount, overdue: late.sort(inOrder).map(overdue) })), unownedCount };
}
