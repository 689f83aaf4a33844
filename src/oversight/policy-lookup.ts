import { millisecondsOf } from "../time/internal.js";
import type { Id } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
import type { OversightPolicy, PolicyModel } from "./policy.js";
import { builtInForbiddenInferences, builtInRecipientRoles, builtInSharingBans, builtInUses, type PolicyUse } from "./policy-built-in.js";
import { type KillSwitchScope, switchesOn } from "./policy-kill-switch.js";
import type { PolicyPurpose } from "./policy-purpose.js";

/** The parts of a request that a rule has to permit. */
export const ruleParts = ["dataClasses", "inferences", "recipientRoles"] as const;
type RuleParts = Readonly<Record<(typeof ruleParts)[number], ReadonlySet<Id>>>;

/** The rules of one purpose for one use. */
export interface UseRules {
  /** By id. */
  readonly rules: readonly (RuleParts & { readonly id: Id })[];
  /** What any of them permits. */
  readonly any: RuleParts;
}

function useRules({ rules }: PolicyPurpose, use: Id): UseRules {
  const own = rules.filter((rule) => rule.uses.includes(use)).sort((left, right) => inTextOrder(left.id, right.id));
  const setOf = (key: (typeof ruleParts)[number], from: PolicyPurpose["rules"]) => new Set(from.flatMap((rule) => rule[key]));
  const partsOf = (from: PolicyPurpose["rules"]): RuleParts => ({ dataClasses: setOf("dataClasses", from), inferences: setOf("inferences", from), recipientRoles: setOf("recipientRoles", from) });
  return { rules: own.map((rule) => ({ id: rule.id, ...partsOf([rule]) })), any: partsOf(own) };
}

/** One text for one scope, whatever the order of its keys. */
const scopeKey = (scope: KillSwitchScope): string => {
  switch (scope.kind) {
    case "everything":
      return "everything";
    case "purpose":
      return `purpose\n${scope.purposeId}`;
    case "person":
      return `person\n${scope.personId}`;
    default:
      return `model\n${scope.modelId}${scope.modelVersion === undefined ? "" : `\n${scope.modelVersion}`}`;
  }
};

/** All uses that a policy knows, by id. */
export const usesOf = ({ ownUses = [] }: OversightPolicy): ReadonlyMap<Id, PolicyUse> => new Map([...builtInUses, ...ownUses].map((use) => [use.id, use]));

/** The uses that a person decides on. */
export const usesDecidedByPerson = (policy: OversightPolicy): ReadonlySet<Id> => new Set([...[...usesOf(policy).values()].filter(({ isJudgment }) => isJudgment).map(({ id }) => id), ...(policy.decidedByPerson ?? [])]);

/** The ids of what may not be concluded. Emotion is among them; a purpose may have a ground for it. */
export const forbiddenIn = ({ ownForbiddenInferences = [] }: OversightPolicy): ReadonlySet<Id> => new Set([...builtInForbiddenInferences, ...ownForbiddenInferences].map(({ id }) => id));

/** Whether a purpose has the only ground there is for what is forbidden otherwise. */
export const hasGround = (purpose: PolicyPurpose | undefined, inference: Id): boolean => inference === "emotion" && purpose?.emotionGround !== undefined;

/** A policy, made to be asked often at one instant. */
export function policyLookup(policy: OversightPolicy, at: number) {
  const purposes: ReadonlyMap<Id, PolicyPurpose> = new Map(policy.purposes.map((purpose) => [purpose.id, purpose]));
  const uses = usesOf(policy);
  const decidedByPerson = usesDecidedByPerson(policy);
  const forbidden = forbiddenIn(policy);
  const bans = new Set([...builtInSharingBans, ...(policy.ownSharingBans ?? [])].flatMap(({ about, roles }) => roles.map((role) => `${about}\n${role}`)));
  const terms = new Map(policy.purposes.flatMap(({ id, retention }) => retention.map(({ dataClass, retentionDays }) => [`${id}\n${dataClass}`, retentionDays] as const)));
  const models = new Set(policy.models.map(({ modelId, modelVersion }) => `${modelId}\n${modelVersion}`));
  const templates = new Map(policy.automaticTemplates.map((template) => [`${template.purposeId}\n${template.templateId}`, template]));
  const switches = new Map<string, Id>();
  for (const { id, scope } of switchesOn(policy, at)) {
    const first = switches.get(scopeKey(scope));
    if (first === undefined || inTextOrder(id, first) < 0) switches.set(scopeKey(scope), id);
  }
  const rulesOf = new Map<string, UseRules>();
  return {
    policy, purposes, uses,
    inForceFrom: millisecondsOf(policy.inForceFromAt),
    dataClasses: new Set(policy.dataClasses.map(({ id }) => id)),
    inferences: new Set([...forbidden, ...policy.inferences.map(({ id }) => id)]),
    roles: new Set([...builtInRecipientRoles, ...(policy.ownRoles ?? [])]),
    switchFor: (scope: KillSwitchScope): Id | undefined => switches.get(scopeKey(scope)),
    rulesFor: (purposeId: Id, use: Id): UseRules | undefined => {
      const purpose = purposes.get(purposeId);
      if (purpose === undefined || !uses.has(use)) return undefined;
      const key = `${purposeId}\n${use}`;
      const rules = rulesOf.get(key) ?? useRules(purpose, use);
      rulesOf.set(key, rules);
      return rules;
    },
    retentionDays: (purposeId: Id, dataClass: Id): number | undefined => terms.get(`${purposeId}\n${dataClass}`),
    isForbidden: (purposeId: Id, inference: Id): boolean => forbidden.has(inference) && !hasGround(purposes.get(purposeId), inference),
    isBanned: (about: Id, role: Id): boolean => bans.has(`${about}\n${role}`),
    hasModel: ({ modelId, modelVersion }: PolicyModel): boolean => models.has(`${modelId}\n${modelVersion}`),
    isDecidedByPerson: (use: Id): boolean => decidedByPerson.has(use),
    isTemplateApproved: ({ templateId, purposeId, use }: { readonly templateId: Id; readonly purposeId: Id; readonly use: Id }): boolean => {
      const template = templates.get(`${purposeId}\n${templateId}`);
      return template !== undefined && template.uses.includes(use) && millisecondsOf(template.approvedAt) <= at;
    },
  };
}
/** A policy, made to be asked often at one instant. */
export type PolicyLookup = ReturnType<typeof policyLookup>;
