import { type Fault, type Issue, issueOf, type IssuePath } from "../error/index.js";
import type { Id } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";

const unknownAction: Fault = { code: "follow-links.unknown_action", message: "The action “{actionId}” follows “{followsActionId}”, which the log does not hold.", hint: "Give the whole log, or correct the id." };
const cyclicFollow: Fault = { code: "follow-links.cyclic", message: "The action “{actionId}” leads to follow-ups that lead back to it: {cycle}.", hint: "Correct followsActionId of one of them." };

/** That an action follows an earlier one, and where that is said. */
export interface FollowLink {
  readonly followsActionId: Id;
  readonly path: IssuePath;
}

/** So many actions of a long cycle are named. */
const NAMED = 20;

/** The actions of the cycle that the way from `start` runs into, if it meets no way walked before. */
function cycleFrom(start: Id, links: ReadonlyMap<Id, FollowLink>, walked: Set<Id>): readonly Id[] {
  const way = new Map<Id, number>();
  let at: Id | undefined = start;
  while (at !== undefined && !walked.has(at)) {
    walked.add(at);
    way.set(at, way.size);
    at = links.get(at)?.followsActionId;
  }
  const first = at === undefined ? undefined : way.get(at);
  return first === undefined ? [] : [...way.keys()].slice(first);
}

/** Links to actions that nobody knows, and each cycle once, named from its first action in text order, from every action to the one that it led to. */
export function linkIssues(links: ReadonlyMap<Id, FollowLink>, isKnown: (actionId: Id) => boolean): readonly Issue[] {
  const issues: Issue[] = [];
  const walked = new Set<Id>();
  for (const [actionId, { followsActionId, path }] of links) {
    if (!isKnown(followsActionId)) issues.push(issueOf(unknownAction, path, { actionId, followsActionId }));
    const cycle = cycleFrom(actionId, links, walked).toReversed();
    const first = cycle.toSorted(inTextOrder)[0];
    if (first === undefined) continue;
    const from = cycle.indexOf(first);
    const named = [...cycle.slice(from), ...cycle.slice(0, from)].slice(0, NAMED);
    issues.push(issueOf(cyclicFollow, links.get(first)?.path ?? [], { actionId: first, cycle: [...named, cycle.length > NAMED ? "…" : first].join(" → ") }));
  }
  return issues;
}
