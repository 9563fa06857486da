import type { Language } from "../../diagnostics/render.js";

/** A progress bar on standard error, where that is a terminal; else nothing. */

export type Phase = "reading" | "sorting" | "settling" | "comparing" | "sharing" | "writing" | "readings" | "making";

const phases: Readonly<Record<Phase, Readonly<Record<Language, string>>>> = {
  reading: { en: "reading", zh: "读取" },
  sorting: { en: "sorting", zh: "排序" },
  settling: { en: "settling", zh: "计算" },
  comparing: { en: "settling the other set", zh: "计算对照政策" },
  sharing: { en: "sharing pools", zh: "分配资金池" },
  writing: { en: "writing", zh: "写出" },
  readings: { en: "other readings", zh: "其他读法" },
  making: { en: "making rows", zh: "生成" },
};

export interface Progress {
  (phase: Phase, part: number): void;
  end(): void;
}

const width = 30;

export function createProgress(lang: Language, stream: NodeJS.WriteStream = process.stderr): Progress {
  if (!stream.isTTY) return Object.assign(() => undefined, { end: () => undefined });
  let shown = 0;
  let phase: Phase | undefined;
  let began = 0;
  const show = (next: Phase, part: number): void => {
    const now = Date.now();
    if (next !== phase) [phase, began] = [next, now];
    else if (now - shown < 100) return;
    shown = now;
    const full = Math.round(Math.min(1, part) * width);
    const left = part > 0.02 && now - began > 2000 ? ((now - began) / part) * (1 - part) : undefined;
    const rest = left === undefined ? "" : lang === "en" ? `, ${Math.ceil(left / 1000)} s left` : `，剩余 ${Math.ceil(left / 1000)} 秒`;
    stream.write(`\r\u001B[K${phases[next][lang]} ${"█".repeat(full)}${"░".repeat(width - full)} ${Math.floor(Math.min(1, part) * 100)}%${rest}`);
  };
  return Object.assign(show, { end: () => { stream.write("\r\u001B[K"); } });
}
