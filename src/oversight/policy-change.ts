import * as z from "zod";
import { check, type Fault, rule } from "../error/index.js";
import { millisecondsOf } from "../time/internal.js";
import { inTextOrder } from "../unit/internal.js";
import { OversightPolicy } from "./policy.js";

/** Two versions of one policy. */
export interface PolicyPair {
  /** The earlier version. */
  readonly before: OversightPolicy;
  /** The later version. */
  readonly after: OversightPolicy;
}
/** One difference between two versions of a policy. */
export interface PolicyChange {
  /** `looser`: something may be allowed that was denied, or kept longer. `stricter`: the other way round. `other`: neither, such as another owner or basis. What an act says (a switch thrown, a template approved) is removed and added where it changed. */
  readonly direction: "looser" | "stricter" | "other";
  /** Whether it came, went, or is another number of days or another instant. */
  readonly change: "added" | "removed" | "changed";
  /** What it is about: the list of the policy, or the key. */
  readonly subject: string;
  /** Which one. */
  readonly params: Readonly<Record<string, string | number>>;
}

const otherPolicy: Fault = { code: "policy-change.other_policy", message: "“{before}” and “{after}” are two policies.", hint: "Compare two versions of one policy." };

/** Schema of two versions of one policy. */
export const PolicyPair = z
  .strictObject({ before: OversightPolicy, after: OversightPolicy })
  .check(rule(({ before, after }: PolicyPair, report) => { if (before.id !== after.id) report(otherPolicy, ["after", "id"], { before: before.id, after: after.id }); }))
  .readonly() satisfies z.ZodType<PolicyPair>;

/** One thing that a policy says. `permits`: with it more may be allowed; `forbids`: with it less. */
interface Clause {
  readonly force: "permits" | "forbids" | "neither";
  readonly subject: string;
  readonly params: PolicyChange["params"];
}
const clause = (force: Clause["force"], subject: string, params: Clause["params"] = {}): Clause => ({ force, subject, params });

function* purposeClauses({ purposes }: OversightPolicy): Generator<Clause> {
  for (const { id: purposeId, title, basis, isConsentRequired, rules, emotionGround } of purposes) {
    yield clause("permits", "purpose", { purposeId });
    yield clause("neither", "purpose-text", { purposeId, title, basis });
    if (isConsentRequired) yield clause("forbids", "consent-requirement", { purposeId });
    if (emotionGround !== undefined) yield clause("permits", "emotion-ground", { purposeId, ...emotionGround });
    for (const { id: ruleId, uses, dataClasses, inferences, recipientRoles } of rules) {
      const place = { purposeId, ruleId };
      yield clause("permits", "rule", place);
      for (const use of uses) yield clause("permits", "rule-use", { ...place, use });
      for (const dataClass of dataClasses) yield clause("permits", "rule-data-class", { ...place, dataClass });
      for (const inference of inferences) yield clause("permits", "rule-inference", { ...place, inference });
      for (const role of recipientRoles) yield clause("permits", "rule-recipient-role", { ...place, role });
    }
  }
}

function* prohibitionClauses(policy: OversightPolicy): Generator<Clause> {
  for (const { id: inference } of policy.ownForbiddenInferences ?? []) yield clause("forbids", "forbidden-inference", { inference });
  for (const { about, roles } of policy.ownSharingBans ?? []) for (const role of roles) yield clause("forbids", "sharing-ban", { about, role });
  for (const use of policy.decidedByPerson ?? []) yield clause("forbids", "decided-by-person", { use });
  for (const { id: use, isJudgment, isFromModel } of policy.ownUses ?? []) {
    yield clause("permits", "use", { use });
    if (isJudgment) yield clause("forbids", "use-judges", { use });
    if (isFromModel) yield clause("forbids", "use-needs-model", { use });
  }
  for (const { id: switchId, scope, thrown, lifted } of policy.killSwitches) {
    yield clause("forbids", "kill-switch", { switchId, ...scope, thrownAt: thrown.at });
    if (lifted !== undefined) yield clause("permits", "kill-switch-lifting", { switchId, actorId: lifted.actorId, liftedAt: lifted.at });
  }
}

function* grantClauses(policy: OversightPolicy): Generator<Clause> {
  const named = [["owner", policy.ownerId], ["coach-lead", policy.coachLeadId], ["data-steward", policy.dataStewardId]] as const;
  for (const [subject, personId] of named) if (personId !== undefined) yield clause("neither", subject, { personId });
  for (const personId of policy.killSwitchHolderIds) yield clause("permits", "kill-switch-holder", { personId });
  for (const { modelId, modelVersion } of policy.models) yield clause("permits", "model", { modelId, modelVersion });
  for (const { templateId, purposeId, uses, approvedAt } of policy.automaticTemplates) for (const use of uses) yield clause("permits", "automatic-template", { templateId, purposeId, use, approvedAt });
}

