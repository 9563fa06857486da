import { spell, type Ast, type KeywordId, type Span, type Surface } from "../../grammar/index.js";
import { lintCodes } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { idiomFixers } from "./fixes-idioms.js";
import { anchorText, insertBefore, insertRow, insertTop, type Site } from "./fix-places.js";
import { nearest } from "../../runtime/input.js";
import { sourcesBeside, type Session } from "./session.js";
import { closingBrace, countBefore, keywordOf, lineAt, surfaceOfTokens, surfaceOfWord, tokenEnd, typeOf, type Token } from "./text.js";
import type { Both, Edit } from "./types.js";
import { oneLine } from "./citations.js";

/** What a reader would type to mend a fault, where only one thing or few can be meant. */

export interface BothFix {
  readonly title: Both;
  readonly edits: readonly Edit[];
}

export type Fixer = (at: Site) => readonly BothFix[];

const titled = (en: string, zh: string, ...edits: readonly (Edit | undefined)[]): readonly BothFix[] => {
  const known = edits.filter((edit) => edit !== undefined);
  return known.length === 0 ? [] : [{ title: { en, zh }, edits: known }];
};

const shown = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text);
const replaceBy = ({ file, span }: Site, text: string): readonly BothFix[] => titled(`replace by \`${shown(text)}\``, `改为 \`${shown(text)}\``, { file, ...span, text });
const suggestion: Fixer = (at) => (at.parameters["suggestion"] === undefined || at.parameters["suggestion"] === "" ? [] : replaceBy(at, at.parameters["suggestion"]));
const insert = (at: Site, offset: number, text: string): Edit => ({ file: at.file, start: offset, end: offset, text });
const word = (at: Site, id: KeywordId): string => spell(id, at.surface);
const bilingual = (value: string | undefined, surface: Surface): string => {
  const bar = (value ?? "").indexOf("|");
  return bar < 0 ? (value ?? "") : surface === "en" ? (value ?? "").slice(0, bar) : (value ?? "").slice(bar + 1);
};

const byZh = (at: Site): boolean => at.surface === "zh";
const colon = (at: Site): string => (byZh(at) ? "：" : ": ");
const quotes = (at: Site, words: string): string => (byZh(at) ? `“${words}”` : `"${words}"`);

/** A row at the end of the table or reading that holds the place. */
function row(at: Site, brace: number | undefined, text: string): readonly BothFix[] {
  return titled(`add the row \`${text}\``, `增加一行 \`${text}\``, brace === undefined ? undefined : insertRow(at, brace, [text]));
}

const otherwise = (at: Site): string => `${word(at, "otherwise")}${colon(at)}${word(at, "nothing")}`;

/** The last brace in a span: the table's own. */
const braceIn = (at: Site, span: Span): number | undefined => {
  const index = at.view.tokens.findIndex((token) => token.startOffset >= span.start && typeOf(token) === "OpenBrace");
  return index < 0 || (at.view.tokens[index]?.startOffset ?? 0) >= span.end ? undefined : index;
};
const braceAround = (at: Site): number | undefined => {
  const { tokens } = at.view;
  const index = tokens.findLastIndex((token, i) => typeOf(token) === "OpenBrace" && token.startOffset < at.span.start && (tokens[closingBrace(tokens, i)]?.startOffset ?? Infinity) >= at.span.end);
  return index < 0 ? undefined : index;
};
const braceAfter = (at: Site): number | undefined => {
  const index = at.view.tokens.findIndex((token) => token.startOffset >= at.span.end && typeOf(token) === "OpenBrace");
  return index < 0 ? undefined : index;
};

/** The token at the place. */
const tokenIndex = (at: Site): number => countBefore(at.view.tokens, at.span.start);

