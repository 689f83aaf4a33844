/**
 * Installs the packed file beside Deno (V8) and Bun (JavaScriptCore) and asks both what Node is asked (test/engines/answers.ts).
 * Simulations and draws have to agree to the last bit, also a run of which each engine computed a third. Of every other public function it is told where an engine answers other bits, and none may be far off.
 * Needs `npm run build`.
 */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";

/** Engines round exp, log and pow each in their own way, and iterations carry that on. */
const tolerance = 1e-9;
/** How far two answers are apart at their worst figure, as a share of it (of one, where it is small); infinitely where anything else differs. */
function distance(one, other) {
  if (typeof one === "number" && typeof other === "number") return Math.abs(one - other) / Math.max(1, Math.abs(one));
  if (typeof one !== "object" || one === null || typeof other !== "object" || other === null) return one === other ? 0 : Infinity;
  const keys = Object.keys(one);
  if (keys.join() !== Object.keys(other).join()) return Infinity;
  return keys.reduce((worst, key) => Math.max(worst, distance(one[key], other[key])), 0);
}

const folder = mkdtempSync(join(tmpdir(), "coachkit-engines-"));
const run = (command, ...args) => execFileSync(command, args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], maxBuffer: 2 ** 28, timeout: 180_000 });
try {
  const [{ filename }] = JSON.parse(execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], timeout: 180_000 }));
  cpSync("test/engines/package.json", join(folder, "package.json"));
  // scripts run: Bun's puts its binary in place
  run("npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error", `./${filename}`);

  // each room's good calls, in one table
  const rooms = readdirSync("test").filter((room) => existsSync(`test/${room}/calls.ts`));
  const table = `${rooms.map((room) => `import { calls as ${room} } from "./test/${room}/calls.ts";`).join("\n")}\nglobalThis.allCalls = { ${rooms.join(", ")} };`;
  await build({ stdin: { contents: table, resolveDir: ".", loader: "ts" }, outfile: join(folder, "calls.mjs"), bundle: true, format: "esm", platform: "node", external: ["coachkit", "coachkit/*"], tsconfigRaw: {}, logLevel: "error" });
  await build({ entryPoints: ["test/engines/answers.ts"], outfile: join(folder, "answers-alone.mjs"), bundle: true, format: "esm", platform: "node", external: ["coachkit", "coachkit/*"], tsconfigRaw: {}, logLevel: "error" });
  writeFileSync(join(folder, "answers.mjs"), 'import "./calls.mjs";\nimport "./answers-alone.mjs";\n');

  const engines = {
    Node: [process.execPath],
    Deno: [join(folder, "node_modules/.bin/deno"), "run", "--quiet", "--no-prompt", "--node-modules-dir=manual"],
    Bun: [join(folder, "node_modules/.bin/bun")],
  };
  const answers = {};
  for (const [index, [engine, [command, ...args]]] of Object.entries(engines).entries()) {
    const start = performance.now();
    answers[engine] = JSON.parse(run(command, ...args, "answers.mjs", String(index)));
    console.log(`${engine} ${engine === "Node" ? process.version : run(command, "--version").split("\n")[0]}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  }
  const names = Object.keys(engines);
  const wrong = Object.keys(answers.Node.bound).filter((name) => names.some((engine) => answers[engine].bound[name] !== answers.Node.bound[name]));
  for (const [name, hash] of Object.entries(answers.Node.bound)) console.log(`${wrong.includes(name) ? "DIFFERENT" : "identical"} ${name}: ${wrong.includes(name) ? names.map((engine) => `${engine} ${answers[engine].bound[name]}`).join(", ") : hash}`);

  // one run, a third of it from each engine
  const { simulation, identity } = createRequire(join(folder, "package.json"))("coachkit");
  const joined = identity.contentHash(simulation.returnOfBlocks(answers.Node.request, names.toReversed().map((engine) => answers[engine].part)));
  const isJoined = joined === answers.Node.bound["return, Sobol"];
  console.log(`${isJoined ? "identical" : "DIFFERENT"} return, Sobol, a third from each engine: ${joined}`);

  const others = Object.entries(answers.Node.others).map(([name, answer]) => ({ name, answer, apart: Math.max(...names.map((engine) => distance(answer, answers[engine].others[name]))) }));
  const unlike = others.filter(({ apart }) => apart > 0).sort((left, right) => right.apart - left.apart);
  const threw = others.filter(({ answer }) => answer?.threw !== undefined);
  const far = unlike.filter(({ apart }) => apart > tolerance);
  console.log(`${others.length - unlike.length} of ${others.length} other calls answer the same bits in each engine; the others by at most ${unlike[0]?.apart.toExponential(1) ?? 0} of a figure: ${unlike.map(({ name }) => name).join(", ")}`);
  for (const { name, answer } of threw) console.error(`FAILED ${name}: ${answer.threw}`);
  for (const { name, apart } of far) console.error(`DIFFERENT ${name}: by ${apart}`);
  process.exitCode = wrong.length === 0 && isJoined && threw.length === 0 && far.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
