import pc from "picocolors";
import type { Language } from "../diagnostics/render.js";
import { cannot, FileFault, systemWords } from "./faults.js";

/** What a verb may do to the world: write to the two streams, and say how it ended. */

/** 0 clean, 1 findings, 2 usage or file error, 3 internal fault. */
export type ExitCode = 0 | 1 | 2 | 3;

export interface Shell {
  /** Results. */
  out(text: string): void;
  /** Everything else. */
  err(text: string): void;
  /** How far a long work is: one line on a terminal's standard error, nothing elsewhere. */
  progress(done: number, of: number, what: string): void;
  /** Waits until the reader has taken what was written. */
  drained(): Promise<void>;
  /** The worst code said counts. */
  exit(code: ExitCode): void;
  readonly colors: ReturnType<typeof pc.createColors>;
  readonly color: boolean;
  readonly errorColor: boolean;
}

function colored(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "") return FORCE_COLOR !== "0";
  return stream.isTTY && TERM !== "dumb";
}

export function createShell(): Shell {
  // a reader that stops reading is no fault: `allot check | head`
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") {
        process.exitCode = 2;
        if (stream === process.stdout) process.stderr.write(`error: cannot write the result: ${systemWords(error)[0]}\n`);
      }
      process.exit();
    });
  }
  const color = colored(process.stdout);
  return {
    out: (text) => { process.stdout.write(text); },
    err: (text) => { process.stderr.write(text); },
    progress: (done, of, what) => {
      if (!process.stderr.isTTY) return;
      process.stderr.write(done >= of ? "\r\u001b[K" : `\r\u001b[K${what} ${"█".repeat(Math.floor((20 * done) / of)).padEnd(20, "░")} ${done}/${of}`);
    },
    drained: () => (process.stdout.writableNeedDrain ? new Promise((resolve) => process.stdout.once("drain", () => { resolve(); })) : Promise.resolve()),
    exit: (code) => { process.exitCode = Math.max(Number(process.exitCode ?? 0), code); },
    colors: pc.createColors(color),
    color,
    errorColor: colored(process.stderr),
  };
}

/** The reader's language: what was asked for, else that of the terminal. */
export function language(option: string | undefined): Language {
  if (option === "en" || option === "zh") return option;
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  const locale = [LC_ALL, LC_MESSAGES, LANG].find((value) => value !== undefined && value !== "") ?? "";
  return /^zh(?![a-z])/i.test(locale) ? "zh" : "en";
}

/** Bytes of standard input as they come. */
export async function* stdinChunks(): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of process.stdin as AsyncIterable<Buffer>) yield chunk;
  } catch (error) {
    throw cannot("read", "standard input", error);
  }
}

/** All of standard input, or a fault when it is more than the limit. */
export async function readStdin(limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stdinChunks()) {
    size += chunk.length;
    if (size > limit) throw new FileFault(`standard input is larger than ${limit} bytes`, `标准输入超过 ${limit} 字节`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
