import type { Fraction, Instant, Seconds } from "../../unit/index.js";
import { figuresWith, type ServiceTarget } from "../queue/least-agents.js";
import type { AgentFte, Erlangs } from "../queue/queue.js";
import { withoutRest } from "./presence.js";
import type { ForecastInterval } from "./skill-forecast.js";

/** How a skill is staffed and served in a staffing interval. */
export interface StaffingFigures {
  /** Agents on the queue. */
  readonly onQueueFte: AgentFte;
  /** On the queue less required; below 0 where agents are missing. */
  readonly surplusFte: number;
  /** Whether the queue comes to rest. Where it does not (Erlang C with no more agents than load) nothing is answered in time. */
  readonly isStable: boolean;
  /** Answered within the threshold ÷ offered; 1 where nothing is offered. */
  readonly serviceLevelFraction: Fraction;
  /** Contacts that are not answered in time, those who hung up included. */
  readonly lateContacts: number;
  /** Contacts that hang up; 0 by Erlang C, which knows none. */
  readonly abandonedContacts: number;
  /** The mean time in the queue over all contacts; null where the queue grows without end. */
  readonly meanWaitSeconds: Seconds | null;
  /** The share of time on the queue in which agents handle contacts. */
  readonly occupancyFraction: Fraction;
}
/** A staffing interval of a skill. */
export interface StaffedInterval {
  /** Its first instant. */
  readonly startsAt: Instant;
  /** Contacts that are offered. */
  readonly offeredContacts: number;
  /** The offered load. */
  readonly offeredErlangs: Erlangs;
  /** Agents who are paid, weighted by time and share. */
  readonly scheduledFte: AgentFte;
  /** The least agents on the queue that reach the target. */
  readonly requiredFte: AgentFte;
  /** How it is staffed and served; with the sessions when `coaching` was given. */
  readonly staffing: StaffingFigures;
  /** The same if the sessions were not held; there when `coaching` was given. */
  readonly withoutCoaching?: StaffingFigures;
}
/** How agents serve a staffing interval. */
export function staffingFigures({ offeredContacts, handleTimeSeconds, target }: ForecastInterval & { readonly target: ServiceTarget }, offeredErlangs: number, { onQueueFte, requiredFte }: { readonly onQueueFte: number; readonly requiredFte: number }): StaffingFigures {
  const figures = figuresWith({ offeredErlangs, handleTimeSeconds, target }, onQueueFte);
  const { serviceLevelFraction, meanWaitSeconds, occupancyFraction } = figures;
  return {
    onQueueFte, surplusFte: withoutRest(onQueueFte - requiredFte), isStable: figures.model === "erlang-a" || figures.isStable, serviceLevelFraction,
    lateContacts: offeredContacts * (1 - serviceLevelFraction), abandonedContacts: figures.model === "erlang-a" ? offeredContacts * figures.abandonedFraction : 0, meanWaitSeconds, occupancyFraction,
  };
}
