import type { Unit } from "../declare.js";
export function checkCitations(_unit: Unit, _source: (file: string, name: string) => string | undefined): void {}
