export { indexClauses, parseAnchor, type ClauseIndex } from "./anchors.js";
export type { Comparison } from "./comparisons.js";
export { readNumbers, type NumberInText } from "./numbers.js";
export { indexQuotes, type NearQuote, type QuoteIndex, type QuoteMatch, type SourceText, type TextRange } from "./quote.js";
export { splitSentences, type Sentence } from "./sentences.js";
