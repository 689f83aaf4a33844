import { type Fault, repeated, type Report } from "../error/index.js";
import type { Id } from "../unit/index.js";

/** The state of an action before its first event. */
export const NEW = "new";
/** The state of an action that lay idle too long. */
export const EXPIRED = "expired";
/** Leads nowhere. */
export const SAME_STATE = "same-state";
/** Leads back. */
export const STATE_BEFORE = "state-before";
const reserved: readonly Id[] = [NEW, EXPIRED, SAME_STATE, STATE_BEFORE];

const repeatedState: Fault = { code: "policy-faults.repeated_state", message: "The state “{state}” stands in the list twice.", hint: "Name each state once." };
const reservedState: Fault = { code: "policy-faults.reserved_state", message: "“{state}” is a word of every policy, and no name for a state of its own.", hint: "Leave it out of the states, or choose another name." };
const unknownState: Fault = { code: "policy-faults.unknown_state", message: "No state is named “{state}”.", hint: "Add it to the states, or correct the name." };
const ambiguousTransition: Fault = { code: "policy-faults.ambiguous_transition", message: "Two rows say what “{kind}” does in the state “{state}”.", hint: "Keep one of them." };
const endWithExit: Fault = { code: "policy-faults.end_with_exit", message: "The state “{state}” ends an action, and “{kind}” leads out of it.", hint: "Propose a new action that follows the ended one, or take the state from the ends." };
const noStateToKeep: Fault = { code: "policy-faults.no_state_to_keep", message: "From the state “{state}”, “{kind}” cannot lead to “{to}”.", hint: "Name the state that it leads to." };
const startWithoutPeople: Fault = { code: "policy-faults.start_without_people", message: "“{kind}” starts an action and does not require who is coached and who coaches.", hint: "Require participantId and coachId." };
const unreachableState: Fault = { code: "policy-faults.unreachable_state", message: "Nothing leads from a new action to the state “{state}”.", hint: "Add a row that leads there, or leave the state out." };
const noWayToEnd: Fault = { code: "policy-faults.no_way_to_end", message: "Nothing that people do leads from the state “{state}” to an end.", hint: "Add a row that leads on." };

/** What is looked at of a policy. */
interface PolicyTable {
  readonly states: readonly Id[];
  readonly endStates: readonly Id[];
  readonly transitions: readonly { readonly kind: Id; readonly from: readonly Id[]; readonly to: Id; readonly requires: readonly string[] }[];
  readonly dueRules: readonly { readonly state: Id }[];
}

/** States to the states that they lead to. */
type Graph = ReadonlyMap<Id, ReadonlySet<Id>>;

/** All that can be reached from somewhere, where it starts included. */
function reachedFrom(starts: readonly Id[], graph: Graph): ReadonlySet<Id> {
  const reached = new Set(starts);
  for (const state of reached) for (const next of graph.get(state) ?? []) reached.add(next);
  return reached;
}

/** What people do leads where. A way back leads to every state that a row leads here from. */
function graphOf({ states, transitions }: PolicyTable): Graph {
  const graph = new Map<Id, Set<Id>>([NEW, ...states].map((state) => [state, new Set()]));
  const rows = transitions.flatMap(({ from, to }) => from.map((state) => ({ state, to })));
  const returning = new Set(rows.filter(({ to }) => to === STATE_BEFORE).map(({ state }) => state));
  for (const { state, to } of rows) {
    if (!graph.has(to)) continue;
    graph.get(state)?.add(to);
    if (returning.has(to) && state !== NEW && graph.has(state)) graph.get(to)?.add(state);
  }
  return graph;
}

function reversed(graph: Graph): Graph {
  const back = new Map<Id, Set<Id>>([...graph.keys()].map((state) => [state, new Set()]));
  for (const [state, next] of graph) for (const one of next) back.get(one)?.add(state);
  return back;
}

function reportNames({ states, endStates, dueRules }: PolicyTable, report: Report): void {
  for (const [index, state] of repeated(states, (state) => state)) report(repeatedState, ["states", index], { state });
  states.forEach((state, index) => { if (reserved.includes(state)) report(reservedState, ["states", index], { state }); });
  endStates.forEach((state, index) => { if (!states.includes(state)) report(unknownState, ["endStates", index], { state }); });
  dueRules.forEach(({ state }, index) => { if (!states.includes(state)) report(unknownState, ["dueRules", index, "state"], { state }); });
}

function reportRows({ states, endStates, transitions }: PolicyTable, report: Report): void {
  const seen = new Set<string>();
  transitions.forEach(({ kind, from, to, requires }, row) => {
    if (to !== SAME_STATE && to !== STATE_BEFORE && !states.includes(to)) report(unknownState, ["transitions", row, "to"], { state: to });
    from.forEach((state, index) => {
      const path = ["transitions", row, "from", index];
      const key = JSON.stringify([state, kind]);
      if (state !== NEW && state !== EXPIRED && !states.includes(state)) report(unknownState, path, { state });
      if (seen.has(key)) report(ambiguousTransition, path, { kind, state });
      if (endStates.includes(state)) report(endWithExit, path, { kind, state });
      if ((state === NEW && (to === SAME_STATE || to === STATE_BEFORE)) || (state === EXPIRED && to === SAME_STATE)) report(noStateToKeep, path, { kind, state, to });
      if (state === NEW && !(requires.includes("participantId") && requires.includes("coachId"))) report(startWithoutPeople, ["transitions", row, "requires"], { kind });
      seen.add(key);
    });
  });
}

/** Expiry is left out of both: an action that only expires leads nowhere. */
function reportPaths(policy: PolicyTable, report: Report): void {
  const graph = graphOf(policy);
  const [reachable, ending] = [reachedFrom([NEW], graph), reachedFrom(policy.endStates, reversed(graph))];
  policy.states.forEach((state, index) => {
    if (!reachable.has(state)) report(unreachableState, ["states", index], { state });
    else if (!ending.has(state)) report(noWayToEnd, ["states", index], { state });
  });
}

/** Every fault between the parts of a policy. */
export function reportPolicyFaults(policy: PolicyTable, report: Report): void {
  reportNames(policy, report);
  reportRows(policy, report);
  reportPaths(policy, report);
}
