import type { CostItem, ProgramCostInput } from "coachkit/roi";
import { eur } from "../money/faults.js";

export const item = (id: string, change: Partial<CostItem> = {}): CostItem => ({ id, account: `cost/${id}`, driver: { per: "program" }, pricing: { kind: "amount", unitCost: eur("100") }, sourceIds: [`offer-${id}`], ...change });
/** Twelve people in two groups of six: design for three cohorts, coaches by the group, everybody's hours, seats, and what is paid once. */
const items: readonly CostItem[] = [
  item("design", { driver: { per: "use", useCount: 3, usedCount: 0 }, pricing: { kind: "amount", unitCost: eur("10000") } }),
  item("coach-time", { driver: { per: "group", groupSize: 6 }, pricing: { kind: "hours", hours: 10, role: "coach", modality: "group", noShowFraction: 0.1 } }),
  item("participant-time", { driver: { per: "participant" }, pricing: { kind: "hours", hours: 10, role: "participant" } }),
  item("platform", { driver: { per: "seat-month", monthCount: 3 }, pricing: { kind: "amount", unitCost: eur("9.90") }, tax: { taxFraction: 0.2, recoverableFraction: 0.5 } }),
  item("facilities", { driver: { per: "cohort" }, pricing: { kind: "amount", unitCost: eur("400") } }),
  item("administration", { driver: { per: "month", monthCount: 4 }, pricing: { kind: "amount", unitCost: eur("150") } }),
  item("evaluation", { pricing: { kind: "amount", unitCost: eur("1500") } }),
];
export const costModel = (change: Partial<ProgramCostInput> = {}): ProgramCostInput => ({
  currency: "EUR", rounding: "half-even", date: "2027-01-04", items, cohorts: [{ id: "spring", date: "2027-03-01", participantCount: 12 }],
  rateCards: [{ id: "coaches", role: "coach", hourlyRate: eur("120") }, { id: "coaches-apac", role: "coach", region: "apac", hourlyRate: eur("80") }, { id: "staff", role: "participant", hourlyRate: eur("45") }], ...change,
});
