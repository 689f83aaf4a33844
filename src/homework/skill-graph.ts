import { inTextOrder } from "../unit/internal.js";

/** From a skill to the skills that come after it. */
export type SkillGraph = ReadonlyMap<string, ReadonlySet<string>>;

interface Visit {
  readonly skillId: string;
  readonly next: Iterator<string>;
}

/** Walks down from `start`; no recursion, so that a long chain does not meet the call stack. */
function cycleFrom(start: string, graph: SkillGraph, done: Set<string>): readonly string[] | undefined {
  const visit = (skillId: string): Visit => ({ skillId, next: [...(graph.get(skillId) ?? [])].sort(inTextOrder).values() });
  const way: Visit[] = [visit(start)];
  const onWay = new Set([start]);
  for (let here = way.at(-1); here !== undefined; here = way.at(-1)) {
    const step = here.next.next();
    if (step.done === true) {
      done.add(here.skillId);
      onWay.delete(here.skillId);
      way.pop();
    } else if (onWay.has(step.value)) {
      const ids = way.map(({ skillId }) => skillId);
      return [...ids.slice(ids.indexOf(step.value)), step.value];
    } else if (!done.has(step.value)) {
      onWay.add(step.value);
      way.push(visit(step.value));
    }
  }
  return undefined;
}

/** A way that leads back to where it began, its first skill repeated at the end; undefined when the graph has none. The same whatever the order of entries. */
export function cycleIn(graph: SkillGraph): readonly string[] | undefined {
  const done = new Set<string>();
  for (const start of [...graph.keys()].sort(inTextOrder)) {
    const cycle = done.has(start) ? undefined : cycleFrom(start, graph, done);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

/** A graph of pairs [before, after]. */
export function graphOf(pairs: Iterable<readonly [string, string]>): SkillGraph {
  const graph = new Map<string, Set<string>>();
  for (const [before, after] of pairs) {
    const known = graph.get(before);
    if (known === undefined) graph.set(before, new Set([after]));
    else known.add(after);
  }
  return graph;
}
