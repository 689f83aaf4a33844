import type { Id } from "../../unit/index.js";
import { inTextOrder } from "../../unit/internal.js";
import type { AgentSchedule } from "../staffing/agent-schedule.js";

/** How minutes of agents fall to skills. */
export type SkillShares = (minutesOfAgent: (agentId: Id) => number) => readonly number[];

/** The sums of shares that an agent may have, in hundredths. */
const WHOLE = 100;
const multiple = Array.from({ length: WHOLE }, (_, index) => BigInt(index + 1)).reduce((one, other) => {
  let [a, b] = [one, other];
  while (b > 0n) [a, b] = [b, a % b];
  return (one / a) * other;
});

/**
 * How minutes of agents fall to skills, in the order of their ids: each agent's in proportion to the shares, exactly, and then all together in whole minutes, the minutes left over to those skills whose cut was largest.
 * Rounding agent by agent would favor one skill a thousand times.
 */
export function skillShares(schedules: readonly AgentSchedule[]): { readonly skillIds: readonly Id[]; readonly share: SkillShares } {
  const skillIds = [...new Set(schedules.flatMap(({ skills }) => skills.map(({ skillId }) => skillId)))].sort(inTextOrder);
  const places = new Map(skillIds.map((id, index) => [id, index]));
  const hundredths = schedules.map(({ agentId, skills }) => {
    const parts = skills.map(({ skillId, shareFraction }) => [places.get(skillId) as number, Math.round(shareFraction * WHOLE)] as const);
    return { agentId, parts, sum: parts.reduce((total, [, part]) => total + part, 0) };
  });
  const share: SkillShares = (minutesOfAgent) => {
    // minutes × hundredths, for each skill and each sum of hundredths: whole numbers below 2^53
    const weights = skillIds.map(() => new Float64Array(WHOLE + 1));
    let total = 0;
    for (const { agentId, parts, sum } of hundredths) {
      const minutes = minutesOfAgent(agentId);
      total += minutes;
      for (const [skill, part] of parts) (weights[skill] as Float64Array)[sum] = (weights[skill]?.[sum] ?? 0) + minutes * part;
    }
    const exact = weights.map((bySum) => bySum.reduce((all, weight, sum) => (weight === 0 ? all : all + BigInt(Math.round(weight)) * (multiple / BigInt(sum))), 0n));
    const minutes = exact.map((each) => Number(each / multiple));
    const left = total - minutes.reduce((sum, each) => sum + each, 0);
    const byRest = exact.map((each, index) => ({ index, rest: each % multiple })).sort((one, other) => (one.rest === other.rest ? one.index - other.index : one.rest > other.rest ? -1 : 1));
    for (const { index } of byRest.slice(0, left)) minutes[index] = (minutes[index] ?? 0) + 1;
    return minutes;
  };
  return { skillIds, share };
}
