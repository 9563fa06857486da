/** W1 by hand: whole fen in doubles, no calls, no allocation but the result. */

const MODEL = { none: 0, A: 1_000_000_000, B: 600_000_000, C: 300_000_000 };
const PLATFORM = { none: 0, A: 500_000_000, B: 300_000_000, C: 100_000_000 };
const ENTERPRISE = { none: 0, A: 300_000_000, B: 100_000_000 };

/** (a) Ten numbers: eight payouts, their sum, the mask of amount limits that decided. */
export function evaluate(f) {
  let p_model = 0, p_product = 0, p_platform = 0, p_enterprise = 0, p_compute = 0;
  let c_compute = 0, c_internet = 0, c_supply = 0, binding = 0;
  const fees = f.compute_fees;
  const province = f.as_of >= 20260204 && f.as_of <= 20281231;
  if (province) {
    if (f.model_grade !== "none" && f.model_investment >= 1_000_000_000) {
      const tier = MODEL[f.model_grade], x3 = f.model_investment * 3;
      if (x3 > tier * 10) { p_model = tier; binding |= 1; } else p_model = Math.floor(x3 / 10);
    }
    p_product = f.quality_products * 50_000_000;
    if (f.platform_grade !== "none" && f.platform_investment >= 500_000_000) {
      const tier = PLATFORM[f.platform_grade];
      if (f.platform_investment > tier * 2) { p_platform = tier; binding |= 4; } else p_platform = Math.floor(f.platform_investment / 2);
    }
    p_enterprise = ENTERPRISE[f.enterprise_grade];
    if (fees >= 10_000_000) {
      if (fees > 100_000_000) { p_compute = 50_000_000; binding |= 16; } else p_compute = Math.floor(fees / 2);
    }
  }
  if (f.as_of <= 20261231) {
    if (f.on_city_platform && fees >= 10_000_000) {
      if (fees < 30_000_000) c_compute = Math.floor(fees * (6 - f.support_year) / 10);
      else if (province) {
        if (fees > 200_000_000) { c_compute = 50_000_000; binding |= 32; } else if (fees > 100_000_000) c_compute = Math.floor((fees - 100_000_000) / 2);
      }
    }
    if (f.internet_investment > 1_000_000_000) { c_internet = 200_000_000; binding |= 64; } else c_internet = Math.floor(f.internet_investment / 5);
    if (f.supply_rated_p >= 10_000 && f.supply_share >= 8_000) {
      if (f.supply_p > 20_000) { c_supply = 1_000_000_000; binding |= 128; } else c_supply = f.supply_p * 50_000;
    }
  }
  return { p_model, p_product, p_platform, p_enterprise, p_compute, c_compute, c_internet, c_supply, total: p_model + p_product + p_platform + p_enterprise + p_compute + c_compute + c_internet + c_supply, binding };
}

const model = new Float64Array([0, 1e9, 6e8, 3e8]), platform = new Float64Array([0, 5e8, 3e8, 1e8]), enterprise = new Float64Array([0, 3e8, 1e8]);
const names = ["p_model", "p_product", "p_platform", "p_enterprise", "p_compute", "c_compute", "c_internet", "c_supply"];

export const tenColumns = (n) => Object.fromEntries([...names.map((name) => [name, new Float64Array(n)]), ["total", new Float64Array(n)], ["binding", new Uint8Array(n)]]);

/** (k) The same ten numbers over columns. */
export function kernel(c, o, from, to) {
  const { compute_fees, model_investment, platform_investment, internet_investment, supply_p, supply_rated_p, as_of, supply_share, support_year, on_city_platform, model_grade, platform_grade, enterprise_grade, quality_products } = c;
  const { p_model, p_product, p_platform, p_enterprise, p_compute, c_compute, c_internet, c_supply, total, binding } = o;
  for (let i = from; i < to; i++) {
    const day = as_of[i], fees = compute_fees[i];
    const province = day >= 20260204 && day <= 20281231;
    let a = 0, b = 0, d = 0, e = 0, g = 0, h = 0, j = 0, k = 0, mask = 0;
    if (province) {
      const tier = model[model_grade[i]], mi = model_investment[i];
      if (tier !== 0 && mi >= 1e9) { if (mi * 3 > tier * 10) { a = tier; mask = 1; } else a = Math.floor(mi * 3 / 10); }
      b = quality_products[i] * 5e7;
      const pt = platform[platform_grade[i]], pi = platform_investment[i];
      if (pt !== 0 && pi >= 5e8) { if (pi > pt * 2) { d = pt; mask |= 4; } else d = Math.floor(pi / 2); }
      e = enterprise[enterprise_grade[i]];
      if (fees >= 1e7) { if (fees > 1e8) { g = 5e7; mask |= 16; } else g = Math.floor(fees / 2); }
    }
    if (day <= 20261231) {
      if (on_city_platform[i] !== 0 && fees >= 1e7) {
        if (fees < 3e7) h = Math.floor(fees * (6 - support_year[i]) / 10);
        else if (province) { if (fees > 2e8) { h = 5e7; mask |= 32; } else if (fees > 1e8) h = Math.floor((fees - 1e8) / 2); }
      }
      const ii = internet_investment[i];
      if (ii > 1e9) { j = 2e8; mask |= 64; } else j = Math.floor(ii / 5);
      if (supply_rated_p[i] >= 10000 && supply_share[i] >= 8000) { const p = supply_p[i]; if (p > 20000) { k = 1e9; mask |= 128; } else k = p * 50000; }
    }
    p_model[i] = a; p_product[i] = b; p_platform[i] = d; p_enterprise[i] = e; p_compute[i] = g; c_compute[i] = h; c_internet[i] = j; c_supply[i] = k;
    total[i] = a + b + d + e + g + h + j + k; binding[i] = mask;
  }
}

