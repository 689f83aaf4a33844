/**
 * Five rules over one year of four weekly signals, with cooldowns and one firing for a person in a week, against the same rules in `json-rules-engine`.
 * The engine knows no weeks: changes, deviations, the week before and weeks without a journal are reckoned for it before its clock runs, as facts of each person's week. Ours reckons them in its time, and checks every value.
 * One engine, one run for each person's week, all facts given at once, every rule of one priority, as the faster of one run after the other and a person's weeks together; cooldown and limit are the same few lines for both.
 */
import { replayTriggerColumns } from "../../dist/trigger/index.js";
import { optional } from "../compare.mjs";
import { streamOf } from "../random.mjs";

const weekCount = 52;
const signals = [
  { signalId: "quality", source: "quality", direction: "higher-is-better", validWeeks: 1, range: { lowest: 0, highest: 1 } },
  { signalId: "handle-time", source: "kpi", direction: "lower-is-better", validWeeks: 1 },
  { signalId: "satisfaction", source: "kpi", direction: "higher-is-better", validWeeks: 4, range: { lowest: 1, highest: 5 } },
  { signalId: "journal", source: "journal", direction: "higher-is-better", validWeeks: 1 },
];
const threshold = (signalId, comparison, limit) => ({ kind: "threshold", signalId, comparison, limit });
const ruleOf = (ruleId, priority, cooldownWeeks, when) => ({ ruleId, title: ruleId, when, priority, cooldownWeeks, needsApproval: true, purposeId: "coaching", actionId: "one-on-one", subject: ruleId });
const rules = [
  ruleOf("at-risk", 1, 2, { kind: "any", conditions: [threshold("quality", "below", 0.45), { kind: "all", conditions: [threshold("satisfaction", "below", 3), threshold("handle-time", "above", 450)] }] }),
  ruleOf("low-quality", 2, 4, { kind: "weeks-in-a-row", weekCount: 2, condition: threshold("quality", "below", 0.6) }),
  ruleOf("slower", 3, 6, { kind: "all", conditions: [{ kind: "change", signalId: "handle-time", measuredAs: "ratio", comparison: "at-least", limit: 0.15, previousWeeks: 8, minimumCount: 4 }, { kind: "not", condition: threshold("satisfaction", "at-least", 4.5) }] }),
  ruleOf("unlike-self", 4, 4, { kind: "outlier", signalId: "satisfaction", side: "below", deviations: 3.5, previousWeeks: 12, minimumCount: 6, minimumSpread: 0.1 }),
  ruleOf("silent", 5, 8, { kind: "weeks-in-a-row", weekCount: 3, condition: { kind: "missing", signalId: "journal" } }),
];

/** The same for the engine; a fact that is null is neither below nor above anything. */
const engineRules = [
  ["at-risk", { any: [{ fact: "quality", operator: "lessThan", value: 0.45 }, { all: [{ fact: "satisfaction", operator: "lessThan", value: 3 }, { fact: "handleTime", operator: "greaterThan", value: 450 }] }] }],
  ["low-quality", { all: [{ fact: "quality", operator: "lessThan", value: 0.6 }, { fact: "qualityBefore", operator: "lessThan", value: 0.6 }] }],
  ["slower", { all: [{ fact: "handleTimeChange", operator: "greaterThanInclusive", value: 0.15 }, { fact: "satisfaction", operator: "lessThan", value: 4.5 }] }],
  ["unlike-self", { all: [{ fact: "satisfactionDeviations", operator: "lessThanInclusive", value: -3.5 }] }],
  ["silent", { all: [{ fact: "weeksWithoutJournal", operator: "greaterThanInclusive", value: 3 }] }],
];

/** Persons about their own level, with weeks that are missing and some that are wild. */
function columnsOf(personCount) {
  const random = streamOf(11);
  const cellCount = personCount * signals.length * weekCount;
  const [values, isPresent] = [new Float64Array(cellCount), new Uint8Array(cellCount)];
  for (let place = 0; place < cellCount; place += weekCount) {
    const signal = (place / weekCount) % signals.length;
    const level = random();
    for (let week = place; week < place + weekCount; week += 1) {
      isPresent[week] = random() < [0.97, 0.97, 0.6, 0.7][signal] ? 1 : 0;
      const noise = random() * (random() < 0.02 ? 3 : 1);
      values[week] = [Math.max(0, 0.5 + 0.45 * level - 0.25 * noise), 280 + 100 * level + 80 * noise, Math.max(1, 3.6 + 1.3 * level - 0.9 * noise), 1][signal];
    }
  }
  return { signals, rules, personCount, weekCount, fromWeek: 0, values, isPresent, isPermitted: "not-looked-at", perPersonWeekLimit: 1 };
}

const median = (values) => {
  const sorted = values.toSorted((left, right) => left - right);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
};