const clauseBook = (policy: OversightPolicy): ReadonlyMap<string, Clause> =>
  new Map([...purposeClauses(policy), ...prohibitionClauses(policy), ...grantClauses(policy)].map((one) => [JSON.stringify([one.subject, Object.entries(one.params).sort(([left], [right]) => inTextOrder(left, right))]), one]));

const directionOf = (force: Clause["force"], isAdded: boolean): PolicyChange["direction"] => (force === "neither" ? "other" : (force === "permits") === isAdded ? "looser" : "stricter");

/** What one of two versions says and the other does not. */
function clauseChanges(own: OversightPolicy, other: OversightPolicy, isAdded: boolean): readonly PolicyChange[] {
  const known = clauseBook(other);
  return [...clauseBook(own)].filter(([key]) => !known.has(key)).map(([, { force, subject, params }]) => ({ direction: directionOf(force, isAdded), change: isAdded ? "added" : "removed", subject, params }));
}

const termsOf = ({ purposes }: OversightPolicy) => new Map(purposes.flatMap(({ id: purposeId, retention }) => retention.map(({ dataClass, retentionDays }) => [JSON.stringify([purposeId, dataClass]), { purposeId, dataClass, retentionDays }] as const)));

function retentionChanges({ before, after }: PolicyPair): readonly PolicyChange[] {
  const [old, young] = [termsOf(before), termsOf(after)];
  const added = [...young].flatMap(([key, { retentionDays, ...place }]): readonly PolicyChange[] => {
    const beforeDays = old.get(key)?.retentionDays;
    if (beforeDays === undefined) return [{ direction: "looser", change: "added", subject: "retention", params: { ...place, retentionDays } }];
    if (beforeDays === retentionDays) return [];
    return [{ direction: retentionDays > beforeDays ? "looser" : "stricter", change: "changed", subject: "retention", params: { ...place, beforeDays, retentionDays } }];
  });
  return [...added, ...[...old].filter(([key]) => !young.has(key)).map(([, params]): PolicyChange => ({ direction: "stricter", change: "removed", subject: "retention", params: { ...params } }))];
}

function startChanges({ before: { inForceFromAt: beforeAt }, after: { inForceFromAt } }: PolicyPair): readonly PolicyChange[] {
  const shift = millisecondsOf(inForceFromAt) - millisecondsOf(beforeAt);
  return shift === 0 ? [] : [{ direction: shift < 0 ? "looser" : "stricter", change: "changed", subject: "in-force", params: { beforeAt, inForceFromAt } }];
}

const directions = ["looser", "stricter", "other"];
/** What changed between two versions that are checked already. */
export function changesBetween(pair: PolicyPair): readonly PolicyChange[] {
  const changes = [...clauseChanges(pair.after, pair.before, true), ...clauseChanges(pair.before, pair.after, false), ...retentionChanges(pair), ...startChanges(pair)];
  const keyed = changes.map((one) => [`${String(directions.indexOf(one.direction))}${JSON.stringify([one.subject, one.params, one.change])}`, one] as const);
  return keyed.sort(([left], [right]) => inTextOrder(left, right)).map(([, one]) => one);
}

/**
 * What became looser and what stricter between two versions of a policy, the looser first. Where nothing is looser, the later version allows nothing that the earlier denied.
 *
 * @throws CoachingError `policy-change.other_policy`, `policy.*`, `policy-purpose.*`, `policy-kill-switch.*`, `input.*`
 * @example
 * ```ts
 * const practice = (isConsentRequired, retentionDays) => ({ id: "practice", title: "Practice", basis: "Works agreement", isConsentRequired, rules: [], retention: [{ dataClass: "homework", retentionDays }] });
 * const lists = { dataClasses: [{ id: "homework", title: "Homework" }], inferences: [], models: [], automaticTemplates: [], killSwitchHolderIds: [], killSwitches: [] };
 * const before = { kind: "oversight-policy", schemaVersion: 1, id: "acme", version: "1", inForceFromAt: "2026-01-12T00:00:00Z", purposes: [practice(true, 180)], ...lists };
 * const changes = policyChanges({ before, after: { ...before, version: "2", purposes: [practice(false, 90)] } });
 * changes.map(({ direction, change, subject }) => [direction, change, subject]); // => [["looser", "removed", "consent-requirement"], ["stricter", "changed", "retention"]]
 * ```
 */
export function policyChanges(pair: PolicyPair): readonly PolicyChange[] {
  return changesBetween(check(PolicyPair, pair));
}
