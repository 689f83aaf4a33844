import { clockChanges, instantOf } from "coachkit/time";
import { oracle } from "./oracle.js";

type Reading = { readonly zone: string; readonly local: string };
const resolved = (clockChange: "compatible" | "earlier" | "later") => ({ zone, local }: Reading) => {
  const { startsAt, offset, localTime } = instantOf({ localTime: local, timeZone: zone, clockChange });
  return { utc: startsAt, offset, local: localTime, ...(clockChange === "compatible" ? { icsOffset: offset.replace(":", "") } : {}) };
};

oracle<Reading>("calendar/tz-walltime.json", {
  kind: ({ zone, local }) => instantOf({ localTime: local, timeZone: zone, clockChange: "compatible" }).kind,
  compatible: resolved("compatible"),
  earlier: resolved("earlier"),
  later: resolved("later"),
});

type Years = { readonly zone: string; readonly fromYear: number; readonly toYearExclusive: number };
const history = ({ zone, fromYear, toYearExclusive }: Years) => clockChanges({ timeZone: zone, fromYear, toYearExclusive });
/** The file's own note: builds of the time zone data print either sense of summer time for these two, so it is not tested. */
const eitherSense = ["Europe/Dublin", "Africa/Casablanca"];

oracle<Years>("calendar/tz-transitions.json", {
  offsetAtStart: (years) => history(years).offsetAtStart,
  transitions: (years, want) => history(years).changes.map(({ at, fromOffset, toOffset, daylightSaving }, index) => ({
    utc: at, from: fromOffset, to: toOffset,
    dst: eitherSense.includes(years.zone) ? (want as readonly { readonly dst: boolean }[])[index]?.dst : daylightSaving,
  })),
});
