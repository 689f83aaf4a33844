import { responsibilityChart, type ResponsibilityFinding } from "../../program/index.js";
import { reviewBounds } from "../review-bounds.js";
import type { ReviewMaterial } from "../review-material.js";
import { type CheckedRule, type Found, foundIf } from "../review-rule.js";

const subject = "governance";
const needs = ["program.governance"];
const { auditEveryWeeks: mostWeeks, scopingQuestionCount } = reviewBounds;
const rolesPath = ["program", "governance", "roles"];

/** Fires when nobody answers for a part. Who is consulted or informed only does not. */
const findUnanswered = (role: string, found: string) => ({ program: { governance } }: ReviewMaterial): readonly Found[] | null =>
  governance === undefined ? null : foundIf(!governance.roles.some((one) => one.role === role && (one.responsibility === "responsible" || one.responsibility === "accountable")), rolesPath, found);

/** Fires for each finding of the chart of roles with a code. */
const findInChart = (code: ResponsibilityFinding["code"], inWords: (finding: ResponsibilityFinding) => string) => ({ program: { governance }, evidence: { coaches } }: ReviewMaterial): readonly Found[] | null => {
  if (governance === undefined || (code === "audits-own-coaching" && coaches === undefined)) return null;
  const { findings } = responsibilityChart({ governance, coachIds: coaches?.map(({ coachId }) => coachId) ?? [] });
  return findings.filter((finding) => finding.code === code).map((finding) => ({ path: rolesPath, found: inWords(finding) }));
};
const named = (ids: readonly string[]): string => ids.map((id) => `“${id}”`).join(", ");

const signing = [["sponsor", "The sponsor"], ["hr", "HR"], ["frontline-manager", "No frontline manager"]] as const;

/** Who answers for the program, and how it is watched. */
export const governanceRules: readonly CheckedRule[] = [
  {
    code: "no-program-owner", subject, severity: "error", needs,
    firesWhen: "nobody is responsible or accountable as program-owner.",
    why: "Programs without an owner are run by whoever has time, and drift.",
    fix: "Name one person as program-owner, accountable.",
    find: findUnanswered("program-owner", "Nobody owns the program."),
  },
  {
    code: "no-coach-lead", subject, severity: "error", needs,
    firesWhen: "nobody is responsible or accountable as coach-lead.",
    why: "Coach quality is held by someone who calibrates coaches and matches them.",
    fix: "Name a coach-lead, responsible.",
    find: findUnanswered("coach-lead", "Nobody leads the coaches."),
  },
  {
    code: "no-data-steward", subject, severity: "error", needs,
    firesWhen: "nobody is responsible or accountable as data-steward.",
    why: "Notes, journals and scores of named people need one who decides who may see them, and sees that the figures are right.",
    fix: "Name a data-steward, responsible.",
    find: findUnanswered("data-steward", "Nobody looks after the records."),
  },
  {
    code: "no-sponsor", subject, severity: "error", needs,
    firesWhen: "no role is sponsor.",
    why: "Managers stay passive where no senior leader asks: secure sponsorship before the start.",
    fix: "Win a senior leader, and enter the sponsor under governance.roles.",
    find: ({ program: { governance } }) => (governance === undefined ? null : foundIf(!governance.roles.some(({ role }) => role === "sponsor"), rolesPath, "Nobody sponsors the program.")),
  },
  {
    code: "several-accountable", subject, severity: "warning", needs,
    firesWhen: "more than one person is accountable in a role.",
    why: "Where two answer for a part, each waits for the other.",
    fix: "Leave one person accountable in each role; make the others responsible.",
    find: findInChart("several-accountable", ({ role, personIds }) => `${named(personIds)} are all accountable as “${role}”.`),
  },
  {
    code: "missing-sign-off", subject, severity: "warning", needs,
    firesWhen: "sponsor, HR or the frontline managers have not signed off.",
    why: "Sponsor, HR and frontline managers are aligned on the behaviors first: whoever was not asked does not help.",
    fix: "Show them the target behaviors, and enter signedOffDate.",
    find: ({ program: { governance } }) => {
      if (governance === undefined) return null;
      const signed = new Set(governance.roles.flatMap(({ role, signedOffDate }) => (signedOffDate === undefined ? [] : [role])));
      return signing.flatMap(([role, who]) => foundIf(!signed.has(role), rolesPath, role === "frontline-manager" ? `${who} has signed off.` : `${who} has not signed off.`));
    },
  },
  {
    code: "unanswered-scoping", subject, severity: "info", needs,
    firesWhen: `fewer than ${String(scopingQuestionCount)} scoping questions have an answer.`,
    why: "Three questions come before the design: which behaviors, for which business result, and what would show it.",
    fix: "Answer the three questions with the sponsor, and keep them under governance.scoping.",
    find: ({ program: { governance } }) => {
      if (governance === undefined) return null;
      const count = (governance.scoping ?? []).filter(({ answer }) => answer.trim() !== "").length;
      return foundIf(count < scopingQuestionCount, ["program", "governance"], `${String(count)} scoping questions have an answer.`);
    },
  },
  {
    code: "no-audit-schedule", subject, severity: "error", needs,
    firesWhen: "no fidelity audits are scheduled.",
    why: "Without audits a program changes unseen from one coach and site to the next, and its results say nothing.",
    fix: `Set governance.auditEveryWeeks to ${String(mostWeeks)} or less.`,
    find: ({ program: { governance } }) => (governance === undefined ? null : foundIf(governance.auditEveryWeeks === undefined, ["program", "governance"], "No fidelity audits are scheduled.")),
  },
  {
    code: "sparse-audits", subject, severity: "warning", needs,
    firesWhen: `more than ${String(mostWeeks)} weeks lie between two audits.`,
    why: "Fidelity is audited every quarter: what drifts for longer is hard to bring back.",
    fix: `Audit every ${String(mostWeeks)} weeks or more often.`,
    find: ({ program: { governance } }) => (governance === undefined ? null : foundIf((governance.auditEveryWeeks ?? 0) > mostWeeks, ["program", "governance", "auditEveryWeeks"], `An audit every ${String(governance.auditEveryWeeks)} weeks.`)),
  },
  {
    code: "overdue-audit", subject, severity: "warning", needs: ["evidence.fidelityAudits"],
    firesWhen: "a fidelity audit is overdue or was missed.",
    why: "An audit on paper watches nobody: what drifted since the last one is not known.",
    fix: "Hold it now, on a drawn sample of sessions, and record the day.",
    find: ({ evidence: { fidelityAudits } }) => fidelityAudits?.flatMap(({ status, plannedDate }, index) =>
      foundIf(status === "overdue" || status === "missed", ["evidence", "fidelityAudits", index], status === "missed" ? `The audit of ${plannedDate} was not held.` : `The audit of ${plannedDate} has not been held.`)) ?? null,
  },
  {
    code: "auditor-coaches", subject, severity: "warning", needs: ["program.governance", "evidence.coaches"],
    firesWhen: "who holds the fidelity audits coaches in the program.",
    why: "Nobody sees the drift of the own work.",
    fix: "Name a fidelity-auditor, responsible, who does not coach here.",
    find: findInChart("audits-own-coaching", ({ role, personIds }) => `${named(personIds)} audit as “${role}” and coach.`),
  },
];
