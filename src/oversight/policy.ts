import * as z from "zod";
import { check, type Fault, faultAt, repeated, type Report, rule } from "../error/index.js";
import { Id, Instant, Title } from "../unit/index.js";
import { builtInForbiddenInferences, builtInRecipientRoles, builtInUses, ForbiddenInference, PolicyUse, SharingBan } from "./policy-built-in.js";
import { KillSwitch } from "./policy-kill-switch.js";
import { listOf, POLICY_LIMITS } from "./policy-limits.js";
import { PolicyPurpose } from "./policy-purpose.js";

/** Something that a policy declares, so that rules can name it. */
export interface PolicyTerm {
  /** Unique in its list. */
  readonly id: Id;
  /** For people. */
  readonly title: Title;
}
/** Schema of a declared term. */
export const PolicyTerm = z.strictObject({ id: Id, title: Title }).readonly() satisfies z.ZodType<PolicyTerm>;

/** A version of a model that may be used. */
export interface PolicyModel {
  /** Which model. */
  readonly modelId: Id;
  /** Which version. */
  readonly modelVersion: Id;
}
/** A template that may go out without a person deciding on each message. Its words are held elsewhere: see `automaticSending`. */
export interface AutomaticTemplate {
  /** Which template. */
  readonly templateId: Id;
  /** For which purpose. */
  readonly purposeId: Id;
  /** For which uses. */
  readonly uses: readonly Id[];
  /** The person who approved it. */
  readonly approvedById: Id;
  /** Since when. */
  readonly approvedAt: Instant;
}

/** What may be done with data about people, by whom and for how long: what it does not permit is denied. A document that a host stores. */
export interface OversightPolicy {
  /** Says what this document is. */
  readonly kind: "oversight-policy";
  /** The version of this document's format. */
  readonly schemaVersion: 1;
  /** The same through all versions. */
  readonly id: Id;
  /** The version of its content. */
  readonly version: Id;
  /** Since when it holds; before, everything is denied. */
  readonly inForceFromAt: Instant;
  /** The person who answers for it. */
  readonly ownerId?: Id;
  /** The person who leads the coaches. */
  readonly coachLeadId?: Id;
  /** The person who looks after the records. */
  readonly dataStewardId?: Id;
  /** The classes of data that there are. */
  readonly dataClasses: readonly PolicyTerm[];
  /** What may be concluded about people at all, as far as a rule permits it; the host's own words. */
  readonly inferences: readonly PolicyTerm[];
  /** What may be used data for. */
  readonly purposes: readonly PolicyPurpose[];
  /** Versions of models that may be used. */
  readonly models: readonly PolicyModel[];
  /** What may go out without a person. */
  readonly automaticTemplates: readonly AutomaticTemplate[];
  /** Who may lift a kill switch, and no one else. Anyone may throw one. */
  readonly killSwitchHolderIds: readonly Id[];
  /** The kill switches thrown, lifted ones too. */
  readonly killSwitches: readonly KillSwitch[];
  /** Uses beside `builtInUses`. */
  readonly ownUses?: readonly PolicyUse[];
  /** Roles beside `builtInRecipientRoles`. */
  readonly ownRoles?: readonly Id[];
  /** Forbidden inferences beside `builtInForbiddenInferences`. Forbidding wins over a rule. */
  readonly ownForbiddenInferences?: readonly ForbiddenInference[];
  /** Bans beside `builtInSharingBans`. */
  readonly ownSharingBans?: readonly SharingBan[];
  /** Uses that a person decides on, beside those that judge a named person. */
  readonly decidedByPerson?: readonly Id[];
}

/** Schema of a version of a model. */
export const PolicyModel = z.strictObject({ modelId: Id, modelVersion: Id }).readonly() satisfies z.ZodType<PolicyModel>;
/** Schema of a template that may go out without a person. */
export const AutomaticTemplate = z.strictObject({ templateId: Id, purposeId: Id, uses: listOf(Id), approvedById: Id, approvedAt: Instant }).readonly() satisfies z.ZodType<AutomaticTemplate>;

