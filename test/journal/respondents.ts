import type { GroupReportQuestion, GroupRespondent } from "coachkit/journal";

/** People of one team, named by it, who all answer the same. */
export const team = (groupId: string, count: number, value: number, more: Readonly<Record<string, string>> = {}): readonly GroupRespondent[] =>
  Array.from({ length: count }, (_, index) => ({ participantId: `${groupId}${String(index)}`, value, groups: Object.entries({ team: groupId, ...more }).map(([dimensionId, one]) => ({ dimensionId, groupId: one })) }));

/** Three teams of 12, 9 and 3. */
export const question: GroupReportQuestion = {
  measureId: "trust",
  reportedAt: "2026-10-05T07:00:00Z",
  scale: { lowest: 1, highest: 5 },
  leastRespondentCount: 5,
  respondents: [...team("A", 12, 4), ...team("B", 9, 3.6), ...team("C", 3, 2.5)],
  breakdowns: [["team"]],
};
