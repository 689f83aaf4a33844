import * as z from "zod";
import { check } from "../error/index.js";
import { millisecondsOf } from "../time/internal.js";
import { Id, Instant } from "../unit/index.js";

/** What bounds consents. */
export const CONSENT_LIMITS = {
  /** Decisions of one call. */
  decisions: 500_000,
} as const;

/** What one person decided about one purpose that data about them serve, or messages to them. */
export interface PurposeConsent {
  /** Who decided. */
  readonly personId: Id;
  /** About what: `"nudges"`, `"trigger-signals"`, `"call-summaries"` or a host's own. */
  readonly purposeId: Id;
  /** `"given"`, `"refused"` or `"withdrawn"`. Only `"given"` permits; a host's own word, or one that nobody knows, denies. */
  readonly decision: Id;
  /** When. It holds from then on, until a later decision. */
  readonly decidedAt: Instant;
}
/** Schema of a consent for a purpose. */
export const PurposeConsent = z.strictObject({ personId: Id, purposeId: Id, decision: Id, decidedAt: Instant }).readonly() satisfies z.ZodType<PurposeConsent>;

/** Whether a person's consent covers a purpose at an instant. */
export interface ConsentQuestion {
  /** What was decided, by anyone about anything, in any order. */
  readonly consents: readonly PurposeConsent[];
  /** Whose consent. */
  readonly personId: Id;
  /** For what. */
  readonly purposeId: Id;
  /** At which instant. Later decisions do not count. */
  readonly at: Instant;
}
/** Schema of a question about consent. */
export const ConsentQuestion = z.strictObject({ consents: z.array(PurposeConsent).max(CONSENT_LIMITS.decisions).readonly(), personId: Id, purposeId: Id, at: Instant }).readonly() satisfies z.ZodType<ConsentQuestion>;

/** Why consent holds, or not: `"given"`; `"refused"`, `"withdrawn"`; `"never-asked"` when nothing was decided by then; `"unknown-decision"` when the latest decision is a word that is none of these. */
export type ConsentReason = "given" | "refused" | "withdrawn" | "never-asked" | "unknown-decision";

/** Whether consent holds. */
export interface ConsentStanding {
  /** Whether the person's consent covers the purpose. */
  readonly isGiven: boolean;
  /** Why, or why not. */
  readonly reason: ConsentReason;
  /** The decision that counts; `null` when there is none. */
  readonly decidedAt: Instant | null;
}

const wordOf = (decision: Id): Exclude<ConsentReason, "never-asked"> => (decision === "given" || decision === "refused" || decision === "withdrawn" ? decision : "unknown-decision");
const denialFirst = ["withdrawn", "refused", "unknown-decision", "given"];

/** The decisions of many people, sorted once and asked often. */
export function consentBook(consents: readonly PurposeConsent[]): (personId: Id, purposeId: Id, at: number) => ConsentStanding {
  const decisionsOf = new Map<string, { readonly at: number; readonly consent: PurposeConsent }[]>();
  const keyOf = (personId: Id, purposeId: Id) => `${personId}\n${purposeId}`;
  for (const consent of consents) {
    const key = keyOf(consent.personId, consent.purposeId);
    const known = decisionsOf.get(key);
    const entry = { at: millisecondsOf(consent.decidedAt), consent };
    if (known === undefined) decisionsOf.set(key, [entry]);
    else known.push(entry);
  }
  // of two decisions of one instant the one that denies comes last and counts
  const rank = ({ consent }: { readonly consent: PurposeConsent }) => -denialFirst.indexOf(wordOf(consent.decision));
  for (const decisions of decisionsOf.values()) decisions.sort((left, right) => left.at - right.at || rank(left) - rank(right));
  return (personId, purposeId, at) => {
    const decisions = decisionsOf.get(keyOf(personId, purposeId)) ?? [];
    // halved, since a plan of nudges asks for many instants of one person
    let [low, high] = [0, decisions.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((decisions[middle]?.at ?? Infinity) <= at) low = middle + 1;
      else high = middle;
    }
    const latest = decisions[low - 1];
    if (latest === undefined) return { isGiven: false, reason: "never-asked", decidedAt: null };
    const reason = wordOf(latest.consent.decision);
    return { isGiven: reason === "given", reason, decidedAt: latest.consent.decidedAt };
  };
}

/**
 * Whether a person's consent covers a purpose at an instant. Denied unless given: who was never asked, refused, withdrew, or decided something unknown has not consented. The latest decision counts; of two of the same instant the one that denies.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * const consents = [
 *   { personId: "ana", purposeId: "nudges", decision: "given", decidedAt: "2026-01-05T09:00:00Z" },
 *   { personId: "ana", purposeId: "nudges", decision: "withdrawn", decidedAt: "2026-03-02T09:00:00Z" },
 * ];
 * consentStanding({ consents, personId: "ana", purposeId: "nudges", at: "2026-02-01T00:00:00Z" }).isGiven; // => true
 * consentStanding({ consents, personId: "ana", purposeId: "nudges", at: "2026-04-01T00:00:00Z" }).reason; // => "withdrawn"
 * consentStanding({ consents, personId: "ben", purposeId: "nudges", at: "2026-04-01T00:00:00Z" }).reason; // => "never-asked"
 * ```
 */
export function consentStanding(question: ConsentQuestion): ConsentStanding {
  const { consents, personId, purposeId, at } = check(ConsentQuestion, question);
  return consentBook(consents)(personId, purposeId, millisecondsOf(at));
}
