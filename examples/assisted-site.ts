/** The people of the assisted example: the 300 reps of the frontline site in autumn 2027, what they permitted, and how they work; all invented. */
import { type oversight, time, type trigger } from "coachkit";
import { at, coachOfTeam, dice, reps as siteReps, type SiteRep, teamIds } from "./site-people.js";

/** Twelve weeks that were only measured, then eight with support. */
export const historyWeeks = 12;
export const supportedWeeks = 8;
export const weekZeroDate = "2027-07-12";
export const startDate = time.addDays(weekZeroDate, 7 * historyWeeks);
/** The instant at which the site's clock shows so many minutes after midnight, so many days after the first Monday with support. */
export const onDay = (day: number, minutes: number): string => at(time.addDays(startDate, day), minutes);
export const endsAt = onDay(7 * supportedWeeks, 0);

export interface Rep extends SiteRep { readonly coachId: string; readonly language: string }
export const reps: readonly Rep[] = siteReps.map((rep) => ({ ...rep, coachId: coachOfTeam(rep.teamId), language: rep.place % 3 === 0 ? "de-DE" : "en" }));
export const coachIds: readonly string[] = teamIds.map(coachOfTeam);
export const coachOf = (personId: string): string => reps.find(({ id }) => id === personId)?.coachId ?? "";

/** What each was asked in the last week of September, purpose by purpose. Two of a hundred were on leave and nobody has asked them since. */
const purposes = [{ purposeId: "nudges", refusedShare: 0.05 }, { purposeId: "coaching", refusedShare: 0.03 }, { purposeId: "call-summaries", refusedShare: 0.12 }] as const;
const permit = dice(1);
const asked: readonly oversight.PurposeConsent[] = reps.flatMap(({ id, place }) => purposes.flatMap(({ purposeId, refusedShare }) => {
  const decision = permit() < refusedShare ? "refused" : "given";
  return place % 50 === 33 ? [] : [{ personId: id, purposeId, decision, decidedAt: "2027-09-28T09:00:00Z" }];
}));
/** Rep 120 permits summaries of calls, and takes it back in the fifth week. */
export const consents: readonly oversight.PurposeConsent[] = [
  ...asked, ...coachIds.map((personId) => ({ personId, purposeId: "nudges", decision: "given", decidedAt: "2027-09-28T09:00:00Z" })),
  { personId: "rep-120", purposeId: "call-summaries", decision: "withdrawn", decidedAt: onDay(30, 600) },
];

const between = (value: number, lowest: number, highest: number): number => Math.min(highest, Math.max(lowest, value));
const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;

/** Two signals of each rep by week. Who is worse than usual mostly gets better without anybody's help, some stay behind for a while, and those need coaching. */
function measured(): { readonly records: readonly trigger.SignalRecord[]; readonly needs: readonly trigger.NeedLabel[] } {
  const draw = dice(20271004);
  const noise = (): number => draw() + draw() + draw() - 1.5;
  const [records, needs]: [trigger.SignalRecord[], trigger.NeedLabel[]] = [[], []];
  for (const { id: personId, place } of reps) {
    const [skill, pace, slumpsAt] = [0.8 + 0.11 * noise(), 350 + 45 * noise(), Math.floor(draw() * 60)];
    for (let week = 0; week < historyWeeks + supportedWeeks; week += 1) {
      const isBehind = week >= slumpsAt && week < slumpsAt + 6;
      // four calls are scored each week, so that the score of a week errs
      records.push({ personId, signalId: "quality", week, value: round(between(skill - (isBehind ? 0.16 : 0) + 0.1 * noise(), 0, 1), 2) });
      records.push({ personId, signalId: "handle-time", week, value: Math.round(pace + (isBehind ? 40 : 0) + 24 * noise()) });
      // of every tenth rep team leads said week by week, before any rule was tried, whether coaching was needed
      if (place % 10 === 0 && week < historyWeeks) needs.push({ personId, week, wasNeeded: isBehind || skill < 0.66 });
    }
  }
  return { records, needs };
}
export const { records, needs } = measured();
