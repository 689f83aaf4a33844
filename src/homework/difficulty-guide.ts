import type { HomeworkIndex } from "./homework-index.js";

/**
 * Where to look for a difficulty: each list is cut into as many cells of equal width as it has groups, and each cell knows its first group.
 * Difficulties that are spread evenly are then found in two or three steps, and however they lie in as many as by halving the list.
 */
export interface DifficultyGuide {
  readonly difficulties: Float64Array;
  /** The cell at which each list begins; there is one cell more than groups in each, which says where the last one ends. */
  readonly firstCell: Uint32Array;
  readonly firstGroup: Uint32Array;
  /** Cells per log-odd of each list. */
  readonly scales: Float64Array;
}

/** The cell of a difficulty, before it is held within the list: never lower for a harder one. */
const cellOf = (difficulty: number, lowest: number, scale: number): number => Math.floor((difficulty - lowest) * scale);

/** One pass over the groups. */
export function guideOf({ listDiscriminations, firstGroup: listGroups, groupDifficultyLogits: difficulties }: HomeworkIndex): DifficultyGuide {
  const listCount = listDiscriminations.length;
  const firstCell = new Uint32Array(listCount);
  const firstGroup = new Uint32Array(difficulties.length + listCount);
  const scales = new Float64Array(listCount);
  for (let list = 0; list < listCount; list += 1) {
    const begin = listGroups[list] as number;
    const end = listGroups[list + 1] as number;
    const lowest = difficulties[begin] as number;
    const width = (difficulties[end - 1] as number) - lowest;
    // difficulties that lie closer than any that matters share a cell: no scale may overflow
    const scale = width > 1e-9 ? (end - begin) / width : 0;
    const origin = begin + list;
    firstCell[list] = origin;
    scales[list] = scale;
    let cell = 0;
    for (let group = begin; group < end; group += 1) {
      const own = Math.min(cellOf(difficulties[group] as number, lowest, scale), end - begin - 1);
      while (cell <= own) {
        firstGroup[origin + cell] = group;
        cell += 1;
      }
    }
    while (cell <= end - begin) {
      firstGroup[origin + cell] = end;
      cell += 1;
    }
  }
  return { difficulties, firstCell, firstGroup, scales };
}

/** The first group of a list, from `begin` up to `end`, that is not easier than the ideal. */
export function placeOf(ideal: number, list: number, { guide: { difficulties, firstCell, firstGroup, scales }, begin, end }: { readonly guide: DifficultyGuide; readonly begin: number; readonly end: number }): number {
  const last = end - begin - 1;
  const scale = scales[list] as number;
  const cell = scale === 0 ? 0 : Math.min(Math.max(cellOf(ideal, difficulties[begin] as number, scale), 0), last);
  const at = (firstCell[list] as number) + cell;
  let low = firstGroup[at] as number;
  let high = firstGroup[at + 1] as number;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((difficulties[middle] as number) < ideal) low = middle + 1;
    else high = middle;
  }
  return low;
}
