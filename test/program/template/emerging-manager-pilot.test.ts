import { expandCadence } from "coachkit/cadence";
import { emergingManagerPilot, readProgram } from "coachkit/program";
import { describe, expect, test } from "vitest";
import { cohort } from "../../cadence/one-cohort.js";

const datesOf = (id: string, changes = {}) =>
  expandCadence({ program: emergingManagerPilot, cohort: { ...cohort, ...changes } }).occurrences.filter(({ touchpointId }) => touchpointId === id).map(({ date }) => date);

describe("the emerging-manager pilot", () => {
  test("is a valid program", () => { expect(readProgram(emergingManagerPilot)).toStrictEqual(emergingManagerPilot); });

  test("has twelve weekly prompts", () => { expect(datesOf("prompt")).toHaveLength(12); });

  test("monthly is the second Wednesday of three months, by the calendar and not by program weeks", () => { expect(datesOf("group-coaching")).toEqual(["2027-10-13", "2027-11-10", "2027-12-08"]); });

  test("has two one-to-ones, in weeks 4 and 10", () => { expect(datesOf("one-to-one")).toEqual(["2027-10-28", "2027-12-09"]); });

  test("is measured on days 0, 45 and 90 from the start, calendar days", () => { expect(datesOf("measurement")).toEqual(["2027-09-27", "2027-11-11", "2027-12-26"]); });

  test("measurements stay on their day, whatever the cohort's policy", () => {
    expect(datesOf("measurement", { holidayPolicy: "next-working-day", holidays: [{ date: "2027-11-11", name: "Carnival" }] })).toEqual(["2027-09-27", "2027-11-11", "2027-12-26"]);
  });

  test("a measurement has no modality and asks for no coach", () => {
    const measurement = emergingManagerPilot.touchpoints.find(({ id }) => id === "measurement");
    expect(measurement?.modality).toBeUndefined();
    expect(measurement?.ledBy).toBe("participant");
  });

  test("the manager reinforces for ten minutes a week, and prompts fifteen minutes before each one-to-one", () => {
    const { occurrences } = expandCadence({ program: emergingManagerPilot, cohort });
    const of = (id: string) => occurrences.filter(({ touchpointId }) => touchpointId === id);
    expect([of("reinforcement").length, new Set(of("reinforcement").map(({ durationMinutes }) => durationMinutes))]).toEqual([12, new Set([10])]);
    of("manager-prompt").forEach(({ endsAt }, index) => { expect(Date.parse(of("one-to-one")[index]?.startsAt ?? "") - Date.parse(endsAt)).toBe(15 * 60_000); });
    expect(of("manager-prompt")).toHaveLength(2);
  });

  test("is meant for pilots of 10 to 30 people, and 15 of them fit", () => { expect(emergingManagerPilot.advisedParticipants).toEqual({ minimumCount: 10, maximumCount: 30 }); });
});
