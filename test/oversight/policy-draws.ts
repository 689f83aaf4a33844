import type { OversightPolicy, PolicyRequest, PurposeConsent } from "coachkit/oversight";
import fc from "fast-check";
import { thrown } from "./policy-example.js";

const some = (...ids: readonly string[]): fc.Arbitrary<string[]> => fc.subarray([...ids], { minLength: 1 });
const usesDrawn = some("nudge", "summary", "tip");
const classesDrawn = some("homework", "calls", "sentiment");
const inferencesDrawn = fc.subarray(["listens", "asks", "health"]);
const rolesDrawn = some("coach", "participant", "manager", "mentor");
const scopes = [{ kind: "everything" }, { kind: "purpose", purposeId: "p" }, { kind: "purpose", purposeId: "q" }, { kind: "model", modelId: "scribe" }, { kind: "model", modelId: "scribe", modelVersion: "3" }, { kind: "person", personId: "ana" }] as const;
const killSwitch = (id: string) => fc.record({ id: fc.constant(id), scope: fc.constantFrom(...scopes), thrown: fc.constant(thrown), lifted: fc.constantFrom({ ...thrown, actorId: "dee" }, { ...thrown, actorId: "eve" }) });
const ruleDrawn = (id: string) => fc.record({ id: fc.constant(id), uses: usesDrawn, dataClasses: classesDrawn, inferences: inferencesDrawn, recipientRoles: rolesDrawn });
const purposeDrawn = (id: string) => fc.record({
  id: fc.constant(id), title: fc.constant("Purpose"), basis: fc.constant("Works agreement"), isConsentRequired: fc.boolean(), rules: fc.tuple(ruleDrawn(`${id}1`), ruleDrawn(`${id}2`)),
  retention: fc.subarray(["homework", "calls", "sentiment"], { minLength: 2 }).map((classes) => classes.map((dataClass) => ({ dataClass, retentionDays: 30 }))),
});

/** Small policies that permit much, so that a good share of requests is allowed. */
export const drawnPolicy: fc.Arbitrary<OversightPolicy> = fc.record({
  kind: fc.constant("oversight-policy" as const), schemaVersion: fc.constant(1 as const), id: fc.constant("acme"), version: fc.constant("1"), inForceFromAt: fc.constant("2026-01-01T00:00:00Z"),
  dataClasses: fc.constant(["homework", "calls", "sentiment"].map((id) => ({ id, title: id }))), inferences: fc.constant(["listens", "asks"].map((id) => ({ id, title: id }))),
  purposes: fc.tuple(purposeDrawn("p"), purposeDrawn("q")), models: fc.constant([{ modelId: "scribe", modelVersion: "3" }]),
  automaticTemplates: fc.constant(["p", "q"].map((purposeId) => ({ templateId: "try-it", purposeId, uses: ["nudge", "tip"], approvedById: "cleo", approvedAt: "2026-01-02T00:00:00Z" }))),
  killSwitchHolderIds: fc.constantFrom(["dee"], ["dee", "eve"]), killSwitches: fc.tuple(killSwitch("s1")).map((one) => [...one]),
  ownUses: fc.boolean().map((isJudgment) => [{ id: "tip", title: "A tip", isJudgment, isFromModel: false }]), ownRoles: fc.constant(["mentor"]), ownForbiddenInferences: fc.constantFrom([], [{ id: "asks", title: "Asks" }]),
  ownSharingBans: fc.constantFrom([], [{ about: "calls", roles: ["mentor"] }]), decidedByPerson: fc.subarray(["nudge", "tip"], { maxLength: 1 }),
});

export const drawnRequest: fc.Arbitrary<PolicyRequest> = fc.record({
  purposeId: fc.constantFrom("p", "q"), use: fc.constantFrom("nudge", "summary", "tip"), dataClasses: fc.subarray(["homework", "calls", "sentiment"], { minLength: 1, maxLength: 2 }), inferences: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.subarray(["listens", "asks"]) }),
  personIds: some("ana", "ben"), recipientRoles: fc.subarray(["coach", "participant", "manager", "mentor"], { minLength: 1, maxLength: 1 }), model: fc.constant({ modelId: "scribe", modelVersion: "3" }), isAutomatic: fc.boolean(), templateId: fc.constant("try-it"),
});

export const somebodysConsents: fc.Arbitrary<readonly PurposeConsent[]> = fc.array(fc.record({ personId: fc.constantFrom("ana", "ben"), purposeId: fc.constantFrom("p", "q"), decision: fc.constantFrom("given", "given", "withdrawn"), decidedAt: fc.constantFrom("2026-01-10T00:00:00Z", "2026-01-11T00:00:00Z") }), { minLength: 3, maxLength: 8 });

const without = <Entry>(list: readonly Entry[], place: number): readonly Entry[] => list.filter((_, index) => index !== place % Math.max(list.length, 1));
const onRules = (policy: OversightPolicy, change: (rule: OversightPolicy["purposes"][number]["rules"][number]) => OversightPolicy["purposes"][number]["rules"][number]) => ({ ...policy, purposes: policy.purposes.map((purpose) => ({ ...purpose, rules: purpose.rules.map(change) })) });

/** The policy with one permission less or one prohibition more; which one, by a number. */
export function stricter(policy: OversightPolicy, pick: number): OversightPolicy {
  const place = Math.floor(pick / 16);
  const changes: readonly (() => OversightPolicy)[] = [
    () => ({ ...policy, killSwitches: [...policy.killSwitches, { id: "new", scope: scopes[place % scopes.length] ?? { kind: "everything" }, thrown }] }),
    () => ({ ...policy, purposes: policy.purposes.map((purpose) => ({ ...purpose, rules: without(purpose.rules, place) })) }),
    () => onRules(policy, (rule) => ({ ...rule, uses: without(rule.uses, place) })),
    () => onRules(policy, (rule) => ({ ...rule, dataClasses: without(rule.dataClasses, place) })),
    () => onRules(policy, (rule) => ({ ...rule, inferences: without(rule.inferences, place) })),
    () => onRules(policy, (rule) => ({ ...rule, recipientRoles: without(rule.recipientRoles, place) })),
    () => ({ ...policy, purposes: policy.purposes.map((purpose) => ({ ...purpose, retention: without(purpose.retention, place) })) }),
    () => ({ ...policy, purposes: policy.purposes.map((purpose) => ({ ...purpose, isConsentRequired: true })) }),
    () => ({ ...policy, models: [], killSwitches: policy.killSwitches.filter(({ scope }) => scope.kind !== "model") }),
    () => ({ ...policy, automaticTemplates: without(policy.automaticTemplates, place) }),
    () => ({ ...policy, killSwitchHolderIds: without(policy.killSwitchHolderIds, place) }),
    () => ({ ...policy, ownForbiddenInferences: [{ id: "listens", title: "Listens" }, { id: "asks", title: "Asks" }] }),
    () => ({ ...policy, ownSharingBans: [...(policy.ownSharingBans ?? []), { about: "homework", roles: ["coach", "mentor"] }] }),
    () => ({ ...policy, decidedByPerson: ["nudge", "tip"] }),
    () => ({ ...policy, inForceFromAt: "2027-01-01T00:00:00Z" }),
    () => ({ ...policy, ownUses: [{ id: "tip", title: "A tip", isJudgment: true, isFromModel: false }] }),
  ];
  return changes[pick % changes.length]?.() ?? policy;
}
