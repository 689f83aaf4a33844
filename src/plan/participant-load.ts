import * as z from "zod";
import { type Fault, type Report, rule } from "../error/index.js";
import { Count, Id, Minutes, tidyMinutes } from "../unit/index.js";

/** Sessions that are booked and not held. */
export interface NoShow {
  /** Share of the bookings that are not held, 0 to 0.9: nobody came, or it was called off too late to use the time otherwise. Somebody who misses a group that meets does not count, since the coach's time is the same. */
  readonly fraction: number;
  /** `lost`: live time, preparation and travel are spent and the session never takes place. `rebooked`: it is booked again until it is held; live time and travel are spent each time, preparation keeps, notes are written once. */
  readonly then: "lost" | "rebooked";
}
/** Schema of sessions that are booked and not held. */
export const NoShow = z.strictObject({ fraction: z.number().min(0).max(0.9), then: z.enum(["lost", "rebooked"]) }).readonly() satisfies z.ZodType<NoShow>;

/** The sessions of one kind that a participant has with the coach. */
export interface SessionLoad {
  /** A built-in modality or the host's own: `"one-to-one"`, `"group"`, `"peer"`. */
  readonly modality: Id;
  /** Sessions a week that one participant is to have: 0.5 is one every two weeks. */
  readonly sessionsPerWeek: number;
  /** Participants who share a session, and so its time; 1 for a one-to-one. */
  readonly groupSize: Count;
  /** Live time of a session. */
  readonly liveMinutes: Minutes;
  /** Preparation of a session. */
  readonly preparationMinutes: Minutes;
  /** Notes after a session that was held. */
  readonly noteMinutes: Minutes;
  /** Travel for a session. */
  readonly travelMinutes: Minutes;
  /** Bookings that are not held; none when absent, which the answer repeats under `assumptions`. */
  readonly noShow?: NoShow;
}
/** Schema of the sessions of one kind. */
export const SessionLoad = z
  .strictObject({ modality: Id, sessionsPerWeek: z.number().min(0).max(50), groupSize: z.int().min(1).max(100_000), liveMinutes: Minutes, preparationMinutes: Minutes, noteMinutes: Minutes, travelMinutes: Minutes, noShow: z.exactOptional(NoShow) })
  .readonly() satisfies z.ZodType<SessionLoad>;

/** What comes from a participant between sessions, to be read and answered. */
export interface TaskLoad {
  /** How many a week. */
  readonly countPerWeek: number;
  /** Reading and answering one. */
  readonly minutesEach: Minutes;
}
/** Schema of what comes between sessions. */
export const TaskLoad = z.strictObject({ countPerWeek: z.number().min(0).max(1000), minutesEach: Minutes }).readonly() satisfies z.ZodType<TaskLoad>;

/** What one participant takes of a coach's time. */
export interface ParticipantLoad {
  /** Sessions with the coach, of each kind; sessions that others lead take no time of a coach. */
  readonly sessions: readonly SessionLoad[];
  /** Journals. */
  readonly journals?: TaskLoad;
  /** Homework to look through. */
  readonly homework?: TaskLoad;
  /** Messages. */
  readonly messages?: TaskLoad;
  /** The longest time between two live sessions, where it is known; taken as evenly spaced when absent. */
  readonly longestLiveGapDays?: number;
  /** Minutes of the busiest week, where they are known: a cohort that moves as one has its one-to-ones all in one week. */
  readonly busiestWeekMinutes?: Minutes;
}

/** What capacity is worked out for at once. */
export const CAPACITY_LIMITS = {
  /** Kinds of sessions in one load. */
  sessionLoads: 200,
  /** Minutes a week that one participant may take of a coach: all of the week. */
  participantMinutes: 10_080,
  /** Participants whose demand is worked out. */
  participants: 10_000,
  /** What may be otherwise in one sensitivity table. */
  drivers: 50,
  /** Values that go down or across a grid. */
  gridValues: 50,
  /** Readings of rapport in one question. */
  rapportObservations: 100_000,
} as const;

const noTimeEach: Fault = { code: "participant-load.no_time_each", message: "A participant would take {minutes} minutes a week of the coach's time, so the number would have no end.", hint: "Give the load at least a hundredth of a minute a week." };
const moreThanAWeek: Fault = { code: "participant-load.more_than_a_week", message: "A participant would take {minutes} minutes a week of the coach's time; a week has {limit}.", hint: "Check the counts a week and the minutes." };

/** What the coach's time for a participant goes into. */
export type LoadCategory = "live" | "preparation" | "notes" | "travel" | "noShows" | "journals" | "homework" | "messages";
/** Minutes a week of one participant in one category; the modality is null between sessions. */
export interface LoadSlice {
  readonly modality: Id | null;
  readonly category: LoadCategory;
  readonly minutes: number;
}

/** Bookings and held sessions a week of one participant: rebooked sessions are held in full, lost ones are not. */
export function attendanceOf({ sessionsPerWeek, noShow = { fraction: 0, then: "lost" } }: SessionLoad): { readonly bookings: number; readonly held: number } {
  return noShow.then === "lost" ? { bookings: sessionsPerWeek, held: sessionsPerWeek * (1 - noShow.fraction) } : { bookings: sessionsPerWeek / (1 - noShow.fraction), held: sessionsPerWeek };
}

const tasks = ["journals", "homework", "messages"] as const;

