import { contentLine } from "coachkit/calendar";
import { oracle } from "./oracle.js";

/** The line unfolded, as the file wants it, once its lines have been looked at: where folds fall is free, but none is over 75 octets or parts a character. */
function unfolded({ property, text }: { readonly property: string; readonly text: string }): string {
  const written = contentLine({ name: property, text });
  if (!written.endsWith("\r\n")) throw new Error("the line does not end in CRLF");
  const lines = written.slice(0, -2).split("\r\n");
  for (const line of lines) {
    if (new TextEncoder().encode(line).length > 75) throw new Error(`a line is over 75 octets: ${line}`);
    if (/\p{Cs}/u.test(line)) throw new Error(`a fold parts a character: ${line}`);
  }
  return lines.join("\r\n").replaceAll("\r\n ", "");
}

oracle<{ readonly property: string; readonly text: string }>("calendar/ics-text.json", { unfolded });
