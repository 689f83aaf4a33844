import * as z from "zod";
import { check, type Fault, faultAt, repeated, type Report, rule } from "../error/index.js";
import { canonicalJson, contentHash } from "../identity/index.js";
import { RubricVersion } from "../rubric/index.js";
import { ConfidenceLevel } from "../statistics/index.js";
import { CivilDate, Id, Prose } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
import { Direction, GateThresholds, PilotGuardrail } from "./gate-thresholds.js";
import { type LookPlan, lookPlanKeys } from "./look-schedule.js";

/** What keeps the terms of a pilot bounded. */
export const ROLLOUT_LIMITS = {
  /** KPIs that a pilot has hypotheses about. */
  hypotheses: 50,
  /** KPIs that must not get much worse. */
  guardrails: 50,
  /** Criteria whose raters are looked at. */
  criteria: 50,
} as const;

/** What a KPI is measured with. */
export interface RegisteredInstrument {
  /** The rubric, questionnaire or report. */
  readonly instrumentId: Id;
  /** Its version; scores of two majors are not comparable. */
  readonly version: RubricVersion;
}
/** What a pilot is to change. */
export interface PilotHypothesis {
  /** The KPI. */
  readonly kpiId: Id;
  /** Which way is better. */
  readonly direction: "higher-is-better" | "lower-is-better";
  /** The smallest change worth the effort, in the unit of the KPI, as a size: zero or more, whichever way is better. */
  readonly smallestEffect: number;
  /** Whether the gate goes by it; one hypothesis of a pilot is. The others are told, and decide nothing. */
  readonly isPrimary: boolean;
  /** What it is measured with. */
  readonly instrument: RegisteredInstrument;
}
/** The terms on which a pilot is judged. */
export interface PilotTerms extends LookPlan {
  /** What it is to change; each KPI once. */
  readonly hypotheses: readonly PilotHypothesis[];
  /** What must not get much worse; each KPI once, at least one. */
  readonly guardrails: readonly PilotGuardrail[];
  /** The level of all intervals: 0.95 means 95 %. */
  readonly confidenceLevel: ConfidenceLevel;
  /** What must be reached. */
  readonly thresholds: GateThresholds;
}
/** What was decided about a pilot before it began. Its hash proves later that nothing was changed. */
export interface PreRegistration extends PilotTerms {
  /** Always `"pre-registration"`. */
  readonly kind: "pre-registration";
  /** The shape of this document; 1 today. */
  readonly schemaVersion: 1;
  /** Given by the host. */
  readonly id: Id;
  /** The program. */
  readonly programId: Id;
  /** The day of the decision; not after the start. */
  readonly registeredDate: CivilDate;
  /** The first day of the pilot: of its week 0. */
  readonly startDate: CivilDate;
  /** Why these terms, who is compared with whom, how the effect is estimated. */
  readonly rationale?: Prose;
}

const duplicateKpi: Fault = { code: "pre-registration.duplicate_kpi", message: "The KPI “{id}” is listed twice in {list}.", hint: "Keep one entry for each KPI." };
const primaryCount: Fault = { code: "pre-registration.primary_count", message: "{count} hypotheses are primary.", hint: "Make exactly one primary: the gate goes by one, and more would each need a share of the error probability." };
const afterStart: Fault = { code: "pre-registration.after_start", message: "Registered on {registeredDate}, after the start on {startDate}.", hint: "Decide before the pilot starts. What is written later is a description; give it to the gate as unregistered terms." };
const unknownVersion: Fault = { code: "pre-registration.unknown_version", message: "This is a pre-registration of version {version}; this package reads version 1.", hint: "Update coachkit, or export the document again." };

/** Reports KPIs that are listed twice. */
function findDuplicateKpis(list: "hypotheses" | "guardrails", entries: readonly { readonly kpiId: Id }[], report: Report): void {
  for (const [index, { kpiId: id }] of repeated(entries, ({ kpiId }) => kpiId)) report(duplicateKpi, [list, index, "kpiId"], { id, list });
}
/** The rules that terms share; each looks for one kind of fault. */
export const termRules: readonly ((terms: { readonly hypotheses: readonly PilotHypothesis[]; readonly guardrails?: readonly PilotGuardrail[] }, report: Report) => void)[] = [
  ({ hypotheses }, report) => { findDuplicateKpis("hypotheses", hypotheses, report); },
  ({ guardrails = [] }, report) => { findDuplicateKpis("guardrails", guardrails, report); },
];
/** The rule for terms that a gate goes by. */
export function findPrimaryFault({ hypotheses }: { readonly hypotheses: readonly PilotHypothesis[] }, report: Report): void {
  const count = hypotheses.filter(({ isPrimary }) => isPrimary).length;
  if (count !== 1) report(primaryCount, ["hypotheses"], { count });
}

/** Schema of what a KPI is measured with. */
export const RegisteredInstrument = z.strictObject({ instrumentId: Id, version: RubricVersion }).readonly() satisfies z.ZodType<RegisteredInstrument>;
/** Schema of what a pilot is to change. */
export const PilotHypothesis = z
  .strictObject({ kpiId: Id, direction: Direction, smallestEffect: z.number().min(0).max(1e12).overwrite((value) => value + 0), isPrimary: z.boolean(), instrument: RegisteredInstrument })
  .readonly() satisfies z.ZodType<PilotHypothesis>;
