import type { ScenarioDefinition } from "../../simulation/index.js";
import type { Id } from "../../unit/index.js";

/** What people call the parts of a scenario. */
export interface PartTitles {
  /** Of an input or a driver. */
  readonly number: (id: Id) => string;
  /** Of a benefit or a cost. */
  readonly term: (id: Id) => string;
}
/** The titles of the assumptions, and ids where there is none. */
export function titlesOf({ assumptions }: Pick<ScenarioDefinition, "assumptions">): PartTitles {
  const of = (isTerm: boolean): ReadonlyMap<Id, string> => new Map(assumptions.filter(({ part }) => (part === "term") === isTerm).map(({ partId, title = partId }) => [partId, title]));
  const [numbers, terms] = [of(false), of(true)];
  return { number: (id) => numbers.get(id) ?? id, term: (id) => terms.get(id) ?? id };
}
