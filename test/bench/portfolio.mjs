/**
 * Eight schemes of one enterprise in one year, as a careful person writes them: whole fen in doubles, no function calls,
 * no allocation but the result. What is compared with it must be the same rules, in `policy()`.
 */

export const policy = () => `policy bench.w version "1" {
  in force from 2020-01-01 (inclusive) to 2030-12-31 (inclusive) by as_of
}
subject enterprise
unit P
fact as_of: date always known
fact fees: money from 0 yuan to 1,000,000,000 yuan always known
fact model_investment: money from 0 yuan to 1,000,000,000 yuan always known
fact platform_investment: money from 0 yuan to 1,000,000,000 yuan always known
fact internet_investment: money from 0 yuan to 1,000,000,000 yuan always known
fact power: quantity in P from 0 to 1,000 always known
fact rated: quantity in P from 0 to 1,000 always known
fact share: percent from 0% to 100% always known
fact year: integer from 1 to 3 always known
fact on_platform: yes or no always known
fact model_grade: one of A, B, C or other always known
fact platform_grade: one of A, B, C or other always known
fact enterprise_grade: one of A, B or other always known
fact products: integer from 0 to 100 always known

scheme p_model {
  require least: model_investment at least 10,000,000 yuan
  award graded by model_grade { A: 10,000,000 yuan, B: 6,000,000 yuan, C: 3,000,000 yuan, otherwise: nothing }
  cap share: payout at 30% of model_investment
}
scheme p_product { award 500,000 yuan times products }
scheme p_platform {
  require least: platform_investment at least 5,000,000 yuan
  award graded by platform_grade { A: 5,000,000 yuan, B: 3,000,000 yuan, C: 1,000,000 yuan, otherwise: nothing }
  cap share: payout at 50% of platform_investment
}
scheme p_enterprise { award graded by enterprise_grade { A: 3,000,000 yuan, B: 1,000,000 yuan, otherwise: nothing } }
scheme p_compute {
  require least: fees at least 100,000 yuan
  award 50% of fees
  cap most: payout at 500,000 yuan
}
scheme c_compute {
  require member: on_platform
  where rate = graded by year { 1: 50%, 2: 40%, 3: 30%, otherwise: nothing }
  award banded by fees {
    100,000 yuan (inclusive) to 300,000 yuan (exclusive): rate of fees
    300,000 yuan (inclusive) and above: excess of (50% of fees) over 500,000 yuan
    otherwise: nothing
  }
  cap most: payout at 500,000 yuan
}
scheme c_internet {
  award 20% of internet_investment
  cap most: payout at 2,000,000 yuan
}
scheme c_supply {
  require large: rated at least 100 P
  require own: share at least 80%
  award 50,000 yuan for each P of power
  cap most: payout at 10,000,000 yuan
}
`;

const model = [1e9, 6e8, 3e8, 0], platform = [5e8, 3e8, 1e8, 0], enterprise = [3e8, 1e8, 0];

export function settle(f) {
  let p_model = 0, p_platform = 0, p_compute = 0, c_compute = 0, c_internet = 0, c_supply = 0, binding = 0;
  const { fees, model_investment, platform_investment, internet_investment, power } = f;
  const tier = model[f.model_grade];
  if (tier !== 0 && model_investment >= 1e9) { if (model_investment * 3 > tier * 10) { p_model = tier; binding |= 1; } else p_model = Math.floor(model_investment * 3 / 10); }
  const step = platform[f.platform_grade];
  if (step !== 0 && platform_investment >= 5e8) { if (platform_investment > step * 2) { p_platform = step; binding |= 4; } else p_platform = Math.floor(platform_investment / 2); }
  if (fees >= 1e7) { if (fees > 1e8) { p_compute = 5e7; binding |= 16; } else p_compute = Math.floor(fees / 2); }
  if (f.on_platform === 1 && fees >= 1e7) {
    if (fees < 3e7) c_compute = Math.floor(fees * (6 - f.year) / 10);
    else if (fees > 2e8) { c_compute = 5e7; binding |= 32; } else if (fees > 1e8) c_compute = Math.floor((fees - 1e8) / 2);
  }
  if (internet_investment > 1e9) { c_internet = 2e8; binding |= 64; } else c_internet = Math.floor(internet_investment / 5);
  if (f.rated >= 1e8 && f.share >= 8000) { if (power > 2e8) { c_supply = 1e9; binding |= 128; } else c_supply = Math.floor(power * 5 / 1); }
  return { p_model, p_product: f.products * 5e7, p_platform, p_enterprise: enterprise[f.enterprise_grade], p_compute, c_compute, c_internet, c_supply, binding };
}

