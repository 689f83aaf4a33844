import { type OversightPolicy, POLICY_LIMITS, policyDecision, policyDecisions, type PolicyRequest, type PurposeConsent } from "coachkit/oversight";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { at, consents, nudge, policy, summary, thrown } from "./policy-example.js";
import { drawnPolicy, drawnRequest, somebodysConsents, stricter } from "./policy-draws.js";

const decide = (request: PolicyRequest, own: OversightPolicy = policy, given: readonly PurposeConsent[] = consents, instant = at) => policyDecision({ policy: own, request, consents: given, at: instant });
const reasons = (...args: Parameters<typeof decide>) => decide(...args).reasons.map(({ code, params }) => [code, params]);
const codes = (...args: Parameters<typeof decide>) => decide(...args).reasons.map(({ code }) => code);
const withPurposes = (change: (purpose: OversightPolicy["purposes"][number]) => OversightPolicy["purposes"][number]): OversightPolicy => ({ ...policy, purposes: policy.purposes.map(change) });
const [practice, insight] = policy.purposes as [OversightPolicy["purposes"][number], OversightPolicy["purposes"][number]];

describe("what a rule permits is allowed, and the rule is named", () => {
  test("a message from an approved template, by itself", () => { expect(decide(nudge)).toEqual({ isAllowed: true, ruleId: "own-nudges", reasons: [] }); });
  test("a summary for a coach, who decides", () => { expect(decide(summary)).toEqual({ isAllowed: true, ruleId: "call-summaries", reasons: [] }); });
  test("of two rules that permit it the first by id is named", () => {
    const twin = withPurposes((purpose) => ({ ...purpose, rules: [...purpose.rules, ...purpose.rules.map((rule) => ({ ...rule, id: `a-${rule.id}` }))] }));
    expect(decide(nudge, twin).ruleId).toBe("a-own-nudges");
  });
  test("less than a rule permits", () => { expect(decide({ ...summary, inferences: [] }).isAllowed).toBe(true); });
});

