import { DAY, instantText, millisecondsOf } from "../time/internal.js";
import type { Count, Id, Instant } from "../unit/index.js";
import type { BookedEntry, CalledOffEntry, CancellationPolicy, CreditEntry, GrantedEntry, SettledEntry } from "./credit-entry.js";
import { type CreditLot, dequeue, enqueue, type LotQueue } from "./credit-lots.js";

/** Where credits can be. */
export type CreditPlace = "outside" | "available" | "held" | "used" | "forfeited" | "expired";

/** Credits that went from one place to another. */
export interface CreditMovement {
  /** The entry that moved them; of credits that expired or were carried over, the one that granted them. */
  readonly entryId: Id;
  /** Whose they are. */
  readonly personId: Id;
  /** The session they were held for; `null` when it is about none. */
  readonly sessionId: Id | null;
  /** When. */
  readonly happenedAt: Instant;
  /** Where they were. */
  readonly from: CreditPlace;
  /** Where they are from then on. */
  readonly to: CreditPlace;
  /** How many. */
  readonly creditCount: Count;
  /** Why. */
  readonly reason: "granted" | "booked" | "delivered" | "in-time" | "late" | "no-show" | "not-the-participants-doing" | "waived" | "expired" | "carried-over";
}

/** An entry that moved nothing. */
export interface CreditRejection {
  /** The entry. */
  readonly entryId: Id;
  /** Whose credits it is about. */
  readonly personId: Id;
  /** `not-enough-credits`: the booking asks for more than is available, and holds none; `already-booked`: credits are held for this session; `not-booked`: none are or were; `already-settled`: it was delivered, cancelled or missed before; `nothing-forfeited`: there is nothing to give back. */
  readonly reason: "not-enough-credits" | "already-booked" | "not-booked" | "already-settled" | "nothing-forfeited";
  /** How many credits a booking lacks; 0 with other reasons. */
  readonly missingCount: Count;
}

/** Credits taken from a lot. */
interface Part {
  readonly lot: CreditLot;
  readonly count: number;
}
/** Credits held for a session, and what became of them. */
interface Hold {
  readonly startsAt: number;
  parts: readonly Part[];
  forfeited: readonly Part[];
}

/** A person's credits while entries are replayed. */
export interface CreditAccount {
  readonly personId: string;
  readonly policy: CancellationPolicy;
  readonly queue: LotQueue;
  readonly orders: Map<CreditLot, number>;
  availableCount: number;
  readonly holds: Map<string, Hold>;
  readonly movements: CreditMovement[];
  readonly rejections: CreditRejection[];
}

/** From where to where, when and why. */
type Route = Pick<CreditMovement, "entryId" | "happenedAt" | "from" | "to" | "reason"> & { readonly sessionId?: string | null };

function move({ personId, movements }: CreditAccount, { sessionId = null, ...route }: Route, creditCount: number): void {
  if (creditCount > 0) movements.push({ ...route, personId, sessionId, creditCount });
}

const reject = ({ personId, rejections }: CreditAccount, { id: entryId }: CreditEntry, reason: CreditRejection["reason"], missingCount = 0): void => { rejections.push({ entryId, personId, reason, missingCount }); };

const sumOf = (parts: readonly Part[]): number => parts.reduce((sum, { count }) => sum + count, 0);

/** An account before anything has happened. */
export const emptyAccount = (personId: string, policy: CancellationPolicy): CreditAccount => ({ personId, policy, queue: [], orders: new Map(), availableCount: 0, holds: new Map(), movements: [], rejections: [] });

/** Makes credits available in a lot. */
function add(account: CreditAccount, lot: CreditLot, count: number): void {
  const { queue, orders } = account;
  const order = orders.get(lot) ?? orders.size;
  orders.set(lot, order);
  if (lot.leftCount === 0) enqueue(queue, lot, order);
  lot.leftCount += count;
  account.availableCount += count;
}

const lotOf = (grantId: string, expiresAt: number, isCarried: boolean): CreditLot => ({ grantId, expiresAt, isCarried, carriedCount: 0, leftCount: 0, refundedAt: -Infinity });

/** Lets lots end that end at `now` or before; what the policy keeps of them ends later, and may have ended too. */
export function expireUntil(account: CreditAccount, now: number): void {
  const { policy: { carryOver }, queue } = account;
  for (let lot = queue[0]?.lot; lot !== undefined && lot.expiresAt <= now; lot = queue[0]?.lot) {
    const at = Math.max(lot.expiresAt, lot.refundedAt);
    const route = { entryId: lot.grantId, happenedAt: instantText(at), from: "available" as const };
    const left = lot.leftCount;
    const kept = carryOver === undefined || lot.isCarried ? 0 : Math.min(left, carryOver.maximumCount - lot.carriedCount);
    dequeue(queue);
    lot.leftCount = 0;
    lot.carriedCount += kept;
    account.availableCount -= left;
    move(account, { ...route, to: "expired", reason: "expired" }, left - kept);
    if (carryOver === undefined || kept === 0) continue;
    move(account, { ...route, to: "available", reason: "carried-over" }, kept);
    const carried = lotOf(lot.grantId, lot.expiresAt + Math.round(carryOver.lastsDays * DAY), true);
    carried.refundedAt = at;
    add(account, carried, kept);
  }
}

