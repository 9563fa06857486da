import { describe, expect, test } from "vitest";
import { applyEdits, type Renamed, type Service } from "../../compiler/service/index.js";
import { file, inFile, inScheme, open, shipped, source, terms } from "./support.js";

const other = `policy other.plan version "1" {
  in force from 2026-01-01 (inclusive) to 2028-12-31 (inclusive) by application_date
}
use shared.terms
use city.plan as city
fact local "In the city"
scheme more "More" {
  require here: local
  award 10% of (cap annual of city.support)
}
`;

const statements = `  where base = rent less 5 yuan
  require place: local cite I(1) "Enterprises"
  require size: tier at least high
  award by reading span { own_year: 30% of base, plan_year: 20% of base } cite I(1) "30% of the rent paid"
  cap annual: payout at 100,000 yuan per enterprise cite I(1) "up to 100,000 yuan a year"`;

const definedAt = (marked: string): string | undefined => {
  const { service, offset, text } = open(marked);
  const [found] = service.definition(file, offset);
  const whole = found?.file === file ? text : found?.file === "city/source.txt" ? source : terms;
  return found === undefined ? undefined : `${found.file} ${whole.slice(found.start, found.end)}`;
};

describe("definitions and references", () => {
  test("from a name to its declaration, in this file, in another, in the source", () => {
    expect(definedAt(inScheme("  award 30% of re|nt"))).toBe(`${file} rent`);
    expect(definedAt(inScheme("  award 30% of 租|金"))).toBe(`${file} rent`);
    expect(definedAt(inScheme("  require x: tier is hi|gh"))).toBe(`${file} high`);
    expect(definedAt(inScheme("  where base = rent\n  award ba|se"))).toBe(`${file} base`);
    expect(definedAt(inScheme("  award by reading sp|an { own_year: rent, plan_year: rent }"))).toBe(`${file} span`);
    expect(definedAt(inScheme("  award by reading span { own_year: rent, plan_|year: rent }"))).toBe(`${file} plan_year`);
    expect(definedAt(inScheme("  require x: application_da|te is 2026-01-01"))).toBe("shared/terms.policy application_date");
    expect(definedAt(inScheme("  award rent\n").replace("per enterprise", "per enter|prise"))).toBe("shared/terms.policy enterprise");
    expect(definedAt(inScheme("  award rent cite I(1) \"30% of |the rent\""))).toBe("city/source.txt 30% of the rent");
    expect(definedAt(inFile("scheme s { award rent  cap a: payout at 5 yuan }\nscheme t { award cap a| of s }"))).toBe(`${file} a`);
    expect(definedAt(inScheme("  aw|ard rent"))).toBeUndefined();
  });

  test("across files, under both names, with parts before and after the dot", () => {
    const { service, text } = open(inScheme(`${statements}\n  note n "x" when 租金 more than 5 yuan`), { "other.policy": other });
    expect(service.references(file, text.indexOf("rent / 租金")).map((place) => [place.file, text.slice(place.start, place.end)])).toEqual([[file, "rent"], [file, "租金"], [file, "rent"], [file, "租金"]]);
    const at = other.indexOf("city.support");
    expect(service.definition("other.policy", at + 1)).toMatchObject([{ file: "other.policy", start: other.indexOf("as city") + 3 }]);
    expect(service.definition("other.policy", at + "city.".length)).toMatchObject([{ file, start: text.indexOf("support") }]);
    expect(service.references(file, text.indexOf("cap annual") + 4).map((place) => place.file)).toEqual([file, "other.policy"]);
    // both declare the fact, and mean the same by it
    expect(service.references(file, text.indexOf("fact local") + 5).map((place) => place.file)).toEqual([file, file, "other.policy", "other.policy"]);
  });

  test("the constructs around an offset, with their sites", () => {
    const { service, text } = shipped();
    const id = "policies/fuzhou/ai-industry/2024.policy";
    const found = service.symbolsAt(id, text(id).indexOf("payout at 2,000,000"));
    expect(found.map(({ kind, id: name }) => `${kind} ${name}`)).toEqual(["scheme fuzhou.ai_industry.industrial_internet", "cap fuzhou.ai_industry.industrial_internet.project"]);
    expect(service.lastGood().program?.sites[found[1]?.site ?? -1]).toMatchObject({ kind: "cap", name: "project" });
  });
});