/** What the words after an unknown name say of its type. */
function typeAfter(at: Site): string {
  const index = at.view.tokens.findIndex((token) => token.startOffset >= at.span.end);
  const [next, then] = [at.view.tokens[index], at.view.tokens[index + 1]];
  const previous = at.view.tokens[tokenIndex(at) - 1];
  const literal = typeOf(keywordOf(next) === "inPrinciple" ? at.view.tokens[index + 2] : then);
  const compared = ["atLeast", "atMost", "moreThan", "lessThan", "is", "isNot", "onOrBefore", "onOrAfter", "inPrinciple"].includes(keywordOf(next) ?? "") || typeOf(next) === "Equals";
  const byLiteral: Partial<Record<string, KeywordId>> = { Money: "money", Percent: "percent", DateLiteral: "date", Num: "plainNumber" };
  const kind = compared ? byLiteral[literal] : undefined;
  if (kind !== undefined) return `${colon(at)}${word(at, kind)}`;
  if (compared && typeOf(then) === "Word") return `${colon(at)}${word(at, "oneOf")} ${then?.image ?? ""}`;
  if (["of", "award", "at", "excessOf", "over", "payout", "upTo", "decidedAs", "counting"].includes(keywordOf(previous) ?? "") || keywordOf(next) === "de") return `${colon(at)}${word(at, "money")}`;
  return "";
}

const useLine = (at: Site, id: string): Edit | undefined => insertTop(at, `${word(at, "use")} ${id}`);

/** Vocabularies that have a name and are not used yet. */
function vocabulariesWith(at: Site, table: "facts" | "subjects" | "units", name: string): readonly BothFix[] {
  return [...at.session.units().values()].filter((unit) => unit.kind === "vocabulary" && unit.file.id !== at.file && unit[table].has(name))
    .flatMap((unit) => titled(`use the vocabulary \`${unit.id}\`, which has it`, `引用含有它的词汇 \`${unit.id}\``, useLine(at, unit.id)));
}

const name = (at: Site): string => at.parameters["name"] ?? "";

const declareLine = (at: Site, id: KeywordId, text: string): readonly BothFix[] =>
  titled(`declare \`${shown(text)}\``, `声明 \`${shown(text)}\``, insertBefore(at, `${word(at, id)} ${text}`));

/** Bilingual parameters name a token in backticks: the one that is missing. */
function missingToken(at: Site): readonly BothFix[] {
  const wanted = /^`([^`]+)`$/.exec(bilingual(at.parameters["expected"], at.surface))?.[1];
  if (wanted === undefined) return [];
  const after = (at.parameters["where"] ?? "").startsWith("after ");
  const isSign = /^[^\p{L}]+$/u.test(wanted);
  // a sign stands close to the word before it
  const offset = after || at.parameters["where"] === undefined ? at.span.end : isSign ? at.view.text.slice(0, at.span.start).trimEnd().length : at.span.start;
  const before = at.view.text[offset - 1] ?? " ";
  const lead = /[\s({（]/.test(before) || (isSign && !/[{=＝]/.test(wanted)) ? "" : " ";
  const tail = after || /[\s]/.test(at.view.text[offset] ?? " ") || isSign && !/[{=＝:]/.test(wanted) ? "" : " ";
  return titled(`insert \`${wanted}\``, `插入 \`${wanted}\``, insert(at, offset, `${lead}${wanted}${tail}`));
}

/** `write \`at least\`|写“不低于”`: the word in the surface of the file. */
function advised(at: Site): readonly BothFix[] {
  const advice = bilingual(at.parameters["advice"], at.surface);
  const text = (byZh(at) ? /^写“([^”]+)”$/ : /^write `([^`]+)`$/).exec(advice)?.[1];
  if (text === undefined) return [];
  const before = /\s/.test(at.view.text[at.span.start - 1] ?? " ") ? "" : " ";
  const after = /\s/.test(at.view.text[at.span.end] ?? " ") ? "" : " ";
  return titled(`write \`${text}\``, `写 \`${text}\``, { file: at.file, ...at.span, text: `${before}${text}${after}` });
}

