import type { AdjustedSource } from "./adjusted-levels.js";
import type { ComparedRater } from "./compared-raters.js";
import type { CalibratedRater, SeverityAtCriterion, NoSeverityAtCriterion, NoSeverity, RaterReason, SeverityEstimate } from "./rater-calibration.js";
import { type CalibrationRule, type MeasuredSeverity, severityCodes, verdictOf } from "./calibration-rule.js";
import { isAtLeast } from "./rater-verdict.js";

/** What verdicts are made of. */
export interface VerdictSource extends AdjustedSource {
  readonly byCriterion: readonly (SeverityAtCriterion | NoSeverityAtCriterion)[];
  /** By rater: ratings of subjects whom another one rated too. */
  readonly comparedCounts: Uint32Array;
}

/** Severities around which the raters lie: as many are harsher as are more lenient. */
interface Medians {
  readonly levels: number;
  /** In the units of the model. */
  readonly modeled: number;
}

/** The median of the severities that there are. */
function medianOf(severities: readonly (SeverityEstimate | NoSeverity)[]): number {
  const found = severities.flatMap(({ estimate }) => (estimate === null ? [] : [estimate])).sort((left, right) => left - right);
  return ((found[(found.length - 1) >> 1] ?? NaN) + (found[found.length >> 1] ?? NaN)) / 2;
}

/** A distance in standard errors: without end where it has no error and is not 0. */
const inErrors = (distance: number, standardError: number): number => (standardError > 0 ? distance / standardError : Math.abs(distance) < 1e-9 ? 0 : Math.sign(distance) * Infinity);

/** The shorter of two distances, 0 where they point to opposite sides. */
const shorter = (one: number, other: number): number => (one * other <= 0 ? 0 : Math.abs(one) < Math.abs(other) ? one : other);

/** How far a rater is off by mean and by median alike: one far out moves the mean, and the others must not pay for it. */
function measuredOf({ logits, levels }: ComparedRater, medians: Medians): (MeasuredSeverity & { readonly fromMean: number }) | null {
  const modeled = logits ?? levels;
  if (levels.estimate === null || modeled.estimate === null) return null;
  const fromMean = inErrors(modeled.estimate, modeled.standardError);
  return { levels: shorter(levels.estimate, levels.estimate - medians.levels), z: shorter(fromMean, inErrors(modeled.estimate - medians.modeled, modeled.standardError)), fromMean };
}

interface Signs {
  readonly measured: MeasuredSeverity | null;
  readonly comparedCount: number;
  readonly isOneLevel: boolean;
  readonly own: VerdictSource["byCriterion"];
}

const plain = (code: Exclude<RaterReason["code"], `${string}-at-criterion`>): RaterReason => ({ code, criterionId: null });

function reasonsFor(misfits: ComparedRater["misfits"], { measured, comparedCount, isOneLevel, own }: Signs, rule: Required<CalibrationRule>): readonly RaterReason[] {
  if (comparedCount < rule.minimumRatingCount) return [plain("few-ratings")];
  return [
    ...(measured === null ? [] : severityCodes(measured, rule).map(plain)),
    ...(misfits.includes("noisy") ? [plain("erratic")] : []), ...(misfits.includes("too-regular") ? [plain("predictable")] : []), ...(isOneLevel ? [plain("one-level-used")] : []),
    ...own.flatMap(({ criterionId, ...row }): readonly RaterReason[] => (row.estimate !== null && row.isBeyondChance && isAtLeast(row.estimate, rule.largeSeverityLevels) ? [{ code: row.estimate > 0 ? "harsh-at-criterion" : "lenient-at-criterion", criterionId }] : [])),
  ];
}

/** Each rater with the verdict. */
export function calibratedRaters({ table, compared, scale, byCriterion, comparedCounts }: VerdictSource, rule: Required<CalibrationRule>): readonly CalibratedRater[] {
  const { raterIds } = table;
  const [counts, sums, used] = [new Float64Array(raterIds.length), new Float64Array(raterIds.length), raterIds.map(() => new Set<number>())];
  table.ranks.forEach((rank, index) => {
    const rater = table.raters[index] as number;
    counts[rater] = (counts[rater] as number) + 1;
    sums[rater] = (sums[rater] as number) + rank;
    used[rater]?.add(rank);
  });
  const rows = new Map<string, (typeof byCriterion)[number][]>(raterIds.map((raterId) => [raterId, []]));
  for (const row of byCriterion) rows.get(row.raterId)?.push(row);
  const medians = { levels: medianOf(compared.raters.map(({ levels }) => levels)), modeled: medianOf(compared.raters.map(({ logits, levels }) => logits ?? levels)) };
  return compared.raters.map((rater, place): CalibratedRater => {
    const raterId = raterIds[place] as string;
    const measured = measuredOf(rater, medians);
    const comparedRatingCount = comparedCounts[place] as number;
    const reasons = reasonsFor(rater.misfits, { measured, comparedCount: comparedRatingCount, isOneLevel: used[place]?.size === 1, own: rows.get(raterId) ?? [] }, rule);
    return {
      raterId, ratingCount: counts[place] as number, comparedRatingCount, meanLevel: ((sums[place] as number) + (counts[place] as number) * scale.lowestLevel) / (counts[place] as number),
      severityLogits: rater.logits, severityLevels: rater.levels, z: measured !== null && Number.isFinite(measured.fromMean) ? measured.fromMean + 0 : null, fromMedianLevels: rater.levels.estimate === null ? null : rater.levels.estimate - medians.levels + 0, fit: rater.fit, misfits: rater.misfits, verdict: verdictOf(reasons.map(({ code }) => code)), reasons,
    };
  });
}
