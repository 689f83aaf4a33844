import { describe, expect, test } from "vitest";
import { onTimeWork, type WorkItem, type WorkWindow } from "coachkit/kpi";
import { issuesOf } from "../issues-of.js";

const item = (id: string, dueDate: string, doneDate: string | null): WorkItem => ({ id, dueDate, doneDate });
const october: WorkWindow = {
  fromDate: "2027-10-01", toDate: "2027-10-31", asOfDate: "2027-10-20", confidenceLevel: 0.95,
  items: [item("early", "2027-10-10", "2027-10-02"), item("on-the-day", "2027-10-10", "2027-10-10"), item("a-day-late", "2027-10-10", "2027-10-11"), item("open", "2027-10-10", null)],
};

describe("onTimeWork", () => {
  test("done by the day it was promised for is on time, a day later is not, nor is what is still open", () => {
    expect(onTimeWork(october)).toMatchObject({ onTimeFraction: { estimate: 0.5, n: 4, method: "wilson" }, lateCount: 1, overdueCount: 1, notYetDueCount: 0 });
  });

  test("what is not due yet takes no part, done or not: those done early would flatter", () => {
    const items = [...october.items, item("later-done", "2027-10-25", "2027-10-12"), item("later-open", "2027-10-25", null), item("today", "2027-10-20", null)];
    expect(onTimeWork({ ...october, items })).toMatchObject({ onTimeFraction: { estimate: 0.5, n: 4 }, notYetDueCount: 3 });
  });

  test("yesterday is over", () => {
    expect(onTimeWork({ ...october, items: [item("x", "2027-10-19", null)] })).toMatchObject({ onTimeFraction: { estimate: 0 }, overdueCount: 1 });
  });

  test("items of one person are alike", () => {
    const items = october.items.map((one, index) => ({ ...one, personId: index < 2 ? "ana" : "ben" }));
    expect(onTimeWork({ ...october, items }).onTimeFraction).toMatchObject({ method: "wilson-design-effect", warnings: ["few-people"] });
  });

  test.each<readonly [string, object, string]>([
    ["an item done in the future", { items: [item("x", "2027-10-10", "2027-10-21")] }, "on-time-work.done_later at /items/0/doneDate"],
    ["an item due outside the window", { items: [item("x", "2027-11-01", null)] }, "measure-window.outside at /items/0/dueDate"],
    ["an item twice", { items: [item("x", "2027-10-10", null), item("x", "2027-10-10", null)] }, "measure-window.duplicate_record at /items/1/id"],
    ["a window that ends before it starts", { toDate: "2027-09-01", items: [] }, "measure-window.ends_before_start at /toDate"],
  ])("refuses %s", (_, change, issue) => {
    expect(issuesOf(() => onTimeWork({ ...october, ...change }))).toEqual([issue]);
  });
});
