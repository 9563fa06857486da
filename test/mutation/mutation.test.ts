import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { loadPolicies } from "../../compiler/cli/load.js";
import { compile, runExamples, type Compiled } from "../../compiler/index.js";
import { fuzz } from "../../compiler/testing/index.js";
import { claims } from "./claims.js";
import { mutants, type Mutant } from "./mutants.js";
import { proveVerdicts } from "./prove.js";

/**
 * Faults planted in the two real policies, and what catches each. What check finds in the source texts would keep the
 * others from running at all; so they see the policies without their sources, and the table shows every net by itself.
 */

const original = loadPolicies(["policies"]);
const fileOf = { city: /2024\.policy$/, province: /2026\.policy$/ } as const;

function mutate(mutant: Mutant): typeof original {
  return {
    ...original,
    files: original.files.map((file) => {
      if (!fileOf[mutant.policy].test(file.id)) return file;
      const start = mutant.after === undefined ? 0 : file.text.indexOf(mutant.after);
      const at = file.text.indexOf(mutant.from, start);
      if (start < 0 || at < 0) throw new Error(`${mutant.name}: the policy no longer says ${mutant.from}`);
      const text = file.text.slice(0, at) + mutant.to + file.text.slice(at + mutant.from.length);
      if (mutant.also !== undefined && !text.includes(mutant.also.from)) throw new Error(`${mutant.name}: the policy no longer says ${mutant.also.from}`);
      return { ...file, text: mutant.also === undefined ? text : text.replace(mutant.also.from, () => mutant.also?.to ?? "") };
    }),
  };
}

/** With what an analyst would claim of every application. */
const withClaims = (input: typeof original): typeof original =>
  ({ ...input, files: input.files.map((file) => ({ ...file, text: file.text + (fileOf.city.test(file.id) ? claims.city : fileOf.province.test(file.id) ? claims.province : "") })) });

/** What check says, wherever it stands. */
const said = (compiled: Compiled): readonly string[] => compiled.diagnostics.map(({ code, parameters }) => `${code} ${JSON.stringify(parameters)}`);

const withoutSources = (input: typeof original): typeof original =>
  ({ ...input, files: input.files.map((file) => ({ ...file, text: file.text.replace(/^ {2}(?:source|原文) .*$/m, "") })) });

const broken = (compiled: Compiled, scheme: string): readonly string[] =>
  compiled.program === undefined ? [] : fuzz(compiled.program, { runs: 100, seed: 1, schemes: [scheme], shrink: false }).findings.map(({ claim }) => (claim.kind === "always" ? claim.name : claim.kind));

const failing = (compiled: Compiled): readonly string[] => runExamples(compiled).filter((result) => !result.passed).map((result) => result.title);

interface Caught {
  readonly check: readonly string[];
  readonly prove: readonly string[];
  readonly fuzz: readonly string[];
  readonly examples: readonly string[];
}

const sound = compile(withClaims(withoutSources(original)));
const soundly = new Set(said(compile(original)));
const verdicts = new Map<string, ReadonlySet<string>>();
/** What the analyser says of a scheme as it is. */
function soundVerdicts(scheme: string): ReadonlySet<string> {
  const known = verdicts.get(scheme) ?? new Set(sound.program === undefined ? [] : proveVerdicts(sound.program, scheme));
  verdicts.set(scheme, known);
  return known;
}

function nets(mutant: Mutant): Caught {
  const input = mutate(mutant);
  const bare = compile(withClaims(withoutSources(input)));
  return {
    check: [...new Set(said(compile(input)).filter((line) => !soundly.has(line)).map((line) => line.slice(0, line.indexOf(" "))))],
    prove: bare.program === undefined ? [] : proveVerdicts(bare.program, mutant.scheme).filter((line) => !soundVerdicts(mutant.scheme).has(line)),
    fuzz: [...new Set(broken(bare, mutant.scheme))],
    examples: failing(bare),
  };
}

const table: (readonly [Mutant, Caught])[] = [];

describe("every planted fault is caught", () => {
  test.each(mutants.map((mutant) => [mutant.name, mutant] as const))("%s", (_, mutant) => {
    const caught = nets(mutant);
    table.push([mutant, caught]);
    // check reads the sources; the rules themselves must be held by the other three
    expect([...caught.prove, ...caught.fuzz, ...caught.examples]).not.toEqual([]);
  });

  test("the unchanged policies are not", () => {
    expect(failing(sound)).toEqual([]);
    for (const scheme of new Set(mutants.map((mutant) => mutant.scheme))) expect([scheme, broken(sound, scheme)]).toEqual([scheme, []]);
  });

  test("the table", () => {
    const path = new URL("TABLE.md", import.meta.url);
    const shown = tableText();
    if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(path, shown);
    expect(shown).toBe(readFileSync(path, "utf8"));
  });
});

function tableText(): string {
  const cell = (lines: readonly string[]): string => (lines.length === 0 ? "" : lines.join(", "));
  const examples = (lines: readonly string[]): string => (lines.length === 0 ? "" : lines.length === 1 ? `${lines[0]}` : `${lines[0]}, and ${lines.length - 1} more`);
  const rows = table.map(([mutant, { check, prove, fuzz: found, examples: failed }]) => `| ${mutant.name} | ${cell(check)} | ${cell(prove)} | ${cell(found)} | ${examples(failed).replaceAll("|", "\\|")} |`);
  const by = (net: keyof Caught): number => table.filter(([, caught]) => caught[net].length > 0).length;
  const alone = table.filter(([, caught]) => Object.values(caught).filter((lines) => lines.length > 0).length === 1).length;
  return [
    "# Planted faults, and what catches them",
    "",
    `${table.length} faults as a person makes them, each a small change of the text of one of the two real policies (\`mutants.ts\`). \`check\`: new diagnostics against the source texts. \`prove\`: new verdicts of the analyser. \`fuzz\`: claims broken within 100 cases, those of the constructs and those that an analyst states (\`claims.ts\`). \`examples\`: examples in the policies that fail. The last three see the policies without their source texts, so that each net is shown by itself.`,
    "",
    `Caught by check ${by("check")}, prove ${by("prove")}, fuzz ${by("fuzz")}, examples ${by("examples")}; by one of them alone ${alone}; by none 0. Written by \`UPDATE_GOLDEN=1 npx vitest run test/mutation\`.`,
    "",
    "| fault | check | prove | fuzz | examples |",
    "|---|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}
