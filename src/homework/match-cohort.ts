import * as z from "zod";
import { check, type Fault, repeated, type Report, rule } from "../error/index.js";
import { Count, Id, Instant } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
import { HomeworkBank } from "./homework-bank.js";
import type { HomeworkMatch } from "./homework-match.js";
import { deskOf, isCandidate, judged, type MatchGround } from "./judgment.js";
import { cohortLimitOf, matchOf } from "./match-homework.js";
import { CohortExposure, HomeworkMatchPolicy, HomeworkSeeker, type ItemExposure, reportSeeker, skillIdsOf } from "./match-request.js";
import { bandOf } from "./success-band.js";
import { drawnTurn } from "./variety.js";

/** How much one call takes. */
export const COHORT_MATCH_LIMITS = {
  /** People times items: each pair is judged and explained. Beyond it `homeworkChoiceColumns` chooses without explaining. */
  judgments: 500_000,
} as const;

/** Who is served first where not everyone can have an item. `fewest-candidates`: who has the fewest items in the band; `seeded`: a drawn order. Equals are served by id. */
export type CohortOrder = { readonly kind: "fewest-candidates" } | { readonly kind: "seeded"; readonly seed: number };
/** Who is served first where not everyone can have an item. */
export const CohortOrder = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("fewest-candidates") }).readonly(), z.strictObject({ kind: z.literal("seeded"), seed: z.int().nonnegative() }).readonly(),
]) satisfies z.ZodType<CohortOrder>;

/** A cohort that needs homework. */
export interface CohortMatchRequest {
  /** The homework there is. */
  readonly bank: HomeworkBank;
  /** The people to be given a homework, each once. */
  readonly members: readonly HomeworkSeeker[];
  /** What the cohort was given so far, and how many may be given one item. */
  readonly cohortExposure: CohortExposure;
  /** Who is served first; there is no default. */
  readonly order: CohortOrder;
  /** The time of the match. */
  readonly at: Instant;
  /** What the host sets about matching. */
  readonly policy?: HomeworkMatchPolicy;
}

const duplicateParticipant: Fault = { code: "match-cohort.duplicate_participant", message: "“{participantId}” is a member twice.", hint: "Name each person once." };
const moreMembers: Fault = { code: "match-cohort.more_members_than_cohort", message: "A cohort of {participantCount} has {memberCount} members here.", hint: "Count everyone in the cohort, also those who need no homework now." };
const tooMany: Fault = { code: "match-cohort.too_many", message: "{memberCount} people times {itemCount} items are more than {limit} judgments.", hint: "Send fewer people at a time, passing the exposure on, or use homeworkChoiceColumns." };

function reportMembers({ bank, members, cohortExposure: { participantCount }, at }: CohortMatchRequest, report: Report): void {
  const [memberCount, itemCount, limit] = [members.length, bank.items.length, COHORT_MATCH_LIMITS.judgments];
  if (memberCount * itemCount > limit) report(tooMany, ["members"], { memberCount, itemCount, limit });
  if (memberCount > participantCount) report(moreMembers, ["cohortExposure", "participantCount"], { participantCount, memberCount });
  const skillIds = skillIdsOf(bank);
  for (const [index, { ability: { participantId } }] of repeated(members, ({ ability }) => ability.participantId)) report(duplicateParticipant, ["members", index, "ability", "participantId"], { participantId });
  members.forEach((member, index) => { reportSeeker(member, { at, skillIds }, (fault, path, params) => { report(fault, ["members", index, ...path], params); }); });
}

/** A cohort that needs homework. */
export const CohortMatchRequest = z
  .strictObject({ bank: HomeworkBank, members: z.array(HomeworkSeeker).max(100_000).readonly(), cohortExposure: CohortExposure, order: CohortOrder, at: Instant, policy: z.exactOptional(HomeworkMatchPolicy) })
  .check(rule((request: CohortMatchRequest, report) => { reportMembers(request, report); }))
  .readonly() satisfies z.ZodType<CohortMatchRequest>;

/** What one member of a cohort is given. */
export interface MemberMatch {
  /** Who. */
  readonly participantId: Id;
  /** When this member was served: 1 is first. */
  readonly turn: Count;
  /** The homework: the first on the list; null when there is none. */
  readonly itemId: Id | null;
  /** The whole list with its reasons, as `matchHomework` gave it at this turn. */
  readonly match: HomeworkMatch;
}

