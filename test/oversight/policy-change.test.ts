import { type OversightPolicy, policyChanges, policyDecision, type PolicyRule } from "coachkit/oversight";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refuses } from "../refusal.js";
import { drawnPolicy, drawnRequest, somebodysConsents, stricter } from "./policy-draws.js";
import { at, policy, thrown } from "./policy-example.js";

const [practice, insight] = policy.purposes as [OversightPolicy["purposes"][number], OversightPolicy["purposes"][number]];
const [nudges] = practice.rules as [PolicyRule];
const changed = (change: Partial<OversightPolicy>, from: OversightPolicy = policy) => policyChanges({ before: from, after: { ...policy, ...change } }).map(({ direction, change: what, subject, params }) => [direction, what, subject, params]);
const withPractice = (change: Partial<typeof practice>): Partial<OversightPolicy> => ({ purposes: [{ ...practice, ...change }, insight] });
const place = { purposeId: "practice", ruleId: "own-nudges" };

test("two equal versions differ in nothing, nor do two that list the same in another order", () => {
  expect(changed({})).toEqual([]);
  expect(changed({ version: "2", purposes: [insight, { ...practice, rules: [{ ...nudges, uses: nudges.uses.toReversed() }] }] })).toEqual([]);
});

describe("each change has its direction", () => {
  test.each<readonly [title: string, change: Partial<OversightPolicy>, expected: readonly unknown[]]>([
    ["a role that may see more", withPractice({ rules: [{ ...nudges, recipientRoles: ["participant", "coach"] }] }), [["looser", "added", "rule-recipient-role", { ...place, role: "coach" }]]],
    ["a use less", withPractice({ rules: [{ ...nudges, uses: ["nudge"] }] }), [["stricter", "removed", "rule-use", { ...place, use: "nudge-text" }]]],
    ["another class of data", withPractice({ rules: [{ ...nudges, dataClasses: ["calls"] }] }), [["looser", "added", "rule-data-class", { ...place, dataClass: "calls" }], ["stricter", "removed", "rule-data-class", { ...place, dataClass: "homework" }]]],
    ["an inference more", withPractice({ rules: [{ ...nudges, inferences: ["asks"] }] }), [["looser", "added", "rule-inference", { ...place, inference: "asks" }]]],
    ["consent no longer required", withPractice({ isConsentRequired: false }), [["looser", "removed", "consent-requirement", { purposeId: "practice" }]]],
    ["kept longer", withPractice({ retention: [{ dataClass: "homework", retentionDays: 181 }] }), [["looser", "changed", "retention", { purposeId: "practice", dataClass: "homework", beforeDays: 180, retentionDays: 181 }]]],
    ["kept for less time", withPractice({ retention: [{ dataClass: "homework", retentionDays: 179 }] }), [["stricter", "changed", "retention", { purposeId: "practice", dataClass: "homework", beforeDays: 180, retentionDays: 179 }]]],
    ["kept at all", withPractice({ retention: [...practice.retention, { dataClass: "calls", retentionDays: 0 }] }), [["looser", "added", "retention", { purposeId: "practice", dataClass: "calls", retentionDays: 0 }]]],
    ["not kept any more", withPractice({ retention: [] }), [["stricter", "removed", "retention", { purposeId: "practice", dataClass: "homework", retentionDays: 180 }]]],
    ["another basis", withPractice({ basis: "Consent" }), [["other", "added", "purpose-text", { purposeId: "practice", title: practice.title, basis: "Consent" }], ["other", "removed", "purpose-text", { purposeId: "practice", title: practice.title, basis: practice.basis }]]],
    ["a ground for emotion", withPractice({ emotionGround: { ground: "safety", reason: "Lone workers" } }), [["looser", "added", "emotion-ground", { purposeId: "practice", ground: "safety", reason: "Lone workers" }]]],
    ["a model less", { models: [] }, [["stricter", "removed", "model", { modelId: "scribe", modelVersion: "3" }]]],
    ["a template less", { automaticTemplates: [] }, [["stricter", "removed", "automatic-template", { templateId: "try-it", purposeId: "practice", use: "nudge", approvedAt: "2026-01-20T00:00:00Z" }]]],
    ["a switch thrown", { killSwitches: [{ id: "stop", scope: { kind: "everything" }, thrown }] }, [["stricter", "added", "kill-switch", { switchId: "stop", kind: "everything", thrownAt: thrown.at }]]],
    ["one more who may lift switches", { killSwitchHolderIds: ["dee", "eve"] }, [["looser", "added", "kill-switch-holder", { personId: "eve" }]]],
    ["a forbidden inference more", { ownForbiddenInferences: [{ id: "asks", title: "Asks" }] }, [["stricter", "added", "forbidden-inference", { inference: "asks" }]]],
    ["a ban more", { ownSharingBans: [{ about: "calls", roles: ["hr"] }] }, [["stricter", "added", "sharing-ban", { about: "calls", role: "hr" }]]],
    ["a use left to persons", { decidedByPerson: ["nudge"] }, [["stricter", "added", "decided-by-person", { use: "nudge" }]]],
    ["in force earlier", { inForceFromAt: "2026-01-11T00:00:00Z" }, [["looser", "changed", "in-force", { beforeAt: "2026-01-12T00:00:00Z", inForceFromAt: "2026-01-11T00:00:00Z" }]]],
    ["in force later", { inForceFromAt: "2026-01-13T00:00:00Z" }, [["stricter", "changed", "in-force", { beforeAt: "2026-01-12T00:00:00Z", inForceFromAt: "2026-01-13T00:00:00Z" }]]],
    ["another owner", { ownerId: "uma" }, [["other", "removed", "owner", { personId: "olu" }], ["other", "added", "owner", { personId: "uma" }]]],
    ["a use of the host's own", { ownUses: [{ id: "tip", title: "A tip", isJudgment: true, isFromModel: true }] }, [["looser", "added", "use", { use: "tip" }], ["stricter", "added", "use-judges", { use: "tip" }], ["stricter", "added", "use-needs-model", { use: "tip" }]]],
  ])("%s", (_, change, expected) => { expect(changed(change)).toEqual(expected); });
  test("a switch lifted", () => {
    const stop = { id: "stop", scope: { kind: "everything" }, thrown } as const;
    expect(changed({ killSwitches: [{ ...stop, lifted: { ...thrown, actorId: "dee" } }] }, { ...policy, killSwitches: [stop] })).toEqual([["looser", "added", "kill-switch-lifting", { switchId: "stop", actorId: "dee", liftedAt: thrown.at }]]);
  });
  test("a purpose more, with its rules, the looser first", () => { expect(new Set(changed({}, { ...policy, purposes: [practice] }).map(([direction, what]) => `${String(direction)} ${String(what)}`))).toEqual(new Set(["looser added", "stricter added", "other added"])); });
});

