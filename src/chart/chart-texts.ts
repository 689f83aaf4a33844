import * as z from "zod";
import { Id, Title } from "../unit/index.js";

/** What a picture says in the words of its host. */
export interface ChartTexts {
  /** The title. Left out: one that tells the main figure. */
  readonly title?: Title;
  /** What ids are called in the picture. Left out, or without an entry: as the id. */
  readonly names?: Readonly<Record<Id, Title>>;
}
/** Schema of the words of a picture. */
export const ChartTexts = z.strictObject({ title: z.exactOptional(Title), names: z.exactOptional(z.record(Id, Title).refine((names) => Object.keys(names).length <= 2000, { error: "At most 2,000 names.\nGive those that are shown." })) }).readonly() satisfies z.ZodType<ChartTexts>;

const nameOf = (id: string, { names = {} }: ChartTexts): string => (Object.hasOwn(names, id) ? (names[id] ?? id) : id);

/** A name for each id, no two alike: what would be named as another one has its number behind. */
export function distinctNames(ids: readonly string[], texts: ChartTexts): readonly string[] {
  const taken = new Set<string>();
  const times = new Map<string, number>();
  return ids.map((id) => {
    const name = nameOf(id, texts);
    let count = times.get(name) ?? 1;
    let free = name;
    while (taken.has(free)) {
      count += 1;
      free = `${name.slice(0, 280)} (${String(count)})`;
    }
    times.set(name, count);
    taken.add(free);
    return free;
  });
}
/** A text of at most 300 characters, as titles and labels have, cut between characters. */
export const oneLine = (text: string): string => (text.length <= 300 ? text : `${text.slice(0, 299).replace(/[\ud800-\udbff]$/u, "")}…`);
