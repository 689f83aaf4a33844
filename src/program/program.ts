import * as z from "zod";
import { check, type Fault, faultAt, type IssuePath, repeated, type Report, rule } from "../error/index.js";
import { Id, Prose, Title } from "../unit/index.js";
import { CoachSource, Governance, Segment, TargetBehavior } from "./governance.js";
import { builtInModalities, Modality } from "./modality.js";
import { findAnchorFaults, findCompletionFaults, findWeekFaults } from "./timing-rules.js";
import { Touchpoint } from "./touchpoint.js";

/** A coaching program: what is practiced, by whom, with which touchpoints, and who governs it. It holds no dates and no people's names. */
export interface Program {
  /** Always `"program"`. */
  readonly kind: "program";
  /** The shape of this document; 1 today. */
  readonly schemaVersion: 1;
  /** Given by the host. */
  readonly id: Id;
  /** For people. */
  readonly title: Title;
  /** What it is for, and how its ambiguous points are to be read. */
  readonly description?: Prose;
  /** Coaching guides job performance; mentoring gives career advice. They have different KPIs. */
  readonly practice: "coaching" | "mentoring";
  /** Where the program stands in its roll-out. */
  readonly phase: "diagnose" | "design" | "pilot" | "scale";
  /** Weeks of practice after week 0: a program of 12 weeks runs through weeks 0 to 12. */
  readonly weekCount: number;
  /** How many participants it is meant for; a cohort outside is worth a warning, no fault. */
  readonly advisedParticipants?: { readonly minimumCount: number; readonly maximumCount: number };
  /** Groups of participants; a program for one group has an empty list. */
  readonly segments: readonly Segment[];
  /** The behaviors to change; two or three are advised. */
  readonly targetBehaviors: readonly TargetBehavior[];
  /** The elements. */
  readonly touchpoints: readonly Touchpoint[];
  /** The host's own modalities, beside the built-in ones. */
  readonly modalities?: readonly Modality[];
  /** Where coaches come from. */
  readonly coachSources?: readonly CoachSource[];
  /** Who answers for what. */
  readonly governance?: Governance;
}

const duplicateId: Fault = { code: "program.duplicate_id", message: "The id “{id}” is used twice in {list}.", hint: "Give each entry an id of its own." };
const unknownModality: Fault = { code: "program.unknown_modality", message: "No modality has the id “{id}”.", hint: "Use one-to-one, group, micro, peer or ai, or declare it under modalities." };
const durationOutOfBounds: Fault = { code: "program.duration_out_of_bounds", message: "{title} lasts {minimum} to {maximum} minutes, not {given}.", hint: "Change durationMinutes, or declare a modality of your own with other bounds." };
const boundsSwapped: Fault = { code: "program.bounds_swapped", message: "The smallest value, {minimum}, is above the largest, {maximum}.", hint: "Swap them." };
const clockOfGroup: Fault = { code: "program.clock_of_group", message: "People who meet go by one clock, and their own are many.", hint: "Set clock to cohort, or audience to each." };
const rotationSize: Fault = { code: "program.rotation_size", message: "Groups of {minimum} to {maximum} cannot rotate as {rotation}.", hint: "Rotate pairs in groups of 2 to 2 or 2 to 3, triads in groups of 2 to 3 or 3 to 3." };
const unknownSegment: Fault = { code: "program.unknown_segment", message: "No segment has the id “{id}”.", hint: "Declare it under segments, or correct the id." };

function findDuplicates(list: string, entries: readonly { readonly id: string }[], report: Report): void {
  for (const [index, { id }] of repeated(entries, ({ id }) => id)) report(duplicateId, [list, index, "id"], { id, list });
}

type FindIn = (touchpoint: Touchpoint, at: IssuePath, report: Report) => void;

/** A touchpoint of a wrong shape hides no fault of the others; its own shape is its schema's to report. */
const inEachTouchpoint = (findFor: (program: Program) => FindIn) => (program: Program, report: Report): void => {
  const find = findFor(program);
  program.touchpoints.forEach((touchpoint, index) => {
    try {
      find(touchpoint, ["touchpoints", index], report);
    } catch (error) {
      if (!(error instanceof TypeError) || Touchpoint.safeParse(touchpoint).success) throw error;
    }
  });
};

function modalityFaults(program: Program): FindIn {
  const modalities = new Map([...builtInModalities, ...(program.modalities ?? [])].map((modality) => [modality.id, modality]));
  return ({ modality: id, durationMinutes: given }, at, report) => {
    if (id === undefined) return;
    const modality = modalities.get(id);
    if (modality === undefined) {
      report(unknownModality, [...at, "modality"], { id });
      return;
    }
    const { title, minimumMinutes: minimum, maximumMinutes: maximum } = modality;
    if (given < minimum || given > maximum) report(durationOutOfBounds, [...at, "durationMinutes"], { title, minimum, maximum, given });
  };
}

