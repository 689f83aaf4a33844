import type { Plan, Session, Unassigned } from "./session.js";

/** A plan that is changed, by occurrence, and what comes of its people. */
export interface KnownPlan {
  readonly sessions: ReadonlyMap<string, readonly Session[]>;
  readonly unassigned: ReadonlyMap<string, readonly Unassigned[]>;
  /** Who is new. */
  readonly joining: ReadonlySet<string>;
  /** The first date without them, of those who leave. */
  readonly leaving: ReadonlyMap<string, string>;
  /** Whether nobody may come into a session or be taken out of it to go elsewhere. */
  readonly isClosed: (session: Session) => boolean;
  /** Whether an instant has passed, or is too near. */
  readonly isPast: (startsAt: string) => boolean;
  /** When occurrences started before the changes; empty when these are not known yet. */
  readonly oldStarts: ReadonlyMap<string, string>;
}

function byOccurrence<One extends { readonly occurrenceId: string }>(list: readonly One[]): ReadonlyMap<string, readonly One[]> {
  const found = new Map<string, One[]>();
  for (const one of list) {
    const known = found.get(one.occurrenceId);
    if (known === undefined) found.set(one.occurrenceId, [one]);
    else known.push(one);
  }
  return found;
}

/** A plan by occurrence, as it stands: nobody comes or goes. */
export const knownPlan = ({ sessions, unassigned }: Plan): KnownPlan => ({ sessions: byOccurrence(sessions), unassigned: byOccurrence(unassigned), joining: new Set(), leaving: new Map(), isClosed: () => true, isPast: () => false, oldStarts: new Map() });

/** Whether somebody has left by a date. */
export const hasLeft = ({ leaving }: Pick<KnownPlan, "leaving">, id: string, date: string): boolean => {
  const fromDate = leaving.get(id);
  return fromDate !== undefined && date >= fromDate;
};

/** What tells a session from the others of its occurrence; `null` where its id is none of ours. */
export const keyOf = ({ id, occurrenceId }: Session): string | null => (id.startsWith(`${occurrenceId}/`) ? id.slice(occurrenceId.length + 1).replaceAll("~1", "/").replaceAll("~0", "~") : null);

/** Whether a whole group went without, which may meet yet: its members stand in the list together. */
export const isOfGroup = ({ reason }: Unassigned): boolean => reason === "no-coach" || reason === "own-manager" || reason === "coach-full" || reason === "no-common-slot";

/** What a group is told by that is only listed: as when it was made, after its first member. */
export const listedKey = (ids: readonly string[], isTaken: (key: string) => boolean): string => {
  const keys = ids.map((id) => `with-${id}`);
  return keys.find((key) => !isTaken(key)) ?? `${keys.join("-")}-`;
};
