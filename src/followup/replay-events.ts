import { CoachingError, type Fault, INPUT_LIMITS, type Issue, issueOf, type IssuePath } from "../error/index.js";
import { millisecondsOf } from "../time/internal.js";
import type { Count, Id, Instant } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
import type { ActionStanding, ActionTransition } from "./action-standing.js";
import { type FollowLink, linkIssues } from "./follow-links.js";
import { EventDetail, FOLLOWUP_LIMITS, type FollowupEvent } from "./followup-event.js";
import { agedTo, stepOf } from "./followup-step.js";
import type { TransitionTable } from "./transition-table.js";

const conflictingEvent: Fault = { code: "replay-events.conflicting_event", message: "Two events have the id “{eventId}” and do not say the same.", hint: "Give each event an id of its own, and correct an event by a new one." };
const beforeSnapshot: Fault = { code: "replay-events.before_snapshot", message: "The event “{eventId}” is not after the snapshot of {at}.", hint: "Replay the whole log, or resume from an earlier snapshot." };
const tooManyActions: Fault = { code: "replay-events.too_many_actions", message: "The log holds more than {limit} actions.", hint: "Read it in parts, whole actions in each." };
const moreFaults: Fault = { code: "replay-events.more_faults", message: "{count} more faults were found.", hint: "Mend the listed ones first." };

/** From what and until when events are replayed. */
export interface ReplayFrom {
  readonly table: TransitionTable;
  readonly at: Instant;
  /** Where actions stood at `since`. */
  readonly known: readonly ActionStanding[];
  readonly since: Instant | null;
  /** Where an event lies in the input. */
  readonly pathOf?: (index: number) => IssuePath;
}
/** What a replay leads to. */
export interface Replayed {
  readonly actions: readonly ActionStanding[];
  readonly transitions: readonly ActionTransition[];
  readonly repeatedEventIds: readonly Id[];
  readonly laterEventCount: Count;
}

/** An event, when it occurred, and its place in the list. */
interface Placed {
  readonly event: FollowupEvent;
  readonly index: number;
  readonly at: number;
}

const inOrder = (left: Placed, right: Placed): number => left.at - right.at || (left.event.sequence ?? 0) - (right.event.sequence ?? 0) || inTextOrder(left.event.eventId, right.event.eventId);

const eventKeys = ["actionId", "kind", "actorId", "role", "occurredAt", "sequence", "reason", ...EventDetail.options] as const;
const saysTheSame = (left: FollowupEvent, right: FollowupEvent): boolean => eventKeys.every((key) => left[key] === right[key]);

/** Faults with the place of their event, to be listed in the order of the input. */
type Faults = { readonly index: number; readonly issue: Issue }[];

interface Sorted {
  readonly byAction: ReadonlyMap<Id, Placed[]>;
  readonly links: Map<Id, FollowLink>;
  readonly repeatedEventIds: ReadonlySet<Id>;
}

/** Events by action, each once. */
function sorted(events: readonly FollowupEvent[], { since, known, pathOf }: Required<ReplayFrom>, faults: Faults): Sorted {
  const byAction = new Map<Id, Placed[]>(known.map(({ actionId }) => [actionId, []]));
  const links = new Map<Id, FollowLink>(known.flatMap(({ actionId, followsActionId }, index) => (followsActionId === null ? [] : [[actionId, { followsActionId, path: ["snapshot", "actions", index, "followsActionId"] }]])));
  const seen = new Map<Id, FollowupEvent>();
  const repeatedEventIds = new Set<Id>();
  const sinceAt = since === null ? -Infinity : millisecondsOf(since);
  events.forEach((event, index) => {
    const { eventId, actionId, followsActionId } = event;
    const earlier = seen.get(eventId);
    if (earlier !== undefined) {
      if (saysTheSame(earlier, event)) repeatedEventIds.add(eventId);
      else faults.push({ index, issue: issueOf(conflictingEvent, [...pathOf(index), "eventId"], { eventId }) });
      return;
    }
    seen.set(eventId, event);
    const at = millisecondsOf(event.occurredAt);
    if (at <= sinceAt) faults.push({ index, issue: issueOf(beforeSnapshot, [...pathOf(index), "occurredAt"], { eventId, at: since }) });
    const others = byAction.get(actionId);
    if (others === undefined) byAction.set(actionId, [{ event, index, at }]);
    else others.push({ event, index, at });
    if (followsActionId !== undefined) links.set(actionId, { followsActionId, path: [...pathOf(index), "followsActionId"] });
  });
  return { byAction, links, repeatedEventIds };
}

function refuse(faults: Faults, others: readonly Issue[]): void {
  const issues = [...faults.sort((left, right) => left.index - right.index).map(({ issue }) => issue), ...others];
  const room = INPUT_LIMITS.issues;
  if (issues.length > room) throw new CoachingError([...issues.slice(0, room - 1), issueOf(moreFaults, [], { count: issues.length - room + 1 })]);
  if (issues.length > 0) throw new CoachingError(issues);
}

/** Replays events on what is known, action by action. */
export function replayEvents(events: readonly FollowupEvent[], from: ReplayFrom): Replayed {
  const { pathOf = (index: number): IssuePath => ["events", index], table, known } = from;
  const until = millisecondsOf(from.at);
  const faults: Faults = [];
  const { byAction, links, repeatedEventIds } = sorted(events, { ...from, pathOf }, faults);
  if (byAction.size > FOLLOWUP_LIMITS.actions) throw new CoachingError([issueOf(tooManyActions, ["events"], { limit: FOLLOWUP_LIMITS.actions })]);
  const standings = new Map<Id, ActionStanding>(known.map((standing) => [standing.actionId, standing]));
  const actions: ActionStanding[] = [];
  const transitions: ActionTransition[] = [];
  let laterEventCount = 0;
  for (const actionId of [...byAction.keys()].sort(inTextOrder)) {
    let standing = standings.get(actionId);
    const age = (at: number): void => {
      const aged = standing === undefined ? undefined : agedTo(standing, at);
      if (aged === undefined) return;
      standing = aged.standing;
      transitions.push(aged.transition);
    };
    for (const { event, index, at } of (byAction.get(actionId) ?? []).sort(inOrder)) {
      if (at > until) {
        laterEventCount += 1;
        continue;
      }
      age(at);
      const step = stepOf(table, standing, event);
      if ("standing" in step) {
        standing = step.standing;
        transitions.push(step.transition);
      } else for (const { fault, path, params } of step) faults.push({ index, issue: issueOf(fault, [...pathOf(index), ...path], params) });
    }
    age(until);
    if (standing !== undefined) actions.push(standing);
  }
  refuse(faults, linkIssues(links, (actionId) => byAction.has(actionId)));
  return { actions, transitions, repeatedEventIds: [...repeatedEventIds].sort(inTextOrder), laterEventCount };
}
