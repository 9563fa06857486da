import { renderAccount, titleOf } from "../explain/index.js";
import { interpret } from "../interpret.js";
import type { CoreProgram } from "../ir/core.js";
import type { Language } from "../diagnostics/render.js";
import type { Proof, ProofReport } from "../prove/prove.js";
import { evaluateCase } from "../../runtime/index.js";
import { nearest } from "../../runtime/input.js";
import { UsageFault } from "./faults.js";
import { collect, count, formatOption, langOption, load, runnable, type Verb } from "./options.js";
import { language, type Shell } from "./shell.js";

/** `allot prove`: what is true of every applicant, and who breaks it. */

interface ProveOptions {
  readonly format: "text" | "json";
  readonly scheme?: readonly string[];
  readonly defaultsOnly?: true;
  readonly trace?: true;
  readonly drafts?: true;
  readonly secondOpinion?: string;
  readonly lang?: string;
}

export const proveVerb: Verb = (command, shell) => {
  command
    .argument("[paths...]", "policy files and folders", ["policies"])
    .addOption(formatOption("text", "json"))
    .option("--scheme <id>", "only this scheme, pool or stack; may be said several times", collect)
    .option("--defaults-only", "only the default readings; otherwise every other reading is tried too, each alone")
    .option("--trace", "with each applicant how the amount was found")
    .option("--second-opinion <solver>", "ask another solver as well: z3 (the package z3-solver must be installed)")
    .option("--drafts", "read drafts too")
    .addOption(langOption())
    .action(async (paths: readonly string[], options: ProveOptions) => {
      const lang = language(options.lang);
      const loaded = await load(paths, options.drafts === true);
      if (runnable(loaded, shell, lang) === undefined) return;
      const program = loaded.compiled.program as CoreProgram;
      const subjects = options.scheme === undefined ? undefined : resolveSubjects(program, options.scheme);
      const { prove } = await import("../prove/prove.js");
      const report = prove(program, {
        ...(subjects === undefined ? {} : { subjects }), everyReading: options.defaultsOnly !== true,
        progress: (done, of) => { shell.progress(done, of, lang === "en" ? "proving" : "证明中"); },
      });
      if (options.format === "json") shell.out(`${JSON.stringify(asJson(program, report), null, 2)}\n`);
      else await asText(program, report, options.trace === true, lang, shell);
      const opinions = options.secondOpinion === undefined ? undefined : await secondOpinion(program, report, options.secondOpinion, lang, shell);
      shell.err(summary(report, lang));
      if (report.proofs.some((proof) => breaks(program, proof)) || opinions === "disagrees") shell.exit(1);
    });
};

async function secondOpinion(program: CoreProgram, report: ProofReport, solver: string, lang: Language, shell: Shell): Promise<"agrees" | "disagrees"> {
  if (solver !== "z3") throw new UsageFault(`there is no solver \`${solver}\`; write \`--second-opinion z3\``, `没有求解器 \`${solver}\`；写 \`--second-opinion z3\``);
  const { askZ3 } = await import("./second-opinion.js");
  return askZ3(program, report, lang, shell);
}

/** Names as declared, or qualified. */
function resolveSubjects(program: CoreProgram, wanted: readonly string[]): readonly string[] {
  const all = [...program.schemes.map((s) => ({ id: s.id, names: s.names })), ...[...program.pools, ...program.stacks].map((s) => ({ id: s.id, names: [s.id.slice(s.id.lastIndexOf(".") + 1)] }))];
  return wanted.flatMap((name) => {
    const found = all.filter((one) => one.id === name || one.names.includes(name));
    if (found.length > 0) return found.map((one) => one.id);
    const near = nearest(name, all.flatMap((one) => [one.id, ...one.names]));
    const hint = near === undefined ? ["", ""] : [`; did you mean \`${near}\`?`, `；是否指 \`${near}\`？`];
    throw new UsageFault(`there is no scheme, pool or stack \`${name}\`${hint[0] ?? ""}`, `没有名为 \`${name}\` 的项目、资金池或叠加${hint[1] ?? ""}`);
  });
}

/** A refutation under the default readings that the policy does not state itself. */
function breaks(program: CoreProgram, proof: Proof): boolean {
  return proof.verdict === "refuted" && Object.keys(proof.readings).length === 0 && acceptedBy(program, proof) === undefined;
}

function acceptedBy(program: CoreProgram, proof: Proof): string | undefined {
  if (proof.claim.kind !== "stack") return undefined;
  return program.known.find((known) => known.code === "above-cost" && (known.construct === proof.claim.subject || known.construct === ""))?.because;
}

