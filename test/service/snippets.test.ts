import { describe, expect, test } from "vitest";
import { parse } from "../../grammar/index.js";
import { keywords, type Keyword } from "../../grammar/keywords.js";
import { keywordHelp } from "../../compiler/service/keyword-help.js";
import { snippetsFor } from "../../compiler/service/snippets.js";
import type { Home } from "../../compiler/service/context.js";

const heads = new Set(Object.values(keywords).flatMap((word: Keyword) => (word.head === true ? [...word.en, ...word.zh] : [])));
const goesOn = ["就高", "higher only", "excess over"];

/** What a snippet writes when every place keeps its sample; a sample that is a word of the language stands for a name. */
const filled = (text: string): string => text
  .replace(/\$\{\d+:([^}]*)\}/g, (_, sample: string) => (heads.has(sample) && !goesOn.includes(sample) ? "name" : sample))
  .replace(/(?<=[=＝:：]\s?)\$\d+/g, "name").replace(/\$\d+/g, "");

const around: Readonly<Record<Home, Readonly<Record<"en" | "zh", (text: string) => string>>>> = {
  file: { en: (text) => text, zh: (text) => text },
  policy: { en: (text) => `policy a.b version "1" {\n${text}\n}\n`, zh: (text) => `政策 a.b 版本 “1” {\n${text}\n}\n` },
  scheme: { en: (text) => `scheme s {\n${text}\n}\n`, zh: (text) => `项目 某项目 {\n${text}\n}\n` },
  pool: { en: (text) => `pool p {\n${text}\n}\n`, zh: (text) => `资金池 某资金 {\n${text}\n}\n` },
  stack: { en: (text) => `stack s {\n${text}\n}\n`, zh: (text) => `叠加 某叠加 {\n${text}\n}\n` },
};

describe("snippets", () => {
  const all = (Object.keys(around) as Home[]).flatMap((home) => snippetsFor(home, true).map((one) => [home, one] as const));
  test.each(["en", "zh"] as const)("are read by the grammar as they stand (%s)", (lang) => {
    const broken = all.flatMap(([home, one]) => {
      const { issues } = parse(around[home][lang](filled(one.text[lang])));
      return issues.filter((issue) => issue.code !== "header-missing").map((issue) => `${one.label[lang]}: ${issue.code}`);
    });
    expect(broken).toEqual([]);
  });

  test("write words of one language only", () => {
    for (const [, one] of all) expect([one.label.en, one.text.en].some((text) => /\p{Script=Han}/u.test(text))).toBe(false);
  });

  test("examples of statements among the explained words are read as they stand", () => {
    const statements = ["raisePayout", "raiseRate", "raiseCap", "lowerPayout", "lowerRate", "lowerCap", "term", "noDuplication", "fundedBy", "repay"] as const;
    for (const id of statements) for (const lang of ["en", "zh"] as const) expect([id, parse(around.scheme[lang](keywordHelp[id]?.example[lang] ?? "")).issues.filter((issue) => issue.code !== "header-missing")]).toEqual([id, []]);
    const values = ["increaseOf", "growthOf", "calendarYearSince", "fullMonths", "startedMonths", "daysFrom", "yearsFrom", "topUp", "match", "interest", "sumForEach", "firstReaching", "asOf"] as const;
    for (const id of values) for (const lang of ["en", "zh"] as const) expect([id, parse(around.scheme[lang](`${{ en: "award ", zh: "补助 " }[lang]}${keywordHelp[id]?.example[lang] ?? ""}`)).issues.filter((issue) => issue.code !== "header-missing")]).toEqual([id, []]);
  });
});
