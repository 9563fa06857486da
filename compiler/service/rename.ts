import { keywords, type KeywordId, type Span } from "../../grammar/index.js";
import type { Keyword } from "../../grammar/keywords.js";
import type { Named, Occurrence } from "./names.js";
import type { Session } from "./session.js";
import { keywordOf, typeOf, tokenEnd, viewOf } from "./text.js";
import { applyEdits, type Both, type Edit, type Refusal } from "./types.js";

/** One name for another everywhere: the edits, or why not. Every rename is tried on a copy first. */

export interface Renamed {
  readonly edits: readonly Edit[];
}

const refuse = (en: string, zh: string): Refusal => ({ reason: { en, zh } });
const noName = refuse("no name stands here", "这里不是名称");

export function prepareRename(session: Session, file: string, offset: number): (Span & { readonly text: string }) | Refusal {
  const found = session.names().at(file, offset);
  if (found === undefined) {
    const view = session.view(file);
    const token = view?.tokens.find((t) => t.startOffset <= offset && offset <= tokenEnd(t));
    return keywordOf(token) === undefined ? noName : refuse(`\`${token?.image ?? ""}\` is a word of the language`, `\`${token?.image ?? ""}\` 是语言的关键词`);
  }
  if (found.of === undefined) return refuse(`nothing is called \`${found.text}\``, `没有名为 \`${found.text}\` 的声明`);
  return { start: found.start, end: found.end, text: found.text };
}

export function rename(session: Session, file: string, offset: number, newName: string): Renamed | Refusal {
  const prepared = prepareRename(session, file, offset);
  if ("reason" in prepared) return prepared;
  const found = session.names().at(file, offset) as Occurrence & { readonly of: Named };
  const wanted = newName.trim().normalize("NFC");
  if (wanted === found.text) return { edits: [] };
  const wrong = badName(wanted, found.of.kind === "policy" || found.of.kind === "vocabulary");
  if (wrong !== undefined) return wrong;
  // one of two aliases is renamed alone
  const edits = session.names().of(found.of).filter((use) => use.text === found.text).map(({ start, end, file: where }): Edit => ({ file: where, start, end, text: wanted }));
  const reason = clash(session, edits, wanted);
  return reason === undefined ? { edits } : { reason };
}

function badName(name: string, dots: boolean): Refusal | undefined {
  const { tokens, issues } = viewOf("", name);
  const [token] = tokens;
  if (name === "" || token === undefined) return refuse("a name has at least one letter", "名称至少有一个字");
  const keyword = keywordOf(token);
  if (keyword !== undefined && tokenEnd(token) === name.length && (keywords[keyword as KeywordId] as Keyword).head === true) return refuse(`\`${name}\` is a word of the language`, `\`${name}\` 是语言的关键词`);
  if (tokens.length !== 1 || (typeOf(token) !== "Word" && keyword === undefined) || name.includes(" ") || tokenEnd(token) !== name.length || issues.length > 0) {
    return refuse(`\`${name}\` is no name: letters, digits and underscores, beginning with a letter`, `\`${name}\` 不能作名称：只用文字、数字和下划线，以文字开头`);
  }
  return !dots && name.includes(".") ? refuse("only the name of a policy or a vocabulary may have dots", "只有政策和词汇的名称可以带点") : undefined;
}

/** Which occurrences are one thing, by the place where it is first spoken of. */
function partition(session: Session): readonly string[] {
  const first = new Map<Named, string>();
  return session.ids.flatMap((file) => session.names().in(file).map((use, i) => {
    if (use.of === undefined) return `${file}#${i}?`;
    const known = first.get(use.of) ?? `${file}#${i}`;
    first.set(use.of, known);
    return known;
  }));
}

const errorCount = (session: Session): number => session.compiled().diagnostics.filter((d) => d.severity === "error").length;

/** Nothing may change its meaning: the same places speak of the same things afterwards. */
function clash(session: Session, edits: readonly Edit[], name: string): Both | undefined {
  const after = session.fork();
  for (const file of new Set(edits.map((edit) => edit.file))) {
    after.setFile(file, applyEdits(session.text(file) ?? "", edits.filter((edit) => edit.file === file)));
  }
  const [old, now] = [partition(session), partition(after)];
  const same = old.length === now.length && old.every((place, i) => place === now[i]);
  if (same && errorCount(after) <= errorCount(session)) return undefined;
  const known = session.ids.some((file) => session.names().in(file).some((use) => use.text === name && use.of !== undefined));
  return known
    ? { en: `\`${name}\` is taken`, zh: `\`${name}\` 已被使用` }
    : { en: `\`${name}\` would be read differently where it would stand`, zh: `换成 \`${name}\` 后会被读成别的内容` };
}
