import { check } from "../error/index.js";
import { millisecondsOf } from "../time/internal.js";
import type { Count, Id, Instant } from "../unit/index.js";
import { type CreditAccount, type CreditMovement, type CreditPlace, type CreditRejection, emptyAccount, expireUntil, replay } from "./credit-account.js";
import { type CreditEntry, CreditHistory } from "./credit-entry.js";

/** What a person's credits have become. Granted = available + held + used + forfeited + expired. */
export interface CreditBalance {
  /** The person. */
  readonly personId: Id;
  /** All that were ever granted. */
  readonly grantedCount: Count;
  /** What can be booked with. */
  readonly availableCount: Count;
  /** What is held for sessions to come. */
  readonly heldCount: Count;
  /** What sessions that took place have used. */
  readonly usedCount: Count;
  /** What was lost by cancelling late or staying away, and not forgiven. */
  readonly forfeitedCount: Count;
  /** What ended unused. */
  readonly expiredCount: Count;
  /** What came back from being held or forfeited; it stands again under the others. */
  readonly refundedCount: Count;
}

/** Balances with the movements that led to them. */
export interface CreditBalances {
  /** The instant they stand for. */
  readonly asOfAt: Instant;
  /** By person. */
  readonly balances: readonly CreditBalance[];
  /** Every credit's way, by person, then by instant. Their sums are the balances. */
  readonly movements: readonly CreditMovement[];
  /** Entries that moved nothing, by person, then by instant. */
  readonly rejections: readonly CreditRejection[];
}

/** At one instant what gives credits comes before what takes them, so that neither the order of the input nor that of ids decides who has some. */
const kinds: readonly CreditEntry["kind"][] = ["granted", "cancelled", "no-show", "waived", "booked", "delivered"];

/** Entries with their instants as numbers, which are compared often. */
interface Timed {
  readonly entry: CreditEntry;
  readonly at: number;
}
const byTime = (left: Timed, right: Timed): number =>
  left.at - right.at || kinds.indexOf(left.entry.kind) - kinds.indexOf(right.entry.kind) || (left.entry.id < right.entry.id ? -1 : 1);

function balanceOf({ personId, movements }: CreditAccount): CreditBalance {
  const sums: Record<CreditPlace, number> = { outside: 0, available: 0, held: 0, used: 0, forfeited: 0, expired: 0 };
  let refundedCount = 0;
  for (const { from, to, creditCount } of movements) {
    sums[from] -= creditCount;
    sums[to] += creditCount;
    if (to === "available" && (from === "held" || from === "forfeited")) refundedCount += creditCount;
  }
  return { personId, grantedCount: 0 - sums.outside, availableCount: sums.available, heldCount: sums.held, usedCount: sums.used, forfeitedCount: sums.forfeited, expiredCount: sums.expired, refundedCount };
}

/**
 * Session credits of each person at an instant, worked out from all that happened to them under a cancellation policy.
 *
 * Entries may come in any order: they are replayed by instant; at one instant grants come first, then what gives back, then bookings, then deliveries, each by id. The same entries always give the same answer.
 * A booking holds the credits that end first; held credits do not end. What a cancellation gives back ends when its grant does, at once when that is past; `refundLastsDays` keeps it longer when it was not the participant's doing.
 * A booking beyond what is available holds nothing and stands under `rejections`: the session was booked all the same, so an error would keep the whole history from being read. So do entries about sessions that are not booked.
 *
 * @throws CoachingError `credit-entry.duplicate_id`, `credit-entry.ends_before_granted`, `input.*`
 * @example
 * ```ts
 * const policy = { noticeHours: 24, lateForfeitFraction: 1, noShowForfeitFraction: 1 };
 * const ada = { personId: "ada" };
 * const entries = [
 *   { kind: "granted", id: "e1", ...ada, happenedAt: "2027-01-01T00:00:00Z", creditCount: 6 },
 *   { kind: "booked", id: "e2", ...ada, happenedAt: "2027-01-04T09:00:00Z", sessionId: "s1", startsAt: "2027-01-11T09:00:00Z", creditCount: 1 },
 *   { kind: "booked", id: "e3", ...ada, happenedAt: "2027-01-04T09:00:00Z", sessionId: "s2", startsAt: "2027-01-18T09:00:00Z", creditCount: 1 },
 *   { kind: "cancelled", id: "e4", ...ada, happenedAt: "2027-01-10T09:00:01Z", sessionId: "s1", by: "participant" },
 * ];
 * const { balances, movements } = creditBalances({ policy, entries, asOfAt: "2027-01-12T00:00:00Z" });
 * balances; // => [{ personId: "ada", grantedCount: 6, availableCount: 4, heldCount: 1, usedCount: 0, forfeitedCount: 1, expiredCount: 0, refundedCount: 0 }]
 * movements.at(-1); // => { entryId: "e4", personId: "ada", sessionId: "s1", happenedAt: "2027-01-10T09:00:01Z", from: "held", to: "forfeited", creditCount: 1, reason: "late" }
 * ```
 */
export function creditBalances(input: CreditHistory): CreditBalances {
  const { policy, entries, asOfAt } = check(CreditHistory, input);
  const now = millisecondsOf(asOfAt);
  const timed = entries.map((entry): Timed => ({ entry, at: millisecondsOf(entry.happenedAt) })).filter((one) => one.at <= now).sort(byTime);
  const accounts = new Map<string, CreditAccount>();
  for (const { entry } of timed) {
    const account = accounts.get(entry.personId) ?? emptyAccount(entry.personId, policy);
    accounts.set(entry.personId, account);
    replay(account, entry);
  }
  const all = [...accounts.values()].sort((left, right) => (left.personId < right.personId ? -1 : 1));
  for (const account of all) expireUntil(account, now);
  return { asOfAt, balances: all.map(balanceOf), movements: all.flatMap(({ movements }) => movements), rejections: all.flatMap(({ rejections }) => rejections) };
}
