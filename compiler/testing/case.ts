import type { CoreProgram } from "../ir/core.js";

/** One application to try; it is at once the options of `evaluateCase`. */
export interface TestCase {
  /** Date that stands for every tested date, "2026-06-15". */
  readonly on?: string;
  /** As a case file gives them: amounts and decimals as text. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** Reading id to alternative id; the default where absent. */
  readonly readings: Readonly<Record<string, string>>;
  /** Qualified ids; all schemes where absent. */
  readonly schemes?: readonly string[];
}

export function without(at: TestCase, fact: string): TestCase {
  const { [fact]: _dropped, ...facts } = at.facts;
  return { ...at, facts };
}

/** Ids of schemes by any of their names; all where none is asked. Throws RangeError for a name that no scheme has. */
export function schemeIds(program: CoreProgram, names: readonly string[] | undefined): readonly string[] {
  if (names === undefined) return program.schemes.map((scheme) => scheme.id);
  return names.flatMap((name) => {
    const found = program.schemes.filter((scheme) => scheme.id === name || scheme.id.endsWith(`.${name}`) || scheme.names.includes(name));
    if (found.length === 0) throw new RangeError(`no scheme ${name}`);
    return [...new Set(found.map((scheme) => scheme.id))];
  });
}
