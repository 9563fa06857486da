import { createReadStream, statSync } from "node:fs";
import { evaluateDossier, InputFault, type CaseOptions, type Dossier } from "../../runtime/api.js";
import { readFacts, type InputError } from "../../runtime/input.js";
import type { Program } from "../../runtime/program.js";
import type { Evaluation } from "../../runtime/result.js";
import type { Language } from "../diagnostics/render.js";
import { readCaseFile, say, type CaseFile } from "./case-file.js";
import { decodeText } from "./decode.js";
import { cannot, FileFault } from "./faults.js";
import { inputMessage } from "./input-words.js";
import { JsonFault, jsonLimits, parseJson } from "./json.js";
import { stdinChunks } from "./shell.js";

/** Cases from a file, from standard input, or one a line: read, evaluated, and what is wrong with each said by number. */

/** What the command line says about every case. */
export interface Asked {
  readonly on?: string;
  readonly schemes?: readonly string[];
  readonly readings: Readonly<Record<string, string>>;
  readonly trace: boolean;
}

export interface Evaluated {
  /** One-based line, for JSON Lines. */
  readonly line: number | undefined;
  readonly id: string | undefined;
  readonly on: string | undefined;
  readonly evaluation: Evaluation;
}

/** A case that cannot be evaluated: what to say, each with the place where it stands. */
export interface Refused {
  readonly line: number | undefined;
  readonly messages: readonly string[];
}

async function* chunksOf(path: string): AsyncGenerator<Buffer> {
  if (path === "-") {
    yield* stdinChunks();
    return;
  }
  try {
    if (statSync(path).isDirectory()) throw new FileFault(`${path} is a folder; name a case in it`, `${path} 是文件夹，请写其中的文件`);
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) yield chunk;
  } catch (error) {
    throw error instanceof FileFault ? error : cannot("read", path, error);
  }
}

const nameOf = (path: string): string => (path === "-" ? "standard input" : path);

const tooLarge = (name: string): FileFault =>
  new FileFault(`${name} is larger than ${jsonLimits.bytes / 1024 / 1024} MiB`, `${name} 超过 ${jsonLimits.bytes / 1024 / 1024} MiB`);

async function wholeText(path: string): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunksOf(path)) {
    size += chunk.length;
    if (size > jsonLimits.bytes) throw tooLarge(nameOf(path));
    chunks.push(chunk);
  }
  return decodeText(Buffer.concat(chunks), nameOf(path));
}

/** Lines of bytes, without ever holding more than one; undefined stands for one that is too long. */
async function* linesOf(path: string): AsyncGenerator<Buffer | undefined> {
  let held: Buffer[] = [];
  let size = 0;
  let first = true;
  for await (const chunk of chunksOf(path)) {
    if (first) {
      // a file that is no text at all is one fault, not one a line
      first = false;
      if (chunk[0] === 0x1f || chunk[0] === 0xfe || chunk[0] === 0xff || chunk.subarray(0, 64).includes(0)) decodeText(chunk, nameOf(path));
    }
    let start = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, start)) {
      const part = chunk.subarray(start, at);
      size += part.length;
      yield size > jsonLimits.bytes ? undefined : Buffer.concat([...held, part]);
      held = [];
      size = 0;
      start = at + 1;
    }
    const rest = chunk.subarray(start);
    size += rest.length;
    if (size <= jsonLimits.bytes) held.push(rest);
    else held = [];
  }
  if (size > jsonLimits.bytes) yield undefined;
  else if (size > 0) yield Buffer.concat(held);
}

/** Reads and evaluates the one case of a file. */
export async function evaluateFile(program: Program, path: string, asked: Asked, lang: Language): Promise<Evaluated | Refused> {
  return evaluateText(program, await wholeText(path), undefined, nameOf(path), asked, lang);
}

