import type { Id } from "../../unit/index.js";
import { inTextOrder } from "../../unit/internal.js";
import type { SecondRater } from "./double-score-request.js";

/** Raters by how many cases wait for them, the fewest first, equal ones by id. */
export interface RaterQueue {
  /** The first of them who may score the case; null where all have rated it or have a conflict. */
  readonly nextFor: (subjectId: Id, ratedBy: ReadonlySet<Id>) => Id | null;
  /** Puts one more case on the rater's desk. */
  readonly give: (raterId: Id) => void;
}

/** The queue of those who may score again. */
export function raterQueue(raters: readonly SecondRater[]): RaterQueue {
  const queue = raters
    .map(({ raterId, waitingCount, conflictSubjectIds = [] }) => ({ raterId, waitingCount, conflicts: new Set(conflictSubjectIds) }))
    .sort((left, right) => left.waitingCount - right.waitingCount || inTextOrder(left.raterId, right.raterId));
  type Desk = (typeof queue)[number];
  const isBefore = (left: Desk, right: Desk): boolean => left.waitingCount < right.waitingCount || (left.waitingCount === right.waitingCount && left.raterId < right.raterId);
  return {
    nextFor: (subjectId, ratedBy) => queue.find(({ raterId, conflicts }) => !conflicts.has(subjectId) && !ratedBy.has(raterId))?.raterId ?? null,
    give: (raterId) => {
      let place = queue.findIndex((desk) => desk.raterId === raterId);
      const desk = queue[place] as Desk;
      desk.waitingCount += 1;
      for (let after = queue[place + 1]; after !== undefined && isBefore(after, desk); after = queue[place + 1]) {
        queue[place] = after;
        place += 1;
        queue[place] = desk;
      }
    },
  };
}
