import * as z from "zod";
import { Id, Instant, Minutes } from "../unit/index.js";

/** Something a manager does to keep a new behavior alive, ten minutes or less as a rule. A check-in is an act only when it is recorded as one too, so that nothing counts twice. */
export interface ReinforcementAct {
  /** Given by the host. */
  readonly id: Id;
  /** Who acts. */
  readonly managerId: Id;
  /** The direct report it is for; absent when it is for the whole team. */
  readonly directReportId?: Id;
  /** When. */
  readonly actedAt: Instant;
  /** `"recognition"`, `"feedback"`, `"practice-prompt"`, `"role-modeling"`, `"check-in"` or a host's own. */
  readonly kind: Id;
  /** How long it took, at most a day. */
  readonly durationMinutes?: Minutes;
}
/** Schema of a reinforcement act. */
export const ReinforcementAct = z.strictObject({ id: Id, managerId: Id, directReportId: z.exactOptional(Id), actedAt: Instant, kind: Id, durationMinutes: z.exactOptional(Minutes.max(1440)) }).readonly() satisfies z.ZodType<ReinforcementAct>;
