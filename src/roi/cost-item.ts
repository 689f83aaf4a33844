import * as z from "zod";
import { type Fault, type Report, rule } from "../error/index.js";
import { LedgerAccount, Money } from "../money/index.js";
import { Count, Fraction, Hours, Id } from "../unit/index.js";
import { isNegative } from "./negative-money.js";
import { TimeRole } from "./rate-card.js";

/** What an amount is paid for: once for the program, for each cohort, group or participant, for each month, for each seat and month, or once for several uses, of which each cohort is one. */
export type CostDriver =
  | { readonly per: "program" | "cohort" | "participant" }
  | { readonly per: "group"; /** Participants that one group holds: one more than that opens another group. */ readonly groupSize: Count }
  | { readonly per: "month" | "seat-month"; /** Months that are paid for. */ readonly monthCount: Count }
  | { readonly per: "use"; /** Cohorts that share the amount in equal parts. */ readonly useCount: Count; /** Of them those before this program. */ readonly usedCount: Count };

/** Schema of what an amount is paid for. */
export const CostDriver = z.discriminatedUnion("per", [
  z.strictObject({ per: z.enum(["program", "cohort", "participant"]) }).readonly(),
  z.strictObject({ per: z.literal("group"), groupSize: Count.min(1).max(100_000) }).readonly(),
  z.strictObject({ per: z.enum(["month", "seat-month"]), monthCount: Count.min(1).max(600) }).readonly(),
  z.strictObject({ per: z.literal("use"), useCount: Count.min(1).max(10_000), usedCount: Count.max(10_000) }).readonly(),
]) satisfies z.ZodType<CostDriver>;

/** What one of it costs: an amount, or hours by a rate card. */
export type CostPrice =
  | { readonly kind: "amount"; /** Zero or more, without tax. */ readonly unitCost: Money }
  | {
    readonly kind: "hours";
    /** Hours of one person. */
    readonly hours: Hours;
    /** Whose. */
    readonly role: TimeRole;
    /** The modality, where the rate depends on it. The region is that of the cohort. */
    readonly modality?: Id;
    /** The coach source, where the rate depends on it. */
    readonly sourceId?: Id;
    /** Of these hours the share that is paid once more because nobody came: booked under `no-show` below the account. */
    readonly noShowFraction?: Fraction;
  };

/** Schema of what one of it costs. */
export const CostPrice = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("amount"), unitCost: Money }).readonly(),
  z.strictObject({ kind: z.literal("hours"), hours: Hours.max(100_000), role: TimeRole, modality: z.exactOptional(Id), sourceId: z.exactOptional(Id), noShowFraction: z.exactOptional(Fraction) }).readonly(),
]) satisfies z.ZodType<CostPrice>;

/** Tax on a price, and how much of it comes back. */
export interface CostTax {
  /** 0.19 is a tax of 19 %. */
  readonly taxFraction: Fraction;
  /** The share of the tax that the buyer gets back: 1 costs nothing, 0 costs all of it. */
  readonly recoverableFraction: Fraction;
}
/** Schema of a tax. */
export const CostTax = z.strictObject({ taxFraction: Fraction, recoverableFraction: Fraction }).readonly() satisfies z.ZodType<CostTax>;

/** One item of what a program costs. */
export interface CostItem {
  /** Unique in its model; at most 60 characters. */
  readonly id: Id;
  /** Where it is booked, under `cost`: `"cost/platform"`. At most six levels. */
  readonly account: LedgerAccount;
  /** What it is paid for. */
  readonly driver: CostDriver;
  /** What one of it costs. */
  readonly pricing: CostPrice;
  /** Tax on it; what does not come back is booked under `tax` below the account. */
  readonly tax?: CostTax;
  /** The records it comes from: offers, contracts. */
  readonly sourceIds: readonly Id[];
}

const negativeCost: Fault = { code: "cost-item.negative_cost", message: "The cost is {amount}, less than zero.", hint: "Give zero or more; take a discount off the item that it belongs to." };
const foreignAccount: Fault = { code: "cost-item.foreign_account", message: "The account “{account}” does not lie under cost, or has more than six levels.", hint: "Book it as cost/platform." };
const hoursShared: Fault = { code: "cost-item.hours_shared", message: "Hours are not shared among uses.", hint: "Give the amount that the hours came to." };

function findFaults({ account, driver, pricing: price }: CostItem, report: Report): void {
  if (price.kind === "amount" && isNegative(price.unitCost)) report(negativeCost, ["pricing", "unitCost", "amount"], { amount: price.unitCost.amount });
  if ((account !== "cost" && !account.startsWith("cost/")) || account.split("/").length > 6 || account.length > 180) report(foreignAccount, ["account"], { account: account.slice(0, 200) });
  if (driver.per === "use" && price.kind === "hours") report(hoursShared, ["pricing", "kind"]);
}

/** Schema of an item of cost. */
export const CostItem = z
  .strictObject({ id: Id.max(60), account: LedgerAccount, driver: CostDriver, pricing: CostPrice, tax: z.exactOptional(CostTax), sourceIds: z.array(Id).max(1000).readonly() })
  .check(rule(findFaults))
  .readonly() satisfies z.ZodType<CostItem>;