const marks: Readonly<Record<Proof["verdict"], string>> = { proved: "✓", refuted: "✗", "not decided": "?" };

async function asText(program: CoreProgram, report: ProofReport, trace: boolean, lang: Language, shell: Shell): Promise<void> {
  const words = await import("../prove/words.js");
  const { bold, dim, green, red, yellow } = shell.colors;
  const paint = { proved: green, refuted: red, "not decided": yellow };
  const executable = interpret(program);
  const subjects = [...new Set(report.proofs.map((proof) => proof.claim.subject))];
  const titles = new Map([...program.schemes, ...program.pools, ...program.stacks].map((one) => [one.id, titleOf(one.titles, lang, "")]));
  for (const subject of subjects) {
    shell.out(`${bold(titles.get(subject) || subject)}  ${dim(subject)}\n`);
    for (const proof of report.proofs.filter((p) => p.claim.subject === subject)) {
      const accepted = acceptedBy(program, proof);
      const verdict = paint[proof.verdict](`${marks[proof.verdict]} ${words.verdictWords[proof.verdict][lang]}`);
      shell.out(`  ${verdict}  ${words.claimText(program, proof, lang)}\n`);
      shell.out(dim(`      ${words.readingsText(program, proof, lang)}${lang === "en" ? "; " : "；"}${words.becauseText(proof, lang)}\n`));
      const amounts = words.amountsText(proof, lang);
      if (amounts !== "") shell.out(`      ${proof.verdict === "refuted" ? red(amounts) : amounts}\n`);
      if (accepted !== undefined && proof.verdict === "refuted") shell.out(`      ${lang === "en" ? "the policy accepts it" : "政策已认可"}${lang === "en" ? ": " : "："}${accepted}\n`);
      if (proof.witness === undefined) continue;
      const schemes = words.schemesOf(program, subject);
      for (const line of words.applicantLines(program, proof.witness, schemes, lang)) shell.out(`        ${line}\n`);
      for (const line of words.citeLines(program.sites[proof.claim.site])) shell.out(dim(`        ${line}\n`));
      if (!trace) continue;
      const evaluation = evaluateCase(executable, proof.witness.facts, { readings: proof.witness.readings, schemes });
      shell.out(`${renderAccount(executable, evaluation, { lang, format: "text" }).split("\n").map((line) => `        ${line}`).join("\n").trimEnd()}\n`);
    }
    const cliffs = report.cliffs.filter((cliff) => cliff.scheme === subject);
    if (cliffs.length > 0) shell.out(`  ${lang === "en" ? "cliffs" : "断崖"}\n`);
    for (const cliff of cliffs) {
      const stated = cliff.declared === undefined ? "" : dim(lang === "en" ? "  (stated)" : "  （已写明）");
      shell.out(`    ${cliff.direction === "fall" ? "↓" : "↑"} ${words.cliffText(program, cliff, lang)}${stated}\n`);
    }
    shell.out("\n");
  }
}

function asJson(program: CoreProgram, report: ProofReport): unknown {
  const place = (site: number): unknown => {
    const found = program.sites[site];
    return found === undefined ? null : { file: found.file, start: found.start, end: found.end, cites: found.cites };
  };
  return {
    format: 1,
    proofs: report.proofs.map(({ claim, witness, ...proof }) => ({ kind: claim.kind, subject: claim.subject, name: claim.name, ...proof, accepted: acceptedBy(program, { claim, ...proof }) ?? null, case: caseOf(witness), at: place(claim.site) })),
    cliffs: report.cliffs.map(({ witness, declared, ...cliff }) => ({ ...cliff, stated: declared !== undefined, case: caseOf(witness) })),
    sampled: report.sampled,
  };
}

/** A case file that shows it again. */
const caseOf = (witness: Proof["witness"]): unknown =>
  witness === undefined ? null : { format: 1, facts: witness.facts, ...(Object.keys(witness.readings).length === 0 ? {} : { readings: witness.readings }) };

function summary(report: ProofReport, lang: Language): string {
  const of = (verdict: Proof["verdict"]): number => report.proofs.filter((proof) => proof.verdict === verdict).length;
  return lang === "en"
    ? `${count(report.proofs.length, "claim")}: ${of("proved")} proved, ${of("refuted")} refuted, ${of("not decided")} not decided; ${count(report.cliffs.length, "cliff")}; ${count(report.sampled, "applicant")} replayed\n`
    : `${report.proofs.length} 项断言：${of("proved")} 项成立，${of("refuted")} 项不成立，${of("not decided")} 项未决；${report.cliffs.length} 处断崖；复核申报者 ${report.sampled} 个\n`;
}

