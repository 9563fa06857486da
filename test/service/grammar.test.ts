import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { keywords, parse, print, type KeywordId } from "../../grammar/index.js";
import { exampleFile, guidePages } from "../../compiler/guide/index.js";
import { expectedAfter, itemAt, openBlocks } from "../../compiler/service/context.js";
import { keywordOf, typeOf, viewOf } from "../../compiler/service/text.js";

/** What is read from tokens alone agrees with the grammar: wherever one stops typing, what the policies go on with is among what may come next. */

const shipped = ["shared/enterprise", "fujian/ai-projects/2026", "fuzhou/ai-industry/2024", "xiamen/output-growth/2023", "xiamen/haicang-growth/2020", "china/equipment-loans/2024", "china/appliance-trade-in/2024", "hainan/graduate-housing/2022"];
const texts: readonly (readonly [string, string])[] = [
  ...shipped.map((name) => [name, readFileSync(`policies/${name}.policy`, "utf8")] as const),
  ...[...guidePages.values()].map((page) => [`guide ${page.id}`, exampleFile(page).file] as const),
];

describe("what may come next", () => {
  for (const [name, text] of texts) {
    test.each(["en", "zh"] as const)(`${name} in %s`, (surface) => {
      const { tokens } = viewOf(name, print(parse(text).file, { surface }));
      const surprises = new Set<string>();
      for (const [i, token] of tokens.entries()) {
        // closing signs, and those after a name, are not offered
        if (["CloseBrace", "Colon", "Equals"].includes(typeOf(token)) || keywordOf(token) === "policy" || keywordOf(token) === "vocabulary") continue;
        const blocks = openBlocks(tokens, i);
        const item = itemAt(tokens, i, blocks);
        const continuing = item.tokens.length === 0 ? [] : expectedAfter(item.rule, item.tokens);
        const beginning = blocks.at(-1) === item.block ? expectedAfter(item.block === undefined ? "decl" : "statement", []) : [];
        const possible = new Set([...continuing, ...beginning].map((one) => one.token));
        const id = keywordOf(token) as KeywordId | undefined;
        const mayBeName = typeOf(token) === "Word" || (id !== undefined && (keywords[id] as { head?: true }).head !== true);
        if (!possible.has(typeOf(token)) && !(mayBeName && possible.has("Name"))) surprises.add(`${item.tokens.slice(-4).map((t) => t.image).join(" ")} → ${token.image}`);
      }
      expect([...surprises]).toEqual([]);
    });
  }
});
