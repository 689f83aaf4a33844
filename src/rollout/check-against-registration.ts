import * as z from "zod";
import { check } from "../error/index.js";
import { majorOf } from "../rubric/internal.js";
import type { Id } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
import type { GateThresholds, PilotGuardrail } from "./gate-thresholds.js";
import type { PilotLook } from "./look-schedule.js";
import { type PilotHypothesis, PilotTerms, PreRegistration, registrationHash } from "./pre-registration.js";
import { RegistrationHash } from "./scale-gate.js";

/** What was registered, and what is reported. */
export interface RegistrationQuestion {
  /** The document as it is at hand. */
  readonly registration: PreRegistration;
  /** The hash that was given when it was registered, from where it was kept. */
  readonly hash: string;
  /** What is reported, in the same terms; as looks those that were taken, with the information that they had in truth. */
  readonly results: PilotTerms;
}
/** Schema of what was registered and what is reported. */
export const RegistrationQuestion = z.strictObject({ registration: PreRegistration, hash: RegistrationHash, results: PilotTerms }).readonly() satisfies z.ZodType<RegistrationQuestion>;

/**
 * How a report departs from what was registered. `tampered-registration`: the document is not the one that was registered. `kpi-added`, `kpi-missing`: reported but not registered, and the other way round, which may hide what did not work.
 * `another-major`: the instrument has another major version, so that scores are not comparable; `another-version`: another minor version or patch. `information-fraction`: a look had more or less than planned, which its bound takes into account. `skipped-look`: a later look was taken.
 */
export type RegistrationDeviationReason =
  | "tampered-registration" | "kpi-added" | "kpi-missing" | "changed-direction" | "changed-smallest-effect" | "changed-primary" | "another-instrument" | "another-major" | "another-version"
  | "guardrail-added" | "guardrail-missing" | "changed-guardrail" | "unplanned-look" | "skipped-look" | "information-fraction"
  | "changed-alpha" | "changed-spending" | "changed-confidence-level" | "changed-threshold";
/** One departure. */
export interface RegistrationDeviation {
  /** What it is. */
  readonly reason: RegistrationDeviationReason;
  /** What it is about: a KPI, a threshold, a week as text; `null` where there is one only. */
  readonly subject: Id | null;
  /** What was registered; `null` where nothing was. */
  readonly registered: string | number | boolean | null;
  /** What is reported; `null` where nothing is. */
  readonly reported: string | number | boolean | null;
  /** Whether the result can no longer pass for one that was registered. The others are to be told, and change nothing. */
  readonly breaksRegistration: boolean;
}
/** Whether a report keeps to what was registered. */
export interface RegistrationCheck {
  /** Whether nothing breaks the registration. */
  readonly isAsRegistered: boolean;
  /** Every departure: by reason as listed in the type, then by subject. */
  readonly deviations: readonly RegistrationDeviation[];
}

const harmless: readonly RegistrationDeviationReason[] = ["another-version", "skipped-look", "information-fraction"];
type Value = RegistrationDeviation["registered"];
interface Subject { readonly subject: Id | null; readonly registered: Value; readonly reported: Value }
const deviation = (reason: RegistrationDeviationReason, { subject, registered, reported }: Subject): RegistrationDeviation => ({ reason, subject, registered, reported, breaksRegistration: !harmless.includes(reason) });
const changed = (reason: RegistrationDeviationReason, { subject, registered, reported }: Subject): readonly RegistrationDeviation[] => (registered === reported ? [] : [deviation(reason, { subject, registered, reported })]);

interface Paired<Entry> { readonly both: readonly (readonly [Entry, Entry])[]; readonly added: readonly Entry[]; readonly missing: readonly Entry[] }
function paired<Entry extends { readonly kpiId: Id }>(registered: readonly Entry[], reported: readonly Entry[]): Paired<Entry> {
  const [before, after] = [registered, reported].map((entries) => new Map(entries.map((entry) => [entry.kpiId, entry]))) as [Map<Id, Entry>, Map<Id, Entry>];
  return {
    both: registered.flatMap((entry) => { const other = after.get(entry.kpiId); return other === undefined ? [] : [[entry, other] as const]; }),
    added: reported.filter(({ kpiId }) => !before.has(kpiId)), missing: registered.filter(({ kpiId }) => !after.has(kpiId)),
  };
}

function instrumentDeviations({ kpiId: subject, instrument: before }: PilotHypothesis, { instrument: after }: PilotHypothesis): readonly RegistrationDeviation[] {
  if (before.instrumentId !== after.instrumentId) return [deviation("another-instrument", { subject, registered: before.instrumentId, reported: after.instrumentId })];
  return changed(majorOf(before.version) === majorOf(after.version) ? "another-version" : "another-major", { subject, registered: before.version, reported: after.version });
}

function hypothesisDeviations(registered: readonly PilotHypothesis[], reported: readonly PilotHypothesis[]): readonly RegistrationDeviation[] {
  const { both, added, missing } = paired(registered, reported);
  return [
    ...added.map(({ kpiId }) => deviation("kpi-added", { subject: kpiId, registered: null, reported: kpiId })),
    ...missing.map(({ kpiId }) => deviation("kpi-missing", { subject: kpiId, registered: kpiId, reported: null })),
    ...both.flatMap(([before, after]) => [
      ...changed("changed-direction", { subject: before.kpiId, registered: before.direction, reported: after.direction }),
      ...changed("changed-smallest-effect", { subject: before.kpiId, registered: before.smallestEffect, reported: after.smallestEffect }),
      ...changed("changed-primary", { subject: before.kpiId, registered: before.isPrimary, reported: after.isPrimary }),
      ...instrumentDeviations(before, after),
    ]),
  ];
}

