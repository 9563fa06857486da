import type { Asking, Kind, Told } from "../protocol.js";
import { answers } from "./answers.js";
import { Workspace } from "./workspace.js";

/** The compiler's end of the line: keeps the texts, answers one question after the other. */

interface Port {
  postMessage(message: Told): void;
  onmessage: ((event: MessageEvent<Asking>) => void) | null;
}

const port = globalThis as unknown as Port;
const workspace = new Workspace();
let turn: Promise<void> = Promise.resolve();

port.onmessage = ({ data }) => {
  turn = turn.then(() => answer(data));
};

async function answer({ id, kind, input, changes, drafts }: Asking): Promise<void> {
  try {
    workspace.change(changes, drafts);
    const go = answers[kind] as (workspace: Workspace, input: unknown, progress: (done: number, of: number) => void) => unknown;
    let last = 0;
    const output = await go(workspace, input, (done, of) => {
      const now = performance.now();
      if (now - last < 60 && done < of) return;
      last = now;
      port.postMessage({ id, done, of });
    });
    port.postMessage({ id, output });
  } catch (fault) {
    port.postMessage({ id, fault: `${kind satisfies Kind}: ${fault instanceof Error ? fault.message : String(fault)}` });
  }
}
