export { planNudges, streamNudges } from "./plan-nudges.js";
export { NudgePerson, NudgePlanRequest, OneToOneStart, SentNudge } from "./plan-person.js";
export type { FatigueNotice, NudgeAssumptions, NudgeContent, NudgeDecisionPoint, NudgeHoldReason, NudgePlan, PersonNudges, PlannedNudge, SuppressedNudge } from "./plan-result.js";
export { NUDGE_PLAN_LIMITS, NudgeCadence, NudgeCalendar, NudgeChance, NudgeRules, NudgeWish, QuietHours } from "./plan-rules.js";
export type { AnyCadence, OneToOneCadence, WeeklyCadence } from "./plan-rules.js";
export { nudgeEffect, NUDGE_EFFECT_LIMITS, NudgeEffectQuestion, NudgeMoment } from "./nudge-effect.js";
export type { NudgeEffect } from "./nudge-effect.js";
