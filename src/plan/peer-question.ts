import * as z from "zod";
import { type Fault, repeated, type Report, rule } from "../error/index.js";
import { Id } from "../unit/index.js";

/** What a rotation of peers may ask for, which is refused beyond; and how much is searched, beyond which the answer is the best found by then. */
export const PEER_LIMITS = {
  /** Members who meet. */
  memberCount: 500,
  /** Rounds: ten years of weeks. */
  roundCount: 520,
  /** Members times rounds: 500 members for a year of weeks. A search is then over in about two seconds. */
  placeCount: 30_000,
  /** Comparisons of one search, in all its attempts: about a second. The best rotation found by then is given. */
  searchComparisons: 6_000_000,
} as const;

/** Somebody who coaches peers and is coached by them. */
export interface PeerMember {
  /** Given by the host. */
  readonly personId: Id;
  /** The line manager. Where managers are members too, nobody meets a manager of any rank above. */
  readonly managerId?: Id;
}
/** Schema of somebody who coaches peers. */
export const PeerMember = z.strictObject({ personId: Id, managerId: z.exactOptional(Id) }).readonly() satisfies z.ZodType<PeerMember>;

/** Somebody who cannot be there in a round. */
export interface PeerAbsence {
  /** The round, counted from 1. */
  readonly round: number;
  /** The person. */
  readonly personId: Id;
}
/** Schema of an absence. */
export const PeerAbsence = z.strictObject({ round: z.int().min(1).max(PEER_LIMITS.roundCount), personId: Id }).readonly() satisfies z.ZodType<PeerAbsence>;

/** Who is to meet as peers, in which groups and how often. */
export interface PeerQuestion {
  /** 2 to 500 people. */
  readonly members: readonly PeerMember[];
  /** Pairs or triads. */
  readonly groupSize: 2 | 3;
  /** What becomes of those whom the size leaves over, and of those whom an absence leaves alone: they `join` others (a pair becomes a triad, and those who make no triad meet as pairs), or they `sit-out` in turn. */
  readonly leftOver: "join" | "sit-out";
  /** How many rounds: 1 to 520, and at most 30,000 by members times rounds. */
  readonly roundCount: number;
  /** Pairs who have met before the first round. Those with somebody who is no member, such as who has left, count for nothing: a history need not be pruned. */
  readonly alreadyMet?: readonly (readonly [Id, Id])[];
  /** Who cannot be there when. The rounds are planned without them, so that an absence changes nothing but its own round. */
  readonly absences?: readonly PeerAbsence[];
  /** Another number gives other groups; without it they go by the members' ids. */
  readonly seed?: number;
}

const duplicateMember: Fault = { code: "peer-question.duplicate_member", message: "The person “{id}” stands in the list twice.", hint: "Remove one entry." };
const unknownMember: Fault = { code: "peer-question.unknown_member", message: "No member has the id “{id}”.", hint: "Add the person to members, or correct the id." };
const managerCircle: Fault = { code: "peer-question.manager_circle", message: "“{id}” stands above the own manager.", hint: "Correct managerId." };
const laterRound: Fault = { code: "peer-question.later_round", message: "There are {rounds} rounds, and none has the number {round}.", hint: "Raise roundCount, or correct the round." };
const tooManyPlaces: Fault = { code: "peer-question.too_many_places", message: "{members} members in {rounds} rounds are more than {limit} places.", hint: "Ask for fewer rounds, and for the next ones with alreadyMet." };
const metOneself: Fault = { code: "peer-question.met_oneself", message: "“{id}” stands there twice.", hint: "Name two people." };

/** Every member who comes upon the own id on the way up. */
function findCircles({ members }: PeerQuestion, report: Report): void {
  const managers = new Map(members.map(({ personId, managerId }) => [personId, managerId]));
  members.forEach(({ personId: id, managerId }, index) => {
    const seen = new Set<string>();
    for (let above = managerId; above !== undefined && !seen.has(above); above = managers.get(above)) {
      seen.add(above);
      if (above === id) report(managerCircle, ["members", index, "managerId"], { id });
    }
  });
}

/** Schema of who is to meet as peers, with its rules between parts. */
export const PeerQuestion = z
  .strictObject({
    members: z.array(PeerMember).min(2, { error: "A peer needs a peer.\nName at least two members." }).max(PEER_LIMITS.memberCount).readonly(),
    groupSize: z.literal([2, 3]), leftOver: z.enum(["join", "sit-out"]), roundCount: z.int().min(1).max(PEER_LIMITS.roundCount),
    alreadyMet: z.exactOptional(z.array(z.tuple([Id, Id]).readonly()).max(200_000).readonly()),
    absences: z.exactOptional(z.array(PeerAbsence).max(100_000).readonly()),
    seed: z.exactOptional(z.int().min(0).max(2_147_483_645)),
  })
  .check(
    rule(({ members: { length: members }, roundCount: rounds }: PeerQuestion, report) => { if (members * rounds > PEER_LIMITS.placeCount) report(tooManyPlaces, ["roundCount"], { members, rounds, limit: PEER_LIMITS.placeCount }); }),
    rule(({ members }: PeerQuestion, report) => { for (const [index, { personId: id }] of repeated(members, ({ personId }) => personId)) report(duplicateMember, ["members", index, "personId"], { id }); }),
    rule(findCircles),
    rule(({ alreadyMet = [] }: PeerQuestion, report) => { alreadyMet.forEach(([one, other], index) => { if (one === other) report(metOneself, ["alreadyMet", index, 1], { id: one }); }); }),
    rule(({ members, absences = [], roundCount: rounds }: PeerQuestion, report) => {
      const known = new Set(members.map(({ personId }) => personId));
      absences.forEach(({ personId: id, round }, index) => {
        if (!known.has(id)) report(unknownMember, ["absences", index, "personId"], { id });
        if (round > rounds) report(laterRound, ["absences", index, "round"], { round, rounds });
      });
    }),
  )
  .readonly() satisfies z.ZodType<PeerQuestion>;
