import type { Fault, IssuePath, Report } from "../error/index.js";
import { instantText, intersectionOfSpans, type MillisecondSpan, millisecondSpanOf, millisecondsOf, spansWithout, unionOfSpans } from "../time/internal.js";
import { inTextOrder } from "../unit/internal.js";
import type { AgentSchedule, AgentShift, PlacedSession } from "../wfm/index.js";
import type { ActivityKind, ActivityMeaning } from "./activity-meaning.js";

/** A part of a shift in which an agent does one thing. */
interface ScheduleSegment {
  readonly start: number;
  readonly end: number;
  readonly meaning: ActivityMeaning;
  readonly session?: PlacedSession;
}
/** A shift as segments without gap or overlap. */
export interface SegmentedShift {
  readonly agentId: string;
  readonly span: MillisecondSpan;
  readonly segments: readonly ScheduleSegment[];
}

const noActivity: Fault = { code: "schedule-segment.no_activity", message: "No activity of the table means {kind}.", hint: "Add one to activities; of several the first is written." };
const noSuchModality: Fault = { code: "schedule-segment.no_activity_for_modality", message: "No coaching activity of the table has the modality “{modalityId}”.", hint: "Add one to activities." };
const unknownAgent: Fault = { code: "schedule-segment.unknown_agent", message: "No schedule is of the agent “{agentId}”.", hint: "Give the agent's schedule, or correct the id." };
const duplicateAgent: Fault = { code: "schedule-segment.duplicate_agent", message: "The agent “{agentId}” has two schedules.", hint: "Join their shifts in one." };
const outsideShift: Fault = { code: "schedule-segment.outside_shift", message: "It lies outside the shifts of the agent “{agentId}”.", hint: "Move it, or give the whole schedule." };
const endsBeforeStart: Fault = { code: "schedule-segment.ends_before_start", message: "It does not end after its start.", hint: "Correct its times." };
const overlap: Fault = { code: "schedule-segment.overlap", message: "The agent “{agentId}” has something else at {at}.", hint: "Move one of them." };

/** Finds what is written for a kind, and reports a lack once. */
function meaningsOf(activities: readonly ActivityMeaning[], report: Report): (kind: ActivityKind, modalityId?: string) => ActivityMeaning {
  const missing = new Set<string>();
  return (kind, modalityId) => {
    const found = activities.find((one) => one.kind === kind && one.modalityId === modalityId);
    const key = `${kind} ${modalityId ?? ""}`;
    if (found === undefined && !missing.has(key)) {
      missing.add(key);
      report(modalityId === undefined ? noActivity : noSuchModality, ["activities"], modalityId === undefined ? { kind } : { modalityId });
    }
    return found ?? { activity: "", kind };
  };
}

interface Placed extends ScheduleSegment {
  readonly path: IssuePath;
}

/** What each agent does off the queue by sessions. */
function sessionsByAgent({ schedules, sessions }: Written, meaningOf: ReturnType<typeof meaningsOf>, report: Report): ReadonlyMap<string, Placed[]> {
  const byAgent = new Map<string, Placed[]>();
  for (const [index, { agentId }] of schedules.entries()) {
    if (byAgent.has(agentId)) report(duplicateAgent, ["schedules", index, "agentId"], { agentId });
    byAgent.set(agentId, []);
  }
  for (const [index, session] of sessions.entries()) {
    const [start, end] = millisecondSpanOf(session);
    const meaning = meaningOf("coaching", session.modalityId);
    if (end <= start) report(endsBeforeStart, ["sessions", index, "endsAt"]);
    for (const [position, agentId] of session.agentIds.entries()) {
      const path = ["sessions", index, "agentIds", position];
      const own = byAgent.get(agentId);
      if (own === undefined) report(unknownAgent, path, { agentId });
      else own.push({ start, end, meaning, session, path });
    }
  }
  return byAgent;
}

/** Whether a span lies in one of the spans, which are in order. */
const isInside = ([start, end]: MillisecondSpan, spans: readonly MillisecondSpan[]): boolean => spans.some((span) => span[0] <= start && end <= span[1]);

