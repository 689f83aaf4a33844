const queue = { offeredErlangs: 10, agentFte: 14, handleTimeSeconds: 180, answerWithinSeconds: 20 };
export const calls = {
  erlangA: [{ ...queue, patienceSeconds: 120 }],
  erlangB: [{ offeredErlangs: 10, serverFte: 15.5 }],
  erlangC: [queue],
  greatestLoad: [{ serverFte: 10, maximumBlockedFraction: 0.01 }],
  leastAgents: [{ offeredErlangs: 10, handleTimeSeconds: 180, target: { model: "erlang-a", patienceSeconds: 120, answerWithinSeconds: 20, serviceLevelFraction: 0.8, maximumOccupancyFraction: 0.9, maximumAbandonedFraction: 0.03 }, agents: "fractional" }],
  leastServers: [{ offeredErlangs: 10, maximumBlockedFraction: 0.01 }],
  offeredErlangs: [{ offeredContacts: 100, handleTimeSeconds: 180, intervalMinutes: 30 }],
  onQueueFte: [{ rosteredFte: 20, shrinkageFraction: 0.3 }],
  rosteredFte: [{ agentFte: 14, shrinkageFraction: 0.3 }],
  waitQuantile: [{ queue, fraction: 0.9 }],
};
