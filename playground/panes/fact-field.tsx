import type { InputError } from "../../runtime/input.js";
import type { FactInfo } from "../../runtime/program.js";
import { Entry, errorText, Hint, isGrouped, Labelled, setFact, type SetValue } from "./entry.js";
import { RowsField, YearsField } from "./many-field.js";

/** One fact: its name in the reader's language, its unit, and a field of its kind. */

interface FieldProps {
  readonly fact: FactInfo;
  readonly value: unknown;
  readonly error: InputError | undefined;
}

export function FactField({ fact, value, error }: FieldProps) {
  const id = `fact-${fact.id}`;
  const set: SetValue = (next) => { setFact(fact.id, next); };
  const many = fact.byYear || fact.kind === "list";
  return (
    <div data-fact={fact.id} class={`fact ${many ? "many" : ""} ${value === undefined ? "" : "given"} ${error === undefined ? "" : "wrong"}`}>
      <Labelled fact={fact} id={id} grouped={many || isGrouped(fact)} />
      {fact.byYear ? <YearsField fact={fact} value={value} id={id} wrong={error !== undefined} />
        : fact.kind === "list" ? <RowsField fact={fact} value={value} id={id} />
        : <Entry fact={fact} value={value} id={id} wrong={error !== undefined} set={set} />}
      <Hint fact={fact} id={id} />
      {error !== undefined && <span class="error" role="alert">{errorText(error)}</span>}
    </div>
  );
}
