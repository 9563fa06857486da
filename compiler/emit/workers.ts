import { quoted } from "./literals.js";

/** Two small files beside the kernel: one runs in each worker, one spreads the rows of a population over them. */
export function emitWorkers(name: string): { readonly worker: string; readonly spread: string; readonly types: string } {
  const kernel = quoted(`./${name}.kernel.js`);
  const isNode = 'const node = typeof process !== "undefined" && process.versions?.node !== undefined;';
  return {
    worker: `import { batch } from ${kernel};

/** One worker: settles the rows it is told of, in memory that all share. */
${isNode}
const port = node ? (await import("node:worker_threads")).parentPort : self;
const settle = ({ columns, outputs, from, to }) => {
  batch(columns, outputs, from, to);
  port.postMessage(to - from);
};
if (node) port.on("message", settle);
else port.onmessage = (event) => settle(event.data);
`,
    spread: `import { outputs } from ${kernel};

${isNode}

/** The same numbers in memory that workers share. */
const shared = (column) => {
  if (column.buffer instanceof SharedArrayBuffer) return column;
  const copy = new column.constructor(new SharedArrayBuffer(column.byteLength));
  copy.set(column);
  return copy;
};

async function start() {
  if (!node) {
    // bundlers know a worker by these very words
    const worker = new Worker(new URL(${quoted(`./${name}.worker.js`)}, import.meta.url), { type: "module" });
    return { run: (task) => new Promise((done, failed) => { worker.onmessage = done; worker.onerror = failed; worker.postMessage(task); }), end: () => worker.terminate() };
  }
  const { Worker: Thread } = await import("node:worker_threads");
  const worker = new Thread(new URL(${quoted(`./${name}.worker.js`)}, import.meta.url));
  return { run: (task) => new Promise((done, failed) => { worker.once("message", done); worker.once("error", failed); worker.postMessage(task); }), end: () => worker.terminate() };
}

/**
 * Workers that stay for many populations. \`settle\` gives what \`batch\` gives; columns and results in shared memory are used
 * as they are. In a browser the page must be cross-origin isolated.
 */
export async function workers(threads = 2) {
  const all = await Promise.all(Array.from({ length: threads }, start));
  return {
    async settle(columns, length, results = outputs(length, true)) {
      const own = Object.fromEntries(Object.entries(columns).map(([fact, column]) => [fact, shared(column)]));
      await Promise.all(all.map((worker, i) => worker.run({ columns: own, outputs: results, from: Math.floor((length * i) / threads), to: Math.floor((length * (i + 1)) / threads) })));
      return results;
    },
    close: () => Promise.all(all.map((worker) => worker.end())),
  };
}

/** Settles \`length\` rows once, with so many workers. */
export async function spread(columns, length, threads = 2) {
  const all = await workers(threads);
  try {
    return await all.settle(columns, length);
  } finally {
    await all.close();
  }
}
`,
    types: `import type { Columns, Outputs } from ${kernel};

/** Workers that stay for many populations; \`results\` of \`outputs(length, true)\` are written over. */
export declare function workers(threads?: number): Promise<{ settle(columns: Columns, length: number, results?: Outputs): Promise<Outputs>; close(): Promise<unknown> }>;
/** Settles rows once with several workers; the results are those of \`batch\`. */
export declare function spread(columns: Columns, length: number, threads?: number): Promise<Outputs>;
`,
  };
}