/** Homework for a cohort. */
export interface CohortMatch {
  /** In the order of ids. */
  readonly members: readonly MemberMatch[];
  /** Items given to the cohort so far, these included, in the order of ids. */
  readonly exposures: readonly ItemExposure[];
  /** What the caller did not say and was taken to be: everyone takes the first on the list, also where it lies outside the band and is marked so. */
  readonly assumptions: { readonly given: "first-ranked" };
}

type Turn = readonly [place: number, seeker: HomeworkSeeker];
const candidateCount = (seeker: HomeworkSeeker, ground: MatchGround): number => {
  const desk = deskOf(seeker, ground);
  return ground.bank.items.filter((item) => { const judgment = judged(item, desk); return isCandidate(judgment) && judgment.success.verdict === "in-band"; }).length;
};

function inTurn(members: readonly HomeworkSeeker[], order: CohortOrder, ground: MatchGround): readonly HomeworkSeeker[] {
  const turnOf = (seeker: HomeworkSeeker): Turn => [order.kind === "seeded" ? drawnTurn(order.seed, seeker.ability.participantId) : candidateCount(seeker, ground), seeker];
  return members.map(turnOf).sort(([left, one], [right, other]) => left - right || inTextOrder(one.ability.participantId, other.ability.participantId)).map(([, seeker]) => seeker);
}

/**
 * Homework for a whole cohort: each member in turn is matched as by `matchHomework` and takes the first on the list, and what the members before took counts as given.
 * The answer is that of matching one after another with the exposure passed on; it does not depend on the order of the list of members.
 *
 * @throws CoachingError `match-cohort.duplicate_participant`, `match-cohort.more_members_than_cohort`, `match-cohort.too_many`, and as `matchHomework`
 * @example
 * ```ts
 * const item = { id: "h1", version: 1, title: "Say why our work matters", loads: [{ skillId: "vision", weight: 1, difficultyLogits: -1.8 }], discrimination: 1, combine: "compensatory", prerequisites: [], durationMinutes: 20, languages: ["en"], contexts: [], tags: [] };
 * const bank = { kind: "homework-bank", schemaVersion: 1, id: "leadership", skills: [{ id: "vision", title: "Vision" }], items: [item] };
 * const seeker = (participantId: string) => ({ ability: { participantId, skills: [{ skillId: "vision", abilityLogits: -1, standardErrorLogits: 0.2, outcomeCount: 80 }] }, purpose: "stretch", language: "en", availableMinutes: 30, history: [] });
 * const cohortExposure = { participantCount: 2, maximumFraction: 0.5, items: [] };
 * const { members } = matchCohort({ bank, members: [seeker("p1"), seeker("p2")], cohortExposure, order: { kind: "fewest-candidates" }, at: "2026-10-05T07:00:00Z" });
 * members.map(({ participantId, itemId }) => [participantId, itemId]); // => [["p1", "h1"], ["p2", null]]
 * ```
 */
export function matchCohort(input: CohortMatchRequest): CohortMatch {
  const { bank, members, cohortExposure, order, at, policy = {} } = check(CohortMatchRequest, input);
  members.forEach(({ purpose, band }, index) => bandOf(purpose, band, ["members", index, "purpose"]));
  const limit = cohortLimitOf(cohortExposure);
  const counts = new Map(limit.counts);
  const ground: MatchGround = { bank, at, policy, cohort: { ...limit, counts } };
  const matches = inTurn(members, order, ground).map((seeker, index): MemberMatch => {
    const match = matchOf(seeker, ground);
    const itemId = match.ranked[0]?.itemId ?? null;
    if (itemId !== null && !seeker.history.some((served) => served.itemId === itemId)) counts.set(itemId, (counts.get(itemId) ?? 0) + 1);
    return { participantId: seeker.ability.participantId, turn: index + 1, itemId, match };
  });
  return {
    members: matches.sort((left, right) => inTextOrder(left.participantId, right.participantId)),
    exposures: [...counts].map(([itemId, participantCount]) => ({ itemId, participantCount })).sort((left, right) => inTextOrder(left.itemId, right.itemId)),
    assumptions: { given: "first-ranked" },
  };
}
