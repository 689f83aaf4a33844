import { type Fault, faultAt } from "../error/index.js";
import { depart, type Findings, ICS_READ_LIMITS, quoted, refuse } from "./ics-departure.js";
import { type IcsProperty, readLines } from "./ics-lines.js";

/** A component of a calendar file, `VEVENT` for one. */
export interface IcsComponent {
  /** In capitals. */
  readonly name: string;
  /** Where its BEGIN stands. */
  readonly line: number;
  readonly properties: readonly IcsProperty[];
  readonly components: readonly IcsComponent[];
}
interface OpenComponent extends IcsComponent {
  readonly properties: IcsProperty[];
  readonly components: IcsComponent[];
}

const noCalendar: Fault = { code: "ics-components.no_calendar", message: "The text holds no VCALENDAR.", hint: "Give the text of an iCalendar file, RFC 5545." };
const unbalanced: Fault = { code: "ics-components.unbalanced", message: "Line {line}: END:{name} does not close what is open.", hint: "Close every component where it ends, in order." };
const notClosed: Fault = { code: "ics-components.not_closed", message: "Line {line}: the component {name} is not closed.", hint: "Get the whole file: the end of it is missing." };
const tooDeep: Fault = { code: "ics-components.too_deep", message: "Line {line}: components lie more than {limit} levels deep.", hint: "Give a file of RFC 5545, which needs three levels." };
const tooManyComponents: Fault = { code: "ics-components.too_many_components", message: "Line {line}: the file has more than {limit} components.", hint: "Read it in parts." };

/** Every property of that name. */
export const allOf = (component: IcsComponent, name: string): readonly IcsProperty[] => component.properties.filter((property) => property.name === name);

/** The first property of that name. */
export const firstOf = (component: IcsComponent, name: string): IcsProperty | undefined => component.properties.find((property) => property.name === name);

/** The value of the first property of that name, in capitals: for words of which capital and small letters are one. */
export const wordOf = (component: IcsComponent, name: string): string | undefined => firstOf(component, name)?.value.trim().toUpperCase();

/** The calendars of a file. The components are walked with a list of what is open, never by recursion, so depth costs nothing. */
export function readComponents(text: string, findings: Findings): readonly IcsComponent[] {
  const root: OpenComponent = { name: "", line: 0, properties: [], components: [] };
  const open: OpenComponent[] = [root];
  let count = 0;
  readLines(text, findings, (property) => {
    const { name, value, line } = property;
    const top = open.at(-1) ?? root;
    if (name === "BEGIN") {
      count += 1;
      if (count > ICS_READ_LIMITS.components) throw faultAt(tooManyComponents, findings.path, { limit: ICS_READ_LIMITS.components, line });
      if (open.length > ICS_READ_LIMITS.depth) throw faultAt(tooDeep, findings.path, { limit: ICS_READ_LIMITS.depth, line });
      const component: OpenComponent = { name: value.trim().toUpperCase(), line, properties: [], components: [] };
      top.components.push(component);
      open.push(component);
    } else if (name === "END") {
      if (top !== root && top.name === value.trim().toUpperCase()) open.pop();
      else refuse(findings, unbalanced, { rule: "nesting", line, name: quoted(value) });
    } else if (top === root) depart(findings, "outside", { line, message: `${name} stands outside of a component.` });
    else top.properties.push(property);
  });
  for (const { line, name } of open.slice(1)) refuse(findings, notClosed, { rule: "nesting", line, name: quoted(name) });
  const calendars = root.components.filter(({ name }) => name === "VCALENDAR");
  if (calendars.length === 0) refuse(findings, noCalendar, { rule: "vcalendar", line: 1 });
  if (calendars.length > 1) depart(findings, "vcalendar", { line: calendars[1]?.line ?? 1, message: "The file holds more than one VCALENDAR." });
  for (const { name, line } of root.components) if (name !== "VCALENDAR") depart(findings, "outside", { line, message: `The component ${quoted(name)} stands outside of a VCALENDAR.` });
  return calendars;
}
