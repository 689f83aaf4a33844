import type { RatedLevel } from "coachkit/agreement";
import { normalDraws, uniformDraws } from "coachkit/statistics";

/** `"clip-1: kim 3 4, lee 2 -"`: the levels of the criteria in their order; "-" was not rated. */
export const levels = (criterionIds: readonly string[], ...rows: readonly string[]): readonly RatedLevel[] =>
  rows.flatMap((row) => {
    const [subjectId = "", rest = ""] = row.split(": ");
    return rest.split(", ").flatMap((part) => {
      const [raterId = "", ...marks] = part.split(" ");
      return marks.flatMap((mark, place) => (mark === "-" ? [] : [{ subjectId, raterId, criterionId: criterionIds[place] ?? "", level: Number(mark) }]));
    });
  });

/** Who rates how, 1 to 5; severities in levels, positive is harsh. */
export interface Panel {
  readonly severities: readonly number[];
  readonly criterionIds: readonly string[];
  readonly subjectCount: number;
  readonly ratersPerSubject?: number;
  /** How far each level strays, by rater; 0.7 where left out. */
  readonly noise?: readonly number[];
  /** More severity of one rater at one criterion. */
  readonly atCriterion?: { readonly rater: number; readonly criterion: number; readonly levels: number };
  readonly seed: number;
}
/** Levels of a simulated panel: subject − severity + noise, rounded. */
export function panelLevels({ severities, criterionIds, subjectCount, ratersPerSubject = severities.length, noise = [], atCriterion, seed }: Panel): readonly RatedLevel[] {
  const abilities = normalDraws({ seed, stream: ["abilities"], count: subjectCount });
  return Array.from({ length: subjectCount }, (_, subject) => {
    const drawn = uniformDraws({ seed, stream: ["raters", subject], count: severities.length });
    const raters = [...severities.keys()].sort((left, right) => (drawn[left] ?? 0) - (drawn[right] ?? 0)).slice(0, ratersPerSubject);
    return raters.flatMap((rater) => {
      const errors = normalDraws({ seed, stream: ["errors", subject, rater], count: criterionIds.length });
      return criterionIds.map((criterionId, criterion) => {
        const more = atCriterion?.rater === rater && atCriterion.criterion === criterion ? atCriterion.levels : 0;
        const level = Math.round(3 + 0.7 * (abilities[subject] ?? 0) - (severities[rater] ?? 0) - more + (noise[rater] ?? 0.7) * (errors[criterion] ?? 0));
        return { subjectId: `clip-${String(subject).padStart(3, "0")}`, raterId: `r${String(rater)}`, criterionId, level: Math.max(1, Math.min(5, level)) };
      });
    });
  }).flat();
}
