import * as z from "zod";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { CurrencyCode, ExchangeRate, type Ledger, type LedgerEntry, type LedgerTotals, ledgerTotals, type Money, Rounding, subtractMoney } from "../money/index.js";
import { CivilDate, Count, Id } from "../unit/index.js";
import { type CostBreakdown, costBreakdown, type EntryOrigin } from "./cost-breakdown.js";
import { type CardChoice, cardsOf, type CostScope, countOf, isOfProgram, itemEntries } from "./cost-charges.js";
import { CostItem } from "./cost-item.js";
import { dividedMoney } from "./divided-money.js";
import { RateCard, rateCardChoice } from "./rate-card.js";

/** How large a cost model may be. */
export const COST_LIMITS = {
  /** Items of one model. */
  items: 100,
  /** Cohorts of one model. */
  cohorts: 200,
  /** Dated exchange rates of one model. */
  exchangeRates: 400,
} as const;

/** People who go through a program together. */
export interface CostedCohort {
  /** Unique in its model; at most 60 characters. */
  readonly id: Id;
  /** The day its costs count for; it picks the exchange rate. */
  readonly date: CivilDate;
  /** How many they are. */
  readonly participantCount: Count;
  /** Where they are, as the rate cards name it. */
  readonly region?: Id;
}
/** Schema of a cohort as far as it costs. */
export const CostedCohort = z.strictObject({ id: Id.max(60), date: CivilDate, participantCount: Count.max(100_000), region: z.exactOptional(Id) }).readonly() satisfies z.ZodType<CostedCohort>;

/** What a program is made of and for whom, so that its cost can be told before it starts. */
export interface ProgramCostInput {
  /** The currency of the result. */
  readonly currency: CurrencyCode;
  /** How each entry is rounded to the minor unit. */
  readonly rounding: Rounding;
  /** The day that costs of the whole program count for. */
  readonly date: CivilDate;
  /** What it costs, item by item; at most 100. */
  readonly items: readonly CostItem[];
  /** For whom; at most 200. */
  readonly cohorts: readonly CostedCohort[];
  /** What an hour costs, where items are priced by hours. */
  readonly rateCards: readonly RateCard[];
  /** Needed where an item is in another currency. */
  readonly exchangeRates?: readonly ExchangeRate[];
}

const duplicateId: Fault = { code: "program-cost.duplicate_id", message: "The id “{id}” is used twice in {list}.", hint: "Give each an id of its own." };
const noRate: Fault = { code: "program-cost.no_rate", message: "No rate card prices an hour of {role} for the cohort “{cohortId}”.", hint: "Add a card for this role without source, modality and region, or one that fits." };
const ambiguousRate: Fault = { code: "program-cost.ambiguous_rate", message: "The cards {cards} price an hour of {role} for the cohort “{cohortId}” equally well.", hint: "Add a card that states what each of them states." };

const missingRate: Fault = { code: "program-cost.missing_rate", message: "The item is in {from}, the model in {to}, and no rate between them is of {date} or before.", hint: "Add a dated exchange rate to exchangeRates." };

const wholeProgram = ({ date }: ProgramCostInput): CostScope => ({ id: "program", date });

/** Whether money of a currency can be converted on a day. */
function ratesBy({ currency, exchangeRates = [] }: ProgramCostInput): (from: CurrencyCode, date: CivilDate) => boolean {
  const firstDates = new Map<CurrencyCode, CivilDate>();
  for (const { from, to, date } of exchangeRates) if (to === currency && date < (firstDates.get(from) ?? "9999")) firstDates.set(from, date);
  const isCode = CurrencyCode.safeParse(currency).success;
  return (from, date) => from === currency || !isCode || !CurrencyCode.safeParse(from).success || (firstDates.get(from) ?? "9999") <= date;
}

function findCardFault(role: string, cardsByScope: readonly (readonly [cohortId: Id, cards: readonly RateCard[]])[], { report, at }: { readonly report: Report; readonly at: readonly (string | number)[] }): void {
  const odd = cardsByScope.find(([, cards]) => cards.length !== 1);
  if (odd === undefined) return;
  const [cohortId, cards] = odd;
  if (cards.length === 0) report(noRate, at, { role, cohortId });
  else report(ambiguousRate, at, { role, cohortId, cards: cards.slice(0, 3).map(({ id }) => id).join(", ") });
}

