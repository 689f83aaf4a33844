import { type DecisionRequest, decideProposal, disclosureOf, type ModelOutput, type ProposalDecision } from "coachkit/oversight";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { refuses } from "../refusal.js";
import { nudge, pattern, proposal, summary } from "./some-proposals.js";

const request: DecisionRequest = { proposal: proposal(), decider: { kind: "person", id: "kim" }, outcome: "accepted", reasonId: "fits", decidedAt: "2026-03-02T10:05:00Z" };
const faultsOf = (changes: Partial<DecisionRequest>): readonly string[] => issuesOf(() => decideProposal({ ...request, ...changes }));
const edited = (from: string, to: string): number | null => decideProposal({ ...request, proposal: proposal({ ...nudge, text: from }), outcome: "edited", editedOutput: { ...nudge, text: to } }).editFraction;

test("a person accepts, edits or rejects, with a reason", () => {
  expect(decideProposal(request)).toEqual({ kind: "proposal-decision", schemaVersion: 1, proposalId: "p1", outcome: "accepted", deciderId: "kim", editedOutput: null, editFraction: null, reasonId: "fits", note: null, openedAt: null, decidedAt: "2026-03-02T10:05:00Z" });
  expect(decideProposal({ ...request, outcome: "rejected", reasonId: "wrong-person", note: "This was Ben.", openedAt: "2026-03-02T10:04:00Z" })).toMatchObject({ outcome: "rejected", reasonId: "wrong-person", note: "This was Ben.", openedAt: "2026-03-02T10:04:00Z" });
  expect(decideProposal({ ...request, outcome: "edited", editedOutput: { ...summary, points: [] } })).toMatchObject({ outcome: "edited", editedOutput: { ...summary, points: [] } });
});

describe("the size of an edit is the share of words that differ", () => {
  test.each([
    ["name the worry first", "name the worry first today", 1 / 5],
    ["name the worry first", "name the worry", 1 / 4],
    ["name the worry first", "name her worry first", 1 / 4],
    ["a b c d", "e f g h", 1],
    ["a b", "b a", 1],
    ["a b c", "b c a", 2 / 3],
    ["心配を先に", "心配は先に", 1 / 5],
    ["call Ana 今日", "call Ben 今日", 1 / 4],
    ["one  two", "one\ntwo", 0],
  ])("%j to %j: %d", (from, to, share) => { expect(edited(from, to)).toBeCloseTo(share, 12); });
  test("points count, what is no words does not", () => {
    // 7 words and 4 in the point, all 4 left out
    expect(decideProposal({ ...request, outcome: "edited", editedOutput: { ...summary, points: [] } }).editFraction).toBeCloseTo(4 / 11, 12);
    expect(decideProposal({ ...request, proposal: proposal(pattern), outcome: "edited", editedOutput: { ...pattern, patternId: "other" } }).editFraction).toBe(0);
  });
  test("a law: it lies within 0 and 1, is the same both ways, and 0 for the same words alone", () => {
    const words = fc.array(fc.constantFrom("a", "b", "c", "d"), { minLength: 1, maxLength: 12 });
    fc.assert(fc.property(words, words, (from, to) => {
      const [there, back] = [edited(`x ${from.join(" ")}`, `${from.join(" ") === to.join(" ") ? "x  " : "x "}${to.join(" ")}`), edited(`y ${to.join(" ")}`, `y  ${from.join(" ")}`)];
      expect(there).toBeCloseTo(back as number, 12);
      expect(there).toBeLessThanOrEqual(1);
      expect(there === 0).toBe(from.join(" ") === to.join(" "));
    }));
  });
});

test("a model does not decide", () => {
  refuses(() => decideProposal({ ...request, decider: { kind: "model", id: "judge" } }), { code: "decision.model_decides", path: ["decider"], params: { id: "judge" } });
  expect(faultsOf({ decider: { kind: "person", id: "notes" } })).toEqual(["decision.model_decides at /decider"]);
});
test.each(["accepted", "rejected"] as const)("nobody has a proposal about themselves %s", (outcome) => { expect(faultsOf({ decider: { kind: "person", id: "ana" }, outcome })).toEqual(["decision.own_proposal at /decider/id"]); });
test("nobody decides before there is a proposal, or before opening it", () => {
  expect(faultsOf({ decidedAt: "2026-03-02T09:59:59Z" })).toEqual(["decision.before_proposal at /decidedAt"]);
  expect(faultsOf({ openedAt: "2026-03-02T09:59:59Z" })).toEqual(["decision.before_proposal at /openedAt"]);
  expect(faultsOf({ openedAt: "2026-03-02T10:05:01Z" })).toEqual(["decision.before_opened at /openedAt"]);
  expect(faultsOf({ decidedAt: "2026-03-02T10:00:00Z" })).toEqual([]);
  expect(faultsOf({ openedAt: "2026-03-02T10:05:00Z", decidedAt: "2026-03-02T10:05:00.000Z" })).toEqual([]);
});
test("an edit is there when, and only when, it was edited", () => {
  expect(faultsOf({ outcome: "edited" })).toEqual(["decision.no_edit at /"]);
  expect(faultsOf({ editedOutput: nudge })).toEqual(["decision.needless_edit at /editedOutput"]);
  expect(faultsOf({ outcome: "edited", editedOutput: nudge })).toEqual(["decision.other_kind at /editedOutput/kind"]);
  expect(faultsOf({ outcome: "edited", editedOutput: { points: summary.points, text: summary.text, language: "en", kind: "summary" } })).toEqual(["decision.nothing_edited at /editedOutput"]);
});
test("an edited output is held to the same rules as a proposed one", () => { expect(faultsOf({ outcome: "edited", editedOutput: { ...summary, text: "<b>" } as ModelOutput })).toEqual(["input.invalid_format at /editedOutput/text"]); });

describe("what is read is disclosed", () => {
  const decision = (outcome: "accepted" | "edited" | "rejected"): ProposalDecision => decideProposal({ ...request, outcome, ...(outcome === "edited" ? { editedOutput: { ...summary, text: "Ana named it." } } : {}) });
  test.each([["accepted", "drafted-by-ai-accepted-by-person"], ["edited", "drafted-by-ai-edited-by-person"]] as const)("once %s", (outcome, code) => { expect(disclosureOf({ proposal: proposal(), decision: decision(outcome) })).toMatchObject({ code, modelId: "notes", modelVersion: "2026-02" }); });
  test("while nobody decided", () => { expect(disclosureOf({ proposal: proposal() }).code).toBe("drafted-by-ai"); });
  test("and a rejected one, or another's decision, is refused", () => {
    expect(issuesOf(() => disclosureOf({ proposal: proposal(), decision: decision("rejected") }))).toEqual(["disclosure.is_rejected at /decision/outcome"]);
    expect(issuesOf(() => disclosureOf({ proposal: proposal(), decision: { ...decision("accepted"), proposalId: "p2" } }))).toEqual(["disclosure.other_proposal at /decision/proposalId"]);
  });
});
