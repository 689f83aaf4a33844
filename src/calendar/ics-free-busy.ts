import { DAY } from "../time/internal.js";
import { allOf, firstOf, type IcsComponent } from "./ics-components.js";
import { depart, type Findings } from "./ics-departure.js";
import { parameterOf } from "./ics-lines.js";
import { type Period, readMoment, readPeriod, unescapedText } from "./ics-values.js";

/** A stretch of time that a VFREEBUSY names as not free. */
export interface TakenTime {
  readonly uid: string;
  readonly from: number;
  readonly before: number;
  readonly isTentative: boolean;
}

/** The end of a period whose times are in UTC, or read as if they were. */
export function endOfPeriod({ start, end }: Period): number {
  return "wall" in end ? end.wall : start.wall + end.days * DAY + end.milliseconds;
}

/** The periods of a VFREEBUSY in which somebody is not free (section 3.8.2.6). A kind that is not known is busy (section 3.2.9). */
export function readFreeBusy(component: IcsComponent, findings: Findings): readonly TakenTime[] {
  const uid = unescapedText(firstOf(component, "UID")?.value ?? "");
  for (const name of ["DTSTART", "DTEND"]) {
    const property = firstOf(component, name);
    if (property !== undefined && readMoment(property, findings, { isNeeded: false })?.form !== "utc") depart(findings, "freebusy", { line: property.line, message: `${name} of a VFREEBUSY is in UTC.` });
  }
  const taken: TakenTime[] = [];
  for (const property of allOf(component, "FREEBUSY")) {
    const kind = parameterOf(property, "FBTYPE")?.toUpperCase() ?? "BUSY";
    let isInUtc = true;
    for (const value of property.value.split(",")) {
      const period = readPeriod(property, value, findings);
      if (period === undefined) continue;
      isInUtc &&= period.start.form === "utc" && (!("form" in period.end) || period.end.form === "utc");
      if (kind !== "FREE") taken.push({ uid, from: period.start.wall, before: endOfPeriod(period), isTentative: kind === "BUSY-TENTATIVE" });
    }
    if (!isInUtc) depart(findings, "freebusy", { line: property.line, message: "The times of FREEBUSY are in UTC; they are read so." });
  }
  return taken;
}