describe("one unknown or missing part denies, with its reason alone", () => {
  test.each<readonly [title: string, request: PolicyRequest, reasons: readonly (readonly [code: string, params: object])[]]>([
    ["an unknown purpose", { ...summary, purposeId: "gossip" }, [["unknown-purpose", { purposeId: "gossip" }]]],
    ["an unknown use", { ...summary, use: "oracle" }, [["unknown-use", { use: "oracle" }]]],
    ["an unknown class of data, beside a known one", { ...summary, dataClasses: ["calls", "voice"] }, [["unknown-data-class", { dataClass: "voice" }]]],
    ["an unknown inference", { ...summary, inferences: ["listens", "charm"] }, [["unknown-inference", { inference: "charm" }]]],
    ["an unknown role", { ...summary, recipientRoles: ["coach", "friend"] }, [["unknown-role", { role: "friend" }]]],
    ["an unknown model", { ...summary, model: { modelId: "oracle", modelVersion: "3" } }, [["unknown-model", { modelId: "oracle", modelVersion: "3" }]]],
    ["an unknown version of a known model", { ...summary, model: { modelId: "scribe", modelVersion: "4" } }, [["unknown-model", { modelId: "scribe", modelVersion: "4" }]]],
    ["a person who was never asked", { ...summary, personIds: ["ana", "zoe"] }, [["consent-missing", { personId: "zoe", standing: "never-asked" }]]],
    ["a template that nobody approved", { ...nudge, templateId: "hurry" }, [["template-not-approved", { templateId: "hurry" }]]],
    ["a template that was approved for another use", { ...nudge, use: "nudge-text", model: { modelId: "scribe", modelVersion: "3" } }, [["template-not-approved", { templateId: "try-it" }]]],
    ["no class of data", { ...summary, dataClasses: [] }, [["no-data-class", {}]]],
    ["no person", { ...summary, personIds: [] }, [["no-person", {}]]],
    ["nobody who sees it", { ...summary, recipientRoles: [] }, [["no-recipient", {}]]],
    ["no model for what a model makes", { ...summary, model: null }, [["model-missing", { use: "summary" }]]],
    ["a judgment that nobody decides on", { ...summary, isAutomatic: true, templateId: "try-it" }, [["person-must-decide", { use: "summary" }], ["template-not-approved", { templateId: "try-it" }]]],
    ["a use that the purpose has no rule for, said once", { ...summary, use: "pattern" }, [["use-not-permitted", { use: "pattern" }]]],
    ["a known class that no rule permits", { ...nudge, dataClasses: ["calls"] }, [["data-class-not-permitted", { dataClass: "calls" }], ["retention-missing", { dataClass: "calls" }]]],
    ["a known role that no rule permits", { ...summary, recipientRoles: ["sponsor"] }, [["role-not-permitted", { role: "sponsor" }]]],
    ["a known inference that no rule permits", { ...nudge, isAutomatic: false, inferences: ["asks"] }, [["inference-not-permitted", { inference: "asks" }]]],
    ["parts that no single rule permits together", { ...summary, dataClasses: ["calls", "homework"] }, [["no-rule-permits-all", {}]]],
    ["a conclusion about a person that goes out by itself", { ...nudge, inferences: ["asks"] }, [["inference-not-permitted", { inference: "asks" }], ["person-must-decide", { use: "nudge" }]]],
  ])("%s", (_, request, expected) => {
    expect(reasons(request)).toEqual(expected);
    expect(decide(request)).toMatchObject({ isAllowed: false, ruleId: null });
  });
  test("an automatic message without a template", () => { expect(reasons({ purposeId: "practice", use: "nudge", dataClasses: ["homework"], inferences: [], personIds: ["ana"], recipientRoles: ["participant"], model: null, isAutomatic: true })).toEqual([["template-missing", {}]]); });
  test("a draft from any template may be shown to a person who decides", () => { expect(decide({ ...nudge, isAutomatic: false, templateId: "hurry" }).isAllowed).toBe(true); });
  test("a template counts from its approval on", () => {
    expect(decide(nudge, policy, [{ personId: "ana", purposeId: "practice", decision: "given", decidedAt: "2026-01-15T00:00:00Z" }], "2026-01-19T23:59:59Z").reasons.map(({ code }) => code)).toEqual(["template-not-approved"]);
    expect(decide(nudge, policy, [{ personId: "ana", purposeId: "practice", decision: "given", decidedAt: "2026-01-15T00:00:00Z" }], "2026-01-20T00:00:00Z").isAllowed).toBe(true);
  });
  test("a policy holds from its instant on", () => {
    const early = { ...policy, inForceFromAt: at };
    expect(decide(nudge, early).isAllowed).toBe(true);
    expect(reasons(nudge, { ...policy, inForceFromAt: "2026-02-02T08:00:01Z" })).toEqual([["not-in-force", { inForceFromAt: "2026-02-02T08:00:01Z" }]]);
  });
  test("a class without a term of retention is not collected", () => { expect(reasons(nudge, withPurposes((purpose) => ({ ...purpose, retention: [] })))).toEqual([["retention-missing", { dataClass: "homework" }]]); });
  test("a use that the host leaves to persons", () => { expect(codes(nudge, { ...policy, decidedByPerson: ["nudge"] })).toEqual(["person-must-decide"]); });
});

