import { coachingActions, type FollowupEvent, recordFollowup, resumeActions, usualFollowupPolicy } from "coachkit/followup";
import { isCoachingError } from "coachkit/error";
import fc from "fast-check";
import { expect, test } from "vitest";
import { done } from "./action-log.js";

/** The life of an action told a second time, in another way: by one rule for each kind of event, with the dates of the runtime. */
interface Model { state: string; back: string; coach: string; disputedCoach: string; judge: string | undefined; last: number }

function sixMonthsAfter(at: number): number {
  const date = new Date(at);
  const month = date.getUTCMonth() + 6;
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), month + 1, 0)).getUTCDate();
  return Date.UTC(date.getUTCFullYear(), month, Math.min(date.getUTCDate(), lastDay)) + (at % 86_400_000);
}
const isIdle = (model: Model, at: number): boolean => !["closed", "rejected"].includes(model.state) && at >= sixMonthsAfter(model.last);
const stateOf = (model: Model, at: number): string => (isIdle(model, at) ? "expired" : model.state);

/** The model after an event; nothing when it is not allowed. */
function told(model: Model | undefined, { kind, actorId, role, occurredAt, ...says }: FollowupEvent): Model | undefined {
  const last = Date.parse(occurredAt);
  if (model === undefined) return kind === "proposed" && says.participantId === "ana" && says.coachId !== undefined && role === "manager" ? { state: "proposed", back: "", coach: says.coachId, disputedCoach: "", judge: undefined, last } : undefined;
  const isCoach = role === "coach" && actorId === model.coach;
  const isAna = role === "participant" && actorId === "ana";
  const isManager = role === "manager";
  const isJudge = role === "second-rater" && actorId === model.judge;
  const to = (state: string): Model => ({ ...model, state, judge: undefined, last });
  if (isIdle(model, last)) return kind === "reopened" && (isCoach || isManager) ? { ...model, last } : undefined;
  const { state } = model;
  switch (kind) {
    case "accepted": return state === "proposed" && isCoach ? to("accepted") : undefined;
    case "rejected": return (state === "proposed" || state === "accepted") && (isCoach || isManager) ? to("rejected") : undefined;
    case "scheduled": return (state === "accepted" || state === "scheduled") && (isCoach || isManager) ? to("scheduled") : undefined;
    case "called-off": return state === "scheduled" && (isAna || isCoach || isManager) ? to("accepted") : undefined;
    case "held": return (state === "accepted" || state === "scheduled") && isCoach ? to("held") : undefined;
    case "acknowledged": return state === "held" && isAna ? to("acknowledged") : undefined;
    case "followed-up": return state === "acknowledged" && isCoach ? to("followed-up") : undefined;
    case "closed": return (state === "followed-up" && (isCoach || isManager)) || ((state === "held" || state === "acknowledged") && isManager) ? to("closed") : undefined;
    case "disputed": return ["proposed", "accepted", "scheduled", "held"].includes(state) && isAna ? { ...to("disputed"), back: state, disputedCoach: model.coach } : undefined;
    case "second-rater-named": return state === "disputed" && isManager && !["ana", "mia", model.coach, model.disputedCoach].includes(says.secondRaterId ?? "") ? { ...model, judge: says.secondRaterId, last } : undefined;
    case "dispute-withdrawn": return state === "disputed" && isAna ? to(model.back) : undefined;
    case "upheld": return state === "disputed" && isJudge ? to(model.back) : undefined;
    case "overturned": return state === "disputed" && isJudge ? to("rejected") : undefined;
    case "reassigned": return !["closed", "rejected"].includes(state) && isManager && says.coachId !== model.judge ? { ...model, coach: says.coachId ?? "", last } : undefined;
    default: return undefined;
  }
}

const kinds = [...new Set(usualFollowupPolicy.transitions.map(({ kind }) => kind))];
const DAY = 86_400_000;
/** What somebody might try: mostly soon after, sometimes after months; mostly in the right role, sometimes not. */
const attempt = fc.record({
  kind: fc.constantFrom(...kinds), onward: fc.option(fc.nat({ max: 20 }), { freq: 3 }), waits: fc.oneof({ weight: 8, arbitrary: fc.integer({ min: 1, max: 20 * DAY }) }, { weight: 1, arbitrary: fc.integer({ min: 170 * DAY, max: 200 * DAY }) }),
  names: fc.constantFrom("cem", "dan", "rex", "ana"), isStranger: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
});
const attempts = fc.array(attempt, { minLength: 1, maxLength: 60 });

type Attempt = typeof attempt extends fc.Arbitrary<infer Value> ? Value : never;

/** The kind tried: most often one that leads on from the state, so that walks come far. */
function kindOf({ kind, onward }: Attempt, state: string): string {
  const onwards = usualFollowupPolicy.transitions.filter(({ from, to }) => from.includes(state) && to !== "same-state" && to !== "rejected");
  return onward === null ? kind : (onwards[onward % Math.max(1, onwards.length)]?.kind ?? kind);
}

/** The people in the model's roles, so that walks come far; names the attempt's where the event has to. */
function eventOf(tried: Attempt, model: Model | undefined, at: number): FollowupEvent {
  const { names, isStranger } = tried;
  const kind = model === undefined ? "proposed" : kindOf(tried, stateOf(model, at));
  const event = done(kind, new Date(at).toISOString());
  const person = event.role === "coach" ? model?.coach : event.role === "second-rater" ? model?.judge : event.actorId;
  return { ...event, actorId: isStranger ? "eve" : (person ?? "eve"), ...(event.secondRaterId === undefined ? {} : { secondRaterId: names }), ...(kind === "reassigned" ? { coachId: names } : {}), ...(event.dueAt === undefined ? {} : { dueAt: new Date(at).toISOString() }) };
}

