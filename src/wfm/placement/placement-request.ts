import * as z from "zod";
import { type Fault, repeated, type Report, rule } from "../../error/index.js";
import type { Money } from "../../money/index.js";
import { type MillisecondSpan, millisecondSpanOf, millisecondsOf } from "../../time/internal.js";
import { Fraction } from "../../unit/index.js";
import type { AgentSchedule } from "../staffing/agent-schedule.js";
import { AgentSchedules, reportUnknownSkills } from "../staffing/agent-schedules.js";
import type { SkillForecast } from "../staffing/skill-forecast.js";
import { SkillForecasts, type StaffingGrid, staffingGridOf } from "../staffing/staffing-grid.js";
import { CoachCalendar, COACHING_REQUEST_LIMITS, CoachingRequest } from "./coaching-request.js";
import { MicroCoaching, PLACEMENT_LIMITS, PlacementObjective, PlacementRules } from "./placement-rules.js";
import { paidSpans } from "./start-ranges.js";
import { MINUTE } from "./step-grid.js";

/** Coaching sessions that are to be placed in shifts where they hurt least. */
export interface PlacementRequest {
  /** What is forecast, skill by skill; all of the same staffing intervals. */
  readonly skills: readonly SkillForecast[];
  /** Who works when, on what. */
  readonly agents: readonly AgentSchedule[];
  /** Scheduled time in which agents are not there, which shifts and breaks do not show ÷ scheduled time. Coaching does not belong in it, or it counts twice. */
  readonly unplannedShrinkageFraction: Fraction;
  /** Who leads, and when. */
  readonly coaches: readonly CoachCalendar[];
  /** What is to be placed. */
  readonly requests: readonly CoachingRequest[];
  /** What is to be least. */
  readonly objective: PlacementObjective;
  /** What it keeps to. */
  readonly rules: PlacementRules;
  /** Coaching after contacts, which takes its share of everybody's time. */
  readonly microCoaching?: MicroCoaching;
}

const duplicateRequest: Fault = { code: "placement-request.duplicate_request", message: "The request “{id}” was given before.", hint: "Give each session its own id." };
const duplicateCoach: Fault = { code: "placement-request.duplicate_coach", message: "The coach “{id}” was given before.", hint: "Give each coach once, with all free stretches." };
const unknownAgent: Fault = { code: "placement-request.unknown_agent", message: "No agent has the id “{id}”.", hint: "Add the agent's schedule, or correct the id." };
const unknownCoach: Fault = { code: "placement-request.unknown_coach", message: "No coach has the id “{id}”.", hint: "Add the coach's calendar, or correct the id." };
const unknownSkill: Fault = { code: "placement-request.unknown_skill", message: "No skill has the id “{id}”.", hint: "Add its forecast, or correct the id." };
const givenTwice: Fault = { code: "placement-request.given_twice", message: "“{id}” was given before.", hint: "Give it once." };
const groupSize: Fault = { code: "placement-request.group_size", message: "A session of {count} agents is neither a conversation with one nor a group of 3 to {limit}.", hint: "Split it, or fill it up." };
const noLength: Fault = { code: "placement-request.no_length", message: "A session without length has no place.", hint: "Give its minutes, above 0." };
const longerThanWindow: Fault = { code: "placement-request.longer_than_window", message: "{minutes} minutes do not fit into the {window} minutes of “within”.", hint: "Widen it, or shorten the session." };
const outsideForecast: Fault = { code: "placement-request.outside_forecast", message: "It does not lie inside the forecast.", hint: "Forecast further, or narrow it." };
const gridDoesNotFit: Fault = { code: "placement-request.grid_does_not_fit", message: "Starts every {step} minutes do not tile {count} staffing intervals of {interval} minutes.", hint: "Take a step that divides the staffing interval, or is a multiple of it that divides the whole." };
const tooManyCells: Fault = { code: "placement-request.too_many_cells", message: "There are {count} {what}, above {limit}.", hint: "Place in parts, such as week by week, or on a wider grid." };
const coachFreeOverlaps: Fault = { code: "placement-request.coach_free_overlaps", message: "It starts before another free stretch of the coach ends.", hint: "Join them." };
const pinnedOutsideWindow: Fault = { code: "placement-request.pinned_outside_window", message: "The pinned session does not lie inside “within”.", hint: "Correct one of them." };
const pinnedOutsideShift: Fault = { code: "placement-request.pinned_outside_shift", message: "The agent “{id}” does not work then.", hint: "Correct the start, or the shift." };
const pinnedCoach: Fault = { code: "placement-request.pinned_coach", message: "The pinned coach is none of those who may lead it.", hint: "Give one of coachIds; null where nobody leads." };
const pinsCollide: Fault = { code: "placement-request.pins_collide", message: "“{id}” is in two pinned sessions at once.", hint: "Unpin one, or move it." };
const lostNeedsErlangA: Fault = { code: "placement-request.lost_needs_erlang_a", message: "The skill “{id}” is judged by Erlang C, in which nobody hangs up.", hint: "Judge it by Erlang A, with the callers' patience; or count late contacts." };
const mixedPrices: Fault = { code: "placement-request.mixed_currencies", message: "{got} is mixed with {expected}.", hint: "Convert it first, with a dated exchange rate." };
const negativePrice: Fault = { code: "placement-request.negative_price", message: "A lost contact that brings money is no loss.", hint: "Give what it costs, 0 or more." };

