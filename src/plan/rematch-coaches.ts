import * as z from "zod";
import { check, type Fault, repeated, rule } from "../error/index.js";
import { ASSIGNMENT_LIMITS, lexicographicWeights } from "../optimization/index.js";
import { type Count, Id } from "../unit/index.js";
import { type CoachMatching, matchingOf } from "./match-coaches.js";
import { type MatchingDesk, matchingDesk, scoreAll } from "./matching-desk.js";
import { MATCHING_LIMITS, type MatchingParticipant } from "./matching-person.js";
import { type MatchingQuestion, matchingRules, matchingShape } from "./matching-question.js";
import { type MatchingRejection, rejectionOf } from "./matching-rules.js";
import { codesOf, type MatchingSolution, scoreRange, solveMatching } from "./matching-solution.js";

/** A participant and the coach until now. */
export interface PreviousPair {
  /** The participant. */
  readonly participantId: Id;
  /** The coach until now; one who is not in the question any more has left. */
  readonly coachId: Id;
}
/** Schema of a pair until now. */
export const PreviousPair = z.strictObject({ participantId: Id, coachId: Id }).readonly() satisfies z.ZodType<PreviousPair>;

/** When somebody who could stay may be moved. */
export type MoveRule =
  /** Only where that lets one more participant be matched. */
  | { readonly kind: "to-match-more" }
  /** Also where each such move raises the total score by at least so much, and by more than nothing: below a millionth a gain is none. */
  | { readonly kind: "for-gain"; readonly leastGain: number };
/** Schema of the rule. */
export const MoveRule = z.discriminatedUnion("kind", [z.strictObject({ kind: z.literal("to-match-more") }).readonly(), z.strictObject({ kind: z.literal("for-gain"), leastGain: z.number().min(0).max(10_000) }).readonly()]) satisfies z.ZodType<MoveRule>;

/** Who is to be matched anew: participants and coaches as they are now, and who was with whom. */
export interface RematchQuestion extends MatchingQuestion {
  /** Who was with whom. Participants who are not in the question any more have left. */
  readonly previous: readonly PreviousPair[];
  /** When somebody who could stay may be moved; absent only to match more. */
  readonly moveRule?: MoveRule;
}

const duplicatePrevious: Fault = { code: "rematch-coaches.duplicate_previous", message: "The participant “{id}” has two coaches until now.", hint: "Keep the pair that holds." };

/** Schema of who is to be matched anew, with its rules between parts. */
export const RematchQuestion = z
  .strictObject({ ...matchingShape, previous: z.array(PreviousPair).max(2 * MATCHING_LIMITS.participantCount).readonly(), moveRule: z.exactOptional(MoveRule) })
  .check(...matchingRules, rule(({ previous }: RematchQuestion, report) => { for (const [index, { participantId: id }] of repeated(previous, ({ participantId }) => participantId)) report(duplicatePrevious, ["previous", index, "participantId"], { id }); }))
  .readonly() satisfies z.ZodType<RematchQuestion>;

/** Somebody who had a coach and now has another one, or none. */
export interface Handover {
  /** The participant. */
  readonly participantId: Id;
  /** The coach until now. */
  readonly fromCoachId: Id;
  /** The coach from now on; `null` when there is none. */
  readonly toCoachId: Id | null;
  /** `coach-left`: not there any more. `host-choice`: the host has chosen another. `rule`: the pair is not allowed any more, see `brokenRule`. `places-lost`: the coach has fewer places than people, those from elsewhere counted. `to-match-another`: the place is needed so that one more is matched. `better-score`: a move beyond the fewest that would do, which raises the total by what the host has asked; the gain may be another's, who gets the place. */
  readonly reason: "coach-left" | "host-choice" | "rule" | "places-lost" | "to-match-another" | "better-score";
  /** The first rule that now keeps the two apart; `null` where another reason holds. */
  readonly brokenRule: MatchingRejection | null;
}

/** A move of one participant who stays, to a free place. */
export interface MoveGain {
  /** The participant. */
  readonly participantId: Id;
  /** The present coach. */
  readonly fromCoachId: Id;
  /** The coach who has room. */
  readonly toCoachId: Id;
  /** By how much the total score would rise. */
  readonly scoreGain: number;
}

/** A matching with the least change. */
export interface CoachRematching extends CoachMatching {
  /** Who changes coach or loses it, in the order of participants' ids. */
  readonly handovers: readonly Handover[];
  /** Participants who keep their coach. */
  readonly keptCount: Count;
  /** Participants who could have kept their coach by the rules and do not; as low as can be, unless moves for a gain are allowed. */
  readonly movedCount: Count;
  /** The single move that would gain most, everybody else where they are; `null` when no single move gains anything. */
  readonly bestMove: MoveGain | null;
}

