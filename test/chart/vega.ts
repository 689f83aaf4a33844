import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";

/** Compiles and draws a spec without a browser; any warning of either library is an error. */
export async function drawnByVega(spec: unknown): Promise<string> {
  const said: string[] = [];
  const logger = {
    level(): never { return logger as never; },
    warn(...texts: readonly unknown[]) { said.push(texts.join(" ")); return logger; }, error(...texts: readonly unknown[]) { said.push(texts.join(" ")); return logger; },
    info: () => logger, debug: () => logger,
  };
  const compiled = compile(structuredClone(spec) as TopLevelSpec, { logger: logger as never }).spec;
  const svg = await new vega.View(vega.parse(compiled), { renderer: "none", logger: logger as never }).toSVG();
  if (said.length > 0) throw new Error([...new Set(said)].join("\n"));
  return svg;
}
