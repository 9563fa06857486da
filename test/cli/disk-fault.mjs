// Preloaded before the command: the disk fails, or the process is killed, at one call of the file system.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const [what, where, nth = "1"] = (process.env.DISK_FAULT ?? "").split(":");
const original = fs[where];
let calls = 0;
if (original !== undefined) {
  fs[where] = (...args) => {
    // standard output is no file
    const isFile = where !== "writeSync" || args[0] > 2;
    if (!isFile || ++calls !== Number(nth)) return original(...args);
    if (where === "writeSync") original(args[0], args[1], args[2], Math.floor(args[1].length / 2));
    if (what === "kill") process.kill(process.pid, "SIGKILL");
    throw Object.assign(new Error(what), { code: what });
  };
  syncBuiltinESMExports();
}