const rules: readonly ((input: ProgramCostInput, report: Report) => void)[] = [
  ({ items }, report) => { for (const [index, { id }] of repeated(items, ({ id }) => id)) report(duplicateId, ["items", index, "id"], { id, list: "items" }); },
  ({ cohorts }, report) => { for (const [index, { id }] of repeated(cohorts, ({ id }) => id)) report(duplicateId, ["cohorts", index, "id"], { id, list: "cohorts" }); },
  ({ rateCards }, report) => { for (const [index, { id }] of repeated(rateCards, ({ id }) => id)) report(duplicateId, ["rateCards", index, "id"], { id, list: "rateCards" }); },
  (input, report) => {
    const choice = rateCardChoice(input.rateCards);
    const hasRate = ratesBy(input);
    for (const [index, item] of input.items.entries()) {
      const scopes = isOfProgram(item) ? [wholeProgram(input)] : input.cohorts;
      // one fault an item: the others would say the same of other cohorts
      if (item.pricing.kind === "hours") findCardFault(item.pricing.role, scopes.map((scope) => [scope.id, cardsOf(item, scope, choice)]), { report, at: ["items", index, "pricing", "role"] });
      const paid = scopes.flatMap((scope) => (item.pricing.kind === "amount" ? [{ scope, from: item.pricing.unitCost.currency }] : cardsOf(item, scope, choice).map(({ hourlyRate }) => ({ scope, from: hourlyRate.currency }))));
      const unrated = paid.find(({ scope, from }) => !hasRate(from, scope.date));
      if (unrated !== undefined) report(missingRate, ["items", index, "pricing"], { from: unrated.from.slice(0, 3), to: input.currency, date: unrated.scope.date.slice(0, 10) });
    }
  },
];

/** Schema of a cost model, with its rules between parts. */
export const ProgramCostInput = z
  .strictObject({
    currency: CurrencyCode, rounding: Rounding, date: CivilDate, items: z.array(CostItem).min(1).max(COST_LIMITS.items).readonly(), cohorts: z.array(CostedCohort).min(1).max(COST_LIMITS.cohorts).readonly(),
    rateCards: z.array(RateCard).max(1000).readonly(), exchangeRates: z.exactOptional(z.array(ExchangeRate).max(COST_LIMITS.exchangeRates).readonly()),
  })
  .check(...rules.map((find) => rule(find)))
  .readonly() satisfies z.ZodType<ProgramCostInput>;

/** What one more participant of a cohort would cost. */
export interface NextParticipant {
  /** The cohort. */
  readonly cohortId: Id;
  /** What the program would cost more. */
  readonly marginalCost: Money;
  /** The items that make a step: this participant opens a new group. */
  readonly steppingItemIds: readonly Id[];
}

/** What a program costs, what it costs for each, and what one more would cost. */
export interface ProgramCost {
  /** The sum of all entries. */
  readonly totalCost: Money;
  /** Total ÷ participants; null when there is none. */
  readonly costPerParticipant: { readonly estimate: Money } | { readonly estimate: null; readonly reason: "no-participant" };
  /** Total ÷ cohorts. */
  readonly costPerCohort: Money;
  /** One more participant, cohort by cohort, sorted by its id. */
  readonly nextParticipant: readonly NextParticipant[];
  /** What one more cohort like the latest one would cost: what is paid once for the program is not paid again. */
  readonly nextCohort: { readonly likeCohortId: Id; readonly marginalCost: Money };
  /** The entries, for `returnOnInvestment` or beside booked ones. */
  readonly ledger: Ledger;
  /** Which entries make each total. */
  readonly totals: LedgerTotals;
  /** The total by cohort, by region and by modality. */
  readonly breakdown: CostBreakdown;
  /** What the figures rest on. */
  readonly assumptions: { readonly amortization: "straight-line"; readonly rounding: Rounding };
}

const inOrder = (one: CostedCohort, other: CostedCohort): number => (one.date < other.date || (one.date === other.date && one.id < other.id) ? -1 : 1);

interface Model {
  readonly input: ProgramCostInput;
  readonly choice: CardChoice;
}

/** An entry, and what it was made for. */
interface PlacedEntry {
  readonly entry: LedgerEntry;
  readonly origin: EntryOrigin;
}

const modalityOf = ({ pricing }: CostItem): Id | null => (pricing.kind === "hours" ? (pricing.modality ?? null) : null);
const programEntries = ({ input, choice }: Model): readonly PlacedEntry[] => input.items.filter(isOfProgram).flatMap((item) =>
  itemEntries(item, 0, { scope: wholeProgram(input), place: 0, choice, rounding: input.rounding }).map((entry) => ({ entry, origin: { cohortId: null, region: null, modality: modalityOf(item) } })));
const cohortEntries = ({ input: { items, rounding }, choice }: Model, cohort: CostedCohort, place: number): readonly PlacedEntry[] => items.filter((item) => !isOfProgram(item)).flatMap((item) =>
  itemEntries(item, cohort.participantCount, { scope: cohort, place, choice, rounding }).map((entry) => ({ entry, origin: { cohortId: cohort.id, region: cohort.region ?? null, modality: modalityOf(item) } })));

