import * as z from "zod";
import { type Fault, repeated, type Report, rule } from "../../error/index.js";
import { millisecondsOf } from "../../time/internal.js";
import { Id, Instant, Minutes } from "../../unit/index.js";
import type { PlacedSession } from "../placement/placed-session.js";
import { PlacementRequest } from "../placement/placement-request.js";
import { SessionPlacement } from "../placement/session-placement.js";
import { MINUTE } from "../placement/step-grid.js";
import { type StaffingGrid, staffingGridOf } from "../staffing/staffing-grid.js";
import { reportSessions } from "./standing-plan.js";

/** What bounds giving sessions back. */
export const GIVE_BACK_LIMITS = {
  /** Sessions that may be given back in one question. */
  sessions: 2000,
} as const;

/** What a session is worth, in the unit of the objective. */
export const SessionWorth = z.number().min(0).max(1e9).overwrite((value) => value + 0);
/** What sessions of a modality are worth. */
export interface ModalityWorth {
  /** The modality. */
  readonly modalityId: Id;
  /** What giving such a session back costs, in the unit of the objective. */
  readonly sessionWorth: number;
}
/** Schema of what sessions of a modality are worth. */
export const ModalityWorth = z.strictObject({ modalityId: Id, sessionWorth: SessionWorth }).readonly() satisfies z.ZodType<ModalityWorth>;

/** Volume is above forecast: which sessions are to go. */
export interface GiveBackQuestion {
  /** What was asked, with what is now forecast and who is now there. */
  readonly request: PlacementRequest;
  /** Where sessions stand. Its sessions are read, and which requests are unplaced. */
  readonly placement: SessionPlacement;
  /** What time it is; sessions that have started go on. */
  readonly nowAt: Instant;
  /** Sessions that start before it may be given back or moved; later ones stand. */
  readonly untilAt: Instant;
  /** A new start is this far away at least. */
  readonly noticeMinutes: Minutes;
  /** What giving a session back costs, in the unit of the objective: so many late contacts, lost contacts or units of the currency is it worth to hold it. */
  readonly sessionWorth: number;
  /** Modalities whose sessions are worth something else. */
  readonly worthOfModality?: readonly ModalityWorth[];
  /** What moving a session costs, in the unit of the objective; 0 where nobody minds. */
  readonly changeWorth: number;
}
const nowOutside: Fault = { code: "give-back-question.now_outside_forecast", message: "It does not lie inside the forecast.", hint: "Give the time that it is, and a forecast of today." };
const untilBeforeNow: Fault = { code: "give-back-question.until_before_now", message: "It lies before nowAt.", hint: "Give the end of the day, or of the hours that matter." };
const unknownModality: Fault = { code: "give-back-question.unknown_modality", message: "No request has the modality “{id}”.", hint: "Leave it out, or correct the id." };
const givenTwice: Fault = { code: "give-back-question.given_twice", message: "“{id}” was given before.", hint: "Give each modality once." };
const outsideForecast: Fault = { code: "give-back-question.session_outside_forecast", message: "The session “{id}”, with its transition, does not lie inside the forecast.", hint: "Forecast all of it, or leave it out with its request." };
const offGrid: Fault = { code: "give-back-question.off_grid", message: "The session “{id}” might go, and starts at no start of the grid.", hint: "Pin it in its request, so that it stands; or take a finer grid." };
const tooMany: Fault = { code: "give-back-question.too_many_sessions", message: "{count} sessions might go, above {limit}.", hint: "Ask for a shorter time." };

/** Sessions that have not started, start in time, and are not pinned. */
export function sessionsThatMayGo({ request, placement, nowAt, untilAt }: Pick<GiveBackQuestion, "request" | "placement" | "nowAt" | "untilAt">): readonly PlacedSession[] {
  const [now, until] = [millisecondsOf(nowAt), millisecondsOf(untilAt)];
  const pinned = new Set(request.requests.filter((one) => one.pinned !== undefined).map(({ requestId }) => requestId));
  return placement.sessions.filter(({ requestId, startsAt }) => !pinned.has(requestId) && millisecondsOf(startsAt) > now && millisecondsOf(startsAt) < until);
}

/** Names sessions that cannot be weighed. */
function reportPlaces(question: GiveBackQuestion, { startsAt, endsAt }: StaffingGrid, report: Report): void {
  const { request: { rules }, placement } = question;
  const mayGo = new Set(sessionsThatMayGo(question));
  for (const [index, session] of placement.sessions.entries()) {
    const [start, end] = [millisecondsOf(session.startsAt), millisecondsOf(session.endsAt) + session.transitionMinutes * MINUTE];
    const { requestId: id } = session;
    if (start < startsAt || end > endsAt) report(outsideForecast, ["placement", "sessions", index], { id });
    else if (mayGo.has(session) && (start - startsAt) % (rules.startEveryMinutes * MINUTE) !== 0) report(offGrid, ["placement", "sessions", index, "startsAt"], { id });
  }
}

/** Schema of which sessions are to go. */
export const GiveBackQuestion = z.strictObject({
  request: PlacementRequest, placement: SessionPlacement, nowAt: Instant, untilAt: Instant, noticeMinutes: Minutes.max(10_080), sessionWorth: SessionWorth,
  worthOfModality: z.exactOptional(z.array(ModalityWorth).max(1000).readonly()), changeWorth: SessionWorth,
}).check(rule((question: GiveBackQuestion, report) => {
  reportSessions(question, report);
  const { request, nowAt, untilAt, worthOfModality = [] } = question;
  const grid = staffingGridOf(request.skills);
  reportPlaces(question, grid, report);
  if (millisecondsOf(nowAt) < grid.startsAt || millisecondsOf(nowAt) >= grid.endsAt) report(nowOutside, ["nowAt"]);
  if (millisecondsOf(untilAt) < millisecondsOf(nowAt)) report(untilBeforeNow, ["untilAt"]);
  const modalities = new Set(request.requests.map(({ modalityId }) => modalityId));
  for (const [index, { modalityId: id }] of worthOfModality.entries()) if (!modalities.has(id)) report(unknownModality, ["worthOfModality", index, "modalityId"], { id });
  for (const [index, { modalityId: id }] of repeated(worthOfModality, ({ modalityId }) => modalityId)) report(givenTwice, ["worthOfModality", index, "modalityId"], { id });
  const count = sessionsThatMayGo(question).length;
  if (count > GIVE_BACK_LIMITS.sessions) report(tooMany, ["untilAt"], { count, limit: GIVE_BACK_LIMITS.sessions });
})).readonly() satisfies z.ZodType<GiveBackQuestion>;
