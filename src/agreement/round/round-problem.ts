import { randomStream } from "../../statistics/internal.js";
import type { Id } from "../../unit/index.js";
import { inTextOrder } from "../../unit/internal.js";
import { type CalibrationRoundRequest, goldRatersOf } from "./calibration-round.js";
import type { SubjectKinds } from "./round-search.js";
import type { RoundField } from "./round-table.js";

/** A round with raters and subjects as places, in an order by chance that does not depend on that of the lists; gold first, so that limits leave out others before. */
export interface RoundProblem {
  readonly field: RoundField;
  readonly raterIds: readonly Id[];
  readonly subjectIds: readonly Id[];
  readonly gold: SubjectKinds;
  readonly strata: SubjectKinds;
  readonly ignoredConflictCount: number;
  readonly ignoredRatingCount: number;
}

/** Entries by chance: each has a number of its own from seed and id. */
function shuffled<Entry>(entries: readonly Entry[], idOf: (entry: Entry) => Id, rankOf: (id: Id) => number): readonly Entry[] {
  return entries.map((entry) => ({ entry, id: idOf(entry), rank: rankOf(idOf(entry)) })).sort((left, right) => left.rank - right.rank || inTextOrder(left.id, right.id)).map(({ entry }) => entry);
}

/** The problem of a checked request. */
export function roundProblem(request: CalibrationRoundRequest): RoundProblem {
  const { seed, ratersPerSubject, conflicts = [], alreadyRated = [] } = request;
  const rank = (kind: string) => (id: Id): number => randomStream(seed, ["calibration-round", kind, id]).uniform();
  const raters = shuffled(request.raters, ({ raterId }) => raterId, rank("rater"));
  const subjects = shuffled(request.subjects, ({ subjectId }) => subjectId, rank("subject")).toSorted((left, right) => Number(right.isGold === true) - Number(left.isGold === true));
  const raterPlaces = new Map(raters.map(({ raterId }, place) => [raterId, place]));
  const subjectPlaces = new Map(subjects.map(({ subjectId }, place) => [subjectId, place]));
  const ofParticipant = new Map<Id, number[]>();
  subjects.forEach(({ participantId }, place) => {
    if (participantId === undefined) return;
    const places = ofParticipant.get(participantId);
    if (places === undefined) ofParticipant.set(participantId, [place]);
    else places.push(place);
  });
  const isForbidden = new Uint8Array(raters.length * subjects.length);
  const forbid = (rater: number | undefined, places: readonly number[] | undefined): number => {
    if (rater === undefined || places === undefined) return 1;
    // conflicts come first: where one subject of a participant is forbidden, all are
    if (isForbidden[(places[0] as number) * raters.length + rater] === 1) return 0;
    for (const place of places) isForbidden[place * raters.length + rater] = 1;
    return 0;
  };
  raters.forEach(({ raterId }, rater) => { forbid(rater, ofParticipant.get(raterId)); });
  const ignoredConflictCount = conflicts.reduce((sum, { raterId, participantId }) => sum + forbid(raterPlaces.get(raterId), ofParticipant.get(participantId)), 0);
  const ignoredRatingCount = alreadyRated.reduce((sum, { raterId, subjectId }) => {
    const place = subjectPlaces.get(subjectId);
    return sum + forbid(raterPlaces.get(raterId), place === undefined ? undefined : [place]);
  }, 0);
  const strataIds = [...new Set(subjects.map(({ stratumId }) => stratumId ?? null))];
  const strataPlaces = new Map(strataIds.map((id, place) => [id, place]));
  return {
    field: {
      raterCount: raters.length, subjectCount: subjects.length, isForbidden,
      needed: Int32Array.from(subjects, ({ isGold }) => (isGold === true ? goldRatersOf(request) : ratersPerSubject)),
      limits: Float64Array.from(raters, ({ ratingLimit = Infinity }) => ratingLimit),
    },
    raterIds: raters.map(({ raterId }) => raterId), subjectIds: subjects.map(({ subjectId }) => subjectId),
    gold: { kinds: Int32Array.from(subjects, ({ isGold }) => Number(isGold === true)), kindCount: 2 },
    strata: { kinds: Int32Array.from(subjects, ({ stratumId }) => strataPlaces.get(stratumId ?? null) as number), kindCount: strataIds.length },
    ignoredConflictCount, ignoredRatingCount,
  };
}