/** Reads and evaluates one case a line; empty lines are passed over. */
export async function* evaluateLines(program: Program, path: string, asked: Asked, lang: Language): AsyncGenerator<Evaluated | Refused> {
  const name = nameOf(path);
  let line = 0;
  for await (const bytes of linesOf(path)) {
    line++;
    if (bytes === undefined) {
      yield { line, messages: [`${name}:${line}: ${lang === "en" ? "this line is too long" : "这一行过长"}`] };
      continue;
    }
    let text: string;
    try {
      text = decodeText(bytes, lang === "en" ? "this line" : "这一行");
    } catch (error) {
      if (!(error instanceof FileFault)) throw error;
      yield { line, messages: [`${name}:${line}: ${lang === "en" ? error.message : error.chinese}`] };
      continue;
    }
    if (text.trim() !== "" && text.trim() !== "\uFEFF") yield await evaluateText(program, text, line, name, asked, lang);
  }
}

async function evaluateText(program: Program, text: string, line: number | undefined, name: string, asked: Asked, lang: Language): Promise<Evaluated | Refused> {
  const where = line === undefined ? name : `${name}:${line}`;
  let file: CaseFile;
  try {
    const read = await readCaseFile(parseJson(text));
    if ("problems" in read) return { line, messages: read.problems.map((problem) => `${where}: ${say(problem, lang)}`) };
    file = read.file;
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    const place = line === undefined ? `${name}:${error.line}:${error.column}` : `${name}:${line}:${error.column}`;
    return { line, messages: [`${place}: ${lang === "en" ? error.message : error.chinese}`] };
  }
  const on = asked.on ?? file.on;
  const dossier: Dossier = { facts: file.facts, ...(file.subjects === undefined ? {} : { subjects: file.subjects }), applications: file.applications };
  const options: CaseOptions = {
    ...(on === undefined ? {} : { on }), readings: { ...file.readings, ...asked.readings }, trace: asked.trace,
    ...(asked.schemes === undefined ? {} : { schemes: asked.schemes }),
  };
  try {
    const evaluation = evaluateDossier(program, dossier, options);
    return { line, id: file.id, on, evaluation: onlyAsked(program, evaluation, asked.schemes) };
  } catch (error) {
    if (!(error instanceof InputFault)) throw error;
    return { line, messages: inputMessages(program, dossier, error.errors, lang).map((said) => `${where}: ${said}`) };
  }
}

/** Applications that name their schemes are settled whole; only what was asked is shown. */
function onlyAsked(program: Program, evaluation: Evaluation, schemes: readonly string[] | undefined): Evaluation {
  if (schemes === undefined) return evaluation;
  const asked = new Set(program.schemes.filter((s) => schemes.some((name) =>
    s.id === name || s.id.slice(s.id.lastIndexOf(".") + 1) === name || s.names.includes(name) || program.sites[s.site]?.name === name)).map((s) => s.id));
  return { ...evaluation, awards: evaluation.awards.filter((award) => asked.has(award.scheme)) };
}

/** Faults of facts with the application they stand in, where there are several. */
function inputMessages(program: Program, dossier: Dossier, errors: readonly InputError[], lang: Language): readonly string[] {
  const { applications } = dossier;
  if (applications.length < 2) return [...new Set(errors.map((error) => inputMessage(error, lang)))];
  const isFact = (error: InputError): boolean => error.code.startsWith("fact-");
  const top = new Set(readFacts(program, dossier.facts ?? {}).errors.map((error) => inputMessage(error, lang)));
  const own = applications.flatMap((application, index) => {
    const name = application.id ?? String(index + 1);
    const messages = readFacts(program, { ...(dossier.facts as object | undefined), ...(application.facts as object | undefined) }).errors.map((error) => inputMessage(error, lang));
    return messages.filter((said) => !top.has(said)).map((said) => (lang === "en" ? `application ${name}: ${said}` : `申报 ${name}：${said}`));
  });
  return [...new Set([...errors.filter((error) => !isFact(error)).map((error) => inputMessage(error, lang)), ...top, ...own])];
}
