/** Test results as build servers read them. */

export interface JunitCase {
  readonly file: string;
  readonly name: string;
  readonly failures: readonly string[];
}

/** Text for XML: its own signs escaped, characters that XML cannot hold replaced. */
export const xml = (text: string): string =>
  text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/gu, "\uFFFD")
    .replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("\n", "&#10;");

export function junit(cases: readonly JunitCase[]): string {
  const files = [...new Set(cases.map((one) => one.file))];
  const failed = (list: readonly JunitCase[]): number => list.filter((one) => one.failures.length > 0).length;
  const suites = files.map((file) => {
    const own = cases.filter((one) => one.file === file);
    const items = own.map((one) => {
      const head = `    <testcase classname="${xml(file)}" name="${xml(one.name)}"`;
      if (one.failures.length === 0) return `${head}/>\n`;
      return `${head}>\n${one.failures.map((text) => `      <failure message="${xml(text)}">${xml(text)}</failure>\n`).join("")}    </testcase>\n`;
    });
    return `  <testsuite name="${xml(file)}" tests="${own.length}" failures="${failed(own)}" errors="0" skipped="0">\n${items.join("")}  </testsuite>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="allot" tests="${cases.length}" failures="${failed(cases)}" errors="0">\n${suites.join("")}</testsuites>\n`;
}
