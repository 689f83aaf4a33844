import { expandCadence, plannedDose } from "coachkit/cadence";
import { blendedTwelveWeek, programWarnings, readProgram } from "coachkit/program";
import { describe, expect, test } from "vitest";
import { cohort } from "../../cadence/one-cohort.js";

const { occurrences } = expandCadence({ program: blendedTwelveWeek, cohort });
const weeksOf = (id: string) => occurrences.filter(({ touchpointId }) => touchpointId === id).map(({ week }) => week);

describe("the blended program of twelve weeks", () => {
  test("is a valid program", () => { expect(readProgram(blendedTwelveWeek)).toStrictEqual(blendedTwelveWeek); });

  test("plans 33 items and 12 hours for each participant", () => {
    expect(plannedDose(occurrences)).toStrictEqual({
      itemCount: 33,
      totalMinutes: 720,
      touchpoints: [
        { touchpointId: "kickoff", itemCount: 1, totalMinutes: 180 },
        { touchpointId: "nudge", itemCount: 24, totalMinutes: 240 },
        { touchpointId: "huddle", itemCount: 6, totalMinutes: 180 },
        { touchpointId: "one-to-one", itemCount: 1, totalMinutes: 60 },
        { touchpointId: "demo", itemCount: 1, totalMinutes: 60 },
      ],
    });
  });

  test("twelve weeks are weeks 1 to 12 after week 0: thirteen calendar weeks with the workshop", () => {
    expect([...new Set(occurrences.map(({ week }) => week))].sort((left, right) => Number(left) - Number(right))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect([occurrences[0]?.date, occurrences.at(-1)?.date]).toEqual(["2027-09-27", "2027-12-24"]);
  });

  test.each([
    ["kickoff", [0]],
    ["huddle", [2, 4, 6, 8, 10, 12]], // even weeks: the last shares week 12 with the demo
    ["one-to-one", [9]],
    ["demo", [12]],
  ])("%s stands in weeks %j", (id, weeks) => { expect(weeksOf(id)).toEqual(weeks); });

  test("two nudges a week, not a yes or no, at least 48 hours apart, none in week 0", () => {
    expect(weeksOf("nudge")).toEqual(Array.from({ length: 24 }, (_, index) => 1 + Math.floor(index / 2)));
    const days = occurrences.filter(({ touchpointId }) => touchpointId === "nudge").map(({ date }) => Date.parse(date) / 3_600_000);
    expect(Math.min(...days.slice(1).map((hours, index) => hours - (days[index] ?? 0)))).toBeGreaterThanOrEqual(48);
  });

  test("the workshop is followed by practice in every week, so it is a kickoff and not the whole program", () => {
    expect(programWarnings(blendedTwelveWeek).map(({ reason }) => reason)).not.toContain("no-follow-up");
  });

  test("huddles are led by peers, the one-to-one and the demo by a coach", () => {
    expect(Object.fromEntries(blendedTwelveWeek.touchpoints.map(({ id, ledBy }) => [id, ledBy]))).toEqual({ kickoff: "coach", nudge: "participant", huddle: "peer", "one-to-one": "coach", demo: "coach" });
  });

  test("every touchpoint stands in calendars with an agenda", () => {
    expect(blendedTwelveWeek.touchpoints.every(({ isScheduled, agenda = [] }) => isScheduled && agenda.length > 0)).toBe(true);
  });

  test("is meant for pilots of 10 to 30 people", () => { expect(blendedTwelveWeek.advisedParticipants).toEqual({ minimumCount: 10, maximumCount: 30 }); });
});
