import { formatDay, fromDay, type Day } from "../../runtime/date.js";
import { prepare } from "../../runtime/evaluate.js";
import { poolContext } from "../../runtime/allocate.js";
import { inSpan } from "../../runtime/pool.js";
import type { FactInfo, Program } from "../../runtime/program.js";
import type { CoreProgram } from "../ir/core.js";
import { spansOf } from "./validity.js";
import { Profiler, type FactProfile, type SchemeProfile } from "./profile.js";
import { createRandom, type Random } from "./random.js";

/** Populations that look like real ones, made from the declared facts by a seed. Rows come in order of date. */

export interface SampleOptions {
  readonly rows: number;
  readonly seed: string;
  /** Qualified ids; all schemes where absent. */
  readonly schemes: readonly string[] | undefined;
  readonly from: Day | undefined;
  readonly to: Day | undefined;
  /** Number of enterprises, or whoever the first subject is, among whom the rows are spread. */
  readonly subjects: number | undefined;
}

export interface Sample {
  readonly columns: readonly { readonly name: string; readonly kind: "text" }[];
  rows(): Generator<readonly string[]>;
}

/** Most applications are good; of the rest one fact is off, or not known. */
const cleanRows = 0.75;
const oneOff = 0.15;
/** Applications on days on which their scheme takes none. */
const astray = 0.03;
const mostSubjects = 200_000;

interface Open {
  readonly profile: SchemeProfile;
  takes(day: Day): boolean;
}

/** The schemes with the days on which they take applications: in force, and in a window where there is one. */
function openSchemes(core: CoreProgram, program: Program, wanted: readonly string[] | undefined): readonly Open[] {
  const prepared = prepare(program);
  const context = poolContext(prepared, new Map(), undefined);
  const profiler = new Profiler(core, program);
  const spans = spansOf(program, {});
  return program.schemes.flatMap((scheme, index): readonly Open[] => {
    if (wanted !== undefined && !wanted.includes(scheme.id)) return [];
    const force = spans.find((span) => span.policy === scheme.policy);
    const taken = scheme.windows.filter((w) => context.stands(w) && w.by === program.policies[scheme.policy]?.validity[0]?.by);
    const takes = (day: Day): boolean => {
      const { month, day: date } = fromDay(day);
      return day >= (force?.from ?? -Infinity) && day <= (force?.to ?? Infinity) && taken.every((one) => one.spans.some((span) => inSpan(span, month, date)));
    };
    let on = force?.from ?? force?.to ?? 20_454;
    const end = force?.to ?? on + 366;
    while (!takes(on) && on < end) on++;
    // not the first day: what must have happened before needs room
    for (let later = on + 180; later > on; later--) if (takes(later)) on = later;
    return [{ profile: profiler.profile(index, on), takes }];
  });
}

function draw(random: Random, { fact, good, all, range }: FactProfile, off: boolean, on: Day): string {
  if (range !== undefined) {
    const [low, high] = off ? range.all : range.good;
    const value = low > 0 ? low * Math.exp(random.next() * Math.log(high / low)) : low + random.next() * (high - low);
    if (fact.kind === "percent") return String(Math.round(value));
    if (fact.kind === "number") return String(Number(value.toFixed(1)));
    // most amounts are round, some have their fen
    const yuan = random.chance(0.7) && value >= 1000 ? Math.round(value / 100) * 100 : value;
    return Math.min(Math.max(yuan, low), high).toFixed(2);
  }
  const text = !off && good.includes("none") && random.chance(0.9) ? "none" : random.pick(off ? all : good);
  if ((fact.kind === "date" || fact.kind === "date-or-none") && text !== "none") {
    const days = Number(text);
    return formatDay(on + Math.round(days * (0.7 + 0.3 * random.next())));
  }
  return text;
}

/** Numbers by year that the schemes ask for. */
function yearlyFacts(core: CoreProgram, asked: readonly string[]): readonly { readonly fact: FactInfo; readonly schemes: ReadonlySet<string> }[] {
  return core.facts.filter((fact) => fact.byYear && (fact.kind === "money" || fact.kind === "number" || fact.kind === "integer")).flatMap((fact) => {
    const schemes = new Set(core.schemes.filter((scheme) => asked.includes(scheme.id) && scheme.facts.includes(fact.id)).map((scheme) => scheme.id));
    return schemes.size === 0 ? [] : [{ fact, schemes }];
  });
}

