/** Pseudo-random numbers that are the same for a seed on every machine (sfc32). */
export interface Random {
  /** From 0 to below 1. */
  next(): number;
  /** A whole number from 0 to below `n`. */
  below(n: number): number;
  chance(p: number): boolean;
  pick<T>(items: readonly T[]): T;
}

export function createRandom(seed: string): Random {
  let [a, b, c, d] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 2_166_136_261];
  for (let i = 0; i < seed.length; i++) d = Math.imul(d ^ seed.charCodeAt(i), 16_777_619);
  const step = (): number => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 4_294_967_296;
  };
  for (let i = 0; i < 16; i++) step();
  const below = (n: number): number => Math.floor(step() * n);
  return { next: step, below, chance: (p) => step() < p, pick: <T>(items: readonly T[]): T => items[below(items.length)] as T };
}
