export interface PrintOptions { surface: "en" | "zh" }
export function print(): string { return ""; }