const MODELS = [0, 1e9, 6e8, 3e8], PLATFORMS = [0, 5e8, 3e8, 1e8], ENTERPRISES = [0, 3e8, 1e8], RATES = [0, 5, 4, 3];

/**
 * All that the generated code says, by hand: status, fen and what bound it, of each of the eight schemes. Facts in its
 * steps (days, codes, millionths of a P). Status 1 eligible, 3 ineligible, 4 not in force.
 */
export function settle(f) {
  let sm = 4, am = 0, bm = 0, sp = 4, ap = 0, bp = 0, sl = 4, al = 0, bl = 0, se = 4, ae = 0, be = 0, sf = 4, af = 0, bf = 0, su = 4, au = 0, bu = 0, si = 4, ai = 0, bi = 0, ss = 4, as = 0, bs = 0;
  const day = f.as_of, fees = f.compute_fees, province = day >= 20488;
  if (province && day <= 21549) {
    const mi = f.model_investment;
    if (mi < 1e9 || f.model_grade === 0) sm = 3;
    else { const tier = MODELS[f.model_grade] * 10, part = mi * 3; sm = 1; if (part < tier) { am = Math.floor(part / 10); bm = 2; } else { am = tier / 10; bm = part === tier ? 3 : 1; } }
    sp = 1; ap = f.quality_products * 5e7; bp = 1;
    const pi = f.platform_investment;
    if (pi < 5e8 || f.platform_grade === 0) sl = 3;
    else { const tier = PLATFORMS[f.platform_grade] * 2; sl = 1; if (pi < tier) { al = Math.floor(pi / 2); bl = 2; } else { al = tier / 2; bl = pi === tier ? 3 : 1; } }
    if (f.enterprise_grade === 0) se = 3; else { se = 1; ae = ENTERPRISES[f.enterprise_grade]; be = 1; }
    if (fees < 1e7) sf = 3; else { sf = 1; if (fees > 1e8) { af = 5e7; bf = 2; } else { af = Math.floor(fees / 2); bf = fees === 1e8 ? 3 : 1; } }
  }
  if (day <= 20818) {
    if (f.on_city_platform !== 1 || fees < 1e7 || (fees >= 3e7 && !province)) su = 3;
    else {
      su = 1;
      const x = fees < 3e7 ? fees * RATES[f.support_year] : fees > 1e8 ? (fees - 1e8) * 5 : 0;
      if (x > 5e8) { au = 5e7; bu = 2; } else { au = Math.floor(x / 10); bu = x === 5e8 ? 3 : 1; }
    }
    const ii = f.internet_investment;
    si = 1; if (ii > 1e9) { ai = 2e8; bi = 2; } else { ai = Math.floor(ii / 5); bi = ii === 1e9 ? 3 : 1; }
    if (f.supply_rated_p < 1e8 || f.supply_share < 8000) ss = 3;
    else { const p = f.supply_p; ss = 1; if (p > 2e8) { as = 1e9; bs = 2; } else { as = p * 5; bs = p === 2e8 ? 3 : 1; } }
  }
  return {
    c_compute_status: su, c_compute_fen: au, c_compute_binding: bu, c_internet_status: si, c_internet_fen: ai, c_internet_binding: bi, c_supply_status: ss, c_supply_fen: as, c_supply_binding: bs,
    p_model_status: sm, p_model_fen: am, p_model_binding: bm, p_product_status: sp, p_product_fen: ap, p_product_binding: bp, p_platform_status: sl, p_platform_fen: al, p_platform_binding: bl,
    p_enterprise_status: se, p_enterprise_fen: ae, p_enterprise_binding: be, p_compute_status: sf, p_compute_fen: af, p_compute_binding: bf,
  };
}