const legalIn = new Set(usualFollowupPolicy.transitions.flatMap(({ kind, from }) => from.map((state) => `${state} ${kind}`)));
const seen = new Map<string, number>();

/** A walk by the model: what it allows is written to the log, and what it does not allow has to be refused. */
function walk(tried: readonly Attempt[], judge: (events: readonly FollowupEvent[], event: FollowupEvent, model: Model | undefined) => void): readonly FollowupEvent[] {
  let [model, at]: [Model | undefined, number] = [undefined, Date.parse("2026-01-30T07:00:00.000Z")];
  const events: FollowupEvent[] = [];
  const first: Attempt = { kind: "proposed", onward: null, waits: 1, names: "cem", isStranger: false };
  for (const one of [first, ...tried]) {
    at += one.waits;
    const event = eventOf(one, model, at);
    const next = told(model, event);
    judge(events, event, next);
    if (next === undefined) continue;
    model = next;
    events.push(event);
  }
  return events;
}

test("every step of a random walk is allowed or refused as the model has it, and leads to the model's state", () => {
  fc.assert(fc.property(attempts, (tried) => {
    walk(tried, (events, event, model) => {
      let state = "refused";
      try {
        const { standing, transitions } = recordFollowup({ events, event, at: event.occurredAt });
        state = standing.state;
        const last = transitions.at(-1);
        expect(legalIn.has(`${last?.from ?? ""} ${last?.kind ?? ""}`)).toBe(true);
        expect(standing).toMatchObject({ coachId: model?.coach, secondRaterId: model?.judge ?? null });
      } catch (error) {
        if (!isCoachingError(error)) throw error;
        expect(error.issues.every(({ code }) => code.startsWith("followup-step."))).toBe(true);
      }
      expect(`${event.kind}: ${state}`).toBe(`${event.kind}: ${model?.state ?? "refused"}`);
      seen.set(state, (seen.get(state) ?? 0) + 1);
    });
  }), { numRuns: 300 });
  // the walks came everywhere, or the law says less than it seems to
  for (const state of [...usualFollowupPolicy.states, "refused"]) expect([state, (seen.get(state) ?? 0) > 5]).toEqual([state, true]);
});

const nothing = (): void => undefined;
const logs = fc.array(attempts, { minLength: 1, maxLength: 4 }).map((all) => all.flatMap((tried, index) => walk(tried, nothing).map((event) => ({ ...event, actionId: `a${String(index)}`, eventId: `${String(index)} ${event.eventId}` }))));
const instants = fc.integer({ min: 0, max: 900 }).map((days) => new Date(Date.parse("2026-01-30T07:00:00.000Z") + days * DAY).toISOString());

test("a replay says the same whichever order events are listed in, and however often", () => {
  fc.assert(fc.property(logs, instants, fc.infiniteStream(fc.nat()), (events, at, numbers) => {
    const shuffled = events.map((event) => [event, numbers.next().value ?? 0] as const).sort((left, right) => left[1] - right[1]).map(([event]) => event);
    const { repeatedEventIds, ...twice } = coachingActions({ events: [...shuffled, ...events], at });
    const { repeatedEventIds: none, ...once } = coachingActions({ events, at });
    expect(twice).toEqual(once);
    expect(none).toEqual([]);
    expect(repeatedEventIds).toEqual(events.map(({ eventId }) => eventId).sort());
  }), { numRuns: 60 });
});

test("a replay is one step after the other", () => {
  fc.assert(fc.property(attempts, (tried) => {
    const events = walk(tried, nothing);
    events.forEach((event, index) => {
      const { standing, transitions } = recordFollowup({ events: events.slice(0, index), event, at: event.occurredAt });
      const { snapshot, transitions: replayed } = coachingActions({ events, at: event.occurredAt });
      expect([standing]).toEqual(snapshot.actions);
      expect(transitions).toEqual(replayed);
    });
  }), { numRuns: 40 });
});

test("a snapshot taken up with what came after says the same as the whole log, and its steps go on where the others end", () => {
  fc.assert(fc.property(logs, instants, instants, (events, one, other) => {
    const [before, at] = [one, other].sort() as [string, string];
    const whole = coachingActions({ events, at });
    const first = coachingActions({ events, at: before });
    const resumed = resumeActions({ snapshot: JSON.parse(JSON.stringify(first.snapshot)) as typeof first.snapshot, events: events.filter(({ occurredAt }) => occurredAt > before), at });
    expect(resumed.snapshot).toEqual(whole.snapshot);
    const steps = [...first.transitions, ...resumed.transitions].sort((left, right) => (left.actionId < right.actionId ? -1 : left.actionId > right.actionId ? 1 : 0));
    expect(steps).toEqual(whole.transitions);
  }), { numRuns: 100 });
});

test("at any instant every action is in the state of the model", () => {
  fc.assert(fc.property(attempts, instants, (tried, at) => {
    const events = walk(tried, nothing);
    let model: Model | undefined;
    for (const event of events) if (event.occurredAt <= at) model = told(model, event);
    expect(coachingActions({ events, at }).snapshot.actions.map(({ state }) => state)).toEqual(model === undefined ? [] : [stateOf(model, Date.parse(at))]);
  }), { numRuns: 100 });
});
