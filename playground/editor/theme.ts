import type { SemanticKind } from "../../compiler/service/index.js";
import { monaco } from "./monaco.js";

/** Colours by what a word is; every one is at least 4.5:1 on its ground. */

type Look = readonly [light: string, dark: string, style?: "bold" | "italic"];

export const semanticKinds = [
  "keyword", "policy", "fact", "finding", "member", "value", "definition", "scheme", "pool", "stack", "reading", "alternative", "part", "unit", "subject", "stage",
  "money", "percent", "number", "date", "duration", "text", "quote", "anchor", "comment", "error",
] as const satisfies readonly SemanticKind[];

const looks: Readonly<Record<(typeof semanticKinds)[number], Look>> = {
  keyword: ["24508f", "8fb8f0"], policy: ["1d2733", "e6ebf1", "bold"], scheme: ["1d2733", "e6ebf1", "bold"], pool: ["1d2733", "e6ebf1", "bold"], stack: ["1d2733", "e6ebf1", "bold"],
  fact: ["0b6b5d", "6fd0bd"], finding: ["0b6b5d", "6fd0bd", "italic"], definition: ["3d5a1f", "b2d48a"], value: ["3d5a1f", "b2d48a"], member: ["6b4a9e", "c9b0f2"],
  reading: ["7a4b8c", "dcaee8"], alternative: ["7a4b8c", "dcaee8"], part: ["3b4754", "c5cfda"], unit: ["6b4a9e", "c9b0f2"], subject: ["6b4a9e", "c9b0f2"], stage: ["6b4a9e", "c9b0f2"],
  money: ["a3460b", "f2ae79"], percent: ["a3460b", "f2ae79"], number: ["a3460b", "f2ae79"], date: ["a3460b", "f2ae79"], duration: ["a3460b", "f2ae79"],
  text: ["4e5b69", "b3bfcc"], quote: ["5c5340", "cfc3a6", "italic"], anchor: ["5c5340", "cfc3a6"], comment: ["5d6975", "93a0ae"], error: ["b42318", "ff9c92"],
};

const rules = (dark: boolean): { token: string; foreground: string; fontStyle?: string }[] =>
  [...Object.entries(looks), ["string", looks.text] as const].map(([token, [light, night, style]]) => ({ token, foreground: dark ? night : light, ...(style === undefined ? {} : { fontStyle: style }) }));

export function defineThemes(): void {
  monaco.editor.defineTheme("allot-light", {
    base: "vs", inherit: true, rules: rules(false),
    colors: {
      "editor.background": "#ffffff", "editor.foreground": "#1d2733", "editorLineNumber.foreground": "#6b7785", "editorLineNumber.activeForeground": "#1d2733", "editor.lineHighlightBackground": "#f5f7fa",
      "editor.lineHighlightBorder": "#00000000", "editorGutter.background": "#ffffff", "editorIndentGuide.background1": "#e8ecf1", "editor.selectionBackground": "#cfe0f5", focusBorder: "#2459a0",
      "editorWidget.background": "#ffffff", "editorSuggestWidget.selectedBackground": "#e3edf9", "editorSuggestWidget.selectedForeground": "#1d2733", "editorSuggestWidget.highlightForeground": "#2459a0", "editorSuggestWidget.focusHighlightForeground": "#2459a0", "list.hoverBackground": "#f0f4f9",
    },
  });
  monaco.editor.defineTheme("allot-dark", {
    base: "vs-dark", inherit: true, rules: rules(true),
    colors: {
      "editor.background": "#171c22", "editor.foreground": "#e6ebf1", "editorLineNumber.foreground": "#8a97a5", "editorLineNumber.activeForeground": "#e6ebf1", "editor.lineHighlightBackground": "#1d242c",
      "editor.lineHighlightBorder": "#00000000", "editorGutter.background": "#171c22", "editorIndentGuide.background1": "#28313b", "editor.selectionBackground": "#2b4c74", focusBorder: "#8fb8f0",
      "editorWidget.background": "#1e252d", "editorSuggestWidget.selectedBackground": "#2a3a4e", "editorSuggestWidget.selectedForeground": "#e6ebf1", "editorSuggestWidget.highlightForeground": "#8fb8f0", "editorSuggestWidget.focusHighlightForeground": "#8fb8f0", "list.hoverBackground": "#242d37",
    },
  });
}
