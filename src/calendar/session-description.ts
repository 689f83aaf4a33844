import type { Session } from "../plan/index.js";
import type { AgendaItem, PrepTask, Program, Touchpoint } from "../program/index.js";
import { escapedText } from "./content-line.js";
import { type RepeatedText, repeatedText } from "./octet-writer.js";

/** Who reads a session in this file: whoever runs the program, its coach, or one who takes part. */
export type Reader = "organizer" | "coach" | "participant";

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

/** Those who are named, and how many others there are. */
function joined(names: string, unnamed: number): string {
  if (unnamed === 0) return names;
  if (names === "") return unnamed === 1 ? "one other person" : `${String(unnamed)} others`;
  return `${names} and ${String(unnamed)} more`;
}

const coachText = (name: string | undefined): string => (name === undefined ? "your coach" : `${name} (coach)`);

/** What a person's file may tell of others is decided here: the names that the host gave for them, else how many there are. Ids are for the file of all. */
function companyOf({ coachId, participantIds }: Session, personId: string | undefined, names: ReadonlyMap<string, string>): string {
  const nameOf = (id: string): string | undefined => names.get(id) ?? (personId === undefined ? id : undefined);
  let company = coachId === null || coachId === personId ? "" : coachText(nameOf(coachId));
  let [named, unnamed] = [0, 0];
  for (const id of participantIds) {
    if (id === personId) continue;
    const name = named < MOST_NAMES ? nameOf(id) : undefined;
    if (name === undefined) unnamed += 1;
    else {
      named += 1;
      company = company === "" ? name : `${company}, ${name}`;
    }
  }
  const all = joined(company, unnamed);
  return all === "" ? "" : `\nWith: ${all}`;
}

/** What descriptions are made from. */
export interface DescriptionSource {
  readonly program: Program;
  /** Whose file it is; absent: everything may be told. */
  readonly personId: string | undefined;
  readonly names: ReadonlyMap<string, string>;
}

/** What a touchpoint says to a reader: the same for all its sessions. */
interface TouchpointTexts {
  /** Agenda and tasks, escaped. */
  readonly content: RepeatedText;
  /** What the reader has to prepare, in one line; empty when there is nothing. */
  readonly preparation: string;
}

/** What a calendar says of a session. */
export interface SessionTexts {
  /** The week and the company. */
  readonly heading: string;
  readonly touchpoint: TouchpointTexts;
}

const nothing: TouchpointTexts = { content: repeatedText(""), preparation: "" };

function touchpointTexts(touchpoint: Touchpoint | undefined, reader: Reader): TouchpointTexts {
  if (touchpoint === undefined) return nothing;
  const tasks = (touchpoint.prepTasks ?? []).filter(({ role }) => role === reader);
  return { content: repeatedText(escapedText(contentOf(touchpoint, reader))), preparation: tasks.map(({ title }) => title).join(", ") };
}

/** Who a person's file makes of its reader. */
const readerOf = ({ coachId }: Session, personId: string | undefined): Reader => (personId === undefined ? "organizer" : personId === coachId ? "coach" : "participant");

/** Writes what a calendar says of a session. What its touchpoint says is written once for each kind of reader. */
export function sessionTexts({ program, personId, names }: DescriptionSource): (session: Session, reader?: Reader) => SessionTexts {
  const touchpoints = new Map(program.touchpoints.map((touchpoint) => [touchpoint.id, touchpoint]));
  const written: Readonly<Record<Reader, Map<string, TouchpointTexts>>> = { organizer: new Map(), coach: new Map(), participant: new Map() };
  return (session, reader = readerOf(session, personId)) => {
    let touchpoint = written[reader].get(session.touchpointId);
    if (touchpoint === undefined) {
      touchpoint = touchpointTexts(touchpoints.get(session.touchpointId), reader);
      written[reader].set(session.touchpointId, touchpoint);
    }
    const heading = session.week === null ? program.title : `${program.title}, week ${String(session.week)}`;
    return { heading: heading + companyOf(session, personId, names), touchpoint };
  };
}