test("two policies are not two versions", () => { refuses(() => policyChanges({ before: policy, after: { ...policy, id: "other" } }), { code: "policy-change.other_policy", path: ["after", "id"], params: { before: "acme", after: "other" } }); });

describe("laws", () => {
  test("where nothing became looser, nothing is allowed that was denied", () => {
    let [quiet, moved] = [0, 0];
    fc.assert(fc.property(drawnPolicy, drawnRequest, somebodysConsents, fc.nat(), (before, request, consents, pick) => {
      const after = stricter(before, pick);
      const changes = policyChanges({ before, after });
      if (changes.some(({ direction }) => direction === "looser")) return;
      quiet += 1;
      if (changes.length > 0) moved += 1;
      const allowed = (policyOf: OversightPolicy) => policyDecision({ policy: policyOf, request, consents, at }).isAllowed;
      expect(allowed(after) && !allowed(before)).toBe(false);
    }), { numRuns: 500 });
    expect([quiet > 100, moved > 100]).toEqual([true, true]);
  });
  test("of any two versions, where something is allowed that was denied, something became looser", () => {
    let seen = 0;
    fc.assert(fc.property(drawnPolicy, drawnPolicy, drawnRequest, somebodysConsents, (before, after, request, consents) => {
      const allowed = (policyOf: OversightPolicy) => policyDecision({ policy: policyOf, request, consents, at }).isAllowed;
      if (!allowed(after) || allowed(before)) return;
      seen += 1;
      expect(policyChanges({ before, after }).map(({ direction }) => direction)).toContain("looser");
    }), { numRuns: 1000 });
    expect(seen).toBeGreaterThan(10);
  });
  test("turned around, looser and stricter change places", () => {
    const flip = { looser: "stricter", stricter: "looser", other: "other" } as const;
    fc.assert(fc.property(drawnPolicy, drawnPolicy, (before, after) => {
      const tally = (changes: ReturnType<typeof policyChanges>, of: (direction: "looser" | "stricter" | "other") => string) => changes.map(({ direction, subject }) => `${of(direction)} ${subject}`).toSorted();
      expect(tally(policyChanges({ before: after, after: before }), (one) => one)).toEqual(tally(policyChanges({ before, after }), (one) => flip[one]));
    }), { numRuns: 50 });
  });
});