const duplicateId: Fault = { code: "policy.duplicate_id", message: "“{id}” stands twice among the {list}, or is built in.", hint: "Give each its own id." };
const unknownReference: Fault = { code: "policy.unknown_reference", message: "“{id}” is not among the {list}.", hint: "Declare it, or correct it." };

const idsOf = (entries: readonly { readonly id: Id }[]): readonly Id[] => entries.map(({ id }) => id);
const modelKey = ({ modelId, modelVersion }: PolicyModel): string => JSON.stringify([modelId, modelVersion]);

function findDuplicates(policy: OversightPolicy, report: Report): void {
  const { ownUses = [], ownRoles = [], ownForbiddenInferences = [] } = policy;
  const lists: readonly (readonly [key: keyof OversightPolicy, ids: readonly Id[], builtIn: readonly Id[]])[] = [
    ["dataClasses", idsOf(policy.dataClasses), []], ["inferences", idsOf(policy.inferences), idsOf(builtInForbiddenInferences)], ["purposes", idsOf(policy.purposes), []], ["models", policy.models.map(modelKey), []],
    ["automaticTemplates", policy.automaticTemplates.map((one) => JSON.stringify([one.templateId, one.purposeId])), []], ["killSwitches", idsOf(policy.killSwitches), []],
    ["ownUses", idsOf(ownUses), idsOf(builtInUses)], ["ownRoles", ownRoles, builtInRecipientRoles], ["ownForbiddenInferences", idsOf(ownForbiddenInferences), idsOf(builtInForbiddenInferences)],
  ];
  for (const [list, ids, builtIn] of lists) for (const [index, id] of repeated([...builtIn, ...ids], (one) => one)) report(duplicateId, [list, index - builtIn.length], { id, list });
  const seen = new Set<Id>();
  for (const [purpose, { rules }] of policy.purposes.entries()) {
    for (const [index, { id }] of rules.entries()) {
      if (seen.has(id)) report(duplicateId, ["purposes", purpose, "rules", index, "id"], { id, list: "rules" });
      seen.add(id);
    }
  }
}

/** What a policy declares, for whoever refers to it. */
function declaredIn(policy: OversightPolicy) {
  const { ownUses = [], ownRoles = [], ownForbiddenInferences = [] } = policy;
  return {
    purposes: new Set(idsOf(policy.purposes)), dataClasses: new Set(idsOf(policy.dataClasses)), uses: new Set(idsOf([...builtInUses, ...ownUses])), recipientRoles: new Set([...builtInRecipientRoles, ...ownRoles]),
    inferences: new Set(idsOf([...builtInForbiddenInferences, ...policy.inferences, ...ownForbiddenInferences])),
    models: new Set(policy.models.flatMap(({ modelId, modelVersion }) => [JSON.stringify([modelId, modelVersion]), JSON.stringify([modelId])])),
  };
}

