import * as z from "zod";
import { check } from "../error/index.js";
import { Id } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
import { Governance, type GovernanceRole } from "./governance.js";

/** What the roles of a program are asked about. */
export interface ResponsibilityQuestion {
  /** Who answers for what. */
  readonly governance: Governance;
  /** The roles that somebody has to fill; absent `program-owner`, `coach-lead` and `data-steward`. */
  readonly requiredRoles?: readonly Id[];
  /** The roles whose people hold fidelity audits, those first asked first; absent `fidelity-auditor`, `coach-lead`, `program-owner`. */
  readonly auditRoles?: readonly Id[];
  /** Who coaches in the program: none of them should audit. */
  readonly coachIds?: readonly Id[];
}
const Roles = z.array(Id).min(1).max(100).readonly();
/** Schema of what the roles of a program are asked about. */
export const ResponsibilityQuestion = z
  .strictObject({ governance: Governance, requiredRoles: z.exactOptional(Roles), auditRoles: z.exactOptional(Roles), coachIds: z.exactOptional(z.array(Id).max(100_000).readonly()) })
  .readonly() satisfies z.ZodType<ResponsibilityQuestion>;

/** One role with its people, by their parts; each list in the order of ids. */
export interface ResponsibilityPart {
  /** The role. */
  readonly role: Id;
  /** Who answers for the result; one person is right. */
  readonly accountableIds: readonly Id[];
  /** Who does the work. */
  readonly responsibleIds: readonly Id[];
  /** Who is asked before. */
  readonly consultedIds: readonly Id[];
  /** Who is told after. */
  readonly informedIds: readonly Id[];
}

/** Something in the roles that is worth a look. */
export interface ResponsibilityFinding {
  /**
   * `role-missing`: nobody stands in a role that is required. `nobody-answers`: people stand in the role, none of them responsible or accountable. `nobody-accountable`: some do the work, nobody answers for it. `several-accountable`: more than one person does.
   * `audits-own-coaching`: somebody who holds audits coaches in the program.
   */
  readonly code: "role-missing" | "nobody-answers" | "nobody-accountable" | "several-accountable" | "audits-own-coaching";
  /** The role. */
  readonly role: Id;
  /** The people whom it is about, in the order of ids. */
  readonly personIds: readonly Id[];
}

/** Who stands in a role and is to act. */
export interface AnsweringPeople {
  /** The role. */
  readonly role: Id;
  /** Those responsible; where nobody is, those accountable. In the order of ids. */
  readonly personIds: readonly Id[];
}

/** Who answers for what in a program, and what is wrong with it. */
export interface ResponsibilityChart {
  /** By role, in the order of role ids. */
  readonly parts: readonly ResponsibilityPart[];
  /** Who holds the audits: the first of the audit roles that somebody answers for; `null` when nobody does. */
  readonly auditors: AnsweringPeople | null;
  /** By role, then by code. */
  readonly findings: readonly ResponsibilityFinding[];
  /** What the caller did not say and was taken to be: heuristics. */
  readonly assumptions: { readonly requiredRoles: readonly Id[]; readonly auditRoles: readonly Id[] };
}

/** The roles whose people audit unless the caller says otherwise: an auditor, else whoever leads the coaches. */
export const usualAuditRoles: readonly Id[] = ["fidelity-auditor", "coach-lead", "program-owner"];
const usualRequiredRoles: readonly Id[] = ["program-owner", "coach-lead", "data-steward"];

const inOrder = (ids: Iterable<Id>): readonly Id[] => [...new Set(ids)].sort(inTextOrder);
const withPart = (roles: readonly GovernanceRole[], part: GovernanceRole["responsibility"]): readonly Id[] => inOrder(roles.flatMap(({ responsibility, personId }) => (responsibility === part ? [personId] : [])));

/** The people of each role, by their parts. */
function partsOf({ roles }: Governance): readonly ResponsibilityPart[] {
  return inOrder(roles.map(({ role }) => role)).map((role): ResponsibilityPart => {
    const own = roles.filter((one) => one.role === role);
    return { role, accountableIds: withPart(own, "accountable"), responsibleIds: withPart(own, "responsible"), consultedIds: withPart(own, "consulted"), informedIds: withPart(own, "informed") };
  });
}

/** The first of some roles that somebody answers for. */
export function answeringPeople(governance: Governance, roles: readonly Id[]): AnsweringPeople | null {
  for (const role of roles) {
    const own = governance.roles.filter((one) => one.role === role);
    const responsible = withPart(own, "responsible");
    const personIds = responsible.length > 0 ? responsible : withPart(own, "accountable");
    if (personIds.length > 0) return { role, personIds };
  }
  return null;
}

function findingsOf({ role, accountableIds, responsibleIds, consultedIds, informedIds }: ResponsibilityPart): readonly ResponsibilityFinding[] {
  if (accountableIds.length > 1) return [{ code: "several-accountable", role, personIds: accountableIds }];
  if (accountableIds.length === 1) return [];
  if (responsibleIds.length > 0) return [{ code: "nobody-accountable", role, personIds: responsibleIds }];
  return [{ code: "nobody-answers", role, personIds: inOrder([...consultedIds, ...informedIds]) }];
}

/**
 * Who answers for what in a program, read as a RACI chart: for each role one person who is accountable and those who do the work, with what is missing, doubled or mixed up.
 * It is a report: nothing is refused. Which roles are required and which of them audit is a heuristic unless the caller says it.
 * Source: the RACI chart as in Project Management Institute, "A Guide to the Project Management Body of Knowledge" (6th edition, 2017), section 9.1.2.2: one accountable person for each part.
 *
 * @throws CoachingError `input.*`
 * @example
 * ```ts
 * const roles = [{ role: "program-owner", personId: "ada", responsibility: "accountable" }, { role: "program-owner", personId: "ben", responsibility: "accountable" }, { role: "coach-lead", personId: "kim", responsibility: "responsible" }];
 * const { findings, auditors } = responsibilityChart({ governance: { roles }, coachIds: ["kim"] });
 * findings.map(({ code, role }) => `${role}: ${code}`); // => ["coach-lead: audits-own-coaching", "coach-lead: nobody-accountable", "data-steward: role-missing", "program-owner: several-accountable"]
 * auditors; // => { role: "coach-lead", personIds: ["kim"] }
 * ```
 */
export function responsibilityChart(question: ResponsibilityQuestion): ResponsibilityChart {
  const { governance, requiredRoles = usualRequiredRoles, auditRoles = usualAuditRoles, coachIds = [] } = check(ResponsibilityQuestion, question);
  const parts = partsOf(governance);
  const auditors = answeringPeople(governance, auditRoles);
  const known = new Set(parts.map(({ role }) => role));
  const coaches = new Set(coachIds);
  const audited = auditors?.personIds.filter((id) => coaches.has(id)) ?? [];
  const findings = [
    ...inOrder(requiredRoles).flatMap((role): readonly ResponsibilityFinding[] => (known.has(role) ? [] : [{ code: "role-missing", role, personIds: [] }])),
    ...parts.flatMap(findingsOf),
    ...(auditors === null || audited.length === 0 ? [] : [{ code: "audits-own-coaching" as const, role: auditors.role, personIds: audited }]),
  ];
  return { parts, auditors, findings: findings.sort((one, other) => inTextOrder(one.role, other.role) || inTextOrder(one.code, other.code)), assumptions: { requiredRoles, auditRoles } };
}
