import { accountOf, titleOf } from "../../compiler/explain/index.js";
import { inside } from "../../compiler/testing/reach.js";
import { splitSentences } from "../../compiler/source-text/index.js";
import { evaluateCase, InputFault } from "../../runtime/api.js";
import type { FactInfo } from "../../runtime/program.js";
import type { Award, Evaluation } from "../../runtime/result.js";
import type { Advice, Case, Lang, Outcome, Quoted } from "../protocol.js";
import { valuesWorthTrying } from "./values.js";
import type { Workspace } from "./workspace.js";

/** A case through the interpreter: no code is made from text. */

/** Facts of a case that this program does not have are left out: a case outlives a renaming. */
export function evaluated(workspace: Workspace, asked: Case, trace: boolean, program = workspace.executable()): Evaluation {
  const facts = Object.fromEntries(Object.entries(asked.facts).filter(([name]) => program.facts.some((fact) => fact.id === name || fact.names.includes(name))));
  const known = new Map(program.readings.map((reading) => [reading.id, reading]));
  const readings = Object.fromEntries(Object.entries(asked.readings).filter(([id, alternative]) => known.get(id)?.alternatives.some((a) => a.id === alternative)));
  const schemes = asked.schemes.filter((id) => program.schemes.some((scheme) => scheme.id === id));
  return evaluateCase(program, facts, { readings, trace, ...(asked.on === "" ? {} : { on: asked.on }), ...(schemes.length === 0 ? {} : { schemes }) });
}

export function evaluateHere(workspace: Workspace, asked: Case, lang: Lang): Outcome {
  const program = workspace.executable();
  try {
    const evaluation = evaluated(workspace, asked, true);
    const account = accountOf(program, evaluation, lang, asked.on);
    const finder = quotedFinder(workspace);
    const boundBy = (award: Award | undefined): readonly { readonly id: string; readonly text: string }[] => (award?.binding ?? []).map(({ id, site }) => ({ id, text: titleOf(program.sites[site]?.titles ?? {}, lang, program.sites[site]?.text ?? id) }));
    return {
      account: { ...account, awards: account.awards.map((award, i) => ({ ...award, bound: boundBy(evaluation.awards[i]), lines: award.lines.map((line) => ({ ...line, quoted: finder(line.file, line.cites) })) })) },
      awards: evaluation.awards.map(({ trace: _trace, ...award }) => award), stacks: evaluation.stacks, asked: askedBySums(workspace, asked, evaluation), errors: [],
    };
  } catch (fault) {
    if (fault instanceof InputFault) return { account: undefined, awards: [], stacks: [], asked: [], errors: fault.errors };
    throw fault;
  }
}

/** The ceiling of several awards together may be a fact that no award of them reads. */
function askedBySums(workspace: Workspace, asked: Case, { stacks }: Evaluation): readonly string[] {
  const open = stacks.filter(({ total, members }) => total === null && members.every(({ amount }) => amount !== null));
  const read = workspace.program().stacks.filter(({ id }) => open.some((stack) => stack.id === id))
    .flatMap(({ relations }) => relations.flatMap(({ ceiling }) => (ceiling === undefined ? [] : [...inside(ceiling)].flatMap((expr) => (expr.op === "fact" ? [expr.fact] : [])))));
  return [...new Set(read)].filter((id) => asked.facts[id] === undefined);
}

/** From the words of a citation to their sentence in the source. */
export function quotedFinder(workspace: Workspace): (file: string, cites: readonly { readonly clause: string; readonly quote: string; readonly external: boolean }[]) => readonly Quoted[] {
  const byFile = new Map<string, readonly { readonly anchor: string; readonly words: string; readonly source: string; readonly start: number; readonly end: number }[]>();
  const sentences = new Map<string, ReturnType<typeof splitSentences>>();
  const linksOf = (file: string): NonNullable<ReturnType<typeof byFile.get>> => {
    const known = byFile.get(file);
    if (known !== undefined) return known;
    const text = workspace.texts.get(file) ?? "";
    const links = workspace.service.linksToSource(file).map(({ span, anchor, source, parts }) => ({
      anchor, source, words: text.slice(span.start + 1, span.end - 1), start: parts[0]?.start ?? 0, end: parts[parts.length - 1]?.end ?? 0,
    }));
    byFile.set(file, links);
    return links;
  };
  return (file, cites) => cites.flatMap((cite): readonly Quoted[] => {
    if (cite.external) return [];
    const link = linksOf(file).find((one) => one.anchor === cite.clause && one.words === cite.quote) ?? linksOf(file).find((one) => one.words === cite.quote);
    if (link === undefined) return [];
    const text = workspace.texts.get(link.source) ?? "";
    const all = sentences.get(link.source) ?? splitSentences(text);
    sentences.set(link.source, all);
    const touched = all.filter((one) => one.start < link.end && one.end > link.start);
    const [start, end] = [touched[0]?.start ?? link.start, touched[touched.length - 1]?.end ?? link.end];
    return [{ file: link.source, start: link.start, end: link.end, sentence: text.slice(start, end), from: link.start - start, to: link.end - start }];
  });
}

const settled = (award: Award): boolean => award.status !== "undetermined";

/** For each fact that is missing: what some answers to it would settle. */
export function advise(workspace: Workspace, asked: Case): readonly Advice[] {
  const program = workspace.executable();
  let before: Evaluation;
  try {
    before = evaluated(workspace, asked, false);
  } catch (fault) {
    if (fault instanceof InputFault) return [];
    throw fault;
  }
  const open = before.awards.filter((award) => !settled(award));
  const missing = [...new Set(open.flatMap((award) => award.missing))];
  return missing.flatMap((id): readonly Advice[] => {
    // `output 2025` is one year of a yearly fact
    const [, yearly, year] = /^(.*) (\d{4})$/.exec(id) ?? [];
    const fact = program.facts.find((one) => one.id === (yearly ?? id));
    if (fact === undefined) return [];
    const concerned = open.filter((award) => award.missing.includes(id)).map((award) => award.scheme);
    const given = asked.facts[fact.id];
    const tries = tried(workspace, fact).map((one) => {
      const value: unknown = year === undefined ? one : { [year]: one };
      const whole = year === undefined || typeof given !== "object" ? value : { ...given, [year]: one };
      return { value, settles: settledBy(workspace, { ...asked, facts: { ...asked.facts, [fact.id]: whole }, schemes: concerned }, concerned) };
    });
    const most = Math.max(0, ...tries.map(({ settles }) => settles.length));
    return [{
      fact: fact.id,
      some: [...new Set(tries.flatMap(({ settles }) => settles))],
      every: concerned.filter((scheme) => tries.length > 0 && tries.every(({ settles }) => settles.includes(scheme))),
      answers: most === 0 ? [] : tries.filter(({ settles }) => settles.length === most).map(({ value }) => value),
    }];
  });
}

const tried = (workspace: Workspace, fact: FactInfo): readonly unknown[] => valuesWorthTrying(fact, workspace.program());

function settledBy(workspace: Workspace, asked: Case, schemes: readonly string[]): readonly string[] {
  try {
    const { awards } = evaluated(workspace, asked, false);
    return schemes.filter((scheme) => awards.some((award) => award.scheme === scheme && settled(award)));
  } catch (fault) {
    if (fault instanceof InputFault) return [];
    throw fault;
  }
}
