import * as z from "zod";
import { check, type Fault, faultAt, type IssuePath, pattern, repeated, type Report, rule } from "../error/index.js";
import { Id, Prose, Title } from "../unit/index.js";

/** The version of a rubric, `MAJOR.MINOR.PATCH` (semver.org): see `rubricVersionChange` for what each part means here. */
export const RubricVersion = pattern(/^(0|[1-9]\d{0,5})(\.(0|[1-9]\d{0,5})){2}$/u, { maximumLength: 20, error: "A version is three whole numbers, MAJOR.MINOR.PATCH.\nWrite it as 1.0.0." });
/** The version of a rubric, `MAJOR.MINOR.PATCH`. */
export type RubricVersion = z.infer<typeof RubricVersion>;

/** One step of a criterion's scale. */
export interface Level {
  /** Its number on the scale, a whole number from -100 to 100. Levels of a criterion rise; gaps are allowed. */
  readonly level: number;
  /** Its name, one line. */
  readonly title: Title;
  /** Behavioral anchors: what a rater sees or hears at this level, 1 to 20 texts. */
  readonly anchors: readonly Prose[];
}
/** One step of a criterion's scale. */
export const Level = z
  .strictObject({ level: z.int().min(-100).max(100), title: Title, anchors: z.array(Prose.min(1)).min(1).max(20).readonly() })
  .readonly() satisfies z.ZodType<Level>;

const Scale = z.array(Level).min(3).max(7).readonly();

/** A level below which a criterion fails the whole observation. */
export interface MustPass {
  /** The lowest level that passes: one of the criterion's levels, above its lowest. */
  readonly minimumLevel: number;
}
/** A level below which a criterion fails the whole observation. */
export const MustPass = z.strictObject({ minimumLevel: z.int() }).readonly() satisfies z.ZodType<MustPass>;

/** One behavior that raters look for, with its behaviorally anchored scale. */
export interface Criterion {
  /** Unique within the rubric. */
  readonly id: Id;
  /** Its name, one line. */
  readonly title: Title;
  /** Its share in the score, zero or more, relative to the other criteria; weights need not sum to 1. */
  readonly weight: number;
  /** Its scale, 3 to 7 levels from the lowest to the highest. */
  readonly levels: readonly Level[];
  /** The lowest level at which the behavior counts as shown: one of the levels, above the lowest. Behavioral compliance counts by it. */
  readonly compliantFromLevel: number;
  /** Makes the criterion a gate. */
  readonly mustPass?: MustPass;
  /** What raters should know besides the anchors. */
  readonly guidance?: Prose;
}
/** One behavior that raters look for, with its behaviorally anchored scale. */
export const Criterion = z
  .strictObject({
    id: Id,
    title: Title,
    weight: z.number().nonnegative().max(1000),
    levels: Scale,
    compliantFromLevel: z.int(),
    mustPass: z.exactOptional(MustPass),
    guidance: z.exactOptional(Prose),
  })
  .check(rule(findScaleFaults))
  .readonly() satisfies z.ZodType<Criterion>;

const levelsNotRising: Fault = { code: "rubric.levels_not_rising", message: "Level {level} does not lie above level {previous}.", hint: "List the levels from the lowest to the highest, each number once." };
const thresholdOutsideLevels: Fault = { code: "rubric.threshold_outside_levels", message: "{level} is none of the levels above the lowest.", hint: "Use one of them; with the lowest, everyone would pass." };

function findLevelFaults(levels: readonly Level[], path: IssuePath, report: Report): void {
  levels.forEach(({ level }, index) => {
    const previous = levels[index - 1];
    if (previous !== undefined && level <= previous.level) report(levelsNotRising, [...path, index, "level"], { level, previous: previous.level });
  });
}

function findScaleFaults({ levels, compliantFromLevel, mustPass }: Criterion, report: Report): void {
  findLevelFaults(levels, ["levels"], report);
  const above = levels.slice(1).map(({ level }) => level);
  if (!above.includes(compliantFromLevel)) report(thresholdOutsideLevels, ["compliantFromLevel"], { level: compliantFromLevel, levels: above });
  if (mustPass !== undefined && !above.includes(mustPass.minimumLevel)) report(thresholdOutsideLevels, ["mustPass", "minimumLevel"], { level: mustPass.minimumLevel, levels: above });
}

/** A rubric: what raters look for in one kind of situation. A document that a host stores; once used, a version never changes. */
export interface Rubric {
  /** Says what this document is. */
  readonly kind: "rubric";
  /** The version of this document's format. */
  readonly schemaVersion: 1;
  /** The same through all versions. */
  readonly id: Id;
  /** The version of its content. */
  readonly version: RubricVersion;
  /** Its name, one line. */
  readonly title: Title;
  /** What is rated, 1 to 50 criteria. */
  readonly criteria: readonly Criterion[];
  /** The scale of one rating of the whole, 3 to 7 levels from the lowest to the highest. It stands beside the score as a check and never enters it. Left out: only the criteria are rated. */
  readonly holisticLevels?: readonly Level[];
}

const duplicateCriterion: Fault = { code: "rubric.duplicate_criterion", message: "Two criteria have the id “{id}”.", hint: "Give each criterion its own id." };
const noWeight: Fault = { code: "rubric.no_weight", message: "The weights of the criteria sum to zero.", hint: "Give at least one criterion a weight above zero." };

/** A rubric: what raters look for in one kind of situation. */
export const Rubric = z
  .strictObject({
    kind: z.literal("rubric"), schemaVersion: z.literal(1), id: Id, version: RubricVersion, title: Title, criteria: z.array(Criterion).min(1).max(50).readonly(),
    holisticLevels: z.exactOptional(Scale),
  })
  .check(
    rule(({ criteria, holisticLevels = [] }: Rubric, report) => {
      findLevelFaults(holisticLevels, ["holisticLevels"], report);
      for (const [index, { id }] of repeated(criteria, ({ id }) => id)) report(duplicateCriterion, ["criteria", index, "id"], { id });
      if (criteria.length > 0 && criteria.every(({ weight }) => weight === 0)) report(noWeight, ["criteria"]);
    }),
  )
  .readonly() satisfies z.ZodType<Rubric>;

const unknownVersion: Fault = { code: "rubric.unknown_version", message: "This is a rubric document of version {version}; this package reads version 1.", hint: "Update coachkit, or export the document again." };

/**
 * A stored rubric document, checked, in today's shape. Older shapes will be carried over here; a newer one is refused.
 *
 * @throws CoachingError `rubric.*`, `input.*`
 * @example
 * ```ts
 * const levels = [1, 2, 3].map((level) => ({ level, title: `Level ${level}`, anchors: [`What level ${level} looks like.`] }));
 * const criteria = [{ id: "listens", title: "Listens", weight: 1, levels, compliantFromLevel: 2 }];
 * const stored = JSON.stringify({ kind: "rubric", schemaVersion: 1, id: "one-to-one", version: "1.0.0", title: "One-to-one", criteria });
 * readRubric(JSON.parse(stored)).version; // => "1.0.0"
 * ```
 */
export function readRubric(document: unknown): Rubric {
  const version: unknown = typeof document === "object" && document !== null ? Reflect.get(document, "schemaVersion") : undefined;
  if (typeof version === "number" && version !== 1) throw faultAt(unknownVersion, ["schemaVersion"], { version: Number.isFinite(version) ? version : String(version) });
  return check(Rubric, document);
}
