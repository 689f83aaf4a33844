import { instantText } from "../../time/internal.js";
import type { Fraction, Id, Instant } from "../../unit/index.js";
import type { PlacementModel } from "../placement/placement-model.js";
import { partLoss, type SkillParts } from "../placement/skill-losses.js";

/** What becomes of a skill in a staffing interval when sessions come, go or move. */
export interface IntervalImpact {
  /** The skill. */
  readonly skillId: Id;
  /** The first instant of the staffing interval. */
  readonly startsAt: Instant;
  /** Contacts offered in it. */
  readonly offeredContacts: number;
  /** Agents on the queue before, on the average of the staffing interval. */
  readonly onQueueBeforeFte: number;
  /** The same after. */
  readonly onQueueAfterFte: number;
  /** Answered in time ÷ offered before; 1 where nothing is offered. */
  readonly serviceLevelBeforeFraction: Fraction;
  /** The same after. */
  readonly serviceLevelAfterFraction: Fraction;
  /** Contacts that are late before. */
  readonly lateContactsBefore: number;
  /** The same after. */
  readonly lateContactsAfter: number;
  /** Contacts that hang up before; `null` for Erlang C. */
  readonly lostContactsBefore: number | null;
  /** The same after. */
  readonly lostContactsAfter: number | null;
  /** The floor of the skill; `null` where it has none. */
  readonly serviceFloorFraction: Fraction | null;
}

/** Two states of the queues, in quanta off by skill × stepCount + step. */
export interface TwoLoads {
  readonly before: Float64Array;
  readonly after: Float64Array;
}

interface State {
  readonly fte: number;
  readonly late: number;
  readonly lost: number;
}

function stateOf({ desk: { grid } }: PlacementModel, skill: SkillParts, { parts, loadAt }: { readonly parts: readonly number[]; readonly loadAt: (step: number) => number }): State {
  let [fte, late, lost] = [0, 0, 0];
  for (const part of parts) {
    const there = (skill.fteGiven[part] ?? 0) - loadAt(Math.floor(part / grid.partsPerStep)) * skill.quantumFte;
    const loss = partLoss(skill, part, there);
    fte += Math.max(0, there) / parts.length;
    late += loss.late;
    lost += loss.lost;
  }
  return { fte, late, lost };
}

function impactOf(model: PlacementModel, { track, index }: { readonly track: number; readonly index: number }, loads: TwoLoads): IntervalImpact | null {
  const { desk: { grid }, skills } = model;
  const { stepCount, partsPerInterval, parts: { intervalMilliseconds } } = grid;
  const skill = skills[track];
  if (skill === undefined) return null;
  const parts = Array.from({ length: partsPerInterval }, (_, at) => index * partsPerInterval + at);
  const [was, is] = [loads.before, loads.after].map((load) => stateOf(model, skill, { parts, loadAt: (step) => load[track * stepCount + step] ?? 0 }));
  const offeredContacts = parts.reduce((sum, part) => sum + (skill.contacts[part] ?? 0), 0);
  const service = (late = 0): number => (offeredContacts === 0 ? 1 : Math.max(0, Math.min(1, 1 - late / offeredContacts)));
  const isImpatient = skill.skill.target.model === "erlang-a";
  return {
    skillId: skill.skill.skillId, startsAt: instantText(grid.startsAt + index * partsPerInterval * intervalMilliseconds), offeredContacts,
    onQueueBeforeFte: was?.fte ?? 0, onQueueAfterFte: is?.fte ?? 0, serviceLevelBeforeFraction: service(was?.late), serviceLevelAfterFraction: service(is?.late),
    lateContactsBefore: was?.late ?? 0, lateContactsAfter: is?.late ?? 0, lostContactsBefore: isImpatient ? (was?.lost ?? 0) : null, lostContactsAfter: isImpatient ? (is?.lost ?? 0) : null,
    serviceFloorFraction: skill.skill.serviceFloorFraction ?? null,
  };
}

/** Staffing intervals in which somebody is off who was not, or is back who was off; skill by skill. With `others` also those of which it says so. */
export function intervalImpacts(model: PlacementModel, loads: TwoLoads, others?: (impact: IntervalImpact) => boolean): readonly IntervalImpact[] {
  const { stepCount, partsPerInterval, partsPerStep, parts: { intervalCount } } = model.desk.grid;
  return model.skills.flatMap((_, track) => Array.from({ length: intervalCount / partsPerInterval }, (__, index): readonly IntervalImpact[] => {
    const [first, end] = [Math.floor((index * partsPerInterval) / partsPerStep), Math.ceil(((index + 1) * partsPerInterval) / partsPerStep)];
    let isTouched = false;
    for (let cell = track * stepCount + first; cell < track * stepCount + end; cell += 1) if (loads.before[cell] !== loads.after[cell]) isTouched = true;
    const impact = isTouched || others !== undefined ? impactOf(model, { track, index }, loads) : null;
    return impact !== null && (isTouched || others?.(impact) === true) ? [impact] : [];
  }).flat());
}

/** What a step of a skill costs by the objective when so many quanta are off; each is reckoned once. */
export type StepCost = (cell: number, load: number) => number;

/** Looks step costs up, without floors. */
export function stepCosts({ desk: { grid: { stepCount, partsPerStep } }, skills }: PlacementModel): StepCost {
  const known = new Map<number, Map<number, number>>();
  return (cell, load) => {
    const costs = known.get(cell) ?? new Map<number, number>();
    known.set(cell, costs);
    const found = costs.get(load);
    if (found !== undefined) return found;
    const skill = skills[Math.floor(cell / stepCount)];
    let cost = 0;
    for (let part = (cell % stepCount) * partsPerStep, left = partsPerStep; skill !== undefined && left > 0; part += 1, left -= 1) {
      const { late, lost } = partLoss(skill, part, (skill.fteGiven[part] ?? 0) - load * skill.quantumFte);
      cost += skill.lateWeight * late + skill.lostWeight * lost;
    }
    costs.set(load, cost);
    return cost;
  };
}

/** What a plan costs by the objective more than one in which `than` is off. */
export const addedLossOf = (costOf: StepCost, load: Float64Array, than: Float64Array): number => load.reduce((sum, held, cell) => (held === than[cell] ? sum : sum + costOf(cell, held) - costOf(cell, than[cell] ?? 0)), 0);
