import * as z from "zod";
import { check } from "../error/index.js";
import { Program } from "../program/index.js";
import { Count } from "../unit/index.js";
import type { GateVerdict } from "./scale-gate.js";

/** Where a roll-out stands: what is to change, how, with few people first, with all. */
export type RolloutPhase = Program["phase"];
/** What must be there before a phase is left. */
export type PhaseCriterionId = "target-behaviors" | "sponsor" | "baseline" | "rubric-calibrated" | "coaches-assigned" | "calendar-fits" | "pilot-registered" | "gate-passed";
/** One thing that must be there before a phase is left, and so before the next is entered. */
export interface PhaseCriterion {
  /** Stable. */
  readonly id: PhaseCriterionId;
  /** The phase that is left with it. */
  readonly exitOf: RolloutPhase;
  /** The phase that is entered with it. */
  readonly entryOf: RolloutPhase;
  /** In words. */
  readonly words: string;
}

/** The phases in their order. */
const phases = ["diagnose", "design", "pilot", "scale"] as const satisfies readonly RolloutPhase[];
const diagnosed = { exitOf: "diagnose", entryOf: "design" } as const;
const designed = { exitOf: "design", entryOf: "pilot" } as const;

/** What must be there before each phase is left; a rule of this package, a heuristic. `scale` is not left. */
export const phaseCriteria: readonly PhaseCriterion[] = [
  { id: "target-behaviors", ...diagnosed, words: "Two or three target behaviors, each tied to a KPI" },
  { id: "sponsor", ...diagnosed, words: "Somebody sponsors the program" },
  { id: "baseline", ...diagnosed, words: "Its KPIs were measured before, in two periods" },
  { id: "rubric-calibrated", ...designed, words: "Raters are calibrated on the rubric" },
  { id: "coaches-assigned", ...designed, words: "Every participant has a coach" },
  { id: "calendar-fits", ...designed, words: "Every session has a place in the calendar" },
  { id: "pilot-registered", ...designed, words: "Hypotheses, looks and thresholds are registered" },
  { id: "gate-passed", exitOf: "pilot", entryOf: "scale", words: "The gate says: scale" },
];

/** What is known of a program on its way. What is left out is unknown, which is neither met nor missing. */
export interface PhaseEvidence {
  /** The program: its target behaviors, and whether its governance names a sponsor. */
  readonly program?: Program;
  /** Whether nothing that an effect needs is missing: `isReady` of `baselineGaps`. */
  readonly isBaselineReady?: boolean;
  /** Whether the raters passed the calibration. */
  readonly isRubricCalibrated?: boolean;
  /** Participants without a coach: entries of `plan.coachAssignments` whose `coachId` is `null`. */
  readonly uncoachedCount?: Count;
  /** Sessions that found no place: entries of `plan.unassigned`, but for those with the reason `replaced-by-journal`, which need none. */
  readonly unplacedCount?: Count;
  /** Whether the pilot was registered (`registerPilot`). */
  readonly isRegistered?: boolean;
  /** The verdict of `scaleGate`. */
  readonly gateVerdict?: GateVerdict;
}
/** A phase, and what is known. */
export interface PhaseQuestion {
  /** The phase that the program is in. */
  readonly phase: RolloutPhase;
  /** What is known. */
  readonly evidence: PhaseEvidence;
}
/** Schema of what is known of a program on its way. */
export const PhaseEvidence = z
  .strictObject({
    program: z.exactOptional(Program), isBaselineReady: z.exactOptional(z.boolean()), isRubricCalibrated: z.exactOptional(z.boolean()), uncoachedCount: z.exactOptional(Count),
    unplacedCount: z.exactOptional(Count), isRegistered: z.exactOptional(z.boolean()), gateVerdict: z.exactOptional(z.enum(["scale", "iterate", "stop", "insufficient-evidence"])),
  })
  .readonly() satisfies z.ZodType<PhaseEvidence>;
/** Schema of a phase and what is known. */
export const PhaseQuestion = z.strictObject({ phase: z.enum(phases), evidence: PhaseEvidence }).readonly() satisfies z.ZodType<PhaseQuestion>;

