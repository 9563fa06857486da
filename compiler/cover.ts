import { indexLines, type Span } from "../grammar/index.js";
import type { Unit } from "./declare.js";
import { citedConstructs, locate, readSource, type Carrier, type Cited } from "./check/cited.js";
import type { Compiled } from "./pipeline.js";
import { splitSentences } from "./source-text/index.js";

/** Which sentences and which numbers of each source are carried by which construct, and which are not. */

export interface Carried {
  readonly carrier: Carrier;
  readonly kind: string;
  /** Scheme and statement, as far as they have names. */
  readonly name: string;
  readonly file: string;
  readonly span: Span;
}

export interface CoveredPart extends Span {
  readonly text: string;
  /** One-based line in the source. */
  readonly line: number;
  readonly by: readonly Carried[];
}

export interface SourceCoverage {
  readonly policy: string;
  readonly version: string;
  readonly source: string;
  readonly text: string;
  readonly sentences: readonly CoveredPart[];
  readonly numbers: readonly CoveredPart[];
}

/** A reading says what a sentence may mean; only a rule, a target or a stated reason accounts for its numbers. */
export const accounts = (carried: Carried): boolean => carried.carrier !== "reading";

export const leftOver = (coverage: SourceCoverage): readonly CoveredPart[] => coverage.numbers.filter((number) => !number.by.some(accounts));

interface Place extends Carried {
  readonly parts: readonly Span[];
}

function places(unit: Unit, source: ReturnType<typeof readSource>): readonly Place[] {
  const result: Place[] = [];
  const visit = (cited: Cited): void => {
    for (const cite of cited.cites) {
      const found = cite.external ? undefined : locate(source, cite);
      if (found !== undefined) result.push({ carrier: cited.carrier, kind: cited.kind, name: cited.name, file: unit.file.id, span: cited.span, parts: found.match.parts });
    }
    for (const inner of cited.inner) visit({ ...inner, name: cited.name });
  };
  for (const cited of citedConstructs(unit)) visit(cited);
  return result;
}

export function cover(compiled: Compiled, read: (policyFile: string, name: string) => string | undefined): readonly SourceCoverage[] {
  return compiled.units.flatMap((unit) => {
    const { header } = unit.ast;
    if (header?.kind !== "policy") return [];
    return header.sources.flatMap((name): SourceCoverage[] => {
      const text = read(unit.file.id, name.value);
      if (text === undefined) return [];
      const source = readSource(name.value, text);
      const all = places(unit, source);
      const by = (part: Span): readonly Carried[] => {
        const touching = all.filter((place) => place.parts.some((p) => p.start < part.end && p.end > part.start));
        return touching.map(({ parts: _, ...carried }) => carried);
      };
      const lines = indexLines(text);
      const part = (span: Span): CoveredPart => ({ start: span.start, end: span.end, text: text.slice(span.start, span.end).replace(/\s+/g, " "), line: lines.position(span.start).line, by: by(span) });
      return [{
        policy: unit.id, version: header.version.value, source: name.value, text,
        sentences: splitSentences(text).map(part), numbers: source.numbers.map(part),
      }];
    });
  });
}
