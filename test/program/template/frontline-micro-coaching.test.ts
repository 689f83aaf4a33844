import { expandCadence } from "coachkit/cadence";
import { afterContactTime, frontlineMicroCoaching, readProgram } from "coachkit/program";
import { describe, expect, test } from "vitest";
import { cohort } from "../../cadence/one-cohort.js";

describe("frontline micro-coaching", () => {
  test("is a valid program", () => { expect(readProgram(frontlineMicroCoaching)).toStrictEqual(frontlineMicroCoaching); });

  test("takes five minutes after a call, for one call in ten, four times a day at most", () => {
    expect(frontlineMicroCoaching.touchpoints[0]).toMatchObject({ modality: "micro", durationMinutes: 5, timing: { kind: "after-contact", sampledFraction: 0.1, maximumCountPerDay: 4 } });
    expect(afterContactTime({ contactCountPerDay: 40, sampledFraction: 0.1, maximumCountPerDay: 4, durationMinutes: 5, shiftMinutes: 480 })).toStrictEqual({ countPerDay: 4, minutesPerDay: 20, shiftRatio: 20 / 480 });
  });

  test("has no date for coaching after calls, and dates for six huddles and twelve summaries", () => {
    const { occurrences, undatedTouchpointIds } = expandCadence({ program: frontlineMicroCoaching, cohort });
    expect(undatedTouchpointIds).toEqual(["after-call"]);
    expect(occurrences.filter(({ touchpointId }) => touchpointId === "huddle").map(({ week }) => week)).toEqual([2, 4, 6, 8, 10, 12]);
    expect(occurrences.filter(({ touchpointId }) => touchpointId === "call-summary")).toHaveLength(12);
  });
});
