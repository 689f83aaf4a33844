/**
 * 10,000 cohorts × 33 touchpoints to UTC instants: a kickoff, two nudges a week for twelve weeks, six biweekly huddles,
 * a talk in week 9 and a demonstration in week 12, each at 09:00 of the cohort's zone.
 * The slow peers run on a sample of the cohorts. Every touchpoint lies on a working day: near a clock change (a weekend)
 * rrule with tzid answers wrongly, because it takes the offset at "wall time read as UTC", and elsewhere it is right only
 * on a host that stands in UTC.
 */
import { addDays } from "date-fns";
import rruleModule from "rrule";
import { expandCadenceColumns, expandCadenceColumnsUnchecked, expandCadences } from "../../dist/cadence/index.js";
import { compare, optional } from "../compare.mjs";

const touchpointsPerCohort = 33;
const startTime = "09:00";
const timeZones = ["America/New_York", "America/Los_Angeles", "Europe/London", "Europe/Berlin", "Asia/Kolkata", "Australia/Sydney"];
const dayMilliseconds = 86_400_000;
const weeks = Array.from({ length: 12 }, (_, week) => week);
/** Days from the cohort's first day, a Monday. */
const dayOffsets = [0, ...weeks.flatMap((week) => [7 * week + 1, 7 * week + 3]), ...weeks.filter((week) => week % 2 === 0).map((week) => 7 * week + 2), 58, 81];
const cohortsOf = (count) => Array.from({ length: count }, (_, index) => ({
  id: `cohort-${index}`,
  startDate: new Date(Date.UTC(2026, 0, 5 + 7 * (index % 52))).toISOString().slice(0, 10),
  timeZone: timeZones[index % timeZones.length],
}));

/** Our program of the same touchpoints: a kickoff on the start, and weeks that begin with it. */
const touchpoint = (id, timing) => ({ id, title: id, modality: "any", durationMinutes: 30, timing: { ...timing, startTime }, clock: "cohort", audience: { kind: "everyone" }, ledBy: "coach", isScheduled: true });
const program = {
  kind: "program", schemaVersion: 1, id: "bench", title: "Bench", practice: "coaching", phase: "pilot", weekCount: 12, segments: [],
  targetBehaviors: [{ id: "any", title: "Any", kpiIds: ["any"] }],
  modalities: [{ id: "any", title: "Any", minimumMinutes: 1, maximumMinutes: 480 }],
  touchpoints: [
    touchpoint("kickoff", { kind: "start-date" }),
    touchpoint("nudge", { kind: "weeks", weeks, weekdays: ["TU", "TH"] }),
    touchpoint("huddle", { kind: "every-weeks", everyWeeks: 2, fromWeek: 0, toWeek: 10, weekdays: ["WE"] }),
    touchpoint("talk", { kind: "day-offsets", dayOffsets: [58] }),
    touchpoint("demo", { kind: "day-offsets", dayOffsets: [81] }),
  ],
};
const ourCohort = ({ id, startDate, timeZone }) => ({ id, startDate, weekStartsOn: "MO", timeZone, workingWeekdays: ["MO", "TU", "WE", "TH", "FR"], holidays: [], holidayPolicy: "next-working-day" });

/** The same as recurrence rules: first day, days of the week, every so many weeks, how often. */
const streams = [
  { from: 0, count: 1 },
  { from: 1, byDay: ["TU", "TH"], count: 24 },
  { from: 2, byDay: ["WE"], everyWeeks: 2, count: 6 },
  { from: 58, count: 1 },
  { from: 81, count: 1 },
];
const wallClock = ({ startDate }, days) => new Date(Date.parse(`${startDate}T${startTime}:00Z`) + days * dayMilliseconds);

