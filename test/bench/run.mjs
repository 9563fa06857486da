/** `npm run bench [-- NAME…]`: measurements side by side in one run; nothing here is asserted. */

const all = {
  prove: () => import("./prove.mjs"),
  diff: () => import("./diff.mjs"),
  kernel: () => import("./kernel.mjs"),
  real: () => import("./real.mjs"),
  rivals: () => import("./rivals.mjs"),
  databases: () => import("./databases.mjs"),
  build: () => import("./build.mjs"),
  simulate: () => import("./simulate.mjs"),
  "front-end": () => import("./front-end.mjs"),
  page: () => import("./page.mjs"),
};

const wanted = process.argv.slice(2);
for (const name of wanted.length > 0 ? wanted : Object.keys(all)) {
  if (all[name] === undefined) {
    console.error(`there is no benchmark \`${name}\`; there are: ${Object.keys(all).join(", ")}`);
    process.exitCode = 2;
  } else await (await all[name]()).bench();
}
