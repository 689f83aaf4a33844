import { ICS_WRITE_LIMITS, streamIcs, toIcs, toIcsByPerson, toIcsBytes, toIcsBytesUnchecked } from "coachkit/calendar";
import { describe, expect, test } from "vitest";
import { issuesOf } from "../issues-of.js";
import { published } from "./sample-change.js";
import { exportOf, hardExport, sampleProgram, sessionOf } from "./sample-export.js";

const hard = hardExport("Europe/Berlin");
const many = exportOf(Array.from({ length: 600 }, (_, index) => sessionOf({ id: String(index), date: `2027-${String(1 + (index % 12)).padStart(2, "0")}-15`, participantIds: [`p${String(index % 7)}`] })));
const textOf = (pieces: Iterable<Uint8Array>): string => { const decoder = new TextDecoder(); return [...pieces].map((piece) => decoder.decode(piece, { stream: true })).join(""); };

describe.each([["one session", exportOf([sessionOf({ date: "2027-09-27" })])], ["none", exportOf([])], ["hard texts", hard], ["many", many], ["a series", exportOf([], { plan: published, seriesFrom: published })]])("of %s, octets and pieces are the text of toIcs", (_, input) => {
  test("octets", () => { expect(new TextDecoder().decode(toIcsBytes(input))).toBe(toIcs(input)); });
  test("octets unchecked", () => { expect(new TextDecoder().decode(toIcsBytesUnchecked(input))).toBe(toIcs(input)); });
  test("pieces", () => { expect(textOf(streamIcs(input))).toBe(toIcs(input)); });
});

test("pieces are of 64 KiB and the event that is over", () => {
  const sizes = [...streamIcs(many)].map(({ length }) => length);
  expect(sizes.length).toBeGreaterThan(3);
  expect(sizes.slice(0, -1).every((size) => size >= 65_536 && size < 67_000)).toBe(true);
});

test("a stream is checked when it is asked for, not when it is read", () => { expect(issuesOf(() => { streamIcs({ ...many, uidDomain: "" }); })).toEqual(["input.invalid_format at /uidDomain"]); });
test("a stream can be read by `for await` and by a ReadableStream's source", async () => {
  let size = 0;
  for await (const piece of streamIcs(many)) size += piece.length;
  expect(size).toBe(toIcsBytes(many).length);
});

test("a file that is too large is refused by a fault, and a stream of it begins", () => {
  const program = { ...sampleProgram, touchpoints: sampleProgram.touchpoints.map((touchpoint) => ({ ...touchpoint, agenda: Array.from({ length: 50 }, () => ({ title: "x", script: "x".repeat(20_000) })) })) };
  const input = exportOf(Array.from({ length: 70 }, (_, index) => sessionOf({ id: String(index), date: "2027-09-27" })), { program });
  expect(ICS_WRITE_LIMITS.fileOctets).toBeLessThan(70 * 1_000_000);
  expect(issuesOf(() => toIcs(input))).toEqual(["calendar-file.too_large at /plan"]);
  for (const piece of streamIcs(input)) {
    expect(piece.length).toBeGreaterThan(1_000_000);
    break;
  }
}, 60_000);

describe("files by person", () => {
  test("are those of toIcs with each personId, in the order of the plan", () => {
    for (const input of [hard, many, exportOf([], { plan: published, seriesFrom: published })]) {
      const files = toIcsByPerson(input);
      expect(files.map(({ personId }) => personId)).toEqual([...new Set(input.plan.sessions.flatMap(({ coachId, participantIds }) => [...(coachId === null ? [] : [coachId]), ...participantIds]))]);
      for (const { personId, ics } of files) expect(ics).toBe(toIcs({ ...input, personId }));
    }
  });
  test("are those of the persons that the host names, also of one who has no session", () => {
    const contacts = [{ personId: "new", name: "New" }];
    expect(toIcsByPerson({ ...many, contacts, personIds: ["new", "p3"] })).toEqual(["new", "p3"].map((personId) => ({ personId, ics: toIcs({ ...many, contacts, personId }) })));
  });
  test("leave out who has only offered sessions", () => { expect(toIcsByPerson(exportOf([sessionOf({ date: "2027-09-27", isScheduled: false })]))).toEqual([]); });
  test("of a person nobody knows are refused", () => { expect(issuesOf(() => toIcsByPerson({ ...many, personIds: ["p1", "nobody"] }))).toEqual(["calendar-export.unknown_person at /personIds/1"]); });
});
