import type { Id } from "../unit/index.js";
import type { BenefitLine } from "./benefit-claim.js";

/** Lines that may count the same thing twice. */
export interface OverlapWarning {
  /** `freed-time`: freed time is counted as saved staff and as extra contacts; `turnover`: several lines save leavers; `shared-record`: one record stands behind several measured lines. */
  readonly code: "freed-time" | "turnover" | "shared-record";
  /** The lines, sorted. */
  readonly lineIds: readonly Id[];
  /** The record behind them; null where it is not about a record. */
  readonly sourceId: Id | null;
}

const sortedIds = (lines: readonly BenefitLine[]): readonly Id[] => lines.map(({ id }) => id).sort();
const isUndeclared = ({ drawsOn }: BenefitLine): boolean => drawsOn === undefined;

function recordWarnings(lines: readonly BenefitLine[]): readonly OverlapWarning[] {
  const byRecord = new Map<Id, BenefitLine[]>();
  for (const line of lines.filter(({ basis }) => basis === "measured")) {
    for (const sourceId of new Set(line.sourceIds)) {
      const known = byRecord.get(sourceId);
      if (known === undefined) byRecord.set(sourceId, [line]);
      else known.push(line);
    }
  }
  return [...byRecord].filter(([, shared]) => shared.length > 1 && shared.some(isUndeclared)).sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([sourceId, shared]) => ({ code: "shared-record", lineIds: sortedIds(shared), sourceId }));
}

/** What may be counted twice among lines that do not all say what they use up: those that do are told apart by it. */
export function overlapWarnings(lines: readonly BenefitLine[]): readonly OverlapWarning[] {
  const ofKind = (...kinds: readonly string[]) => lines.filter(({ kind }) => kinds.includes(kind));
  const freed = ofKind("capacity-saving", "extra-contacts");
  const leavers = ofKind("turnover-savings");
  const isMixed = new Set(freed.map(({ kind }) => kind)).size === 2;
  return [
    ...(isMixed && freed.some(isUndeclared) ? [{ code: "freed-time" as const, lineIds: sortedIds(freed), sourceId: null }] : []),
    ...(leavers.length > 1 && leavers.some(isUndeclared) ? [{ code: "turnover" as const, lineIds: sortedIds(leavers), sourceId: null }] : []),
    ...recordWarnings(lines),
  ];
}
