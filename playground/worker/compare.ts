import { daysChanged, daysLines } from "../../compiler/diff/days.js";
import { effectOf, type SchemeEffect } from "../../compiler/diff/effect.js";
import { structuralChanges } from "../../compiler/diff/structure.js";
import { changeTitle, detailText, regionText, schemeTitle, verdictText, wordings } from "../../compiler/diff/words.js";
import { testedDates } from "../../compiler/testing/reach.js";
import type { CoreProgram } from "../../compiler/ir/core.js";
import { compile } from "../../compiler/pipeline.js";
import { validities } from "../../compiler/versions.js";
import { parseDay } from "../../runtime/date.js";
import type { CompareAnswer, CurveAnswer, Input, Lang, Side } from "../protocol.js";
import { curvesOf, drawnOver, versionProgram } from "./curve.js";
import { loadedOf } from "./readings.js";
import { isPolicy, type Workspace } from "./workspace.js";

/** Two versions, or two days: what the rules say differently and what it does. */

function programOf(workspace: Workspace, all: CoreProgram, side: Side): CoreProgram {
  if ("now" in side) return withoutDrafts(all);
  if ("texts" in side) return withoutDrafts(compiledApart(workspace, side.texts));
  const when = validities(all);
  if ("on" in side) {
    const day = parseDay(side.on) ?? 0;
    return versionProgram(all, when.filter(({ from, to, draft }) => !draft && (from === undefined || from <= day) && (to === undefined || day <= to)).map(({ index }) => index));
  }
  const chosen = when.find(({ policy, version }) => `${policy}@${version}` === side.version);
  const others = when.filter(({ policy, draft }) => policy !== chosen?.policy && !draft);
  return versionProgram(all, [...(chosen === undefined ? [] : [chosen.index]), ...others.map(({ index }) => index)]);
}

const withoutDrafts = (all: CoreProgram): CoreProgram => versionProgram(all, validities(all).flatMap(({ index, draft }) => (draft ? [] : [index])));

/** The workspace with other texts in some files. */
function compiledApart(workspace: Workspace, texts: Readonly<Record<string, string>>): CoreProgram {
  const all = new Map([...workspace.texts, ...Object.entries(texts)]);
  const files = [...all].filter(([id]) => isPolicy(id)).map(([id, text]) => ({ id, text }));
  const { program } = compile({ files, source: (policy, name) => all.get(policy.slice(0, policy.lastIndexOf("/") + 1) + name), drafts: true });
  if (program === undefined) throw new Error("the other texts have errors");
  return program;
}

const nameOf = (side: Side): string => ("texts" in side ? side.name : "now" in side ? side.now : "on" in side ? side.on : side.version.slice(side.version.lastIndexOf("@") + 1));

export function compare(workspace: Workspace, { before, after, lang }: Input<"compare">, progress: (done: number, of: number) => void): CompareAnswer {
  const all = workspace.all();
  if (all === undefined) throw new Error("nothing has compiled yet");
  const [old, now] = [programOf(workspace, all, before), programOf(workspace, all, after)];
  const dates = testedDates(now);
  const ids = [...new Set([...old.schemes, ...now.schemes].map((scheme) => scheme.id))];
  const effects: SchemeEffect[] = [];
  ids.forEach((id, i) => {
    progress(i, ids.length);
    effects.push(...effectOf(old, now, [id]).schemes);
  });
  return {
    days: daysChanged(old, now).flatMap((change) => daysLines([old, now], change, [nameOf(before), nameOf(after)], lang)),
    changes: structuralChanges(old, now).map((change) => ({
      title: changeTitle(change, lang), change: change.change, details: [...new Set(change.details.map((detail) => detailText(change, detail, lang)))],
      sides: wordings(change).map((one) => {
        const site = change[one.side];
        return { ...one, file: site?.file ?? "", start: site?.start ?? 0, end: site?.end ?? 0 };
      }),
    })),
    effects: effects.map((one) => ({
      scheme: one.scheme, title: schemeTitle([now, old], one.scheme, lang), verdict: verdictText(one, lang), equal: one.verdict === "equal",
      gain: loadedOf(one.gain, one.scheme, blank, lang, dates), loss: loadedOf(one.loss, one.scheme, blank, lang, dates),
      rises: one.regions.filter(({ direction }) => direction === "rise").map((region) => regionText(now, region, lang)),
      falls: one.regions.filter(({ direction }) => direction === "fall").map((region) => regionText(now, region, lang)),
      curve: curveOf(one, old, now, [nameOf(before), nameOf(after)], lang),
    })),
  };
}

const blank = { on: "", facts: {}, readings: {}, schemes: [] } as const;

/** Both payouts along the fact on which the change hangs, for the applicant who gains or loses most. */
function curveOf(one: SchemeEffect, old: CoreProgram, now: CoreProgram, names: readonly [string, string], lang: Lang): { readonly fact: string; readonly money: boolean; readonly answer: CurveAnswer } | undefined {
  const extreme = one.gain ?? one.loss;
  const fact = one.regions.flatMap((region) => region.ranges)[0]?.fact;
  if (extreme === undefined || fact === undefined) return undefined;
  const drawn = ([[names[0], old, extreme.witness.before], [names[1], now, extreme.witness.after]] as const).map(([name, program, { facts, readings }]) =>
    ({ name, curves: curvesOf(program), request: { scheme: one.scheme, fact, facts, readings } }));
  const info = now.facts.find((f) => f.id === fact);
  return { fact: info?.titles[lang] ?? info?.titles.en ?? info?.titles.zh ?? fact, money: info?.kind === "money", answer: drawnOver(now, drawn, fact, undefined, "") };
}
