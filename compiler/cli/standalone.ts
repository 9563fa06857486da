import { existsSync, readFileSync } from "node:fs";
import { FileFault } from "./faults.js";

/** The runtime as one text, made when the package was built. */
export function standaloneText(name: "runtime.js" | "runtime.d.ts"): string {
  for (const folder of ["../../standalone/", "../../dist/standalone/"]) {
    const url = new URL(folder + name, import.meta.url);
    if (existsSync(url)) return readFileSync(url, "utf8");
  }
  throw new FileFault("--standalone: this installation has no bundled runtime; `npm run build` makes it", "--standalone：本安装没有打包的运行时；`npm run build` 会生成");
}
