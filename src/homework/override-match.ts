import * as z from "zod";
import { check, CoachingError, type Fault, type Issue, issueOf } from "../error/index.js";
import { millisecondsOf } from "../time/internal.js";
import { type Fraction, Id, Instant, Prose } from "../unit/index.js";
import { HomeworkMatch } from "./homework-match.js";
import { tidied } from "./logits.js";
import { HomeworkRejectionCode, NeededChange } from "./needed-change.js";
import { DifficultyVerdict } from "./success-band.js";

/** A homework in a decision: what it was expected to be like. */
export interface WeighedHomework {
  /** The homework. */
  readonly itemId: Id;
  /** Its chance of success; null when the ability did not name a skill that it takes. */
  readonly probability: Fraction | null;
  /** How that lay to the band; null without a chance. */
  readonly verdict: DifficultyVerdict | null;
}
/** A homework in a decision. */
export const WeighedHomework = z.strictObject({ itemId: Id, probability: z.number().min(0).max(1).nullable(), verdict: DifficultyVerdict.nullable() }).readonly() satisfies z.ZodType<WeighedHomework>;

/** A coach who chooses another homework than the one recommended. */
export interface HomeworkOverrideRequest {
  /** What was recommended. */
  readonly match: HomeworkMatch;
  /** What the coach gives: another item of the same match, ranked or rejected. */
  readonly itemId: Id;
  /** Who decides. */
  readonly coachId: Id;
  /** Why, in the coach's words: at least one character. */
  readonly reason: Prose;
  /** When. */
  readonly at: Instant;
}

const Reason = Prose.min(1, { error: "An override needs a reason.\nSay why this homework is better for this person." });
/** A coach who chooses another homework than the one recommended. */
export const HomeworkOverrideRequest = z.strictObject({ match: HomeworkMatch, itemId: Id, coachId: Id, reason: Reason, at: Instant }).readonly() satisfies z.ZodType<HomeworkOverrideRequest>;

/** A coach's choice against a recommendation: a document that a host stores. */
export interface HomeworkOverride {
  /** Says what the document is. */
  readonly kind: "homework-override";
  /** The version of this shape. */
  readonly schemaVersion: 1;
  /** For whom. */
  readonly participantId: Id;
  /** Who decided. */
  readonly coachId: Id;
  /** Why, in the coach's words. */
  readonly reason: Prose;
  /** When. */
  readonly at: Instant;
  /** When the match was made. */
  readonly matchedAt: Instant;
  /** What the homework was for. */
  readonly purpose: Id;
  /** The version of the rules that recommended. */
  readonly policyVersion: HomeworkMatch["policyVersion"];
  /** The first on the list; null when there was none. */
  readonly recommended: WeighedHomework | null;
  /** What the coach gave. */
  readonly chosen: WeighedHomework;
  /** How the choice differs: `harder`, `easier` or `as-hard` by its chance of success; `unknown` without a recommendation or a chance. */
  readonly direction: "harder" | "easier" | "as-hard" | "unknown";
  /** What spoke against the choice; empty when it stood lower on the list. */
  readonly overriddenCodes: readonly HomeworkRejectionCode[];
  /** What would have had to change, where that is a number. */
  readonly counterfactual: readonly NeededChange[];
}

const directions = ["harder", "easier", "as-hard", "unknown"] as const;

/** A coach's choice against a recommendation: reads what was stored. */
export const HomeworkOverride = z
  .strictObject({
    kind: z.literal("homework-override"), schemaVersion: z.literal(1), participantId: Id, coachId: Id, reason: Reason, at: Instant, matchedAt: Instant, purpose: Id, policyVersion: z.literal("sweet-spot-2"),
    recommended: WeighedHomework.nullable(), chosen: WeighedHomework, direction: z.enum(directions), overriddenCodes: z.array(HomeworkRejectionCode).max(20).readonly(), counterfactual: z.array(NeededChange).max(100).readonly(),
  })
  .readonly() satisfies z.ZodType<HomeworkOverride>;

