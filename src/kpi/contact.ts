import * as z from "zod";
import { rule } from "../error/index.js";
import { CivilDate, Id, Seconds } from "../unit/index.js";
import { findDuplicateRecords, findOutsideRecords, findWindowFaults, type MeasureWindow, recordsOf, windowKeys } from "./measure-window.js";

/** One contact with a customer, as a telephone or ticket system knows it. */
export interface Contact {
  /** Given by the host. */
  readonly id: Id;
  /** Who handled it; absent where nobody knows. Contacts of one person are alike, which widens intervals. */
  readonly personId?: Id;
  /** The day, on the host's calendar. */
  readonly date: CivilDate;
  /** Whether it was resolved at once; absent where nobody knows yet. */
  readonly isResolved?: boolean;
  /** Talk, hold and work after it. */
  readonly handledSeconds?: Seconds;
}
/** Schema of a contact. */
export const Contact = z
  .strictObject({ id: Id, personId: z.exactOptional(Id), date: CivilDate, isResolved: z.exactOptional(z.boolean()), handledSeconds: z.exactOptional(Seconds) })
  .readonly() satisfies z.ZodType<Contact>;

/** Contacts of some days. */
export interface ContactWindow extends MeasureWindow {
  /** The contacts, at most 500,000, each once. */
  readonly contacts: readonly Contact[];
}
/** Schema of contacts of some days, with its rules between parts. */
export const ContactWindow = z
  .strictObject({ ...windowKeys, contacts: recordsOf(Contact) })
  .check(
    rule(findWindowFaults),
    rule(({ contacts }: ContactWindow, report) => { findDuplicateRecords("contacts", contacts, report); }),
    rule(({ contacts, ...window }: ContactWindow, report) => { findOutsideRecords("contacts", { records: contacts, window }, report); }),
  )
  .readonly() satisfies z.ZodType<ContactWindow>;
