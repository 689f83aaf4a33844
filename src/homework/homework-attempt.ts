import * as z from "zod";
import { type Fault, rule } from "../error/index.js";
import { Id, Instant } from "../unit/index.js";

/** A coach's rating on a scale 1, 2, … R. Words are such a scale too: tried, partly, done, exceeded are ratings 1 to 4 of 4. */
export interface AttemptRating {
  /** 1 is the lowest; a mean of several ratings may have a fraction. */
  readonly rating: number;
  /** The number of points on the scale, at least 2. */
  readonly ratingCount: number;
}

/** The level of a rubric at which the work was observed, 0, 1, … M. */
export interface AttemptLevel {
  /** 0 is the lowest. */
  readonly level: number;
  /** The highest level of the rubric, at least 1. */
  readonly highestLevel: number;
}

const ratingOffScale: Fault = { code: "homework-attempt.rating_off_scale", message: "The rating {rating} lies above the scale of 1 to {ratingCount}.", hint: "Correct the rating or the scale." };
const levelOffScale: Fault = { code: "homework-attempt.level_off_scale", message: "The level {level} lies above the scale of 0 to {highestLevel}.", hint: "Correct the level or the scale." };

/** A coach's rating on a scale 1, 2, … R. */
export const AttemptRating = z
  .strictObject({ rating: z.number().min(1).max(100), ratingCount: z.int().min(2).max(100) })
  .check(rule(({ rating, ratingCount }: AttemptRating, report) => { if (rating > ratingCount) report(ratingOffScale, ["rating"], { rating, ratingCount }); }))
  .readonly() satisfies z.ZodType<AttemptRating>;

/** The level of a rubric at which the work was observed, 0, 1, … M. */
export const AttemptLevel = z
  .strictObject({ level: z.number().min(0).max(100), highestLevel: z.int().min(1).max(100) })
  .check(rule(({ level, highestLevel }: AttemptLevel, report) => { if (level > highestLevel) report(levelOffScale, ["level"], { level, highestLevel }); }))
  .readonly() satisfies z.ZodType<AttemptLevel>;

/** How the participant found the homework. */
export type HomeworkSelfReport = "too-easy" | "about-right" | "too-hard";
/** How the participant found the homework. */
export const HomeworkSelfReport = z.enum(["too-easy", "about-right", "too-hard"]) satisfies z.ZodType<HomeworkSelfReport>;

/** Why a homework was not done. Only `too-hard` says anything about ability; the others are matters of engagement and logistics. */
export type NotDoneReason = "too-hard" | "no-time" | "forgot" | "not-relevant" | "blocked" | "absent";
/** Why a homework was not done. */
export const NotDoneReason = z.enum(["too-hard", "no-time", "forgot", "not-relevant", "blocked", "absent"]) satisfies z.ZodType<NotDoneReason>;

/** A homework that was done, well or badly, with the evidence there is. None is needed: done and unrated is a fact too. */
export interface CompletedHomework {
  /** This attempt's own id: an attempt counts once. */
  readonly id: Id;
  /** The homework. */
  readonly itemId: Id;
  /** Who did it. */
  readonly participantId: Id;
  /** When its result was reported. */
  readonly reportedAt: Instant;
  /** Says which shape this is. */
  readonly status: "completed";
  /** The coach's judgment. */
  readonly coachRating?: AttemptRating;
  /** The behavior that was observed. */
  readonly rubricLevel?: AttemptLevel;
  /** How the participant found it: weak evidence. */
  readonly selfReport?: HomeworkSelfReport;
}

/** A homework that was not done. That is no failure: the reason says what it is. */
export interface HomeworkNotDone {
  /** This attempt's own id: an attempt counts once. */
  readonly id: Id;
  /** The homework. */
  readonly itemId: Id;
  /** Who did not do it. */
  readonly participantId: Id;
  /** When that was reported. */
  readonly reportedAt: Instant;
  /** Says which shape this is. */
  readonly status: "not-done";
  /** Why. */
  readonly reason: NotDoneReason;
}

/** What became of a homework. */
export type HomeworkAttempt = CompletedHomework | HomeworkNotDone;

const keys = { id: Id, itemId: Id, participantId: Id, reportedAt: Instant };

/** A homework that was done, with the evidence there is. */
export const CompletedHomework = z
  .strictObject({ ...keys, status: z.literal("completed"), coachRating: z.exactOptional(AttemptRating), rubricLevel: z.exactOptional(AttemptLevel), selfReport: z.exactOptional(HomeworkSelfReport) })
  .readonly() satisfies z.ZodType<CompletedHomework>;

/** A homework that was not done, and why. */
export const HomeworkNotDone = z.strictObject({ ...keys, status: z.literal("not-done"), reason: NotDoneReason }).readonly() satisfies z.ZodType<HomeworkNotDone>;

/** What became of a homework. */
export const HomeworkAttempt = z.discriminatedUnion("status", [CompletedHomework, HomeworkNotDone]) satisfies z.ZodType<HomeworkAttempt>;
