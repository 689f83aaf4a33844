import * as z from "zod";
import { type Fault, rule } from "../error/index.js";
import { Money } from "../money/index.js";
import { Id } from "../unit/index.js";
import { isNegative } from "./negative-money.js";
import { word } from "./word.js";

/** Whose time it is: `"coach"`, `"participant"`, `"manager"`, `"peer"` or a host's own role; at most 24 small letters, digits and hyphens. */
export const TimeRole = word(24);
/** Whose time it is: `"coach"`. */
export type TimeRole = z.infer<typeof TimeRole>;

/** What the time goes into: `"live"`, `"preparation"`, `"notes"`, `"travel"` or a host's own; at most 24 small letters, digits and hyphens. */
export const TimeActivity = word(24);
/** What the time goes into: `"live"`. */
export type TimeActivity = z.infer<typeof TimeActivity>;

/** What an hour of somebody's time costs, by role and, where stated, by coach source, modality and region. */
export interface RateCard {
  /** Unique among the cards; at most 40 characters. */
  readonly id: Id;
  /** Whose time it prices. */
  readonly role: TimeRole;
  /** Only for coaches of this source; for those of any when absent. */
  readonly sourceId?: Id;
  /** Only for sessions of this modality; for any when absent. */
  readonly modality?: Id;
  /** Only for people of this region; for any when absent. */
  readonly region?: Id;
  /** The loaded price of one hour, zero or more: wage with on-costs and taxes, or the contract's fee. Idle hours cost as much as busy ones. */
  readonly hourlyRate: Money;
}

const negativeRate: Fault = { code: "rate-card.negative_rate", message: "An hour costs {amount}, less than zero.", hint: "Give zero or more." };

/** Schema of a rate card. */
export const RateCard = z
  .strictObject({ id: Id.max(40), role: TimeRole, sourceId: z.exactOptional(Id), modality: z.exactOptional(Id), region: z.exactOptional(Id), hourlyRate: Money })
  .check(rule(({ hourlyRate }: RateCard, report) => { if (isNegative(hourlyRate)) report(negativeRate, ["hourlyRate", "amount"], { amount: hourlyRate.amount }); }))
  .readonly() satisfies z.ZodType<RateCard>;

/** What a card is chosen by. */
export interface PricedTime {
  readonly role: TimeRole;
  readonly sourceId: Id | undefined;
  readonly modality: Id | undefined;
  readonly region: Id | undefined;
}

const statable = ["sourceId", "modality", "region"] as const;
type Statable = (typeof statable)[number];
/** What a card may state, most first: every choice of the three. */
const statements: readonly (readonly (readonly Statable[])[])[] = [[statable], [["sourceId", "modality"], ["sourceId", "region"], ["modality", "region"]], [["sourceId"], ["modality"], ["region"]], [[]]];

type Stated = { readonly role: TimeRole } & { readonly [Key in Statable]?: Id | undefined };
const keyOf = (stated: Stated, keys: readonly Statable[]): string => JSON.stringify([stated.role, ...statable.map((key) => (keys.includes(key) ? (stated[key] ?? null) : null))]);

/** The cards that fit best: those that state most of what is known. None when no card fits, several when the choice is open. */
export function rateCardChoice(cards: readonly RateCard[]): (time: PricedTime) => readonly RateCard[] {
  const byKey = new Map<string, RateCard[]>();
  for (const card of cards) {
    const key = keyOf(card, statable);
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, [card]);
    else known.push(card);
  }
  return (time) => {
    for (const choices of statements) {
      const fitting = choices.filter((keys) => keys.every((key) => time[key] !== undefined)).flatMap((keys) => byKey.get(keyOf(time, keys)) ?? []);
      if (fitting.length > 0) return fitting;
    }
    return [];
  };
}
