import { safe } from "../../diagnostics/columns.js";
import type { Language } from "../../diagnostics/render.js";
import type { RowFault, RowFaultCode } from "../../simulate/row.js";
import { inputMessage } from "../input-words.js";
import type { Fault } from "./settling.js";

/** What is wrong with a row of a population, in words. */

type Words = (fault: RowFault) => string;

const words: Readonly<Record<RowFaultCode, Readonly<Record<Language, Words>>>> = {
  "row-cells": {
    en: (f) => `the row has ${f.found} cells, the columns are ${f.expected}`,
    zh: (f) => `该行有 ${f.found} 个单元格，列数为 ${f.expected}`,
  },
  "row-quote": {
    en: () => "the quotes of the row do not fit together; write a quote inside a quoted cell twice",
    zh: () => "该行引号不成对；引号内的引号写两次",
  },
  "row-too-long": {
    en: (f) => `a cell or the row is longer than ${f.expected} characters`,
    zh: (f) => `单元格或该行超过 ${f.expected} 个字符`,
  },
  "row-encoding": {
    en: () => "the row is not text in the encoding of the file",
    zh: () => "该行不是本文件编码的文字",
  },
  "row-json": { en: (f) => f.found, zh: (f) => f.expected },
  "row-id-missing": {
    en: () => "the row has no `id`",
    zh: () => "该行没有编号（id）",
  },
  "row-id-long": {
    en: (f) => `the id \`${f.found}…\` is longer than ${f.expected} characters`,
    zh: (f) => `编号 \`${f.found}…\` 超过 ${f.expected} 字`,
  },
  "row-id-twice": {
    en: (f) => `several rows have the id \`${f.found}\`; none of them is evaluated`,
    zh: (f) => `多行使用同一编号 \`${f.found}\`，均不计算`,
  },
  "row-subject-long": {
    en: (f) => `\`${f.fact}\` is longer than ${f.expected} characters`,
    zh: (f) => `\`${f.fact}\` 超过 ${f.expected} 字`,
  },
  "row-column": {
    en: (f) => `no policy has \`${f.fact}\`${f.suggestion === undefined ? "" : `; did you mean \`${f.suggestion}\`?`}`,
    zh: (f) => `各政策都没有 \`${f.fact}\`${f.suggestion === undefined ? "" : `；是否指 \`${f.suggestion}\`？`}`,
  },
};

const isRowFault = (fault: Fault): fault is RowFault => Object.hasOwn(words, fault.code);

export const faultMessage = (fault: Fault, lang: Language): string => (isRowFault(fault) ? safe(words[fault.code][lang](fault)) : inputMessage(fault, lang));
