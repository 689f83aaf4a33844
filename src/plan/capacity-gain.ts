import * as z from "zod";
import { check, type Fault, rule } from "../error/index.js";
import { type Minutes, tidyMinutes } from "../unit/index.js";
import { CapacityGuards } from "./capacity-guards.js";
import { capacityOf, type CoachCapacity } from "./coach-capacity.js";
import { CoachWeek } from "./coach-week.js";
import { type LiveContact, minutesEachOf, ParticipantLoad } from "./participant-load.js";

/** What journals and homework do to sessions: `substitute`, they take the place of some; `add-on`, they come on top; `none`, there are no more reviews than before. */
export type JournalRole = "substitute" | "add-on" | "none";

/** A change of the design whose effect on capacity is asked for. */
export interface CapacityChange {
  /** The coach's week. */
  readonly week: CoachWeek;
  /** What a participant takes today. */
  readonly before: ParticipantLoad;
  /** What a participant would take: homework and journals in place of some sessions, or on top of them. */
  readonly after: ParticipantLoad;
  /** What both caseloads have to keep. */
  readonly guards?: CapacityGuards;
  /** What the journals are meant to be; refused when the two loads say otherwise. Read from the loads when absent. */
  readonly journalRole?: JournalRole;
}

const otherRole: Fault = { code: "capacity-gain.other_role", message: "The journals are said to be “{said}”, but by the two loads they are “{found}”.", hint: "A substitute needs fewer sessions a week than before and more reviews, an add-on no fewer sessions." };

/** Sessions and review minutes a week of a participant. */
const sessionsOf = ({ sessions }: ParticipantLoad): number => tidyMinutes(sessions.reduce((sum, { sessionsPerWeek }) => sum + sessionsPerWeek, 0));
const reviewsOf = (load: ParticipantLoad): Minutes => tidyMinutes(minutesEachOf(load).reviewMinutes);

function roleOf({ before, after }: Pick<CapacityChange, "before" | "after">): JournalRole {
  if (reviewsOf(after) <= reviewsOf(before)) return "none";
  return sessionsOf(after) < sessionsOf(before) ? "substitute" : "add-on";
}

/** Schema of a change of the design. */
export const CapacityChange = z
  .strictObject({ week: CoachWeek, before: ParticipantLoad, after: ParticipantLoad, guards: z.exactOptional(CapacityGuards), journalRole: z.exactOptional(z.enum(["substitute", "add-on", "none"])) })
  .check(rule((change: CapacityChange, report) => {
    const { journalRole: said } = change;
    const found = roleOf(change);
    if (said !== undefined && said !== found) report(otherRole, ["journalRole"], { said, found });
  }))
  .readonly() satisfies z.ZodType<CapacityChange>;

/** The gain or loss of capacity. */
export interface CapacityGain {
  /** Capacity today, with its guards. */
  readonly before: CoachCapacity;
  /** Capacity after the change, with its guards. */
  readonly after: CoachCapacity;
  /** What the journals do to the sessions. */
  readonly journalRole: JournalRole;
  /** Time of one participant before ÷ after; above 1 is a gain. */
  readonly capacityRatio: number;
  /** Participants more, or fewer when negative; with the guards of both. */
  readonly addedParticipantCount: number;
  /** The same ÷ the participants of today: 0.45 is 45 % more; null when there are none today. */
  readonly addedRatio: number | null;
  /** Minutes a week for journals, homework and messages of a participant at which the change gains nothing: what the sessions that fall away save. 0 when they save nothing. */
  readonly breakEvenMinutes: Minutes;
  /** Minutes for one journal at which it gains nothing, homework and messages being as they are; 0 where they have to cost nothing. Null without journals, and where even journals of no minutes leave a loss. */
  readonly breakEvenJournalMinutes: Minutes | null;
  /** What it does to the live time of a participant. */
  readonly liveContact: {
    /** Today. */
    readonly before: LiveContact;
    /** After the change. */
    readonly after: LiveContact;
    /** Live minutes a month more, or fewer when negative. */
    readonly addedMinutesPerMonth: number;
    /** In a word. */
    readonly change: "less" | "same" | "more";
  };
  /** `capacity-loss`: one participant takes more time than before. `less-live-contact`: each gets less live time than before. */
  readonly warnings: readonly ("capacity-loss" | "less-live-contact")[];
}

/**
 * How many more participants a coach can carry when homework and journals replace some sessions, how long reading them may take before it gains nothing, and what it does to live contact.
 * A journal that replaces a session and one that comes on top pull in opposite directions: the answer says which it is.
 *
 * @throws CoachingError `capacity-gain.other_role`, `participant-load.no_time_each`, `participant-load.more_than_a_week`, `input.*`
 * @example
 * ```ts
 * const week = { weeklyContractMinutes: 2400, shrinkageFraction: 0.25, weeklyFixedDutyMinutes: 120, utilizationFraction: 0.85 };
 * const session = { modality: "one-to-one", sessionsPerWeek: 0.5, groupSize: 1, liveMinutes: 60, preparationMinutes: 15, noteMinutes: 15, travelMinutes: 0 };
 * const after = { sessions: [{ ...session, sessionsPerWeek: 0.25 }], journals: { countPerWeek: 1, minutesEach: 6 }, messages: { countPerWeek: 1, minutesEach: 3 } };
 * const gain = capacityGain({ week, before: { sessions: [session] }, after });
 * gain.addedParticipantCount; // => 14
 * gain.journalRole; // => "substitute"
 * gain.breakEvenMinutes; // => 22.5
 * gain.breakEvenJournalMinutes; // => 19.5
 * gain.warnings; // => ["less-live-contact"]
 * ```
 */
export function capacityGain(change: CapacityChange): CapacityGain {
  const { week, before: loadBefore, after: loadAfter, guards = {} } = check(CapacityChange, change);
  const before = capacityOf({ week, load: loadBefore, guards });
  const after = capacityOf({ week, load: loadAfter, guards });
  const each = { before: minutesEachOf(loadBefore), after: minutesEachOf(loadAfter) };
  const addedParticipantCount = after.participantCount - before.participantCount;
  const saved = each.before.minutes - each.after.sessionMinutes;
  const { journals } = loadAfter;
  const journalMinutes = journals === undefined || journals.countPerWeek <= 0.000_001 ? null : tidyMinutes((saved - (each.after.reviewMinutes - journals.countPerWeek * journals.minutesEach)) / journals.countPerWeek);
  const addedMinutesPerMonth = tidyMinutes(after.liveContact.minutesPerMonth - before.liveContact.minutesPerMonth);
  return {
    before,
    after,
    journalRole: roleOf({ before: loadBefore, after: loadAfter }),
    capacityRatio: each.before.minutes / each.after.minutes,
    addedParticipantCount,
    addedRatio: before.participantCount === 0 ? null : addedParticipantCount / before.participantCount,
    breakEvenMinutes: Math.max(0, tidyMinutes(saved)),
    breakEvenJournalMinutes: journalMinutes === null || journalMinutes < 0 ? null : journalMinutes,
    liveContact: { before: before.liveContact, after: after.liveContact, addedMinutesPerMonth, change: addedMinutesPerMonth < 0 ? "less" : addedMinutesPerMonth > 0 ? "more" : "same" },
    warnings: [...(tidyMinutes(each.after.minutes) > tidyMinutes(each.before.minutes) ? (["capacity-loss"] as const) : []), ...(addedMinutesPerMonth < 0 ? (["less-live-contact"] as const) : [])],
  };
}
