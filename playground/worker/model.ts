import { exampleCase, examplesOf } from "../../compiler/examples.js";
import type { CoreProgram } from "../../compiler/ir/core.js";
import { dayText, validities } from "../../compiler/versions.js";
import { factsRead, testedDates } from "../../compiler/testing/reach.js";
import type { Model, Place, Sample } from "../protocol.js";
import type { Workspace } from "./workspace.js";

/** The program as lists for forms and menus. */

const nowhere: Place = { file: "", start: 0, end: 0 };
export const placeOf = (program: CoreProgram, site: number): Place => {
  const found = program.sites[site];
  return found === undefined ? nowhere : { file: found.file, start: found.start, end: found.end };
};

export function modelOf(workspace: Workspace, program: CoreProgram): Model {
  const when = validities(program);
  const ids = idsIn(program);
  const day = (value: number | undefined): string | undefined => (value === undefined ? undefined : dayText(value));
  return {
    facts: program.facts,
    policies: program.policies.map((policy, index) => ({
      id: policy.id, version: policy.version, draft: policy.draft, titles: policy.titles,
      from: day(when[index]?.from), to: day(when[index]?.to), ...placeOf(program, policy.site),
    })),
    schemes: program.schemes.map((scheme) => {
      const policy = program.policies[scheme.policy];
      return { id: scheme.id, policy: policy?.id ?? "", version: policy?.version ?? "", titles: scheme.titles, facts: factsRead(program, [scheme.id]), ...placeOf(program, scheme.site) };
    }),
    readings: program.readings.map((reading) => {
      const site = program.sites[reading.site];
      return { ...reading, ...placeOf(program, reading.site), policy: site?.policy ?? "", cites: (site?.cites ?? []).map(({ anchor, quote }) => ({ clause: anchor, quote })) };
    }),
    samples: [...filedSamples(workspace, ids), ...exampleSamples(workspace, ids)],
    dates: [...testedDates(program)],
  };
}

const last = (id: string): string => id.slice(id.lastIndexOf(".") + 1);

type Ids = (names: readonly unknown[]) => readonly string[];

/** Names of schemes in a case file, as ids; a stack stands for the schemes it covers. */
function idsIn(program: CoreProgram): Ids {
  const byName = new Map<string, Set<string>>();
  const enter = (name: string, id: string): void => {
    const ids = byName.get(name) ?? new Set();
    byName.set(name, ids.add(id));
  };
  for (const { id, names } of program.schemes) for (const name of [id, last(id), ...names]) enter(name, id);
  for (const stack of program.stacks) for (const { scheme } of stack.members) if (scheme !== null && scheme !== undefined) enter(last(stack.id), scheme);
  return (names) => [...new Set(names.flatMap((name) => [...(byName.get(String(name)) ?? [])]))];
}

type Read = Omit<Sample["case"], "schemes"> & { readonly title: string; readonly expected: readonly string[] };
const readOf = new WeakMap<object, readonly Read[]>();

function exampleSamples(workspace: Workspace, idsOf: Ids): readonly Sample[] {
  return workspace.service.compiled().units.flatMap((unit) => {
    if (unit.kind !== "policy") return [];
    const read = readOf.get(unit) ?? examplesOf(unit).map((example): Read => {
      const { facts, options } = exampleCase(unit, example);
      return { title: example.title.value, on: options.on ?? "", facts, readings: options.readings ?? {}, expected: example.expectations.map(({ name }) => name.text) };
    });
    readOf.set(unit, read);
    return read.map(({ title, expected, ...given }): Sample => ({ title, file: unit.file.id, case: { ...given, schemes: idsOf(expected) } }));
  });
}

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);

/** Cases that lie among the files; of a dossier each application is one. */
function filedSamples(workspace: Workspace, idsOf: Ids): readonly Sample[] {
  return [...workspace.texts].filter(([file]) => file.endsWith(".json") && !file.endsWith("allot.json")).flatMap(([file, text]): readonly Sample[] => {
    let read: unknown;
    try {
      read = JSON.parse(text);
    } catch {
      return [];
    }
    if (!isObject(read)) return [];
    const whole = read;
    const parts = Array.isArray(whole["applications"]) ? whole["applications"].filter(isObject) : [whole];
    return parts.map((part): Sample => {
      const schemes = part["schemes"] ?? whole["schemes"];
      return {
        title: String(part["title"] ?? part["id"] ?? whole["title"] ?? file), file,
        case: {
          on: String(whole["on"] ?? ""), readings: (isObject(whole["readings"]) ? whole["readings"] : {}) as Readonly<Record<string, string>>,
          facts: { ...(isObject(whole["facts"]) ? whole["facts"] : {}), ...(isObject(part["facts"]) ? part["facts"] : {}) },
          schemes: Array.isArray(schemes) ? idsOf(schemes) : [],
        },
      };
    });
  });
}
