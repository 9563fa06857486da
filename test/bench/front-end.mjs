import { compile } from "../../dist/compiler/index.js";
import { loadPolicies } from "../../dist/compiler/cli/load.js";
import { median, ms, table } from "./support.mjs";

/** Reading and checking 1, 10, 100 and 1,000 times the shipped policies: the time a copy must not grow. */

/** Copies under other names; each file stays below the limit on its size. */
export function copies(n) {
  const { files, source } = loadPolicies(["policies"]);
  const many = [...Array(n).keys()].flatMap((i) => files.map((file) => ({
    id: file.id.replace(/^policies/, `policies/copy${i}`),
    text: i === 0 ? file.text : file.text.replaceAll("fuzhou.ai_industry", `fuzhou.ai_industry${i}`).replaceAll("fujian.ai_projects", `fujian.ai_projects${i}`).replaceAll("shared.enterprise", `shared.enterprise${i}`),
  })));
  return { files: many, source: (file, name) => source(file.replace(/^policies\/copy\d+/, "policies"), name) };
}

export function bench(sizes = [1, 10, 100, 1000]) {
  const rows = [];
  for (const n of sizes) {
    const input = copies(n);
    const bytes = input.files.reduce((sum, file) => sum + file.text.length, 0);
    const time = median([...Array(n > 99 ? 1 : 3).keys()].map(() => ms(() => {
      const { diagnostics } = compile(input);
      const errors = diagnostics.filter((d) => d.severity === "error");
      if (errors.length > 0) throw new Error(`${errors.length} errors: ${JSON.stringify(errors[0])}`);
    })));
    rows.push([`${n}`, `${(bytes / 1e6).toFixed(2)}`, time, (time / n).toFixed(1), `${Math.round(process.memoryUsage().rss / 2 ** 20)}`]);
  }
  table("read and check n times the shipped policies", ["n", "MB", "ms", "ms a copy", "MiB resident"], rows);
}
