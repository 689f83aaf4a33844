import { type OversightPolicy, POLICY_LIMITS, type PolicyDecision, policyDecisions, policyReport, type PolicyReportRequest } from "coachkit/oversight";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { refuses } from "../refusal.js";
import { at, consents, nudge, policy, summary, thrown } from "./policy-example.js";

const base: PolicyReportRequest = { policy, personIds: ["ana", "ben", "zoe"], consents, decisions: [], records: [], holds: [], at, leastCellCount: 1 };
const report = (change: Partial<PolicyReportRequest> = {}) => policyReport({ ...base, ...change });
const people = (count: number) => Array.from({ length: count }, (_, index) => `p${String(index)}`);
const given = (count: number) => people(count).map((personId) => ({ personId, purposeId: "practice", decision: "given", decidedAt: "2026-01-20T09:00:00Z" }));

test("the base case: purposes with their rules, terms, consent and labels", () => {
  const { purposes, ...rest } = report();
  expect(purposes.map(({ id, consent, labels, emotionGround }) => [id, consent, labels, emotionGround])).toEqual([
    ["practice", { personCount: 3, givenCount: 2, notGivenCount: 1 }, [], null],
    ["insight", { personCount: 3, givenCount: 2, notGivenCount: 1 }, ["employment-high-risk"], null],
  ]);
  expect(purposes[0]).toMatchObject(policy.purposes[0] as object);
  expect(rest).toMatchObject({
    kind: "policy-report", schemaVersion: 1, policyId: "acme", policyVersion: "1", at, isInForce: true, named: { ownerId: "olu", coachLeadId: "cleo", dataStewardId: "dee", killSwitchHolderIds: ["dee"] }, models: policy.models,
    decisions: { allowedCount: 0, deniedCount: 0, denials: [] }, killSwitchesOn: [], retention: { overdueCount: 0, heldCount: 0, laterCount: 0 }, findings: [], changes: null, assumptions: { leastCellCount: 1, setting: "workplace" },
  });
  expect(JSON.parse(JSON.stringify(rest))).toEqual(rest);
});

describe("consent is counted, and small counts are not shown", () => {
  test.each([
    [10, 10, 5, 10, 0],
    [10, 0, 5, 0, 10],
    [10, 5, 5, 5, 5],
    [10, 6, 5, null, null],
    [10, 4, 5, null, null],
    [10, 4, 4, 4, 6],
    [0, 0, 5, 0, 0],
  ])("of %i people %i gave it, at least %i are shown", (personCount, count, leastCellCount, givenCount, notGivenCount) => {
    expect(report({ personIds: people(personCount), consents: given(count), leastCellCount }).purposes[0]?.consent).toEqual({ personCount, givenCount, notGivenCount });
  });
  test("one count is shown only with the other", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 6 }), (personCount, count, leastCellCount) => {
      const consent = report({ personIds: people(personCount), consents: given(Math.min(count, personCount)), leastCellCount }).purposes[0]?.consent;
      expect(consent?.givenCount === null).toBe(consent?.notGivenCount === null);
      for (const shown of [consent?.givenCount, consent?.notGivenCount]) if (typeof shown === "number") expect(shown === 0 || shown >= leastCellCount).toBe(true);
    }));
  });
});

describe("decisions", () => {
  const decisions = policyDecisions({ policy, requests: [nudge, summary, { ...summary, inferences: ["emotion", "health"] }, { ...nudge, personIds: ["zoe", "kim"] }], consents, at });
  test("are counted by each reason once a decision", () => { expect(report({ decisions }).decisions).toEqual({ allowedCount: 2, deniedCount: 2, denials: [{ code: "inference-forbidden", decisionCount: 1 }, { code: "consent-missing", decisionCount: 1 }] }); });
  test("small counts of reasons that lie with people are not shown, and an attempt at a forbidden inference always is", () => { expect(report({ decisions, leastCellCount: 2 }).decisions.denials).toEqual([{ code: "inference-forbidden", decisionCount: 1 }, { code: "consent-missing", decisionCount: null }]); });
});

