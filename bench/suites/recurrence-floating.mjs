/**
 * A rule and its start to wall clocks, floating: weekly, biweekly and monthly sessions over twelve weeks and over ten years. Every side makes its rule anew and lists all,
 * as milliseconds where it does not cost it more than what it has. Then what a window costs near and far.
 */
import rruleModule from "rrule";
import { expandRecurrence, expandRecurrenceColumns, expandRecurrenceColumnsUnchecked, parseRecurrenceRule } from "../../dist/cadence/index.js";
import { compare, optional } from "../compare.mjs";

const { RRule } = rruleModule;
const start = Date.UTC(2026, 0, 6, 9);
const startLocalTime = "2026-01-06T09:00:00";
const rules = {
  "weekly on two days": { text: "FREQ=WEEKLY;BYDAY=TU,TH", options: { freq: RRule.WEEKLY, byweekday: [RRule.TU, RRule.TH] } },
  biweekly: { text: "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", options: { freq: RRule.WEEKLY, interval: 2, byweekday: [RRule.WE] } },
  "first Monday": { text: "FREQ=MONTHLY;BYDAY=1MO", options: { freq: RRule.MONTHLY, byweekday: [RRule.MO.nth(1)] } },
};
const ends = { "12 weeks": "20260331T085900", "10 years": "20360105T235900" };
const compact = (text) => Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)$/u, "$1-$2-$3T$4:$5:$6Z"));

/** One job for every rule and end. */
const jobs = Object.entries(rules).flatMap(([name, { text, options }]) => Object.entries(ends).map(([span, end]) => {
  const rule = parseRecurrenceRule(`${text};UNTIL=${end}`);
  return { name: `${name}, ${span}`, text: `${text};UNTIL=${end}`, options: { ...options, dtstart: new Date(start), until: new Date(compact(end)) }, window: { set: { startLocalTime, timeZone: null, rule, addedTimes: [], excludedTimes: [] } } };
}));

const ours = (list) => list.map(({ window }) => expandRecurrenceColumnsUnchecked(window).localMilliseconds);
const checked = (list) => list.map(({ window }) => expandRecurrenceColumns(window).localMilliseconds);
const records = (list) => list.map(({ window }) => expandRecurrence(window).occurrences);
const byRrule = (list) => list.map(({ options }) => new RRule(options).all());
const byRust = ({ RRuleSet, RRule: Rule, DtStart, DateTime }) => (list) => list.map(({ text }) => new RRuleSet({ dtstart: new DtStart(DateTime.utc(2026, 1, 6, 9, 0, 0)), rrules: [Rule.fromString(`RRULE:${text}Z`)] }).all());

const numbers = (lists) => lists.map((list) => Array.from(list));
const ofDates = (lists) => lists.map((list) => list.map((date) => date.getTime()));
const ofRust = (lists) => lists.map((list) => list.map((date) => date.toMilliseconds()));

export default async function recurrenceFloating() {
  const rust = await optional("rrule-rust");
  const comparison = (name, input) => compare({
    name, input, item: "occurrences",
    itemCount: (list) => list.reduce((sum, { options }) => sum + new RRule(options).all().length, 0),
    own: { run: ours, answer: numbers },
    peers: {
      checked: { run: checked, answer: numbers },
      records: { run: records, answer: (lists) => lists.map((list) => list.map(({ localTime }) => Date.parse(`${localTime}Z`))) },
      rrule: { run: byRrule, answer: ofDates },
      "rrule-rust": rust && { run: byRust(rust), answer: ofRust },
    },
  });
  const ratios = comparison("recurrence-floating", jobs);
  console.log(`columns with their check cost ${ratios.checked.toPrecision(3)} times the core, records ${ratios.records.toPrecision(3)} times: still ${(ratios.rrule / ratios.records).toPrecision(3)} times as fast as rrule`);
  for (const job of jobs) comparison(`recurrence-floating (${job.name})`, [job]);

  const windowOf = (year) => ({ set: { startLocalTime, timeZone: null, rule: parseRecurrenceRule("FREQ=WEEKLY;BYDAY=TU,TH"), addedTimes: [], excludedTimes: [] }, fromLocalTime: `${year}-07-01T00:00`, beforeLocalTime: `${year + 1}-07-01T00:00` });
  const count = (window) => expandRecurrenceColumnsUnchecked(window).localMilliseconds.length;
  compare({ name: "window a year away", input: windowOf(2027), item: "occurrences", itemCount: count, own: { run: expandRecurrenceColumnsUnchecked, answer: () => true }, peers: { "window 150 years away": { run: expandRecurrenceColumnsUnchecked, answer: () => true, input: windowOf(2176) } } });
}
