import type { Ledger, LedgerEntry } from "coachkit/money";
import { type BenefitClaim, type BenefitLine, BenefitRule, type RuleWaiver } from "coachkit/roi";
import { eur } from "../money/faults.js";

/** A participant's estimate: value a year, attribution, confidence. */
export const estimate = (id: string, annualValue: string, attributionFraction: number, confidenceFraction: number): BenefitLine =>
  ({ id, kind: "cost-avoided", basis: "estimated", annualValue: eur(annualValue), attributionFraction, confidenceFraction, isolationMethod: "estimates", respondentId: `person-${id}`, sourceIds: [`answer-${id}`] });
export const claimOf = (lines: readonly BenefitLine[], change: Partial<BenefitClaim> = {}): BenefitClaim =>
  ({ currency: "EUR", rounding: "half-even", valuationDate: "2027-12-31", horizonMonths: 12, waivedRules: [], lines, nonRespondentIds: [], intangibles: [], ...change });
export const costOf = (id: string, account: string, amount: string, currency = "EUR"): LedgerEntry => ({ id, date: "2027-10-04", account, amount: { amount, currency }, sourceIds: [`invoice-${id}`] });
export const ledgerOf = (entries: readonly LedgerEntry[], change: Partial<Ledger> = {}): Ledger => ({ kind: "ledger", schemaVersion: 1, currency: "EUR", rounding: "half-even", entries, ...change });

/** These rules are off; all of them where none is named. */
export const waive = (...rules: readonly BenefitRule[]): { readonly waivedRules: readonly RuleWaiver[] } => ({ waivedRules: (rules.length === 0 ? BenefitRule.options : rules).map((rule) => ({ rule, reason: "The test wants it so." })) });

/** Five answers of eight participants, as J. Phillips' method takes them: the last one is not to be believed. */
export const answers = [estimate("a", "10000", 0.5, 0.8), estimate("b", "8000", 0.6, 0.7), estimate("c", "12000", 0.4, 0.75), estimate("d", "9000", 0.5, 0.6), estimate("e", "150000", 0.7, 0.8)];
export const phillipsClaim = claimOf(answers, { nonRespondentIds: ["person-f", "person-g", "person-h"], intangibles: [{ id: "satisfaction", title: "Customer satisfaction" }] });
/** Eight participants, ten hours each at 45.00. */
export const phillipsCosts = ledgerOf([costOf("1", "cost/coach-time", "6000"), costOf("2", "cost/participant-time", "3600"), costOf("3", "cost/platform", "900"), costOf("4", "cost/administration", "700"), costOf("5", "cost/evaluation", "300")]);
