import * as z from "zod";
import { CivilDate, Count, Id } from "../unit/index.js";

/** A planned look at how closely the program is delivered, and what became of it. */
export interface FidelityAudit {
  /** 1 for the first. */
  readonly auditNumber: Count;
  /** `regular`: one of every so many weeks. `closing`: at the end of the program. */
  readonly kind: "regular" | "closing";
  /** When it is to be: a working day. */
  readonly plannedDate: CivilDate;
  /** The day that it was moved from; only when it was moved. */
  readonly movedFrom?: CivilDate;
  /** Why it was moved; only when it was. */
  readonly moveReason?: "holiday" | "weekday-off";
  /** `planned`: its day has not come. `due`: it has, and some days are left. `overdue`: none are. `missed`: the next one is nearer by now. */
  readonly status: "held" | "planned" | "due" | "overdue" | "missed";
  /** When it was held; `null` when it was not. */
  readonly heldDate: CivilDate | null;
  /** Days from the planned to the held day, or to today when it was not held; negative when it was held early; 0 while its day has not come. */
  readonly lateDays: number;
}
/** Schema of a fidelity audit. */
export const FidelityAudit = z
  .strictObject({
    auditNumber: Count.min(1).max(1000), kind: z.enum(["regular", "closing"]), plannedDate: CivilDate, movedFrom: z.exactOptional(CivilDate), moveReason: z.exactOptional(z.enum(["holiday", "weekday-off"])),
    status: z.enum(["held", "planned", "due", "overdue", "missed"]), heldDate: CivilDate.nullable(), lateDays: z.int().min(-100_000).max(100_000),
  })
  .readonly() satisfies z.ZodType<FidelityAudit>;

/** An audit that was held. */
export interface HeldAudit {
  /** Given by the host. */
  readonly id: Id;
  /** When. */
  readonly heldDate: CivilDate;
}
/** Schema of an audit that was held. */
export const HeldAudit = z.strictObject({ id: Id, heldDate: CivilDate }).readonly() satisfies z.ZodType<HeldAudit>;
