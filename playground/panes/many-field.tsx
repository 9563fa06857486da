import { useRef, useState } from "preact/hooks";
import type { FactInfo } from "../../runtime/program.js";
import { model, outcome, t, work } from "../store.js";
import { Entry, factTitle, Hint, isGrouped, Labelled, setFact } from "./entry.js";

/** Facts that are several values: one a year, or rows of a list. */

type Values = Readonly<Record<string, unknown>>;
const isValues = (value: unknown): value is Values => typeof value === "object" && value !== null && !Array.isArray(value);

const without = (values: Values, key: string): Values => Object.fromEntries(Object.entries(values).filter(([one]) => one !== key));

/** The year of the application and the one before, those that are still asked for, and those that are given. */
function yearsFor(fact: FactInfo, given: Values): readonly string[] {
  const { on } = work.value.case;
  const day = on !== "" ? on : (model.value?.policies ?? []).map(({ to }) => to ?? "").sort().at(-1) ?? "";
  const year = Number(day.slice(0, 4));
  const asked = (outcome.value?.awards ?? []).flatMap((award) => award.missing).filter((id) => id.startsWith(`${fact.id} `)).map((id) => id.slice(fact.id.length + 1));
  return [...new Set([...(year > 0 ? [String(year - 1), String(year)] : []), ...asked, ...Object.keys(given)])].filter((one) => /^\d{4}$/.test(one)).sort();
}

export function YearsField({ fact, value, id, wrong }: { readonly fact: FactInfo; readonly value: unknown; readonly id: string; readonly wrong: boolean }) {
  const given = isValues(value) ? value : {};
  const [more, setMore] = useState<readonly string[]>([]);
  const years = [...new Set([...more, ...yearsFor(fact, given)])].sort();
  const set = (year: string, next: unknown): void => {
    const others = without(given, year);
    const all = next === undefined ? others : { ...others, [year]: next };
    setFact(fact.id, Object.keys(all).length === 0 ? undefined : all, `fact ${fact.id} ${year}`);
  };
  const earlier = String(Number(years[0] ?? "2001") - 1);
  return (
    <div role="group" id={id} tabIndex={-1} aria-labelledby={`${id}-label`} class="by-years">
      {years.map((year) => (
        <div key={year} class="year">
          {isGrouped(fact) ? <span id={`${id}-${year}-label`}>{year}</span> : <label for={`${id}-${year}`}>{year}</label>}
          <Entry fact={fact} value={given[year]} id={`${id}-${year}`} wrong={wrong} set={(next) => { set(year, next); }} />
        </div>
      ))}
      <button type="button" class="plain small" onClick={() => {
        setMore([...more, earlier]);
        setTimeout(() => { document.getElementById(`${id}-${earlier}`)?.focus(); });
      }}>{t("addYear")} {earlier}</button>
    </div>
  );
}

/** What a row calls one of its facts. */
const nameOf = (fact: FactInfo): string => fact.names[0] ?? fact.id;

export function RowsField({ fact, value, id }: { readonly fact: FactInfo; readonly value: unknown; readonly id: string }) {
  const box = useRef<HTMLDivElement>(null);
  const rows: readonly Values[] | undefined = Array.isArray(value) ? value.map((row: unknown) => (isValues(row) ? row : {})) : undefined;
  // fields keep what they show when a row above them goes
  const keys = useRef<number[]>([]);
  const last = useRef(0);
  keys.current.length = Math.min(keys.current.length, rows?.length ?? 0);
  while (keys.current.length < (rows?.length ?? 0)) keys.current.push(last.current++);
  const put = (next: readonly Values[], group = ""): void => { setFact(fact.id, next, group); };
  const focusOn = (selector: string): void => { setTimeout(() => { box.current?.querySelector<HTMLElement>(selector)?.focus(); }); };
  const add = (): void => {
    put([...(rows ?? []), {}]);
    focusOn(`[data-row="${rows?.length ?? 0}"] :is(input, select)`);
  };
  const remove = (at: number): void => {
    keys.current.splice(at, 1);
    put((rows ?? []).filter((_, i) => i !== at));
    focusOn((rows?.length ?? 0) > 1 ? `[data-row="${Math.min(at, (rows?.length ?? 0) - 2)}"] .remove` : ".add");
  };
  return (
    <div ref={box} role="group" id={id} tabIndex={-1} aria-labelledby={`${id}-label`} class="rows">
      {rows?.map((row, i) => (
        <div key={keys.current[i]} role="group" aria-label={`${factTitle(fact)} ${i + 1}`} class="list-row" data-row={i}>
          <div class="row between"><strong class="muted">{i + 1}</strong><button type="button" class="icon remove" aria-label={`${t("removeRow")} ${i + 1}: ${factTitle(fact)}`} onClick={() => { remove(i); }}>×</button></div>
          <div class="row-facts">
            {(fact.rows ?? []).map((one) => {
              const at = `${id}-${i}-${nameOf(one)}`;
              return (
                <div key={one.id} class={`row-fact ${row[nameOf(one)] === undefined ? "" : "given"}`}>
                  <Labelled fact={one} id={at} grouped={isGrouped(one)} />
                  <Entry fact={one} value={row[nameOf(one)]} id={at} wrong={false} set={(next) => {
                    const others = without(row, nameOf(one));
                    put(rows.map((other, k) => (k !== i ? other : next === undefined ? others : { ...others, [nameOf(one)]: next })), `fact ${at}`);
                  }} />
                  <Hint fact={one} id={at} />
                </div>
              );
            })}
          </div>
        </div>
      ))}
      {rows?.length === 0 && <p class="muted">{t("noRows")}</p>}
      <div class="row wrap">
        <button type="button" class="plain outlined small add" onClick={add}>{t("addRow")}</button>
        {rows === undefined && <button type="button" class="plain small" onClick={() => { put([]); }}>{t("haveNoRows")}</button>}
        {rows?.length === 0 && <button type="button" class="plain small" onClick={() => { setFact(fact.id, undefined); }}>{t("unknown")}</button>}
      </div>
    </div>
  );
}
