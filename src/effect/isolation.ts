/** How well a figure is told apart from what would have happened anyway, best first. */
export type IsolationGrade = "randomized-wait-list" | "stepped-wedge" | "difference-in-differences" | "trend" | "estimates" | "none";

/** How well a figure is isolated, and why no better. */
export interface Isolation {
  /** The grade, as in `isolationGrades`. */
  readonly grade: IsolationGrade;
  /** Why this one: `assigned-by-chance`, `starts-assigned-by-chance`, `pre-trends-compared`, `pre-trends-not-compared`, `own-trend-continued`, `no-comparison`, `starts-held-back`, `too-few-clusters`. */
  readonly reason: string;
}

/** One grade of isolation. */
export interface IsolationStep {
  /** Its name. */
  readonly grade: IsolationGrade;
  /** What it takes for granted. */
  readonly takesForGranted: string;
}

/**
 * The grades of isolation, best first. The order is a heuristic after J. Phillips, "Return on Investment in Training and Performance Improvement Programs" (2003), which asks for one method of isolation at least.
 *
 * @example
 * ```ts
 * isolationGrades.map(({ grade }) => grade); // => ["randomized-wait-list", "stepped-wedge", "difference-in-differences", "trend", "estimates", "none"]
 * ```
 */
export const isolationGrades: readonly IsolationStep[] = [
  { grade: "randomized-wait-list", takesForGranted: "Chance alone decided who began and who waited." },
  { grade: "stepped-wedge", takesForGranted: "Chance decided when each team began, and time passed alike for all teams." },
  { grade: "difference-in-differences", takesForGranted: "Without the program both arms would have changed alike." },
  { grade: "trend", takesForGranted: "Without the program the trend before the start would have gone on, and nothing else happened at the start." },
  { grade: "estimates", takesForGranted: "People know which share of a change is due to the program." },
  { grade: "none", takesForGranted: "Without the program nothing would have changed." },
];

/** How people came into arms: `by-chance-wait-list`, drawn, those who wait being the comparison; `by-chance-in-steps`, teams drawn into the order of starts; `not-by-chance`, anything else. */
export type ArmAssignment = "by-chance-wait-list" | "by-chance-in-steps" | "not-by-chance";

/** The isolation of two arms. */
export function isolationOfArms(assignment: ArmAssignment, hasPreTrend: boolean): Isolation {
  if (assignment === "by-chance-wait-list") return { grade: "randomized-wait-list", reason: "assigned-by-chance" };
  if (assignment === "by-chance-in-steps") return { grade: "stepped-wedge", reason: "starts-assigned-by-chance" };
  return { grade: "difference-in-differences", reason: hasPreTrend ? "pre-trends-compared" : "pre-trends-not-compared" };
}
