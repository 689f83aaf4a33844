import { type DecisionRecord, OVERSIGHT_LIMITS, oversightFigures, type OversightQuestion, type ProposalRecord } from "coachkit/oversight";
import { wilsonInterval } from "coachkit/statistics";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { decisionRecord, proposalRecord, provenance } from "./some-proposals.js";

const at = "2026-03-03T10:00:00Z";
const figures = (proposals: readonly ProposalRecord[], decisions: readonly DecisionRecord[], more: Partial<OversightQuestion> = {}) => oversightFigures({ proposals, decisions, at, confidenceLevel: 0.95, ...more });
const idsOf = (count: number, name = "p"): readonly string[] => Array.from({ length: count }, (_, place) => `${name}${String(place)}`);
/** So many proposals, decided by so many people in turn. */
const decidedBy = (count: number, deciders: readonly string[], changes: (place: number) => Partial<DecisionRecord> = () => ({})): readonly DecisionRecord[] => idsOf(count).map((id, place) => decisionRecord(id, { deciderId: deciders[place % deciders.length] ?? null, ...changes(place) }));

test("what was accepted, edited and rejected, what went out by itself, and what waits", () => {
  const proposals = idsOf(7).map((id) => proposalRecord(id));
  const decisions = [
    decisionRecord("p0"), decisionRecord("p1", { outcome: "edited", editFraction: 0.2, reasonId: "tone", decidedAt: "2026-03-02T14:00:00Z" }), decisionRecord("p2", { outcome: "edited", editFraction: 0.4, reasonId: "tone", decidedAt: "2026-03-02T10:00:00Z" }),
    decisionRecord("p3", { outcome: "rejected", reasonId: "wrong-person", decidedAt: "2026-03-03T10:00:00Z" }), decisionRecord("p4", { outcome: "sent-automatically", deciderId: null, reasonId: "step" }),
  ];
  const found = figures(proposals, decisions);
  expect(found).toMatchObject({ proposalCount: 7, automaticCount: 1, medianWaitHours: 3, backlog: { count: 2, oldestHours: 24, oldestProposalIds: ["p5", "p6"] } });
  expect(found.ninetiethPercentileWaitHours).toBeCloseTo(18, 12); // of 0, 2, 4, 24 at place 2.7
  expect(found.all).toMatchObject({ decidedCount: 4, deciderCount: 1, acceptedFraction: { estimate: 0.25, n: 4, method: "wilson", warnings: [] }, editedFraction: { estimate: 0.5 }, rejectedFraction: { estimate: 0.25 } });
  expect(found.all.medianEditFraction).toBeCloseTo(0.3, 12);
  expect(found.reasons).toEqual([{ outcome: "edited", reasonId: "tone", count: 2, deciderCount: 1 }, { outcome: "accepted", reasonId: "fits", count: 1, deciderCount: 1 }, { outcome: "rejected", reasonId: "wrong-person", count: 1, deciderCount: 1 }]);
  expect(found.assumptions).toEqual({ leastDecisionCount: 20, fastSeconds: 10, acceptsAllFraction: 0.95, overturnedFraction: 0.5 });
});
test("without decisions nothing is said, and everything waits", () => {
  const found = figures([proposalRecord("p0")], []);
  expect(found.all).toMatchObject({ decidedCount: 0, acceptedFraction: { estimate: null, reason: "too-few-observations", n: 0, needed: 1 }, medianEditFraction: null });
  expect(found).toMatchObject({ byKind: [], byModel: [], byDecider: [], reasons: [], medianWaitHours: null, ninetiethPercentileWaitHours: null, backlog: { count: 1 } });
  expect(figures([], []).backlog).toEqual({ count: 0, oldestHours: null, oldestProposalIds: [] });
});
test("at most 20 of those that wait are named, the oldest first, by id among equals", () => {
  const proposals = idsOf(25).map((id, place) => proposalRecord(id, { provenance: { ...provenance, producedAt: place === 13 ? "2026-03-01T10:00:00Z" : provenance.producedAt } }));
  const { count, oldestHours, oldestProposalIds } = figures(proposals, []).backlog;
  expect([count, oldestHours, oldestProposalIds.length, oldestProposalIds.slice(0, 3)]).toEqual([25, 48, 20, ["p13", "p0", "p1"]]);
});
test("kinds, and versions of models, are told apart", () => {
  const proposals = [proposalRecord("p0"), proposalRecord("p1", { outputKind: "pattern" }), proposalRecord("p2", { provenance: { ...provenance, modelVersion: "2026-03" } }), proposalRecord("p3", { provenance: { ...provenance, modelId: "other" } })];
  const found = figures(proposals, idsOf(4).map((id) => decisionRecord(id)));
  expect(found.byKind.map(({ outputKind, decidedCount }) => [outputKind, decidedCount])).toEqual([["pattern", 1], ["summary", 3]]);
  expect(found.byModel.map(({ modelId, modelVersion, outputKind }) => [modelId, modelVersion, outputKind])).toEqual([["notes", "2026-02", "pattern"], ["notes", "2026-02", "summary"], ["notes", "2026-03", "summary"], ["other", "2026-02", "summary"]]);
});

