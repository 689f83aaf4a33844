import type { PurposeConsent } from "coachkit/oversight";
import type { ReplayQuestion, TriggerCondition, TriggerRule } from "coachkit/trigger";
import fc from "fast-check";

const signalId = fc.constantFrom("calm", "speed");
const comparison = fc.constantFrom("below", "at-most", "at-least", "above");
const previous = fc.integer({ min: 1, max: 5 }).chain((previousWeeks) => fc.record({ previousWeeks: fc.constant(previousWeeks), minimumCount: fc.integer({ min: 1, max: previousWeeks }) }));
const leaf = fc.oneof(
  fc.record({ kind: fc.constant("threshold"), signalId, comparison, limit: fc.integer({ min: -1, max: 6 }) }),
  fc.tuple(fc.record({ kind: fc.constant("change"), signalId, comparison, measuredAs: fc.constantFrom("difference", "ratio"), limit: fc.constantFrom(-2, -0.5, -0.1, 0, 0.25, 1) }), previous).map(([one, weeks]) => ({ ...one, ...weeks })),
  fc.tuple(fc.record({ kind: fc.constant("outlier"), signalId, side: fc.constantFrom("below", "above"), deviations: fc.constantFrom(0.5, 1, 2) }), fc.option(fc.constantFrom(0.5, 2)), fc.integer({ min: 3, max: 7 })).map(([one, minimumSpread, previousWeeks]) => ({ ...one, previousWeeks, minimumCount: 3, ...(minimumSpread !== null && { minimumSpread }) })),
  fc.record({ kind: fc.constant("missing"), signalId }),
);
/** Conditions of every kind, a few levels deep. */
const drawnCondition = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof({ maxDepth: 3 }, leaf,
    fc.record({ kind: fc.constantFrom("all", "any"), conditions: fc.array(tie("tree"), { minLength: 1, maxLength: 3 }) }),
    fc.record({ kind: fc.constant("not"), condition: tie("tree") }),
    fc.record({ kind: fc.constant("weeks-in-a-row"), weekCount: fc.integer({ min: 2, max: 3 }), condition: tie("tree") })),
})).tree as fc.Arbitrary<TriggerCondition>;

const drawnRule = fc.record({ when: drawnCondition, priority: fc.integer({ min: 1, max: 2 }), cooldownWeeks: fc.integer({ min: 1, max: 4 }), needsApproval: fc.boolean(), purposeId: fc.constantFrom("coaching", "drills") });
const drawnConsent = fc.record({ personId: fc.constantFrom("ana", "ben", "cleo"), purposeId: fc.constantFrom("coaching", "drills"), decision: fc.constantFrom("given", "given", "withdrawn", "maybe"), day: fc.integer({ min: 1, max: 28 }), month: fc.integer({ min: 1, max: 4 }) });
const twoDigits = (number: number): string => String(number).padStart(2, "0");

/** Three people, two signals of small whole numbers with gaps, and a few rules. */
export const drawnQuestion: fc.Arbitrary<ReplayQuestion> = fc.record({
  rules: fc.array(drawnRule, { minLength: 1, maxLength: 3 }), weekCount: fc.integer({ min: 1, max: 12 }), cells: fc.array(fc.option(fc.integer({ min: 0, max: 5 }), { freq: 4 }), { minLength: 72, maxLength: 72 }),
  valid: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })), consents: fc.oneof(fc.constant("not-looked-at" as const), fc.uniqueArray(drawnConsent, { maxLength: 12, selector: ({ personId, purposeId, month, day }) => `${personId} ${purposeId} ${String(month)} ${String(day)}` })), limit: fc.option(fc.integer({ min: 1, max: 2 })), share: fc.double({ min: 0, max: 0.99, noNaN: true }),
}).map(({ rules, weekCount, cells, valid, consents, limit, share }) => ({
  signals: [
    { signalId: "calm", source: "quality" as const, direction: "higher-is-better" as const, validWeeks: valid[0] },
    { signalId: "speed", source: "kpi" as const, direction: "lower-is-better" as const, validWeeks: valid[1] },
  ],
  rules: rules.map((rule, index): TriggerRule => ({ ...rule, ruleId: `rule-${String(index)}`, title: "A rule", actionId: "huddle", subject: "Calm" })),
  people: ["ana", "ben", "cleo"], weekCount, weekZeroAt: "2026-01-05T00:00:00Z", fromWeek: Math.floor(share * weekCount),
  records: cells.flatMap((value, place) => {
    const [week, person, signal] = [place % 12, ["ana", "ben", "cleo"][Math.floor(place / 12) % 3] ?? "", place < 36 ? "calm" : "speed"];
    return value === null || week >= weekCount ? [] : [{ personId: person, signalId: signal, week, value }];
  }),
  consents: consents === "not-looked-at" ? consents : consents.map(({ month, day, ...one }): PurposeConsent => ({ ...one, decidedAt: `2026-${twoDigits(month)}-${twoDigits(day)}T00:00:00Z` })),
  ...(limit !== null && { perPersonWeekLimit: limit }), confidenceLevel: 0.95,
}));
