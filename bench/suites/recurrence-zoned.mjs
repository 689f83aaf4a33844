/**
 * The rules of recurrence-floating in New York, to UTC instants. rrule's `tzid` answers rightly only on a host that stands in UTC, and not near a clock change:
 * sessions at 09:00 never meet one.
 */
import rruleModule from "rrule";
import { expandRecurrence, expandRecurrenceColumns, expandRecurrenceColumnsUnchecked, parseRecurrenceRule } from "../../dist/cadence/index.js";
import { compare, optional } from "../compare.mjs";

const { RRule } = rruleModule;
const timeZone = "America/New_York";
const rules = [
  { text: "FREQ=WEEKLY;BYDAY=TU,TH", options: { freq: RRule.WEEKLY, byweekday: [RRule.TU, RRule.TH] } },
  { text: "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", options: { freq: RRule.WEEKLY, interval: 2, byweekday: [RRule.WE] } },
  { text: "FREQ=MONTHLY;BYDAY=1MO", options: { freq: RRule.MONTHLY, byweekday: [RRule.MO.nth(1)] } },
];
/** The end as an instant, and as rrule reads one beside `tzid`: as if it were a wall clock. */
const ends = [{ until: "20260331T125900Z", wall: Date.UTC(2026, 2, 31, 8, 59) }, { until: "20360106T045900Z", wall: Date.UTC(2036, 0, 5, 23, 59) }];
const jobs = rules.flatMap(({ text, options }) => ends.map(({ until, wall }) => ({
  text: `${text};UNTIL=${until}`,
  options: { ...options, dtstart: new Date(Date.UTC(2026, 0, 6, 9)), until: new Date(wall), tzid: timeZone },
  window: { set: { startLocalTime: "2026-01-06T09:00:00", timeZone, rule: parseRecurrenceRule(`${text};UNTIL=${until}`), addedTimes: [], excludedTimes: [] } },
})));

const ours = (list) => list.map(({ window }) => expandRecurrenceColumnsUnchecked(window).startsAtMilliseconds);
const checked = (list) => list.map(({ window }) => expandRecurrenceColumns(window).startsAtMilliseconds);
const records = (list) => list.map(({ window }) => expandRecurrence(window).occurrences);
const byRrule = (list) => list.map(({ options }) => new RRule(options).all());
const byRust = ({ RRuleSet, RRule: Rule, DtStart, DateTime }) => (list) => list.map(({ text }) => new RRuleSet({ dtstart: new DtStart(DateTime.local(2026, 1, 6, 9, 0, 0), timeZone), rrules: [Rule.fromString(`RRULE:${text}`)] }).all());
const byTemporal = ({ RRuleTemporal }) => (list) => list.map(({ text }) => new RRuleTemporal({ rruleString: `DTSTART;TZID=${timeZone}:20260106T090000\nRRULE:${text}` }).all());

const numbers = (lists) => lists.map((list) => Array.from(list));
export default async function recurrenceZoned() {
  const [rust, temporal] = await Promise.all([optional("rrule-rust"), optional("rrule-temporal")]);
  const countOf = (list) => ours(list).reduce((sum, { length }) => sum + length, 0);
  const comparison = (name, input, sample) => compare({
    name, input, item: "occurrences", itemCount: countOf,
    own: { run: ours, answer: numbers },
    peers: {
      checked: { run: checked, answer: numbers },
      records: { run: records, answer: (lists) => lists.map((list) => list.map(({ startsAt }) => Date.parse(startsAt))) },
      "rrule-tzid": { run: byRrule, answer: (lists) => lists.map((list) => list.map((date) => date.getTime())), input: sample },
      "rrule-rust": rust && { run: byRust(rust), answer: (lists) => lists.map((list) => list.map((date) => date.toMilliseconds())) },
      "rrule-temporal": temporal && { run: byTemporal(temporal), answer: (lists) => lists.map((list) => list.map(({ epochMilliseconds }) => epochMilliseconds)), input: sample },
    },
  });
  const ratios = comparison("recurrence-zoned", jobs, jobs);
  console.log(`columns with their check cost ${ratios.checked.toPrecision(3)} times the core, records ${ratios.records.toPrecision(3)} times: still ${(ratios["rrule-tzid"] / ratios.records).toPrecision(3)} times as fast as rrule with tzid`);
  for (const job of jobs) comparison(`recurrence-zoned (${job.text})`, [job], [job]);
}
