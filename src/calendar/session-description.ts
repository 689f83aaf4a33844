import type { Session } from "../plan/index.js";
import type { AgendaItem, PrepTask, Program, Touchpoint } from "../program/index.js";
import { escapedText } from "./content-line.js";

/** Who reads a session in this file: whoever runs the program, its coach, or one who takes part. */
type Reader = "organizer" | "coach" | "participant";

/** Longer lists of names fill a calendar entry and say little. */
const MOST_NAMES = 30;

const lengthText = (minutes: number | undefined): string | undefined => (minutes === undefined || minutes === 0 ? undefined : `${String(minutes)} min`);
const inBrackets = (...notes: readonly (string | undefined)[]): string => {
  const said = notes.filter((note) => note !== undefined);
  return said.length === 0 ? "" : ` (${said.join(", ")})`;
};

/** The script of an agenda is for whoever leads. */
const agendaLine = ({ title, script, durationMinutes }: AgendaItem, leads: boolean): string =>
  `- ${title}${inBrackets(lengthText(durationMinutes))}${leads && script !== undefined && script !== "" ? `\n  ${script.replaceAll("\n", "\n  ")}` : ""}`;

const prepLine = ({ title, role, durationMinutes }: PrepTask, reader: Reader): string => `- ${title}${inBrackets(reader === "organizer" ? role : undefined, lengthText(durationMinutes))}`;

const listed = (heading: string, lines: readonly string[]): string => (lines.length === 0 ? "" : `\n${[heading, ...lines].join("\n")}`);

/** What is talked about and what to do before: for a coach and a participant only what concerns them. */
function contentOf({ agenda = [], prepTasks = [], ledBy }: Touchpoint, reader: Reader): string {
  const leads = reader !== "participant" || ledBy === "participant" || ledBy === "peer";
  const own = prepTasks.filter(({ role }) => reader === "organizer" || role === reader);
  return listed("Agenda:", agenda.map((item) => agendaLine(item, leads))) + listed("To prepare:", own.map((task) => prepLine(task, reader)));
}

const joined = (names: readonly string[], unnamed: number): string => {
  if (unnamed === 0) return names.join(", ");
  return names.length === 0 ? (unnamed === 1 ? "one other person" : `${String(unnamed)} others`) : `${names.join(", ")} and ${String(unnamed)} more`;
};

const coachText = (name: string | undefined): string => (name === undefined ? "your coach" : `${name} (coach)`);

/** What a person's file may tell of others is decided here: the names that the host gave for them, else how many there are. Ids are for the file of all. */
function companyOf({ coachId, participantIds }: Session, personId: string | undefined, names: ReadonlyMap<string, string>): string {
  const others = participantIds.filter((id) => id !== personId);
  const nameOf = (id: string): string | undefined => names.get(id) ?? (personId === undefined ? id : undefined);
  const coach = coachId === null || coachId === personId ? [] : [coachText(nameOf(coachId))];
  const named: string[] = [];
  for (const id of others) {
    const name = named.length < MOST_NAMES ? nameOf(id) : undefined;
    if (name !== undefined) named.push(name);
  }
  const company = joined([...coach, ...named], others.length - named.length);
  return company === "" ? "" : `\nWith: ${company}`;
}

/** What descriptions are made from. */
export interface DescriptionSource {
  readonly program: Program;
  readonly personId: string | undefined;
  readonly names: ReadonlyMap<string, string>;
}

/** Writes the description of a session, escaped. What a touchpoint says is the same for all its sessions and written once. */
export function descriptionWriter({ program, personId, names }: DescriptionSource): (session: Session) => string {
  const touchpoints = new Map(program.touchpoints.map((touchpoint) => [touchpoint.id, touchpoint]));
  const contents = new Map<string, string>();
  return (session) => {
    const reader: Reader = personId === undefined ? "organizer" : personId === session.coachId ? "coach" : "participant";
    const key = `${reader} ${session.touchpointId}`;
    const touchpoint = touchpoints.get(session.touchpointId);
    const content = contents.get(key) ?? (touchpoint === undefined ? "" : escapedText(contentOf(touchpoint, reader)));
    contents.set(key, content);
    const heading = session.week === null ? program.title : `${program.title}, week ${String(session.week)}`;
    return escapedText(heading + companyOf(session, personId, names)) + content;
  };
}
