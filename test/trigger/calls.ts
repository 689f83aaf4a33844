import { kpiCatalog } from "coachkit/kpi";
import { agreed, confidence, handleTime, quality, qualityBelow, recordsOf, ruleOf, weekZeroAt } from "./records.js";

const signals = [quality, handleTime, confidence];
const rules = [
  ruleOf("low-quality", { kind: "weeks-in-a-row", weekCount: 2, condition: qualityBelow(0.7) }, { cooldownWeeks: 4 }),
  ruleOf("slower", { kind: "change", signalId: "handle-time", measuredAs: "ratio", comparison: "at-least", limit: 0.1, previousWeeks: 3, minimumCount: 2 }, { priority: 2, needsApproval: false }),
  ruleOf("unlike-self", { kind: "outlier", signalId: "quality", side: "below", deviations: 3.5, previousWeeks: 8, minimumCount: 3, minimumSpread: 0.02 }, { priority: 3 }),
  ruleOf("silent", { kind: "all", conditions: [{ kind: "missing", signalId: "confidence" }, { kind: "not", condition: { kind: "missing", signalId: "quality" } }] }, { priority: 4 }),
];
const people = ["ana", "ben", "cleo"];
const records = [
  ...recordsOf("quality", { ana: [0.8, 0.6, 0.6, 0.5, 0.4], ben: [0.8, 0.81, 0.79, 0.8, 0.6] }),
  ...recordsOf("handle-time", { ana: [300, 310, 290, 300, 330], ben: [300, 310, 290, 300, 290] }),
  ...recordsOf("confidence", { ana: [3, null, null, null, null], ben: [null, 4, null, null, null] }),
];
const history = { signals, rules, people, records, weekCount: 5, weekZeroAt };
const columns = { values: Float64Array.of(0.6, 0.65, 0.6, 0.8, 0, 0.9), isPresent: Uint8Array.of(1, 1, 1, 1, 0, 1), isPermitted: Uint8Array.of(1, 0) };
const contacts = Array.from({ length: 40 }, (_, index) => ({ contactId: `call-${String(index)}`, personId: "ada", date: "2026-03-02", endedAt: `2026-03-02T1${String(Math.floor(index / 5))}:${String((index % 5) + 1)}0:00Z` }));

export const calls = {
  firedTriggers: [{ ...history, at: "2026-02-09T08:00:00Z", consents: agreed("ana"), earlier: [{ ruleId: "low-quality", personId: "ana", week: 2 }], perPersonWeekLimit: 1 }],
  kpiSignal: [{ kpi: kpiCatalog[0], validWeeks: 2 }],
  replayTriggerColumns: [{ signals: [quality], rules: rules.slice(0, 1), personCount: 2, weekCount: 3, fromWeek: 0, ...columns }],
  replayTriggers: [{
    ...history, fromWeek: 1, consents: "not-looked-at", confidenceLevel: 0.95, reliabilities: [{ signalId: "quality", reliability: 0.5 }],
    labels: { chosen: "independently", entries: [{ personId: "ana", week: 2, wasNeeded: true }, { personId: "ben", week: 4, wasNeeded: false }, { personId: "ben", week: 2, wasNeeded: true }] },
  }],
  sampleContacts: [{ contacts, seed: 7, sampledFraction: 0.1, perPersonDayLimit: 6, minimumSpacingMinutes: 30, durationMinutes: 5, shiftMinutes: 480 }],
};
