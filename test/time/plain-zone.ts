/** The slow way that the tables must agree with: one `Intl.DateTimeFormat` a zone, its parts read back, nothing remembered, no arithmetic but Date's. */
const formats = new Map<string, Intl.DateTimeFormat>();

export function plainOffset(timeZone: string, instant: number): number {
  let format = formats.get(timeZone);
  if (format === undefined) formats.set(timeZone, (format = new Intl.DateTimeFormat("en-US", { timeZone, calendar: "gregory", numberingSystem: "latn", hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" })));
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(instant)) part[type] = Number(value);
  const wall = Date.UTC(part["year"] ?? 0, (part["month"] ?? 0) - 1, part["day"], part["hour"], part["minute"], part["second"]);
  return wall - Math.floor(instant / 1000) * 1000;
}

/** Temporal's definition: the instants that show the reading; none: the one with the offset of a day before; several: the first. */
export function plainInstant(timeZone: string, wall: number): number {
  const day = 86_400_000;
  const [before, after] = [plainOffset(timeZone, wall - 1.5 * day), plainOffset(timeZone, wall + 1.5 * day)];
  const shown = [wall - before, wall - after].filter((instant) => instant + plainOffset(timeZone, instant) === wall);
  return shown.length === 0 ? wall - before : Math.min(...shown);
}
