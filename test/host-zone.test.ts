import { expect, test } from "vitest";

test("the host stands in the time zone that the environment names, so that the other tests prove what they claim", () => {
  const timeZone = process.env["TZ"] ?? "none";
  for (const instant of [Date.UTC(2011, 11, 30), Date.UTC(2027, 0, 1), Date.UTC(2027, 6, 1)]) {
    expect(new Date(instant).toLocaleString("en-US")).toBe(new Date(instant).toLocaleString("en-US", { timeZone }));
  }
});
