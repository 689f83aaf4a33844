import * as z from "zod";
import { CivilDate, Id, Minutes } from "../unit/index.js";
import { TimeActivity, TimeRole } from "./rate-card.js";

/** The time of one person in a session, or around it. */
export interface PersonTime {
  /** Whose. */
  readonly personId: Id;
  /** As whom. */
  readonly role: TimeRole;
  /** What it went into. */
  readonly activity: TimeActivity;
  /** How long. */
  readonly minutes: Minutes;
  /** The coach source, where the rate depends on it. */
  readonly sourceId?: Id;
  /** The region, where the rate depends on it. */
  readonly region?: Id;
}
/** Schema of a person's time. */
export const PersonTime = z.strictObject({ personId: Id, role: TimeRole, activity: TimeActivity, minutes: Minutes, sourceId: z.exactOptional(Id), region: z.exactOptional(Id) }).readonly() satisfies z.ZodType<PersonTime>;

/** The time that one session takes of everybody in it: planned or, from records, as it was. */
export interface SessionTime {
  /** The session, or the record of what took place. */
  readonly id: Id;
  /** The day it counts for; it picks the exchange rate. */
  readonly date: CivilDate;
  /** Its modality, where the rate depends on it. */
  readonly modality?: Id;
  /** Whose time; at most 300,000 entries. */
  readonly personTimes: readonly PersonTime[];
}
/** Schema of a session's time. */
export const SessionTime = z.strictObject({ id: Id, date: CivilDate, modality: z.exactOptional(Id), personTimes: z.array(PersonTime).max(300_000).readonly() }).readonly() satisfies z.ZodType<SessionTime>;

/** Where a person is paid. */
export interface PersonRegion {
  /** A participant or a coach. */
  readonly personId: Id;
  /** The region, as the rate cards name it. */
  readonly region: Id;
}
/** Schema of a person's region. */
export const PersonRegion = z.strictObject({ personId: Id, region: Id }).readonly() satisfies z.ZodType<PersonRegion>;
