import * as z from "zod";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { stableId } from "../identity/index.js";
import { type LedgerEntry, Rounding, toDecimalText } from "../money/index.js";
import { type Id, tidyMinutes } from "../unit/index.js";
import { dividedMoney } from "./divided-money.js";
import { type PricedTime, RateCard, rateCardChoice } from "./rate-card.js";
import { type PersonTime, SessionTime } from "./session-time.js";

/** Time, and what an hour of it costs. */
export interface SessionCostInput {
  /** The time that sessions take or took; at most 100,000. */
  readonly sessionTimes: readonly SessionTime[];
  /** What an hour costs; a card that states more goes before one that states less. */
  readonly rateCards: readonly RateCard[];
  /** How each entry is rounded to the minor unit. */
  readonly rounding: Rounding;
}

const duplicateSession: Fault = { code: "session-costs.duplicate_session", message: "Two session times have the id “{id}”; the first is number {first}.", hint: "Keep one: a session is paid once." };
const duplicateCard: Fault = { code: "session-costs.duplicate_card", message: "Two rate cards have the id “{id}”.", hint: "Give each card an id of its own." };
const noRate: Fault = { code: "session-costs.no_rate", message: "No rate card prices the time of “{personId}” as {role}.", hint: "Add a card for this role without source, modality and region, or one that fits." };
const ambiguousRate: Fault = { code: "session-costs.ambiguous_rate", message: "The cards {cards} fit the time of “{personId}” as {role} equally well.", hint: "Add a card that states what each of them states." };

const pricedTime = ({ role, sourceId, region }: PersonTime, { modality }: SessionTime): PricedTime => ({ role, sourceId, modality, region });

const rules: readonly ((input: SessionCostInput, report: Report) => void)[] = [
  ({ sessionTimes }, report) => {
    const firsts = new Map<Id, number>();
    for (const [index, { id }] of sessionTimes.entries()) {
      const first = firsts.get(id);
      if (first === undefined) firsts.set(id, index);
      else report(duplicateSession, ["sessionTimes", index, "id"], { id, first });
    }
  },
  ({ rateCards }, report) => {
    for (const [index, { id }] of repeated(rateCards, ({ id }) => id)) report(duplicateCard, ["rateCards", index, "id"], { id });
  },
  ({ sessionTimes, rateCards }, report) => {
    const cardsFor = rateCardChoice(rateCards);
    for (const [index, sessionTime] of sessionTimes.entries()) {
      for (const [position, personTime] of sessionTime.personTimes.entries()) {
        const cards = cardsFor(pricedTime(personTime, sessionTime));
        const { personId, role } = personTime;
        if (cards.length === 0) report(noRate, ["sessionTimes", index, "personTimes", position, "role"], { personId, role });
        if (cards.length > 1) report(ambiguousRate, ["sessionTimes", index, "personTimes", position, "role"], { personId, role, cards: cards.slice(0, 3).map(({ id }) => id).join(", ") });
      }
    }
  },
];

/** Schema of time with its rate cards, with its rules between parts. */
export const SessionCostInput = z
  .strictObject({ sessionTimes: z.array(SessionTime).max(100_000).readonly(), rateCards: z.array(RateCard).max(1000).readonly(), rounding: Rounding })
  .check(...rules.map((find) => rule(find)))
  .readonly() satisfies z.ZodType<SessionCostInput>;

interface TimeGroup {
  readonly role: string;
  readonly activity: string;
  readonly card: RateCard;
  minutes: number;
}

function groupsOf(sessionTime: SessionTime, cardsFor: (time: PricedTime) => readonly RateCard[]): ReadonlyMap<string, TimeGroup> {
  const groups = new Map<string, TimeGroup>();
  for (const personTime of sessionTime.personTimes) {
    const { role, activity, minutes } = personTime;
    const card = cardsFor(pricedTime(personTime, sessionTime))[0] as RateCard;
    const key = `${role}-time/${activity}/${card.id}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { role, activity, card, minutes });
    else known.minutes += minutes;
  }
  return groups;
}

/**
 * What the time of sessions costs, as entries of a ledger: one for each session, role, activity and rate card, booked under `cost/<role>-time/<activity>` with the session as its source, so that every total leads back to sessions.
 * Minutes times the price of an hour, rounded once for each entry. An hour in which staff had been idle otherwise costs the same: cost is fully loaded (J. Phillips' guiding principle 10).
 * Entries of fixed cost (`cost/platform`, `cost/design`…) are the host's: put them beside these into one ledger.
 *
 * @throws CoachingError `session-costs.duplicate_session`, `session-costs.duplicate_card`, `session-costs.no_rate`, `session-costs.ambiguous_rate`, `rate-card.negative_rate`, `divided-money.too_large`, `decimal-text.too_large`, `input.*`
 * @example
 * ```ts
 * const rateCards = [{ id: "staff", role: "participant", hourlyRate: { amount: "45", currency: "EUR" } }];
 * const sessionTimes = [{ id: "huddle-1", date: "2026-10-07", personTimes: [{ personId: "p1", role: "participant", activity: "live", minutes: 20 }] }];
 * sessionCosts({ sessionTimes, rateCards, rounding: "half-even" })[0]?.amount; // => { amount: "15.00", currency: "EUR" }
 * ```
 */
export function sessionCosts(input: SessionCostInput): readonly LedgerEntry[] {
  const { sessionTimes, rateCards, rounding } = check(SessionCostInput, input);
  const cardsFor = rateCardChoice(rateCards);
  return sessionTimes.flatMap((sessionTime) => [...groupsOf(sessionTime, cardsFor)].flatMap(([, { role, activity, card, minutes }]): readonly LedgerEntry[] => {
    const factor = toDecimalText(tidyMinutes(minutes));
    if (factor === "0") return [];
    return [{
      id: stableId([`${role}-time`, activity, card.id, sessionTime.id]),
      date: sessionTime.date,
      account: `cost/${role}-time/${activity}`,
      amount: dividedMoney(card.hourlyRate, { factors: [factor], divisor: "60", rounding }),
      note: `${factor} minutes at ${card.hourlyRate.amount} ${card.hourlyRate.currency} an hour (${card.id})`,
      sourceIds: [sessionTime.id],
    }];
  }));
}
