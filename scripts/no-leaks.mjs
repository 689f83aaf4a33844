/** A public repository names no path of somebody's machine and no package registry; lock files aside. */
import { spawnSync } from "node:child_process";

const patterns = ["(^|[\"'`( =])/(work|tmp|root|home)/", "registry\\.[a-z]"];
const { status, stdout, stderr } = spawnSync("git", ["grep", "-nIE", ...patterns.flatMap((pattern) => ["-e", pattern]), "--", ":!*package-lock.json", ":!scripts/no-leaks.mjs"], { encoding: "utf8" });
if (status === 1) console.log("no machine paths, no registry hosts");
else {
  console.error(status === 0 ? `names of one machine:\n${stdout}` : stderr);
  process.exit(1);
}
