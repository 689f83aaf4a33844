import { lossCurve } from "../queue/loss-curve.js";
import { agentPresence, fteOf } from "../staffing/presence.js";
import type { SkillForecast } from "../staffing/skill-forecast.js";
import { erlangsOf, staffingGridOf } from "../staffing/staffing-grid.js";
import { inTextOrder } from "../../unit/internal.js";
import type { MicroLoad } from "./micro-coaching.js";
import type { PlacementDesk } from "./placement-desk.js";
import { MINUTE } from "./step-grid.js";

/** A skill over the parts of the grid. */
export interface SkillParts {
  readonly skill: SkillForecast;
  /** Contacts, load and handle time of each part. */
  readonly contacts: Float64Array;
  readonly erlangs: Float64Array;
  readonly handleSeconds: Float64Array;
  /** Who is on the queue without coaching, and what micro-coaching leaves of it. */
  readonly fte: Float64Array;
  readonly fteGiven: Float64Array;
  /** How many full-time equivalents one quantum takes off. Who is coached is there, so it is the whole share, whatever shrinkage is expected of all. */
  readonly quantumFte: number;
  /** What a late contact counts, and what one counts that hangs up. */
  readonly lateWeight: number;
  readonly lostWeight: number;
}

function weightsOf({ request: { objective } }: PlacementDesk, skillId: string): { readonly lateWeight: number; readonly lostWeight: number } {
  if (objective.kind !== "money") return objective.kind === "late-contacts" ? { lateWeight: 1, lostWeight: 0 } : { lateWeight: 0, lostWeight: 1 };
  const price = objective.prices.find((one) => one.skillId === skillId);
  return { lateWeight: Number(price?.perLateContact?.amount ?? 0), lostWeight: Number(price?.perLostContact?.amount ?? 0) };
}

/** All skills, by id: tracks of the placement. */
export function skillParts(desk: PlacementDesk, quantumHundredths: number, micro: MicroLoad | null): readonly SkillParts[] {
  const { request, grid: { parts, partsPerInterval, partsPerStep }, dayOfStep } = desk;
  const skills = [...request.skills].sort((a, b) => inTextOrder(a.skillId, b.skillId));
  const staffing = staffingGridOf(request.skills);
  const there = 1 - request.unplannedShrinkageFraction;
  const presences = agentPresence(request.agents, skills.map(({ skillId }) => skillId), parts);
  return skills.map((skill, place) => {
    const column = (valueAt: (part: number) => number): Float64Array => Float64Array.from({ length: parts.intervalCount }, (_, part) => valueAt(part));
    const intervalOf = (part: number) => skill.intervals[Math.floor(part / partsPerInterval)] ?? { startsAt: "", offeredContacts: 0, handleTimeSeconds: 0 };
    const { scheduled, breaks } = presences[place] ?? { scheduled: new Float64Array(), breaks: new Float64Array() };
    const contacts = column((part) => intervalOf(part).offeredContacts / partsPerInterval);
    const fte = column((part) => fteOf((scheduled[part] ?? 0) - (breaks[part] ?? 0), parts) * there);
    const microFte = (part: number): number => ((contacts[part] ?? 0) * (micro?.minutesOfContact(skill.skillId, dayOfStep[Math.floor(part / partsPerStep)] ?? 0) ?? 0) * MINUTE) / parts.intervalMilliseconds;
    return {
      skill, contacts, fte, quantumFte: quantumHundredths / 100,
      erlangs: column((part) => erlangsOf(intervalOf(part), staffing)), handleSeconds: column((part) => intervalOf(part).handleTimeSeconds),
      fteGiven: column((part) => Math.max(0, (fte[part] ?? 0) - microFte(part))), ...weightsOf(desk, skill.skillId),
    };
  });
}

/** Losses of one part for each number of quanta taken off, up to `count`. */
export interface PartCurve {
  readonly losses: Float64Array;
  readonly serviceLevels: Float64Array;
}

/** Contacts that are late, and hang up, where nobody is there: all. */
const nobody = ({ offeredContacts, offeredErlangs }: { readonly offeredContacts: number; readonly offeredErlangs: number }): number => (offeredErlangs === 0 ? 0 : offeredContacts);

/** What a part costs by the objective. Beyond the agents whom shrinkage leaves on the queue nobody is left. */
function partCurve({ skill: { target }, contacts, erlangs, handleSeconds, fteGiven, quantumFte, lateWeight, lostWeight }: SkillParts, part: number, count: number): PartCurve {
  const question = { offeredContacts: contacts[part] ?? 0, offeredErlangs: erlangs[part] ?? 0, handleTimeSeconds: handleSeconds[part] ?? 0, target, onQueueFte: fteGiven[part] ?? 0, quantumFte, count };
  const { lateContacts, lostContacts, serviceLevels } = lossCurve(question);
  const losses = new Float64Array(count + 1).fill((lateWeight + lostWeight) * nobody(question));
  lateContacts.forEach((late, at) => { losses[at] = lateWeight * late + lostWeight * (lostContacts?.[at] ?? 0); });
  return { losses, serviceLevels: Float64Array.from(losses, (_, at) => serviceLevels[at] ?? (question.offeredErlangs === 0 ? 1 : 0)) };
}

/** `partCurve`, which keeps the last one: parts of a staffing interval are alike while nobody comes or goes, and a curve up to a greater count begins with the same figures. */
export function partCurves(skill: SkillParts): (part: number, count: number) => PartCurve {
  const columns = [skill.contacts, skill.erlangs, skill.handleSeconds, skill.fteGiven];
  let known: { readonly part: number; readonly count: number; readonly curve: PartCurve } | null = null;
  return (part, count) => {
    const last = known;
    if (last !== null && count <= last.count && columns.every((column) => column[part] === column[last.part])) return last.curve;
    const curve = partCurve(skill, part, count);
    known = { part, count, curve };
    return curve;
  };
}

/** Contacts late and lost in a part with so many agents. */
export function partLoss({ skill: { target }, contacts, erlangs, handleSeconds, quantumFte }: SkillParts, part: number, onQueueFte: number): { readonly late: number; readonly lost: number; readonly serviceLevel: number } {
  const question = { offeredContacts: contacts[part] ?? 0, offeredErlangs: erlangs[part] ?? 0, handleTimeSeconds: handleSeconds[part] ?? 0, target, onQueueFte: Math.max(0, onQueueFte), quantumFte, count: 0 };
  const { lateContacts: [late = 0], lostContacts, serviceLevels: [serviceLevel = 1] } = lossCurve(question);
  return { late, lost: lostContacts?.[0] ?? 0, serviceLevel };
}
