import { inScript, unitOf, withUnit } from "../../compiler/explain/names.js";
import { useState } from "preact/hooks";
import type { FactInfo } from "../../runtime/program.js";
import type { InputError } from "../../runtime/input.js";
import { changeCase, lang, t, titleOf, work } from "../store.js";
import { amount, shifted } from "../ui/amounts.js";

/** A field of the kind of a fact, with its words. Empty is unknown. */

export const factTitle = (fact: FactInfo): string => titleOf(fact.titles, fact.names[0] ?? fact.id);

const memberName = (names: readonly string[] | undefined, id: string): string => inScript(names ?? [id], lang.value);

export function valueWord(fact: FactInfo, value: unknown): string {
  if (value === true) return t("yes");
  if (value === false) return t("no");
  if (value === null) return t("none");
  if (typeof value === "object") return manyWord(fact, value);
  if (fact.kind === "money") return amount(String(value));
  if (fact.kind === "percent") return `${String(value)}%`;
  if (fact.kind === "one-of") return memberName(fact.members?.find((member) => member.id === value)?.names, String(value));
  return withUnit(String(value), unitOf(fact, lang.value));
}

/** Values of several years, or rows of a list. */
const manyWord = (fact: FactInfo, value: object): string =>
  Array.isArray(value) ? `${value.length} ${t("rows")}` : Object.entries(value).map(([year, one]) => `${year}: ${valueWord(fact, one)}`).join(" / ");

export function setFact(id: string, value: unknown, group = `fact ${id}`): void {
  const { [id]: _before, ...rest } = work.value.case.facts;
  changeCase({ facts: value === undefined ? rest : { ...rest, [id]: value } }, group);
}

export function errorText(error: InputError): string {
  const expected = error.expected.replace(" .. ", lang.value === "en" ? " to " : " 至 ");
  return lang.value === "en" ? `${error.found} does not fit; expected ${expected || "another value"}` : `${error.found} 不符合要求；应为 ${expected || "其他值"}`;
}

/** Whether the field is several elements under one name. */
export const isGrouped = (fact: FactInfo): boolean => fact.kind === "yes-no" || fact.kind === "date-or-none";

const measureOf = (fact: FactInfo): string | undefined => (fact.kind === "percent" ? "%" : unitOf(fact, lang.value));

export function Labelled({ fact, id, grouped }: { readonly fact: FactInfo; readonly id: string; readonly grouped: boolean }) {
  const unit = measureOf(fact);
  const label = <>{factTitle(fact)}{unit !== undefined ? <span class="muted"> {unit}</span> : null}</>;
  return grouped ? <span class="label" id={`${id}-label`}>{label}</span> : <label class="label" for={id}>{label}</label>;
}

export function Hint({ fact, id }: { readonly fact: FactInfo; readonly id: string }) {
  const unit = measureOf(fact);
  const range = fact.from === undefined || fact.to === undefined || fact.kind === "yes-no" ? "" : fact.kind === "money" ? `${amount(fact.from)} – ${amount(fact.to)}` : `${fact.from} – ${withUnit(fact.to, unit)}`;
  const hints = [...(fact.finding ? [t("finding")] : []), ...(range === "" ? [] : [range]), ...(fact.ifAbsent === undefined ? [] : [`${t("ifAbsent")} ${valueWord(fact, fact.kind === "yes-no" ? fact.ifAbsent === "true" : fact.ifAbsent)}`])].join(" · ");
  return hints === "" ? null : <span class="hint" id={`${id}-hint`}>{hints}</span>;
}

/** Takes what was entered; undefined is unknown. */
export type SetValue = (value: unknown) => void;

interface EntryProps {
  readonly fact: FactInfo;
  readonly value: unknown;
  readonly id: string;
  readonly wrong: boolean;
  readonly set: SetValue;
}

