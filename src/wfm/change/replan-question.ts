import * as z from "zod";
import { type Fault, repeated, type Report, rule } from "../../error/index.js";
import { PlacementRequest } from "../placement/placement-request.js";
import { SessionPlacement } from "../placement/session-placement.js";
import { SessionWorth } from "./give-back-question.js";

/** What bounds replanning. */
export const PLACEMENT_CHANGE_LIMITS = {
  /** Prices of change for which the trade-off is shown. */
  tradeOff: 10,
} as const;

/** A placement, and what is asked now. */
export interface ReplanQuestion {
  /** What is asked now: other schedules, calendars, forecasts or rules, requests that came or went. */
  readonly request: PlacementRequest;
  /** Where sessions stand. Only its sessions are read. */
  readonly placement: SessionPlacement;
  /** What moving a session costs, in the unit of the objective: it is moved for less loss only where that saves more. 0 moves it for any gain. */
  readonly changeWorth: number;
  /** Other prices of change, for which the trade-off says what they would come to; each solves the problem anew. */
  readonly tradeOff?: readonly number[];
}

const placedTwice: Fault = { code: "replan-question.placed_twice", message: "The request “{id}” was placed before.", hint: "Give each session once." };

/** Schema of a placement, and what is asked now. */
export const ReplanQuestion = z.strictObject({
  request: PlacementRequest, placement: SessionPlacement, changeWorth: SessionWorth, tradeOff: z.exactOptional(z.array(SessionWorth).max(PLACEMENT_CHANGE_LIMITS.tradeOff).readonly()),
}).check(rule(({ placement }: ReplanQuestion, report: Report) => {
  for (const [index, { requestId: id }] of repeated(placement.sessions, ({ requestId }) => requestId)) report(placedTwice, ["placement", "sessions", index, "requestId"], { id });
})).readonly() satisfies z.ZodType<ReplanQuestion>;
