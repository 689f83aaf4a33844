import type { Criterion } from "../../rubric/index.js";
import type { ComparedRaters } from "./compared-raters.js";
import type { LevelScale, LevelTable } from "./level-table.js";
import type { AdjustedMean, AdjustedSubject, NoAdjustedMean, ThresholdChange } from "./rater-calibration.js";

/** What the answers are made of. */
export interface AdjustedSource {
  readonly table: LevelTable;
  readonly compared: ComparedRaters;
  readonly scale: LevelScale;
}

/** Running sums of ratings. */
interface Tally {
  count: number;
  sum: number;
  /** Those whose rater's severity is known. */
  knownCount: number;
  knownSum: number;
  gain: number;
}
const emptyTally = (): Tally => ({ count: 0, sum: 0, knownCount: 0, knownSum: 0, gain: 0 });

/** Adds one rating. */
function add(tally: Tally, rank: number, correction: number): void {
  tally.count += 1;
  tally.sum += rank;
  if (Number.isNaN(correction)) return;
  tally.knownCount += 1;
  tally.knownSum += rank;
  tally.gain += correction;
}

/** Where each subject's ratings begin in the sorted table; one more at the end. */
function beginsOf({ subjectIds, subjects }: LevelTable): Uint32Array {
  const begins = new Uint32Array(subjectIds.length + 1);
  for (const subject of subjects) begins[subject + 1] = (begins[subject + 1] as number) + 1;
  for (let subject = 0; subject < subjectIds.length; subject += 1) begins[subject + 1] = (begins[subject + 1] as number) + (begins[subject] as number);
  return begins;
}

/** Differences of nearly equal numbers leave dust in the last digits. */
const tidy = (difference: number): number => Math.round(difference * 1e12) / 1e12 + 0;

function adjustedMean(found: ComparedRaters["subjects"][number], lowestLevel: number): AdjustedMean | NoAdjustedMean {
  if (found === null) return { estimate: null, reason: "no-comparison", n: 0, needed: 1 };
  const { adjusted: { estimate, standardError, confidence: { lower, upper, level } }, n } = found;
  return { estimate: estimate + lowestLevel, standardError, confidence: { lower: lower + lowestLevel, upper: upper + lowestLevel, level }, n, method: "fair-average", warnings: [] };
}

/** Everybody's mean level, as it is and adjusted. */
export function adjustedSubjects({ table, compared, scale: { lowestLevel } }: AdjustedSource): readonly AdjustedSubject[] {
  const begins = beginsOf(table);
  return table.subjectIds.map((subjectId, subject): AdjustedSubject => {
    const tally = emptyTally();
    for (let index = begins[subject] as number; index < (begins[subject + 1] as number); index += 1) add(tally, table.ranks[index] as number, compared.corrections[index] as number);
    const rawMeanLevel = (tally.sum + tally.count * lowestLevel) / tally.count;
    const adjustedMeanLevel = adjustedMean(compared.subjects[subject] ?? null, lowestLevel);
    return {
      subjectId, ratingCount: tally.count, leftOutRatingCount: tally.count - tally.knownCount, rawMeanLevel, adjustedMeanLevel, differenceLevels: adjustedMeanLevel.estimate === null ? null : tidy(adjustedMeanLevel.estimate - rawMeanLevel),
      fromRatersLevels: tally.knownCount === 0 ? null : tidy(tally.gain / tally.knownCount),
    };
  });
}

interface RankThreshold {
  readonly kind: ThresholdChange["kind"];
  readonly rank: number;
}

/** The thresholds of a criterion, as ranks. */
function thresholdsOf({ levels, compliantFromLevel, mustPass }: Criterion): readonly RankThreshold[] {
  const rankOf = (wanted: number): number => levels.findIndex(({ level }) => level === wanted);
  return [{ kind: "compliant-from", rank: rankOf(compliantFromLevel) }, ...(mustPass === undefined ? [] : [{ kind: "must-pass" as const, rank: rankOf(mustPass.minimumLevel) }])];
}

/** Whether the level nearest to a mean reaches a threshold; one half counts up, and dust decides nothing. */
const isMet = (mean: number, rank: number): boolean => mean >= rank - 0.5 - 1e-9;

/** Whose mean level at a criterion would fall on the other side of one of its thresholds. */
export function thresholdChanges({ table, compared, scale }: AdjustedSource, criteria: readonly Criterion[]): readonly ThresholdChange[] {
  const { subjectIds, criterionIds, ranks } = table;
  const byId = new Map(criteria.map((criterion) => [criterion.id, thresholdsOf(criterion)]));
  const thresholds = criterionIds.map((id) => byId.get(id) ?? []);
  const begins = beginsOf(table);
  const changes: ThresholdChange[] = [];
  subjectIds.forEach((subjectId, subject) => {
    const tallies = new Map<number, Tally>();
    for (let index = begins[subject] as number; index < (begins[subject + 1] as number); index += 1) {
      const place = table.criteria[index] as number;
      const tally = tallies.get(place) ?? emptyTally();
      tallies.set(place, tally);
      add(tally, ranks[index] as number, compared.corrections[index] as number);
    }
    for (const [place, { count, sum, knownCount, knownSum, gain }] of [...tallies].sort(([left], [right]) => left - right)) {
      if (knownCount === 0) continue;
      const raw = sum / count;
      const free = (knownSum + gain) / knownCount;
      const adjusted = compared.staysOnScale ? Math.max(0, Math.min(scale.levelCount - 1, free)) : free;
      for (const { kind, rank } of thresholds[place] ?? []) {
        if (isMet(raw, rank) === isMet(adjusted, rank)) continue;
        changes.push({
          subjectId, criterionId: criterionIds[place] as string, kind, thresholdLevel: rank + scale.lowestLevel, rawLevel: (sum + count * scale.lowestLevel) / count, adjustedLevel: adjusted + scale.lowestLevel, leftOutRatingCount: count - knownCount,
          change: isMet(raw, rank) ? "met-to-missed" : "missed-to-met",
        });
      }
    }
  });
  return changes;
}