export const allColumns = (n) => ({ status: Object.fromEntries(names.map((name) => [name, new Uint8Array(n)])), amount: Object.fromEntries(names.map((name) => [name, new Float64Array(n)])), binding: Object.fromEntries(names.map((name) => [name, new Uint32Array(n)])) });

/** The same over columns. */
export function settleAll(c, o, from, to) {
  const { compute_fees, model_investment, platform_investment, internet_investment, supply_p, supply_rated_p, as_of, supply_share, support_year, on_city_platform, model_grade, platform_grade, enterprise_grade, quality_products } = c;
  const { status: s, amount: a, binding: b } = o;
  const mS = s.p_model, mA = a.p_model, mB = b.p_model, pS = s.p_product, pA = a.p_product, pB = b.p_product, lS = s.p_platform, lA = a.p_platform, lB = b.p_platform, eS = s.p_enterprise, eA = a.p_enterprise, eB = b.p_enterprise;
  const fS = s.p_compute, fA = a.p_compute, fB = b.p_compute, uS = s.c_compute, uA = a.c_compute, uB = b.c_compute, iS = s.c_internet, iA = a.c_internet, iB = b.c_internet, sS = s.c_supply, sA = a.c_supply, sB = b.c_supply;
  for (let n = from; n < to; n++) {
    let sm = 4, am = 0, bm = 0, sp = 4, ap = 0, bp = 0, sl = 4, al = 0, bl = 0, se = 4, ae = 0, be = 0, sf = 4, af = 0, bf = 0, su = 4, au = 0, bu = 0, si = 4, ai = 0, bi = 0, ss = 4, as = 0, bs = 0;
    const day = as_of[n], fees = compute_fees[n], province = day >= 20488;
    if (province && day <= 21549) {
      const mi = model_investment[n], grade = model_grade[n];
      if (mi < 1e9 || grade === 0) sm = 3;
      else { const tier = MODELS[grade] * 10, part = mi * 3; sm = 1; if (part < tier) { am = Math.floor(part / 10); bm = 2; } else { am = tier / 10; bm = part === tier ? 3 : 1; } }
      sp = 1; ap = quality_products[n] * 5e7; bp = 1;
      const pi = platform_investment[n], step = platform_grade[n];
      if (pi < 5e8 || step === 0) sl = 3;
      else { const tier = PLATFORMS[step] * 2; sl = 1; if (pi < tier) { al = Math.floor(pi / 2); bl = 2; } else { al = tier / 2; bl = pi === tier ? 3 : 1; } }
      const kind = enterprise_grade[n];
      if (kind === 0) se = 3; else { se = 1; ae = ENTERPRISES[kind]; be = 1; }
      if (fees < 1e7) sf = 3; else { sf = 1; if (fees > 1e8) { af = 5e7; bf = 2; } else { af = Math.floor(fees / 2); bf = fees === 1e8 ? 3 : 1; } }
    }
    mS[n] = sm; mA[n] = am; mB[n] = bm; pS[n] = sp; pA[n] = ap; pB[n] = bp; lS[n] = sl; lA[n] = al; lB[n] = bl; eS[n] = se; eA[n] = ae; eB[n] = be; fS[n] = sf; fA[n] = af; fB[n] = bf;
    if (day <= 20818) {
      if (on_city_platform[n] !== 1 || fees < 1e7 || (fees >= 3e7 && !province)) su = 3;
      else {
        su = 1;
        const x = fees < 3e7 ? fees * RATES[support_year[n]] : fees > 1e8 ? (fees - 1e8) * 5 : 0;
        if (x > 5e8) { au = 5e7; bu = 2; } else { au = Math.floor(x / 10); bu = x === 5e8 ? 3 : 1; }
      }
      const ii = internet_investment[n];
      si = 1; if (ii > 1e9) { ai = 2e8; bi = 2; } else { ai = Math.floor(ii / 5); bi = ii === 1e9 ? 3 : 1; }
      if (supply_rated_p[n] < 1e8 || supply_share[n] < 8000) ss = 3;
      else { const p = supply_p[n]; ss = 1; if (p > 2e8) { as = 1e9; bs = 2; } else { as = p * 5; bs = p === 2e8 ? 3 : 1; } }
    }
    uS[n] = su; uA[n] = au; uB[n] = bu; iS[n] = si; iA[n] = ai; iB[n] = bi; sS[n] = ss; sA[n] = as; sB[n] = bs;
  }
}
