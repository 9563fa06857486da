import type { Program } from "../../../runtime/program.js";
import type { Language } from "../../diagnostics/render.js";
import { Heads, type SubjectName } from "../../simulate/columns.js";
import { Comparison } from "../../simulate/comparison.js";
import { compareRuns, summarise, type ComparisonSummary, type Effect, type Summary } from "../../simulate/summary.js";
import { Tally } from "../../simulate/tally.js";
import { FileFault, UsageFault } from "../faults.js";
import type { Shell } from "../shell.js";
import type { SimulateOptions } from "../simulate.js";
import { packageVersion } from "../version.js";
import { faultMessage } from "./fault-words.js";
import { sortRows, survey, textHash } from "./order.js";
import { checkHeads, dataOf, keysOf, loadSet, scenarioOf, type PolicySet } from "./policy-set.js";
import type { PopulationData } from "./population.js";
import { createProgress, type Progress } from "./progress.js";
import { Results } from "./results.js";
import { Settling, type Scenario } from "./settling.js";
import { compare, counted, effectOf, finalRows, settleAll, sharePools, type EffectSums, type FinalRow, type Settled } from "./simulation.js";
import { hashOf, openSource, type Source } from "./source.js";
import { WorkFolder, type Checkpoint } from "./work-folder.js";

/** A simulation from the command line to the summary. */

export interface Simulated {
  readonly summary: Summary;
  readonly program: Program;
  readonly other: Program | undefined;
}

/** Names of inputs in words, for a checkpoint that does not fit. */
const inputNames: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  version: { en: "the version of allot", zh: "allot 的版本" },
  cases: { en: "the population", zh: "申报数据" },
  policies: { en: "the policies", zh: "政策" },
  against: { en: "the policies compared with", zh: "对照政策" },
  ledger: { en: "the opening ledger", zh: "期初台账" },
  options: { en: "the options", zh: "选项" },
};

/** Reading other than the default is told apart only where a file is small, or when it is asked for. */
const fewRows = 2_000;
/** From here on threads are worth their start. */
const manyRows = 20_000;
/** Messages on standard error; all of them go into --rejects. */
const mostTold = 100;

export async function simulate(setPath: string, casesPath: string, options: SimulateOptions, lang: Language, shell: Shell, processors: number): Promise<Simulated | undefined> {
  const set = await loadSet(setPath, options.reading, options, "reading", shell, lang);
  if (set === undefined) return undefined;
  const compared = options.against !== undefined || options.againstReading !== undefined;
  const other = compared ? await loadSet(options.against ?? setPath, options.againstReading, options, "against-reading", shell, lang) : undefined;
  if (compared && other === undefined) return undefined;
  const sets = other === undefined ? [set] : [set, other];
  const progress = createProgress(lang);
  progress("reading", 0);
  const source = await openSource(casesPath);
  if (source.encoding !== "utf-8") shell.err(lang === "en" ? `note: ${casesPath} is read as GB18030\n` : `提示：${casesPath} 按 GB18030 编码读取\n`);
  for await (const { heads } of source.batches()) {
    if (source.format !== "jsonl") checkHeads(casesPath, heads, sets.map(({ vocabulary }) => new Heads(vocabulary)));
    break;
  }
  const subjectsAll = sets.flatMap(({ vocabulary }) => vocabulary.subjects);
  // what the command line says wrongly is told before anything is written
  for (const one of sets) {
    const { reader, books } = new Settling(scenarioOf(one, source, options, new Set(), subjectsAll, one === set ? other : set));
    const [wrong] = reader.errors;
    if (wrong !== undefined) throw new UsageFault(`--fact: ${faultMessage(wrong, "en")}`, `--fact：${faultMessage(wrong, "zh")}`);
    const [untold] = books.untold();
    if (untold !== undefined) throw new UsageFault(`--ledger: of a payment only a part counts against the pool \`${untold.id}\`, and a ledger does not say which; give what is left of the pool, or the part, with --fact`,
      `--ledger：付款只有一部分计入资金池 \`${untold.id}\`，台账未写明；请用 --fact 给出资金池余额或所计比例`);
  }

  const place = options.checkpoint ?? (options.output === undefined ? undefined : `${options.output}.work`);
  const folder = WorkFolder.open(place);
  try {
    const simulated = await inFolder({ set, other, sets, source, folder, options, lang, shell, processors, progress, subjectsAll });
    folder.remove();
    return simulated;
  } catch (error) {
    progress.end();
    folder.release();
    throw error;
  }
}

