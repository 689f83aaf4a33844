import * as z from "zod";
import type { Fault, IssuePath, Report } from "../error/index.js";
import { Id } from "../unit/index.js";
import type { CapacityChange } from "./capacity-gain.js";
import { CoachWeek } from "./coach-week.js";
import { CAPACITY_LIMITS, minutesEachOf, NoShow, type ParticipantLoad, scaledAlong, SessionLoad, TaskLoad } from "./participant-load.js";

const sessionKeys = { "live-minutes": "liveMinutes", "preparation-minutes": "preparationMinutes", "note-minutes": "noteMinutes", "travel-minutes": "travelMinutes", "sessions-per-week": "sessionsPerWeek", "group-size": "groupSize" } as const;
const taskKeys = { "journal-minutes": "journals", "homework-minutes": "homework", "message-minutes": "messages" } as const;
const weekKeys = { "shrinkage-fraction": "shrinkageFraction", "utilization-fraction": "utilizationFraction", "fixed-duty-minutes": "weeklyFixedDutyMinutes" } as const;
const driverNames = [...(Object.keys(sessionKeys) as (keyof typeof sessionKeys)[]), ...(Object.keys(taskKeys) as (keyof typeof taskKeys)[]), ...(Object.keys(weekKeys) as (keyof typeof weekKeys)[]), "no-show-fraction"] as const;

/** What may be uncertain about a design: minutes of a session, sessions a week, minutes of one journal, homework or message, the share of no-shows, the coach's week. */
export type CapacityDriver =
  | "live-minutes" | "preparation-minutes" | "note-minutes" | "travel-minutes" | "sessions-per-week" | "group-size"
  | "journal-minutes" | "homework-minutes" | "message-minutes"
  | "shrinkage-fraction" | "utilization-fraction" | "fixed-duty-minutes" | "no-show-fraction";

/** One thing that may be otherwise. */
export interface DriverChoice {
  /** What it is. A session whose no-shows were not given loses them: their time is not used again. */
  readonly driver: CapacityDriver;
  /** Only in the sessions of this modality; in all of them when absent. */
  readonly modality?: Id;
  /** Only in the load before, or after; in both when absent. The coach's week is the same in both. */
  readonly design?: "before" | "after";
}
/** The keys of a driver's choice. */
export const driverChoiceShape = { driver: z.enum(driverNames), modality: z.exactOptional(Id), design: z.exactOptional(z.enum(["before", "after"])) };

const valueOutOfRange: Fault = { code: "capacity-driver.value_out_of_range", message: "{driver} cannot be {value}.", hint: "Give minutes and counts as zero or more, groups as whole numbers, shares from 0 to below 1 (no-shows to 0.9)." };
const loadOutOfBounds: Fault = { code: "capacity-driver.load_out_of_bounds", message: "With {driver} at {value} a participant would take {minutes} minutes a week of the coach's time.", hint: "Choose values that leave between a hundredth of a minute and a week." };
const nothingToChange: Fault = { code: "capacity-driver.nothing_to_change", message: "There is nothing that {driver} could change here.", hint: "Check modality and design, or add the sessions, journals, homework or messages to the load." };

const isKeyOf = <Keys extends object>(keys: Keys, driver: string): driver is Extract<keyof Keys, string> => Object.hasOwn(keys, driver);

function schemaOf(driver: CapacityDriver): z.ZodType {
  if (isKeyOf(sessionKeys, driver)) return SessionLoad.unwrap().shape[sessionKeys[driver]];
  if (isKeyOf(weekKeys, driver)) return CoachWeek.unwrap().shape[weekKeys[driver]];
  return driver === "no-show-fraction" ? NoShow.unwrap().shape.fraction : TaskLoad.unwrap().shape.minutesEach;
}

/** Where the faults of a driver go. */
interface DriverPlace {
  readonly report: Report;
  readonly at: IssuePath;
}

/** The fault of a driver that has nothing to change. */
export function findIdleDriver(change: CapacityChange, choice: DriverChoice, { report, at }: DriverPlace): void {
  if (valuesOf(change, choice).length === 0) report(nothingToChange, [...at, "driver"], { driver: choice.driver });
}

/** The fault of a value that a driver cannot take, by itself or in these loads. */
export function findValueFault(change: CapacityChange, { choice, value }: { readonly choice: DriverChoice; readonly value: number }, { report, at }: DriverPlace): void {
  const { driver } = choice;
  if (!schemaOf(driver).safeParse(value).success) {
    report(valueOutOfRange, at, { driver, value });
    return;
  }
  const { before, after } = changeWith(change, choice, value);
  const wrong = [before, after].map((load) => minutesEachOf(load).minutes).find((minutes) => minutes < 0.01 || minutes > CAPACITY_LIMITS.participantMinutes);
  if (wrong !== undefined) report(loadOutOfBounds, at, { driver, value, minutes: wrong });
}

const isIn = (design: "before" | "after", choice: DriverChoice): boolean => choice.design === undefined || choice.design === design;
const concerns = ({ modality }: DriverChoice, session: SessionLoad): boolean => modality === undefined || modality === session.modality;

function valuesIn(load: ParticipantLoad, choice: DriverChoice): readonly number[] {
  const { driver } = choice;
  if (isKeyOf(taskKeys, driver)) return choice.modality === undefined ? [load[taskKeys[driver]]].flatMap((task) => task?.minutesEach ?? []) : [];
  const sessions = load.sessions.filter((session) => concerns(choice, session));
  if (driver === "no-show-fraction") return sessions.map(({ noShow }) => noShow?.fraction ?? 0);
  return isKeyOf(sessionKeys, driver) ? sessions.map((session) => session[sessionKeys[driver]]) : [];
}

/** Every value that the driver has as things are; none where it changes nothing. */
export function valuesOf({ week, before, after }: CapacityChange, choice: DriverChoice): readonly number[] {
  const { driver, modality, design } = choice;
  if (isKeyOf(weekKeys, driver)) return modality === undefined && design === undefined ? [week[weekKeys[driver]]] : [];
  return [...(isIn("before", choice) ? valuesIn(before, choice) : []), ...(isIn("after", choice) ? valuesIn(after, choice) : [])];
}

function sessionWith(session: SessionLoad, choice: DriverChoice, value: number): SessionLoad {
  const { driver } = choice;
  if (!concerns(choice, session)) return session;
  if (driver === "no-show-fraction") return { ...session, noShow: { then: "lost", ...session.noShow, fraction: value } };
  return isKeyOf(sessionKeys, driver) ? { ...session, [sessionKeys[driver]]: value } : session;
}

function loadWith(load: ParticipantLoad, choice: DriverChoice, value: number): ParticipantLoad {
  const { driver } = choice;
  if (!isKeyOf(taskKeys, driver)) return scaledAlong(load, { ...load, sessions: load.sessions.map((session) => sessionWith(session, choice, value)) });
  const task = load[taskKeys[driver]];
  return task === undefined ? load : scaledAlong(load, { ...load, [taskKeys[driver]]: { ...task, minutesEach: value } });
}

/** The change with the driver at a value. */
export function changeWith(change: CapacityChange, choice: DriverChoice, value: number): CapacityChange {
  const { driver } = choice;
  if (isKeyOf(weekKeys, driver)) return { ...change, week: { ...change.week, [weekKeys[driver]]: value } };
  return { ...change, before: isIn("before", choice) ? loadWith(change.before, choice, value) : change.before, after: isIn("after", choice) ? loadWith(change.after, choice, value) : change.after };
}
