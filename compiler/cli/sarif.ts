import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import { catalogue, type DiagnosticCode } from "../diagnostics/catalogue.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { help, inGeneral, message, placeOf, type Language, type Sources } from "../diagnostics/render.js";

/** Diagnostics in the interchange format of code scanners, SARIF 2.1.0. */
export function toSarif(diagnostics: readonly Diagnostic[], sources: Sources, lang: Language, version: string): unknown {
  const codes = [...new Set(diagnostics.map((d) => d.code))].sort();
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{
      tool: { driver: { name: "allot", semanticVersion: version, rules: codes.map((code) => rule(code, lang)) } },
      columnKind: "utf16CodeUnits",
      invocations: [{ executionSuccessful: true }],
      results: diagnostics.map((d) => result(d, codes, sources, lang)),
    }],
  };
}


function rule(code: DiagnosticCode, lang: Language): unknown {
  const { severity, [lang]: [said, advice] } = catalogue[code];
  return { id: code, shortDescription: { text: inGeneral(said) }, help: { text: inGeneral(advice) }, defaultConfiguration: { level: severity } };
}

const uriOf = (file: string): string => (isAbsolute(file) ? pathToFileURL(file).href : encodeURI(file).replaceAll("#", "%23").replaceAll("?", "%3F"));

function location(d: Pick<Diagnostic, "file" | "span">, sources: Sources): { readonly physicalLocation: { readonly artifactLocation: unknown; readonly region: unknown } } {
  const { line, column, endLine, endColumn } = placeOf(d as Diagnostic, sources);
  return { physicalLocation: { artifactLocation: { uri: uriOf(d.file) }, region: { startLine: line, startColumn: column, endLine, endColumn } } };
}

function result(d: Diagnostic, codes: readonly DiagnosticCode[], sources: Sources, lang: Language): unknown {
  const advice = help(d, lang);
  const { physicalLocation } = location(d, sources);
  return {
    ruleId: d.code, ruleIndex: codes.indexOf(d.code), level: d.severity,
    message: { text: advice === undefined ? message(d, lang) : `${message(d, lang)}\n${advice}` },
    locations: [{ physicalLocation }],
    ...(d.related === undefined ? {} : { relatedLocations: [{ id: 1, ...location(d.related, sources) }] }),
    ...(d.fix === undefined ? {} : {
      fixes: [{
        description: { text: advice ?? message(d, lang) },
        artifactChanges: [{ artifactLocation: physicalLocation.artifactLocation, replacements: [{ deletedRegion: physicalLocation.region, insertedContent: { text: d.fix } }] }],
      }],
    }),
  };
}
