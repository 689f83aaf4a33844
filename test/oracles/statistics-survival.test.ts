import { logRankTest, survivalCurve, type SurvivalCurve, type SurvivalGroups, type SurvivalIntervalKind } from "coachkit/statistics";
import { oracle } from "./oracle.js";

type Followed = { readonly time: readonly number[]; readonly event: readonly (0 | 1)[]; readonly group: readonly number[]; readonly restrictedMeanTau: number };
const groupsOf = ({ time, event, group }: Followed) =>
  [...new Set(group)].sort().map((id) => ({ groupId: String(id), followUps: time.flatMap((followedFor, index) => (group[index] === id ? [{ followedFor, hasEvent: event[index] === 1 }] : [])) }));
function compared(input: Followed, weighting: SurvivalGroups["weighting"]) {
  const test = logRankTest({ groups: groupsOf(input), weighting });
  if (test.chiSquare === null) throw new Error(test.reason);
  return test;
}
oracle("statistics/effects-retention-survival.json", {
  groups: (input: Followed) => Object.fromEntries(groupsOf(input).map(({ groupId, followUps }) => {
    const curve = (intervalKind: SurvivalIntervalKind): SurvivalCurve => {
      const found = survivalCurve({ followUps, intervalKind, restrictedTo: input.restrictedMeanTau, confidenceLevel: 0.95 });
      if (found.points === null) throw new Error(found.reason);
      return found;
    };
    const [log, loglog] = [curve("log"), curve("log-log")];
    return [groupId, {
      n: log.n, time: log.points.map(({ at }) => at), atRisk: log.points.map(({ atRisk }) => atRisk), events: log.points.map(({ events }) => events),
      survival: log.points.map(({ survival }) => survival), greenwoodSe: log.points.map(({ standardError }) => standardError),
      logLower: log.points.map(({ confidence }) => confidence?.lower ?? null), logUpper: log.points.map(({ confidence }) => confidence?.upper ?? null),
      loglogLower: loglog.points.map(({ confidence }) => confidence?.lower ?? null), loglogUpper: loglog.points.map(({ confidence }) => confidence?.upper ?? null),
      median: log.median.estimate, restrictedMean: log.restrictedMean?.estimate,
    }];
  })),
  logRank: (input: Followed) => {
    const { chiSquare, degreesOfFreedom: df, pValue: p, groups } = compared(input, "log-rank");
    return { chiSquare, df, p, observed: groups.map(({ observed }) => observed), expected: groups.map(({ expected }) => expected) };
  },
  petoPetoChiSquare: (input: Followed) => compared(input, "peto-peto").chiSquare,
});
