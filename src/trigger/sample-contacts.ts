import * as z from "zod";
import { check, type Fault, faultAt, repeated, rule } from "../error/index.js";
import { afterContactTime } from "../program/index.js";
import { Seed } from "../statistics/index.js";
import { randomStream } from "../statistics/internal.js";
import { millisecondsOf } from "../time/internal.js";
import { CivilDate, type Count, Fraction, Id, Instant, Minutes } from "../unit/index.js";
import { inTextOrder } from "../unit/internal.js";
import { TRIGGER_LIMITS } from "./trigger-limits.js";

/** A contact with a customer that could be followed by coaching. */
export interface EndedContact {
  /** Chance is drawn by it: unique, and never used again. */
  readonly contactId: Id;
  /** Who handled it. */
  readonly personId: Id;
  /** The working day that it belongs to, as the shift counts it. */
  readonly date: CivilDate;
  /** When it ended. */
  readonly endedAt: Instant;
}
/** Schema of a contact that could be followed by coaching. */
export const EndedContact = z.strictObject({ contactId: Id, personId: Id, date: CivilDate, endedAt: Instant }).readonly() satisfies z.ZodType<EndedContact>;

/** Contacts, and how many of them are to be followed by coaching. */
export interface ContactSampling {
  /** The contacts, in any order. */
  readonly contacts: readonly EndedContact[];
  /** The same seed draws the same contacts. */
  readonly seed: number;
  /** The chance of each contact, above 0. */
  readonly sampledFraction: Fraction;
  /** At most so many for one person a day. The first ones drawn take it: with a share at which it is reached most days, later contacts are hardly ever followed. */
  readonly perPersonDayLimit: Count;
  /** Least time between the ends of two followed contacts of one person. */
  readonly minimumSpacingMinutes: Minutes;
  /** Length of coaching after one contact. */
  readonly durationMinutes: Minutes;
  /** Paid time of a person on a day. */
  readonly shiftMinutes: Minutes;
  /** The most that coaching may take of anybody's paid time, on average over the days of that person; left out, a tenth. A plan above it is refused. */
  readonly maximumPaidFraction?: Fraction;
}

const duplicateContact: Fault = { code: "sample-contacts.duplicate_contact", message: "The contact “{id}” is listed twice.", hint: "List each contact once." };
const tooMuch: Fault = { code: "sample-contacts.too_much", message: "Coaching after contacts takes {percent} % of the paid time of “{personId}”, above {limit} %.", hint: "Coach after a smaller share of contacts, or give maximumPaidFraction if it is meant." };
const otherDay: Fault = { code: "sample-contacts.other_day", message: "The contact “{id}” ended at {endedAt}, far from its working day {date}.", hint: "Give the date of the shift in which it ended." };
/** A shift that begins on a date ends within three days of that date's first instant, in any zone. */
const [DAY, EARLIEST_DAYS, LATEST_DAYS] = [86_400_000, -1, 3] as const;

/** Schema of contacts, and how many of them are to be followed by coaching. */
export const ContactSampling = z
  .strictObject({
    contacts: z.array(EndedContact).max(TRIGGER_LIMITS.contacts).readonly(), seed: Seed, sampledFraction: Fraction.positive(), perPersonDayLimit: z.int().min(0).max(1000), minimumSpacingMinutes: Minutes.max(1440),
    durationMinutes: Minutes.positive().max(1440), shiftMinutes: Minutes.min(1).max(1440), maximumPaidFraction: z.exactOptional(Fraction),
  })
  .check(rule(({ contacts }: ContactSampling, report) => {
    for (const [index, { contactId: id }] of repeated(contacts, ({ contactId }) => contactId)) report(duplicateContact, ["contacts", index, "contactId"], { id });
    contacts.forEach(({ contactId: id, date, endedAt }, index) => {
      const days = (millisecondsOf(endedAt) - millisecondsOf(`${date}T00:00:00Z`)) / DAY;
      if (days < EARLIEST_DAYS || days > LATEST_DAYS) report(otherDay, ["contacts", index, "date"], { id, endedAt, date });
    });
  }))
  .readonly() satisfies z.ZodType<ContactSampling>;

/** A contact that was drawn and is not followed. */
export interface PassedContact extends EndedContact {
  /** `"day-limit"`: the person has had as many as a day allows. `"too-soon"` after the one before. */
  readonly reason: "day-limit" | "too-soon";
}
/** Which contacts are followed by coaching. */
export interface SampledContacts {
  /** Those that are, by the end of the contact. */
  readonly followed: readonly EndedContact[];
  /** Those that chance drew and a limit held back; they are not made up for. */
  readonly passed: readonly PassedContact[];
  /** People times days with a contact. */
  readonly personDayCount: Count;
  /** What could be expected for a day of a person, the limit of a day counted in and spacing not. */
  readonly expected: {
    /** Followed contacts. */
    readonly countPerPersonDay: number;
    /** The time that they take. */
    readonly minutesPerPersonDay: Minutes;
    /** Its share of paid time. */
    readonly paidFraction: number;
    /** The same share for whom it is largest, over that person's days; 0 without contacts. */
    readonly largestPaidFraction: number;
  };
  /** The share of paid time that it takes as drawn. */
  readonly drawnPaidFraction: number;
  /** What was reckoned with where nothing was said. */
  readonly assumptions: { readonly maximumPaidFraction: Fraction };
}

/** What coaching after contacts may take of paid time where nothing is said: a tenth, as for micro-coaching in shifts. Heuristic. */
const MAXIMUM_PAID_FRACTION = 0.1;

