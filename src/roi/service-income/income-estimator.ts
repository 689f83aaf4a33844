import * as z from "zod";
import { Money } from "../../money/index.js";
import { Fraction, Id } from "../../unit/index.js";
import { SkillIds } from "./service-effect.js";

/** Staff is saved: on-queue time that the target no longer needs, as paid time, at its price, as far as it is really saved. */
export interface TimeValue {
  /** Which estimator: the value of time. */
  readonly estimator: "time-value";
  /** Names the line of income; unique in its question. */
  readonly id: Id;
  /** The skills whose freed time is counted so; all of them when absent. */
  readonly skillIds?: readonly Id[];
  /** The loaded price of a paid hour, zero or more. */
  readonly hourlyRate: Money;
  /** Paid time not on the queue ÷ paid time, at most 0.95; coaching that is scheduled as sessions is taken out of it. */
  readonly shrinkageFraction: Fraction;
  /** The share of freed time that is really cashed: by leavers who are not replaced, by less overtime. Time that is needed in addition is paid in full. */
  readonly realizedFraction: Fraction;
  /** `whole`: the target asks for people; `fractional`: for full-time equivalents, so that no effect is lost, or made, at the edge of a person. */
  readonly agents: "whole" | "fractional";
}
/** The staff stays: fewer callers hang up, and who is handled brings a margin. Needs Erlang A. */
export interface LostContactsAvoided {
  /** Which estimator: contacts that are no longer lost. */
  readonly estimator: "lost-contacts-avoided";
  /** Names the line of income; unique in its question. */
  readonly id: Id;
  /** The skills whose freed time is counted so; all of them when absent. */
  readonly skillIds?: readonly Id[];
  /** What one handled contact brings after the cost of serving it, zero or more. */
  readonly contactMargin: Money;
}
/** Each handled contact brings more: conversions above those that would have come anyway, at their margin. */
export interface RevenuePerHandledContact {
  /** Which estimator: revenue of each handled contact. */
  readonly estimator: "revenue-per-handled-contact";
  /** Names the line of income; unique in its question. */
  readonly id: Id;
  /** The skills whose conversions are counted so; all of them when absent. */
  readonly skillIds?: readonly Id[];
  /** What one conversion brings after the cost of serving it, zero or more. */
  readonly conversionMargin: Money;
}
/** A retention model: satisfied customers stay. Without one satisfaction is intangible. */
export interface RetainedCustomers {
  /** Which estimator: the host's model of retention. */
  readonly estimator: "retained-customers";
  /** Names the line of income; unique in its question. */
  readonly id: Id;
  /** Customers who were served in the benefit window. */
  readonly customerCount: number;
  /** The share of them that stays for one unit more of satisfaction; 0 to 1, from the host's own data. */
  readonly retainedPerUnitFraction: Fraction;
  /** What a customer who stays brings in the benefit window, after the cost of serving, zero or more. */
  readonly customerMargin: Money;
}
/** How effects become money. The first three are the ways to value service; two of them draw on the same minutes, and no skill is given to both. */
export type IncomeEstimator = TimeValue | LostContactsAvoided | RevenuePerHandledContact | RetainedCustomers;

const LineId = Id.max(100);
/** Schema of the value of time. */
export const TimeValue = z.strictObject({
  estimator: z.literal("time-value"), id: LineId, skillIds: z.exactOptional(SkillIds), hourlyRate: Money,
  shrinkageFraction: Fraction.refine((share) => share <= 0.95, { error: "With a shrinkage above 95 % hardly anybody is on the queue.\nGive the share of paid time that is lost, such as 0.3." }), realizedFraction: Fraction, agents: z.enum(["whole", "fractional"]),
}).readonly() satisfies z.ZodType<TimeValue>;
/** Schema of contacts that are no longer lost. */
export const LostContactsAvoided = z.strictObject({ estimator: z.literal("lost-contacts-avoided"), id: LineId, skillIds: z.exactOptional(SkillIds), contactMargin: Money }).readonly() satisfies z.ZodType<LostContactsAvoided>;
/** Schema of revenue of each handled contact. */
export const RevenuePerHandledContact = z.strictObject({ estimator: z.literal("revenue-per-handled-contact"), id: LineId, skillIds: z.exactOptional(SkillIds), conversionMargin: Money }).readonly() satisfies z.ZodType<RevenuePerHandledContact>;
/** Schema of a retention model. */
export const RetainedCustomers = z.strictObject({ estimator: z.literal("retained-customers"), id: LineId, customerCount: z.int().min(0).max(1_000_000_000), retainedPerUnitFraction: Fraction, customerMargin: Money }).readonly() satisfies z.ZodType<RetainedCustomers>;
/** Schema of a way from effects to money. */
export const IncomeEstimator = z.discriminatedUnion("estimator", [TimeValue, LostContactsAvoided, RevenuePerHandledContact, RetainedCustomers]) satisfies z.ZodType<IncomeEstimator>;

/** What one unit of the line is worth. */
export const unitValueOf = (line: IncomeEstimator): { readonly key: string; readonly money: Money } => {
  if (line.estimator === "time-value") return { key: "hourlyRate", money: line.hourlyRate };
  if (line.estimator === "lost-contacts-avoided") return { key: "contactMargin", money: line.contactMargin };
  return line.estimator === "revenue-per-handled-contact" ? { key: "conversionMargin", money: line.conversionMargin } : { key: "customerMargin", money: line.customerMargin };
};
