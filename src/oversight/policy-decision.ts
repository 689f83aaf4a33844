import { check } from "../error/index.js";
import { millisecondsOf } from "../time/internal.js";
import { inTextOrder } from "../unit/internal.js";
import type { Id } from "../unit/index.js";
import type { KillSwitchScope } from "./policy-kill-switch.js";
import { type PolicyLookup, policyLookup, ruleParts, type UseRules } from "./policy-lookup.js";
import { DenialCode, type DenialReason, type PolicyDecision, PolicyQuestion, PolicyQuestions, type PolicyRequest } from "./policy-request.js";
import { consentBook } from "./purpose-consent.js";

/** A request with what the policy says of it and of nothing else. */
interface Case {
  readonly request: PolicyRequest;
  readonly lookup: PolicyLookup;
  /** The rules of the purpose for this use; `undefined` where one of the two is not known. */
  readonly useRules: UseRules | undefined;
  readonly consentOf: ReturnType<typeof consentBook>;
  readonly at: number;
}

const reason = (code: DenialCode, params: DenialReason["params"] = {}): DenialReason => ({ code, params });

function* stopped({ request: { purposeId, model, personIds }, lookup, at }: Case): Generator<DenialReason> {
  if (at < lookup.inForceFrom) yield reason("not-in-force", { inForceFromAt: lookup.policy.inForceFromAt });
  const scopes: readonly KillSwitchScope[] = [
    { kind: "everything" }, { kind: "purpose", purposeId }, ...personIds.map((personId) => ({ kind: "person", personId }) as const),
    ...(model === null ? [] : ([{ kind: "model", modelId: model.modelId }, { kind: "model", ...model }] as const)),
  ];
  for (const scope of scopes) {
    const switchId = lookup.switchFor(scope);
    if (switchId !== undefined) yield reason("kill-switch-on", { scope: scope.kind, switchId });
  }
}

function* aimless({ request: { purposeId, use }, lookup, useRules }: Case): Generator<DenialReason> {
  if (!lookup.purposes.has(purposeId)) yield reason("unknown-purpose", { purposeId });
  if (!lookup.uses.has(use)) yield reason("unknown-use", { use });
  if (useRules?.rules.length === 0) yield reason("use-not-permitted", { use });
}

/** No rule for this use permits a part. Where there is no rule for the use at all, that is the reason, and it is said once. */
const isUncovered = ({ useRules }: Case, key: (typeof ruleParts)[number], id: Id): boolean => useRules !== undefined && useRules.rules.length > 0 && !useRules.any[key].has(id);

function* wrongData(one: Case): Generator<DenialReason> {
  const { request: { purposeId, dataClasses }, lookup } = one;
  if (dataClasses.length === 0) yield reason("no-data-class");
  for (const dataClass of dataClasses) {
    if (!lookup.dataClasses.has(dataClass)) { yield reason("unknown-data-class", { dataClass }); continue; }
    if (isUncovered(one, "dataClasses", dataClass)) yield reason("data-class-not-permitted", { dataClass });
    if (lookup.purposes.has(purposeId) && lookup.retentionDays(purposeId, dataClass) === undefined) yield reason("retention-missing", { dataClass });
  }
}

function* wrongInferences(one: Case): Generator<DenialReason> {
  const { request: { purposeId, inferences }, lookup } = one;
  for (const inference of inferences) {
    if (!lookup.inferences.has(inference)) { yield reason("unknown-inference", { inference }); continue; }
    if (lookup.isForbidden(purposeId, inference)) yield reason("inference-forbidden", { inference });
    else if (isUncovered(one, "inferences", inference)) yield reason("inference-not-permitted", { inference });
  }
}

function* wrongRecipients(one: Case): Generator<DenialReason> {
  const { request: { dataClasses, inferences, recipientRoles }, lookup } = one;
  if (recipientRoles.length === 0) yield reason("no-recipient");
  for (const role of recipientRoles) {
    if (!lookup.roles.has(role)) { yield reason("unknown-role", { role }); continue; }
    if (isUncovered(one, "recipientRoles", role)) yield reason("role-not-permitted", { role });
    for (const about of [...dataClasses, ...inferences]) if (lookup.isBanned(about, role)) yield reason("sharing-forbidden", { about, role });
  }
}

function* unwilling({ request: { purposeId, personIds }, lookup, consentOf, at }: Case): Generator<DenialReason> {
  if (personIds.length === 0) yield reason("no-person");
  const purpose = lookup.purposes.get(purposeId);
  if (purpose === undefined) return;
  for (const personId of personIds) {
    const { isGiven, reason: standing } = consentOf(personId, purposeId, at);
    if (isGiven) continue;
    if (purpose.isConsentRequired) yield reason("consent-missing", { personId, standing });
    else if (standing !== "never-asked") yield reason("opted-out", { personId, standing });
  }
}

function* wrongModel({ request: { use, model }, lookup }: Case): Generator<DenialReason> {
  if (model === null) { if (lookup.uses.get(use)?.isFromModel === true) yield reason("model-missing", { use }); }
  else if (!lookup.hasModel(model)) yield reason("unknown-model", { modelId: model.modelId, modelVersion: model.modelVersion });
}

function* unattended({ request: { purposeId, use, inferences, isAutomatic, templateId }, lookup }: Case): Generator<DenialReason> {
  if (!isAutomatic) return;
  // whatever concludes something about a person judges that person, whatever it is for
  if (lookup.isDecidedByPerson(use) || inferences.length > 0) yield reason("person-must-decide", { use });
  if (templateId === undefined) yield reason("template-missing");
  else if (!lookup.isTemplateApproved({ templateId, purposeId, use })) yield reason("template-not-approved", { templateId });
}

