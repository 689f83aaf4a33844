import * as z from "zod";
import { Id, Title } from "../unit/index.js";
import { listOf } from "./policy-limits.js";
import type { RiskLabelId } from "./policy-risk-label.js";

/** What results are for, as far as it needs rules of its own. */
export interface PolicyUse {
  /** Its id. */
  readonly id: Id;
  /** For people. */
  readonly title: Title;
  /** Whether the result says something about a named person: a person then always decides. */
  readonly isJudgment: boolean;
  /** Whether a model makes it: a request then has to name the model. */
  readonly isFromModel: boolean;
}
/** Schema of a use. */
export const PolicyUse = z.strictObject({ id: Id, title: Title, isJudgment: z.boolean(), isFromModel: z.boolean() }).readonly() satisfies z.ZodType<PolicyUse>;

/** The uses that every policy knows. Summaries, patterns, ratings and triggers say something about a named person. */
export const builtInUses: readonly PolicyUse[] = [
  { id: "nudge", title: "A message whose words a person wrote", isJudgment: false, isFromModel: false },
  { id: "nudge-text", title: "The words of a message, by a model", isJudgment: false, isFromModel: true },
  { id: "summary", title: "A summary of what somebody did or said", isJudgment: true, isFromModel: true },
  { id: "pattern", title: "A pattern in what somebody did or said", isJudgment: true, isFromModel: true },
  { id: "rating", title: "A rating of observed behavior, by a model", isJudgment: true, isFromModel: true },
  { id: "trigger", title: "A rule that picks somebody for coaching", isJudgment: true, isFromModel: false },
];

/** The roles that every policy knows. */
export const builtInRecipientRoles: readonly Id[] = ["participant", "coach", "coach-supervisor", "coach-lead", "manager", "frontline-manager", "sponsor", "hr", "program-owner", "data-steward"];

/** Something that may not be concluded about a person. */
export interface ForbiddenInference {
  /** What is concluded. */
  readonly id: Id;
  /** For people. */
  readonly title: Title;
}
/** Schema of a forbidden inference. */
export const ForbiddenInference = z.strictObject({ id: Id, title: Title }).readonly() satisfies z.ZodType<ForbiddenInference>;
/** A forbidden inference of the package, with the rules of law it touches as far as cited; none where it is a choice of this package. */
export interface BuiltInForbiddenInference extends ForbiddenInference {
  /** The labels, ids of `euRiskLabels`. */
  readonly labels: readonly RiskLabelId[];
}

const special = "special-category-data";
const biometric = "biometric-sensitive-traits";
/** What no policy may permit, with one exception: emotion on a stated medical or safety ground. */
export const builtInForbiddenInferences: readonly BuiltInForbiddenInference[] = [
  { id: "emotion", title: "Emotion", labels: ["emotion-at-work"] },
  { id: "health", title: "Health", labels: [special] },
  { id: "genetic-trait", title: "Genetic traits", labels: [special] },
  { id: "disability", title: "Disability", labels: [special] },
  { id: "pregnancy", title: "Pregnancy", labels: [special] },
  { id: "personality", title: "Personality", labels: ["employment-high-risk"] },
  { id: "union-membership", title: "Membership of a trade union", labels: [biometric, special] },
  { id: "political-opinion", title: "Political opinions", labels: [biometric, special] },
  { id: "religious-belief", title: "Religious or philosophical beliefs", labels: [biometric, special] },
  { id: "racial-or-ethnic-origin", title: "Racial or ethnic origin", labels: [biometric, special] },
  { id: "sexual-orientation", title: "Sex life or sexual orientation", labels: [biometric, special] },
  { id: "gender-identity", title: "Gender identity", labels: [] },
  { id: "age", title: "Age", labels: [] },
  { id: "family-status", title: "Family status and plans", labels: [] },
];

/** What certain roles never see, whatever a rule permits. */
export interface SharingBan {
  /** A class of data or an inference. */
  readonly about: Id;
  /** The roles that see no result that rests on it or states it. */
  readonly roles: readonly Id[];
}
/** Schema of a ban. */
export const SharingBan = z.strictObject({ about: Id, roles: listOf(Id) }).readonly() satisfies z.ZodType<SharingBan>;
/** No sentiment to managers: it holds in every policy. A choice of this package. */
export const builtInSharingBans: readonly SharingBan[] = [{ about: "sentiment", roles: ["manager", "frontline-manager"] }];