function guardrailDeviations(registered: readonly PilotGuardrail[], reported: readonly PilotGuardrail[]): readonly RegistrationDeviation[] {
  const { both, added, missing } = paired(registered, reported);
  return [
    ...added.map(({ kpiId }) => deviation("guardrail-added", { subject: kpiId, registered: null, reported: kpiId })),
    ...missing.map(({ kpiId }) => deviation("guardrail-missing", { subject: kpiId, registered: kpiId, reported: null })),
    ...both.flatMap(([before, after]) => [
      ...changed("changed-guardrail", { subject: before.kpiId, registered: before.allowedWorsening, reported: after.allowedWorsening }),
      ...changed("changed-guardrail", { subject: before.kpiId, registered: before.direction, reported: after.direction }),
    ]),
  ];
}

function lookDeviations(planned: readonly PilotLook[], taken: readonly PilotLook[]): readonly RegistrationDeviation[] {
  const plannedByWeek = new Map(planned.map(({ week, informationFraction }) => [week, informationFraction]));
  const takenWeeks = new Set(taken.map(({ week }) => week));
  const lastWeek = taken.at(-1)?.week ?? -1;
  return [
    ...taken.flatMap(({ week, informationFraction: reported }) => {
      const [subject, registered] = [String(week), plannedByWeek.get(week) ?? null];
      return registered === null ? [deviation("unplanned-look", { subject, registered, reported: week })] : changed("information-fraction", { subject, registered, reported });
    }),
    ...planned.flatMap(({ week }) => (week < lastWeek && !takenWeeks.has(week) ? [deviation("skipped-look", { subject: String(week), registered: week, reported: null })] : [])),
  ];
}

const thresholdKeys = ["minimumAnalyzedCount", "maximumAttritionFraction", "effectShownBy", "minimumAdoptionFraction", "minimumFidelityFraction", "minimumAgreement"] as const satisfies readonly (keyof GateThresholds)[];

const order: readonly RegistrationDeviationReason[] = [
  "tampered-registration", "kpi-added", "kpi-missing", "changed-direction", "changed-smallest-effect", "changed-primary", "another-instrument", "another-major", "another-version",
  "guardrail-added", "guardrail-missing", "changed-guardrail", "unplanned-look", "skipped-look", "information-fraction", "changed-alpha", "changed-spending", "changed-confidence-level", "changed-threshold",
];

/**
 * Whether a report keeps to what was registered before the pilot, with every departure named: a KPI that came later or went missing, a threshold that moved, a look that nobody planned, an instrument in another version, a document that was changed.
 * Departures are no faults: they may have good reasons, and are to be told with the result.
 *
 * @throws CoachingError `pre-registration.*`, `look-schedule.weeks_not_rising`, `look-fractions.*`, `input.*`
 * @example
 * ```ts
 * const terms = {
 *   hypotheses: [{ kpiId: "behavioral-compliance", direction: "higher-is-better", smallestEffect: 0.1, isPrimary: true, instrument: { instrumentId: "one-to-one", version: "1.0.0" } }],
 *   guardrails: defaultPilotGuardrails, thresholds: defaultGateThresholds, confidenceLevel: 0.95,
 *   looks: [{ week: 6, informationFraction: 0.5 }, { week: 12, informationFraction: 1 }], oneSidedAlpha: 0.025, spending: "obrien-fleming",
 * };
 * const { registration, hash } = registerPilot({ kind: "pre-registration", schemaVersion: 1, id: "pilot-1", programId: "p", registeredDate: "2027-09-20", startDate: "2027-09-27", ...terms });
 * const results = { ...terms, thresholds: { ...defaultGateThresholds, minimumAdoptionFraction: 0.4 } };
 * checkAgainstRegistration({ registration, hash, results }).deviations; // => [{ reason: "changed-threshold", subject: "minimumAdoptionFraction", registered: 0.5, reported: 0.4, breaksRegistration: true }]
 * ```
 */
export function checkAgainstRegistration(question: RegistrationQuestion): RegistrationCheck {
  const { registration, hash, results } = check(RegistrationQuestion, question);
  const found = registrationHash(registration);
  const deviations = [
    ...changed("tampered-registration", { subject: null, registered: hash, reported: found }),
    ...hypothesisDeviations(registration.hypotheses, results.hypotheses),
    ...guardrailDeviations(registration.guardrails, results.guardrails),
    ...lookDeviations(registration.looks, results.looks),
    ...changed("changed-alpha", { subject: null, registered: registration.oneSidedAlpha, reported: results.oneSidedAlpha }),
    ...changed("changed-spending", { subject: null, registered: registration.spending, reported: results.spending }),
    ...changed("changed-confidence-level", { subject: null, registered: registration.confidenceLevel, reported: results.confidenceLevel }),
    ...thresholdKeys.flatMap((key) => changed("changed-threshold", { subject: key, registered: registration.thresholds[key], reported: results.thresholds[key] })),
  ].sort((left, right) => order.indexOf(left.reason) - order.indexOf(right.reason) || inTextOrder(left.subject ?? "", right.subject ?? ""));
  return { isAsRegistered: !deviations.some(({ breaksRegistration }) => breaksRegistration), deviations };
}
