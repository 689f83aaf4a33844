import type { ReviewMaterial } from "../review-material.js";
import { type CheckedRule, type Found, foundIf } from "../review-rule.js";

const subject = "measure";

/** The levels of the KPIs in use, and whether one of them is unknown. */
function levelsOf({ usedKpiIds, kpis }: ReviewMaterial): { readonly levels: readonly number[]; readonly isComplete: boolean } {
  const levels = usedKpiIds.flatMap((id) => kpis.get(id)?.evaluationLevel ?? []);
  return { levels, isComplete: levels.length === usedKpiIds.length };
}

/** Fires for the KPIs as a whole, once all of them are known; what the known ones already show stands. */
function findInLevels(material: ReviewMaterial, judge: { readonly isFine: (levels: readonly number[]) => boolean; readonly found: string }): readonly Found[] | null {
  const { levels, isComplete } = levelsOf(material);
  if (judge.isFine(levels)) return [];
  return isComplete ? [{ path: ["program", "targetBehaviors"], found: judge.found }] : null;
}

/** Where a KPI is named first. */
export function kpiPath({ program }: ReviewMaterial, id: string): readonly (string | number)[] {
  const behavior = program.targetBehaviors.findIndex(({ kpiIds }) => kpiIds.includes(id));
  return ["program", "targetBehaviors", behavior, "kpiIds", program.targetBehaviors[behavior]?.kpiIds.indexOf(id) ?? 0];
}

const countOf = (levels: readonly number[], isCounted: (level: number) => boolean): number => levels.filter(isCounted).length;

/** KPIs, and what they are measured with. */
export const measureRules: readonly CheckedRule[] = [
  {
    code: "tick-box-kpis", subject, severity: "error", needs: ["evidence.kpis"],
    firesWhen: "every KPI is of level 1 or 2: satisfaction, attendance, knowledge.",
    why: "Completions and satisfaction hide skill gaps: they say that people were there, not that they act differently.",
    fix: "Tie each behavior to an observed behavior KPI, such as behavioral-compliance.",
    find: (material) => findInLevels(material, { isFine: (levels) => levels.some((level) => level > 2), found: "No KPI is above level 2." }),
  },
  {
    code: "no-behavior-kpi", subject, severity: "warning", needs: ["evidence.kpis"],
    firesWhen: "no KPI is of level 3, behavior.",
    why: "Behavior is the link between coaching and results: without it nobody can say why results moved, or where the chain broke.",
    fix: "Add behavioral-compliance, one-to-one-quality or manager-adoption to the KPIs of a behavior.",
    find: (material) => findInLevels(material, { isFine: (levels) => levels.includes(3), found: "No KPI is of level 3." }),
  },
  {
    code: "activity-heavy-kpis", subject, severity: "warning", needs: ["evidence.kpis"],
    firesWhen: "there are more KPIs of levels 1 and 2 than of levels 3 to 5, and some of both.",
    why: "Vanity metrics crowd out the few that show change, and reports roll activity up as success.",
    fix: "Drop activity KPIs, or add one of behavior or results for each.",
    find: (material) => {
      const { levels, isComplete } = levelsOf(material);
      const [activity, outcome] = [countOf(levels, (level) => level < 3), countOf(levels, (level) => level > 2)];
      return isComplete ? foundIf(outcome > 0 && activity > outcome, ["program", "targetBehaviors"], `${String(activity)} KPIs of activity, ${String(outcome)} of behavior or results.`) : null;
    },
  },
  {
    code: "unknown-kpi", subject, severity: "warning", needs: ["evidence.kpis"],
    firesWhen: "a behavior names a KPI that is neither built in nor declared.",
    why: "A KPI without direction, unit and level cannot be measured or judged.",
    fix: "Declare it under evidence.kpis, or use the id of a built-in KPI.",
    find: (material) => (material.evidence.kpis === undefined && !levelsOf(material).isComplete ? null : material.usedKpiIds.filter((id) => !material.kpis.has(id)).map((id) => ({ path: kpiPath(material, id), found: `“${id}” is not declared.` }))),
  },
  {
    code: "kpi-without-owner", subject, severity: "warning", needs: ["evidence.kpis"],
    firesWhen: "a KPI has no owner or no source.",
    why: "In data silos everyone waits for numbers that nobody fetches.",
    fix: "Name who answers for the KPI and where its numbers come from.",
    find: (material) => {
      const found = material.usedKpiIds.flatMap((id) => {
        const kpi = material.kpis.get(id);
        return kpi === undefined ? [] : foundIf(kpi.owner === undefined || kpi.source === undefined, kpiPath(material, id), `“${id}” has no owner or no source.`);
      });
      return found.length === 0 && !levelsOf(material).isComplete ? null : found;
    },
  },
  {
    code: "no-manager-kpi", subject, severity: "warning", needs: ["evidence.kpis"],
    firesWhen: "no KPI is of the family manager-adoption.",
    why: "What managers are not measured on they do not do: reinforcement needs a KPI of its own.",
    fix: "Add manager-adoption to the KPIs of a behavior.",
    find: (material) => {
      const { usedKpiIds, kpis } = material;
      if (usedKpiIds.some((id) => kpis.get(id)?.family === "manager-adoption")) return [];
      return levelsOf(material).isComplete ? [{ path: ["program", "targetBehaviors"], found: "No KPI of manager adoption." }] : null;
    },
  },
  {
    code: "no-rubric", subject, severity: "error", needs: ["evidence.behaviorRubrics"],
    firesWhen: "a target behavior has no rubric, and not every segment has one.",
    why: "Behavior that is not described by anchors is judged by taste: two observers see two programs.",
    fix: "Write three to five anchored levels for the behavior, and name the rubric.",
    find: ({ program: { segments, targetBehaviors }, evidence: { behaviorRubrics } }) => {
      if (segments.length > 0 && segments.every(({ rubricId }) => rubricId !== undefined)) return [];
      if (behaviorRubrics === undefined) return null;
      const anchored = new Set(behaviorRubrics.map(({ targetBehaviorId }) => targetBehaviorId));
      return targetBehaviors.flatMap(({ id, title }, index) => foundIf(!anchored.has(id), ["program", "targetBehaviors", index], `“${title}” has no rubric.`));
    },
  },
];