/** One shift as segments: sessions and breaks as given, transitions where nothing else is, the rest on the queue. */
function segmented(shift: AgentShift, off: readonly Placed[], meaningOf: ReturnType<typeof meaningsOf>): readonly ScheduleSegment[] {
  const whole = [millisecondSpanOf(shift)];
  const taken = unionOfSpans(off.map(({ start, end }) => [start, end]));
  const transitions = unionOfSpans(off.flatMap(({ end, session }): MillisecondSpan[] => (session === undefined || session.transitionMinutes === 0 ? [] : [[end, end + Math.round(session.transitionMinutes * 60_000)]])));
  const beyond = intersectionOfSpans(spansWithout(transitions, taken), whole);
  const onQueue = spansWithout(unionOfSpans(whole), unionOfSpans([...taken, ...beyond]));
  const free = (spans: readonly MillisecondSpan[], kind: ActivityKind): readonly ScheduleSegment[] => spans.filter(([start, end]) => end > start).map(([start, end]) => ({ start, end, meaning: meaningOf(kind) }));
  return [...off, ...free(beyond, "off-queue"), ...free(onQueue, "on-queue")].sort((left, right) => left.start - right.start);
}

/** Shifts in order; two that touch are one where a session, or what follows it, goes over the edge. */
function joinedShifts(shifts: readonly AgentShift[], off: readonly Placed[]): readonly AgentShift[] {
  const joined: AgentShift[] = [];
  const isCrossed = (edge: number): boolean => off.some(({ start, end, session }) => start < edge && edge < end + (session?.transitionMinutes ?? 0) * 60_000);
  for (const shift of shifts.toSorted((left, right) => millisecondsOf(left.startsAt) - millisecondsOf(right.startsAt))) {
    const [last, edge] = [joined.at(-1), millisecondsOf(shift.startsAt)];
    if (last !== undefined && millisecondsOf(last.endsAt) === edge && isCrossed(edge)) joined[joined.length - 1] = { startsAt: last.startsAt, endsAt: shift.endsAt, breaks: [...last.breaks, ...shift.breaks] };
    else joined.push(shift);
  }
  return joined;
}

/** Nobody does two things at once; `spans` are in order of time. */
function reportOverlaps(agentId: string, spans: readonly { readonly start: number; readonly end: number; readonly path: IssuePath }[], report: Report): void {
  let before = -Infinity;
  for (const { start, end, path } of spans) {
    if (start < before) report(overlap, path, { agentId, at: instantText(start) });
    before = Math.max(before, end);
  }
}

/** What is written of schedules. */
export interface Written {
  readonly schedules: readonly AgentSchedule[];
  readonly sessions: readonly PlacedSession[];
  readonly activities: readonly ActivityMeaning[];
}

/** Every shift as segments: agents by id, shifts by start. Breaks are written as the first activity of the kind `break`. */
export function segmentedShifts(written: Written, report: Report): readonly SegmentedShift[] {
  const meaningOf = meaningsOf(written.activities, report);
  const placed = sessionsByAgent(written, meaningOf, report);
  const shifts = written.schedules.flatMap(({ agentId, shifts: own }, index) => {
    const given = own.map(millisecondSpanOf);
    const breaks = own.flatMap((shift, shiftIndex) => shift.breaks.map((one, breakIndex): Placed => {
      const [start, end] = millisecondSpanOf(one);
      return { start, end, meaning: meaningOf("break"), path: ["schedules", index, "shifts", shiftIndex, "breaks", breakIndex] };
    }));
    const off = [...breaks, ...(placed.get(agentId) ?? [])].filter(({ start, end }) => end > start).sort((left, right) => left.start - right.start);
    for (const [shiftIndex, [start, end]] of given.entries()) if (end < start) report(endsBeforeStart, ["schedules", index, "shifts", shiftIndex, "endsAt"]);
    reportOverlaps(agentId, given.map(([start, end], shiftIndex) => ({ start, end, path: ["schedules", index, "shifts", shiftIndex] })).sort((left, right) => left.start - right.start), report);
    reportOverlaps(agentId, off, report);
    const joined = joinedShifts(own, off);
    const spans = joined.map(millisecondSpanOf);
    for (const { start, end, path } of off) if (!isInside([start, end], spans)) report(outsideShift, path, { agentId });
    return joined.map((shift, shiftIndex): SegmentedShift => {
      const span = spans[shiftIndex] ?? [0, 0];
      return { agentId, span, segments: segmented(shift, off.filter(({ start, end }) => start >= span[0] && end <= span[1]), meaningOf) };
    });
  });
  return shifts.filter(({ span: [start, end] }) => end > start).sort((left, right) => inTextOrder(left.agentId, right.agentId) || left.span[0] - right.span[0]);
}
