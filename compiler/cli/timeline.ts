import { Option } from "commander";
import { formatDay, parseDay, toDay, daysInMonth } from "../../runtime/date.js";
import { columns, pad } from "../diagnostics/columns.js";
import { titleOf } from "../explain/index.js";
import { timelineOf, type Phase, type Timeline, type TimelineVersion } from "../simulate/timeline.js";
import { UsageFault } from "./faults.js";
import { collect, formatOption, langOption, load, runnable, type Verb } from "./options.js";
import { resolveReadings } from "./population/readings.js";
import { language } from "./shell.js";
import { cut } from "./table.js";

/** `allot timeline`: what is in force when. */

interface TimelineOptions {
  readonly from?: number;
  readonly to?: number;
  readonly on?: string;
  readonly reading?: readonly string[];
  readonly format: "text" | "json";
  readonly drafts?: true;
  readonly lang?: string;
}

type Lang = "en" | "zh";

const words = {
  nothing: { en: "nothing in force", zh: "无有效政策" },
  alone: { en: "alone", zh: "单独有效" },
  gap: { en: "gap", zh: "空档" },
  expires: { en: "expires", zh: "失效" },
  windows: { en: "applications taken", zh: "受理申报" },
  open: { en: "the text leaves open", zh: "文件未载明" },
  begins: { en: "when it begins", zh: "起始日" },
  ends: { en: "when it ends", zh: "截止日" },
  onwards: { en: " onwards", zh: " 起" },
  legend: { en: "█ in force all month  ▒ part of the month  ▲ applications taken  · not in force  ? not known", zh: "█ 全月有效  ▒ 部分有效  ▲ 受理申报  · 无效  ? 不明" },
  onDay: { en: "In force on", zh: "有效政策" },
} as const;

const year = (word: string): number => {
  if (!/^(?:19|20|21)\d{2}$/.test(word)) throw new UsageFault(`\`${word}\` is no year such as 2026`, `\`${word}\` 不是年份，如 2026`);
  return Number(word);
};

export const timelineVerb: Verb = (command, shell) => {
  command
    .argument("[paths...]", "policy files and folders", ["policies"])
    .addOption(new Option("--from <year>", "first year drawn; default: the first in which anything is in force").argParser(year))
    .addOption(new Option("--to <year>", "last year drawn").argParser(year))
    .option("--on <date>", "only what is in force on this day")
    .option("--reading <id=value>", "take this alternative of a reading; may be repeated", collect)
    .addOption(formatOption("text", "json"))
    .option("--drafts", "read drafts too")
    .addOption(langOption())
    .action(async (paths: readonly string[], options: TimelineOptions) => {
      const lang = language(options.lang);
      if (options.from !== undefined && options.to !== undefined && options.from > options.to) throw new UsageFault("--from lies after --to", "--from 晚于 --to");
      const day = options.on === undefined ? undefined : parseDay(options.on);
      if (options.on !== undefined && day === undefined) throw new UsageFault(`\`--on ${options.on}\`: write a day that exists, as 2026-06-15`, `\`--on ${options.on}\`：写存在的日期，如 2026-06-15`);
      const program = runnable(await load(paths, options.drafts === true), shell, lang);
      if (program === undefined) return;
      const timeline = timelineOf(program, resolveReadings(program, options.reading ?? [], "reading"), { ...(options.from === undefined ? {} : { from: options.from }), ...(options.to === undefined ? {} : { to: options.to }) });
      if (day !== undefined) {
        const on = formatDay(day);
        const versions = timeline.versions.filter((version) => (version.from ?? "0000") <= on && on <= (version.to ?? "9999"));
        shell.out(options.format === "json" ? `${JSON.stringify({ format: 1, on, versions }, null, 2)}\n`
          : versions.length === 0 ? `${on}: ${words.nothing[lang]}\n` : versions.map((version) => `${nameOf(version, lang)}: ${daysOf(version, lang)}\n`).join(""));
        return;
      }
      shell.out(options.format === "json" ? `${JSON.stringify(timeline, null, 2)}\n` : drawing(timeline, lang, shell.colors.bold));
    });
};

