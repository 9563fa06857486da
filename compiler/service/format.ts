import { parse, print, type Surface } from "../../grammar/index.js";
import type { Session } from "./session.js";
import { surfaceOfTokens } from "./text.js";
import type { Refusal } from "./types.js";

/** The canonical layout, in the surface of the file or the other one. Comments stay. */

export interface Formatted {
  readonly text: string;
}

export function format(session: Session, file: string, surface?: Surface): Formatted | Refusal {
  const [view, parsed] = [session.view(file), session.parsed(file)];
  if (view === undefined || parsed === undefined) return { reason: { en: "there is no such file", zh: "没有这个文件" } };
  // what could not be read is not in the tree and would be lost
  if (parsed.issues.length > 0) return { reason: { en: "the file has a syntax error: mend it first", zh: "文件有语法错误，请先改正" } };
  const text = print(parsed.file, { surface: surface ?? surfaceOfTokens(view.tokens) ?? "en" });
  if (parse(text).issues.length > 0) return { reason: { en: "the layout would change what the file says; it is left as it is", zh: "排版会改变文件的内容，保持原样" } };
  return { text };
}
