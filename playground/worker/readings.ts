import { amountText } from "../../compiler/explain/index.js";
import { statusWords, words } from "../../compiler/explain/words.js";
import { effectOf, type Extreme } from "../../compiler/diff/effect.js";
import { extremeText, verdictText } from "../../compiler/diff/words.js";
import type { CoreProgram } from "../../compiler/ir/core.js";
import type { Witness } from "../../compiler/prove/witness.js";
import { testedDates } from "../../compiler/testing/reach.js";
import { InputFault } from "../../runtime/api.js";
import type { Award } from "../../runtime/result.js";
import type { Case, Input, Lang, Loaded, Output, ReadingChange } from "../protocol.js";
import { evaluated } from "./evaluate.js";
import type { Workspace } from "./workspace.js";

/** What another reading changes: for the case at hand, and at most for any. */

export function outcomeText(award: Pick<Award, "amount" | "ceiling" | "status"> | undefined, lang: Lang): string {
  if (award === undefined) return "–";
  if (award.status === "eligible" && award.amount !== null) return amountText(award.amount, lang);
  if (award.ceiling !== null) return `${words.upTo[lang]} ${amountText(award.ceiling, lang)}`;
  return statusWords[award.status][lang];
}

export function readingChanges(workspace: Workspace, { case: asked, lang }: Input<"readings">): Output<"readings"> {
  const program = workspace.executable();
  const run = (readings: Case["readings"]): readonly Award[] => {
    try {
      return evaluated(workspace, { ...asked, readings }, false).awards;
    } catch (fault) {
      if (fault instanceof InputFault) return [];
      throw fault;
    }
  };
  const now = run(asked.readings);
  return program.readings.flatMap((reading) => reading.alternatives.map((alternative): ReadingChange => {
    const taken = asked.readings[reading.id] ?? reading.byDefault;
    const other = alternative.id === taken ? now : run({ ...asked.readings, [reading.id]: alternative.id });
    return {
      reading: reading.id, alternative: alternative.id,
      changes: now.flatMap((award, i) => {
        const [before, after] = [outcomeText(award, lang), outcomeText(other[i], lang)];
        return before === after ? [] : [{ scheme: award.scheme, before, after }];
      }),
    };
  }));
}

/** An applicant as a case; the day is that of the date which the policies test. */
export const caseOfWitness = (witness: Witness, schemes: readonly string[], asked: Case, dates: ReadonlySet<string>): Case => {
  const on = [...dates].map((name) => witness.facts[name]).find((value) => typeof value === "string");
  return { on: on ?? asked.on, facts: witness.facts, readings: witness.readings, schemes };
};

export const loadedOf = (extreme: Extreme | undefined, scheme: string, asked: Case, lang: Lang, dates: ReadonlySet<string>, readings: Case["readings"] = {}): Loaded | undefined =>
  extreme === undefined ? undefined : { text: extremeText(extreme, lang), case: { ...caseOfWitness(extreme.witness.after, [scheme], asked, dates), readings } };

/** Exact, over all applicants: the program with the other reading as its default against the program. */
export function readingEffects(workspace: Workspace, { case: asked, lang }: Input<"reading-effects">, progress: (done: number, of: number) => void): Output<"reading-effects"> {
  const program = workspace.program();
  const dates = testedDates(program);
  const pairs = program.readings.flatMap((reading) => reading.alternatives.filter((a) => a.id !== reading.byDefault).map((a) => ({ reading: reading.id, alternative: a.id })));
  return pairs.map(({ reading, alternative }, i) => {
    progress(i, pairs.length);
    const other: CoreProgram = { ...program, readings: program.readings.map((one) => (one.id === reading ? { ...one, byDefault: alternative } : one)) };
    const { schemes } = effectOf(program, other);
    return {
      reading, alternative,
      effects: schemes.filter((one) => one.verdict !== "equal" || one.nowSettled === true || one.nowUnsettled === true).map((one) => ({
        scheme: one.scheme, verdict: verdictText(one, lang),
        gain: loadedOf(one.gain, one.scheme, asked, lang, dates, { [reading]: alternative }), loss: loadedOf(one.loss, one.scheme, asked, lang, dates, { [reading]: alternative }),
      })),
    };
  });
}