interface Session {
  readonly set: PolicySet;
  readonly other: PolicySet | undefined;
  readonly sets: readonly PolicySet[];
  readonly source: Source;
  readonly folder: WorkFolder;
  readonly options: SimulateOptions;
  readonly lang: Language;
  readonly shell: Shell;
  readonly processors: number;
  readonly progress: Progress;
  readonly subjectsAll: readonly SubjectName[];
}

/** A checkpoint of the same inputs, or none; one of other inputs is refused. */
function takeUp({ folder, options, set, other, source, lang, shell }: Session): Checkpoint {
  const inputs: Record<string, string> = {
    version: packageVersion(), cases: source.hash, policies: set.hash, against: other?.hash ?? "",
    ledger: options.ledger === undefined ? "" : hashOf(options.ledger),
    options: textHash(JSON.stringify([set.readings, other?.readings, options.on, options.scheme, options.fact, options.ignore, lang])),
  };
  if (options.restart === true) folder.clear();
  const found = folder.checkpoint();
  if (found === undefined) return { format: 2, inputs, sorted: false, stores: {}, effects: {} };
  const changed = Object.keys(inputs).filter((name) => inputs[name] !== found.inputs[name]);
  if (changed.length > 0) {
    const names = (l: Language): string => changed.map((name) => inputNames[name]?.[l] ?? name).join(l === "en" ? " and " : "、");
    throw new FileFault(`${names("en")} changed since the run in ${folder.path} was stopped; undo the change, or begin again with --restart`,
      `自 ${folder.path} 中的运行停止以来，${names("zh")}已改变；请恢复原样，或用 --restart 重新开始`);
  }
  const rows = Object.values(found.stores).reduce((sum, parts) => sum + Math.min(...parts.map((part) => part.rows)), 0);
  shell.err(lang === "en" ? `note: goes on where a run was stopped, after ${rows} settled rows\n` : `提示：从上次停止处继续，已计算 ${rows} 行\n`);
  return found;
}

async function inFolder(session: Session): Promise<Simulated> {
  const { set, other, source, options, subjectsAll } = session;
  const checkpoint = takeUp(session);
  // an output that cannot be written is told before the work is done, not after
  const results = new Results(options, set.program, subjectsAll, source.path, other?.program);
  try {
    return await run(session, checkpoint, results);
  } catch (error) {
    results.abandon();
    throw error;
  }
}

