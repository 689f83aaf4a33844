import type { AdjustedSource } from "./adjusted-levels.js";
import type { ComparedRater } from "./compared-raters.js";
import type { CalibratedRater, SeverityAtCriterion, NoSeverityAtCriterion, NoSeverity, RaterReason, SeverityEstimate } from "./rater-calibration.js";
import { type CalibrationRule, type MeasuredSeverity, severityCodes, verdictOf } from "./calibration-rule.js";
import type { Comparisons } from "./level-table.js";
import { isAtLeast } from "./rater-verdict.js";

/** What verdicts are made of. */
export interface VerdictSource extends AdjustedSource {
  readonly byCriterion: readonly (SeverityAtCriterion | NoSeverityAtCriterion)[];
  readonly comparisons: Comparisons;
}

/** The raters who have severities, and the medians of these: as many are harsher as are more lenient. */
interface Panel {
  /** How many there are. */
  readonly count: number;
  /** Degrees of freedom of their errors. */
  readonly freedom: number | null;
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

/** How far a rater is off by mean and by median alike: one far out moves the mean, and the others must not pay for it. In levels it is the mean of the others, as the mean of all holds the rater too. */
function measuredOf({ logits, levels }: ComparedRater, panel: Panel): (MeasuredSeverity & { readonly fromMean: number }) | null {
  const modeled = logits ?? levels;
  if (levels.estimate === null || modeled.estimate === null) return null;
  const fromMean = inErrors(modeled.estimate, modeled.standardError);
  return { levels: shorter((levels.estimate * panel.count) / (panel.count - 1), levels.estimate - panel.levels), z: shorter(fromMean, inErrors(modeled.estimate - panel.modeled, modeled.standardError)), freedom: panel.freedom, fromMean };
}

/** Where a severity has no end, at least its direction is known. */
const directionOf = ({ levels }: ComparedRater): Signs["direction"] => (levels.estimate !== null ? null : levels.reason === "all-lowest" ? "harsh" : levels.reason === "all-highest" ? "lenient" : null);

interface Signs {
  readonly measured: MeasuredSeverity | null;
  readonly direction: "harsh" | "lenient" | null;
  readonly subjectCount: number;
  readonly isOneLevel: boolean;
  readonly own: VerdictSource["byCriterion"];
}

const plain = (code: Exclude<RaterReason["code"], `${string}-at-criterion`>): RaterReason => ({ code, criterionId: null });

function reasonsFor(misfits: ComparedRater["misfits"], { measured, direction, subjectCount, isOneLevel, own }: Signs, rule: Required<CalibrationRule>): readonly RaterReason[] {
  if (subjectCount < rule.minimumSubjectCount) return [plain("few-subjects")];
  return [
    ...(measured === null ? [] : severityCodes(measured, rule).map(plain)), ...(direction === null ? [] : [plain(direction)]),
    ...(misfits.includes("noisy") ? [plain("erratic")] : []), ...(misfits.includes("too-regular") ? [plain("predictable")] : []), ...(isOneLevel ? [plain("one-level-used")] : []),
    ...own.flatMap(({ criterionId, ...row }): readonly RaterReason[] => (row.estimate !== null && row.isBeyondChance && isAtLeast(row.estimate, rule.largeSeverityLevels) ? [{ code: row.estimate > 0 ? "harsh-at-criterion" : "lenient-at-criterion", criterionId }] : [])),
  ];
}

/** Each rater with the verdict. */
export function calibratedRaters({ table, compared, scale, byCriterion, comparisons }: VerdictSource, rule: Required<CalibrationRule>): readonly CalibratedRater[] {
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
  const panel = { count: compared.raters.filter(({ levels }) => levels.estimate !== null).length, freedom: compared.freedom, levels: medianOf(compared.raters.map(({ levels }) => levels)), modeled: medianOf(compared.raters.map(({ logits, levels }) => logits ?? levels)) };
  return compared.raters.map((rater, place): CalibratedRater => {
    const raterId = raterIds[place] as string;
    const measured = measuredOf(rater, panel);
    const comparedSubjectCount = comparisons.subjects[place] as number;
    const reasons = reasonsFor(rater.misfits, { measured, direction: directionOf(rater), subjectCount: comparedSubjectCount, isOneLevel: used[place]?.size === 1, own: rows.get(raterId) ?? [] }, rule);
    return {
      raterId, ratingCount: counts[place] as number, comparedRatingCount: comparisons.ratings[place] as number, comparedSubjectCount, meanLevel: ((sums[place] as number) + (counts[place] as number) * scale.lowestLevel) / (counts[place] as number),
      severityLogits: rater.logits, severityLevels: rater.levels, z: measured !== null && Number.isFinite(measured.fromMean) ? measured.fromMean + 0 : null, fromMedianLevels: rater.levels.estimate === null ? null : rater.levels.estimate - panel.levels + 0, fit: rater.fit, misfits: rater.misfits, verdict: verdictOf(reasons.map(({ code }) => code), panel.count), reasons,
    };
  });
}