/** Participants with the previous coach as the present one, where that counts, the coach is there, and the participant names none. */
function withPresent({ participants, coaches, weights }: MatchingQuestion, previous: ReadonlyMap<string, string>): readonly MatchingParticipant[] {
  if (weights === undefined || weights.continuity === 0) return participants;
  const known = new Set(coaches.map(({ id }) => id));
  return participants.map((participant) => {
    const presentCoachId = participant.presentCoachId ?? previous.get(participant.id);
    return presentCoachId === undefined || !known.has(presentCoachId) ? participant : { ...participant, presentCoachId };
  });
}

/** Who could stay: the coach is there, and no rule keeps the two apart. */
function staysOf({ participants, coaches, placeOf, chosen }: MatchingDesk, codes: Uint8Array, previous: ReadonlyMap<string, string>): Int32Array {
  return Int32Array.from(participants, ({ id }, index) => {
    const place = placeOf(previous.get(id));
    return (chosen[index] ?? -1) < 0 && place >= 0 && codes[index * coaches.length + place] === 0 ? place : -1;
  });
}

/** What a gain has to be to be one, in points of score. */
const LEAST_GAIN = 1e-6;

/** A move costs more than all scores together can gain, unless the host has named its price: then a little less, so that a gain of just as much is enough, and yet something, so that nobody is moved for nothing. */
function moveCostOf(desk: MatchingDesk, moveRule: MoveRule): number {
  if (moveRule.kind === "for-gain") return Math.max(LEAST_GAIN, moveRule.leastGain - LEAST_GAIN);
  const [ofMove = 0, ofScore = 1] = lexicographicWeights({ objectives: [{ minimum: 0, maximum: 1 }, { minimum: 0, maximum: Math.ceil(scoreRange(desk)) }], rowCount: ASSIGNMENT_LIMITS.rows, columnCount: desk.coaches.length + 1 });
  return ofMove / ofScore;
}

/** What a rematching is told from. */
interface Rematching {
  readonly desk: MatchingDesk;
  readonly solution: MatchingSolution;
  readonly stays: Int32Array;
  readonly previous: ReadonlyMap<string, string>;
  /** The same question with as few moved as can be. */
  readonly fewest: MatchingSolution;
}

/** Who could stay and does not, in order. */
const moversOf = (stays: Int32Array, { placeOf }: MatchingSolution): readonly number[] => Array.from(stays.keys()).filter((index) => (stays[index] ?? -1) >= 0 && stays[index] !== placeOf[index]);

/**
 * Why those go who could stay. Of a coach with more people than places so many lose theirs; others make room, as many as have to; only who goes beyond that goes for a gain.
 * Where more go than have to, those who would go in any case come first, then those who go to nobody.
 */
function reasonsOfMoves({ desk: { coaches, chosenCounts }, solution, stays, fewest }: Rematching): (index: number) => Handover["reason"] {
  const wanting = new Uint32Array(coaches.length);
  for (const place of stays) if (place >= 0) wanting[place] = (wanting[place] ?? 0) + 1;
  const excess = coaches.map(({ placeCount, takenPlaceCount = 0 }, place) => (wanting[place] ?? 0) - Math.max(0, placeCount - takenPlaceCount - (chosenCounts[place] ?? 0)));
  const reasons = new Map<number, Handover["reason"]>();
  const needed = new Set(moversOf(stays, fewest));
  let makingRoom = needed.size - excess.reduce((sum, one) => sum + Math.max(0, one), 0);
  const rank = (index: number): number => (needed.has(index) ? 0 : (solution.placeOf[index] ?? -1) < 0 ? 1 : 2);
  for (const index of moversOf(stays, solution).toSorted((one, other) => rank(one) - rank(other) || one - other)) {
    const place = stays[index] ?? -1;
    const isExcess = (excess[place] ?? 0) > 0;
    excess[place] = (excess[place] ?? 0) - 1;
    reasons.set(index, isExcess ? "places-lost" : makingRoom > 0 ? "to-match-another" : "better-score");
    if (!isExcess) makingRoom -= 1;
  }
  return (index) => reasons.get(index) ?? "host-choice";
}

function handoversOf(rematching: Rematching): readonly Handover[] {
  const { desk: { participants, coaches, placeOf, chosen }, solution, previous } = rematching;
  const reasonOf = reasonsOfMoves(rematching);
  return participants.flatMap(({ id: participantId }, index): readonly Handover[] => {
    const fromCoachId = previous.get(participantId);
    const toCoachId = coaches[solution.placeOf[index] ?? -1]?.id ?? null;
    if (fromCoachId === undefined || fromCoachId === toCoachId) return [];
    const from = placeOf(fromCoachId);
    const code = from < 0 ? 0 : (solution.codes[index * coaches.length + from] ?? 0);
    const isChosen = (chosen[index] ?? -1) >= 0;
    const brokenRule = from >= 0 && code > 0 && !isChosen ? rejectionOf(code) : null;
    return [{ participantId, fromCoachId, toCoachId, reason: from < 0 ? "coach-left" : isChosen ? "host-choice" : brokenRule === null ? reasonOf(index) : "rule", brokenRule }];
  });
}