describe("consent", () => {
  const decided = (decision: string): readonly PurposeConsent[] => [{ personId: "ana", purposeId: "practice", decision, decidedAt: "2026-02-01T00:00:00Z" }];
  test.each(["refused", "withdrawn", "maybe"])("a later “%s” denies", (decision) => { expect(reasons(nudge, policy, [...consents, ...decided(decision)])).toEqual([["consent-missing", { personId: "ana", standing: decision === "maybe" ? "unknown-decision" : decision }]]); });
  test("where it is not required, nobody has to be asked, and who opted out stays out", () => {
    const free = withPurposes((purpose) => ({ ...purpose, isConsentRequired: false }));
    expect(decide(nudge, free, []).isAllowed).toBe(true);
    expect(reasons(nudge, free, decided("withdrawn"))).toEqual([["opted-out", { personId: "ana", standing: "withdrawn" }]]);
    expect(reasons(nudge, free, decided("maybe"))).toEqual([["opted-out", { personId: "ana", standing: "unknown-decision" }]]);
  });
});

describe("what is forbidden stays forbidden, whatever a rule says", () => {
  const eager: OversightPolicy = {
    ...policy, ownForbiddenInferences: [{ id: "asks", title: "Asks" }],
    purposes: [practice, { ...insight, rules: insight.rules.map((rule) => ({ ...rule, inferences: [...rule.inferences, "health", "asks"], dataClasses: ["calls", "sentiment"], recipientRoles: ["coach", "manager", "frontline-manager"] })), retention: [...insight.retention, { dataClass: "sentiment", retentionDays: 10 }] }],
  };
  test("a forbidden inference, built in or the host's", () => { expect(reasons({ ...summary, inferences: ["listens", "health", "asks"] }, eager)).toEqual([["inference-forbidden", { inference: "asks" }], ["inference-forbidden", { inference: "health" }]]); });
  test("sentiment does not go to managers, and goes to coaches where a rule permits it", () => {
    expect(reasons({ ...summary, dataClasses: ["sentiment"], recipientRoles: ["coach", "manager", "frontline-manager"] }, eager)).toEqual([["sharing-forbidden", { about: "sentiment", role: "frontline-manager" }], ["sharing-forbidden", { about: "sentiment", role: "manager" }]]);
    expect(decide({ ...summary, dataClasses: ["sentiment"] }, eager).isAllowed).toBe(true);
  });
  test("a ban of the host's own, on an inference", () => { expect(reasons({ ...summary, recipientRoles: ["manager"] }, { ...eager, ownSharingBans: [{ about: "listens", roles: ["manager"] }] })).toEqual([["sharing-forbidden", { about: "listens", role: "manager" }]]); });
  test("emotion is forbidden without a ground, and with one where a rule permits it", () => {
    const request = { ...summary, inferences: ["emotion"] };
    expect(reasons(request)).toEqual([["inference-forbidden", { inference: "emotion" }]]);
    const grounded = withPurposes((purpose) => ({ ...purpose, emotionGround: { ground: "safety", reason: "Lone workers" } }));
    expect(reasons(request, grounded)).toEqual([["inference-not-permitted", { inference: "emotion" }]]);
    const permitted = { ...grounded, purposes: grounded.purposes.map((purpose) => ({ ...purpose, rules: purpose.rules.map((rule) => ({ ...rule, inferences: ["emotion"] })) })) };
    expect(decide(request, permitted).isAllowed).toBe(true);
    expect(codes({ ...summary, purposeId: "practice", use: "nudge", model: null, isAutomatic: true, templateId: "try-it", dataClasses: ["homework"], recipientRoles: ["participant"], inferences: ["emotion"] }, permitted)).toEqual(["person-must-decide"]);
  });
  test("a ground does not open health", () => { expect(codes({ ...summary, inferences: ["health"] }, withPurposes((purpose) => ({ ...purpose, emotionGround: { ground: "medical", reason: "Lone workers" } })))).toEqual(["inference-forbidden"]); });
});

