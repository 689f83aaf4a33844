import { check } from "../../error/index.js";
import type { Money } from "../../money/index.js";
import { instantText, unionOfSpans, zoneDataName, zonesOf } from "../../time/internal.js";
import type { Id } from "../../unit/index.js";
import { inTextOrder } from "../../unit/internal.js";
import { type CoachedTime, type Column, heldCoaching, placesOf, plannedCoaching, type Site, tallyOf, type TimeTally } from "./coached-time.js";
import { costOfMinutes, sharedCost } from "./coaching-cost.js";
import { CoachingTimeQuestion } from "./coaching-time-question.js";
import type { CoachingTimeReport, LedTime, OffScheduleCoaching } from "./coaching-time-result.js";
import { coachingVariances } from "./coaching-variance.js";
import { skillShares } from "./skill-minutes.js";
import { spanSums, staffingClock, wallMomentAt } from "./staffing-clock.js";
import { type CostedColumn, costed, grouped, sumOf, timeAt, type View } from "./time-columns.js";
import { coveredSpan, nearestMinute } from "./time-report-rules.js";

/** One side, the plan or what took place, with its cost. */
interface Side {
  readonly tally: TimeTally;
  readonly agentCost: Money | null;
  readonly coachCosts: readonly Money[] | null;
  readonly coachCost: Money | null;
}
function sideOf(tally: TimeTally, { rates }: CoachingTimeQuestion): Side {
  const { agents: { coaching, transition }, led } = tally;
  if (rates === undefined) return { tally, agentCost: null, coachCosts: null, coachCost: null };
  const coachCost = costOfMinutes(rates.coachHourlyRate, sumOf(led));
  return { tally, agentCost: costOfMinutes(rates.agentHourlyRate, sumOf(coaching) + sumOf(transition)), coachCosts: sharedCost(coachCost, led), coachCost };
}

function siteOf(question: CoachingTimeQuestion, times: readonly CoachedTime[], table: ReturnType<ReturnType<typeof zonesOf>>): Site {
  const { agents: schedules, coachIds, actual, staffingIntervalMinutes } = question;
  const { from, to } = coveredSpan(question) ?? { from: 0, to: 0 };
  const spans = new Map(schedules.map(({ agentId, shifts }) => [agentId, unionOfSpans(shifts.map(({ startsAt, endsAt }) => [nearestMinute(startsAt), nearestMinute(endsAt)]))]));
  const agents = placesOf(spans.keys());
  return {
    agents, coaches: placesOf(coachIds), modalities: placesOf([...times.map(({ modalityId }) => modalityId), ...(actual?.microCoaching ?? []).map(({ modalityId }) => modalityId)]),
    clock: staffingClock(table, staffingIntervalMinutes, [from, to]), shifts: agents.ids.map((id) => spans.get(id) ?? []),
  };
}

/** Places that share a key, in the order of the keys. */
function groupsOf<Key>(keys: readonly Key[], order: (one: Key, other: Key) => number): { readonly keys: readonly Key[]; readonly groups: readonly (readonly number[])[] } {
  const members = new Map<Key, number[]>();
  keys.forEach((key, index) => {
    const known = members.get(key);
    if (known === undefined) members.set(key, [index]);
    else known.push(index);
  });
  const sorted = [...members.keys()].sort(order);
  return { keys: sorted, groups: sorted.map((key) => members.get(key) ?? []) };
}
const withNullLast = (one: Id | null, other: Id | null): number => (one === null || other === null ? Number(one === null) - Number(other === null) : inTextOrder(one, other));

/** Contacts lost by a key of the sessions; the sum does not depend on the order of the input. */
function lossesBy({ sessions, losses }: CoachingTimeQuestion, keyOf: (session: { readonly coachId: Id | null; readonly modalityId: Id }) => Id | null): (key: Id | null) => number | null {
  if (losses === undefined) return () => null;
  const lost = new Map(losses.map(({ requestId, lossContacts }) => [requestId, lossContacts]));
  const sums = new Map<Id | null, number>();
  for (const session of sessions.toSorted((one, other) => inTextOrder(one.requestId, other.requestId))) sums.set(keyOf(session), (sums.get(keyOf(session)) ?? 0) + (lost.get(session.requestId) ?? 0));
  return (key) => sums.get(key) ?? 0;
}

/** Figures that are asked for several times. */
interface Frame {
  readonly question: CoachingTimeQuestion;
  readonly site: Site;
  readonly planned: Side;
  readonly actual: Side | null;
}
function viewOf({ planned, actual }: Frame, columnOf: (tally: TimeTally) => Column, paid: View["paid"]): View {
  const side = ({ tally, agentCost }: Side): CostedColumn => costed(columnOf(tally), agentCost);
  return { planned: side(planned), actual: actual === null ? null : side(actual), paid };
}
function groupedView({ planned, actual, paid }: View, groups: readonly (readonly number[])[], { question: { rates } }: Frame): View {
  const currency = rates?.agentHourlyRate.currency ?? "";
  return { planned: grouped(planned, groups, currency), actual: actual === null ? null : grouped(actual, groups, currency), paid: (index) => sumOf((groups[index] ?? []).map(paid)) };
}

