import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BacklogRequest, type MadeObservation, observationBacklog, type PlannedObservation } from "coachkit/rubric";
import { refuses } from "../refusal.js";

const plan = (id: string, participantId: string, raterId: string, day: string): PlannedObservation => ({ id, participantId, raterId, weekStartDate: day < "11" ? "2027-10-04" : "2027-10-11", dueAt: `2027-10-${day}T16:00:00Z` });
const make = (id: string, plannedId: string | null, participantId: string, raterId: string, at: string): MadeObservation => ({ id, plannedId, participantId, raterId, observedAt: `2027-10-${at}Z` });
const planned = [plan("s1", "p1", "c1", "08"), plan("s2", "p2", "c1", "08"), plan("s3", "p1", "c2", "08"), plan("s4", "p2", "c2", "15"), plan("s5", "p1", "c1", "09"), plan("s6", "p3", "c1", "14")];
const made = [make("o1", "s1", "p1", "c1", "08T16:00:00"), make("o2", "s2", "p2", "c9", "08T16:00:01"), make("o3", null, "p3", "c1", "07T10:00:00")];
const backlog = (more: Partial<BacklogRequest> = {}) => observationBacklog({ planned, made, asOf: "2027-10-14T16:00:00Z", ...more });

describe("observationBacklog", () => {
  test("sets what was planned against what was made", () => {
    expect(backlog()).toStrictEqual({
      plannedCount: 6, doneCount: 2, doneLateCount: 1, doneByOthersCount: 1, overdueCount: 2, openCount: 2, unplannedCount: 1,
      byRater: [
        { key: "c1", plannedCount: 4, doneCount: 2, doneLateCount: 1, doneByOthersCount: 1, overdueCount: 1, openCount: 1 },
        { key: "c2", plannedCount: 2, doneCount: 0, doneLateCount: 0, doneByOthersCount: 0, overdueCount: 1, openCount: 1 },
      ],
      byParticipant: [
        { key: "p1", plannedCount: 3, doneCount: 1, doneLateCount: 0, doneByOthersCount: 0, overdueCount: 2, openCount: 0 },
        { key: "p2", plannedCount: 2, doneCount: 1, doneLateCount: 1, doneByOthersCount: 1, overdueCount: 0, openCount: 1 },
        { key: "p3", plannedCount: 1, doneCount: 0, doneLateCount: 0, doneByOthersCount: 0, overdueCount: 0, openCount: 1 },
      ],
      byWeek: [
        { key: "2027-10-04", plannedCount: 4, doneCount: 2, doneLateCount: 1, doneByOthersCount: 1, overdueCount: 2, openCount: 0 },
        { key: "2027-10-11", plannedCount: 2, doneCount: 0, doneLateCount: 0, doneByOthersCount: 0, overdueCount: 0, openCount: 2 },
      ],
      overdue: [{ ...plan("s3", "p1", "c2", "08"), overdueDays: 6 }, { ...plan("s5", "p1", "c1", "09"), overdueDays: 5 }],
    });
  });
  test("at its instant an observation is open, and a second later overdue", () => {
    const [one] = planned.slice(5);
    expect(backlog({ planned: [one as PlannedObservation], made: [] })).toMatchObject({ openCount: 1, overdueCount: 0, overdue: [] });
    expect(backlog({ planned: [one as PlannedObservation], made: [], asOf: "2027-10-14T16:00:01Z" })).toMatchObject({ openCount: 0, overdueCount: 1, overdue: [{ id: "s6", overdueDays: 0 }] });
  });
  test("nothing planned is nothing behind", () => { expect(backlog({ planned: [], made: [] })).toMatchObject({ plannedCount: 0, overdueCount: 0, byRater: [], overdue: [] }); });

  test("refuses ids twice", () => {
    refuses(() => backlog({ planned: [...planned, plan("s1", "p1", "c1", "08")] }), { code: "observation-backlog.duplicate_planned", path: ["planned", 6, "id"] });
    refuses(() => backlog({ made: [...made, make("o3", null, "p3", "c1", "07T10:00:00")] }), { code: "observation-backlog.duplicate_made", path: ["made", 3, "id"] });
    refuses(() => backlog({ made: [...made, make("o4", "s1", "p1", "c1", "07T10:00:00")] }), { code: "observation-backlog.made_twice", path: ["made", 3, "plannedId"] });
  });
  test("refuses what nobody planned, another participant, and the future", () => {
    refuses(() => backlog({ made: [make("o1", "s9", "p1", "c1", "08T10:00:00"), make("o2", "s3", "p2", "c2", "08T10:00:00"), make("o3", null, "p2", "c2", "14T16:00:01")] }),
      { code: "observation-backlog.unknown_planned", path: ["made", 0, "plannedId"] }, { code: "observation-backlog.other_participant", path: ["made", 1, "participantId"], params: { id: "s3", expected: "p1", got: "p2" } },
      { code: "observation-backlog.made_in_future", path: ["made", 2, "observedAt"] });
  });

  test("every planned one is done, overdue or open, in whatever order they are given", () => fc.assert(fc.property(fc.shuffledSubarray(planned), fc.shuffledSubarray(made), fc.integer({ min: 10, max: 28 }), (list, done, day) => {
    const ids = new Set(list.map(({ id }) => id));
    const asked = { planned: list, made: done.filter(({ plannedId }) => plannedId === null || ids.has(plannedId)), asOf: `2027-10-${String(day)}T00:00:00Z` };
    const result = observationBacklog(asked);
    expect(result.doneCount + result.overdueCount + result.openCount).toBe(list.length);
    expect(result.overdue).toHaveLength(result.overdueCount);
    expect(observationBacklog({ ...asked, planned: [...list].reverse(), made: [...asked.made].reverse() })).toStrictEqual(result);
  })));
});
