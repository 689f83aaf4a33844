/** An invented service site: 300 reps in twenty teams, and the clock that they live by. */
import { time } from "coachkit";

/** Draws from a stream that begins at `seed`: xorshift of 32 bits, enough for a tale and for nothing else. */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** The zone of the site; its clocks go back on Sunday, 2027-10-31. */
export const timeZone = "Europe/Berlin";
/** The instant at which the clock of the site shows so many minutes after midnight. */
export function at(date: string, minutes: number): string {
  const localTime = `${date}T${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
  return time.instantOf({ localTime, timeZone, clockChange: "reject" }).startsAt;
}

const idOf = (prefix: string, number: number, digits: number): string => `${prefix}-${String(number + 1).padStart(digits, "0")}`;
/** A rep of the site. */
export interface SiteRep { readonly id: string; readonly place: number; readonly team: number; readonly teamId: string }
/** Three hundred reps; fifteen in a row are a team and have a coach, who is their team lead. */
export const reps: readonly SiteRep[] = Array.from({ length: 300 }, (_, place) => {
  const team = Math.floor(place / 15);
  return { id: idOf("rep", place, 3), place, team, teamId: idOf("team", team, 2) };
});
export const teamIds: readonly string[] = [...new Set(reps.map(({ teamId }) => teamId))];
export const coachOfTeam = (teamId: string): string => teamId.replace("team", "coach");