const unknownItem: Fault = { code: "override-match.unknown_item", message: "The match does not speak of the item “{itemId}”.", hint: "Choose an item of the bank that was matched." };
const notOverride: Fault = { code: "override-match.not_an_override", message: "“{itemId}” is what was recommended.", hint: "Keep it as a choice that followed the recommendation." };
const beforeMatch: Fault = { code: "override-match.before_match", message: "The override at {at} is older than the match at {matchedAt}.", hint: "Correct the time." };

type Found = Pick<HomeworkOverride, "chosen" | "overriddenCodes" | "counterfactual">;

function foundIn({ ranked, rejected }: HomeworkMatch, itemId: Id): Found | undefined {
  const listed = ranked.find((one) => one.itemId === itemId);
  if (listed !== undefined) return { chosen: { itemId, probability: listed.probability, verdict: listed.verdict }, overriddenCodes: [], counterfactual: listed.counterfactual };
  const out = rejected.find((one) => one.itemId === itemId);
  if (out === undefined) return undefined;
  const verdict = out.codes.find((code) => code === "too-hard" || code === "too-easy") ?? "in-band";
  return { chosen: { itemId, probability: out.probability, verdict: out.probability === null ? null : verdict }, overriddenCodes: out.codes, counterfactual: out.counterfactual };
}

function directionOf(chosen: number | null, recommended: number | null | undefined): HomeworkOverride["direction"] {
  if (chosen === null || recommended === null || recommended === undefined) return "unknown";
  const easier = tidied(chosen - recommended);
  return easier === 0 ? "as-hard" : easier > 0 ? "easier" : "harder";
}

/**
 * The record of a coach who chose another homework than the one recommended: what was recommended, what was chosen, what spoke against it and why the coach chose it all the same.
 * The coach decides; the record lets the program learn from it (`overrideSummary`).
 *
 * @throws CoachingError `override-match.unknown_item`, `override-match.not_an_override`, `override-match.before_match`, `input.*`
 * @example
 * ```ts
 * const item = (id: string, difficultyLogits: number) => ({ id, version: 1, title: "Say why our work matters", loads: [{ skillId: "vision", weight: 1, difficultyLogits }], discrimination: 1, combine: "compensatory", prerequisites: [], durationMinutes: 20, languages: ["en"], contexts: [], tags: [] });
 * const bank = { kind: "homework-bank", schemaVersion: 1, id: "leadership", skills: [{ id: "vision", title: "Vision" }], items: [item("h1", -1.8), item("h2", 1)] };
 * const ability = { participantId: "p1", skills: [{ skillId: "vision", abilityLogits: -1, standardErrorLogits: 0.2, outcomeCount: 80 }] };
 * const match = matchHomework({ bank, ability, purpose: "stretch", language: "en", availableMinutes: 30, history: [], at: "2026-10-05T07:00:00Z" });
 * const override = overrideMatch({ match, itemId: "h2", coachId: "c1", reason: "She speaks to the whole company on Friday.", at: "2026-10-05T09:00:00Z" });
 * [override.recommended.itemId, override.chosen.itemId, override.direction, ...override.overriddenCodes]; // => ["h1", "h2", "harder", "too-hard"]
 * ```
 */
export function overrideMatch(input: HomeworkOverrideRequest): HomeworkOverride {
  const { match, itemId, coachId, reason, at } = check(HomeworkOverrideRequest, input);
  const best = match.ranked[0];
  const found = foundIn(match, itemId);
  const issues: Issue[] = [];
  if (best?.itemId === itemId) issues.push(issueOf(notOverride, ["itemId"], { itemId }));
  if (millisecondsOf(at) < millisecondsOf(match.at)) issues.push(issueOf(beforeMatch, ["at"], { at, matchedAt: match.at }));
  if (found === undefined) throw new CoachingError([...issues, issueOf(unknownItem, ["itemId"], { itemId })]);
  if (issues.length > 0) throw new CoachingError(issues);
  const recommended = best === undefined ? null : { itemId: best.itemId, probability: best.probability, verdict: best.verdict };
  return {
    kind: "homework-override", schemaVersion: 1, participantId: match.participantId, coachId, reason, at, matchedAt: match.at, purpose: match.purpose, policyVersion: match.policyVersion,
    recommended, ...found, direction: directionOf(found.chosen.probability, recommended?.probability),
  };
}
