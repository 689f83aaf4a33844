/**
 * Wall clocks of New York to instants, 2024 to 2034: every half hour of the working days, in order as a calendar is read, and shuffled. Ours is `instantColumns`, its check of every reading included.
 * The peer that the goal names is two cached calls of Intl.DateTimeFormat for each.
 */
import { expandRecurrenceColumnsUnchecked, parseRecurrenceRule } from "../../dist/cadence/index.js";
import { instantColumns } from "../../dist/time/index.js";
import { compare, optional } from "../compare.mjs";

const timeZone = "America/New_York";
const hours = Array.from({ length: 9 }, (_, hour) => hour + 8).join();
const windowOf = (beforeLocalTime) => ({ set: { startLocalTime: "2024-01-01T08:00:00", timeZone, rule: parseRecurrenceRule(`FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=${hours};BYMINUTE=0,30`), addedTimes: [], excludedTimes: [] }, beforeLocalTime });
const wallsOf = (window) => Array.from(expandRecurrenceColumnsUnchecked(window).localMilliseconds);

const format = new Intl.DateTimeFormat("en-US", { timeZone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" });
function offsetAt(instant) {
  const [, month, day, year, hour, minute, second] = /(\d+)\/(\d+)\/(\d+), (\d+):(\d+):(\d+)/u.exec(format.format(instant)).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second) - instant;
}
function byIntl({ walls }) {
  return walls.map((wall) => {
    const near = wall - offsetAt(wall);
    return wall - offsetAt(near);
  });
}
const byDateFns = ({ tzOffset }) => ({ walls }) => walls.map((wall) => {
  const near = wall - tzOffset(timeZone, new Date(wall)) * 60_000;
  return wall - tzOffset(timeZone, new Date(near)) * 60_000;
});

export default async function wallToInstant() {
  const zoned = await optional("@date-fns/tz");
  const whole = { window: windowOf("2034-01-01T00:00") };
  const sample = { window: windowOf("2024-07-01T00:00") };
  for (const input of [whole, sample]) {
    input.walls = wallsOf(input.window);
    input.wallMilliseconds = Float64Array.from(input.walls);
  }
  // the same order in every run: each reading goes to where a step that shares no factor with their number takes it
  const shuffled = { ...whole, walls: whole.walls.map((_, index) => whole.walls[(index * 7919) % whole.walls.length]) };
  shuffled.wallMilliseconds = Float64Array.from(shuffled.walls);
  const ours = ({ wallMilliseconds }) => instantColumns({ timeZone, wallMilliseconds });
  compare({
    name: "wall-to-instant", input: whole, item: "wall clocks", itemCount: ({ walls }) => walls.length,
    own: { run: ours, answer: (instants) => Array.from(instants) },
    peers: {
      shuffled: { run: ours, answer: (instants) => Array.from(instants), input: shuffled },
      "intl-cached": { run: byIntl, input: sample },
      "date-fns-tz-offset": zoned && { run: byDateFns(zoned), input: sample },
    },
  });
}
