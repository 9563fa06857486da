import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { applyEdits, type Problem, type Service } from "../../compiler/service/index.js";
import { createService } from "../../compiler/service/index.js";
import { file, inFile, inProject, inScheme, open } from "./support.js";

const fixtures = new URL("../fixtures/", import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, fixtures), "utf8");

const problems = (service: Service, id: string): readonly Problem[] => [...service.diagnostics(id, "en"), ...service.findings(id, "en")];

function serviceFor(id: string, text: string): Service {
  const service = createService();
  service.setFile(id, text);
  service.setSource("source.txt", read("source.txt"));
  if (id === "fact-declared-differently.policy") service.setFile("words.policy", read("words.policy.txt"));
  if (id === "unknown-policy.policy") service.setFile("shared.policy", "vocabulary shared.vocabulary\n");
  return service;
}

describe("every quick fix of the fixtures", () => {
  for (const id of readdirSync(fixtures).filter((name) => name.endsWith(".policy"))) {
    const code = id.replace(".policy", "");
    const found = problems(serviceFor(id, read(id)), id).find((problem) => problem.code === code);
    if (found === undefined || found.fixes.length === 0) continue;
    test(code, () => {
      for (const fix of found.fixes) {
        const mended = applyEdits(read(id), fix.edits);
        expect(problems(serviceFor(id, mended), id).map((problem) => problem.code), fix.title).not.toContain(code);
      }
    });
  }

  test("most codes that an edit can mend have one", () => {
    const withFix = readdirSync(fixtures).filter((name) => name.endsWith(".policy")).filter((id) => problems(serviceFor(id, read(id)), id).some((problem) => problem.code === id.replace(".policy", "") && problem.fixes.length > 0));
    expect(withFix.length).toBeGreaterThanOrEqual(38);
  });
});

describe("quick fixes in both surfaces", () => {
  const fixed = (text: string, code: string, title: RegExp): string => {
    const { service } = open(text);
    const problem = service.diagnostics(file, /\p{Script=Han}/u.test(title.source) ? "zh" : "en").find((one) => one.code === code);
    const fix = problem?.fixes.find((one) => title.test(one.title));
    if (fix === undefined) throw new Error(`${code}: ${JSON.stringify(service.diagnostics(file, "en").map((d) => [d.code, d.fixes.map((f) => f.title)]))}`);
    const { service: after } = open(applyEdits(text, fix.edits));
    expect(after.diagnostics(file, "en").filter((one) => one.code === code)).toEqual([]);
    return applyEdits(text, fix.edits);
  };

  test("did you mean, a missing import, a missing fact with the type that its use tells", () => {
    expect(fixed(inScheme("  award 30% of rnet"), "unknown-name", /replace by `rent`/)).toContain("award 30% of rent");
    expect(fixed(inScheme("  require x: turnover at least 5 yuan\n  award rent"), "unknown-name", /declare/)).toContain("fact turnover: money\n\nscheme support");
    expect(fixed(inProject("  条件 x：营业收入 不低于 5元\n  补助 租金"), "unknown-name", /声明/)).toContain("事实 营业收入：金额\n\n项目 租金补助");
    expect(fixed(inScheme("  award rent").replace("use shared.terms\n", ""), "unknown-subject", /use the vocabulary/)).toContain("}\n\nuse shared.terms\n");
  });

  test("missing rows, alternatives, brackets, tokens, quotes", () => {
    expect(fixed(inScheme("  award graded by tier {\n    low: 5 yuan\n  }"), "grade-key-missing", /`high: nothing`/)).toContain("    low: 5 yuan\n    high: nothing\n  }");
    expect(fixed(inProject("  补助 按 档次 分别给予 { 低：5元 }"), "grade-key-missing", /其他：不补助/)).toContain("{ 低：5元， 其他：不补助 }");
    expect(fixed(inScheme("  by reading span { own_year: award rent }"), "reading-arm-missing", /add the row/)).toContain("own_year: award rent, plan_year: nothing }");
    expect(fixed(inScheme("  award 30% of rent + 5 yuan"), "percent-needs-brackets", /brackets/)).toContain("award (30% of rent) + 5 yuan");
    expect(fixed(inProject("  补助 ５0万元"), "full-width-digits", /改为 `5`/)).toContain("补助 50万元");
    expect(fixed(inScheme("  award rent cite I(1) \"30% of the rents paid\""), "quote-not-found", /replace/)).toContain("cite I(1) \"");
    expect(fixed(inScheme("  award 30% of rent cite I(2) \"30% of the rent paid\""), "anchor-mismatch", /`I\(1\)`/)).toContain("cite I(1) \"30%");
    expect(fixed(inScheme("  award graded by tier { low 5 yuan  otherwise: nothing }"), "missing-token", /insert `:`/)).toContain("low: 5 yuan");
    expect(fixed(inFile("scheme s {\n  award rent\n\nscheme t {\n  award rent\n}\n"), "unclosed-block", /close/)).toContain("  award rent\n\n}\nscheme t {");
    expect(fixed(inScheme("  require x: rent >= 5 yuan\n  award rent"), "unexpected-character", /at least/)).toContain("rent at least 5 yuan");
    expect(fixed(inProject("  条件 x：租金≥5元\n  补助 租金"), "unexpected-character", /不低于/)).toContain("租金 不低于 5元");
  });

  test("a number is cited with the sentence that has it", () => {
    expect(fixed(inScheme("  require x: area at least 100 sqm\n  award rent cite I(1) \"the rent paid\""), "number-without-citation", /cite I\(2\)/)).toContain("area at least 100 sqm cite I(2) \"The floor area is 100 square metres or more;\"");
  });

  test("help, severity and the other place come along", () => {
    const { service } = open(inScheme("  award rent\n  award rent"));
    const [problem] = service.diagnostics(file, "zh").filter((one) => one.code === "duplicate-statement");
    expect(problem).toMatchObject({ severity: "error", message: expect.stringContaining("两个") as string, help: expect.stringContaining("依读法") as string, related: { file, message: "另一处" } });
  });
});
