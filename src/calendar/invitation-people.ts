import type { Session } from "../plan/index.js";
import type { Id } from "../unit/index.js";
import { addressKey, type CalendarChange } from "./calendar-change.js";
import { parameterText } from "./content-line.js";
import type { EmailAddress } from "./ics-address.js";

/** Somebody a message goes to. */
export interface MessageRecipient {
  /** A participant or a coach. */
  readonly personId: Id;
  /** As contacts have it. */
  readonly email: EmailAddress;
}

/** An address as a URI (RFC 6068): what may not stand there by itself is encoded. */
const mailtoText = (email: string): string => `mailto:${email.replaceAll(/[^\w.!$'*+=~@-]/gu, (character) => encodeURIComponent(character))}`;

/** Writes who invites and who is invited. */
export interface PeopleWriter {
  /** ORGANIZER and, for these people, ATTENDEE. */
  readonly linesOf: (session: Session, people: readonly string[]) => readonly string[];
  readonly recipientOf: (personId: string) => MessageRecipient | undefined;
}

/** Who leads is the chair. Whoever invites needs no invitation: such a person has accepted. */
export function peopleWriter({ organizer, contacts }: CalendarChange): PeopleWriter {
  const known = new Map(contacts.map((contact) => [contact.personId, contact]));
  const organizerLine = `ORGANIZER${parameterText("CN", organizer.name)}:${mailtoText(organizer.email)}`;
  const attendeeLine = (personId: string, role: string): string => {
    const { name = personId, email = "" } = known.get(personId) ?? {};
    const answer = addressKey(email) === addressKey(organizer.email) ? "PARTSTAT=ACCEPTED" : "PARTSTAT=NEEDS-ACTION;RSVP=TRUE";
    return `ATTENDEE${parameterText("CN", name)};ROLE=${role};${answer}:${mailtoText(email)}`;
  };
  return {
    linesOf: ({ coachId }, people) => [organizerLine, ...people.map((personId) => attendeeLine(personId, personId === coachId ? "CHAIR" : "REQ-PARTICIPANT"))],
    recipientOf: (personId) => {
      const email = known.get(personId)?.email;
      return email === undefined ? undefined : { personId, email };
    },
  };
}

/** Who is in a list and not in the other. */
export const without = (people: readonly string[], others: readonly string[]): readonly string[] => {
  const rest = new Set(others);
  return people.filter((id) => !rest.has(id));
};
