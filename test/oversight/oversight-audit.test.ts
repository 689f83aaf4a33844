import { drawOversightAudit, OVERSIGHT_AUDIT_LIMITS, type OversightAuditRequest, type OutputKind } from "coachkit/oversight";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { decisionRecord, proposalRecord } from "./some-proposals.js";

const within = { startsAt: "2026-03-01T00:00:00Z", endsAt: "2026-04-01T00:00:00Z" };
/** So many decided proposals of each kind. */
function request(counts: Partial<Record<OutputKind, number>>, more: Partial<OversightAuditRequest> = {}): OversightAuditRequest {
  const kinds = (Object.entries(counts) as [OutputKind, number][]).flatMap(([kind, count]) => Array.from({ length: count }, (_, place) => ({ kind, id: `${kind}-${String(place)}` })));
  return { auditId: "march", seed: 20260301, within, drawCount: 20, byKind: true, proposals: kinds.map(({ kind, id }) => proposalRecord(id, { outputKind: kind })), decisions: kinds.map(({ id }) => decisionRecord(id)), ...more };
}
const countsOf = (counts: Partial<Record<OutputKind, number>>, more: Partial<OversightAuditRequest> = {}) => drawOversightAudit(request(counts, more)).strata.map(({ stratumId, decidedCount, drawnCount }) => [stratumId, decidedCount, drawnCount]);

test("as many as are wanted are drawn, each kind by its share and at least once", () => {
  expect(countsOf({ summary: 60, "nudge-text": 30, pattern: 10 })).toEqual([["nudge-text", 30, 6], ["pattern", 10, 2], ["summary", 60, 12]]);
  expect(countsOf({ summary: 1000, pattern: 1 })).toEqual([["pattern", 1, 1], ["summary", 1000, 19]]);
  expect(countsOf({ summary: 7, "nudge-text": 7, pattern: 7 })).toEqual([["nudge-text", 7, 7], ["pattern", 7, 7], ["summary", 7, 6]]);
  expect(countsOf({ summary: 60, pattern: 40 }, { byKind: false, drawCount: 30 })).toEqual([["all", 100, 30]]);
});
test("what was drawn names its model and who decided, and what went out by itself is drawn too", () => {
  const base = request({ "nudge-text": 40 });
  const sample = drawOversightAudit({ ...base, decisions: base.decisions.map((one) => ({ ...one, outcome: "sent-automatically", deciderId: null })) });
  expect(sample).toMatchObject({ kind: "oversight-audit-sample", schemaVersion: 1, auditId: "march", reason: null });
  expect(new Set(sample.drawn.map(({ proposalId }) => proposalId)).size).toBe(20);
  expect(sample.drawn[0]).toEqual({ proposalId: sample.drawn[0]?.proposalId, stratumId: "nudge-text", modelId: "notes", deciderId: null });
});
test("of fewer than 20 all are drawn, with the reason why they are not enough", () => {
  expect(drawOversightAudit(request({ summary: 19 }))).toMatchObject({ reason: "too-few-decided", strata: [{ decidedCount: 19, drawnCount: 19 }] });
  expect(drawOversightAudit(request({ summary: 20 })).reason).toBeNull();
  expect(drawOversightAudit(request({}))).toMatchObject({ reason: "nothing-decided", drawn: [], strata: [] });
});
test("the stretch begins with its first instant and ends before its last; what nobody decided is left out", () => {
  const base = request({ summary: 25 });
  const decisions = base.decisions.slice(0, 23).map((one, place) => ({ ...one, decidedAt: place < 20 ? "2026-03-31T23:59:59.999Z" : place === 20 ? within.endsAt : "2026-03-02T12:00:00Z" }));
  expect(drawOversightAudit({ ...base, decisions }).strata[0]?.decidedCount).toBe(22);
  expect(drawOversightAudit({ ...base, within: { startsAt: "2026-03-02T12:00:00Z", endsAt: "2026-03-02T12:00:01Z" } }).strata[0]?.decidedCount).toBe(25);
  expect(drawOversightAudit({ ...base, within: { startsAt: "2026-03-02T12:00:01Z", endsAt: "2026-03-03T12:00:01Z" } }).reason).toBe("nothing-decided");
});

describe("nobody chooses", () => {
  test("the same seed draws the same, another seed or audit another, and the fingerprint tells", () => {
    const [one, again, seeded, named] = [request({ summary: 200 }), request({ summary: 200 }), request({ summary: 200 }, { seed: 2 }), request({ summary: 200 }, { auditId: "april" })].map(drawOversightAudit);
    expect(again).toEqual(one);
    for (const other of [seeded, named]) {
      expect(other?.drawn).not.toEqual(one?.drawn);
      expect(other?.frameHash).not.toBe(one?.frameHash);
    }
  });
  test("the order of the lists does not matter", () => {
    fc.assert(fc.property(fc.array(fc.nat(), { minLength: 40, maxLength: 40 }), (keys) => {
      const base = request({ summary: 30, pattern: 10 });
      const shuffled = <One>(list: readonly One[]): readonly One[] => list.map((one, place) => ({ one, key: keys[place] as number })).sort((left, right) => left.key - right.key).map(({ one }) => one);
      expect(drawOversightAudit({ ...base, proposals: shuffled(base.proposals), decisions: shuffled(base.decisions) })).toEqual(drawOversightAudit(base));
    }), { numRuns: 20 });
  });
  test("a decision that falls away moves one place of the sample at most", () => {
    const base = request({ summary: 100 });
    const drawn = new Set(drawOversightAudit(base).drawn.map(({ proposalId }) => proposalId));
    for (const { proposalId } of base.decisions.slice(0, 30)) {
      const others = drawOversightAudit({ ...base, decisions: base.decisions.filter((one) => one.proposalId !== proposalId) }).drawn;
      expect(others.filter((one) => !drawn.has(one.proposalId)).length).toBe(drawn.has(proposalId) ? 1 : 0);
    }
  });
  test("over seeds each proposal is drawn as often as another", () => {
    const base = request({ summary: 40 });
    const times = new Map<string, number>();
    for (let seed = 0; seed < 400; seed += 1) for (const { proposalId } of drawOversightAudit({ ...base, seed }).drawn) times.set(proposalId, (times.get(proposalId) ?? 0) + 1);
    // 400 draws at one half: a standard deviation of 10
    expect(times.size).toBe(40);
    expect([...times.values()].every((count) => Math.abs(count - 200) < 45)).toBe(true);
  });
});

test("less or more than may be drawn, and a stretch without length, are refused", () => {
  const issues = (more: Partial<OversightAuditRequest>): readonly string[] => issuesOf(() => drawOversightAudit(request({ summary: 30 }, more)));
  expect(issues({ drawCount: OVERSIGHT_AUDIT_LIMITS.leastDrawn - 1 })).toEqual(["input.too_small at /drawCount"]);
  expect(issues({ drawCount: OVERSIGHT_AUDIT_LIMITS.drawn + 1 })).toEqual(["input.too_big at /drawCount"]);
  expect(issues({ drawCount: OVERSIGHT_AUDIT_LIMITS.drawn })).toEqual([]);
  expect(issues({ within: { startsAt: within.endsAt, endsAt: within.startsAt } })).toHaveLength(1);
  expect(issues({ decisions: [decisionRecord("nobody-knows")] })).toEqual(["oversight-question.unknown_proposal at /decisions/0/proposalId"]);
});
