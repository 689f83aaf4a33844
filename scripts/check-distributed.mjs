/**
 * Runs examples/distributed as a stranger would: the packed file, packages from the example's lock, a redis-server of its own on a free port of this machine that keeps nothing on disk.
 * Needs `npm run build` and Debian's redis-server. Leaves no process and no file behind, whatever happens.
 */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";

const limitSeconds = 180;

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return port;
}
async function answering(port) {
  for (let round = 0; round < 100; round += 1) {
    const socket = connect(port, "127.0.0.1");
    const isThere = await Promise.race([once(socket, "connect").then(() => true), once(socket, "error").then(() => false)]).catch(() => false);
    socket.destroy();
    if (isThere) return;
    await setTimeout(100);
  }
  throw new Error("redis-server does not answer");
}

try {
  execFileSync("redis-server", ["--version"], { stdio: "ignore" });
} catch {
  console.error("test:distributed needs: apt-get install redis-server");
  process.exit(1);
}
const folder = mkdtempSync(join(tmpdir(), "coachkit-distributed-"));
// groups of their own, so that whatever they start ends with them
const children = [];
const started = (command, args, options) => {
  const child = spawn(command, args, { detached: true, ...options });
  children.push(child);
  return child;
};
try {
  const [{ filename }] = JSON.parse(execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], timeout: limitSeconds * 1000 }));
  cpSync("examples/distributed", folder, { recursive: true, filter: (path) => !path.includes("node_modules") });
  const npm = (...args) => execFileSync("npm", [...args, "--no-audit", "--no-fund", "--prefer-offline", "--ignore-scripts", "--loglevel=error"], { cwd: folder, stdio: ["ignore", "ignore", "inherit"], timeout: limitSeconds * 1000 });
  npm("ci");
  npm("install", "--no-save", `./${filename}`);

  const port = await freePort();
  started("redis-server", ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder], { stdio: "ignore" });
  await answering(port);
  const main = started(process.execPath, ["main.mjs"], { cwd: folder, stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, REDIS_PORT: String(port) } });
  const [exitCode] = await Promise.race([once(main, "exit"), setTimeout(limitSeconds * 1000, ["no end in time"], { ref: false })]);
  console.log(exitCode === 0 ? "distributed: passed" : `distributed: FAILED (${exitCode})`);
  process.exitCode = exitCode === 0 ? 0 : 1;
} finally {
  for (const { pid } of children) {
    try {
      process.kill(-pid, "SIGKILL");
    } catch (error) {
      if (error.code !== "ESRCH") throw error;
    }
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
