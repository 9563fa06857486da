/** How wide text stands in a terminal, and what of it can be shown there at all. */

const wide = /[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u;
const without = /[\p{Mn}\p{Me}]/u;
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

/** A character as a reader may safely see it: what has no shape of its own, or would move the cursor, is named. */
export function visible(character: string): string {
  if (character === "\t") return "  ";
  if (!hidden.test(character)) return character;
  return `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}>`;
}

/** User text for one line of a terminal. */
export const safe = (text: string): string => Array.from(text, (character) => (character === "\n" || character === "\r" ? " " : visible(character))).join("");

/** Columns a text fills: a Chinese character fills two. */
export function columns(text: string): number {
  let count = 0;
  for (const character of text) count += wide.test(character) ? 2 : without.test(character) ? 0 : 1;
  return count;
}

/** Text with spaces after it, or before it, up to a width in columns. */
export function pad(text: string, width: number, side: "left" | "right" = "left"): string {
  const fill = " ".repeat(Math.max(0, width - columns(text)));
  return side === "left" ? text + fill : fill + text;
}
