import { keywords, type Keyword } from "../../grammar/keywords.js";

const hanKeywords = new Set(
  (Object.values(keywords) as readonly Keyword[]).flatMap((keyword) => [...keyword.zh]).filter((word) => /^\p{Script=Han}+$/u.test(word)),
);

/** An unknown Chinese run that falls in exactly one way into declared names and keywords: the likely missing spaces. */
export function splitHan(run: string, names: ReadonlySet<string>): string | undefined {
  if (!/\p{Script=Han}/u.test(run) || run.length > 64) return undefined;
  const ways: (readonly string[])[][] = Array.from({ length: run.length + 1 }, () => []);
  ways[0] = [[]];
  for (let end = 1; end <= run.length; end++) {
    for (let start = Math.max(0, end - 24); start < end; start++) {
      const word = run.slice(start, end);
      if (!names.has(word) && !hanKeywords.has(word)) continue;
      for (const way of ways[start] ?? []) if ((ways[end]?.length ?? 0) < 2) ways[end]?.push([...way, word]);
    }
  }
  const whole = (ways[run.length] ?? []).filter((way) => way.length > 1 && way.some((word) => names.has(word)));
  return whole.length === 1 ? whole[0]?.join(" ") : undefined;
}
