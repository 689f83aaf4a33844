import * as z from "zod";

/** What a number rests on: each grade is told by `evidenceGrades`. */
export const EvidenceGrade = /* @__PURE__ */ z.enum(["randomized-trial", "controlled-study", "own-records", "uncontrolled-study", "self-report", "judgment", "none"]);
/** What a number rests on, best first: `"randomized-trial"`, `"controlled-study"`, `"own-records"`, `"uncontrolled-study"`, `"self-report"`, `"judgment"`, `"none"`. */
export type EvidenceGrade = z.infer<typeof EvidenceGrade>;

/** One grade of evidence. */
export interface EvidenceStep {
  /** Its name. */
  readonly grade: EvidenceGrade;
  /** What a number of this grade rests on. */
  readonly restsOn: string;
}

/**
 * The grades of the evidence behind a number, best first. The order is a heuristic: for a price or a headcount one's own records are the best there is, for what a program brings about they only say how much changed, not why.
 * How one effect was told apart from other causes is graded by `isolationGrades` of the room effect.
 *
 * @example
 * ```ts
 * evidenceGrades.map(({ grade }) => grade); // => ["randomized-trial", "controlled-study", "own-records", "uncontrolled-study", "self-report", "judgment", "none"]
 * ```
 */
export const evidenceGrades: readonly EvidenceStep[] = [
  { grade: "randomized-trial", restsOn: "Chance decided who or which team took part, or several such trials taken together." },
  { grade: "controlled-study", restsOn: "Those who took part were compared with others who did not; chance did not decide who." },
  { grade: "own-records", restsOn: "Counted or booked in the organization's own systems: ledger, payroll, contacts." },
  { grade: "uncontrolled-study", restsOn: "Measured in a study or survey with nobody to compare with." },
  { grade: "self-report", restsOn: "Those who took part, or who sold the program, said what it was worth." },
  { grade: "judgment", restsOn: "An informed guess of somebody who can be named." },
  { grade: "none", restsOn: "Nobody said where the number comes from." },
];