/** Minutes by skill: those in shifts and those outside are shared out apart, so that neither exceeds the whole. */
function skillView(frame: Frame, paid: Float64Array) {
  const { question: { agents: schedules }, site: { agents } } = frame;
  const { skillIds, share } = skillShares(schedules);
  const shared = (minutes: Float64Array): Float64Array => Float64Array.from(share((agentId) => minutes[agents.of(agentId)] ?? 0));
  const columnOf = ({ agents: { coaching, transition, offSchedule } }: TimeTally): Column => {
    const off = shared(offSchedule);
    const inShifts = shared(coaching.map((minutes, index) => minutes - (offSchedule[index] ?? 0)));
    return { coaching: inShifts.map((minutes, index) => minutes + (off[index] ?? 0)), transition: shared(transition), offSchedule: off };
  };
  const paidBySkill = shared(paid);
  return { skillIds, view: viewOf(frame, columnOf, (index) => paidBySkill[index] ?? 0) };
}

/** Minutes by staffing interval and by day, of those in which somebody is paid or coached. */
function timesOfDay(frame: Frame, table: ReturnType<ReturnType<typeof zonesOf>>): Pick<CoachingTimeReport, "byStaffingInterval" | "byDay"> {
  const { site: { clock, shifts } } = frame;
  const sums = spanSums(clock);
  for (const spans of shifts) for (const [start, end] of spans) sums.add(start, end);
  const paid = sums.minutes();
  const view = viewOf(frame, ({ staffingIntervals }) => staffingIntervals, (index) => paid[index] ?? 0);
  const hasTime = ({ coaching, transition }: Column, index: number): boolean => (coaching[index] ?? 0) + (transition[index] ?? 0) > 0;
  const used = [...paid.keys()].filter((index) => (paid[index] ?? 0) > 0 || hasTime(view.planned, index) || (view.actual !== null && hasTime(view.actual, index)));
  const at = (index: number) => instantText((clock.edges[index] ?? 0) * 60_000);
  const byStaffingInterval = used.map((index) => ({ startsAt: at(index), endsAt: at(index + 1), ...wallMomentAt(table, clock.edges[index] ?? 0), ...timeAt(view, index) }));
  const { keys, groups } = groupsOf(byStaffingInterval.map(({ date }) => date), inTextOrder);
  const days = groupedView(view, groups.map((members) => members.map((member) => used[member] ?? 0)), frame);
  return { byStaffingInterval, byDay: keys.map((date, index) => ({ date, ...timeAt(days, index) })) };
}

/** Time by who leads, and in total. */
function ledTimes(frame: Frame, totalPaid: number): Pick<CoachingTimeReport, "total" | "byCoach"> {
  const { question, site: { coaches }, planned, actual } = frame;
  const view = viewOf(frame, (tally) => tally.coaches, () => totalPaid);
  const ledBy = ({ tally: { led }, coachCosts }: Side, index: number): LedTime => ({ ledMinutes: led[index] ?? 0, coachCost: coachCosts?.[index] ?? null });
  const ledInAll = ({ tally: { led }, coachCost }: Side): LedTime => ({ ledMinutes: sumOf(led), coachCost });
  const byKey = lossesBy(question, ({ coachId }) => coachId);
  const byCoach = [...coaches.ids, null].map((coachId, index) => ({ coachId, ...timeAt(view, index), plannedLed: ledBy(planned, index), actualLed: actual === null ? null : ledBy(actual, index), plannedLossContacts: byKey(coachId) }))
    .filter(({ coachId, planned: { coachingMinutes }, actual: held }) => coachId !== null || coachingMinutes + (held?.coachingMinutes ?? 0) > 0);
  const all = groupedView({ ...view, paid: () => 0 }, [[...coaches.ids.keys(), coaches.ids.length]], frame);
  const total = { ...timeAt({ ...all, paid: () => totalPaid }, 0), plannedLed: ledInAll(planned), actualLed: actual === null ? null : ledInAll(actual), plannedLossContacts: lossesBy(question, () => null)(null) };
  return { total, byCoach };
}

function offScheduleOf({ planned, actual }: Frame): readonly OffScheduleCoaching[] {
  const listed = ([basis, side]: readonly ["planned" | "actual", Side | null]) => (side?.tally.offSchedule ?? []).map(({ agentId, requestId, start, minutes }) => ({ agentId, requestId, basis, startsAt: instantText(start * 60_000), offScheduleMinutes: minutes }));
  return ([["planned", planned], ["actual", actual]] as const).flatMap(listed).sort((one, other) => inTextOrder(one.agentId, other.agentId) || inTextOrder(one.startsAt, other.startsAt) || inTextOrder(other.basis, one.basis) || inTextOrder(one.requestId ?? "", other.requestId ?? ""));
}

