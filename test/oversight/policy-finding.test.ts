import { type OversightPolicy, policyDecision, policyFindings, type PolicyRule } from "coachkit/oversight";
import { describe, expect, test } from "vitest";
import { at, consents, nudge, policy, summary, thrown } from "./policy-example.js";

const [practice, insight] = policy.purposes as [OversightPolicy["purposes"][number], OversightPolicy["purposes"][number]];
const [nudges] = practice.rules as [PolicyRule];
const found = (change: Partial<OversightPolicy>) => policyFindings({ ...policy, ...change }).map(({ code, path, params }) => [code, path.join("/"), params]);
const withPractice = (change: Partial<typeof practice>): Partial<OversightPolicy> => ({ purposes: [{ ...practice, ...change }, insight] });
const withRule = (change: Partial<PolicyRule>): Partial<OversightPolicy> => withPractice({ rules: [{ ...nudges, ...change }] });

test("a policy in order has no findings", () => { expect(policyFindings(policy)).toEqual([]); });

describe("what is missing", () => {
  test("the people who answer for it", () => {
    const { ownerId: _owner, coachLeadId: _lead, dataStewardId: _steward, ...nobody } = policy;
    expect(policyFindings({ ...nobody, killSwitchHolderIds: [] }).map(({ code }) => code)).toEqual(["no-owner", "no-coach-lead", "no-data-steward", "no-switch-holder"]);
  });
  test.each<readonly [title: string, change: Partial<OversightPolicy>, expected: readonly unknown[]]>([
    ["rules of a purpose", withPractice({ rules: [], retention: [] }), [["purpose-without-rule", "purposes/0", { purposeId: "practice" }], ["automatic-without-rule", "automaticTemplates/0/uses/0", { templateId: "try-it", use: "nudge" }]]],
    ["anybody who may see a result", withRule({ recipientRoles: [] }), [["purpose-nobody-sees", "purposes/0", { purposeId: "practice" }], ["rule-without-effect", "purposes/0/rules/0", { ruleId: "own-nudges" }]]],
    ["data of a rule", withRule({ dataClasses: [] }), [["retention-without-use", "purposes/0/retention/0", { purposeId: "practice", dataClass: "homework" }], ["rule-without-effect", "purposes/0/rules/0", { ruleId: "own-nudges" }]]],
    ["a term of retention", withPractice({ retention: [] }), [["retention-missing", "purposes/0/retention", { purposeId: "practice", dataClass: "homework" }]]],
    ["a use of an approved model", { purposes: [withRule({ uses: ["nudge"] }).purposes?.[0] ?? practice] }, [["model-without-use", "models/0", { modelId: "scribe", modelVersion: "3" }]]],
  ])("%s", (_, change, expected) => { expect(found(change)).toEqual(expected); });
});

describe("what contradicts itself, and therefore denies", () => {
  test("a rule permits a forbidden inference", () => { expect(found(withRule({ inferences: ["health"] }))).toEqual([["forbidden-inference-permitted", "purposes/0/rules/0/inferences", { ruleId: "own-nudges", inference: "health" }]]); });
  test("a rule lets managers see sentiment", () => {
    const change = withPractice({ rules: [{ ...nudges, dataClasses: ["homework", "sentiment"], recipientRoles: ["participant", "manager"] }], retention: [...practice.retention, { dataClass: "sentiment", retentionDays: 9 }] });
    expect(found(change)).toEqual([["banned-sharing-permitted", "purposes/0/rules/0/recipientRoles", { ruleId: "own-nudges", about: "sentiment", role: "manager" }]]);
  });
  test("a template may go out by itself for a judgment of a named person, which it still does not", () => {
    const change = { automaticTemplates: [...policy.automaticTemplates, { templateId: "digest", purposeId: "insight", uses: ["summary"], approvedById: "cleo", approvedAt: "2026-01-20T00:00:00Z" }] };
    expect(found(change)).toEqual([["automatic-judgment", "automaticTemplates/1/uses/0", { templateId: "digest", use: "summary" }]]);
    expect(policyDecision({ policy: { ...policy, ...change }, request: { ...summary, isAutomatic: true, templateId: "digest" }, consents, at }).reasons.map(({ code }) => code)).toEqual(["person-must-decide"]);
  });
  test("a switch is lifted by one who may not, and stays on", () => {
    const killSwitches = [{ id: "stop", scope: { kind: "everything" }, thrown, lifted: { ...thrown, actorId: "eve" } }] as const;
    expect(found({ killSwitches })).toEqual([["lifted-by-another", "killSwitches/0/lifted/actorId", { switchId: "stop", actorId: "eve" }]]);
    expect(policyDecision({ policy: { ...policy, killSwitches }, request: nudge, consents, at }).isAllowed).toBe(false);
    expect(found({ killSwitches: [{ ...killSwitches[0], lifted: { ...thrown, actorId: "dee" } }] })).toEqual([]);
  });
});

test("a ground for concluding emotion is found, and what it permits is not a contradiction", () => {
  expect(found(withPractice({ rules: [{ ...nudges, inferences: ["emotion"] }], emotionGround: { ground: "safety", reason: "Lone workers" } }))).toEqual([["emotion-exception", "purposes/0/emotionGround", { purposeId: "practice", ground: "safety" }]]);
});
