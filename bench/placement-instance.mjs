/**
 * Coaching sessions in shifts, as a placement problem: agents in teams of 15 with a coach each, ten days of half hours, one session of half an hour per agent and week.
 * Shifts have a break and days off, a coach is free in 55 % of his half hours and takes one session at a time. What a session costs in a half hour grows with how many are held in it: it is convex in the surplus of staff.
 */
import { streamOf } from "./random.mjs";

const days = 10;
const halfHours = 48;
const weeks = 2;
const stepCount = days * halfHours;
const teamSize = 15;
const shiftHalfHours = 17;
const breakAfter = 8;

/** Who works when: for each agent and day the first half hour, −1 on days off; and how many work in each. */
function shiftsOf(agentCount, random) {
  const starts = new Int8Array(agentCount * days).fill(-1);
  const staff = new Uint32Array(stepCount);
  for (let agent = 0; agent < agentCount; agent += 1) {
    const usual = 12 + Math.floor(random() * 17);
    for (let day = 0; day < days; day += 1) {
      if (random() < 0.08) continue;
      const start = Math.min(30, usual + Math.floor(random() * 3));
      starts[agent * days + day] = start;
      for (let at = start; at < start + shiftHalfHours; at += 1) if (at !== start + breakAfter) staff[day * halfHours + at] += 1;
    }
  }
  return { starts, staff };
}

function coachesOf(coachCount, random) {
  const capacity = new Uint8Array(coachCount * stepCount);
  for (let coach = 0; coach < coachCount; coach += 1) {
    const start = 14 + Math.floor(random() * 6);
    for (let day = 0; day < days; day += 1) {
      for (let at = start; at < start + shiftHalfHours; at += 1) if (random() < 0.55 && at !== start + breakAfter) capacity[coach * stepCount + day * halfHours + at] = 1;
    }
  }
  return capacity;
}

/** Loss by the surplus of staff: convex, and falling. */
const loss = (surplus) => (surplus >= 0 ? 0.5 / (1 + surplus) : 0.5 - surplus + 0.5 * surplus * surplus);

/** A table for each half hour, of two quarters with two peaks in demand. */
const tablesOf = (staff, ends, random) => Array.from(staff, (working, step) => {
  const required = [0, 1].map((quarter) => {
    const hour = ((step % halfHours) * 2 + quarter) / 4;
    const shape = 0.97 + 0.05 * (Math.exp(-((hour - 11) ** 2) / 3) + 0.8 * Math.exp(-((hour - 15.5) ** 2) / 4));
    return working * (shape + 0.03 * (random() - 0.5));
  });
  const cost = (held) => required.reduce((sum, need) => sum + loss(working - need - held), 0);
  const none = cost(0);
  return Float64Array.from({ length: ends[step] + 1 }, (_, held) => (held === 0 ? 0 : Math.max(0, cost(held) - none)));
});

/** The problem for so many agents. */
export function placementInstance(agentCount) {
  const random = streamOf(agentCount);
  const coachCount = Math.ceil(agentCount / teamSize);
  const { starts, staff } = shiftsOf(agentCount, random);
  const resourceCapacity = coachesOf(coachCount, random);
  const unitCount = agentCount * weeks;
  const firstOption = new Uint32Array(unitCount + 1);
  const steps = [];
  const resources = [];
  const visit = (agent, week, tell) => {
    const coach = Math.floor(agent / teamSize);
    for (let day = week * 5; day < week * 5 + 5; day += 1) {
      const start = starts[agent * days + day];
      for (let at = start; start >= 0 && at < start + shiftHalfHours; at += 1) {
        const step = day * halfHours + at;
        if (at !== start + breakAfter && resourceCapacity[coach * stepCount + step] === 1) tell(step, coach);
      }
    }
  };
  for (let agent = 0; agent < agentCount; agent += 1) {
    for (let week = 0; week < weeks; week += 1) {
      visit(agent, week, (step, coach) => { steps.push(step); resources.push(coach); });
      firstOption[agent * weeks + week + 1] = steps.length;
    }
  }
  const ends = new Uint32Array(stepCount);
  resourceCapacity.forEach((capacity, at) => { ends[at % stepCount] += capacity; });
  return {
    unitCount, stepCount, trackCount: 1, cellTable: Uint32Array.from({ length: stepCount }, (_, step) => step), costTables: tablesOf(staff, ends, random),
    unitSteps: new Uint32Array(unitCount).fill(1),
    loads: { firstLoad: Uint32Array.from({ length: unitCount + 1 }, (_, at) => at), track: new Uint32Array(unitCount), size: new Uint32Array(unitCount).fill(1) },
    options: { firstOption, step: Uint32Array.from(steps), resource: Uint32Array.from(resources) },
    resourceCount: coachCount, resourceCapacity,
  };
}

/** Terms in lines of bounded length, as the LP format wants. */
const sumText = (terms) => Array.from({ length: Math.ceil(terms.length / 8) }, (_, line) => terms.slice(line * 8, line * 8 + 8).join(" ")).join("\n ");

/** A placement network (units of one step and load 1, one track, every option with a resource) as a linear program: its vertices are whole. Leaving out a unit costs `unplaced`. */
export function placementLp({ unitCount, stepCount, cellTable, costTables, options: { firstOption, step, resource } }, unplaced) {
  const goal = [];
  const rows = [];
  const bounds = [];
  const inStep = Array.from({ length: stepCount }, () => []);
  const inPlace = new Map();
  for (let unit = 0; unit < unitCount; unit += 1) {
    const own = [`+ 1 n${unit}`];
    goal.push(`+ ${unplaced} n${unit}`);
    for (let at = firstOption[unit]; at < firstOption[unit + 1]; at += 1) {
      own.push(`+ 1 x${at}`);
      inStep[step[at]].push(`+ 1 x${at}`);
      const place = resource[at] * stepCount + step[at];
      inPlace.set(place, [...(inPlace.get(place) ?? []), `+ 1 x${at}`]);
    }
    rows.push(`u${unit}: ${sumText(own)} = 1`);
  }
  for (const [place, terms] of inPlace) rows.push(`r${place}: ${sumText(terms)} <= 1`);
  inStep.forEach((terms, at) => {
    if (terms.length === 0) return;
    const table = costTables[cellTable[at]];
    const parts = Array.from({ length: Math.min(table.length - 1, terms.length) }, (_, held) => held);
    for (const held of parts) {
      goal.push(`+ ${table[held + 1] - table[held]} y${at}_${held}`);
      bounds.push(`0 <= y${at}_${held} <= 1`);
    }
    rows.push(`c${at}: ${sumText([...terms, ...parts.map((held) => `- 1 y${at}_${held}`)])} <= 0`);
  });
  return `Minimize\n obj: ${sumText(goal)}\nSubject To\n ${rows.join("\n ")}\nBounds\n ${bounds.join("\n ")}\nEnd\n`;
}
