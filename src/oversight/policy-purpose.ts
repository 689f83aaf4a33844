import * as z from "zod";
import { type Fault, repeated, rule } from "../error/index.js";
import { Id, Prose, Title } from "../unit/index.js";
import { listOf } from "./policy-limits.js";

/** What is permitted for a purpose. A request is allowed only if one rule permits every part of it. */
export interface PolicyRule {
  /** Unique in the policy. */
  readonly id: Id;
  /** For which uses. */
  readonly uses: readonly Id[];
  /** From which classes of data. */
  readonly dataClasses: readonly Id[];
  /** What may be concluded about people. */
  readonly inferences: readonly Id[];
  /** Who may see the result. */
  readonly recipientRoles: readonly Id[];
}
/** How long a class of data is kept for a purpose. */
export interface RetentionTerm {
  /** The class. */
  readonly dataClass: Id;
  /** Days of 24 hours from the creation of a record, 0 to 36,500. 0 erases at once. */
  readonly retentionDays: number;
}
/** The only ground on which emotion may be concluded at work. */
export interface EmotionGround {
  /** Which one. */
  readonly ground: "medical" | "safety";
  /** Why it is one. */
  readonly reason: Prose;
}
/** What data about people may serve. */
export interface PolicyPurpose {
  /** Unique in the policy; the `purposeId` of consents. */
  readonly id: Id;
  /** For people. */
  readonly title: Title;
  /** The legal or organizational basis, in the host's words. Nothing is concluded from it. */
  readonly basis: Prose;
  /** Whether each person must have consented. Without it, who refused or withdrew is left out all the same. */
  readonly isConsentRequired: boolean;
  /** What is permitted; without a rule, nothing. */
  readonly rules: readonly PolicyRule[];
  /** How long each class is kept. A class that is missing is not collected, and is due at once where it is there. */
  readonly retention: readonly RetentionTerm[];
  /** Lets rules name the inference `"emotion"`. */
  readonly emotionGround?: EmotionGround;
}
/** Schema of a rule. */
export const PolicyRule = z.strictObject({ id: Id, uses: listOf(Id), dataClasses: listOf(Id), inferences: listOf(Id), recipientRoles: listOf(Id) }).readonly() satisfies z.ZodType<PolicyRule>;
/** Schema of a term of retention. */
export const RetentionTerm = z.strictObject({ dataClass: Id, retentionDays: z.int().min(0).max(36_500) }).readonly() satisfies z.ZodType<RetentionTerm>;
/** Schema of a ground for concluding emotion. */
export const EmotionGround = z.strictObject({ ground: z.enum(["medical", "safety"]), reason: Prose.min(1) }).readonly() satisfies z.ZodType<EmotionGround>;

const duplicateTerm: Fault = { code: "policy-purpose.duplicate_term", message: "Two terms say how long “{dataClass}” is kept.", hint: "Keep one of them." };
const emotionWithoutGround: Fault = { code: "policy-purpose.emotion_without_ground", message: "Emotion may not be concluded at work without a medical or safety ground.", hint: "Remove the inference; or state the ground, after a lawyer has looked at it." };

/** Schema of a purpose. */
export const PolicyPurpose = z
  .strictObject({ id: Id, title: Title, basis: Prose.min(1), isConsentRequired: z.boolean(), rules: listOf(PolicyRule), retention: listOf(RetentionTerm), emotionGround: z.exactOptional(EmotionGround) })
  .check(
    rule(({ rules, retention, emotionGround }: PolicyPurpose, report) => {
      for (const [index, { dataClass }] of repeated(retention, (term) => term.dataClass)) report(duplicateTerm, ["retention", index, "dataClass"], { dataClass });
      if (emotionGround !== undefined) return;
      for (const [index, { inferences }] of rules.entries()) {
        const place = inferences.indexOf("emotion");
        if (place !== -1) report(emotionWithoutGround, ["rules", index, "inferences", place]);
      }
    }),
  )
  .readonly() satisfies z.ZodType<PolicyPurpose>;