describe("renaming", () => {
  const renamed = (service: Service, texts: Readonly<Record<string, string>>, from: string, name: string, where = file): Readonly<Record<string, string>> | string => {
    const answer = service.renameAt(where, (texts[where] ?? "").indexOf(from), name);
    if ("reason" in answer) return answer.reason.en;
    return Object.fromEntries(Object.entries(texts).map(([id, text]) => [id, applyEdits(text, answer.edits.filter((edit) => edit.file === id))]));
  };
  const setting = () => {
    const { service, text } = open(inScheme(statements), { "other.policy": other });
    return { service, texts: { [file]: text, "other.policy": other, "shared/terms.policy": terms } };
  };

  test("there and back again is the same, and compiles at every step", () => {
    const { service, texts } = setting();
    const faults = service.compiled().diagnostics.filter((d) => d.severity === "error").length;
    for (const [from, name] of [["rent / ", "rental"], ["local", "resident"], ["tier /", "grade"], ["high /", "upper"], ["span /", "period"], ["own_year /", "calendar_year1"], ["base =", "basis"], ["local", "title"], ["annual:", "yearly"], ["support /", "help"], ["sqm /", "square_metre"], ["city.plan", "town.plan"]] as const) {
      const there = renamed(service, texts, from, name);
      if (typeof there === "string") throw new Error(`${from}: ${there}`);
      for (const [id, text] of Object.entries(there)) service.setFile(id, text);
      expect(service.compiled().diagnostics.filter((d) => d.severity === "error").length).toBe(faults);
      expect(there[file]).toContain(name);
      const back = renamed(service, there, name, from.split(/[ :]/)[0] ?? "");
      expect(back).toEqual(texts);
      for (const [id, text] of Object.entries(texts)) service.setFile(id, text);
    }
  });

  test("one of two names is renamed alone", () => {
    const { service, texts } = setting();
    const done = renamed(service, texts, "租金 \"Rent", "房租") as Readonly<Record<string, string>>;
    expect(done[file]).toContain("fact rent / 房租");
    expect(done[file]).toContain("where base = rent");
  });

  test("what cannot be renamed says why", () => {
    const { service, texts } = setting();
    const reason = (from: string, name: string): string => { const answer = renamed(service, texts, from, name); return typeof answer === "string" ? answer : "done"; };
    expect(reason("rent / ", "local")).toBe("`local` is taken");
    expect(reason("rent / ", "base")).toBe("`base` is taken");
    expect(reason("rent / ", "award")).toBe("`award` is a word of the language");
    expect(reason("rent / ", "two words")).toContain("is no name");
    expect(reason("rent / ", "9rent")).toContain("is no name");
    expect(reason("rent / ", "a.b")).toContain("may have dots");
    expect(reason("rent / ", "")).toContain("at least one letter");
    expect(reason("award by", "x")).toBe("`award` is a word of the language");
    expect(reason("  where", "x")).toBe("no name stands here");
    expect(reason("rent / ", "rent")).not.toContain("taken");
  });

  test("the shipped policies: every kind of name there and back", () => {
    const { service, files, text } = shipped();
    const id = "policies/fuzhou/ai-industry/2024.policy";
    for (const [from, name] of [["excess_portion", "excess_part"], ["entitlement_excess", "entitled"], ["compute_use", "use_of_it"], ["decisive", "deciding"], ["service_fee", "fees_paid"], ["PFLOPS", "PF"], ["supply_city", "supply_town"], ["fujian.compute", "province"]] as const) {
      const before = Object.fromEntries(files.map((one) => [one, text(one)]));
      const answer = service.renameAt(id, (before[id] ?? "").indexOf(from), name) as Renamed;
      expect(answer.edits?.length, from).toBeGreaterThan(1);
      for (const one of files) service.setFile(one, applyEdits(before[one] ?? "", answer.edits.filter((edit) => edit.file === one)));
      expect(service.compiled().diagnostics, from).toEqual([]);
      for (const one of files) service.setFile(one, before[one] ?? "");
    }
  });
});