/** Contacts by a key. */
function grouped(contacts: readonly EndedContact[], keyOf: (contact: EndedContact) => string): readonly EndedContact[][] {
  const groups = new Map<string, EndedContact[]>();
  for (const contact of contacts) {
    const key = keyOf(contact);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [contact]);
    else group.push(contact);
  }
  return [...groups.values()];
}
const byEnd = (left: EndedContact, right: EndedContact): number => millisecondsOf(left.endedAt) - millisecondsOf(right.endedAt) || inTextOrder(left.contactId, right.contactId);

/** What is expected of so many contacts a day, reckoned once for each number of them. */
function dayMinutes({ sampledFraction, perPersonDayLimit, durationMinutes, shiftMinutes }: ContactSampling): (contactCountPerDay: number) => { readonly countPerDay: number; readonly minutesPerDay: Minutes } {
  const known = new Map<number, ReturnType<typeof afterContactTime>>();
  return (contactCountPerDay) => {
    const load = known.get(contactCountPerDay) ?? afterContactTime({ contactCountPerDay, sampledFraction, maximumCountPerDay: perPersonDayLimit, durationMinutes, shiftMinutes });
    known.set(contactCountPerDay, load);
    return load;
  };
}

/** What is expected, on average over days, and for whom it is most. */
function expectedOf(people: readonly (readonly (readonly EndedContact[])[])[], sampling: ContactSampling): { readonly expected: SampledContacts["expected"]; readonly busiestId: Id } {
  const onDay = dayMinutes(sampling);
  let [count, minutes, dayCount, largest, busiestId] = [0, 0, 0, 0, ""];
  for (const days of people) {
    let own = 0;
    for (const day of days) {
      const { countPerDay, minutesPerDay } = onDay(day.length);
      count += countPerDay;
      own += minutesPerDay;
    }
    minutes += own;
    dayCount += days.length;
    const fraction = own / days.length / sampling.shiftMinutes;
    if (fraction > largest) [largest, busiestId] = [fraction, (days[0]?.[0] as EndedContact).personId];
  }
  const divisor = Math.max(1, dayCount);
  return { busiestId, expected: { countPerPersonDay: count / divisor, minutesPerPersonDay: minutes / divisor, paidFraction: minutes / divisor / sampling.shiftMinutes, largestPaidFraction: largest } };
}
/** Percent for a text, never rounded down: what is above a limit reads so. */
const percentAbove = (fraction: number): number => Math.ceil(fraction * 1000 - 1e-9) / 10;

/**
 * Which contacts are followed by coaching: each by its own draw, then within the limits of the person's day. What it takes of each person's paid time is reckoned first, and refused where it is more than a tenth for anybody, or what was said: coaching after every one of 40 contacts, 5 minutes each, takes 41.7 % of eight hours.
 * The draw of a contact hangs on seed and contact id only, so that the same contact is drawn again whatever else is in the list.
 *
 * @throws CoachingError `sample-contacts.duplicate_contact`, `sample-contacts.other_day`, `sample-contacts.too_much`, `input.*`
 * @example
 * ```ts
 * const contacts = Array.from({ length: 40 }, (_, index) => ({ contactId: `call-${index}`, personId: "ada", date: "2026-03-02", endedAt: `2026-03-02T1${Math.floor(index / 5)}:${(index % 5) + 1}0:00Z` }));
 * const sampling = { contacts, seed: 7, sampledFraction: 0.1, perPersonDayLimit: 6, minimumSpacingMinutes: 30, durationMinutes: 5, shiftMinutes: 480 };
 * const { expected, followed, passed } = sampleContacts(sampling);
 * percentText(expected.paidFraction, 1); // => "4.2 %"
 * [followed.map(({ contactId }) => contactId), passed.length]; // => [["call-2", "call-16", "call-24", "call-35"], 1]
 * ```
 */
export function sampleContacts(sampling: ContactSampling): SampledContacts {
  const checked = check(ContactSampling, sampling);
  const { contacts, seed, sampledFraction, perPersonDayLimit, minimumSpacingMinutes, durationMinutes, shiftMinutes, maximumPaidFraction = MAXIMUM_PAID_FRACTION } = checked;
  const people = grouped(contacts, ({ personId }) => personId);
  const days = people.map((own) => grouped(own, ({ date }) => date));
  const personDayCount = days.reduce((sum, { length }) => sum + length, 0);
  const { expected, busiestId: personId } = expectedOf(days, checked);
  if (expected.largestPaidFraction > maximumPaidFraction + 1e-12) throw faultAt(tooMuch, ["sampledFraction"], { personId, percent: percentAbove(expected.largestPaidFraction), limit: Math.round(maximumPaidFraction * 1000) / 10 });
  const [followed, passed]: [EndedContact[], PassedContact[]] = [[], []];
  for (const own of people) {
    // spacing runs on past midnight, the limit begins anew with each date
    let freeAt = -Infinity;
    const counts = new Map<CivilDate, number>();
    for (const contact of own.sort(byEnd)) {
      if (randomStream(seed, ["contacts", contact.contactId]).uniform() >= sampledFraction) continue;
      const [endedAt, count] = [millisecondsOf(contact.endedAt), counts.get(contact.date) ?? 0];
      if (count >= perPersonDayLimit) passed.push({ ...contact, reason: "day-limit" });
      else if (endedAt < freeAt) passed.push({ ...contact, reason: "too-soon" });
      else {
        followed.push(contact);
        counts.set(contact.date, count + 1);
        freeAt = endedAt + minimumSpacingMinutes * 60_000;
      }
    }
  }
  return { followed: followed.sort(byEnd), passed: passed.sort(byEnd), personDayCount, expected, drawnPaidFraction: personDayCount === 0 ? 0 : (followed.length * durationMinutes) / (personDayCount * shiftMinutes), assumptions: { maximumPaidFraction } };
}
