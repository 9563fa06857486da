/** Functions that a kernel holds only where its plan asks for them. */

const helperCode: Readonly<Record<string, string>> = {
  big: "const big = (x) => (x === x && x !== Infinity ? BigInt(x) : 0n);",
  floorOver: "const floorOver = (n, d) => { const q = n / d; return n < 0n && q * d !== n ? q - 1n : q; };",
  civil: `// Gregorian date of a day number since 1970-01-01; years start in March, so that the leap day comes last
let year = 0, month = 0, date = 0;
function civil(day) {
  const z = day + 719468, era = Math.floor(z / 146097), e = z - era * 146097;
  const y = Math.floor((e - Math.floor(e / 1460) + Math.floor(e / 36524) - Math.floor(e / 146096)) / 365);
  const d = e - (365 * y + Math.floor(y / 4) - Math.floor(y / 100)), m = Math.floor((5 * d + 2) / 153);
  month = m < 10 ? m + 3 : m - 9;
  date = d - Math.floor((153 * m + 2) / 5) + 1;
  year = y + era * 400 + (month <= 2 ? 1 : 0);
}`,
  yearOfDay: "const yearOfDay = (day) => { civil(day); return year; };",
  monthDay: "let md = 0;\nconst monthDay = (day) => { civil(day); return month * 100 + date; };",
  addMonths: `const monthLength = (y, m) => (m === 2 ? ((y % 4 === 0 && y % 100 !== 0) || y % 400 === 0 ? 29 : 28) : m === 4 || m === 6 || m === 9 || m === 11 ? 30 : 31);
function addMonths(day, count) {
  civil(day);
  const index = year * 12 + month - 1 + count, y = Math.floor(index / 12), m = index - y * 12 + 1;
  const d = Math.min(date, monthLength(y, m)), s = m <= 2 ? y - 1 : y, era = Math.floor(s / 400), e = s - era * 400;
  return era * 146097 + e * 365 + Math.floor(e / 4) - Math.floor(e / 100) + Math.floor((153 * (m + (m > 2 ? -3 : 9)) + 2) / 5) + d - 1 - 719468;
}`,
};

const order = ["big", "floorOver", "civil", "yearOfDay", "monthDay", "addMonths"];

export function helperText(asked: ReadonlySet<string>): string {
  const dated = ["yearOfDay", "monthDay", "addMonths"].some((name) => asked.has(name));
  return order.filter((name) => asked.has(name) || (name === "civil" && dated)).map((name) => `${helperCode[name] ?? ""}\n`).join("");
}
