import { check } from "../error/index.js";
import type { Id } from "../unit/index.js";
import { OversightPolicy } from "./policy.js";
import { builtInSharingBans } from "./policy-built-in.js";
import { isLiftedRightly } from "./policy-kill-switch.js";
import { forbiddenIn, hasGround, usesDecidedByPerson, usesOf } from "./policy-lookup.js";

/** Something in a policy that a person should look at. */
export interface PolicyFinding {
  /**
   * What it is. `no-owner`, `no-coach-lead`, `no-data-steward`, `no-switch-holder`: nobody is named; `purpose-without-rule`, `purpose-nobody-sees`: it permits nothing, or nobody may see what comes of it; `rule-without-effect`: one of its lists is empty that a request needs;
   * `retention-missing`: a rule permits a class that nobody may keep, so every request for it is denied; `retention-without-use`: no rule permits the class; `forbidden-inference-permitted`, `banned-sharing-permitted`: a rule permits what stays forbidden; `emotion-exception`: a purpose has a ground for concluding emotion;
   * `automatic-judgment`: a template for a use that a person decides on; `automatic-without-rule`: no rule permits its use; `model-without-use`: a model is approved and no rule permits a use from a model; `lifted-by-another`: a switch was lifted by one who may not and stays on.
   */
  readonly code:
    | "no-owner" | "no-coach-lead" | "no-data-steward" | "no-switch-holder" | "purpose-without-rule" | "purpose-nobody-sees" | "rule-without-effect" | "retention-missing" | "retention-without-use"
    | "forbidden-inference-permitted" | "banned-sharing-permitted" | "emotion-exception" | "automatic-judgment" | "automatic-without-rule" | "model-without-use" | "lifted-by-another";
  /** Where in the policy. */
  readonly path: readonly (string | number)[];
  /** What it is about. */
  readonly params: Readonly<Record<string, string>>;
}

const finding = (code: PolicyFinding["code"], path: PolicyFinding["path"], params: PolicyFinding["params"] = {}): PolicyFinding => ({ code, path, params });

function* missingPeople({ ownerId, coachLeadId, dataStewardId, killSwitchHolderIds }: OversightPolicy): Generator<PolicyFinding> {
  if (ownerId === undefined) yield finding("no-owner", ["ownerId"]);
  if (coachLeadId === undefined) yield finding("no-coach-lead", ["coachLeadId"]);
  if (dataStewardId === undefined) yield finding("no-data-steward", ["dataStewardId"]);
  if (killSwitchHolderIds.length === 0) yield finding("no-switch-holder", ["killSwitchHolderIds"]);
}

function* purposeFindings({ purposes }: OversightPolicy): Generator<PolicyFinding> {
  for (const [index, { id: purposeId, rules, retention, emotionGround }] of purposes.entries()) {
    const path = ["purposes", index];
    if (rules.length === 0) yield finding("purpose-without-rule", path, { purposeId });
    else if (rules.every(({ recipientRoles }) => recipientRoles.length === 0)) yield finding("purpose-nobody-sees", path, { purposeId });
    if (emotionGround !== undefined) yield finding("emotion-exception", [...path, "emotionGround"], { purposeId, ground: emotionGround.ground });
    const [kept, used] = [new Set(retention.map(({ dataClass }) => dataClass)), new Set(rules.flatMap(({ dataClasses }) => dataClasses))];
    for (const dataClass of used) if (!kept.has(dataClass)) yield finding("retention-missing", [...path, "retention"], { purposeId, dataClass });
    for (const [place, { dataClass }] of retention.entries()) if (!used.has(dataClass)) yield finding("retention-without-use", [...path, "retention", place], { purposeId, dataClass });
  }
}

function* ruleFindings(policy: OversightPolicy): Generator<PolicyFinding> {
  const forbidden = forbiddenIn(policy);
  const bans = [...builtInSharingBans, ...(policy.ownSharingBans ?? [])];
  for (const [index, purpose] of policy.purposes.entries()) {
    for (const [place, { id: ruleId, uses, dataClasses, inferences, recipientRoles }] of purpose.rules.entries()) {
      const path = ["purposes", index, "rules", place];
      if ([uses, dataClasses, recipientRoles].some((list) => list.length === 0)) yield finding("rule-without-effect", path, { ruleId });
      for (const inference of inferences) if (forbidden.has(inference) && !hasGround(purpose, inference)) yield finding("forbidden-inference-permitted", [...path, "inferences"], { ruleId, inference });
      const parts = new Set([...dataClasses, ...inferences]);
      for (const { about, roles } of bans) if (parts.has(about)) for (const role of roles) if (recipientRoles.includes(role)) yield finding("banned-sharing-permitted", [...path, "recipientRoles"], { ruleId, about, role });
    }
  }
}

function* automaticFindings(policy: OversightPolicy): Generator<PolicyFinding> {
  const byPerson = usesDecidedByPerson(policy);
  const permitted = new Map<Id, ReadonlySet<Id>>(policy.purposes.map(({ id, rules }) => [id, new Set(rules.flatMap(({ uses }) => uses))]));
  for (const [index, { templateId, purposeId, uses }] of policy.automaticTemplates.entries()) {
    for (const [place, use] of uses.entries()) {
      if (byPerson.has(use)) yield finding("automatic-judgment", ["automaticTemplates", index, "uses", place], { templateId, use });
      if (permitted.get(purposeId)?.has(use) !== true) yield finding("automatic-without-rule", ["automaticTemplates", index, "uses", place], { templateId, use });
    }
  }
}

function* switchFindings(policy: OversightPolicy): Generator<PolicyFinding> {
  const uses = usesOf(policy);
  const isModelUsed = policy.purposes.some(({ rules }) => rules.some((rule) => rule.uses.some((use) => uses.get(use)?.isFromModel === true)));
  if (!isModelUsed) for (const [index, { modelId, modelVersion }] of policy.models.entries()) yield finding("model-without-use", ["models", index], { modelId, modelVersion });
  const holders = new Set(policy.killSwitchHolderIds);
  for (const [index, one] of policy.killSwitches.entries()) {
    if (one.lifted !== undefined && !isLiftedRightly(one, holders)) yield finding("lifted-by-another", ["killSwitches", index, "lifted", "actorId"], { switchId: one.id, actorId: one.lifted.actorId });
  }
}

/** What a person should look at in a policy that is checked already. */
export const findingsOf = (policy: OversightPolicy): readonly PolicyFinding[] => [missingPeople, purposeFindings, ruleFindings, automaticFindings, switchFindings].flatMap((find) => [...find(policy)]);

/**
 * What a person should look at in a policy: contradictions, which deny; what has no effect; who is missing; exceptions. A policy with findings works all the same, and denies where it contradicts itself.
 *
 * @throws CoachingError `policy.*`, `policy-purpose.*`, `policy-kill-switch.*`, `input.*`
 * @example
 * ```ts
 * const lists = { dataClasses: [], inferences: [], purposes: [], models: [], automaticTemplates: [], killSwitchHolderIds: [], killSwitches: [] };
 * const policy = { kind: "oversight-policy", schemaVersion: 1, id: "acme", version: "1", inForceFromAt: "2026-01-12T00:00:00Z", ownerId: "olu", coachLeadId: "cleo", ...lists };
 * policyFindings(policy).map(({ code }) => code); // => ["no-data-steward", "no-switch-holder"]
 * ```
 */
export function policyFindings(policy: OversightPolicy): readonly PolicyFinding[] {
  return findingsOf(check(OversightPolicy, policy));
}
