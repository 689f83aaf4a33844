import type { PlacementDesk } from "./placement-desk.js";
import { type PartCurve, partCurves, type SkillParts } from "./skill-losses.js";

/** Cost tables of all cells, and what is to be said of them. */
export interface StepTables {
  readonly cellTable: Uint32Array;
  readonly costTables: readonly Float64Array[];
  /** Cells in which one agent more costs less than the one before. */
  readonly nonConvex: readonly { readonly track: number; readonly step: number }[];
  /** Cells whose floor is broken by what is given. */
  readonly belowFloorCount: number;
}

/** Less than a billionth of a thousandth of a contact is nothing: no plan is better for it. */
const DUST = 1e-12;

/** What a step costs for each quantum taken off beyond those that are pinned. It ends where the floor, or the agents, end; a floor that is broken by what is given may be open. */
function stepTable({ skill: { serviceFloorFraction: floor = 0 } }: SkillParts, { curveOf, first, end, pinned, most, isOpen }: { readonly curveOf: (part: number, count: number) => PartCurve; readonly first: number; readonly end: number; readonly pinned: number; readonly most: number; readonly isOpen: boolean }): { readonly table: Float64Array; readonly isBelowFloor: boolean } {
  let table = new Float64Array(most + 1);
  let isBelowFloor = false;
  for (let part = first; part < end; part += 1) {
    const { losses, serviceLevels } = curveOf(part, most + pinned);
    let length = losses.length - pinned;
    const broken = serviceLevels.findIndex((service, at) => at >= pinned && service < floor - 1e-12);
    if (broken >= 0 && !(isOpen && broken === pinned)) length = Math.min(length, broken - pinned);
    if (broken === pinned) isBelowFloor = true;
    table = table.subarray(0, Math.max(1, Math.min(table.length, length)));
    const given = losses[Math.min(pinned, losses.length - 1)] ?? 0;
    // by rounding a flat stretch may fall by a dust
    for (let held = 1; held < table.length; held += 1) table[held] = Math.max(table[held - 1] ?? 0, (table[held] ?? 0) + (losses[held + pinned] ?? 0) - given);
  }
  return { table: table.map((cost) => (cost < DUST ? 0 : cost)), isBelowFloor };
}

/** Whether somewhere one more adds less than the one before, by more than rounding. */
function isBent(table: Float64Array): boolean {
  const dust = DUST + 1e-9 * (table.at(-1) ?? 0);
  for (let held = 2; held < table.length; held += 1) if ((table[held] ?? 0) - (table[held - 1] ?? 0) < (table[held - 1] ?? 0) - (table[held - 2] ?? 0) - dust) return true;
  return false;
}

/** The cost tables of all skills and steps. `pinned` and `demand` are quanta by skill × stepCount + step. */
export function stepTables({ grid: { stepCount, partsPerStep } }: PlacementDesk, skills: readonly SkillParts[], { pinned, demand, areBrokenFloorsOpen }: { readonly pinned: Uint32Array; readonly demand: Float64Array; readonly areBrokenFloorsOpen: boolean }): StepTables {
  const cellTable = new Uint32Array(skills.length * stepCount);
  const costTables: Float64Array[] = [new Float64Array(1)];
  const nonConvex: { readonly track: number; readonly step: number }[] = [];
  let belowFloorCount = 0;
  skills.forEach((skill, track) => {
    const curveOf = partCurves(skill);
    for (let step = 0; step < stepCount; step += 1) {
      const cell = track * stepCount + step;
      const most = demand[cell] ?? 0;
      if (most === 0) continue;
      const { table, isBelowFloor } = stepTable(skill, { curveOf, first: step * partsPerStep, end: (step + 1) * partsPerStep, pinned: pinned[cell] ?? 0, most, isOpen: areBrokenFloorsOpen });
      if (isBelowFloor) belowFloorCount += 1;
      if (isBent(table)) nonConvex.push({ track, step });
      cellTable[cell] = costTables.push(table) - 1;
    }
  });
  return { cellTable, costTables, nonConvex, belowFloorCount };
}