const ledgerOf = ({ input: { currency, rounding, exchangeRates } }: Model, placed: readonly PlacedEntry[]): Ledger =>
  ({ kind: "ledger", schemaVersion: 1, currency, rounding, ...(exchangeRates === undefined ? {} : { exchangeRates }), entries: placed.map(({ entry }) => entry) });

function nextParticipantOf(model: Model, cohort: CostedCohort, place: number): NextParticipant {
  const totalFor = (participantCount: number): Money => ledgerTotals(ledgerOf(model, cohortEntries(model, { ...cohort, participantCount }, place))).total;
  const { participantCount } = cohort;
  const steps = model.input.items.filter((item) => item.driver.per === "group" && countOf(item, participantCount + 1) > countOf(item, participantCount));
  return { cohortId: cohort.id, marginalCost: subtractMoney({ from: totalFor(participantCount + 1), less: totalFor(participantCount) }), steppingItemIds: steps.map(({ id }) => id).sort() };
}

/**
 * What a program costs fully loaded, before it starts: design shared out over the cohorts that use it, coaches' and participants' hours by rate card and region, platform by seat and month, tax that does not come back, paid no-shows, and whatever else is an item; with the average and the marginal cost.
 *
 * An entry is unit cost · count, or hourly rate · hours · count, rounded once. Design for three cohorts is cut into three whole parts that add up to it; cohorts take them in the order of their dates.
 * The average is no guide to the next: one more participant costs what depends on participants, and a whole group where the last one is full. Cost is fully loaded (J. Phillips' guiding principle 10): idle hours cost as much as busy ones.
 *
 * @throws CoachingError `program-cost.duplicate_id`, `program-cost.no_rate`, `program-cost.ambiguous_rate`, `program-cost.missing_rate`, `cost-item.negative_cost`, `cost-item.foreign_account`, `cost-item.hours_shared`, `rate-card.negative_rate`, `ledger.duplicate_rate`, `divided-money.too_large`, `decimal-text.too_large`, `input.*`
 * @example
 * ```ts
 * const eur = (amount: string) => ({ amount, currency: "EUR" });
 * const items: CostItem[] = [
 *   { id: "design", account: "cost/design", driver: { per: "use", useCount: 3, usedCount: 0 }, pricing: { kind: "amount", unitCost: eur("10000") }, sourceIds: ["offer-1"] },
 *   { id: "coach", account: "cost/coach-time", driver: { per: "group", groupSize: 6 }, pricing: { kind: "hours", hours: 10, role: "coach" }, sourceIds: [] },
 * ];
 * const rateCards = [{ id: "coaches", role: "coach", hourlyRate: eur("120") }];
 * const cost = programCost({ currency: "EUR", rounding: "half-even", date: "2027-01-04", items, cohorts: [{ id: "spring", date: "2027-03-01", participantCount: 12 }], rateCards });
 * [cost.totalCost.amount, cost.costPerParticipant.estimate?.amount, cost.nextParticipant[0]?.marginalCost.amount]; // => ["5733.34", "477.78", "1200.00"]
 * ```
 */
export function programCost(input: ProgramCostInput): ProgramCost {
  const checked = check(ProgramCostInput, input);
  const { rounding, cohorts } = checked;
  const model: Model = { input: checked, choice: rateCardChoice(checked.rateCards) };
  const ordered = [...cohorts].sort(inOrder);
  const placed = [...programEntries(model), ...ordered.flatMap((cohort, place) => cohortEntries(model, cohort, place))];
  const ledger = ledgerOf(model, placed);
  const totals = ledgerTotals(ledger);
  const participantCount = cohorts.reduce((sum, cohort) => sum + cohort.participantCount, 0);
  const averageOf = (count: number): Money => dividedMoney(totals.total, { factors: [], divisor: String(count), rounding });
  const like = ordered.at(-1) as CostedCohort;
  return {
    totalCost: totals.total, ledger, totals, breakdown: costBreakdown(totals, new Map(placed.map(({ entry, origin }) => [entry.id, origin]))),
    costPerParticipant: participantCount === 0 ? { estimate: null, reason: "no-participant" } : { estimate: averageOf(participantCount) },
    costPerCohort: averageOf(cohorts.length),
    nextParticipant: ordered.map((cohort, place) => nextParticipantOf(model, cohort, place)).sort((one, other) => (one.cohortId < other.cohortId ? -1 : 1)),
    nextCohort: { likeCohortId: like.id, marginalCost: ledgerTotals(ledgerOf(model, cohortEntries(model, like, ordered.length))).total },
    assumptions: { amortization: "straight-line", rounding },
  };
}