const partChecks = [stopped, aimless, wrongData, wrongInferences, wrongRecipients, unwilling, wrongModel, unattended];
const placeOf = new Map(DenialCode.options.map((code, place) => [code, place]));

/** In the order of the codes, then by what they are about; each once. */
function tidy(reasons: readonly DenialReason[]): readonly DenialReason[] {
  if (reasons.length < 2) return reasons;
  const keyed = [...new Map(reasons.map((one) => [`${String(placeOf.get(one.code)).padStart(2, "0")}${JSON.stringify(Object.values(one.params))}`, one]))];
  return keyed.sort(([left], [right]) => inTextOrder(left, right)).map(([, one]) => one);
}

function decided(one: Case): PolicyDecision {
  const { request, useRules } = one;
  const reasons = partChecks.flatMap((findReasons) => [...findReasons(one)]);
  const rule = useRules?.rules.find((candidate) => ruleParts.every((key) => request[key].every((id) => candidate[key].has(id))));
  const isSplit = rule === undefined && useRules !== undefined && useRules.rules.length > 0 && ruleParts.every((key) => request[key].every((id) => useRules.any[key].has(id)));
  if (isSplit) reasons.push(reason("no-rule-permits-all"));
  // that nothing speaks against it is not enough: a rule has to speak for it
  if (rule !== undefined && reasons.length === 0) return { isAllowed: true, ruleId: rule.id, reasons: [] };
  return { isAllowed: false, ruleId: null, reasons: tidy(reasons) };
}

function decisionsOf({ policy, requests, consents, at }: PolicyQuestions): readonly PolicyDecision[] {
  const instant = millisecondsOf(at);
  const lookup = policyLookup(policy, instant);
  const consentOf = consentBook(consents);
  return requests.map((request) => decided({ request, lookup, useRules: lookup.rulesFor(request.purposeId, request.use), consentOf, at: instant }));
}

/**
 * Whether something may be done with data about people. Denied by default: it is allowed only if one rule of the purpose permits every part of the request, and nothing speaks against it. Every reason against it is told, not only the first; what nobody knows is denied with its reason.
 *
 * @throws CoachingError `policy.*`, `policy-purpose.*`, `policy-kill-switch.*`, `input.*`
 * @example
 * ```ts
 * const rule = { id: "own-nudges", uses: ["nudge"], dataClasses: ["homework"], inferences: [], recipientRoles: ["participant"] };
 * const purpose = { id: "practice", title: "Practice between sessions", basis: "Works agreement of 2026-01-12", isConsentRequired: true, rules: [rule], retention: [{ dataClass: "homework", retentionDays: 180 }] };
 * const lists = { dataClasses: [{ id: "homework", title: "Homework" }], inferences: [], purposes: [purpose], models: [], automaticTemplates: [], killSwitchHolderIds: ["dee"], killSwitches: [] };
 * const policy = { kind: "oversight-policy", schemaVersion: 1, id: "acme", version: "1", inForceFromAt: "2026-01-12T00:00:00Z", ...lists };
 * const request = { purposeId: "practice", use: "nudge", dataClasses: ["homework"], inferences: [], personIds: ["ana"], recipientRoles: ["participant"], model: null, isAutomatic: false };
 * const consents = [{ personId: "ana", purposeId: "practice", decision: "given", decidedAt: "2026-01-20T09:00:00Z" }];
 * const at = "2026-02-02T08:00:00Z";
 * policyDecision({ policy, request, consents, at }).ruleId; // => "own-nudges"
 * const curious = { ...request, inferences: ["emotion"], recipientRoles: ["manager"] };
 * policyDecision({ policy, request: curious, consents: [], at }).reasons.map(({ code }) => code); // => ["inference-forbidden", "role-not-permitted", "consent-missing"]
 * ```
 */
export function policyDecision(question: PolicyQuestion): PolicyDecision {
  const { request, ...grounds } = check(PolicyQuestion, question);
  const [decision] = decisionsOf({ ...grounds, requests: [request] });
  if (decision === undefined) throw new Error("one request has one decision");
  return decision;
}

/**
 * The decisions about many requests, in their order: as `policyDecision` takes each of them, with the policy and the consents checked and sorted once.
 *
 * @throws CoachingError `policy.*`, `policy-purpose.*`, `policy-kill-switch.*`, `input.*`
 * @example
 * ```ts
 * const lists = { dataClasses: [], inferences: [], purposes: [], models: [], automaticTemplates: [], killSwitchHolderIds: [], killSwitches: [] };
 * const policy = { kind: "oversight-policy", schemaVersion: 1, id: "acme", version: "1", inForceFromAt: "2026-01-12T00:00:00Z", ...lists };
 * const request = { purposeId: "practice", use: "nudge", dataClasses: ["homework"], inferences: [], personIds: ["ana"], recipientRoles: ["participant"], model: null, isAutomatic: false };
 * policyDecisions({ policy, requests: [request], consents: [], at: "2026-02-02T08:00:00Z" })[0].reasons.map(({ code }) => code); // => ["unknown-purpose", "unknown-data-class"]
 * ```
 */
export function policyDecisions(questions: PolicyQuestions): readonly PolicyDecision[] {
  return decisionsOf(check(PolicyQuestions, questions));
}