/** The parts of the terms of a pilot. */
export const termKeys = {
  ...lookPlanKeys, hypotheses: z.array(PilotHypothesis).min(1).max(ROLLOUT_LIMITS.hypotheses).readonly(), guardrails: z.array(PilotGuardrail).min(1).max(ROLLOUT_LIMITS.guardrails).readonly(),
  confidenceLevel: ConfidenceLevel, thresholds: GateThresholds,
};
/** Schema of the terms on which a pilot is judged, with its rules between parts. */
export const PilotTerms = z.strictObject(termKeys).check(...termRules.map((find) => rule<PilotTerms>(find))).readonly() satisfies z.ZodType<PilotTerms>;
/** Schema of a pre-registration, with its rules between parts. */
export const PreRegistration = z
  .strictObject({
    kind: z.literal("pre-registration"), schemaVersion: z.literal(1), id: Id, programId: Id, registeredDate: CivilDate, startDate: CivilDate, rationale: z.exactOptional(Prose), ...termKeys,
  })
  .check(
    ...termRules.map((find) => rule<PreRegistration>(find)), rule<PreRegistration>(findPrimaryFault),
    rule(({ registeredDate, startDate }: PreRegistration, report) => { if (registeredDate > startDate) report(afterStart, ["registeredDate"], { registeredDate, startDate }); }),
  )
  .readonly() satisfies z.ZodType<PreRegistration>;

/** A pre-registration with its fingerprint. */
export interface RegisteredPilot {
  /** The document with its lists in the order of their ids. */
  readonly registration: PreRegistration;
  /** SHA-256 of its canonical JSON, 64 hexadecimal digits. Keep it where whoever reports results cannot change it. */
  readonly hash: string;
  /** The canonical JSON (RFC 8785) that was hashed. */
  readonly canonicalText: string;
}

/** By the ids of their KPIs. */
export const byKpi = <Entry extends { readonly kpiId: Id }>(entries: readonly Entry[]): readonly Entry[] => entries.toSorted((left, right) => inTextOrder(left.kpiId, right.kpiId));
/** The same document, whatever the order in which its KPIs were listed. */
const canonicalOf = (document: PreRegistration): PreRegistration => ({ ...document, hypotheses: byKpi(document.hypotheses), guardrails: byKpi(document.guardrails) });
/** The fingerprint of a checked document. */
export const registrationHash = (document: PreRegistration): string => contentHash(canonicalOf(document));

/**
 * What is decided before a pilot, as a document that can be checked later: hypotheses, instruments, looks, thresholds. The order in which KPIs are listed and the order of keys do not change the hash.
 * A hash proves that the document is the one that was hashed, not when that was: publish the hash, or have somebody else keep it, before the start.
 *
 * @throws CoachingError `pre-registration.duplicate_kpi`, `pre-registration.primary_count`, `pre-registration.after_start`, `look-schedule.weeks_not_rising`, `look-fractions.too_near`, `look-fractions.after_the_end`, `input.*`
 * @example
 * ```ts
 * const { hash } = registerPilot({
 *   kind: "pre-registration", schemaVersion: 1, id: "pilot-1", programId: "p", registeredDate: "2027-09-20", startDate: "2027-09-27",
 *   hypotheses: [{ kpiId: "behavioral-compliance", direction: "higher-is-better", smallestEffect: 0.1, isPrimary: true, instrument: { instrumentId: "one-to-one", version: "1.0.0" } }],
 *   guardrails: defaultPilotGuardrails, thresholds: defaultGateThresholds, confidenceLevel: 0.95,
 *   looks: [{ week: 6, informationFraction: 0.5 }, { week: 12, informationFraction: 1 }], oneSidedAlpha: 0.025, spending: "obrien-fleming",
 * });
 * hash.length; // => 64
 * ```
 */
export function registerPilot(document: PreRegistration): RegisteredPilot {
  const registration = canonicalOf(check(PreRegistration, document));
  return { registration, hash: contentHash(registration), canonicalText: canonicalJson(registration) };
}

/**
 * A stored pre-registration, checked, in today's shape. Older shapes will be carried over here; a newer one is refused.
 *
 * @throws CoachingError `pre-registration.unknown_version`, `pre-registration.*`, `look-schedule.weeks_not_rising`, `look-fractions.*`, `input.*`
 * @example
 * ```ts
 * const stored = {
 *   kind: "pre-registration", schemaVersion: 1, id: "pilot-1", programId: "p", registeredDate: "2027-09-20", startDate: "2027-09-27",
 *   hypotheses: [{ kpiId: "behavioral-compliance", direction: "higher-is-better", smallestEffect: 0.1, isPrimary: true, instrument: { instrumentId: "one-to-one", version: "1.0.0" } }],
 *   guardrails: defaultPilotGuardrails, thresholds: defaultGateThresholds, confidenceLevel: 0.95,
 *   looks: [{ week: 12, informationFraction: 1 }], oneSidedAlpha: 0.025, spending: "obrien-fleming",
 * };
 * readPreRegistration(stored).looks.length; // => 1
 * ```
 */
export function readPreRegistration(document: unknown): PreRegistration {
  const version: unknown = typeof document === "object" && document !== null ? Reflect.get(document, "schemaVersion") : undefined;
  if (typeof version === "number" && version !== 1) throw faultAt(unknownVersion, ["schemaVersion"], { version: Number.isFinite(version) ? version : String(version) });
  return check(PreRegistration, document);
}