describe("a kill switch stops", () => {
  const stopped = (scope: OversightPolicy["killSwitches"][number]["scope"], lifted?: typeof thrown): OversightPolicy => ({ ...policy, killSwitches: [{ id: "stop", scope, thrown, ...(lifted === undefined ? {} : { lifted }) }] });
  test.each<readonly [scope: OversightPolicy["killSwitches"][number]["scope"], nudgeIsStopped: boolean, summaryIsStopped: boolean]>([
    [{ kind: "everything" }, true, true],
    [{ kind: "purpose", purposeId: "practice" }, true, false],
    [{ kind: "model", modelId: "scribe" }, false, true],
    [{ kind: "model", modelId: "scribe", modelVersion: "3" }, false, true],
    [{ kind: "person", personId: "ben" }, false, true],
    [{ kind: "person", personId: "ana" }, true, true],
  ])("%j", (scope, nudgeIsStopped, summaryIsStopped) => {
    const stop = [["kill-switch-on", { scope: scope.kind, switchId: "stop" }]];
    expect(reasons(nudge, stopped(scope))).toEqual(nudgeIsStopped ? stop : []);
    expect(reasons(summary, stopped(scope))).toEqual(summaryIsStopped ? stop : []);
  });
  test("of two versions the one named", () => {
    const two = { ...policy, models: [...policy.models, { modelId: "scribe", modelVersion: "4" }], killSwitches: [{ id: "stop", scope: { kind: "model", modelId: "scribe", modelVersion: "4" }, thrown } as const] };
    expect(decide(summary, two).isAllowed).toBe(true);
    expect(codes({ ...summary, model: { modelId: "scribe", modelVersion: "4" } }, two)).toEqual(["kill-switch-on"]);
  });
  test("from the instant it is thrown to the instant it is lifted", () => {
    const own = stopped({ kind: "everything" }, { ...thrown, actorId: "dee", at: "2026-02-03T00:00:00Z" });
    expect(["2026-01-31T23:59:59Z", "2026-02-01T00:00:00Z", "2026-02-02T23:59:59Z", "2026-02-03T00:00:00Z"].map((instant) => decide(nudge, own, consents, instant).isAllowed)).toEqual([true, false, false, true]);
  });
  test("until one who holds the switches lifts it", () => { expect(codes(nudge, stopped({ kind: "everything" }, { ...thrown, actorId: "ana" }))).toEqual(["kill-switch-on"]); });
  test("and of several on one scope the first by id is named", () => {
    const own = { ...policy, killSwitches: ["c", "a", "b"].map((id) => ({ id, scope: { kind: "everything" } as const, thrown })) };
    expect(reasons(nudge, own)).toEqual([["kill-switch-on", { scope: "everything", switchId: "a" }]]);
  });
});

test("every reason is told, not only the first, each once and in one order", () => {
  const request: PolicyRequest = { purposeId: "insight", use: "summary", dataClasses: ["sentiment", "voice", "voice"], inferences: ["emotion", "charm"], personIds: ["zoe", "ana", "zoe"], recipientRoles: ["manager", "friend"], model: { modelId: "oracle", modelVersion: "1" }, isAutomatic: true };
  const own: OversightPolicy = { ...policy, inForceFromAt: "2027-01-01T00:00:00Z", killSwitches: [{ id: "stop", scope: { kind: "everything" }, thrown }] };
  expect(codes(request, own)).toEqual([
    "not-in-force", "kill-switch-on", "unknown-data-class", "data-class-not-permitted", "retention-missing", "unknown-inference", "inference-forbidden", "unknown-role", "role-not-permitted", "sharing-forbidden",
    "consent-missing", "unknown-model", "person-must-decide", "template-missing",
  ]);
});

