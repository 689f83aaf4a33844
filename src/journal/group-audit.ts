import type { Count } from "../unit/index.js";
import { type AuditGauge, disclose, type DisclosedSpace, emptySpace, type GroupRow, isShielded, reduced } from "./disclosed-space.js";
import type { GroupClasses } from "./group-classes.js";
import { GROUP_REPORT_LIMITS } from "./group-disclosure.js";

/**
 * Why a group is hidden. `too-few`: fewer than asked for answered. `complementary`: it and what else is shown would tell of too few. `changed-by-few`: an earlier report showed it with 1 to k − 1 other people.
 * `not-proven`: the audit ran out of steps. None of them hangs on what was answered.
 */
export type SuppressionReason = "too-few" | "complementary" | "changed-by-few" | "not-proven";

interface Audit {
  readonly classes: GroupClasses;
  readonly leastRespondentCount: Count;
  readonly space: DisclosedSpace;
  /** The steps of one proof. */
  readonly groupSteps: Count;
  /** For all proofs. */
  readonly total: AuditGauge;
}

/** Does one proof with its own steps, taken from those of all. */
function withSteps<Answer>({ groupSteps, total }: Audit, prove: (gauge: AuditGauge) => Answer): Answer {
  const steps = Math.max(0, Math.min(groupSteps, total.stepsLeft));
  const gauge = { stepsLeft: steps };
  const answer = prove(gauge);
  total.stepsLeft -= steps - Math.max(0, gauge.stepsLeft);
  return answer;
}

/** Adds what earlier reports showed. Returns whether they tell of too few by themselves; undefined when there was too much to look at: then no steps are left. */
function addEarlier(audit: Audit): boolean | undefined {
  const { classes, space, leastRespondentCount, total } = audit;
  let tellOfFew = false;
  for (const row of classes.earlierRows) {
    const rest = reduced(space, row, total);
    if (rest.size === 0) continue;
    tellOfFew ||= withSteps(audit, (gauge) => !isShielded(space, rest, leastRespondentCount, gauge) && gauge.stepsLeft >= 0);
    if (!disclose(space, rest, total)) return undefined;
  }
  return tellOfFew;
}

/** The people of the classes that `row` holds and `other` does not, counted until they are enough. */
function peopleBeside(row: GroupRow, other: GroupRow, { classes, leastRespondentCount }: Audit): Count {
  let people = 0;
  for (const number of row.keys()) {
    if (!other.has(number)) people += classes.sizes[number] ?? 0;
    if (people >= leastRespondentCount) break;
  }
  return people;
}

function isChangedByFew(audit: Audit, row: GroupRow): boolean {
  return audit.classes.earlierRows.some((earlier) => {
    const left = peopleBeside(earlier, row, audit);
    return left < audit.leastRespondentCount && left + peopleBeside(row, earlier, audit) < audit.leastRespondentCount;
  });
}

/** Shows a group, if it may be shown. Returns why not. */
function reasonToHide(audit: Audit, row: GroupRow, gauge: AuditGauge): SuppressionReason | undefined {
  const { space, leastRespondentCount } = audit;
  const rest = reduced(space, row, gauge);
  const isKnown = rest.size === 0;
  const isSafe = isKnown || isShielded(space, rest, leastRespondentCount, gauge);
  if (gauge.stepsLeft < 0) return "not-proven";
  if (!isSafe) return isChangedByFew(audit, row) ? "changed-by-few" : "complementary";
  return isKnown || disclose(space, rest, gauge) ? undefined : "not-proven";
}

/** Why each group is hidden, in the order of the groups; undefined for those that may be shown. */
export function auditGroups(classes: GroupClasses, leastRespondentCount: Count, { groupSteps, totalSteps }: { readonly groupSteps: Count; readonly totalSteps: Count } = GROUP_REPORT_LIMITS): { readonly reasons: readonly (SuppressionReason | undefined)[]; readonly earlierTellOfFew: boolean } {
  const { groups, rows } = classes;
  const audit: Audit = { classes, leastRespondentCount, space: emptySpace(classes.sizes), groupSteps, total: { stepsLeft: totalSteps } };
  // What earlier reports showed has to be known in full before anything can be proven; where it is not, no steps are left.
  const earlierTellOfFew = addEarlier(audit);
  const reasons: (SuppressionReason | undefined)[] = [];
  const order = groups.map((group, number) => ({ group, number, row: rows[number] ?? new Map<number, number>() }))
    .sort((a, b) => a.group.memberships.length - b.group.memberships.length || b.group.respondents.length - a.group.respondents.length || a.number - b.number);
  for (const { group, number, row } of order) {
    reasons[number] = group.respondents.length < leastRespondentCount ? "too-few" : withSteps(audit, (gauge) => reasonToHide(audit, row, gauge));
  }
  return { reasons, earlierTellOfFew: earlierTellOfFew ?? false };
}
