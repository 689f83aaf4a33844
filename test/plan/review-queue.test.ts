import { reviewQueue } from "coachkit/plan";
import { describe, expect, test } from "vitest";

/** An hour a day, and forty journals of six minutes: ρ = 240 / 300. */
const question = { weeklyReviewMinutes: 300, weeklyItemCount: 40, minutesEach: 6 };

test("at ρ = 0.8 an item waits four reviews and is answered after five: 24 and 30 minutes of an hour a day", () => {
  expect(reviewQueue(question)).toEqual({
    loadRatio: 0.8, isStable: true, waitMinutes: 24, waitWorkingDays: expect.closeTo(0.4, 12) as number, responseWorkingDays: expect.closeTo(0.5, 12) as number,
    inTimeFraction: expect.closeTo(1 - Math.exp(-4), 12) as number, largestWeeklyItemCount: expect.closeTo(47.5, 12) as number, assumptions: { workingDaysPerWeek: 5, responseLimitWorkingDays: 2 }, warnings: [],
  });
});

describe("the wait grows beyond all bounds as the work fills the time", () => {
  test.each([[0, 0], [25, 6], [40, 24], [45, 54], [49, 294]])("%i items of six minutes in 300 wait %i minutes", (weeklyItemCount, waitMinutes) => {
    expect(reviewQueue({ ...question, weeklyItemCount }).waitMinutes).toBe(waitMinutes);
  });
  test.each([50, 51, 5000])("%i items are unstable: the pile only grows", (weeklyItemCount) => {
    expect(reviewQueue({ ...question, weeklyItemCount })).toMatchObject({ isStable: false, waitMinutes: null, waitWorkingDays: null, responseWorkingDays: null, inTimeFraction: null, largestWeeklyItemCount: 47.5, warnings: ["unstable"] });
  });
  test("0.1 of a minute ten times is no less than a minute in binary: ρ is 1", () => {
    expect(reviewQueue({ weeklyReviewMinutes: 0.3, weeklyItemCount: 3, minutesEach: 0.1 })).toMatchObject({ loadRatio: 1, isStable: false });
  });
  test("no time for reviews is unstable too, and has no ratio", () => {
    expect(reviewQueue({ ...question, weeklyReviewMinutes: 0 })).toMatchObject({ loadRatio: null, isStable: false, largestWeeklyItemCount: 0 });
    expect(reviewQueue({ ...question, weeklyReviewMinutes: 0, responseLimitWorkingDays: null })).toMatchObject({ loadRatio: null, isStable: false, largestWeeklyItemCount: 0 });
  });
});

test("the largest number of items takes exactly the limit", () => {
  const { largestWeeklyItemCount } = reviewQueue({ ...question, responseLimitWorkingDays: 0.25, workingDaysPerWeek: 4 });
  expect(reviewQueue({ ...question, weeklyItemCount: largestWeeklyItemCount, workingDaysPerWeek: 4 }).responseWorkingDays).toBeCloseTo(0.25, 9);
});
test("without a limit all the time may be filled, and no share is in time", () => {
  expect(reviewQueue({ ...question, responseLimitWorkingDays: null })).toMatchObject({ largestWeeklyItemCount: 50, inTimeFraction: null, assumptions: { workingDaysPerWeek: 5 } });
});
test("an item that takes longer than the limit is never in time on average", () => {
  expect(reviewQueue({ ...question, minutesEach: 120 }).largestWeeklyItemCount).toBe(0);
});

test.each([
  ["a review of no time", { minutesEach: 0 }, "input.too_small at /minutesEach"],
  ["a negative number of items", { weeklyItemCount: -1 }, "input.too_small at /weeklyItemCount"],
  ["a limit of no days", { responseLimitWorkingDays: 0 }, "input.too_small at /responseLimitWorkingDays"],
  ["a week of eight working days", { workingDaysPerWeek: 8 }, "input.too_big at /workingDaysPerWeek"],
])("refuses %s", (_, changes, start) => { expect(() => reviewQueue({ ...question, ...changes })).toThrow(start); });
