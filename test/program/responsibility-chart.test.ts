import { describe, expect, test } from "vitest";
import { type GovernanceRole, responsibilityChart } from "coachkit/program";
import { refuses } from "../refusal.js";

const role = (name: string, personId: string, responsibility: GovernanceRole["responsibility"]): GovernanceRole => ({ role: name, personId, responsibility });
const sound = [role("program-owner", "ada", "accountable"), role("coach-lead", "kim", "accountable"), role("coach-lead", "lee", "responsible"), role("data-steward", "sam", "accountable"), role("data-steward", "ada", "consulted")];
const findings = (roles: readonly GovernanceRole[], coachIds: readonly string[] = []) => responsibilityChart({ governance: { roles }, coachIds }).findings;

describe("responsibilityChart", () => {
  test("lists each role with its people by their parts, and finds nothing wrong with one accountable person each", () => {
    expect(responsibilityChart({ governance: { roles: sound } })).toStrictEqual({
      parts: [
        { role: "coach-lead", accountableIds: ["kim"], responsibleIds: ["lee"], consultedIds: [], informedIds: [] },
        { role: "data-steward", accountableIds: ["sam"], responsibleIds: [], consultedIds: ["ada"], informedIds: [] },
        { role: "program-owner", accountableIds: ["ada"], responsibleIds: [], consultedIds: [], informedIds: [] },
      ],
      auditors: { role: "coach-lead", personIds: ["lee"] }, findings: [],
      assumptions: { requiredRoles: ["program-owner", "coach-lead", "data-steward"], auditRoles: ["fidelity-auditor", "coach-lead", "program-owner"] },
    });
  });

  test.each([
    ["a role that nobody stands in", sound.slice(0, 3), [{ code: "role-missing", role: "data-steward", personIds: [] }]],
    ["two who are accountable", [...sound, role("coach-lead", "joe", "accountable")], [{ code: "several-accountable", role: "coach-lead", personIds: ["joe", "kim"] }]],
    ["one person listed twice, which is no second one", [...sound, role("coach-lead", "kim", "accountable")], []],
    ["work that nobody answers for", sound.filter(({ personId }) => personId !== "kim"), [{ code: "nobody-accountable", role: "coach-lead", personIds: ["lee"] }]],
    ["only people who are asked and told", [...sound, role("hr", "zoe", "informed"), role("hr", "ana", "consulted")], [{ code: "nobody-answers", role: "hr", personIds: ["ana", "zoe"] }]],
  ])("finds %s", (_, roles, expected) => { expect(findings(roles)).toEqual(expected); });

  test("who audits does not coach; whoever else may", () => {
    expect(findings(sound, ["lee", "ada"])).toEqual([{ code: "audits-own-coaching", role: "coach-lead", personIds: ["lee"] }]);
    expect(findings([...sound, role("fidelity-auditor", "uma", "accountable")], ["lee"])).toEqual([]);
  });

  test("a host names the roles that it requires and those that audit", () => {
    expect(responsibilityChart({ governance: { roles: [] }, requiredRoles: ["owner"], auditRoles: ["quality"] })).toMatchObject({ auditors: null, findings: [{ code: "role-missing", role: "owner" }] });
  });

  test("does not depend on the order of roles", () => {
    const roles = [...sound, role("coach-lead", "joe", "accountable"), role("hr", "zoe", "informed")];
    expect(responsibilityChart({ governance: { roles: roles.toReversed() } })).toStrictEqual(responsibilityChart({ governance: { roles } }));
  });

  test("refuses a part that no chart has", () => {
    refuses(() => responsibilityChart({ governance: { roles: [{ role: "hr", personId: "zoe", responsibility: "support" as "informed" }] } }), { code: "input.invalid_value", path: ["governance", "roles", 0, "responsibility"] });
  });
});
