import * as z from "zod";
import { check, type Report, rule } from "../error/index.js";
import { Plan } from "../plan/index.js";
import { Delivery } from "./delivery.js";
import { deliveryRules, findDuplicateIds, findUnknownReferences, pulseRules } from "./delivery-rules.js";
import { CoachNote, LeaderCheckIn, SessionPulse } from "./rapid-feedback.js";
import { ReinforcementAct } from "./reinforcement-act.js";

/** A plan and all that was recorded while it ran. A list that is left out is not checked. */
export interface DeliveryRecords {
  /** Who was to meet whom when. */
  readonly plan: Plan;
  /** What became of the sessions. */
  readonly deliveries: readonly Delivery[];
  /** What participants said after sessions. */
  readonly sessionPulses?: readonly SessionPulse[];
  /** What coaches wrote down. */
  readonly coachNotes?: readonly CoachNote[];
  /** What leaders saw. */
  readonly leaderCheckIns?: readonly LeaderCheckIn[];
  /** What managers did. */
  readonly reinforcementActs?: readonly ReinforcementAct[];
}

const rules: readonly ((records: DeliveryRecords, report: Report) => void)[] = [
  ...deliveryRules,
  ...pulseRules,
  ...(["coachNotes", "leaderCheckIns"] as const).flatMap((list) => [
    (records: DeliveryRecords, report: Report): void => { findDuplicateIds(list, records[list] ?? [], report); },
    (records: DeliveryRecords, report: Report): void => { findUnknownReferences(list, records[list] ?? [], { plan: records.plan, report }); },
  ]),
  ({ reinforcementActs = [] }, report) => { findDuplicateIds("reinforcementActs", reinforcementActs, report); },
];

const listOf = <Schema extends z.ZodType>(schema: Schema) => z.array(schema).max(1_000_000).readonly();

/** Schema of a plan and its records, with the rules between them. */
export const DeliveryRecords = z
  .strictObject({
    plan: Plan,
    deliveries: listOf(Delivery),
    sessionPulses: z.exactOptional(listOf(SessionPulse)),
    coachNotes: z.exactOptional(listOf(CoachNote)),
    leaderCheckIns: z.exactOptional(listOf(LeaderCheckIn)),
    reinforcementActs: z.exactOptional(listOf(ReinforcementAct)),
  })
  .check(...rules.map((find) => rule(find)))
  .readonly() satisfies z.ZodType<DeliveryRecords>;

/**
 * The records of a running program, checked by themselves, against each other and against the plan: one error names every fault, its path begins with the list it lies in.
 * Managers and direct reports need not be participants; a coach who stands in for another need not be in the plan.
 *
 * @throws CoachingError `delivery.*`, `delivery-rules.*`, `rapid-feedback.duplicate_item`, `session.*`, `input.*`
 * @example
 * ```ts
 * const plan = { kind: "plan", schemaVersion: 1, programId: "p", cohortId: "c", sessions: [], unassigned: [], coachAssignments: [], warnings: [], zoneData: "runtime" };
 * readDeliveryRecords({ plan, deliveries: [] }).deliveries; // => []
 * ```
 */
export const readDeliveryRecords = (records: DeliveryRecords): DeliveryRecords => check(DeliveryRecords, records);