/**
 * The best single move to a free place. What it gains: the difference of the two pairs' own scores, and of what the load of both coaches takes from everybody.
 * The nth of P places brings 1 − (2n − 1) / P of load, n with the people from elsewhere counted once: the last at the old coach is lost, the next at the new one won.
 */
function bestMoveOf({ desk, solution: { placeOf, counts, codes }, stays }: Rematching): MoveGain | null {
  const { participants, coaches, policy: { weights: { load } } } = desk;
  const scores = new Float64Array(coaches.length);
  const loadOf = (place: number, count: number): number => {
    const { placeCount = 1, takenPlaceCount = 0 } = coaches[place] ?? {};
    return load * (1 - (takenPlaceCount + 2 * count - 1) / placeCount);
  };
  const nextLoads = coaches.map(({ placeCount, takenPlaceCount = 0 }, place) => (takenPlaceCount + (counts[place] ?? 0) < placeCount ? loadOf(place, (counts[place] ?? 0) + 1) : -Infinity));
  let best: MoveGain | null = null;
  participants.forEach((participant, index) => {
    const from = placeOf[index] ?? -1;
    if (from < 0 || from !== stays[index]) return;
    scoreAll(desk, participant, scores);
    const lost = (scores[from] ?? 0) + loadOf(from, counts[from] ?? 0);
    for (let place = 0; place < coaches.length; place += 1) {
      const scoreGain = (scores[place] ?? 0) + (nextLoads[place] ?? -Infinity) - lost;
      // below this it is binary dust
      if (place === from || codes[index * coaches.length + place] !== 0 || !(scoreGain > Math.max(1e-9, best?.scoreGain ?? 0))) continue;
      best = { participantId: participant.id, fromCoachId: coaches[from]?.id ?? "", toCoachId: coaches[place]?.id ?? "", scoreGain };
    }
  });
  return best;
}

/**
 * Matches anew with the least change, after a coach has left or come, or has more or fewer places: as many matched as can be, then as few moved as can be of those who could stay, then the highest total score.
 * Nobody is moved without need, unless the host allows moves for a gain (`moveRule`); what a single move would gain is told under `bestMove` either way. Whoever changes coach stands under `handovers`, with the reason.
 * The previous coach counts as the present one (`weights.continuity`) where the participant names none.
 *
 * @throws CoachingError `rematch-coaches.duplicate_previous`, `matching-question.*`, `input.*`, `known-time-zone.unknown_zone`, `zone-data.*`
 * @example
 * ```ts
 * const day = [{ fromTime: "09:00", toTime: "17:00" }];
 * const hours = { timeZone: "Europe/Berlin", weekly: { MO: day, TU: day, WE: day, TH: day, FR: day }, holidays: [] };
 * const person = (id: string) => ({ id, hours, languages: ["en"] });
 * // Lea has left; Kim has one place free, Raj has come with two
 * const { handovers, keptCount } = rematchCoaches({
 *   participants: [person("ada"), person("ben"), person("cem")], coaches: [{ ...person("kim"), placeCount: 2 }, { ...person("raj"), placeCount: 2 }], sampleWeekDate: "2027-03-01",
 *   previous: [{ participantId: "ada", coachId: "kim" }, { participantId: "ben", coachId: "lea" }, { participantId: "cem", coachId: "kim" }],
 * });
 * keptCount; // => 2
 * handovers; // => [{ participantId: "ben", fromCoachId: "lea", toCoachId: "raj", reason: "coach-left", brokenRule: null }]
 * ```
 */
export function rematchCoaches(question: RematchQuestion): CoachRematching {
  const { previous: pairs, moveRule = { kind: "to-match-more" }, ...rest } = check(RematchQuestion, question);
  const previous = new Map(pairs.map(({ participantId, coachId }) => [participantId, coachId]));
  const desk = matchingDesk({ ...rest, participants: withPresent(rest, previous) });
  const codes = codesOf(desk);
  const stays = staysOf(desk, codes, previous);
  const solved = (rule: MoveRule): MatchingSolution => solveMatching(desk, { codes, stay: { stays, moveCost: moveCostOf(desk, rule) } });
  const solution = solved(moveRule);
  const movedCount = moversOf(stays, solution).length;
  const fewest = moveRule.kind === "to-match-more" || movedCount === 0 ? solution : solved({ kind: "to-match-more" });
  const rematching: Rematching = { desk, solution, stays, previous, fewest };
  const handovers = handoversOf(rematching);
  const keptCount = desk.participants.filter(({ id }, index) => previous.has(id) && desk.placeOf(previous.get(id)) === solution.placeOf[index] && solution.placeOf[index] !== -1).length;
  return { ...matchingOf(desk, solution), handovers, keptCount, movedCount, bestMove: bestMoveOf(rematching) };
}