function grant(account: CreditAccount, { id, happenedAt, creditCount, expiresAt }: GrantedEntry): void {
  const { grantLastsDays } = account.policy;
  const ends = expiresAt !== undefined ? millisecondsOf(expiresAt) : grantLastsDays === undefined ? Infinity : millisecondsOf(happenedAt) + Math.round(grantLastsDays * DAY);
  move(account, { entryId: id, happenedAt, from: "outside", to: "available", reason: "granted" }, creditCount);
  add(account, lotOf(id, ends, false), creditCount);
}

/** Takes available credits from the lots that end first. */
function take(account: CreditAccount, creditCount: number): readonly Part[] {
  const parts: Part[] = [];
  account.availableCount -= creditCount;
  for (let missing = creditCount, lot = account.queue[0]?.lot; missing > 0 && lot !== undefined; lot = account.queue[0]?.lot) {
    const count = Math.min(lot.leftCount, missing);
    lot.leftCount -= count;
    missing -= count;
    parts.push({ lot, count });
    if (lot.leftCount === 0) dequeue(account.queue);
  }
  return parts;
}

function hold(account: CreditAccount, entry: BookedEntry): void {
  const { id, happenedAt, sessionId, startsAt, creditCount } = entry;
  if ((account.holds.get(sessionId)?.parts.length ?? 0) > 0) {
    reject(account, entry, "already-booked");
    return;
  }
  if (account.availableCount < creditCount) {
    reject(account, entry, "not-enough-credits", creditCount - account.availableCount);
    return;
  }
  account.holds.set(sessionId, { startsAt: millisecondsOf(startsAt), parts: take(account, creditCount), forfeited: [] });
  move(account, { entryId: id, sessionId, happenedAt, from: "available", to: "held", reason: "booked" }, creditCount);
}

/** Credits go back to where they came from; with `lastsDays` they last at least so long from `now` on. */
function giveBack(account: CreditAccount, parts: readonly Part[], now: number, lastsDays: number | undefined): void {
  for (const { lot, count } of parts) {
    const longer = lastsDays === undefined ? -Infinity : now + Math.round(lastsDays * DAY);
    const own = longer > lot.expiresAt ? lotOf(lot.grantId, longer, true) : lot;
    own.refundedAt = now;
    add(account, own, count);
  }
}

/** The first `count` credits of the parts, and the rest: those that end first are forfeited first. */
function split(parts: readonly Part[], count: number): readonly [readonly Part[], readonly Part[]] {
  let left = count;
  const first = parts.map((part) => {
    const taken = Math.min(part.count, left);
    left -= taken;
    return { lot: part.lot, count: taken };
  });
  const rest = parts.map(({ lot, count: whole }, index) => ({ lot, count: whole - (first[index]?.count ?? 0) }));
  return [first.filter(({ count: some }) => some > 0), rest.filter(({ count: some }) => some > 0)];
}

/** The share of the held credits that a session called off forfeits, and why. */
function verdictOn({ policy }: CreditAccount, entry: CalledOffEntry, startsAt: number): readonly [fraction: number, reason: CreditMovement["reason"]] {
  if (entry.by !== "participant") return [0, "not-the-participants-doing"];
  if (entry.kind === "no-show") return [policy.noShowForfeitFraction, "no-show"];
  const isInTime = startsAt - millisecondsOf(entry.happenedAt) >= Math.round(policy.noticeHours * 3_600_000);
  return isInTime ? [0, "in-time"] : [policy.lateForfeitFraction, "late"];
}

function settle(account: CreditAccount, entry: SettledEntry | CalledOffEntry): void {
  const { id: entryId, happenedAt, sessionId } = entry;
  const held = account.holds.get(sessionId);
  if (held === undefined || held.parts.length === 0) {
    reject(account, entry, held === undefined ? "not-booked" : "already-settled");
    return;
  }
  const route = { entryId, sessionId, happenedAt, from: "held" as const };
  if (!("by" in entry)) {
    move(account, { ...route, to: "used", reason: "delivered" }, sumOf(held.parts));
  } else {
    const [fraction, reason] = verdictOn(account, entry, held.startsAt);
    // 0.07 × 100 is a little more than 7 in binary, 0.29 × 100 a little less than 29
    const [forfeited, refunded] = split(held.parts, Math.floor(Math.round(sumOf(held.parts) * fraction * 1e6) / 1e6));
    move(account, { ...route, to: "forfeited", reason }, sumOf(forfeited));
    move(account, { ...route, to: "available", reason }, sumOf(refunded));
    giveBack(account, refunded, millisecondsOf(happenedAt), entry.by === "participant" ? undefined : account.policy.refundLastsDays);
    held.forfeited = forfeited;
  }
  held.parts = [];
}

function waive(account: CreditAccount, entry: SettledEntry): void {
  const held = account.holds.get(entry.sessionId);
  if (held === undefined || held.forfeited.length === 0) {
    reject(account, entry, held === undefined ? "not-booked" : "nothing-forfeited");
    return;
  }
  move(account, { entryId: entry.id, sessionId: entry.sessionId, happenedAt: entry.happenedAt, from: "forfeited", to: "available", reason: "waived" }, sumOf(held.forfeited));
  giveBack(account, held.forfeited, millisecondsOf(entry.happenedAt), account.policy.refundLastsDays);
  held.forfeited = [];
}

/** One entry after all that happened before it. */
export function replay(account: CreditAccount, entry: CreditEntry): void {
  expireUntil(account, millisecondsOf(entry.happenedAt));
  if (entry.kind === "granted") grant(account, entry);
  else if (entry.kind === "booked") hold(account, entry);
  else if (entry.kind === "waived") waive(account, entry);
  else settle(account, entry);
}