const minutesOf = ([start, end]: MillisecondSpan): number => (end - start) / MINUTE;
const isInside = ([start, end]: MillisecondSpan, [from, to]: MillisecondSpan): boolean => start >= from && end <= to;

/** What requests refer to. */
interface Known {
  readonly agents: ReadonlyMap<string, AgentSchedule>;
  readonly coaches: ReadonlySet<string>;
  readonly grid: StaffingGrid;
  readonly transitionMinutes: number;
}

function reportPeople({ agentIds, coachIds }: CoachingRequest, { agents, coaches }: Known, report: Report): void {
  for (const [place, id] of agentIds.entries()) if (!agents.has(id)) report(unknownAgent, ["agentIds", place], { id });
  for (const [place, id] of coachIds.entries()) if (!coaches.has(id)) report(unknownCoach, ["coachIds", place], { id });
  for (const [place, id] of repeated(agentIds, (agentId) => agentId)) report(givenTwice, ["agentIds", place], { id });
  for (const [place, id] of repeated(coachIds, (coachId) => coachId)) report(givenTwice, ["coachIds", place], { id });
  if (agentIds.length === 2 || agentIds.length > PLACEMENT_LIMITS.groupSize) report(groupSize, ["agentIds"], { count: agentIds.length, limit: PLACEMENT_LIMITS.groupSize });
}

function reportTimes({ durationMinutes, within }: CoachingRequest, { grid }: Known, report: Report): void {
  const window = millisecondSpanOf(within);
  if (durationMinutes <= 0) report(noLength, ["durationMinutes"]);
  if (durationMinutes > minutesOf(window)) report(longerThanWindow, ["durationMinutes"], { minutes: durationMinutes, window: minutesOf(window) });
  if (!isInside(window, [grid.startsAt, grid.endsAt])) report(outsideForecast, ["within"]);
}

function reportPin({ agentIds, coachIds, durationMinutes, within, pinned }: CoachingRequest, { agents, transitionMinutes, grid }: Known, report: Report): void {
  if (pinned === undefined) return;
  const start = millisecondsOf(pinned.startsAt);
  const end = start + durationMinutes * MINUTE;
  if (!isInside([start, end], millisecondSpanOf(within)) || end + transitionMinutes * MINUTE > grid.endsAt) report(pinnedOutsideWindow, ["pinned", "startsAt"]);
  if (pinned.coachId === null ? coachIds.length > 0 : !coachIds.includes(pinned.coachId)) report(pinnedCoach, ["pinned", "coachId"]);
  for (const [place, id] of agentIds.entries()) {
    const schedule = agents.get(id);
    if (schedule !== undefined && !paidSpans(schedule).some((paid) => isInside([start, end], paid))) report(pinnedOutsideShift, ["agentIds", place], { id });
  }
}

/** Names the pinned sessions that somebody would have to be in at once. */
function reportCollisions(requests: readonly CoachingRequest[], transitionMinutes: number, report: Report): void {
  const pins = requests.flatMap(({ pinned, agentIds, durationMinutes }, index) => {
    if (pinned === undefined) return [];
    const start = millisecondsOf(pinned.startsAt);
    const people = [...agentIds.map((id) => ({ key: `agent ${id}`, id })), ...(pinned.coachId === null ? [] : [{ key: `coach ${pinned.coachId}`, id: pinned.coachId }])];
    return [{ index, start, end: start + (durationMinutes + transitionMinutes) * MINUTE, people }];
  });
  const takenUntil = new Map<string, number>();
  for (const { index, start, end, people } of pins.sort((a, b) => a.start - b.start || a.index - b.index)) {
    const colliding = people.find(({ key }) => (takenUntil.get(key) ?? -Infinity) > start);
    if (colliding !== undefined) report(pinsCollide, ["requests", index, "pinned"], { id: colliding.id });
    for (const { key } of people) takenUntil.set(key, Math.max(end, takenUntil.get(key) ?? -Infinity));
  }
}

function reportCoaches(coaches: readonly CoachCalendar[], report: Report): void {
  for (const [index, { coachId }] of repeated(coaches, (coach) => coach.coachId)) report(duplicateCoach, ["coaches", index, "coachId"], { id: coachId });
  for (const [index, { free }] of coaches.entries()) {
    const spans = free.map((span, place) => ({ place, span: millisecondSpanOf(span) })).sort((a, b) => a.span[0] - b.span[0]);
    spans.forEach(({ place, span }, at) => { if (at > 0 && span[0] < (spans[at - 1]?.span[1] ?? 0)) report(coachFreeOverlaps, ["coaches", index, "free", place]); });
  }
}

const isPatient = ({ target }: SkillForecast): boolean => target.model === "erlang-c";

