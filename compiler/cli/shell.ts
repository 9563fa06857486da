import { createColors } from "picocolors";
import type { Language } from "../diagnostics/render.js";
import { faultCode, FileFault } from "./faults.js";

/** What a verb may do to the world: write to the two streams, and say how it ended. */

export interface Shell {
  /** Results. */
  out(text: string): void;
  /** Everything else. */
  err(text: string): void;
  /** Waits until the reader has taken what was written. */
  drained(): Promise<void>;
  /** 0 clean, 1 findings, 2 usage or file error, 3 internal fault; the worst one counts. */
  exit(code: 0 | 1 | 2 | 3): void;
  readonly color: boolean;
  readonly colors: ReturnType<typeof createColors>;
  readonly errorColor: boolean;
}

const colored = (stream: NodeJS.WriteStream): boolean => {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "") return FORCE_COLOR !== "0";
  return stream.isTTY === true && TERM !== "dumb";
};

export function createShell(): Shell {
  // a reader that stops reading is no fault: `allot check | head`
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") {
        process.exitCode = 2;
        if (stream === process.stdout) process.stderr.write(`error: cannot write the result: ${faultCode(error)}\n`);
      }
      process.exit();
    });
  }
  const color = colored(process.stdout);
  return {
    out: (text) => { process.stdout.write(text); },
    err: (text) => { process.stderr.write(text); },
    drained: () => process.stdout.writableNeedDrain ? new Promise((resolve) => process.stdout.once("drain", () => { resolve(); })) : Promise.resolve(),
    exit: (code) => { process.exitCode = Math.max(Number(process.exitCode ?? 0), code); },
    color,
    colors: createColors(color),
    errorColor: colored(process.stderr),
  };
}

/** The reader's language: the option, else that of the terminal. */
export function language(option: string | undefined): Language {
  if (option === "en" || option === "zh") return option;
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  const locale = [LC_ALL, LC_MESSAGES, LANG].find((value) => value !== undefined && value !== "") ?? "";
  return /^zh\b|^zh_/i.test(locale) ? "zh" : "en";
}

/** All of standard input, or a fault when it is more than the limit. */
export async function readStdin(limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > limit) throw new FileFault(`standard input is larger than ${limit} bytes`);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof FileFault) throw error;
    throw new FileFault(`cannot read standard input: ${faultCode(error)}`);
  }
  return Buffer.concat(chunks);
}
