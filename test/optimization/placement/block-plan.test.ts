import { expect, test } from "vitest";
import { emptyPlan, haveMembersRoom } from "../../../src/optimization/placement/block-plan.js";
import { columnsOf } from "./plain-placement.js";

test("looking through a member of very many units counts as work, one of a few does not", () => {
  for (const [unitCount, work] of [[4, 0], [640, 10]] as const) {
    const problem = columnsOf({ stepCount: 1, costTables: [[0, 1]], units: Array.from({ length: unitCount }, () => ({ options: [[0, null] as const] })) });
    const members = { memberCount: 1, firstMember: Uint32Array.from({ length: unitCount + 1 }, (_, at) => at), member: new Uint32Array(unitCount), gapSteps: 0, periodOfStep: Uint32Array.of(0), periodLimit: 1 };
    const plan = emptyPlan({ ...problem, members });
    expect(haveMembersRoom(plan, 0, 0)).toBe(true);
    expect(plan.work).toBe(work);
  }
});
