/** W1, the portfolio of one enterprise-year, as two policies: eight schemes, two periods. */

const facts = `vocabulary w1.facts
fact as_of: date always known
fact compute_fees: money from 0 yuan to 5,000,001 yuan always known
fact model_investment: money from 0 yuan to 200,000,000 yuan always known
fact platform_investment: money from 0 yuan to 50,000,000 yuan always known
fact internet_investment: money from 0 yuan to 50,000,000 yuan always known
fact supply_p: number from 0 to 1,000 always known
fact supply_rated_p: number from 0 to 1,000 always known
fact supply_share: percent from 0% to 100% always known
fact support_year: integer from 1 to 3 always known
fact on_city_platform: yes or no always known
fact model_grade: one of N, A, B, C always known
fact platform_grade: one of N, A, B, C always known
fact enterprise_grade: one of N, A, B always known
fact quality_products: integer from 0 to 60 always known
`;

const province = `policy w1.province version "1" {
  in force from 2026-02-04 (inclusive) to 2028-12-31 (inclusive) by as_of
}
use w1.facts
scheme p_model {
  require least: model_investment at least 10,000,000 yuan
  award graded by model_grade { A: 10,000,000 yuan, B: 6,000,000 yuan, C: 3,000,000 yuan, N: nothing }
  cap share: payout at 30% of model_investment
}
scheme p_product { award 500,000 yuan times quality_products }
scheme p_platform {
  require least: platform_investment at least 5,000,000 yuan
  award graded by platform_grade { A: 5,000,000 yuan, B: 3,000,000 yuan, C: 1,000,000 yuan, N: nothing }
  cap share: payout at 50% of platform_investment
}
scheme p_enterprise { award graded by enterprise_grade { A: 3,000,000 yuan, B: 1,000,000 yuan, N: nothing } }
scheme p_compute {
  require least: compute_fees at least 100,000 yuan
  award 50% of compute_fees
  cap most: payout at 500,000 yuan
}
`;

const city = `policy w1.city version "1" {
  in force from 2000-01-01 (inclusive) to 2026-12-31 (inclusive) by as_of
}
use w1.facts
scheme c_compute {
  require member: on_city_platform
  where rate = graded by support_year { 1: 50%, 2: 40%, 3: 30%, otherwise: nothing }
  award banded by compute_fees {
    100,000 yuan (inclusive) to 300,000 yuan (exclusive): rate of compute_fees
    300,000 yuan (inclusive) and above: first of {
      when as_of on or after 2026-02-04: excess of (50% of compute_fees) over 500,000 yuan
      otherwise: nothing
    }
    otherwise: nothing
  }
  cap most: payout at 500,000 yuan
}
scheme c_internet {
  award 20% of internet_investment
  cap most: payout at 2,000,000 yuan
}
scheme c_supply {
  require large: supply_rated_p at least 100
  require own: supply_share at least 80%
  award 50,000 yuan times supply_p
  cap most: payout at 10,000,000 yuan
}
`;

/** As many copies as are asked for, each under names of its own. */
export const files = (copies = 1) => [...Array(copies).keys()].flatMap((i) => [facts, province, city].map((text, k) => ({
  id: `w1-${i}-${k}.policy`, text: i === 0 ? text : text.replaceAll("w1.", `w1${i}.`),
})));

/** Which result of a scheme is the bit of W1's mask: its amount limit alone decides. */
const bits = { p_model: [1, 1], p_platform: [4, 1], p_compute: [16, 2], c_compute: [32, 2], c_internet: [64, 2], c_supply: [128, 2] };

const days = new Map();
/** Days since 1970 of 20260204. */
export function dayOf(ymd) {
  let day = days.get(ymd);
  if (day === undefined) days.set(ymd, day = Date.UTC(Math.floor(ymd / 10000), (Math.floor(ymd / 100) % 100) - 1, ymd % 100) / 86400000);
  return day;
}

/** Columns of W1 in the kernel's steps: days, and millionths of a P. */
export function stepsOf(columns) {
  const { as_of, supply_p, supply_rated_p, length: _, ...same } = columns;
  return { ...same, as_of: as_of.map(dayOf), supply_p: supply_p.map((p) => p * 10000), supply_rated_p: supply_rated_p.map((p) => p * 10000) };
}

const column = (scheme) => `w1_${scheme.startsWith("p_") ? "province" : "city"}_${scheme}`;

/** The ten numbers of W1 from the kernel's result of one application. */
export function tenOf(result) {
  const ten = { total: 0, binding: 0 };
  for (const scheme of schemes) {
    const paid = result[`${column(scheme)}_status`] === 1 ? result[`${column(scheme)}_fen`] : 0;
    ten[scheme] = paid;
    ten.total += paid;
    const [bit, only] = bits[scheme] ?? [0, 0];
    if (paid > 0 && result[`${column(scheme)}_binding`] === only) ten.binding |= bit;
  }
  return ten;
}

export const schemes = ["p_model", "p_product", "p_platform", "p_enterprise", "p_compute", "c_compute", "c_internet", "c_supply"];