async function run(session: Session, found: Checkpoint, results: Results): Promise<Simulated> {
  const { set, other, sets, source, folder, options, lang, shell, progress } = session;
  let checkpoint = found;
  const save = (change: Partial<Checkpoint>): void => {
    checkpoint = { ...checkpoint, ...change };
    if (folder.lasting) folder.save(checkpoint);
  };
  const surveyed = await survey(source, keysOf(sets, options.on ?? ""), folder, (part) => { progress("reading", part); });
  if (!surveyed.inOrder && !checkpoint.sorted) {
    await sortRows(source, keysOf(sets, options.on ?? ""), folder, (part) => { progress("sorting", part); });
    save({ sorted: true });
  }
  const population: PopulationData = { path: source.path, format: source.format, encoding: source.encoding, rows: surveyed.rows, sorted: surveyed.inOrder ? undefined : folder.file("sorted") };
  const shards = options.workers ?? (surveyed.rows >= manyRows ? Math.min(session.processors, 8) : 1);

  const settleOne = (name: string, own: PolicySet, scenario: Scenario, foreign: PolicySet | undefined): Promise<Settled> => settleAll(population, scenario, {
    name, folder, shards, lang, every: options.checkpointEvery, states: checkpoint.stores[name], data: dataOf(own, scenario, foreign, options),
    save: (states) => { save({ stores: { ...checkpoint.stores, [name]: states } }); },
    progress: (part) => { progress(name === "records" ? "settling" : "comparing", part); },
  });
  const scenario = scenarioOf(set, source, options, surveyed.twice, session.subjectsAll, other);
  const settled = await settleOne("records", set, scenario, other);
  sharePools(settled, (part) => { progress("sharing", part); });
  const tally = new Tally(set.program, settled.settling.books);
  const own = counted(scenario, settled, tally);
  const used = new Set([...settled.used, ...settled.settling.books.used]);

  let against: ComparisonSummary | undefined;
  let theirs: ReturnType<typeof finalRows> | undefined;
  let comparison: Comparison | undefined;
  let otherCounted: ReturnType<typeof counted> | undefined;
  if (other !== undefined) {
    const otherScenario = scenarioOf(other, source, options, surveyed.twice, session.subjectsAll, set);
    const otherSettled = await settleOne("against", other, otherScenario, set);
    sharePools(otherSettled, (part) => { progress("sharing", part); });
    const otherTally = new Tally(other.program, otherSettled.settling.books);
    otherCounted = counted(otherScenario, otherSettled, otherTally);
    theirs = finalRows(otherSettled, otherTally);
    comparison = new Comparison();
  }

  let told = 0;
  let done = 0;
  for (const row of finalRows(settled, tally)) {
    const their = theirs?.next().value;
    const before: FinalRow | undefined = their === undefined || "refused" in their ? undefined : their;
    if (comparison !== undefined && other !== undefined) compare(comparison, { program: other.program, row: their }, { program: set.program, row });
    if ("refused" in row) {
      results.refused(row);
      if (told++ < mostTold) for (const message of row.refused) shell.err(`${lang === "en" ? "error: " : "错误："}${source.path}:${row.line}: ${message}\n`);
    } else results.application(row, before);
    if (++done % 1000 === 0) progress("writing", done / Math.max(1, surveyed.rows));
  }
  results.commit();
  if (told > mostTold) shell.err(lang === "en" ? `error: ${told - mostTold} more rows cannot be evaluated; --rejects FILE lists all\n` : `错误：另有 ${told - mostTold} 行无法计算；--rejects 文件 列出全部\n`);
  if (tally.refused > 0) shell.exit(1);
  if (comparison !== undefined && otherCounted !== undefined) against = compareRuns(own, otherCounted, comparison);

  const asked = options.readingsEffect ?? surveyed.rows <= fewRows;
  const effects = asked ? await effectsOf(session, population, scenario, used, settled, shards, checkpoint, save) : undefined;
  progress.end();
  return { summary: summarise(own, { effects, against }), program: set.program, other: other?.program };
}

/** What changes under every other alternative of every reading that anything depended on, one at a time. */
async function effectsOf(session: Session, population: PopulationData, scenario: Scenario, used: ReadonlySet<string>, base: Settled, shards: number, checkpoint: Checkpoint, save: (change: Partial<Checkpoint>) => void): Promise<readonly Effect[]> {
  const { set, other, progress, folder, lang, options } = session;
  const alternatives = set.program.readings.filter((reading) => used.has(reading.id)).flatMap((reading) => {
    const taken = scenario.readings[reading.id] ?? reading.byDefault;
    return reading.alternatives.filter((alternative) => alternative.id !== taken).map((alternative) => ({ reading, alternative }));
  });
  const known: Record<string, EffectSums> = { ...checkpoint.effects };
  const effects: Effect[] = [];
  for (const [i, { reading, alternative }] of alternatives.entries()) {
    const key = `${reading.id}=${alternative.id}`;
    const changed: Scenario = { ...scenario, readings: { ...scenario.readings, [reading.id]: alternative.id } };
    let sums = known[key];
    if (sums === undefined) {
      sums = await effectOf(population, base, changed, {
        folder, shards, lang, data: dataOf(set, changed, other, options), progress: (part) => { progress("readings", (i + part) / alternatives.length); },
      });
      known[key] = sums;
      save({ effects: { ...known } });
    }
    effects.push({
      reading: reading.id, titles: reading.titles, alternative: alternative.id, alternativeTitles: alternative.titles, ...sums,
    });
  }
  return effects;
}
