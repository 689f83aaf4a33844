import { erlangA, erlangB, erlangC, greatestLoad, leastAgents, type LeastAgents, leastServers, offeredErlangs, rosteredFte, waitQuantile } from "coachkit/wfm";
import { oracle } from "./oracle.js";

/** Python, mpmath at 50 digits. No known divergence. */
type LossCase = { readonly erlangs: number; readonly servers: number; readonly targetBlocking?: number };
const lossOf = ({ erlangs, servers, targetBlocking }: LossCase) => (targetBlocking === undefined ? erlangB({ offeredErlangs: erlangs, serverFte: servers }) : leastServers({ offeredErlangs: erlangs, maximumBlockedFraction: targetBlocking }));
oracle("statistics/queueing-erlang-b.json", {
  blocking: (input: LossCase) => lossOf(input).blockedFraction,
  carried: (input: LossCase) => lossOf(input).carriedErlangs,
  servers: ({ erlangs, targetBlocking = 0 }: LossCase) => leastServers({ offeredErlangs: erlangs, maximumBlockedFraction: targetBlocking }).serverCount,
  erlangs: ({ servers, targetBlocking = 0 }: LossCase) => greatestLoad({ serverFte: servers, maximumBlockedFraction: targetBlocking }).offeredErlangs,
});

/** Python, mpmath at 50 digits. Where the queue is not stable the file says "Infinity" for the mean wait and we say null. */
type PatientCase = {
  readonly erlangs?: number; readonly agents: number; readonly ahtSeconds: number; readonly thresholdSeconds: number; readonly callsPerInterval?: number; readonly intervalSeconds?: number;
  readonly targetServiceLevel?: number; readonly maxOccupancy: number; readonly shrinkage: number;
};
const loadOf = ({ erlangs, callsPerInterval = 0, ahtSeconds, intervalSeconds = 0 }: PatientCase): number => erlangs ?? offeredErlangs({ offeredContacts: callsPerInterval, handleTimeSeconds: ahtSeconds, intervalMinutes: intervalSeconds / 60 });
const queueOf = (input: PatientCase) => ({ offeredErlangs: loadOf(input), agentFte: input.agents, handleTimeSeconds: input.ahtSeconds, answerWithinSeconds: input.thresholdSeconds });
const patientStaff = (input: PatientCase): LeastAgents => leastAgents({
  offeredErlangs: loadOf(input), handleTimeSeconds: input.ahtSeconds, agents: "whole",
  target: { model: "erlang-c", answerWithinSeconds: input.thresholdSeconds, serviceLevelFraction: input.targetServiceLevel ?? 0.5, maximumOccupancyFraction: input.maxOccupancy },
});
const patient = (input: PatientCase) => erlangC(input.targetServiceLevel === undefined ? queueOf(input) : { ...queueOf(input), agentFte: patientStaff(input).agentFte });
oracle("statistics/queueing-erlang-c.json", {
  probWait: (input: PatientCase) => patient(input).waitFraction,
  asa: (input: PatientCase) => patient(input).meanWaitSeconds,
  meanWaitOfDelayed: (input: PatientCase) => patient(input).meanWaitOfDelayedSeconds,
  serviceLevel: (input: PatientCase) => patient(input).serviceLevelFraction,
  occupancy: (input: PatientCase) => patient(input).occupancyFraction,
  meanQueueLength: (input: PatientCase) => patient(input).meanQueueLength,
  waitQuantile90: (input: PatientCase) => waitQuantile({ queue: queueOf(input), fraction: 0.9 }).waitSeconds,
  stable: (input: PatientCase) => patient(input).isStable,
  erlangs: loadOf,
  agents: (input: PatientCase) => patientStaff(input).agentFte,
  scheduledAgents: (input: PatientCase) => rosteredFte({ agentFte: patientStaff(input).agentFte, shrinkageFraction: input.shrinkage }),
});

/** Python, mpmath quadrature at 30 digits and the birth-death chain. No known divergence. */
type ImpatientCase = { readonly erlangs: number; readonly agents?: number; readonly ahtSeconds: number; readonly patienceSeconds: number; readonly thresholdSeconds: number; readonly targetServedOfOffered?: number };
const impatientStaff = ({ erlangs, ahtSeconds, patienceSeconds, thresholdSeconds, targetServedOfOffered = 0.5 }: ImpatientCase): number =>
  leastAgents({ offeredErlangs: erlangs, handleTimeSeconds: ahtSeconds, agents: "whole", target: { model: "erlang-a", patienceSeconds, answerWithinSeconds: thresholdSeconds, serviceLevelFraction: targetServedOfOffered } }).agentFte;
const impatient = (input: ImpatientCase) => erlangA({ offeredErlangs: input.erlangs, agentFte: input.agents ?? impatientStaff(input), handleTimeSeconds: input.ahtSeconds, patienceSeconds: input.patienceSeconds, answerWithinSeconds: input.thresholdSeconds });
oracle("statistics/queueing-erlang-a.json", {
  probWait: (input: ImpatientCase) => impatient(input).waitFraction,
  probAbandon: (input: ImpatientCase) => impatient(input).abandonedFraction,
  probAbandonWithin: (input: ImpatientCase) => impatient(input).abandonedInTimeFraction,
  probWaitExceeds: (input: ImpatientCase) => impatient(input).stillWaitingFraction,
  offeredWaitAtMost: (input: ImpatientCase) => impatient(input).offeredInTimeFraction,
  asaAllCallers: (input: ImpatientCase) => impatient(input).meanWaitSeconds,
  asaServed: (input: ImpatientCase) => impatient(input).meanWaitOfAnsweredSeconds,
  meanQueueLength: (input: ImpatientCase) => impatient(input).meanQueueLength,
  occupancy: (input: ImpatientCase) => impatient(input).occupancyFraction,
  serviceLevelServedOfOffered: (input: ImpatientCase) => impatient(input).serviceLevelFraction,
  serviceLevelOfServed: (input: ImpatientCase) => impatient(input).serviceLevelOfAnsweredFraction,
  serviceLevelExcludingShortAbandons: (input: ImpatientCase) => impatient(input).serviceLevelWithoutShortAbandonsFraction,
  agents: impatientStaff,
});
