/** A day of the frontline example on which more people call than forecast: which sessions to give back, and when they take place instead. */
import { time, wfm } from "coachkit";
import { row } from "./coached-day.js";
import { placementRequest } from "./coached-shifts.js";
import { service } from "./invented-site.js";
import { at, timeZone } from "./site-people.js";
import { line } from "./sponsor-report.js";

const clock = (at: string): string => time.wallClockAt({ at, timeZone }).localTime.slice(0, 16).replace("T", " ");

/** At ten it is seen that a quarter more people call than forecast, and it is thought to stay so until six. Answers where all sessions stand then. */
export function tellBusyDay(placement: wfm.SessionPlacement, date: string): readonly wfm.PlacedSession[] {
  const [nowAt, calmAt, untilAt] = [at(date, 10 * 60), at(date, 18 * 60), at(date, 20 * 60)];
  const intervals = service.intervals.map((interval) => (interval.startsAt >= nowAt && interval.startsAt < calmAt ? { ...interval, offeredContacts: 1.25 * interval.offeredContacts } : interval));
  const { givenBack, restored, keptRequestIds, sessions, loss, proof } = wfm.sessionsToGiveBack({
    request: { ...placementRequest, skills: [{ ...service, intervals }] }, placement, nowAt, untilAt, noticeMinutes: 30,
    // a 1:1 is held if it makes three callers wait at most, a huddle of eight if ten; telling people of a change is worth half a caller
    sessionWorth: 3, worthOfModality: [{ modalityId: "peer", sessionWorth: 10 }], changeWorth: 0.5,
  });
  row("Left alone", `sessions from ten on would add ${loss.withoutAction.toFixed(2)} late contacts`);
  row("Given back", `${String(givenBack.length)} of ${String(keptRequestIds.length + givenBack.length + restored.length)} sessions for good, ${String(restored.length)} moved to later; coaching then adds ${loss.withAction.toFixed(2)} late contacts, the new places included`);
  row("Proof", `${proof.status}: loss, worth and changes cost ${proof.totalCost.toFixed(2)}, nothing costs less than ${proof.boundCost.toFixed(2)}`);
  line("  Whom to tell first:");
  for (const { from, to, savedLoss } of [...restored].sort((one, other) => one.order - other.order).slice(0, 5)) row("", `${from.requestId}: ${clock(from.startsAt)} becomes ${clock(to.startsAt)}, saves ${savedLoss.toFixed(2)}`);
  return sessions;
}
