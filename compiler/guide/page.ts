import type { KeywordId } from "../../grammar/index.js";
import type { DiagnosticCode } from "../diagnostics/catalogue.js";

/** One page of the guide: one construct, in both languages. */
export interface GuidePage {
  /** Kebab-case; what `allot guide` is asked for. */
  readonly id: string;
  readonly title: Both;
  /** Words of the language that lead here. */
  readonly words: readonly KeywordId[];
  /** What an official text says; the Chinese is the sentence, the English its translation. Examples cite it as clause 一. */
  readonly sentence: Both;
  /** Declarations in the English surface, with both names of each thing: the printer gives the Chinese. A header and a date of application are put before them where they have none. */
  readonly example: string;
  readonly text: Both;
  readonly see: readonly string[];
  /** What the checker says about this construct. */
  readonly codes?: readonly DiagnosticCode[];
}

type Both = Readonly<Record<"en" | "zh", string>>;