const nameOf = ({ titles, policy, version }: Pick<TimelineVersion, "titles" | "policy" | "version">, lang: Lang): string => `${titleOf(titles, lang, policy)} (${version})`;
const isOpen = ({ from, to, endless }: TimelineVersion): boolean => from === null || (to === null && !endless);
const daysOf = ({ from, to, endless }: TimelineVersion, lang: Lang): string => {
  const begin = from ?? `${words.open[lang]} ${words.begins[lang]}`;
  return endless ? `${begin}${words.onwards[lang]}` : `${begin} … ${to ?? `${words.open[lang]} ${words.ends[lang]}`}`;
};

const widest = 48;

/** One character a month. */
function months(timeline: Timeline, mark: (first: string, last: string) => string): string {
  const years: string[] = [];
  for (let y = timeline.from; y <= timeline.to; y++) {
    years.push(Array.from({ length: 12 }, (_, m) => mark(formatDay(toDay({ year: y, month: m + 1, day: 1 })), formatDay(toDay({ year: y, month: m + 1, day: daysInMonth(y, m + 1) })))).join(""));
  }
  return years.join("│");
}

function drawing(timeline: Timeline, lang: Lang, bold: (text: string) => string): string {
  const rows = timeline.versions.flatMap((version) => {
    const [from, to] = [version.from ?? "0000", version.to ?? "9999"];
    const own = { label: cut(nameOf(version, lang), widest), line: months(timeline, (first, last) => (from <= first && last <= to ? (isOpen(version) ? "?" : "█") : from > last || to < first ? "·" : "▒")) };
    const windows = version.windows.map(({ scheme, titles, open }) => ({
      label: cut(`  ${titleOf(titles, lang, scheme)}`, widest),
      line: months(timeline, (first, last) => (open.some((one) => one.from <= last && one.to >= first) ? "▲" : from > last || to < first ? "·" : " ")),
    }));
    return [own, ...windows];
  });
  const width = Math.max(0, ...rows.map(({ label }) => columns(label)));
  const head = `${" ".repeat(width)}  ${Array.from({ length: timeline.to - timeline.from + 1 }, (_, i) => String(timeline.from + i).padEnd(12)).join("│")}`.trimEnd();
  const phase = ({ from, to, versions }: Phase): string => {
    const named = versions.map((index) => nameOf(timeline.versions[index] as TimelineVersion, lang));
    return `${from} … ${to}: ${named.length === 0 ? words.nothing[lang] : named.join(" + ")}${named.length === 1 && timeline.versions.length > 1 ? (lang === "en" ? `, ${words.alone.en}` : `（${words.alone.zh}）`) : ""}\n`;
  };
  const expiries = timeline.versions.filter(({ to }) => to !== null).sort((a, b) => ((a.to as string) < (b.to as string) ? -1 : 1)).map((version) => `${version.to ?? ""}: ${nameOf(version, lang)} ${words.expires[lang]}\n`);
  const undated = timeline.versions.filter((version) => isOpen(version) || version.endless).map((version) => `${nameOf(version, lang)}: ${daysOf(version, lang)}\n`);
  const gaps = timeline.gaps.map(({ policy, from, to }) => `${from} … ${to}: ${words.gap[lang]}, ${policy}\n`);
  const windows = timeline.versions.flatMap((version) => version.windows.map(({ titles, scheme, open }) =>
    `${titleOf(titles, lang, scheme)}: ${open.length === 0 ? "–" : open.slice(0, 12).map(({ from, to }) => `${from} … ${to}`).join(", ")}${open.length > 12 ? ", …" : ""}\n`));
  return [
    `${bold(head)}\n`, ...rows.map(({ label, line }) => `${pad(label, width, "left")}  ${line.trimEnd()}\n`), `\n${words.legend[lang]}\n\n`,
    ...timeline.phases.map(phase), ...(undated.length === 0 ? [] : ["\n", ...undated]), ...(gaps.length === 0 ? [] : ["\n", ...gaps]),
    "\n", ...expiries, ...(windows.length === 0 ? [] : [`\n${words.windows[lang]}\n`, ...windows]),
  ].join("");
}
