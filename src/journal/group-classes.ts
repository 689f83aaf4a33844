import { type Fault, faultAt } from "../error/index.js";
import type { Id } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
import type { GroupRow } from "./disclosed-space.js";
import { GROUP_REPORT_LIMITS } from "./group-disclosure.js";
import type { GroupMembership, GroupReportQuestion, GroupRespondent } from "./group-report-question.js";

/** A group that a report may show. */
interface CandidateGroup {
  /** What its people share, by dimension; nothing for the total. */
  readonly memberships: readonly GroupMembership[];
  /** Tells it from the others, and orders them. */
  readonly key: string;
  /** Those of it who answered, by their ids. */
  readonly respondents: readonly GroupRespondent[];
}

/** The groups of a question and of its earlier reports, in classes of people who are in the same ones. */
export interface GroupClasses {
  /** Fewer dimensions first, then by key: the total first. */
  readonly groups: readonly CandidateGroup[];
  /** The classes of each group, in the same order. */
  readonly rows: readonly GroupRow[];
  /** What earlier reports showed, each group of people once. */
  readonly earlierRows: readonly GroupRow[];
  /** People of each class. */
  readonly sizes: readonly number[];
}

const tooManyGroups: Fault = { code: "group-classes.too_many_groups", message: "The breakdowns make more than {limit} groups.", hint: "Leave a breakdown out, or report on a part of the people." };


/** The memberships of someone in the dimensions of a breakdown; undefined when one is lacking. */
function membershipsIn(respondent: GroupRespondent, dimensionIds: readonly Id[]): readonly GroupMembership[] | undefined {
  const found = dimensionIds.map((dimensionId) => respondent.groups.find((one) => one.dimensionId === dimensionId));
  return found.includes(undefined) ? undefined : (found as readonly GroupMembership[]);
}

function candidateGroups({ respondents, breakdowns }: GroupReportQuestion): readonly CandidateGroup[] {
  const sorted = [...respondents].sort((a, b) => inTextOrder(a.participantId, b.participantId));
  const groups = new Map<string, CandidateGroup & { readonly respondents: GroupRespondent[] }>();
  for (const dimensionIds of [[], ...breakdowns.map((one) => [...one].sort())]) {
    for (const respondent of sorted) {
      const memberships = membershipsIn(respondent, dimensionIds);
      if (memberships === undefined) continue;
      // ids hold no control character, so no two lists of them read the same
      const key = `${String(memberships.length)}${memberships.map(({ dimensionId, groupId }) => `\n${dimensionId}\n${groupId}`).join("")}`;
      const group = groups.get(key) ?? { memberships, key, respondents: [] };
      group.respondents.push(respondent);
      groups.set(key, group);
      if (groups.size > GROUP_REPORT_LIMITS.groupCount) throw faultAt(tooManyGroups, ["breakdowns"], { limit: GROUP_REPORT_LIMITS.groupCount });
    }
  }
  return [...groups.values()].sort((a, b) => inTextOrder(a.key, b.key));
}

/** For each person the numbers of the lists that hold them. */
function placesOf(lists: readonly (readonly Id[])[]): ReadonlyMap<Id, readonly number[]> {
  const places = new Map<Id, number[]>();
  for (const [number, list] of lists.entries()) {
    for (const id of list) {
      const own = places.get(id);
      if (own === undefined) places.set(id, [number]);
      else own.push(number);
    }
  }
  return places;
}

/** Each group of people once, in an order of its own, whatever the order of the reports. */
function distinctRows(rows: readonly GroupRow[]): readonly GroupRow[] {
  const byText = new Map(rows.map((row) => [[...row.keys()].join(" "), row]));
  return [...byText].sort(([a, first], [b, second]) => first.size - second.size || inTextOrder(a, b)).map(([, row]) => row);
}

/** Sorts all people of a question and of its earlier reports into classes. */
export function groupClasses(question: GroupReportQuestion): GroupClasses {
  const groups = candidateGroups(question);
  const lists = [...groups.map(({ respondents }) => respondents.map(({ participantId }) => participantId)), ...(question.earlier ?? []).flatMap(({ disclosed }) => disclosed)];
  const rows = lists.map(() => new Map<number, number>());
  const classes = new Map<string, number>();
  const sizes: number[] = [];
  for (const [, places] of [...placesOf(lists)].sort(([a], [b]) => inTextOrder(a, b))) {
    const kind = places.join(" ");
    const number = classes.get(kind) ?? sizes.length;
    if (number === sizes.length) {
      classes.set(kind, number);
      for (const place of places) rows[place]?.set(number, 1);
    }
    sizes[number] = (sizes[number] ?? 0) + 1;
  }
  return { groups, rows: rows.slice(0, groups.length), earlierRows: distinctRows(rows.slice(groups.length)), sizes };
}