/**
 * How much time coaching takes, planned and held: minutes, coaching shrinkage and cost in total and by agent, team, skill, staffing interval, day, coach and modality; why what was held differs from the plan; what the planned sessions cost in service.
 * The coaching minutes are the lengths of the sessions × the agents in them, in whole minutes; each list adds up to the total, in minutes and to the minor unit of money.
 * Coaching shrinkage is that of workforce management: coaching minutes ÷ scheduled minutes.
 *
 * @throws CoachingError `time-report-rules.*`, `agent-schedules.*`, `time-span.ends_before_start`, `known-time-zone.unknown_zone`, `decimal-text.too_large`, `input.*`
 * @example
 * ```ts
 * const shift = (agentId) => ({ agentId, teamId: "north", skills: [{ skillId: "calls", shareFraction: 1 }], shifts: [{ startsAt: "2026-10-05T07:00:00Z", endsAt: "2026-10-05T15:00:00Z", breaks: [] }] });
 * const huddle = { requestId: "h1", modalityId: "huddle", agentIds: ["ann", "bob"], coachId: "eve", startsAt: "2026-10-05T09:00:00Z", endsAt: "2026-10-05T09:30:00Z", transitionMinutes: 5 };
 * const report = coachingTimeReport({
 *   agents: [shift("ann"), shift("bob")], coachIds: ["eve"], sessions: [huddle], timeZone: "Europe/Berlin", staffingIntervalMinutes: 30,
 *   actual: { sessions: [{ status: "held", requestId: "h1", modalityId: "huddle", agentIds: ["ann"], coachId: "eve", startsAt: "2026-10-05T09:02:10Z", endsAt: "2026-10-05T09:40:00Z" }], microCoaching: [] },
 *   rates: { agentHourlyRate: { amount: "24.00", currency: "EUR" }, coachHourlyRate: { amount: "60.00", currency: "EUR" } },
 * });
 * report.total.planned; // => { coachingMinutes: 60, transitionMinutes: 10, offScheduleMinutes: 0, shrinkageFraction: 0.0625, agentCost: { amount: "28.00", currency: "EUR" } }
 * report.total.plannedLed; // => { ledMinutes: 35, coachCost: { amount: "35.00", currency: "EUR" } }
 * report.variances.map(({ agentId, causes: [{ reason, differenceMinutes }] }) => [agentId, reason, differenceMinutes]); // => [["ann", "longer", 8], ["bob", "absent", -30]]
 * report.byStaffingInterval.filter(({ planned }) => planned.coachingMinutes > 0).map(({ date, wallTime }) => [date, wallTime]); // => [["2026-10-05", "11:00"]]
 * ```
 */
export function coachingTimeReport(input: CoachingTimeQuestion): CoachingTimeReport {
  const question = check(CoachingTimeQuestion, input);
  const { agents: schedules, timeZone, zoneData, rates } = question;
  const table = zonesOf(zoneData)(timeZone);
  const [plan, held] = [plannedCoaching(question), heldCoaching(question)];
  const site = siteOf(question, [...plan, ...held], table);
  const frame: Frame = { question, site, planned: sideOf(tallyOf(site, plan, {}), question), actual: question.actual === undefined ? null : sideOf(tallyOf(site, held, question), question) };
  const paid = Float64Array.from(site.shifts, (spans) => sumOf(spans.map(([start, end]) => end - start)));
  const totalPaid = sumOf(paid);

  const agents = viewOf(frame, (tally) => tally.agents, (index) => paid[index] ?? 0);
  const teamOf = new Map(schedules.map(({ agentId, teamId = null }) => [agentId, teamId]));
  const teamIds = site.agents.ids.map((agentId) => teamOf.get(agentId) ?? null);
  const teams = groupsOf(teamIds, withNullLast);
  const teamView = groupedView(agents, teams.groups, frame);
  const skills = skillView(frame, paid);
  const modalities = viewOf(frame, (tally) => tally.modalities, () => totalPaid);
  const lossOf = lossesBy(question, ({ modalityId }) => modalityId);
  return {
    ...ledTimes(frame, totalPaid),
    byAgent: site.agents.ids.map((agentId, index) => ({ agentId, teamId: teamIds[index] ?? null, ...timeAt(agents, index) })),
    byTeam: teams.keys.map((teamId, index) => ({ teamId, ...timeAt(teamView, index) })),
    bySkill: skills.skillIds.map((skillId, index) => ({ skillId, ...timeAt(skills.view, index) })),
    ...timesOfDay(frame, table),
    byModality: site.modalities.ids.map((modalityId, index) => ({ modalityId, ...timeAt(modalities, index), plannedLossContacts: lossOf(modalityId) })),
    variances: question.actual === undefined ? [] : coachingVariances(question, plan, held), offSchedule: offScheduleOf(frame),
    assumptions: { actualTimes: "rounded-to-the-minute", skillMinutes: "by-share-largest-remainder", pricing: rates === undefined ? "no-rates" : "hourly-rates-half-up", zoneData: zoneDataName(zoneData) },
  };
}