describe("decisions of one person are alike", () => {
  const proposals = idsOf(60).map((id) => proposalRecord(id));
  test("six people who each accept all or nothing say little more than six decisions do", () => {
    const deciders = ["a", "b", "c", "d", "e", "f"];
    const decisions = decidedBy(60, deciders, (place) => (place % 6 < 3 ? {} : { outcome: "rejected" }));
    const { acceptedFraction } = figures(proposals, decisions).all;
    // squares of 10 − 5 and 0 − 5, six times 25: 6/5 · 150 · 59 ÷ (60² · ¼)
    const effect = ((6 / 5) * 150 * 59) / (3600 * 0.25);
    expect(acceptedFraction).toMatchObject({ estimate: 0.5, method: "wilson-design-effect", warnings: [], confidence: wilsonInterval({ successes: 30, n: 60, confidenceLevel: 0.95, designEffect: effect }) });
    expect((acceptedFraction as { effectiveN: number }).effectiveN).toBeCloseTo(60 / effect, 10);
  });
  test("six people who all accept the same share lose nothing, and all who accept everything count once each", () => {
    const alike = figures(proposals, decidedBy(60, ["a", "b", "c", "d", "e", "f"], (place) => (place < 30 ? {} : { outcome: "rejected" }))).all.acceptedFraction;
    expect(alike).toMatchObject({ method: "wilson", effectiveN: 60 });
    expect(figures(proposals, decidedBy(60, ["a", "b", "c", "d", "e", "f"])).all.acceptedFraction).toMatchObject({ estimate: 1, effectiveN: 6, confidence: wilsonInterval({ successes: 6, n: 6, confidenceLevel: 0.95 }) });
  });
  test("two who differ are two", () => { expect(figures(proposals, decidedBy(60, ["a", "b"], (place) => (place % 2 === 0 ? {} : { outcome: "rejected" }))).all.acceptedFraction).toMatchObject({ estimate: 0.5, method: "wilson-design-effect", warnings: ["few-deciders"] }); });
  test("below five people there is a warning, and one person's share is that person's", () => {
    expect(figures(proposals, decidedBy(60, ["a", "b", "c", "d"])).all.acceptedFraction).toMatchObject({ warnings: ["few-deciders"] });
    expect(figures(proposals, decidedBy(60, ["a", "b", "c", "d", "e"])).all.acceptedFraction).toMatchObject({ warnings: [] });
    expect(figures(proposals, decidedBy(60, ["a"])).all.acceptedFraction).toMatchObject({ warnings: [], effectiveN: 60 });
  });
});

describe("who accepts whatever comes within seconds is asked about", () => {
  const biasOf = (count: number, change: (place: number) => Partial<DecisionRecord>, thresholds = {}) => figures(idsOf(count).map((id) => proposalRecord(id)), decidedBy(count, ["kim"], change), { thresholds }).byDecider[0];
  const opened = (seconds: number): Partial<DecisionRecord> => ({ openedAt: `2026-03-02T11:59:${String(60 - seconds).padStart(2, "0")}Z` });
  test.each<readonly [string, number, (place: number) => Partial<DecisionRecord>, string]>([
    ["20 accepted in 9 seconds", 20, () => opened(9), "suspected"],
    ["20 accepted in 10 seconds", 20, () => opened(10), "not-suspected"],
    ["19 accepted in 1 second", 19, () => opened(1), "too-few-decisions"],
    ["19 of 20 accepted, .95", 20, (place) => ({ ...opened(3), outcome: place === 0 ? "rejected" : "accepted" }), "suspected"],
    ["18 of 20 accepted", 20, (place) => ({ ...opened(3), outcome: place < 2 ? "edited" : "accepted" }), "not-suspected"],
    ["20 accepted, nobody knows how fast", 20, () => ({}), "no-times"],
    ["25 accepted, 19 of them timed", 25, (place) => (place < 19 ? opened(1) : {}), "no-times"],
  ])("%s: %s", (_, count, change, expected) => { expect(biasOf(count, change)?.automationBias).toBe(expected); });
  test("half of the reviews took as long as is said", () => { expect(biasOf(3, (place) => opened([4, 20, 6][place] as number))).toMatchObject({ deciderId: "kim", timedCount: 3, medianReviewSeconds: 6 }); });
  test("thresholds can be given", () => { expect(biasOf(2, () => opened(30), { leastDecisionCount: 2, fastSeconds: 31 })?.automationBias).toBe("suspected"); });
});
test("a model version is overturned where the lower end of what is edited or rejected lies above the threshold", () => {
  const overturned = (count: number, changed: number, thresholds = {}) => figures(idsOf(count).map((id) => proposalRecord(id)), decidedBy(count, ["kim"], (place) => (place < changed ? { outcome: place % 2 === 0 ? "edited" : "rejected" } : {})), { thresholds }).byModel[0]?.isOverturned;
  expect(wilsonInterval({ successes: 15, n: 20, confidenceLevel: 0.95 }).lower).toBeGreaterThan(0.5);
  expect(wilsonInterval({ successes: 14, n: 20, confidenceLevel: 0.95 }).lower).toBeLessThan(0.5);
  expect([overturned(20, 15), overturned(20, 14), overturned(2, 2), overturned(20, 14, { overturnedFraction: 0.4 })]).toEqual([true, false, false, true]);
});