describe("the number of denials does not tell a count that is hidden", () => {
  const codes = ["unknown-model", "consent-missing", "opted-out"] as const;
  const denied = (mask: number): PolicyDecision => ({ isAllowed: false, ruleId: null, reasons: codes.filter((_, bit) => (mask & (1 << bit)) !== 0).map((code) => ({ code, params: {} })) });
  const countsOf = (masks: readonly number[]) => codes.map((_, bit) => masks.filter((mask) => (mask & (1 << bit)) !== 0).length);
  const hidden = { allowedCount: null, deniedCount: null };

  test("where it is their only reason", () => {
    const allowed: PolicyDecision = { isAllowed: true, ruleId: "r", reasons: [] };
    expect(report({ decisions: [allowed, denied(2), denied(2), denied(2)], leastCellCount: 5 }).decisions).toEqual({ ...hidden, denials: [{ code: "consent-missing", decisionCount: null }] });
  });
  test("where the other reasons account for too few of them", () => {
    const others = new Array<PolicyDecision>(6).fill(denied(1));
    expect(report({ decisions: [...others, denied(2), denied(2)], leastCellCount: 5 }).decisions).toMatchObject(hidden);
    expect(report({ decisions: [...others, denied(2)], leastCellCount: 5 }).decisions).toMatchObject({ allowedCount: 0, deniedCount: 7 });
    expect(report({ decisions: [...others, denied(3), denied(3)], leastCellCount: 5 }).decisions).toMatchObject({ allowedCount: 0, deniedCount: 8 });
  });
  test("brute force: it is shown only where every small count is still possible", () => {
    const worlds = (size: number, from = 1): readonly (readonly number[])[] => (size === 0 ? [[]] : [1, 2, 3, 4, 5, 6, 7].filter((mask) => mask >= from).flatMap((mask) => worlds(size - 1, mask).map((rest) => [mask, ...rest])));
    const all = Array.from({ length: 6 }, (_, size) => worlds(size).map(countsOf));
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 }), fc.integer({ min: 2, max: 5 }), (masks, leastCellCount) => {
      const { deniedCount, denials } = report({ decisions: masks.map(denied), leastCellCount }).decisions;
      const shown = codes.map((code) => denials.find((one) => one.code === code)?.decisionCount);
      const fits = (counts: readonly number[], place: number) => (shown[place] === null ? (counts[place] as number) > 0 && (counts[place] as number) < leastCellCount : counts[place] === (shown[place] ?? 0));
      const possible = (all[masks.length] as readonly (readonly number[])[]).filter((counts) => codes.every((_, place) => fits(counts, place)));
      const isTold = codes.some((_, place) => shown[place] === null && new Set(possible.map((counts) => counts[place])).size < leastCellCount - 1);
      expect(deniedCount).toBe(isTold ? null : masks.length);
    }));
  });
});

test("records that should be gone, are held, or are due later are counted", () => {
  const record = (recordId: string, createdAt: string, personId = "ana") => ({ recordId, personId, purposeId: "insight", dataClass: "calls", createdAt });
  const records = [record("a", "2026-01-03T08:00:00Z"), record("b", "2026-01-01T00:00:00Z", "ben"), record("c", "2026-01-03T08:00:01Z")];
  const holds = [{ id: "h", reason: "Proceeding", actorId: "dee", placedAt: "2026-01-02T00:00:00Z", recordIds: [], personIds: ["ben"] }];
  expect(report({ records, holds }).retention).toEqual({ overdueCount: 1, heldCount: 1, laterCount: 1 });
  refuses(() => report({ records: [record("late", "2026-02-02T08:00:01Z")] }), { code: "policy-retention.created_later", path: ["records", 0, "createdAt"] });
});

test("kill switches that are on stand in the report, lifted ones do not", () => {
  const [on, off] = [{ id: "on", scope: { kind: "everything" }, thrown }, { id: "off", scope: { kind: "everything" }, thrown, lifted: { ...thrown, actorId: "dee" } }] as const;
  expect(report({ policy: { ...policy, killSwitches: [on, off] } }).killSwitchesOn).toEqual([on]);
});

test("a ground for emotion carries the label of the prohibition, with citation and caveat", () => {
  const grounded: OversightPolicy = { ...policy, purposes: policy.purposes.map((purpose) => ({ ...purpose, emotionGround: { ground: "safety", reason: "Lone workers" } })) };
  const { purposes, labels, findings } = report({ policy: grounded });
  expect(purposes.map((purpose) => purpose.labels)).toEqual([["emotion-at-work"], ["emotion-at-work", "employment-high-risk"]]);
  expect(labels.find(({ id }) => id === "emotion-at-work")?.citation).toBe("Regulation (EU) 2024/1689, Article 5(1)(f)");
  expect(findings.map(({ code }) => code)).toEqual(["emotion-exception", "emotion-exception"]);
});

test("forbidden inferences are the built-in ones and the host's", () => {
  const { forbiddenInferences } = report({ policy: { ...policy, ownForbiddenInferences: [{ id: "commute", title: "Where somebody lives" }] } });
  expect([forbiddenInferences[0]?.id, forbiddenInferences.at(-1)]).toEqual(["emotion", { id: "commute", title: "Where somebody lives", labels: [] }]);
});

test("what changed since the previous version", () => {
  expect(report({ previousPolicy: { ...policy, models: [] } }).changes).toMatchObject([{ direction: "looser", subject: "model" }]);
  refuses(() => report({ previousPolicy: { ...policy, id: "other" } }), { code: "policy-report.other_policy", path: ["previousPolicy", "id"], params: { before: "other", after: "acme" } });
});

test("a policy not yet in force, and people whom nobody named", () => {
  const { ownerId: _owner, coachLeadId: _lead, dataStewardId: _steward, ...nobody } = policy;
  expect(report({ policy: { ...nobody, inForceFromAt: "2026-02-02T08:00:01Z" } })).toMatchObject({ isInForce: false, named: { ownerId: null, coachLeadId: null, dataStewardId: null } });
});

test("a person listed twice would be counted twice, and is refused", () => { refuses(() => report({ personIds: ["ana", "ben", "ana"] }), { code: "policy-report.duplicate_person", path: ["personIds", 2], params: { id: "ana" } }); });
test("more decisions and people than the limits are refused", () => {
  const decision: PolicyDecision = { isAllowed: true, ruleId: "r", reasons: [] };
  expect(issuesOf(() => report({ decisions: new Array<PolicyDecision>(POLICY_LIMITS.decisions + 1).fill(decision) }))).toEqual(["input.too_big at /decisions"]);
  expect(issuesOf(() => report({ personIds: new Array<string>(POLICY_LIMITS.people + 1).fill("ana") }))).toEqual(["input.too_big at /personIds"]);
});
