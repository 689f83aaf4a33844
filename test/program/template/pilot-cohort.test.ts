import { expandCadence, plannedDose } from "coachkit/cadence";
import { pilotCohort, readProgram } from "coachkit/program";
import { describe, expect, test } from "vitest";
import { cohort } from "../../cadence/one-cohort.js";

const { occurrences } = expandCadence({ program: pilotCohort, cohort });

describe("the pilot cohort of twelve weeks", () => {
  test("is a valid program", () => { expect(readProgram(pilotCohort)).toStrictEqual(pilotCohort); });

  test("plans twelve weekly prompts, six group sessions and one one-to-one for each participant", () => {
    expect(plannedDose(occurrences).touchpoints.map(({ touchpointId, itemCount }) => [touchpointId, itemCount])).toEqual([["prompt", 12], ["group-coaching", 6], ["one-to-one", 1]]);
  });

  test("names no kickoff, so weeks 1 to 12 have everything", () => { expect(occurrences[0]?.week).toBe(1); });

  test("group coaching every two weeks is led by a coach, unlike a peer huddle, in the even weeks", () => {
    expect(pilotCohort.touchpoints.find(({ id }) => id === "group-coaching")).toMatchObject({ modality: "group", ledBy: "coach" });
    expect(occurrences.filter(({ touchpointId }) => touchpointId === "group-coaching").map(({ week }) => week)).toEqual([2, 4, 6, 8, 10, 12]);
  });

  test("the one-to-one may lie in any week from 5 to 8", () => {
    expect(occurrences.find(({ touchpointId }) => touchpointId === "one-to-one")).toMatchObject({ week: 5, date: "2027-11-01", windowEndDate: "2027-11-26" });
  });

  test("is meant for 12 to 20 people", () => { expect(pilotCohort.advisedParticipants).toEqual({ minimumCount: 12, maximumCount: 20 }); });
});