function findReferences(policy: OversightPolicy, report: Report): void {
  const declared = declaredIn(policy);
  const look = (list: keyof typeof declared, ids: readonly Id[], path: readonly (string | number)[]) => {
    for (const [index, id] of ids.entries()) if (!declared[list].has(id)) report(unknownReference, [...path, index], { id, list });
  };
  for (const [index, { rules, retention }] of policy.purposes.entries()) {
    for (const [place, one] of rules.entries()) for (const list of ["uses", "dataClasses", "inferences", "recipientRoles"] as const) look(list, one[list], ["purposes", index, "rules", place, list]);
    for (const [place, { dataClass: id }] of retention.entries()) if (!declared.dataClasses.has(id)) report(unknownReference, ["purposes", index, "retention", place, "dataClass"], { id, list: "dataClasses" });
  }
  for (const [index, { purposeId: id, uses }] of policy.automaticTemplates.entries()) {
    if (!declared.purposes.has(id)) report(unknownReference, ["automaticTemplates", index, "purposeId"], { id, list: "purposes" });
    look("uses", uses, ["automaticTemplates", index, "uses"]);
  }
  look("uses", policy.decidedByPerson ?? [], ["decidedByPerson"]);
  for (const [index, { about: id, roles }] of (policy.ownSharingBans ?? []).entries()) {
    if (!declared.dataClasses.has(id) && !declared.inferences.has(id)) report(unknownReference, ["ownSharingBans", index, "about"], { id, list: "dataClasses" });
    look("recipientRoles", roles, ["ownSharingBans", index, "roles"]);
  }
  // a switch that names what is not there would stop nothing, and nobody would notice
  for (const [index, { scope }] of policy.killSwitches.entries()) {
    if (scope.kind === "purpose" && !declared.purposes.has(scope.purposeId)) report(unknownReference, ["killSwitches", index, "scope", "purposeId"], { id: scope.purposeId, list: "purposes" });
    if (scope.kind === "model" && !declared.models.has(JSON.stringify(scope.modelVersion === undefined ? [scope.modelId] : [scope.modelId, scope.modelVersion]))) report(unknownReference, ["killSwitches", index, "scope", "modelId"], { id: scope.modelId, list: "models" });
  }
}

/** Schema of an oversight policy. */
export const OversightPolicy = z
  .strictObject({
    kind: z.literal("oversight-policy"), schemaVersion: z.literal(1), id: Id, version: Id, inForceFromAt: Instant,
    ownerId: z.exactOptional(Id), coachLeadId: z.exactOptional(Id), dataStewardId: z.exactOptional(Id),
    dataClasses: listOf(PolicyTerm), inferences: listOf(PolicyTerm), purposes: listOf(PolicyPurpose), models: listOf(PolicyModel), automaticTemplates: listOf(AutomaticTemplate),
    killSwitchHolderIds: listOf(Id), killSwitches: z.array(KillSwitch).max(POLICY_LIMITS.killSwitches).readonly(),
    ownUses: z.exactOptional(listOf(PolicyUse)), ownRoles: z.exactOptional(listOf(Id)), ownForbiddenInferences: z.exactOptional(listOf(ForbiddenInference)), ownSharingBans: z.exactOptional(listOf(SharingBan)), decidedByPerson: z.exactOptional(listOf(Id)),
  })
  .check(rule(findDuplicates), rule(findReferences))
  .readonly() satisfies z.ZodType<OversightPolicy>;

const unknownVersion: Fault = { code: "policy.unknown_version", message: "This is an oversight policy of version {version}; this package reads version 1.", hint: "Update coachkit, or export the document again." };

/**
 * A stored oversight policy, checked, in today's shape. Older shapes will be carried over here; a newer one is refused.
 *
 * @throws CoachingError `policy.*`, `policy-purpose.*`, `policy-kill-switch.*`, `input.*`
 * @example
 * ```ts
 * const nothing = { dataClasses: [], inferences: [], purposes: [], models: [], automaticTemplates: [], killSwitchHolderIds: [], killSwitches: [] };
 * const stored = JSON.stringify({ kind: "oversight-policy", schemaVersion: 1, id: "acme", version: "1", inForceFromAt: "2026-01-01T00:00:00Z", ...nothing });
 * readOversightPolicy(JSON.parse(stored)).id; // => "acme"
 * ```
 */
export function readOversightPolicy(document: unknown): OversightPolicy {
  const version: unknown = typeof document === "object" && document !== null ? Reflect.get(document, "schemaVersion") : undefined;
  if (typeof version === "number" && version !== 1) throw faultAt(unknownVersion, ["schemaVersion"], { version: Number.isFinite(version) ? version : String(version) });
  return check(OversightPolicy, document);
}
