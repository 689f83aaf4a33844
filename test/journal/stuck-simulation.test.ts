import { readFileSync } from "node:fs";
import { findStuck } from "coachkit/journal";
import { describe, expect, test } from "vitest";
import { simulateStudy, states, type StudyResult } from "./simulated-practice.js";

// A small version of scripts/stuck-simulation.ts; with so few people a share may stray by some points.
const small = { seed: 7, weekCount: 12, onTrackCount: 50, countPerState: 25, policy: {}, blur: 0 };
const study = simulateStudy(small);
const rightlyNamed = ({ detection }: StudyResult): number => detection.namedRightly.estimate ?? NaN;

describe("on simulated people whose true state is known", () => {
  test.each([["no-signal", 0.65, 28], ["logistics", 0.7, 28], ["not-done", 0.65, 28], ["no-change", 0.45, 35], ["bored", 0.75, 35]] as const)("%s is found, and rightly named for more than %d, within %d days at the median", (state, least, days) => {
    const { found, namedRightly, leadQuantiles } = study.detections.find((one) => one.state === state)!;
    expect(found.estimate).toBeGreaterThan(0.75);
    expect(namedRightly.estimate).toBeGreaterThan(least);
    expect(leadQuantiles[1]).toBeGreaterThanOrEqual(7);
    expect(leadQuantiles[1]).toBeLessThanOrEqual(days);
  });

  test.each(states.slice(1))("of the flagged weeks in the state %s most name it", (state) => {
    const { healthy: _, "not-enough-evidence": __, ...flags } = study.weeks[state];
    expect(flags[state as keyof typeof flags]).toBeGreaterThan(0.6 * Object.values(flags).reduce((sum, count) => sum + count, 0));
  });

  test("less than one week in twenty of people on track is flagged, but some are: two ordinary misses in a row look like trouble", () => {
    expect(study.falsePerWeek.estimate).toBeGreaterThan(0.002);
    expect(study.falsePerWeek.estimate).toBeLessThan(0.05);
    expect(study.everFlagged.estimate).toBeLessThan(0.4);
    expect(study.falseAmongFlags.estimate).toBeLessThan(0.15);
  });

  test("a run of three gives fewer false alarms and finds fewer people, later", () => {
    const cautious = simulateStudy({ ...small, policy: { runLength: 3, silentAfterGaps: 3 } });
    expect(cautious.falsePerWeek.estimate).toBeLessThan(0.5 * (study.falsePerWeek.estimate ?? 0));
    expect(cautious.detection.found.estimate).toBeLessThan(study.detection.found.estimate ?? 0);
    expect(cautious.detection.leadDays.estimate).toBeGreaterThan(study.detection.leadDays.estimate ?? Infinity);
  });

  // else the rules would read the answer from something that the simulation gives away
  test("where the states differ in nothing, the rules name none of them", () => {
    expect(rightlyNamed(simulateStudy({ ...small, onTrackCount: 2, countPerState: 20, blur: 1 }))).toBeLessThan(0.15);
    expect(rightlyNamed(study)).toBeGreaterThan(0.7);
  });

  test("the same seed gives the same course, another seed another", () => {
    const tiny = { ...small, onTrackCount: 5, countPerState: 3, weekCount: 8 };
    expect(simulateStudy(tiny)).toEqual(simulateStudy(tiny));
    expect(simulateStudy({ ...tiny, seed: 8 })).not.toEqual(simulateStudy(tiny));
  });
});

test("docs/stuck-simulation.md is labeled and was made with the defaults of today", () => {
  const page = readFileSync("docs/stuck-simulation.md", "utf8");
  const { evidenceWeights: _, ...bounds } = findStuck({ records: [], at: "2027-01-04T08:00:00Z" }).assumptions;
  expect(page).toContain("**This is a simulation, not evidence.**");
  for (const [key, value] of Object.entries(bounds)) expect(page).toContain(`\`${key}\` ${String(value)}`);
});
