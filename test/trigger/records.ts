import type { SignalRecord, TriggerCondition, TriggerRule, TriggerSignal } from "coachkit/trigger";

/** Share of behaviors shown in calls, from 0 to 1. */
export const quality: TriggerSignal = { signalId: "quality", source: "quality", direction: "higher-is-better", validWeeks: 1, range: { lowest: 0, highest: 1 } };
/** Seconds of a call. */
export const handleTime: TriggerSignal = { signalId: "handle-time", source: "kpi", direction: "lower-is-better", validWeeks: 1 };
/** How sure somebody feels, asked once in four weeks. */
export const confidence: TriggerSignal = { signalId: "confidence", source: "journal", direction: "higher-is-better", validWeeks: 4 };

export const qualityBelow = (limit: number): TriggerCondition => ({ kind: "threshold", signalId: "quality", comparison: "below", limit });
export const ruleOf = (ruleId: string, when: TriggerCondition, rest: Partial<TriggerRule> = {}): TriggerRule => ({ ruleId, title: "A rule", when, priority: 1, cooldownWeeks: 1, needsApproval: true, purposeId: "coaching", actionId: "one-on-one", subject: "De-escalation", ...rest });
/** The weeks of people, from week 0 on; `null` is missing. */
export const recordsOf = (signalId: string, values: Readonly<Record<string, readonly (number | null)[]>>): readonly SignalRecord[] =>
  Object.entries(values).flatMap(([personId, weeks]) => weeks.flatMap((value, week) => (value === null ? [] : [{ personId, signalId, week, value }])));
export const agreed = (...personIds: readonly string[]) => personIds.map((personId) => ({ personId, purposeId: "coaching", decision: "given", decidedAt: "2026-01-01T00:00:00Z" }));
export const weekZeroAt = "2026-01-05T00:00:00Z";