const schemes = ["p_model", "p_product", "p_platform", "p_enterprise", "p_compute", "c_compute", "c_internet", "c_supply"];

export const outputs = (n) => Object.fromEntries([...schemes.map((name) => [name, new Float64Array(n)]), ["binding", new Uint8Array(n)]]);

export function batch(c, o, from, to) {
  for (let i = from; i < to; i++) {
    const fees = c.fees[i], mi = c.model_investment[i], pi = c.platform_investment[i], ii = c.internet_investment[i], tier = model[c.model_grade[i]], step = platform[c.platform_grade[i]];
    let a = 0, d = 0, g = 0, h = 0, j = 0, k = 0, mask = 0;
    if (tier !== 0 && mi >= 1e9) { if (mi * 3 > tier * 10) { a = tier; mask = 1; } else a = Math.floor(mi * 3 / 10); }
    if (step !== 0 && pi >= 5e8) { if (pi > step * 2) { d = step; mask |= 4; } else d = Math.floor(pi / 2); }
    if (fees >= 1e7) { if (fees > 1e8) { g = 5e7; mask |= 16; } else g = Math.floor(fees / 2); }
    if (c.on_platform[i] === 1 && fees >= 1e7) {
      if (fees < 3e7) h = Math.floor(fees * (6 - c.year[i]) / 10);
      else if (fees > 2e8) { h = 5e7; mask |= 32; } else if (fees > 1e8) h = Math.floor((fees - 1e8) / 2);
    }
    if (ii > 1e9) { j = 2e8; mask |= 64; } else j = Math.floor(ii / 5);
    if (c.rated[i] >= 1e8 && c.share[i] >= 8000) { if (c.power[i] > 2e8) { k = 1e9; mask |= 128; } else k = Math.floor(c.power[i] * 5); }
    o.p_model[i] = a; o.p_product[i] = c.products[i] * 5e7; o.p_platform[i] = d; o.p_enterprise[i] = enterprise[c.enterprise_grade[i]];
    o.p_compute[i] = g; o.c_compute[i] = h; o.c_internet[i] = j; o.c_supply[i] = k; o.binding[i] = mask;
  }
}

/** Seeded rows at the rules' edges and between them. */
export function columns(n, seed = 42) {
  let s = seed;
  const random = () => { s = (Math.imul(s, 1664525) + 1013904223) >>> 0; return s / 2 ** 32; };
  const money = (edges, most) => () => (random() < 0.4 ? Math.max(0, edges[Math.floor(random() * edges.length)] + Math.floor(random() * 5) - 2) : Math.floor(random() * most));
  const make = {
    as_of: () => 20_454, fees: money([0, 1e7, 3e7, 1e8, 2e8], 5e8), model_investment: money([0, 1e9, 2e9, 3_333_333_333], 6e9), platform_investment: money([0, 2e8, 5e8, 6e8, 1e9], 2e9),
    internet_investment: money([0, 1e9], 2e9), power: () => Math.floor(random() * 400) * 1e6, rated: () => Math.floor(random() * 400) * 1e6, share: () => Math.floor(random() * 10_001),
    year: () => 1 + Math.floor(random() * 3), on_platform: () => (random() < 0.7 ? 1 : 0), model_grade: () => Math.floor(random() * 4), platform_grade: () => Math.floor(random() * 4),
    enterprise_grade: () => Math.floor(random() * 3), products: () => Math.floor(random() * 4),
  };
  return Object.fromEntries(Object.entries(make).map(([name, f]) => [name, Float64Array.from({ length: n }, f)]));
}
