import { NO_RESOURCE, type PlacementOptionColumns } from "../../optimization/index.js";
import { coachRanges } from "../placement/placement-desk.js";
import type { PlacementModel } from "../placement/placement-model.js";

/** Whom a unit had, and whether it stays where it was. */
export interface FormerCoach {
  readonly coachId: string | null;
  readonly isKept: boolean;
}

/** Who leads each unit: of a pool those of kept units first, then for each unit its own where that can be, else the first who is free, by id. */
export function coachesAsBefore({ desk, coaches: { resources } }: PlacementModel, options: PlacementOptionColumns, { stepCount, unitOption, former }: { readonly stepCount: number; readonly unitOption: Int32Array; readonly former: readonly FormerCoach[] }): readonly (string | null)[] {
  const names: (string | null)[] = Array.from(unitOption, () => null);
  const taken = new Map<number, Set<string>>();
  const waiting: (() => void)[] = [];
  unitOption.forEach((option, unit) => {
    const resource = option < 0 ? NO_RESOURCE : (options.resource[option] ?? NO_RESOURCE);
    const found = resources[resource];
    if (found === undefined) return;
    if (!found.isPool) {
      names[unit] = found.coachIds[0] ?? null;
      return;
    }
    const step = options.step[option] ?? 0;
    const key = resource * stepCount + step;
    const others = taken.get(key) ?? new Set<string>();
    taken.set(key, others);
    const take = (coachId: string): boolean => {
      const isFree = !others.has(coachId) && coachRanges(desk, coachId, found.longestMilliseconds).some(([first, end]) => first <= step && step < end);
      if (isFree) {
        others.add(coachId);
        names[unit] = coachId;
      }
      return isFree;
    };
    const { coachId, isKept } = former[unit] ?? { coachId: null, isKept: false };
    const takeOwn = (): boolean => coachId !== null && found.coachIds.includes(coachId) && take(coachId);
    if (!isKept || !takeOwn()) waiting.push(() => takeOwn() || found.coachIds.some(take));
  });
  for (const name of waiting) name();
  return names;
}