/** The year before and the year itself: most grow, some shrink, a few begin from nothing. */
function twoYears(random: Random, fact: FactInfo): readonly [string, string] {
  const [from, to] = [Number(fact.from ?? 0), Number(fact.to ?? 1e9)];
  const low = Math.max(from, to / 1e6, 1);
  const before = random.chance(0.03) ? from : low * Math.exp(random.next() * Math.log(Math.max(to / low, 1)));
  const now = Math.min(to, Math.max(from, (before === 0 ? low : before) * (0.7 + 1.1 * random.next())));
  const text = (value: number): string => (fact.kind === "integer" ? String(Math.round(value)) : fact.kind === "money" ? (Math.round(value / 100) * 100).toFixed(2) : value.toFixed(1));
  return [text(before), text(now)];
}

export function sampleOf(core: CoreProgram, program: Program, options: SampleOptions): Sample {
  const open = openSchemes(core, program, options.schemes);
  const spans = spansOf(program, {}).filter((span) => open.some(({ profile }) => profile.policy === span.policy));
  const first = options.from ?? Math.min(...spans.map((span) => span.from ?? Infinity));
  // where no last day is named, three years
  const last = options.to ?? Math.max(...spans.map((span) => span.to ?? (span.from ?? -Infinity) + 3 * 365));
  // the applicant is whom most schemes count by; it stands in every row, what else is counted is new in most rows
  const counts = new Map<string, number>();
  for (const { profile } of open) for (const subject of [...profile.subjects, ...profile.yearly]) counts.set(subject, (counts.get(subject) ?? 0) + 1);
  const subjects = [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  const facts = core.facts.filter((fact) => open.some(({ profile }) => profile.facts.some((own) => own.fact.id === fact.id && own.open < 1)));
  const yearly = yearlyFacts(core, open.map(({ profile }) => profile.scheme));
  const years = yearly.length === 0 || !(last >= first) ? [] : Array.from({ length: fromDay(last).year - fromDay(first).year + 2 }, (_, i) => fromDay(first).year - 1 + i);
  const columns = ["id", "on", ...subjects, "scheme", ...facts.map((fact) => fact.id), ...yearly.flatMap(({ fact }) => years.map((year) => `${fact.id} ${year}`))].map((name) => ({ name, kind: "text" as const }));

  function* rows(): Generator<readonly string[]> {
    if (!(last >= first) || open.length === 0) return;
    const random = createRandom(options.seed);
    const number = options.subjects ?? Math.max(1, Math.min(Math.ceil(options.rows / 3), mostSubjects));
    const digits = String(options.rows).length;
    const weights = Array.from({ length: last - first + 1 }, (_, i) => open.filter(({ takes }) => takes(first + i)).length + astray);
    const whole = weights.reduce((sum, weight) => sum + weight, 0);
    let done = 0;
    let due = 0;
    for (const [i, weight] of weights.entries()) {
      const on = first + i;
      due += (weight / whole) * options.rows;
      const taking = open.filter(({ takes }) => takes(on));
      const until = i === weights.length - 1 ? options.rows : Math.min(options.rows, Math.round(due));
      for (; done < until; done++) {
        const { profile } = random.pick(taking.length === 0 || random.chance(astray) ? open : taking);
        // a few apply often, most once or twice
        const who = Math.floor(number * random.next() ** 2);
        const kind = random.next();
        const odd = kind < cleanRows ? -1 : random.below(profile.facts.length);
        const cells = new Map<string, string>();
        for (const [at, fact] of profile.facts.entries()) {
          const unknown = (at === odd && kind >= cleanRows + oneOff) || (fact.open > 0 && random.chance(fact.open));
          if (!unknown) cells.set(fact.fact.id, draw(random, fact, at === odd, on));
        }
        const names = subjects.map((subject, s) => (!profile.subjects.includes(subject) && s > 0 ? "" : s === 0 ? `${subject}-${who + 1}` : `${subject}-${random.chance(0.02) ? random.below(done + 1) + 1 : done + 1}`));
        const grown = yearly.flatMap(({ fact, schemes }) => {
          const [before, now] = schemes.has(profile.scheme) ? twoYears(random, fact) : ["", ""];
          const { year } = fromDay(on);
          return years.map((one) => (one === year ? now : one === year - 1 ? before : ""));
        });
        yield [`A${String(done + 1).padStart(digits, "0")}`, formatDay(on), ...names, profile.scheme, ...facts.map((fact) => cells.get(fact.id) ?? ""), ...grown];
      }
    }
  }
  return { columns, rows };
}