function rruleTzid(cohorts) {
  const { RRule } = rruleModule;
  const instants = [];
  for (const cohort of cohorts) {
    for (const { from, byDay, everyWeeks = 1, count } of streams) {
      const rule = new RRule({ freq: RRule.WEEKLY, dtstart: wallClock(cohort, from), interval: everyWeeks, count, byweekday: byDay?.map((day) => RRule[day]), tzid: cohort.timeZone });
      for (const date of rule.all()) instants.push(date.getTime());
    }
  }
  return instants;
}

function rruleTemporal({ RRuleTemporal }, cohorts) {
  const instants = [];
  for (const cohort of cohorts) {
    for (const { from, byDay, everyWeeks = 1, count } of streams) {
      const start = wallClock(cohort, from).toISOString().replaceAll(/[-:]/gu, "").slice(0, 15);
      const rule = new RRuleTemporal({ rruleString: `DTSTART;TZID=${cohort.timeZone}:${start}\nRRULE:FREQ=WEEKLY;INTERVAL=${everyWeeks};COUNT=${count}${byDay === undefined ? "" : `;BYDAY=${byDay.join()}`}` });
      for (const date of rule.all()) instants.push(date.epochMilliseconds);
    }
  }
  return instants;
}

function dateFnsZoned({ TZDate }, cohorts) {
  const instants = [];
  for (const { startDate, timeZone } of cohorts) {
    const [year, month, day] = startDate.split("-").map(Number);
    const first = new TZDate(year, month - 1, day, 9, 0, timeZone);
    for (const days of dayOffsets) instants.push(addDays(first, days).getTime());
  }
  return instants;
}

/** The order of touchpoints within a cohort is not compared. */
function inOrder(instants) {
  const sorted = Float64Array.from(instants);
  for (let at = 0; at < sorted.length; at += touchpointsPerCohort) sorted.subarray(at, at + touchpointsPerCohort).sort();
  return sorted;
}

export default async function expandZoned() {
  const [temporal, zoned] = await Promise.all([optional("rrule-temporal"), optional("@date-fns/tz")]);
  const cohorts = cohortsOf(10_000);
  /** Every eleventh: over all zones, and over the weeks of the year. */
  const sample = (count) => Array.from({ length: count }, (_, index) => cohorts[index * 11]);
  const core = (list) => expandCadenceColumnsUnchecked({ program, cohorts: list });
  const columns = (list) => expandCadenceColumns({ program, cohorts: list });
  const records = (list) => expandCadences({ program, cohorts: list });
  const ratios = compare({
    name: "expand-zoned",
    input: cohorts.map(ourCohort),
    item: "touchpoints",
    itemCount: (list) => list.length * touchpointsPerCohort,
    own: { run: core, answer: ({ startsAtMilliseconds }) => inOrder(startsAtMilliseconds) },
    peers: {
      checked: { run: columns, answer: ({ startsAtMilliseconds }) => inOrder(startsAtMilliseconds) },
      records: { run: records, answer: (cadences) => inOrder(cadences.flatMap(({ occurrences }) => occurrences.map(({ startsAt }) => Date.parse(startsAt)))), input: sample(900).map(ourCohort) },
      "rrule-tzid": { run: rruleTzid, answer: inOrder, input: sample(24).map(ourCohort) },
      "rrule-temporal": temporal && { run: (list) => rruleTemporal(temporal, list), answer: inOrder, input: sample(60).map(ourCohort) },
      "date-fns-tzdate": zoned && { run: (list) => dateFnsZoned(zoned, list), answer: inOrder, input: sample(120).map(ourCohort) },
    },
  });
  console.log(`columns with their check cost ${ratios.checked.toPrecision(3)} times the core: still ${(ratios["rrule-tzid"] / ratios.checked).toFixed(0)} times as fast as rrule with tzid, ${(ratios["date-fns-tzdate"] / ratios.checked).toFixed(0)} times as date-fns`);
  console.log(`records cost ${ratios.records.toPrecision(3)} times the core; each still ${(ratios["rrule-tzid"] / ratios.records).toFixed(0)} times as fast as rrule with tzid`);
}
