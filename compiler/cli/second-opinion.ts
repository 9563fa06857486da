import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Language } from "../diagnostics/render.js";
import type { CoreProgram } from "../ir/core.js";
import type { Proof, ProofReport } from "../prove/prove.js";
import { smtOf } from "../prove/smt.js";
import { claimText, readingsText } from "../prove/words.js";
import { UsageFault } from "./faults.js";
import type { Shell } from "./shell.js";

/** The claims once more, put to z3 in a process of its own. What it cannot say in time proves nothing. */

/** Milliseconds for one claim, and for the process beyond it. */
const limit = 10_000;

type Answer = "sat" | "unsat" | "unknown";

export async function askZ3(program: CoreProgram, report: ProofReport, lang: Language, shell: Shell): Promise<"agrees" | "disagrees"> {
  const asked = report.proofs.flatMap((proof) => {
    const script = smtOf(program, proof);
    return script === undefined ? [] : [{ proof, script }];
  });
  const answers = await run(asked.map(({ script }) => script), (done) => { shell.progress(done, asked.length, "z3"); });
  let agrees = 0;
  let silent = 0;
  let worst: "agrees" | "disagrees" = "agrees";
  for (const [i, { proof }] of asked.entries()) {
    const answer = answers[i] ?? "unknown";
    if (answer === "unknown") silent++;
    else if ((answer === "unsat") === (proof.verdict !== "refuted") && proof.verdict !== "not decided") agrees++;
    else {
      if (proof.verdict !== "not decided") worst = "disagrees";
      shell.out(`${told(program, proof, answer, lang)}\n`);
    }
  }
  shell.err(lang === "en"
    ? `z3: asked about ${asked.length} claims, agrees on ${agrees}, gives no answer on ${silent}\n`
    : `z3：询问 ${asked.length} 项断言，一致 ${agrees} 项，没有答复 ${silent} 项\n`);
  return worst;
}

function told(program: CoreProgram, proof: Proof, answer: Answer, lang: Language): string {
  const says = answer === "sat" ? (lang === "en" ? "can be broken" : "可以被违反") : lang === "en" ? "cannot be broken" : "不会被违反";
  return `z3: ${proof.claim.subject}: ${claimText(program, proof, lang)} (${readingsText(program, proof, lang)}): ${says}`;
}

async function run(scripts: readonly string[], progress: (done: number) => void): Promise<readonly Answer[]> {
  const child = spawn(process.execPath, [fileURLToPath(new URL("./z3-process.js", import.meta.url))], { stdio: ["pipe", "pipe", "ignore"] });
  const answers: Answer[] = [];
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  // a process that does not answer in time is ended; all that is left is then unknown
  const next = async (wait: number): Promise<Record<string, unknown> | undefined> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => { timer = setTimeout(() => { resolve(undefined); }, wait); });
    const line = await Promise.race([lines.next(), late]);
    clearTimeout(timer);
    return line === undefined || line.done === true ? undefined : (JSON.parse(line.value) as Record<string, unknown>);
  };
  try {
    const first = await next(60_000);
    if (first?.["ready"] !== true) {
      throw new UsageFault("z3 does not start; install it beside allot with `npm install z3-solver`", "z3 无法启动；用 `npm install z3-solver` 安装在 allot 旁边");
    }
    for (const [id, script] of scripts.entries()) {
      progress(id);
      child.stdin.write(`${JSON.stringify({ id, script, limit })}\n`);
      const answer = await next(limit + 5000);
      if (answer === undefined) break;
      answers.push(answer["answer"] as Answer);
    }
    progress(scripts.length);
    return answers;
  } finally {
    child.kill("SIGKILL");
  }
}
