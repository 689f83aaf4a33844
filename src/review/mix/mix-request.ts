import * as z from "zod";
import { type Fault, repeated, type Report, rule } from "../../error/index.js";
import { Money } from "../../money/index.js";
import { AMOUNT_LIMITS } from "../../optimization/index.js";
import { builtInModalities, Modality } from "../../program/index.js";
import { Count, Hours, Minutes } from "../../unit/index.js";
import { MIX_LIMITS } from "./mix-limits.js";
import { groupCountOf, isNegative, MixOption } from "./mix-option.js";
import { findDuplicateSegments, needShape, type SegmentNeed } from "./segment-need.js";

/** A segment with what it can give and has to get. */
export interface MixSegment extends SegmentNeed {
  /** Most minutes of one participant in a week, on average over the program. */
  readonly participantMinutesPerWeek: Minutes;
  /** Fewest sessions for each participant, of all modalities together. */
  readonly minimumSessionCount?: Count;
  /** Fewest sessions with a human coach for each participant. */
  readonly minimumCoachedSessionCount?: Count;
}
const Depth = z.int().min(1).max(MIX_LIMITS.totalSessions);
/** A segment with what it can give and has to get. */
export const MixSegment = z.strictObject({ ...needShape, participantMinutesPerWeek: Minutes.max(10_080), minimumSessionCount: z.exactOptional(Depth), minimumCoachedSessionCount: z.exactOptional(Depth) }).readonly() satisfies z.ZodType<MixSegment>;

/** By how much each requirement is loosened to see what that would bring. */
export interface MixSteps {
  /** More money. */
  readonly budget: Money;
  /** More hours of coaches. */
  readonly coachHours: Hours;
  /** More minutes of each participant of one segment in a week. */
  readonly participantMinutesPerWeek: Minutes;
}
/** By how much each requirement is loosened. */
export const MixSteps = z.strictObject({ budget: Money, coachHours: Hours.gt(0).max(10_000), participantMinutesPerWeek: Minutes.gt(0).max(10_080) }).readonly() satisfies z.ZodType<MixSteps>;

/** Who is to be coached, in what ways that can be done, and what there is for it. */
export interface MixRequest {
  /** Who is to be coached. */
  readonly segments: readonly MixSegment[];
  /** In what ways, one for each segment and modality that may be. */
  readonly options: readonly MixOption[];
  /** Modalities of the host's own, besides the built-in ones. */
  readonly modalities?: readonly Modality[];
  /** What there is to spend. */
  readonly budget: Money;
  /** What coaches can give, in all. */
  readonly coachHours: Hours;
  /** Weeks of the program. */
  readonly programWeeks: number;
  /** By how much each requirement is loosened to see what that would bring; a depth is lowered by one session. */
  readonly steps: MixSteps;
  /** Most partial mixes that are carried from one option to the next; `optimization.AMOUNT_LIMITS.states` when absent. */
  readonly stateLimit?: number;
  /** Most partial mixes that are looked at in one search; `optimization.AMOUNT_LIMITS.work` when absent. */
  readonly workLimit?: number;
}

const negativeBudget: Fault = { code: "mix-request.negative_budget", message: "The budget is {amount}.", hint: "Give 0 or more." };
const noStep: Fault = { code: "mix-request.no_step", message: "A step of {amount} is none.", hint: "Give an amount above 0." };
const mixedCurrencies: Fault = { code: "mix-request.mixed_currencies", message: "{got} is mixed with {expected}, the currency of the budget.", hint: "Convert it first, with a dated exchange rate." };
const unknownSegment: Fault = { code: "mix-request.unknown_segment", message: "No segment has the id “{id}”.", hint: "Add the segment, or correct the id." };
const unknownModality: Fault = { code: "mix-request.unknown_modality", message: "No modality has the id “{id}”.", hint: "Use one-to-one, group, micro, peer or ai, or declare it under modalities." };
const duplicateModality: Fault = { code: "mix-request.duplicate_modality", message: "The modality “{id}” is there twice, or is a built-in one.", hint: "Keep one of them." };
const duplicateOption: Fault = { code: "mix-request.duplicate_option", message: "“{modality}” is there twice for “{segment}”.", hint: "Keep one of them." };
const noOption: Fault = { code: "mix-request.no_option", message: "There is no modality for “{segment}”.", hint: "Give it an option, or leave the segment out." };
const noGroups: Fault = { code: "mix-request.no_groups", message: "{participants} people make no groups of {minimum} to {maximum}.", hint: "Widen the group size, or leave the option out." };
const depthBeyondMaximum: Fault = { code: "mix-request.depth_beyond_maximum", message: "At least {depth} sessions are asked for; the options have {maximum} at most.", hint: "Ask for fewer, or allow more sessions of an option." };
const tooManySessions: Fault = { code: "mix-request.too_many_sessions", message: "The options have {sessions} sessions together; {limit} can be weighed.", hint: "Lower what an option has at most." };