function nearestQuote(at: Site): readonly BothFix[] {
  const [open, close] = [at.view.text[at.span.start], at.view.text[at.span.end - 1]];
  const written = at.view.text.slice(at.span.start + 1, at.span.end - 1);
  const near = at.session.sourcesOf(at.file).map((source) => source.quotes.nearest(written)).find((found) => found !== undefined);
  if (near === undefined || open === undefined || close === undefined) return [];
  const words = oneLine(near.text);
  return replaceBy({ ...at, span: { start: at.span.start + 1, end: at.span.end - 1 } }, open === '"' ? words.replace(/["\\]/g, "\\$&") : words);
}

/** Sentences of the sources that have the number, where they are few. */
function citeNumber(at: Site): readonly BothFix[] {
  const literal = at.view.tokens[tokenIndex(at)];
  const statementEnd = at.statement?.end ?? lineAt(at.view.text, at.span.end).end;
  const found = literal === undefined ? [] : at.session.sourcesOf(at.file).flatMap((source) => anchorText(source, literal, at.surface));
  return found.length > 3 ? [] : found.flatMap(({ anchor, words }) =>
    titled(`cite ${anchor}: “${shown(words)}”`, `依据 ${anchor}：“${shown(words)}”`, insert(at, statementEnd, ` ${word(at, "cite")} ${anchor} ${quotes(at, byZh(at) ? words : words.replace(/["\\]/g, "\\$&"))}`)));
}

function accept(at: Site, code: string): readonly BothFix[] {
  const around = at.session.units().get(at.file)?.ast.decls.find((decl) => "body" in decl && decl.span.start <= at.span.start && at.span.end <= decl.span.end);
  const named = code === "cap-never-binds" ? ` ${name(at)}` : "";
  const reason = `${word(at, "because")} ${quotes(at, "…")}`;
  const value = bilingual(at.parameters["at"], at.surface);
  const line = code === "cliff" && value !== ""
    ? `${word(at, "cliff")} ${byZh(at) ? `${bilingual(at.parameters["fact"], at.surface)} ${spell("is", "zh")} ${value}` : `of ${bilingual(at.parameters["fact"], at.surface)} at ${value}`} ${reason}`
    : `${word(at, "accept")} ${quotes(at, code)}${named} ${reason}`;
  const brace = around === undefined ? undefined : braceIn(at, around.span);
  return titled(`state that it is known: \`${shown(line)}\``, `写明已知：\`${shown(line)}\``, brace === undefined ? insertBefore(at, line) : insertRow(at, brace, [line]));
}

function unclosedBlock(at: Site): readonly BothFix[] {
  const { related } = at;
  const { indent } = lineAt(at.view.text, at.span.start);
  const before = related === undefined ? undefined : lineAt(at.view.text, related.start).start;
  const offset = before ?? at.view.text.trimEnd().length;
  const text = before === undefined ? `\n${indent}}\n` : `${indent}}\n`;
  return titled("close the block with `}`", "用 `}` 闭合", insert(at, offset, text));
}

/** Alternatives or values that are named, one row each. */
function missingRows(at: Site, brace: number | undefined, names: readonly string[]): readonly BothFix[] {
  const rows = names.filter((one) => one !== "").map((one) => `${one}${colon(at)}${word(at, "nothing")}`);
  return titled(rows.length === 1 ? `add the row \`${rows[0] ?? ""}\`` : `add ${rows.length} rows`, `增加 ${rows.length} 行`, brace === undefined || rows.length === 0 ? undefined : insertRow(at, brace, rows));
}

function gradeMissing(at: Site): readonly BothFix[] {
  const brace = braceIn(at, at.span);
  const keys = bilingual(at.parameters["witness"], at.surface);
  const whole = row(at, brace, otherwise(at));
  if (/other value|其他值/.test(at.parameters["witness"] ?? "")) return whole;
  const written = keys.split(" + ").map((key) => (key === "true" ? word(at, "yes") : key === "false" ? word(at, "no") : key)).join(byZh(at) ? "、" : ", ");
  return [...missingRows(at, brace, [written]), ...whole];
}

const edges = (at: Site): readonly BothFix[] => (["inclusive", "exclusive"] as const).flatMap((id) => {
  const text = byZh(at) ? `（${word(at, id)}）` : ` (${word(at, id)})`;
  return titled(`write \`${text.trim()}\``, `写 \`${text.trim()}\``, insert(at, at.span.end, text));
});

function after(at: Site, ids: readonly KeywordId[], text: string): Edit | undefined {
  const found = at.view.tokens.find((token) => token.startOffset >= at.span.start && tokenEnd(token) <= at.span.end && (ids as readonly string[]).includes(keywordOf(token) ?? ""));
  return found === undefined ? undefined : insert(at, tokenEnd(found), text);
}

function capTarget(at: Site): readonly BothFix[] {
  const { tokens } = at.view;
  const index = tokenIndex(at);
  const token: Token | undefined = typeOf(tokens[index + 2]) === "Colon" ? tokens[index + 2] : tokens[index];
  return titled(`write \`${word(at, "payout")}\``, `写 \`${word(at, "payout")}\``, token === undefined ? undefined : insert(at, tokenEnd(token), typeOf(token) === "Colon" && byZh(at) ? `${word(at, "payout")} ` : ` ${word(at, "payout")}`));
}

function swapped(at: Site): readonly BothFix[] {
  const other = at.related;
  if (other === undefined) return [];
  const text = (span: Span): string => at.view.text.slice(span.start, span.end);
  return titled("swap the two", "调换两者", { file: at.file, ...at.span, text: text(other) }, { file: at.file, ...other, text: text(at.span) });
}

function nearestOf(at: Site, names: readonly string[]): readonly BothFix[] {
  const near = nearest(at.view.text.slice(at.span.start, at.span.end), names);
  return near === undefined ? [] : replaceBy(at, near);
}

/** A reading with the alternatives that the block after the name treats. */
function newReading(at: Site): readonly BothFix[] {
  const { tokens } = at.view;
  const brace = braceAfter(at);
  const follows = brace !== undefined && brace === tokens.findIndex((token) => token.startOffset >= at.span.end);
  const treated = follows ? tokens.slice(brace, closingBrace(tokens, brace)).filter((_, i, block) => typeOf(block[i + 1]) === "Colon").map((token) => token.image) : [];
  const [first, ...others] = treated.length > 0 ? treated : byZh(at) ? ["甲", "乙"] : ["one", "other"];
  const lines = [`${word(at, "byDefault")} ${first ?? ""} ${quotes(at, "…")} ${word(at, "because")} ${quotes(at, "…")}`, ...others.map((one) => `${one} ${quotes(at, "…")}`)];
  return declareLine(at, "reading", `${name(at)} ${quotes(at, "…")} {\n${lines.map((line) => `  ${line}`).join("\n")}\n}`);
}

/** A line in the braces of the header. */
function headerLine(at: Site, line: string): readonly BothFix[] {
  const brace = at.view.tokens.findIndex((token) => typeOf(token) === "OpenBrace");
  return titled(`add \`${shown(line)}\``, `增加 \`${shown(line)}\``, brace < 0 ? undefined : insertRow(at, brace, [line]));
}

/** `award at most X`: a maximum that somebody decides. */
function ceiling(at: Site): readonly BothFix[] {
  const awards = (body: readonly Ast.Stmt[]): readonly Ast.Stmt[] =>
    body.flatMap((s) => (s.kind === "award" ? [s] : s.kind === "when-block" ? awards(s.body) : s.kind === "by-reading" ? s.arms.flatMap((arm) => awards(arm.value)) : []));
  const decls = at.session.units().get(at.file)?.ast.decls ?? [];
  const award = decls.flatMap((decl) => ("body" in decl ? awards(decl.body) : [])).find((s) => s.span.start <= at.span.start && at.span.end <= s.span.end);
  if (award?.kind !== "award") return [];
  const text = `${word(at, "upTo")} … ${word(at, "decidedBy")} …`;
  return titled(`write \`${text}\``, `写 \`${text}\``, { file: at.file, ...at.span, text: word(at, "upTo") }, insert(at, award.value.span.end, ` ${word(at, "decidedBy")} ${quotes(at, "…")}`));
}

/** `from 10 yuan to 5 yuan`: the end is at the place, the beginning before the `to`. */
function swappedRange(at: Site): readonly BothFix[] {
  const decl = [...(at.session.units().get(at.file)?.facts.values() ?? [])].find((fact) => fact.decl.range?.to.span.start === at.span.start)?.decl;
  return decl?.range === undefined ? [] : swapped({ ...at, related: decl.range.from.span });
}

const fixers: Partial<Record<Diagnostic["code"], Fixer>> = {
  "invisible-character": (at) => titled("delete it", "删去", { file: at.file, ...at.span, text: "" }),
  "unclosed-quote": (at) => {
    const text = at.view.text.slice(at.span.start, at.span.end);
    // a brace at the end of the line is no part of the words
    const words = text.trimEnd().replace(/\s*\{$/, "");
    return titled("close the quote", "闭合引号", insert(at, at.span.start + words.length, text.startsWith("“") ? "”" : '"'));
  },
  "unexpected-character": advised,
  "unexpected-token": (at) => (/^remove it/.test(at.parameters["advice"] ?? "") ? titled("remove it", "删去", { file: at.file, ...at.span, text: "" }) : advised(at)),
  "missing-token": missingToken,
  "file-ends-early": (at) => missingToken({ ...at, span: { start: at.span.end, end: at.span.end }, parameters: { ...at.parameters, where: "after " } }),
  "unclosed-block": unclosedBlock,
  "percent-needs-brackets": (at) => titled("put brackets around the share", "给比例加括号", insert(at, at.span.start, byZh(at) ? "（" : "("), insert(at, at.span.end, byZh(at) ? "）" : ")")),
  "ceiling-or-cap": ceiling,
  "unknown-name": (at) => [...suggestion(at), ...vocabulariesWith(at, "facts", name(at)), ...declareLine(at, "fact", `${name(at)}${typeAfter(at)}`)],
  "unknown-scheme": (at) => {
    const policy = name(at).slice(0, name(at).lastIndexOf("."));
    const known = [...at.session.units().values()].some((unit) => unit.kind === "policy" && unit.id === policy);
    return [...suggestion(at), ...(known ? titled(`use the policy \`${policy}\``, `引用政策 \`${policy}\``, useLine(at, policy)) : [])];
  },
  "unknown-policy": suggestion, "not-listed": suggestion, "grade-key-unknown": suggestion,
  "unknown-pool": (at) => nearestOf(at, [...(at.session.units().get(at.file)?.pools.keys() ?? [])]),
  "unknown-cap": (at) => nearestOf(at, [...at.session.names().all.values()].filter((one) => one.kind === "cap").flatMap((one) => one.names)),
  "unknown-alternative": (at) => nearestOf(at, (at.parameters["expected"] ?? "").split(", ")),
  "unknown-reading": (at) => [...suggestion(at), ...newReading(at)],
  "unknown-unit": (at) => [...suggestion(at), ...vocabulariesWith(at, "units", name(at)), ...declareLine(at, "unit", name(at))],
  "unknown-subject": (at) => [...suggestion(at), ...vocabulariesWith(at, "subjects", name(at)), ...declareLine(at, "subject", name(at))],
  "unknown-finding": (at) => (at.parameters["suggestion"] === "" ? [] : replaceBy({ ...at, span: { start: at.span.start + 1, end: at.span.end - 1 } }, at.parameters["suggestion"] ?? "")),
  "otherwise-missing": (at) => row(at, braceIn(at, at.span), otherwise(at)),
  "band-gap": (at) => row(at, braceIn(at, at.span) ?? braceAround(at), otherwise(at)),
  "grade-key-missing": gradeMissing,
  "reading-arm-missing": (at) => missingRows(at, braceAfter(at), (at.parameters["missing"] ?? "").split(", ")),
  "band-edge-unsaid": edges,
  "row-unreachable": (at) => titled("remove the row", "删去这一行", { file: at.file, ...at.span, text: "" }),
  "validity-reversed": swapped, "range-reversed": swappedRange,
  "validity-missing": (at) => headerLine(at, byZh(at) ? "有效期 自 2026年1月1日（含）至 2028年12月31日（含）按 申报日" : "in force from 2026-01-01 (inclusive) to 2028-12-31 (inclusive) by application_date"),
  "no-source": (at) => sourcesBeside(at.file, at.session.sourceIds).slice(0, 3).flatMap((found) => headerLine(at, `${word(at, "source")} ${quotes(at, found)}`)),
  "header-missing": (at) => titled("begin the file as a policy", "以政策开头", insert(at, 0, byZh(at)
    ? "政策 city.plan 版本 “2026” {\n  有效期 自 2026年1月1日（含）至 2028年12月31日（含）按 申报日\n}\n\n事实 申报日 “申报日期”：日期\n\n"
    : 'policy city.plan version "2026" {\n  in force from 2026-01-01 (inclusive) to 2028-12-31 (inclusive) by application_date\n}\n\nfact application_date "Date of application": date\n\n')),
  "cap-needs-target": capTarget,
  "deduct-order-unsaid": (at) => (["beforeCaps", "afterCaps"] as const).flatMap((id) => titled(`write \`${word(at, id)}\``, `写 \`${word(at, id)}\``, after(at, ["payout"], ` ${word(at, id)}`))),
  "quote-not-found": nearestQuote,
  "anchor-mismatch": (at) => {
    const found = at.parameters["found"] ?? "-";
    const token = at.view.tokens.find((one) => typeOf(one) === "Anchor" && one.startOffset >= at.span.start && tokenEnd(one) <= at.span.end);
    return found === "-" || token === undefined ? [] : replaceBy({ ...at, span: { start: token.startOffset, end: tokenEnd(token) } }, found);
  },
  "number-without-citation": citeNumber,
  ...idiomFixers, "milestones-not-rising": swapped,
  "accept-idle": (at) => titled("remove it", "删去", { file: at.file, ...at.span, text: "" }),
};

/** Edits that mend a diagnostic; none where only the reader knows. */
export function fixesOf(session: Session, diagnostic: Diagnostic): readonly BothFix[] {
  const { code, file, span, parameters, related } = diagnostic;
  const view = session.view(file);
  if (view === undefined) return [];
  const near = view.tokens.slice(countBefore(view.tokens, span.start - 200), countBefore(view.tokens, span.end + 200));
  const surface = surfaceOfTokens(near) ?? surfaceOfTokens(view.tokens) ?? surfaceOfWord(view.text);
  const at: Site = { session, view, file, span, parameters, surface, related: related?.file === file ? related.span : undefined, statement: statementAround(session, file, span) };
  const own = diagnostic.fix === undefined ? [] : replaceBy(at, diagnostic.fix);
  const more = fixers[code]?.(at) ?? [];
  const known = lintCodes.has(code) ? accept(at, code) : [];
  return [...own, ...more, ...known].filter((fix, i, all) => all.findIndex((other) => JSON.stringify(other.edits) === JSON.stringify(fix.edits)) === i);
}

function statementAround(session: Session, file: string, span: Span): Span | undefined {
  const decl = session.units().get(file)?.ast.decls.find((one) => one.span.start <= span.start && span.end <= one.span.end);
  if (decl === undefined || !("body" in decl)) return decl?.span;
  return decl.body.find((one) => one.span.start <= span.start && span.end <= one.span.end)?.span;
}

