import * as z from "zod";
import { BlackoutHours, HolidayPolicy } from "../time/index.js";
import { Count, Id, Minutes, Prose, Title } from "../unit/index.js";
import { Timing } from "./timing.js";

/** Something to do before a touchpoint. */
export interface PrepTask {
  /** Unique within the touchpoint. */
  readonly id: Id;
  /** What to do. */
  readonly title: Title;
  /** Who does it: `"participant"`, `"coach"`, `"manager"` or a host's own role. */
  readonly role: Id;
  /** How long it takes. */
  readonly durationMinutes: Minutes;
}
/** Schema of a prep task. */
export const PrepTask = z.strictObject({ id: Id, title: Title, role: Id, durationMinutes: Minutes }).readonly() satisfies z.ZodType<PrepTask>;

/** One point of an agenda. */
export interface AgendaItem {
  /** What it is about. */
  readonly title: Title;
  /** A short script for whoever leads it. */
  readonly script?: Prose;
  /** How long it takes. */
  readonly durationMinutes?: Minutes;
}
/** Schema of an agenda item. */
export const AgendaItem = z.strictObject({ title: Title, script: z.exactOptional(Prose), durationMinutes: z.exactOptional(Minutes) }).readonly() satisfies z.ZodType<AgendaItem>;

/**
 * Who meets: each participant alone, groups of a size, or the whole cohort.
 * Groups stay together throughout; with `rotation` peers meet others each time, without repeats as long as it can be, and never along a reporting line. `pairs` become a triad for the odd one out where `maximumCount` is 3; those who make no full one of the `triads` meet as pairs where `minimumCount` allows it; otherwise they sit out in turn.
 */
export type Audience = { readonly kind: "each" } | { readonly kind: "groups"; readonly minimumCount: Count; readonly maximumCount: Count; readonly rotation?: "pairs" | "triads" } | { readonly kind: "everyone" };
/** Schema of an audience. */
export const Audience = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("each") }).readonly(),
  z.strictObject({ kind: z.literal("groups"), minimumCount: z.int().min(1).max(1000), maximumCount: z.int().min(1).max(1000), rotation: z.exactOptional(z.enum(["pairs", "triads"])) }).readonly(),
  z.strictObject({ kind: z.literal("everyone") }).readonly(),
]) satisfies z.ZodType<Audience>;

/** An element of a program: what takes place, how long, with whom, led by whom, and when. Dates come from the cadence. */
export interface Touchpoint {
  /** Unique within the program. */
  readonly id: Id;
  /** For people. */
  readonly title: Title;
  /** A built-in modality or one that the program declares; absent for a measurement. */
  readonly modality?: Id;
  /** What is done there: `"motivational-speaking"`, `"training"`, `"seminar"`, `"workshop"`, `"supervised-practice"` or a host's own. */
  readonly method?: Id;
  /** How long it lasts. */
  readonly durationMinutes: Minutes;
  /** When it takes place. */
  readonly timing: Timing;
  /** Whose wall clock `startTime` is read on. People in other zones meet a cohort's touchpoint at another hour of theirs. */
  readonly clock: "cohort" | "participant";
  /** Who meets. */
  readonly audience: Audience;
  /** Who leads: `"coach"`, `"manager"`, `"peer"`, `"participant"`, `"ai"` or a host's own role. Only `"coach"` asks for a coach's time. */
  readonly ledBy: Id;
  /** Whether it stands in calendars as a session; an optional one is offered only. */
  readonly isScheduled: boolean;
  /** What happens when the day is a holiday or no working day, or the hour a blackout; the cohort's policy when absent. */
  readonly holidayPolicy?: HolidayPolicy;
  /** Hours in which it does not take place, by the clock it goes by: two a week, but not on Friday afternoon. A touchpoint that goes by another's start or end to the minute follows that one. */
  readonly blackouts?: readonly BlackoutHours[];
  /** The segments it is for; every segment when absent. */
  readonly segmentIds?: readonly Id[];
  /** What to do before it. */
  readonly prepTasks?: readonly PrepTask[];
  /** What is talked about. */
  readonly agenda?: readonly AgendaItem[];
}
/** Schema of a touchpoint. */
export const Touchpoint = z
  .strictObject({
    id: Id,
    title: Title,
    modality: z.exactOptional(Id),
    method: z.exactOptional(Id),
    durationMinutes: Minutes.min(1, { error: "A touchpoint lasts at least a minute.\nGive it a length in minutes." }).max(1440),
    timing: Timing,
    clock: z.enum(["cohort", "participant"]),
    audience: Audience,
    ledBy: Id,
    isScheduled: z.boolean(),
    holidayPolicy: z.exactOptional(HolidayPolicy),
    blackouts: z.exactOptional(z.array(BlackoutHours).max(50).readonly()),
    segmentIds: z.exactOptional(z.array(Id).min(1).max(100).readonly()),
    prepTasks: z.exactOptional(z.array(PrepTask).max(50).readonly()),
    agenda: z.exactOptional(z.array(AgendaItem).max(50).readonly()),
  })
  .readonly() satisfies z.ZodType<Touchpoint>;
