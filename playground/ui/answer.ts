import { useEffect, useRef, useState } from "preact/hooks";
import { ClientFault, Latest } from "../client.js";
import type { Input, Kind, Output } from "../protocol.js";
import { client, good, lang, work } from "../store.js";

/** What the worker says to a question, asked again when the question, the rules or the language change; the last answer stays meanwhile. */
export function useAnswer<K extends Kind>(kind: K, input: Input<K> | undefined): Output<K> | undefined {
  const [value, setValue] = useState<Output<K> | undefined>(undefined);
  const latest = useRef(new Latest());
  const key = JSON.stringify([kind, input ?? null, good.value, lang.value, work.value.drafts]);
  useEffect(() => {
    if (input === undefined || good.value === 0) return;
    latest.current.of(client.request(kind, input)).then((answer) => { if (answer !== undefined) setValue(answer); }, (fault: unknown) => { if (!(fault instanceof ClientFault)) throw fault; });
  }, [key]);
  return value;
}