/**
 * s sessions planned, b booked and h held a week, shared by g:
 * live = h · live / g, travel = h · travel / g, notes = h · notes / g, preparation = s · preparation / g, no-shows = (b − h) · (live + travel) / g.
 */
export function slicesOf(load: ParticipantLoad): readonly LoadSlice[] {
  const ofSessions = load.sessions.flatMap((session): readonly LoadSlice[] => {
    const { modality, groupSize, sessionsPerWeek, liveMinutes, preparationMinutes, noteMinutes, travelMinutes } = session;
    const { bookings, held } = attendanceOf(session);
    const slice = (category: LoadCategory, count: number, minutes: number): LoadSlice => ({ modality, category, minutes: (count * minutes) / groupSize });
    return [slice("live", held, liveMinutes), slice("preparation", sessionsPerWeek, preparationMinutes), slice("notes", held, noteMinutes), slice("travel", held, travelMinutes), slice("noShows", bookings - held, liveMinutes + travelMinutes)];
  });
  return [...ofSessions, ...tasks.map((category) => ({ modality: null, category, minutes: taskMinutes(load[category]) }))];
}

const taskMinutes = (task: TaskLoad | undefined): number => (task === undefined ? 0 : task.countPerWeek * task.minutesEach);

/** The sum of slices. */
export const minutesOfSlices = (slices: readonly LoadSlice[]): number => slices.reduce((sum, { minutes }) => sum + minutes, 0);

/** Minutes a week that a participant takes: in sessions, and between them. */
export interface MinutesEach {
  readonly sessionMinutes: number;
  readonly reviewMinutes: number;
  readonly minutes: number;
}

/** The sums of `slicesOf` without its slices: grids ask for them thousands of times. */
export function minutesEachOf({ sessions, journals, homework, messages }: ParticipantLoad): MinutesEach {
  const sessionMinutes = sessions.reduce((sum, session) => {
    const { bookings, held } = attendanceOf(session);
    return sum + (bookings * (session.liveMinutes + session.travelMinutes) + session.sessionsPerWeek * session.preparationMinutes + held * session.noteMinutes) / session.groupSize;
  }, 0);
  const reviewMinutes = taskMinutes(journals) + taskMinutes(homework) + taskMinutes(messages);
  return { sessionMinutes, reviewMinutes, minutes: sessionMinutes + reviewMinutes };
}

const heldOf = ({ sessions }: ParticipantLoad): number => sessions.reduce((sum, session) => sum + attendanceOf(session).held, 0);

/** A known gap and a known busiest week go along with what makes them: sessions half as often lie twice as far apart. */
export function scaledAlong(load: ParticipantLoad, next: ParticipantLoad): ParticipantLoad {
  const { longestLiveGapDays, busiestWeekMinutes } = load;
  const held = heldOf(next);
  return {
    ...next,
    ...(longestLiveGapDays === undefined ? {} : { longestLiveGapDays: held === 0 ? longestLiveGapDays : (longestLiveGapDays * heldOf(load)) / held }),
    ...(busiestWeekMinutes === undefined ? {} : { busiestWeekMinutes: (busiestWeekMinutes * minutesEachOf(next).minutes) / minutesEachOf(load).minutes }),
  };
}

/** The load with all its sessions so many times as often. */
export const withSessionsTimes = (load: ParticipantLoad, times: number): ParticipantLoad => scaledAlong(load, { ...load, sessions: load.sessions.map((session) => ({ ...session, sessionsPerWeek: session.sessionsPerWeek * times })) });

/** A load has to take some time, and less than a week. */
function findLoadFaults(load: ParticipantLoad, report: Report): void {
  const { minutes } = minutesEachOf(load);
  if (minutes < 0.01) report(noTimeEach, [], { minutes });
  if (minutes > CAPACITY_LIMITS.participantMinutes) report(moreThanAWeek, [], { minutes: Math.round(minutes), limit: CAPACITY_LIMITS.participantMinutes });
}

/** Schema of a participant's load, with the rule that it takes some time. */
export const ParticipantLoad = z
  .strictObject({
    sessions: z.array(SessionLoad).max(CAPACITY_LIMITS.sessionLoads).readonly(), journals: z.exactOptional(TaskLoad), homework: z.exactOptional(TaskLoad), messages: z.exactOptional(TaskLoad),
    longestLiveGapDays: z.exactOptional(z.number().min(0).max(20_000)), busiestWeekMinutes: z.exactOptional(Minutes),
  })
  .check(rule(findLoadFaults))
  .readonly() satisfies z.ZodType<ParticipantLoad>;

/** How a participant's live time with the coach lies, as held. */
export interface LiveContact {
  /** Live minutes a month that a participant gets, in sessions of any kind. */
  readonly minutesPerMonth: Minutes;
  /** Days between two live sessions, at the longest; null without any. */
  readonly longestGapDays: number | null;
}

/** A month is 52 / 12 weeks. Without a known gap sessions lie evenly spaced. */
export function liveContactOf(load: ParticipantLoad): LiveContact {
  const sum = (weight: (session: SessionLoad) => number): number => load.sessions.reduce((total, session) => total + attendanceOf(session).held * weight(session), 0);
  const perWeek = sum(({ liveMinutes }) => (liveMinutes > 0 ? 1 : 0));
  return { minutesPerMonth: tidyMinutes((sum(({ liveMinutes }) => liveMinutes) * 52) / 12), longestGapDays: perWeek < 1e-6 ? null : (load.longestLiveGapDays ?? tidyMinutes(7 / perWeek)) };
}