type Find = (request: MixRequest, report: Report) => void;

const findBudgetFaults: Find = ({ budget, steps }, report) => {
  if (isNegative(budget)) report(negativeBudget, ["budget", "amount"], { amount: budget.amount });
  if (isNegative(steps.budget) || /^-?[0.]*$/u.test(steps.budget.amount)) report(noStep, ["steps", "budget", "amount"], { amount: steps.budget.amount });
};

const findCurrencyFaults: Find = ({ budget: { currency: expected }, steps, options }, report) => {
  const find = ({ currency: got }: Money, path: readonly (string | number)[]): void => { if (got !== expected) report(mixedCurrencies, [...path, "currency"], { expected, got }); };
  find(steps.budget, ["steps", "budget"]);
  options.forEach(({ sessionCost, group }, index) => {
    find(sessionCost, ["options", index, "sessionCost"]);
    if (group !== undefined) find(group.sessionCost, ["options", index, "group", "sessionCost"]);
  });
};

const findOptionFaults: Find = ({ segments, options, modalities = [] }, report) => {
  const own = new Map(segments.map((segment) => [segment.segmentId, segment]));
  const known = new Set([...builtInModalities, ...modalities].map(({ id }) => id));
  for (const [index, { id }] of repeated([...builtInModalities, ...modalities], (modality) => modality.id)) report(duplicateModality, ["modalities", index - builtInModalities.length, "id"], { id });
  for (const [index, { segmentId: segment, modality }] of repeated(options, (option) => JSON.stringify([option.segmentId, option.modality]))) report(duplicateOption, ["options", index], { segment, modality });
  options.forEach(({ segmentId, modality, group }, index) => {
    const segment = own.get(segmentId);
    if (segment === undefined) report(unknownSegment, ["options", index, "segmentId"], { id: segmentId });
    if (!known.has(modality)) report(unknownModality, ["options", index, "modality"], { id: modality });
    if (segment === undefined || group === undefined || group.minimumCount > group.maximumCount || groupCountOf(group, segment.participantCount) !== null) return;
    report(noGroups, ["options", index, "group"], { participants: segment.participantCount, minimum: group.minimumCount, maximum: group.maximumCount });
  });
};

const findDepthFaults: Find = ({ segments, options }, report) => {
  const limit = Math.min(MIX_LIMITS.totalSessions, AMOUNT_LIMITS.units);
  const sessionsOf = (chosen: readonly MixOption[]): number => chosen.reduce((sum, { maximumSessionCount }) => sum + maximumSessionCount, 0);
  if (sessionsOf(options) > limit) report(tooManySessions, ["options"], { sessions: sessionsOf(options), limit });
  segments.forEach(({ segmentId: segment, minimumSessionCount = 0, minimumCoachedSessionCount = 0 }, index) => {
    const own = options.filter(({ segmentId }) => segmentId === segment);
    if (own.length === 0) report(noOption, ["segments", index], { segment });
    const [maximum, coached] = [sessionsOf(own), sessionsOf(own.filter(({ isCoached }) => isCoached))];
    if (minimumSessionCount > maximum && own.length > 0) report(depthBeyondMaximum, ["segments", index, "minimumSessionCount"], { depth: minimumSessionCount, maximum });
    if (minimumCoachedSessionCount > coached && own.length > 0) report(depthBeyondMaximum, ["segments", index, "minimumCoachedSessionCount"], { depth: minimumCoachedSessionCount, maximum: coached });
  });
};

/** Who is to be coached, in what ways that can be done, and what there is for it. */
export const MixRequest = z
  .strictObject({
    segments: z.array(MixSegment).min(1).max(MIX_LIMITS.segments).readonly(),
    options: z.array(MixOption).min(1).max(MIX_LIMITS.options).readonly(),
    modalities: z.exactOptional(z.array(Modality).max(100).readonly()),
    budget: Money,
    coachHours: Hours,
    programWeeks: z.int().min(1).max(MIX_LIMITS.weeks),
    steps: MixSteps,
    stateLimit: z.exactOptional(z.int().min(1).max(AMOUNT_LIMITS.states)),
    workLimit: z.exactOptional(z.int().min(1).max(AMOUNT_LIMITS.work)),
  })
  .check(rule((request: MixRequest, report) => { findDuplicateSegments(request.segments, report, ["segments"]); }))
  .check(rule(findBudgetFaults), rule(findCurrencyFaults), rule(findOptionFaults), rule(findDepthFaults))
  .readonly() satisfies z.ZodType<MixRequest>;
