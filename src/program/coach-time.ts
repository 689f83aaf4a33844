import type { Minutes } from "../unit/index.js";
import type { ContractTerms } from "./governance.js";
import type { Touchpoint } from "./touchpoint.js";

/** What a session takes of a coach besides its live time: as the contract states it; without one the coach's prep tasks, and no notes. */
export const coachTimeAround = ({ prepTasks = [] }: Touchpoint, contract: ContractTerms | undefined): { readonly preparationMinutes: Minutes; readonly noteMinutes: Minutes } => ({
  preparationMinutes: contract?.preparationMinutes ?? prepTasks.filter(({ role }) => role === "coach").reduce((sum, { durationMinutes }) => sum + durationMinutes, 0),
  noteMinutes: contract?.noteMinutes ?? 0,
});
