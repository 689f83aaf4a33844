import type { CheckedRule, ReviewRule } from "./review-rule.js";
import { aiRules } from "./rules/ai.js";
import { audienceRules } from "./rules/audience.js";
import { baselineRules } from "./rules/baseline.js";
import { claimRules } from "./rules/claim.js";
import { coachRules } from "./rules/coach.js";
import { followUpRules } from "./rules/follow-up.js";
import { governanceRules } from "./rules/governance.js";
import { loadRules } from "./rules/load.js";
import { managerRules } from "./rules/manager.js";
import { measureRules } from "./rules/measure.js";
import { mentoringRules } from "./rules/mentoring.js";
import { rhythmRules } from "./rules/rhythm.js";
import { sizeRules } from "./rules/size.js";

/** The one table of rules, with their checks, in the order of the documentation. */
export const checkedRules: readonly CheckedRule[] = [...followUpRules, ...rhythmRules, ...loadRules, ...sizeRules, ...measureRules, ...baselineRules, ...managerRules, ...coachRules, ...audienceRules, ...governanceRules, ...aiRules, ...mentoringRules, ...claimRules];

/**
 * The rules of the program review as data, in the order in which they are documented. Codes are stable; a rule's texts may be improved.
 *
 * @example
 * ```ts
 * reviewRules.find(({ code }) => code === "follow-up-gap").severity; // => "error"
 * ```
 */
export const reviewRules: readonly ReviewRule[] = checkedRules.map(({ code, subject, severity, firesWhen, why, fix, needs }) => ({ code, subject, severity, firesWhen, why, fix, needs }));
