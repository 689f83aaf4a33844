import * as z from "zod";
import { Completion } from "../cadence/index.js";
import { DailyHours, Leave, TIME_LIMITS, TimeSpan, WorkingHours } from "../time/index.js";
import { Id, Minutes } from "../unit/index.js";

/** The languages of a person. */
export const Languages = z.array(Id).min(1, { error: "A person speaks at least one language.\nName one, for example en." }).max(50).readonly();

const absences = { busy: z.exactOptional(z.array(TimeSpan).max(TIME_LIMITS.busySpans).readonly()), leave: z.exactOptional(z.array(Leave).max(100).readonly()), quietHours: z.exactOptional(DailyHours) };

/** Somebody who goes through the program. People are ids here; names and addresses appear only at the calendar's edge. */
export interface Participant {
  /** Given by the host. */
  readonly id: Id;
  /** When the participant works, in the participant's own zone, with own days off. */
  readonly hours: WorkingHours;
  /** Languages for coaching, as BCP 47 tags or the host's own. A shorter tag meets a longer one: `en` and `en-GB` do, `en-GB` and `en-US` do not; letter case is no matter. */
  readonly languages: readonly Id[];
  /** The segment of the program; absent when the program has none. */
  readonly segmentId?: Id;
  /** The line manager, who is never the participant's coach. */
  readonly managerId?: Id;
  /** The coach that the host has chosen; taken as it is, also without a common language. */
  readonly coachId?: Id;
  /** When the participant is taken otherwise. */
  readonly busy?: readonly TimeSpan[];
  /** Days away: nothing is booked then, and touchpoints on the participant's clock move off them. */
  readonly leave?: readonly Leave[];
  /** Hours of every day, on the participant's clock, in which nothing is to reach the participant: from 20:00 to 07:00. */
  readonly quietHours?: DailyHours;
  /** Touchpoints that the participant has completed, which open the steps that wait for them. */
  readonly completions?: readonly Completion[];
}
/** Schema of a participant. */
export const Participant = z
  .strictObject({ id: Id, hours: WorkingHours, languages: Languages, segmentId: z.exactOptional(Id), managerId: z.exactOptional(Id), coachId: z.exactOptional(Id), ...absences, completions: z.exactOptional(z.array(Completion).max(1000).readonly()) })
  .readonly() satisfies z.ZodType<Participant>;

/** Somebody who coaches. */
export interface Coach {
  /** Given by the host. */
  readonly id: Id;
  /** When the coach works. */
  readonly hours: WorkingHours;
  /** Languages for coaching. */
  readonly languages: readonly Id[];
  /** Minutes a week for sessions with their preparation and notes. */
  readonly weeklyAvailableMinutes: Minutes;
  /** Where the coach comes from: a coach source of the program, whose contract tells preparation and notes. */
  readonly sourceId?: Id;
  /** When the coach is taken otherwise. */
  readonly busy?: readonly TimeSpan[];
  /** Days away. */
  readonly leave?: readonly Leave[];
  /** Hours of every day, on the coach's clock, in which nothing is to reach the coach. */
  readonly quietHours?: DailyHours;
}
/** Schema of a coach. */
export const Coach = z
  .strictObject({ id: Id, hours: WorkingHours, languages: Languages, weeklyAvailableMinutes: Minutes, sourceId: z.exactOptional(Id), ...absences })
  .readonly() satisfies z.ZodType<Coach>;