/** Peers who rotate meet in twos and threes; what the size leaves over may change it by one. */
function findRotationFault({ minimumCount: minimum, maximumCount: maximum, rotation }: Extract<Touchpoint["audience"], { readonly kind: "groups" }>, at: IssuePath, report: Report): void {
  if (rotation === undefined) return;
  const isFit = rotation === "pairs" ? minimum === 2 && maximum <= 3 : minimum >= 2 && maximum === 3;
  if (!isFit) report(rotationSize, at, { minimum, maximum, rotation });
}

const audienceFaults = (): FindIn => ({ audience, clock }, at, report) => {
  if (audience.kind === "groups" && audience.minimumCount > audience.maximumCount) report(boundsSwapped, [...at, "audience", "minimumCount"], { minimum: audience.minimumCount, maximum: audience.maximumCount });
  if (audience.kind === "groups") findRotationFault(audience, [...at, "audience", "rotation"], report);
  if (audience.kind !== "each" && clock === "participant") report(clockOfGroup, [...at, "clock"]);
};

function segmentFaults(program: Program): FindIn {
  const segments = new Set(program.segments.map(({ id }) => id));
  return ({ segmentIds = [] }, at, report) => {
    segmentIds.forEach((id, position) => { if (!segments.has(id)) report(unknownSegment, [...at, "segmentIds", position], { id }); });
  };
}

/** Each kind of fault is looked for by itself, so that a faulty shape in one list does not hide the faults of another. */
const rules: readonly ((program: Program, report: Report) => void)[] = [
  (program, report) => { findDuplicates("touchpoints", program.touchpoints, report); },
  (program, report) => { findDuplicates("segments", program.segments, report); },
  (program, report) => { findDuplicates("targetBehaviors", program.targetBehaviors, report); },
  (program, report) => { findDuplicates("modalities", program.modalities ?? [], report); },
  (program, report) => { findDuplicates("coachSources", program.coachSources ?? [], report); },
  (program, report) => { (program.modalities ?? []).forEach(({ minimumMinutes: minimum, maximumMinutes: maximum }, index) => { if (minimum > maximum) report(boundsSwapped, ["modalities", index, "minimumMinutes"], { minimum, maximum }); }); },
  ({ advisedParticipants }, report) => { if (advisedParticipants !== undefined && advisedParticipants.minimumCount > advisedParticipants.maximumCount) report(boundsSwapped, ["advisedParticipants", "minimumCount"], { minimum: advisedParticipants.minimumCount, maximum: advisedParticipants.maximumCount }); },
  inEachTouchpoint(modalityFaults),
  inEachTouchpoint(audienceFaults),
  inEachTouchpoint(segmentFaults),
  inEachTouchpoint(({ weekCount }) => (touchpoint, at, report) => { findWeekFaults(touchpoint, weekCount, [...at, "timing"], report); }),
  inEachTouchpoint(() => findCompletionFaults),
  findAnchorFaults,
];

/** Schema of a program, with its rules between parts. */
export const Program = z
  .strictObject({
    kind: z.literal("program"),
    schemaVersion: z.literal(1),
    id: Id,
    title: Title,
    description: z.exactOptional(Prose),
    practice: z.enum(["coaching", "mentoring"]),
    phase: z.enum(["diagnose", "design", "pilot", "scale"]),
    weekCount: z.int().min(1).max(520),
    advisedParticipants: z.exactOptional(z.strictObject({ minimumCount: z.int().min(1).max(100_000), maximumCount: z.int().min(1).max(100_000) }).readonly()),
    segments: z.array(Segment).max(100).readonly(),
    targetBehaviors: z.array(TargetBehavior).min(1).max(20).readonly(),
    touchpoints: z.array(Touchpoint).min(1).max(500).readonly(),
    modalities: z.exactOptional(z.array(Modality).max(100).readonly()),
    coachSources: z.exactOptional(z.array(CoachSource).max(100).readonly()),
    governance: z.exactOptional(Governance),
  })
  .check(...rules.map((find) => rule(find)))
  .readonly() satisfies z.ZodType<Program>;

const unknownVersion: Fault = { code: "program.unknown_version", message: "This is a program document of version {version}; this package reads version 1.", hint: "Update coachkit, or export the document again." };

/**
 * A stored program document, checked, in today's shape. Older shapes will be carried over here; a newer one is refused.
 *
 * @throws CoachingError `program.*`, `input.*`
 * @example
 * ```ts
 * readProgram(JSON.parse(JSON.stringify(blendedTwelveWeek))).weekCount; // => 12
 * ```
 */
export function readProgram(document: unknown): Program {
  const version: unknown = typeof document === "object" && document !== null ? Reflect.get(document, "schemaVersion") : undefined;
  if (typeof version === "number" && version !== 1) throw faultAt(unknownVersion, ["schemaVersion"], { version: Number.isFinite(version) ? version : String(version) });
  return check(Program, document);
}
