import type { Tour } from "./tour.js";

/** The tours that lie beside the shipped policies. */
const found: Readonly<Record<string, Tour>> = import.meta.glob("../policies/**/tour.json", { import: "default", eager: true });

export const shippedTours: Readonly<Record<string, Tour>> = Object.fromEntries(Object.entries(found).map(([path, tour]) => [path.replace("../policies/", ""), tour]));
