/**
 * The rules that have to hold before a pilot starts, and before a program is scaled. Which ones they are is a heuristic.
 *
 * @example
 * ```ts
 * reviewBundles.scaleReady.includes("no-data-steward"); // => true
 * ```
 */
export const reviewBundles: { readonly pilotReady: readonly string[]; readonly scaleReady: readonly string[] } = {
  pilotReady: [
    "no-follow-up", "follow-up-gap", "no-personal-touch", "no-practice", "unscheduled-session", "pilot-size", "pilot-weeks", "many-behaviors",
    "tick-box-kpis", "no-behavior-kpi", "missing-baseline", "baseline-after-start", "mixed-instruments", "no-rubric", "no-manager-activity", "manager-week-too-long",
    "no-minimum-competency", "coach-below-minimum", "stale-calibration", "unmatched-participant", "no-program-owner", "no-sponsor", "ai-without-review", "mentor-in-reporting-line",
  ],
  scaleReady: [
    "no-follow-up", "follow-up-gap", "no-personal-touch", "no-practice", "unscheduled-session", "tick-box-kpis", "no-behavior-kpi", "activity-heavy-kpis", "kpi-without-owner", "no-manager-kpi",
    "missing-baseline", "baseline-after-start", "mixed-instruments", "no-rubric", "no-lasting-measurement", "no-manager-activity", "manager-week-too-long", "no-minimum-competency", "coach-below-minimum", "stale-calibration", "low-rater-agreement",
    "one-size-fits-all", "narrow-access", "no-program-owner", "no-coach-lead", "no-data-steward", "no-sponsor", "no-audit-schedule", "sparse-audits", "overdue-audit", "ai-without-review", "unaudited-ai", "mentor-in-reporting-line", "gate-not-passed",
  ],
};
