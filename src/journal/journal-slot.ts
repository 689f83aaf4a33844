import * as z from "zod";
import { type Fault, repeated, type Report, rule } from "../error/index.js";
import { Plan } from "../plan/index.js";
import { millisecondsOf } from "../time/internal.js";
import { Count, Fraction, Hours, Id, Instant } from "../unit/index.js";
import { JournalEntry } from "./journal-entry.js";
import { JournalTemplate } from "./journal-template.js";

/** What a journal is beside a touchpoint, and when an entry will do. */
export interface JournalRule {
  /** The touchpoint whose sessions it is about. */
  readonly touchpointId: Id;
  /** `substitute`: the entry takes the session's place, and the coach's time is free. `add-on`: the session stays. The two change a coach's capacity in opposite directions, so there is no default. */
  readonly role: "substitute" | "add-on";
  /** The template that an entry follows. */
  readonly templateId: Id;
  /** How complete an entry has to be. */
  readonly leastCompletenessFraction: Fraction;
  /** How long before the session's start an entry has to be handed in, so that the slot can be given to others. */
  readonly handInHours: Hours;
}
/** What a journal is beside a touchpoint, and when an entry will do. */
export const JournalRule = z
  .strictObject({ touchpointId: Id, role: z.enum(["substitute", "add-on"]), templateId: Id, leastCompletenessFraction: Fraction, handInHours: Hours })
  .readonly() satisfies z.ZodType<JournalRule>;

/** What keeps people in live contact. What is left out is taken from the defaults (heuristics) and returned under `assumptions`. */
export interface LiveContactGuards {
  /** The most sessions of one touchpoint that a participant may replace one after another; 1. */
  readonly longestRunCount?: Count;
  /** The most days between two sessions with a coach; 35. */
  readonly longestLiveGapDays?: number;
}
/** What keeps people in live contact. */
export const LiveContactGuards = z.strictObject({ longestRunCount: z.exactOptional(Count), longestLiveGapDays: z.exactOptional(z.number().min(1).max(10_000)) }).readonly() satisfies z.ZodType<LiveContactGuards>;

/** A plan, and the journals that may take the place of some of its sessions. */
export interface JournalSlots {
  /** The plan. */
  readonly plan: Plan;
  /** Entries, each id once, at most 1,000,000. Only those that name an occurrence are for a slot. */
  readonly entries: readonly JournalEntry[];
  /** The templates that the rules name, each id once. */
  readonly templates: readonly JournalTemplate[];
  /** One rule for a touchpoint at most. */
  readonly rules: readonly JournalRule[];
  /** The time of the question. */
  readonly at: Instant;
  /** What keeps people in live contact. */
  readonly guards?: LiveContactGuards;
}

const duplicateEntry: Fault = { code: "journal-slot.duplicate_entry", message: "The entry “{id}” is listed twice.", hint: "List each entry once." };
const writtenInFuture: Fault = { code: "journal-slot.written_in_future", message: "The entry “{id}” was written at {writtenAt}, after the time of the question {at}.", hint: "Correct writtenAt or at." };
const duplicateTemplate: Fault = { code: "journal-slot.duplicate_template", message: "The template “{id}” is listed twice.", hint: "Keep one." };
const duplicateRule: Fault = { code: "journal-slot.duplicate_rule", message: "The touchpoint “{touchpointId}” has two rules.", hint: "Keep one: a journal replaces its sessions or adds to them." };
const unknownTemplate: Fault = { code: "journal-slot.unknown_template", message: "There is no template “{templateId}”.", hint: "Add the template, or correct the id." };

function reportRepeats({ entries, templates, rules }: JournalSlots, report: Report): void {
  for (const [index, { id }] of repeated(entries, ({ id }) => id)) report(duplicateEntry, ["entries", index, "id"], { id });
  for (const [index, { id }] of repeated(templates, ({ id }) => id)) report(duplicateTemplate, ["templates", index, "id"], { id });
  for (const [index, { touchpointId }] of repeated(rules, ({ touchpointId }) => touchpointId)) report(duplicateRule, ["rules", index, "touchpointId"], { touchpointId });
}

/** A plan, and the journals that may take the place of some of its sessions. */
export const JournalSlots = z
  .strictObject({
    plan: Plan,
    entries: z.array(JournalEntry).max(1_000_000).readonly(),
    templates: z.array(JournalTemplate).max(1000).readonly(),
    rules: z.array(JournalRule).max(1000).readonly(),
    at: Instant,
    guards: z.exactOptional(LiveContactGuards),
  })
  .check(rule(reportRepeats), rule(({ entries, templates, rules, at }: JournalSlots, report) => {
    const now = millisecondsOf(at);
    entries.forEach(({ id, writtenAt }, index) => { if (millisecondsOf(writtenAt) > now) report(writtenInFuture, ["entries", index, "writtenAt"], { id, writtenAt, at }); });
    const known = new Set(templates.map(({ id }) => id));
    rules.forEach(({ templateId }, index) => { if (!known.has(templateId)) report(unknownTemplate, ["rules", index, "templateId"], { templateId }); });
  }))
  .readonly() satisfies z.ZodType<JournalSlots>;
