import { stableId } from "../identity/index.js";
import { type LedgerEntry, type Money, multiplyMoney, type Rounding, roundMoney, toDecimalText } from "../money/index.js";
import type { CivilDate, Id } from "../unit/index.js";
import type { CostItem } from "./cost-item.js";
import { equalShare } from "./divided-money.js";
import type { RateCard, rateCardChoice } from "./rate-card.js";
import { tidyRatio } from "./tidy-ratio.js";

/** Which cards fit an hour best. */
export type CardChoice = ReturnType<typeof rateCardChoice>;

/** What an item is paid for once more: a cohort, or the whole program, which is in no region. */
export interface CostScope {
  readonly id: Id;
  readonly date: CivilDate;
  readonly region?: Id;
}

/** Whether an item is paid once for the program rather than for each cohort. */
export const isOfProgram = ({ driver: { per } }: CostItem): boolean => per === "program" || per === "month";

/** The cards that price an item by the hour. */
export const cardsOf = ({ pricing: price }: CostItem, { region }: CostScope, choice: CardChoice): readonly RateCard[] => (price.kind === "amount" ? [] : choice({ role: price.role, sourceId: price.sourceId, modality: price.modality, region }));

/** How many of it a cohort pays for; parts of an amount that is shared among uses are told elsewhere. */
export function countOf({ driver }: CostItem, participants: number): number {
  if (driver.per === "participant") return participants;
  if (driver.per === "group") return Math.ceil(participants / driver.groupSize);
  if (driver.per === "seat-month") return participants * driver.monthCount;
  return driver.per === "month" ? driver.monthCount : 1;
}

/** For what and by which terms an item is charged. */
export interface ChargeTerms {
  readonly scope: CostScope;
  /** The place of the cohort among all cohorts by date, from 0. */
  readonly place: number;
  readonly choice: CardChoice;
  readonly rounding: Rounding;
}

interface Charge {
  readonly suffix: "" | "/no-show" | "/tax";
  readonly charged: Money;
}

/** Price times count of an item; with hours, those that are paid though nobody came beside it. */
function chargesOf(item: CostItem, count: number, { scope, place, choice, rounding }: ChargeTerms): readonly Charge[] {
  const { driver, pricing: price } = item;
  if (price.kind === "amount" && driver.per === "use") {
    const use = driver.usedCount + place;
    return use >= driver.useCount ? [] : [{ suffix: "", charged: equalShare(roundMoney(price.unitCost, rounding), { count: driver.useCount, place: use }) }];
  }
  if (price.kind === "amount") return [{ suffix: "", charged: multiplyMoney(price.unitCost, { factors: [String(count)], rounding }) }];
  const { hourlyRate } = cardsOf(item, scope, choice)[0] as RateCard;
  const factors = [String(count), toDecimalText(price.hours)];
  const held: Charge = { suffix: "", charged: multiplyMoney(hourlyRate, { factors, rounding }) };
  return price.noShowFraction === undefined ? [held] : [held, { suffix: "/no-show", charged: multiplyMoney(hourlyRate, { factors: [...factors, toDecimalText(price.noShowFraction)], rounding }) }];
}

const isZero = ({ amount }: Money): boolean => !/[1-9]/u.test(amount);

/** The entries of one item for one cohort, or for the program. */
export function itemEntries(item: CostItem, participants: number, terms: ChargeTerms): readonly LedgerEntry[] {
  const { id, account, tax, sourceIds } = item;
  const { scope, rounding } = terms;
  const charges = chargesOf(item, countOf(item, participants), terms);
  const kept = tax === undefined ? [] : charges.map(({ charged }): Charge => ({ suffix: "/tax", charged: multiplyMoney(charged, { factors: [toDecimalText(tax.taxFraction), tidyRatio(1 - tax.recoverableFraction)], rounding }) }));
  // an item without a cost is booked at zero, so that its account does not count as forgotten
  const booked = [...charges, ...kept].filter(({ suffix, charged }) => suffix === "" || !isZero(charged));
  return booked.map(({ suffix, charged }, index) => ({ id: stableId([id, scope.id, ...(suffix === "" ? [] : [suffix.slice(1), String(index)])]), date: scope.date, account: `${account}${suffix}`, amount: charged, sourceIds }));
}