export function Entry({ fact, value, id, wrong, set }: EntryProps) {
  const common = { id, "aria-invalid": wrong } as const;
  const textOrNone = (text: string): void => { set(text === "" ? undefined : text); };
  switch (fact.kind) {
    case "yes-no": return <Three id={id} value={value} options={[[true, t("yes")], [false, t("no")], [undefined, t("unknown")]]} onChoose={set} />;
    case "one-of": return (
      <select {...common} value={typeof value === "string" ? value : ""} onChange={(event) => { textOrNone(event.currentTarget.value); }}>
        <option value="">{t("unknown")}</option>
        {(fact.members ?? []).map((member) => <option key={member.id} value={member.id}>{memberName(member.names, member.id)}</option>)}
        {fact.orOther === true && <option value="other">{lang.value === "en" ? "other" : "其他"}</option>}
      </select>
    );
    case "date": return <input {...common} type="date" value={typeof value === "string" ? value : ""} onInput={(event) => { textOrNone(event.currentTarget.value); }} />;
    case "date-or-none": return (
      <div class="row wrap">
        <input {...common} type="date" aria-labelledby={`${id}-label`} value={typeof value === "string" ? value : ""} onInput={(event) => { textOrNone(event.currentTarget.value); }} />
        <Three id={`${id}-none`} labelledBy={`${id}-label`} value={value === null ? null : undefined} options={[[null, t("none")], [undefined, typeof value === "string" ? t("on") : t("unknown")]]} onChoose={set} />
      </div>
    );
    case "dates": return <input {...common} type="text" class="wide" placeholder="2026-10-01, 2026-10-02" value={Array.isArray(value) ? value.join(", ") : ""} onChange={(event) => { const text = event.currentTarget.value.trim(); set(text === "" ? undefined : text.split(/[,，、\s]+/)); }} />;
    case "money": return <Money fact={fact} value={value} id={id} wrong={wrong} set={set} />;
    case "text": return <input {...common} type="text" value={typeof value === "string" ? value : ""} onInput={(event) => { textOrNone(event.currentTarget.value); }} />;
    default: return <input {...common} type="text" inputMode="decimal" value={value === undefined ? "" : String(value)} onInput={(event) => { set(numeric(fact, event.currentTarget.value)); }} />;
  }
}

/** Commas and full-width digits are how people type; a text that is no number is told as it is. */
const plainDigits = (text: string): string => text.normalize("NFKC").replace(/[,\s%]/g, "");
function numeric(fact: FactInfo, text: string): unknown {
  const plain = plainDigits(text);
  if (plain === "") return undefined;
  return fact.kind === "integer" && /^-?\d{1,15}$/.test(plain) ? Number(plain) : plain;
}

function Three({ id, value, options, onChoose, labelledBy = `${id}-label` }: { readonly id: string; readonly value: unknown; readonly labelledBy?: string; readonly options: readonly (readonly [unknown, string])[]; readonly onChoose: (value: unknown) => void }) {
  return (
    <div class="segmented three" role="radiogroup" id={id} aria-labelledby={labelledBy} tabIndex={-1}>
      {options.map(([option, word]) => (
        <label key={word}><input type="radio" name={id} checked={value === option} onChange={() => { onChoose(option); }} /><span>{word}</span></label>
      ))}
    </div>
  );
}

const scales = [["yuan", 0], ["tenThousand", 4], ["hundredMillion", 8]] as const;
const usual = (value: unknown): number => (lang.peek() === "zh" && (value === undefined || (typeof value === "string" && /^\d*000(\.0+)?$/.test(value))) ? 4 : 0);

/** Amounts are typed in yuan, ten thousands or hundred millions, and kept in yuan to the fen. */
function Money({ fact, value, id, wrong, set }: EntryProps) {
  const [scale, setScale] = useState(() => usual(value));
  const [typed, setTyped] = useState<{ readonly text: string; readonly is: unknown } | undefined>(undefined);
  const shown = typed !== undefined && typed.is === value ? typed.text : value === undefined ? "" : typeof value === "string" && /^\d+(\.\d+)?$/.test(value) ? shifted(value, -scale) : String(value);
  const enter = (text: string): void => {
    const plain = plainDigits(text);
    const next = plain === "" ? undefined : /^\d+(\.\d*)?$/.test(plain) ? shifted(plain.replace(/\.$/, ""), scale) : plain;
    setTyped({ text, is: next });
    set(next);
  };
  return (
    <div class="money">
      <input id={id} type="text" inputMode="decimal" aria-invalid={wrong} value={shown} onInput={(event) => { enter(event.currentTarget.value); }} />
      <select aria-label={`${t("unit")}: ${factTitle(fact)}`} value={scale} onChange={(event) => { setTyped(undefined); setScale(Number(event.currentTarget.value)); }}>
        {scales.map(([word, by]) => <option key={word} value={by}>{t(word)}</option>)}
      </select>
      {scale !== 0 && typeof value === "string" && /^\d+(\.\d+)?$/.test(value) && <span class="muted">= {amount(value)}</span>}
    </div>
  );
}