/** What the engine is told of each person's week. */
function factsOf({ personCount, values, isPresent }) {
  return Array.from({ length: personCount }, (_, person) => {
    const [quality, handleTime, satisfaction, journal] = signals.map((_signal, signal) => Array.from({ length: weekCount }, (_week, week) => { const place = (person * signals.length + signal) * weekCount + week; return isPresent[place] === 1 ? values[place] : null; }));
    const past = (series, week, count) => series.slice(Math.max(0, week - count), week).filter((value) => value !== null);
    let weeksWithoutJournal = 0;
    return Array.from({ length: weekCount }, (_week, week) => {
      weeksWithoutJournal = journal[week] === null ? weeksWithoutJournal + 1 : 0;
      const [times, standingWeek] = [past(handleTime, week, 8), [week, week - 1, week - 2, week - 3].find((at) => at >= 0 && satisfaction[at] !== null)];
      const mean = times.reduce((sum, value) => sum + value, 0) / times.length;
      const own = standingWeek === undefined ? [] : past(satisfaction, standingWeek, 12);
      const middle = own.length < 6 ? 0 : median(own);
      const spread = own.length < 6 ? 0 : Math.max(0.1, 1.482602218505602 * median(own.map((value) => Math.abs(value - middle))));
      return {
        quality: quality[week], qualityBefore: week === 0 ? null : quality[week - 1], handleTime: handleTime[week], satisfaction: standingWeek === undefined ? null : satisfaction[standingWeek],
        handleTimeChange: handleTime[week] === null || times.length < 4 ? null : (handleTime[week] - mean) / mean, satisfactionDeviations: own.length < 6 ? null : (satisfaction[standingWeek] - middle) / spread, weeksWithoutJournal,
      };
    });
  });
}

/** Cooldowns and the limit of a week, after what the engine finds true. */
function firingsOf(trueRules) {
  const firings = [];
  trueRules.forEach((weeks, person) => {
    const lastWeeks = rules.map(() => -1000);
    weeks.forEach((found, week) => {
      const place = rules.findIndex(({ ruleId, cooldownWeeks }, at) => found.includes(ruleId) && week - lastWeeks[at] >= cooldownWeeks);
      if (place < 0) return;
      lastWeeks[place] = week;
      firings.push(person, week, place);
    });
  });
  return firings;
}

const typesOf = ({ events }) => events.map(({ type }) => type);
const runners = {
  "one run after the other": async (engine, facts) => {
    const found = [];
    for (const weeks of facts) {
      const own = [];
      for (const one of weeks) own.push(typesOf(await engine.run(one)));
      found.push(own);
    }
    return firingsOf(found);
  },
  "a person's weeks together": async (engine, facts) => {
    const found = [];
    for (const weeks of facts) found.push((await Promise.all(weeks.map((one) => engine.run(one)))).map(typesOf));
    return firingsOf(found);
  },
};

const ownFirings = ({ persons, weeks, rules: places }) => Array.from(persons, (person, at) => [person, weeks[at], places[at]]).flat();
const middle = (times) => times.toSorted((left, right) => left - right)[times.length >> 1];
const timeOf = async (run) => {
  const start = performance.now();
  await run();
  return performance.now() - start;
};

export default async function triggerReplay() {
  const module = await optional("json-rules-engine");
  if (module === undefined) console.log("json-rules-engine: absent");
  else {
    const small = columnsOf(2000);
    const facts = factsOf(small);
    const engine = new module.Engine(engineRules.map(([type, conditions]) => ({ conditions, event: { type } })));
    const firings = ownFirings(replayTriggerColumns(small));
    for (const [name, run] of Object.entries(runners)) if (JSON.stringify(await run(engine, facts)) !== JSON.stringify(firings)) throw new Error(`json-rules-engine fires differently, ${name}`);
    console.log(`${firings.length / 3} firings, all equal`);
    const times = { own: [], ...Object.fromEntries(Object.keys(runners).map((name) => [name, []])) };
    for (let round = 0; round < 3; round += 1) {
      for (const [name, run] of Object.entries(runners)) times[name].push(await timeOf(() => run(engine, facts)));
      times.own.push(await timeOf(() => replayTriggerColumns(small)));
    }
    const looks = small.personCount * weekCount;
    for (const [name, taken] of Object.entries(times)) console.log(`${name === "own" ? "trigger-replay" : `json-rules-engine, ${name}`}: ${middle(taken).toFixed(0)} ms for ${looks} weeks of people, ${((middle(taken) * 1e6) / looks).toFixed(0)} ns each`);
    console.log(`ratio trigger-replay/json-rules-engine: ${(Math.min(...Object.keys(runners).map((name) => middle(times[name]))) / middle(times.own)).toFixed(1)}`);
  }
  const grown = [];
  for (const personCount of [10_000, 30_000, 100_000]) {
    const columns = columnsOf(personCount);
    const times = [];
    for (let round = 0; round < 3; round += 1) times.push(await timeOf(() => replayTriggerColumns(columns)));
    grown.push(middle(times));
    console.log(`${personCount} people × ${weekCount} weeks, ${rules.length} rules: ${middle(times).toFixed(0)} ms, ${((middle(times) * 1e6) / personCount / weekCount).toFixed(0)} ns for a person's week`);
  }
  console.log(`ten times the people, ${(grown[2] / grown[0]).toFixed(1)} times as long`);
}