describe("records that do not fit are refused", () => {
  const [proposal, decision] = [proposalRecord("p0"), decisionRecord("p0")];
  test.each<readonly [string, readonly ProposalRecord[], readonly DecisionRecord[], readonly string[]]>([
    ["a proposal twice", [proposal, proposal], [], ["oversight-question.duplicate_proposal at /proposals/1/proposalId"]],
    ["a decision twice", [proposal], [decision, decision], ["oversight-question.decided_twice at /decisions/1/proposalId"]],
    ["a decision about nothing", [], [decision], ["oversight-question.unknown_proposal at /decisions/0/proposalId"]],
    ["a decision before its proposal", [proposal], [{ ...decision, decidedAt: "2026-03-02T09:00:00Z" }], ["oversight-question.decided_too_early at /decisions/0/decidedAt"]],
    ["a proposal of the future", [proposalRecord("p0", { provenance: { ...provenance, producedAt: "2026-03-03T10:00:01Z" } })], [], ["oversight-question.in_future at /proposals/0/provenance/producedAt"]],
    ["a decision of the future", [proposal], [{ ...decision, decidedAt: "2026-03-03T10:00:01Z" }], ["oversight-question.in_future at /decisions/0/decidedAt"]],
    ["a decision about oneself", [proposal], [{ ...decision, deciderId: "ana" }], ["oversight-question.decides_about_self at /decisions/0/deciderId"]],
    ["a decision by the model", [proposal], [{ ...decision, deciderId: "notes" }], ["oversight-question.decides_about_self at /decisions/0/deciderId"]],
    ["a decision by nobody", [proposal], [{ ...decision, deciderId: null }], ["decision-record.nobody_decided at /decisions/0/deciderId"]],
    ["an automatic sending by somebody", [proposal], [{ ...decision, outcome: "sent-automatically" }], ["decision-record.nobody_decided at /decisions/0/deciderId"]],
  ])("%s", (_, proposals, decisions, issues) => { expect(issuesOf(() => figures(proposals, decisions))).toEqual(issues); });
  test("more proposals than one call takes", () => { expect(issuesOf(() => figures(new Array<ProposalRecord>(OVERSIGHT_LIMITS.proposals + 1).fill(proposal), []))).toContain("input.too_big at /proposals"); });
});

test("the order of proposals and decisions does not matter", () => {
  const drawn = fc.record({ outcome: fc.constantFrom("accepted" as const, "edited" as const, "rejected" as const), decider: fc.constantFrom("a", "b", "c"), kind: fc.constantFrom("summary" as const, "pattern" as const), reasonId: fc.constantFrom("x", "y"), isDecided: fc.boolean(), key: fc.nat() });
  fc.assert(fc.property(fc.array(drawn, { maxLength: 12 }), (list) => {
    const proposals = list.map(({ kind }, place) => proposalRecord(`p${String(place)}`, { outputKind: kind }));
    const decisions = list.flatMap(({ outcome, decider, reasonId, isDecided }, place) => (isDecided ? [decisionRecord(`p${String(place)}`, { outcome, deciderId: decider, reasonId })] : []));
    const shuffled = <One>(all: readonly One[]): readonly One[] => all.map((one, place) => ({ one, key: list[place]?.key ?? 0 })).sort((left, right) => left.key - right.key).map(({ one }) => one);
    expect(figures(shuffled(proposals), shuffled(decisions))).toEqual(figures(proposals, decisions));
  }));
});