describe("many requests", () => {
  test("are decided as each alone, in their order", () => { expect(policyDecisions({ policy, requests: [nudge, { ...summary, use: "pattern" }, summary], consents, at })).toEqual([decide(nudge), decide({ ...summary, use: "pattern" }), decide(summary)]); });
  test("of none there are none", () => { expect(policyDecisions({ policy, requests: [], consents, at })).toEqual([]); });
  test("more than the limit are refused, as are more parts and more persons than a request has", () => {
    expect(issuesOf(() => policyDecisions({ policy, requests: new Array<PolicyRequest>(POLICY_LIMITS.requests + 1).fill(nudge), consents, at }))).toEqual(["input.too_big at /requests"]);
    expect(issuesOf(() => decide({ ...nudge, dataClasses: new Array<string>(POLICY_LIMITS.parts + 1).fill("homework") }))).toEqual(["input.too_big at /request/dataClasses"]);
    expect(issuesOf(() => decide({ ...nudge, personIds: new Array<string>(POLICY_LIMITS.persons + 1).fill("ana") }))).toEqual(["input.too_big at /request/personIds"]);
  });
  test("a malformed one among them is named by its place", () => { expect(issuesOf(() => policyDecisions({ policy, requests: [nudge, { ...nudge, use: " " }], consents, at }))).toEqual(["input.invalid_format at /requests/1/use"]); });
});

describe("laws", () => {
  const stranger = "nobody-knows-this";
  test("an allowed request is denied when any one part becomes one that nobody knows", () => {
    let allowed = 0;
    fc.assert(fc.property(drawnPolicy, drawnRequest, somebodysConsents, (drawn, request, given) => {
      const own = { ...drawn, purposes: drawn.purposes.map((purpose) => ({ ...purpose, isConsentRequired: true })) };
      if (!decide(request, own, given).isAllowed) return;
      allowed += 1;
      const swapped = (list: readonly string[], place: number) => list.map((id, index) => (index === place ? stranger : id));
      const lists = (["dataClasses", "inferences", "recipientRoles", "personIds"] as const).flatMap((key) => request[key].map((_, place): PolicyRequest => ({ ...request, [key]: swapped(request[key], place) })));
      const mutants: readonly PolicyRequest[] = [
        ...lists, { ...request, purposeId: stranger }, { ...request, use: stranger }, { ...request, model: { modelId: stranger, modelVersion: "3" } }, { ...request, model: { modelId: "scribe", modelVersion: stranger } },
        { ...request, inferences: [...request.inferences, stranger] }, ...(request.isAutomatic ? [{ ...request, templateId: stranger }] : []),
      ];
      for (const mutant of mutants) expect(decide(mutant, own, given).isAllowed).toBe(false);
    }), { numRuns: 1500 });
    expect(allowed).toBeGreaterThan(20);
  });
  test("a policy that is stricter in one place never allows more", () => {
    let [allowed, lost] = [0, 0];
    fc.assert(fc.property(drawnPolicy, drawnRequest, somebodysConsents, fc.nat(), (own, request, given, pick) => {
      const before = decide(request, own, given);
      const after = decide(request, stricter(own, pick), given);
      if (before.isAllowed) allowed += 1;
      if (before.isAllowed && !after.isAllowed) lost += 1;
      expect(after.isAllowed && !before.isAllowed).toBe(false);
    }), { numRuns: 3000 });
    expect([allowed > 100, lost > 10]).toEqual([true, true]);
  });
  test("the order of any list does not matter", () => {
    const turned = <Value>(value: Value): Value => (Array.isArray(value) ? (value.map(turned).toReversed() as Value) : typeof value === "object" && value !== null ? (Object.fromEntries(Object.entries(value).map(([key, part]) => [key, turned<unknown>(part)])) as Value) : value);
    fc.assert(fc.property(drawnPolicy, drawnRequest, somebodysConsents, (own, request, given) => { expect(decide(turned(request), turned(own), turned(given))).toEqual(decide(request, own, given)); }));
  });
  test("allowed and without reasons are the same", () => {
    fc.assert(fc.property(drawnPolicy, drawnRequest, somebodysConsents, (own, request, given) => {
      const { isAllowed, ruleId, reasons: found } = decide(request, own, given);
      expect([isAllowed, ruleId !== null]).toEqual([found.length === 0, isAllowed]);
    }));
  });
});
