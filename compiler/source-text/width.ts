/** The half-width form of a full-width ASCII code unit (ideographic space included); any other code unit unchanged. */
export function halfWidth(code: number): number {
  if (code >= 0xff01 && code <= 0xff5e) return code - 0xfee0;
  return code === 0x3000 ? 0x20 : code;
}

const FULL_WIDTH = /[\uff01-\uff5e\u3000]/g;
const FULL_COMMA = "，";

/**
 * `text` with full-width letters, digits, signs and brackets as ASCII, code unit for code unit,
 * so that every offset stays true. The Chinese comma is kept, for it ends a clause and never
 * groups digits, except between two full-width digits.
 */
export function foldWidth(text: string): string {
  return text.replace(FULL_WIDTH, (unit, at: number) => {
    if (unit === FULL_COMMA && !(isFullDigit(text, at - 1) && isFullDigit(text, at + 1))) return unit;
    return String.fromCharCode(halfWidth(unit.charCodeAt(0)));
  });
}

function isFullDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xff10 && code <= 0xff19;
}
