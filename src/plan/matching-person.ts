import * as z from "zod";
import { WorkingHours } from "../time/index.js";
import { Count, Fraction, Id } from "../unit/index.js";
import { Languages } from "./person.js";

/** How many people one matching takes. */
export const MATCHING_LIMITS = {
  /** Participants. */
  participantCount: 10_000,
  /** Coaches. */
  coachCount: 2000,
  /** Participants times coaches; of an `assignSessions` too. */
  pairCount: 15_000_000,
  /** Coaches named as advice for one participant who went without. */
  advisedCoachCount: 10,
} as const;

/** Something that a participant wants to get better at, with the help of a coach who knows it. */
export interface CompetencyNeed {
  /** The competency, by the host's id. */
  readonly competencyId: Id;
  /** How much it counts beside the participant's other needs: above 0, at most 1000. */
  readonly weight: number;
  /** The least level of a coach; below it the pair is not allowed. */
  readonly minimumFraction?: Fraction;
}
/** Schema of a need. */
export const CompetencyNeed = z.strictObject({ competencyId: Id, weight: z.number().gt(0).max(1000), minimumFraction: z.exactOptional(Fraction) }).readonly() satisfies z.ZodType<CompetencyNeed>;

/** How well a coach knows something. */
export interface CompetencyLevel {
  /** The competency, by the host's id. */
  readonly competencyId: Id;
  /** From 0, not at all, to 1, fully. A competency that is not named is 0. */
  readonly levelFraction: Fraction;
}
/** Schema of a coach's level. */
export const CompetencyLevel = z.strictObject({ competencyId: Id, levelFraction: Fraction }).readonly() satisfies z.ZodType<CompetencyLevel>;

/** Where a coach comes from: a colleague or somebody from outside. */
export const CoachOrigin = z.enum(["internal", "external"]);
/** Where a coach comes from. */
export type CoachOrigin = z.infer<typeof CoachOrigin>;

const Ids = z.array(Id).max(MATCHING_LIMITS.participantCount).readonly();
const few = z.array(Id).max(100).readonly();
/** A level of standing in the host's own scale, the higher the more senior. */
const Seniority = z.int().min(-1000).max(1000);

/** Somebody who is to get a coach. */
export interface MatchingParticipant {
  /** Given by the host. */
  readonly id: Id;
  /** When the participant works. */
  readonly hours: WorkingHours;
  /** Languages for coaching, as BCP 47 tags or the host's own. A shorter tag meets a longer one: `en` and `en-GB` do, `en-GB` and `en-US` do not; letter case is no matter. */
  readonly languages: readonly Id[];
  /** The coach that the host has chosen; taken as it is. Rules that the choice breaks are told. */
  readonly coachId?: Id;
  /** The coach whom the participant has now; what staying is worth, `weights.continuity` says. */
  readonly presentCoachId?: Id;
  /** The managers above, the direct one first; none of them may be the coach. */
  readonly reportingLineIds?: readonly Id[];
  /** The standing of the immediate supervisor, in the host's own scale. Absent, `seniorityRule` does not bind the participant. */
  readonly supervisorSeniority?: number;
  /** What the coach should know. Empty or absent: every coach covers it. */
  readonly needs?: readonly CompetencyNeed[];
  /** Credentials, all of which the coach has to hold. */
  readonly requiredCredentialIds?: readonly Id[];
  /** Where the coach has to come from, for independence. */
  readonly requiredOrigin?: CoachOrigin;
  /** Coaches whom it may not be: conflicts of interest. */
  readonly excludedCoachIds?: readonly Id[];
  /** Coaches whom the participant would like, the dearest first. */
  readonly wishedCoachIds?: readonly Id[];
  /** A group that the host wants to compare with the others: `groups` tells whether it fares alike. */
  readonly groupId?: Id;
}
/** Schema of somebody who is to get a coach. */
export const MatchingParticipant = z
  .strictObject({
    id: Id, hours: WorkingHours, languages: Languages, coachId: z.exactOptional(Id), presentCoachId: z.exactOptional(Id), reportingLineIds: z.exactOptional(few), supervisorSeniority: z.exactOptional(Seniority),
    needs: z.exactOptional(z.array(CompetencyNeed).max(100).readonly()), requiredCredentialIds: z.exactOptional(few), requiredOrigin: z.exactOptional(CoachOrigin), excludedCoachIds: z.exactOptional(Ids),
    wishedCoachIds: z.exactOptional(few), groupId: z.exactOptional(Id),
  })
  .readonly() satisfies z.ZodType<MatchingParticipant>;

/** Somebody who can coach. */
export interface MatchingCoach {
  /** Given by the host. */
  readonly id: Id;
  /** When the coach works. */
  readonly hours: WorkingHours;
  /** Languages for coaching. */
  readonly languages: readonly Id[];
  /** How many people the coach can carry in all; `coachCapacity` tells it from hours. */
  readonly placeCount: Count;
  /** How many of the places are taken by people who are not in this question. Absent: none. */
  readonly takenPlaceCount?: Count;
  /** The coach's standing, in the host's own scale. */
  readonly seniority?: number;
  /** What the coach knows. */
  readonly competencies?: readonly CompetencyLevel[];
  /** Credentials that the coach holds. */
  readonly credentialIds?: readonly Id[];
  /** Where the coach comes from. */
  readonly origin?: CoachOrigin;
  /** Participants whom the coach may not have: conflicts of interest. */
  readonly excludedParticipantIds?: readonly Id[];
  /** The coach's own managers; nobody coaches the own manager. */
  readonly reportingLineIds?: readonly Id[];
}
/** Schema of somebody who can coach. */
export const MatchingCoach = z
  .strictObject({
    id: Id, hours: WorkingHours, languages: Languages, placeCount: Count, takenPlaceCount: z.exactOptional(Count), seniority: z.exactOptional(Seniority), competencies: z.exactOptional(z.array(CompetencyLevel).max(1000).readonly()),
    credentialIds: z.exactOptional(few), origin: z.exactOptional(CoachOrigin), excludedParticipantIds: z.exactOptional(Ids), reportingLineIds: z.exactOptional(few),
  })
  .readonly() satisfies z.ZodType<MatchingCoach>;
