import * as z from "zod";
import { type Fault, type Report, rule } from "../error/index.js";
import { CivilDate, Count, Id } from "../unit/index.js";
import { findDuplicateRecords, findOutsideRecords, findWindowFaults, type MeasureWindow, recordsOf, windowKeys } from "./measure-window.js";

/** One customer's answer to one question. */
export interface SurveyAnswer {
  /** Given by the host. */
  readonly id: Id;
  /** Who served the customer; absent where nobody knows. Answers on one person are alike, which widens intervals. */
  readonly personId?: Id;
  /** The day, on the host's calendar. */
  readonly date: CivilDate;
  /** A whole number on the survey's scale. */
  readonly score: number;
  /** The questionnaire; all answers of one measure come from one. */
  readonly instrumentId?: Id;
}
const Score = z.int().min(-1000).max(1000).overwrite((value) => value + 0);
/** Schema of an answer. */
export const SurveyAnswer = z.strictObject({ id: Id, personId: z.exactOptional(Id), date: CivilDate, score: Score, instrumentId: z.exactOptional(Id) }).readonly() satisfies z.ZodType<SurveyAnswer>;

/** What every survey tells, whatever its scale. */
export interface SurveyWindow extends MeasureWindow {
  /** The answers, at most 500,000, each once. */
  readonly answers: readonly SurveyAnswer[];
  /** How many customers were asked, those who answered among them. */
  readonly invitedCount: Count;
}
/** The keys of a survey, for schemas. */
export const surveyKeys = { ...windowKeys, answers: recordsOf(SurveyAnswer), invitedCount: Count };

const offScale: Fault = { code: "survey-answer.off_scale", message: "The score {score} lies outside the scale from {minimum} to {maximum}.", hint: "Correct the score, or the scale." };
const twoInstruments: Fault = { code: "survey-answer.two_instruments", message: "The answers come from “{first}” and from “{other}”.", hint: "Measure each questionnaire by itself: scores of two cannot be averaged." };
const fewerAsked: Fault = { code: "survey-answer.fewer_invited", message: "{answered} answered, but only {invited} were asked.", hint: "Count everyone who was asked in invitedCount." };

/** Reports answers that are not on the scale. */
export function findOffScale(answers: readonly SurveyAnswer[], { minimum, maximum }: { readonly minimum: number; readonly maximum: number }, report: Report): void {
  answers.forEach(({ score }, index) => { if (score < minimum || score > maximum) report(offScale, ["answers", index, "score"], { score, minimum, maximum }); });
}

function findSecondInstrument({ answers }: SurveyWindow, report: Report): void {
  const first = answers[0]?.instrumentId ?? "no name";
  const index = answers.findIndex(({ instrumentId = "no name" }) => instrumentId !== first);
  if (index > 0) report(twoInstruments, ["answers", index, "instrumentId"], { first, other: answers[index]?.instrumentId ?? "no name" });
}

/** The rules on a survey of any scale. */
export const surveyRules = [
  rule(findWindowFaults),
  rule(({ answers }: SurveyWindow, report) => { findDuplicateRecords("answers", answers, report); }),
  rule(({ answers, ...window }: SurveyWindow, report) => { findOutsideRecords("answers", { records: answers, window }, report); }),
  rule(findSecondInstrument),
  rule(({ answers, invitedCount: invited }: SurveyWindow, report) => { if (answers.length > invited) report(fewerAsked, ["invitedCount"], { answered: answers.length, invited }); }),
] as const;

/** Who answered a survey. */
export interface SurveyResponse {
  /** Asked. */
  readonly invitedCount: Count;
  /** Answered. */
  readonly answerCount: Count;
  /** Answered ÷ asked; `null` when nobody was asked. */
  readonly responseFraction: number | null;
}
/** Who answered. */
export const responseOf = ({ answers, invitedCount }: SurveyWindow): SurveyResponse => ({ invitedCount, answerCount: answers.length, responseFraction: invitedCount === 0 ? null : answers.length / invitedCount });