function reportPrice(price: Money, currency: string, report: (fault: Fault, key: string, params?: Readonly<Record<string, string>>) => void): void {
  if (price.amount.startsWith("-")) report(negativePrice, "amount");
  if (price.currency !== currency) report(mixedPrices, "currency", { expected: currency, got: price.currency });
}

function reportObjective({ skills, objective }: PlacementRequest, report: Report): void {
  if (objective.kind === "lost-contacts") for (const { skillId } of skills.filter(isPatient)) report(lostNeedsErlangA, ["objective", "kind"], { id: skillId });
  if (objective.kind !== "money") return;
  const bySkill = new Map(skills.map((skill) => [skill.skillId, skill]));
  const currency = objective.prices.flatMap(({ perLateContact, perLostContact }) => [perLateContact, perLostContact]).find((price) => price !== undefined)?.currency ?? "";
  for (const [place, { skillId }] of repeated(objective.prices, (price) => price.skillId)) report(givenTwice, ["objective", "prices", place, "skillId"], { id: skillId });
  for (const [place, { skillId, ...keys }] of objective.prices.entries()) {
    const skill = bySkill.get(skillId);
    if (skill === undefined) report(unknownSkill, ["objective", "prices", place, "skillId"], { id: skillId });
    else if (keys.perLostContact !== undefined && isPatient(skill)) report(lostNeedsErlangA, ["objective", "prices", place, "perLostContact"], { id: skillId });
    for (const [key, price] of Object.entries(keys)) reportPrice(price, currency, (fault, part, params) => { report(fault, ["objective", "prices", place, key, part], params); });
  }
}

function reportGrid({ startEveryMinutes }: PlacementRules, { intervalMilliseconds, intervalCount }: StaffingGrid, { skills, coaches }: PlacementRequest, report: Report): void {
  const interval = intervalMilliseconds / MINUTE;
  const minutes = interval * intervalCount;
  const fits = (interval % startEveryMinutes === 0 || startEveryMinutes % interval === 0) && minutes % startEveryMinutes === 0;
  if (!fits) report(gridDoesNotFit, ["rules", "startEveryMinutes"], { step: startEveryMinutes, count: intervalCount, interval });
  const steps = Math.floor(minutes / startEveryMinutes);
  const sizes = [["steps", steps, PLACEMENT_LIMITS.steps], ["skills × steps", steps * skills.length, PLACEMENT_LIMITS.cells], ["coaches × steps", steps * coaches.length, PLACEMENT_LIMITS.coachSteps]] as const;
  for (const [what, count, limit] of sizes) if (count > limit) report(tooManyCells, ["rules", "startEveryMinutes"], { what, count, limit });
}

function reportRequest(request: PlacementRequest, report: Report): void {
  const { skills, agents, coaches, requests, rules, microCoaching } = request;
  const grid = staffingGridOf(skills);
  const skillIds = new Set(skills.map(({ skillId }) => skillId));
  const known: Known = { agents: new Map(agents.map((agent) => [agent.agentId, agent])), coaches: new Set(coaches.map(({ coachId }) => coachId)), grid, transitionMinutes: rules.transitionMinutes };
  reportUnknownSkills(agents, skillIds, report);
  reportCoaches(coaches, report);
  reportGrid(rules, grid, request, report);
  for (const [index, { requestId }] of repeated(requests, (one) => one.requestId)) report(duplicateRequest, ["requests", index, "requestId"], { id: requestId });
  for (const [index, one] of requests.entries()) for (const find of [reportPeople, reportTimes, reportPin]) find(one, known, (fault, path, params) => { report(fault, ["requests", index, ...path], params); });
  reportCollisions(requests, rules.transitionMinutes, report);
  reportObjective(request, report);
  for (const [place, id] of (microCoaching?.skillIds ?? []).entries()) if (!skillIds.has(id)) report(unknownSkill, ["microCoaching", "skillIds", place], { id });
  const lastCoached = rules.fairness?.lastCoached ?? [];
  for (const [place, { agentId }] of lastCoached.entries()) if (!known.agents.has(agentId)) report(unknownAgent, ["rules", "fairness", "lastCoached", place, "agentId"], { id: agentId });
  for (const [place, { agentId }] of repeated(lastCoached, (one) => one.agentId)) report(givenTwice, ["rules", "fairness", "lastCoached", place, "agentId"], { id: agentId });
}

/** Schema of coaching sessions that are to be placed. */
export const PlacementRequest = z.strictObject({
  skills: SkillForecasts, agents: AgentSchedules, unplannedShrinkageFraction: Fraction.refine((share) => share < 1, { error: "Somebody has to be there.\nGive a share below 1." }),
  coaches: z.array(CoachCalendar).max(COACHING_REQUEST_LIMITS.coaches).readonly(), requests: z.array(CoachingRequest).max(COACHING_REQUEST_LIMITS.requests).readonly(),
  objective: PlacementObjective, rules: PlacementRules, microCoaching: z.exactOptional(MicroCoaching),
}).check(rule(reportRequest)).readonly() satisfies z.ZodType<PlacementRequest>;
