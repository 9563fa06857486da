import { nearest } from "../../../runtime/input.js";
import type { Program } from "../../../runtime/program.js";
import { UsageFault } from "../faults.js";

/** `--reading id=value` of the command line; what it names must exist. */

const lastPart = (id: string): string => id.slice(id.lastIndexOf(".") + 1);

export function resolveReadings(program: Program, given: readonly string[], flag: string): Readonly<Record<string, string>> {
  const readings: Record<string, string> = {};
  for (const word of given) {
    const at = word.indexOf("=");
    if (at <= 0 || at === word.length - 1) throw new UsageFault(`\`--${flag} ${word}\`: write reading=alternative`, `\`--${flag} ${word}\`：写成 读法=选项`);
    const [name, value] = [word.slice(0, at), word.slice(at + 1)];
    const matching = program.readings.filter((r) => r.id === name || r.names.includes(name) || lastPart(r.id) === name);
    if (matching.length === 0) {
      const near = nearest(name, program.readings.flatMap((r) => [lastPart(r.id), ...r.names]));
      throw new UsageFault(`\`--${flag} ${word}\`: there is no reading \`${name}\`${near === undefined ? "" : `; did you mean \`${near}\`?`}`, `\`--${flag} ${word}\`：没有读法 \`${name}\`${near === undefined ? "" : `；是否指 \`${near}\`？`}`);
    }
    const found = matching.flatMap((r) => r.alternatives.filter((a) => a.id === value || a.names.includes(value)).map((a) => [r.id, a.id] as const));
    if (found.length === 0) {
      const all = [...new Set(matching.flatMap((r) => r.alternatives.map((a) => a.id)))].join(", ");
      throw new UsageFault(`\`--${flag} ${word}\`: there is no alternative \`${value}\`; there are ${all}`, `\`--${flag} ${word}\`：没有选项 \`${value}\`；有 ${all}`);
    }
    for (const [id, alternative] of found) readings[id] = alternative;
  }
  return readings;
}
