import type { PlainPlacement } from "./plain-placement.js";

/** A network of one track on convex tables as a linear program in the LP text format; its vertices are whole numbers. */
export function linearProgram({ stepCount, cellTable, costTables, units, capacities = [] }: PlainPlacement, unplacedCost: number): string {
  const goal: string[] = [];
  const rows: string[] = [];
  const bounds: string[] = [];
  const inStep = Array.from({ length: stepCount }, (): string[] => []);
  const inPlace = new Map<string, string[]>();
  units.forEach(({ options }, unit) => {
    goal.push(`+ ${String(unplacedCost)} n${String(unit)}`);
    const own = options.map(([step, resource], option) => {
      const term = `+ x${String(unit)}_${String(option)}`;
      inStep[step]!.push(term);
      if (resource !== null) inPlace.set(`${String(resource)} ${String(step)}`, [...(inPlace.get(`${String(resource)} ${String(step)}`) ?? []), term]);
      return term;
    });
    rows.push(`${[...own, `+ n${String(unit)}`].join(" ")} = 1`);
  });
  for (const [place, terms] of inPlace) {
    const [resource, step] = place.split(" ").map(Number) as [number, number];
    rows.push(`${terms.join(" ")} <= ${String(capacities[resource]![step]!)}`);
  }
  inStep.forEach((terms, step) => {
    const table = costTables[cellTable?.[step] ?? 0]!;
    const parts = table.slice(1).map((cost, held) => {
      const name = `y${String(step)}_${String(held)}`;
      goal.push(`+ ${String(cost - table[held]!)} ${name}`);
      bounds.push(`0 <= ${name} <= 1`);
      return `- ${name}`;
    });
    rows.push(`${[...terms, ...parts].join(" ")} <= 0`);
  });
  return `Minimize\n obj: ${goal.join("\n ")}\nSubject To\n ${rows.join("\n ")}\nBounds\n ${bounds.join("\n ")}\nEnd\n`;
}
