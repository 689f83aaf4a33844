import type { BaselineGapReason } from "../../kpi/index.js";
import type { ReviewMaterial } from "../review-material.js";
import type { CheckedRule, Found } from "../review-rule.js";
import { kpiPath } from "./measure.js";

const subject = "baseline";
const needs = ["evidence.baselines", "cohort.startDate"];

/** Fires for each KPI whose baselines lack something. */
const findGaps = (isWanted: (reasons: ReadonlySet<BaselineGapReason>) => boolean, found: string) => (material: ReviewMaterial): readonly Found[] | null => {
  const { baselineGaps, usedKpiIds } = material;
  if (baselineGaps === null) return null;
  const reasons = new Map(usedKpiIds.map((id) => [id, new Set<BaselineGapReason>()]));
  for (const { kpiId, reason } of baselineGaps) reasons.get(kpiId)?.add(reason);
  return [...reasons].filter(([, own]) => isWanted(own)).map(([id]) => ({ path: kpiPath(material, id), found: `“${id}” ${found}` }));
};

/** What was measured before the program. What counts as a baseline is for `baselineGaps` to say. */
export const baselineRules: readonly CheckedRule[] = [
  {
    code: "missing-baseline", subject, severity: "error", needs,
    firesWhen: "a KPI was never measured; a KPI of cost per outcome needs no baseline.",
    why: "Without a baseline no change can be shown, whatever comes after.",
    fix: "Measure it before the start, with the instrument that will be used later.",
    find: findGaps((reasons) => reasons.has("no-baseline") && !reasons.has("measured-after-start"), "has no baseline."),
  },
  {
    code: "baseline-after-start", subject, severity: "error", needs,
    firesWhen: "all measurements of a KPI that are to be its baseline reach into the program.",
    why: "What is measured after the start is already under the influence of the program.",
    fix: "Measure before the start, or start later.",
    find: findGaps((reasons) => reasons.has("no-baseline") && reasons.has("measured-after-start"), "was first measured after the start."),
  },
  {
    code: "mixed-instruments", subject, severity: "error", needs,
    firesWhen: "the baselines of a KPI come from different instruments.",
    why: "Another questionnaire or rubric gives other numbers: what looks like a change is a change of the yardstick.",
    fix: "Keep to one instrument, or measure once with both and link them.",
    find: findGaps((reasons) => reasons.has("two-instruments"), "was measured with two instruments."),
  },
  {
    code: "single-baseline", subject, severity: "info", needs,
    firesWhen: "a KPI has one period before the program, or periods that share days.",
    why: "One measurement shows no trend: what looks like an effect may have been under way.",
    fix: "Measure once more before the start, or take an earlier figure from the records.",
    find: findGaps((reasons) => reasons.has("one-period") || reasons.has("periods-overlap"), "has one period before the start."),
  },
  {
    code: "thin-baseline", subject, severity: "warning", needs,
    firesWhen: "a baseline of a KPI rests on fewer than 10 observations.",
    why: "A handful of observations swings by chance: later figures will seem to change when nothing did.",
    fix: "Observe more before the start, or join two short periods into one.",
    find: findGaps((reasons) => reasons.has("too-few-observations"), "has a baseline of few observations."),
  },
];