/** Whether something that must be there is. */
export interface CriterionStanding {
  /** What must be there. */
  readonly criterionId: PhaseCriterionId;
  /** `missing`: it is known not to be there. `unknown`: nobody said. */
  readonly status: "met" | "missing" | "unknown";
}
/** Where a program stands in its roll-out. */
export interface PhaseStanding {
  /** The phase. */
  readonly phase: RolloutPhase;
  /** The next phase; `null` after the last. */
  readonly nextPhase: RolloutPhase | null;
  /** What had to be there before this phase and those before it; what is not was passed over. */
  readonly entry: readonly CriterionStanding[];
  /** What must be there before the next. */
  readonly exit: readonly CriterionStanding[];
  /** Whether there is a next phase, and everything that it asks for is there, by entry and exit. */
  readonly mayMoveOn: boolean;
  /** What is known not to be there. */
  readonly missing: readonly PhaseCriterionId[];
  /** What nobody said. */
  readonly unknown: readonly PhaseCriterionId[];
}

/** Whether each thing is there; `undefined` where nobody said. */
const isMet: Readonly<Record<PhaseCriterionId, (evidence: PhaseEvidence) => boolean | undefined>> = {
  "target-behaviors": ({ program }) => program && program.targetBehaviors.length >= 2 && program.targetBehaviors.length <= 3,
  sponsor: ({ program }) => program && (program.governance?.roles.some(({ role }) => role === "sponsor") ?? false),
  baseline: ({ isBaselineReady }) => isBaselineReady,
  "rubric-calibrated": ({ isRubricCalibrated }) => isRubricCalibrated,
  "coaches-assigned": ({ uncoachedCount }) => uncoachedCount === undefined ? undefined : uncoachedCount === 0,
  "calendar-fits": ({ unplacedCount }) => unplacedCount === undefined ? undefined : unplacedCount === 0,
  "pilot-registered": ({ isRegistered }) => isRegistered,
  // "cannot tell" is no verdict
  "gate-passed": ({ gateVerdict }) => gateVerdict === undefined || gateVerdict === "insufficient-evidence" ? undefined : gateVerdict === "scale",
};
const standingOf = ({ id }: PhaseCriterion, evidence: PhaseEvidence): CriterionStanding => {
  const met = isMet[id](evidence);
  return { criterionId: id, status: met === undefined ? "unknown" : met ? "met" : "missing" };
};

/**
 * Where a program stands between diagnosis and scale: what is there, what is missing and what nobody knows, for the phase that it is in and for the next one.
 * What earlier phases asked for is asked again: a pilot without a baseline does not become one with it by having begun.
 *
 * @throws CoachingError `program.*`, `input.*`
 * @example
 * ```ts
 * const { mayMoveOn, missing, unknown } = phaseStanding({ phase: "diagnose", evidence: { program: blendedTwelveWeek } });
 * mayMoveOn; // => false
 * missing; // => ["sponsor"]
 * unknown; // => ["baseline"]
 * ```
 */
export function phaseStanding(question: PhaseQuestion): PhaseStanding {
  const { phase, evidence } = check(PhaseQuestion, question);
  const at = phases.indexOf(phase);
  const entry = phaseCriteria.filter(({ entryOf }) => phases.indexOf(entryOf) <= at).map((criterion) => standingOf(criterion, evidence));
  const exit = phaseCriteria.filter(({ exitOf }) => exitOf === phase).map((criterion) => standingOf(criterion, evidence));
  const [asked, nextPhase] = [[...entry, ...exit], phases[at + 1] ?? null];
  const withStatus = (status: CriterionStanding["status"]): readonly PhaseCriterionId[] => asked.flatMap((one) => (one.status === status ? [one.criterionId] : []));
  return { phase, nextPhase, entry, exit, mayMoveOn: nextPhase !== null && asked.every(({ status }) => status === "met"), missing: withStatus("missing"), unknown: withStatus("unknown") };
}
