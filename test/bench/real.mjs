import { cpuNs, inTurns, kernelOf, programOf } from "./contest.mjs";
import { loadPolicies } from "../../dist/compiler/cli/load.js";
import { table } from "./support.mjs";

/**
 * The two shipped policies beside the same rules by hand: whole fen in doubles, what is unknown NaN, status, fen and binding
 * of eleven schemes. One body of statements, put into a function of one application and into a loop over columns.
 */

const body = (leave) => `
  let vS = 4, vA = 0, vB = 0, pS = 4, pA = 0, pB = 0, lS = 4, lA = 0, lB = 0, eS = 4, eA = 0, eB = 0, cS = 4, cA = 0, cB = 0;
  let sS = 4, sA = 0, sB = 0, uS = 4, uA = 0, uB = 0, gS = 4, gA = 0, gB = 0, rS = 4, rA = 0, rB = 0, iS = 4, iA = 0, iB = 0, tS = 4, tA = 0, tB = 0;
  const noDay = day !== day;
  if (!(day < 20488 || day > 21549)) {
    if (fraud <= day && day <= months(fraud, 36)) vS = pS = lS = eS = cS = 6;
    else if (operates === 0 || sound === 0 || crime === 1 || abnormal === 1 || dishonest === 1 || listed === 0 || city === 4 || findings === 0) vS = pS = lS = eS = cS = 3;
    else {
      const open = noDay || fraud !== fraud || operates !== 1 || sound !== 1 || crime !== 0 || abnormal !== 0 || dishonest !== 0 || listed !== 1 || findings !== 1 || city !== city;
      const elsewhere = city === 1;
      const alone = consortium === 0, badGroup = consortium === 1 && ((leads === leads && leads !== 1) || partners > 4), openGroup = !alone && (leads !== 1 || !(partners <= 4));
      if (badGroup || (investment < 1e9 && waived !== 1)) vS = 3;
      else {
        const unsure = open || openGroup || (!(investment >= 1e9) && waived !== 1);
        if (elsewhere && !unsure) { vS = 8; vA = NaN; }
        else if (tier === 3) vS = 3;
        else if (unsure || tier !== tier || investment !== investment) { vS = 0; vA = NaN; }
        else { const most = MODEL[tier], part = investment * 3; vS = 1; if (part < most * 10) { vA = Math.floor(part / 10); vB = 2; } else { vA = most; vB = part === most * 10 ? 3 : 1; } }
      }
      if (owns === 0 || inUse === 0) pS = 3;
      else if (rewarded === 1) pS = 7;
      else {
        const unsure = open || owns !== 1 || inUse !== 1 || rewarded !== 0;
        if (elsewhere && !unsure) { pS = 8; pA = NaN; } else if (unsure || products !== products) { pS = 0; pA = NaN; } else { pS = 1; pA = products * 5e7; pB = 1; }
      }
      if (badGroup || (spent < 5e8 && waived !== 1) || (consortium === 1 && role === 1)) lS = 3;
      else {
        const unsure = open || openGroup || (!(spent >= 5e8) && waived !== 1) || (!alone && role !== 0);
        if (elsewhere && !unsure) { lS = 8; lA = NaN; }
        else if (tier === 3) lS = 3;
        else if (unsure || tier !== tier || spent !== spent) { lS = 0; lA = NaN; }
        else { const most = PLATFORM[tier]; lS = 1; if (spent < most * 2) { lA = Math.floor(spent / 2); lB = 2; } else { lA = most; lB = spent === most * 2 ? 3 : 1; } }
      }
      if (kind === 1 || institution < 2 || revenue === 0) eS = 3;
      else {
        const unsure = open || kind !== 0 || institution !== institution || revenue !== 1;
        if (elsewhere && !unsure) { eS = 8; eA = NaN; }
        else if (earlier === 0) { if (tier >= 2) eS = 3; else if (unsure || tier !== tier) { eS = 0; eA = NaN; } else { eS = 1; eA = tier === 0 ? 3e8 : 1e8; eB = 1; } }
        else if (earlier !== 2 || tier >= 1) eS = 3;
        else if (unsure || tier !== tier || change !== change) { eS = 0; eA = NaN; } else { eS = 1; eA = change; eB = 1; }
      }
      if (kind === 1 || purchase < 1e7 || covered === 0) cS = 3;
      else {
        const unsure = open || kind !== 0 || purchase !== purchase || covered !== 1;
        if (elsewhere && !unsure) { cS = 8; cA = NaN; }
        else if (unsure || fee !== fee) { cS = 0; cA = NaN; }
        else {
          const left = paidYear < 5e7 ? 5e7 - paidYear : 0;
          // the decided share of the largest fee is beyond what doubles hold
          let most = fee * 5000; cB = 1; cS = 2;
          if (share === share) { cS = 1; if (share < 5000) { most = fee * share; cB = 2; if (fee === 0) cB = 3; } else if (share === 5000 || fee === 0) cB = 3; }
          if (left * 10000 < most) { most = left * 10000; cB = 4; } else if (left * 10000 === most) cB += 4;
          cA = Math.floor(most / 10000);
        }
      }
    }
  }
  if (!(day < 19802 || day > 20818)) {
    const openKind = noDay || kind !== 0;
    if (facility === 0 || entity === 0 || rated < 1e8 || own < 8000 || registered === 0 || commissioned > day || yearOf(day) > yearOf(commissioned) + 1) sS = 3;
    else if (!noDay && !inWindow(day)) sS = 5;
    else if (noDay || facility !== 1 || entity !== 1 || rated !== rated || own !== own || registered !== 1 || commissioned !== commissioned || sold !== sold) { sS = 0; sA = NaN; }
    else { sA = (sold < rated ? sold : rated) * 5; sB = 1; sS = 1; if (supplyPool < sA) { sA = supplyPool; sB = 2; } else if (supplyPool === sA) sB = 3; }
    if (kind === 1 || usesAi === 0 || platform === 0) uS = 3;
    else if (purchase < 1e7 || (purchase >= 1e7 && year > 3)) uS = 3;
    else if (openKind || usesAi !== 1 || platform !== 1 || purchase !== purchase || year !== year || fee !== fee || (purchase >= 3e7 && maximum !== maximum && day < 20488)) { uS = 0; uA = NaN; }
    else {
      const rate = (6 - year) * fee;
      let tenths = purchase < 3e7 ? rate : rate - (maximum === maximum ? maximum : 5e7) * 10;
      if (tenths < 0) tenths = 0;
      const left = cityPaid < 5e7 ? (5e7 - cityPaid) * 10 : 0;
      uS = 1; uB = 1; if (left < tenths) { tenths = left; uB = 2; } else if (left === tenths) uB = 3;
      uA = Math.floor(tenths / 10);
    }
    if (approved === 0) gS = 3; else if (noDay || approved !== 1) { gS = 0; gA = NaN; }
    else { gA = 5e8; gB = 1; gS = 2; if (granted === granted) { gS = 1; if (granted < 5e8) { gA = granted; gB = 2; } else if (granted === 5e8) gB = 3; } }
    if (selected === 0) rS = 3; else if (rewarded === 1) rS = 7; else if (noDay || selected !== 1 || rewarded !== 0) { rS = 0; rA = NaN; }
    else { rA = 1e8; rB = 1; rS = 2; if (granted === granted) { rS = 1; if (granted < 1e8) { rA = granted; rB = 2; } else if (granted === 1e8) rB = 3; } }
    if (kind === 1 || results === 0) iS = 3; else if (openKind || results !== 1 || spent !== spent) { iS = 0; iA = NaN; }
    else {
      let fifth = spent; iB = 1; iS = 1;
      if (fifth > 1e9) { fifth = 1e9; iB = 2; } else if (fifth === 1e9) iB = 3;
      if (internetPool * 5 < fifth) { fifth = internetPool * 5; iB = 4; } else if (internetPool * 5 === fifth) iB += 4;
      iA = Math.floor(fifth / 5);
    }
    if (kind === 1 || eligible === 0 || training === 0) tS = 3; else if (openKind || eligible !== 1 || training !== 1) { tS = 0; tA = NaN; }
    else {
      const left = trained < 3e7 ? 3e7 - trained : 0;
      tA = 3e7; tB = 1; tS = 2;
      if (granted === granted) { tS = 1; if (granted < tA) { tA = granted; tB = 2; } else if (granted === tA) tB = 3; }
      if (left < tA) { tA = left; tB = 4; } else if (left === tA) tB += 4;
    }
  }
  ${leave}`;

const facts = {
  day: "application_date", fraud: "fraud_decision_date", operates: "operates_in_province", sound: "financially_sound", crime: "organised_crime", abnormal: "on_abnormal_list", dishonest: "on_dishonesty_list", listed: "on_published_list", city: "prefecture",
  findings: "findings_met", consortium: "is_consortium", leads: "lead_unit_count", partners: "partner_unit_count", investment: "total_investment", waived: "minimum_waived", tier: "review_tier", owns: "owns_intellectual_property", inUse: "product_in_use", rewarded: "already_rewarded",
  products: "product_count", spent: "actual_investment", role: "applicant_role", kind: "applicant_kind", institution: "rd_institution_level", revenue: "revenue_scale_met", earlier: "earlier_tier", change: "tier_change_amount", purchase: "annual_purchase", covered: "purpose_covered", fee: "service_fee",
  share: "approved_rate", paidYear: "paid_this_year", facility: "facility_in_city", entity: "entity_in_city", rated: "rated_power", own: "proprietary_share", registered: "registered_with_it_authority", commissioned: "commissioning_date", sold: "sold_power", supplyPool: "supply_pool_remaining",
  usesAi: "uses_ai", platform: "on_municipal_platform", year: "subsidy_year", maximum: "stated_provincial_maximum", cityPaid: "city_paid_this_year", approved: "project_approved", granted: "approved_amount", selected: "selected_scenario", results: "significant_results", internetPool: "iiot_pool_remaining",
  eligible: "eligible_enterprise", training: "training_in_city", trained: "training_paid_this_year",
};
const absent = { waived: 0, earlier: 0, paidYear: 0, cityPaid: 0, trained: 0 };
const schemes = {
  v: "fujian_ai_projects_vertical_model", p: "fujian_ai_projects_quality_product", l: "fujian_ai_projects_quality_platform", e: "fujian_ai_projects_quality_enterprise", c: "fujian_ai_projects_compute_purchase", s: "fuzhou_ai_industry_compute_supply",
  u: "fuzhou_ai_industry_compute_use", g: "fuzhou_ai_industry_rnd_general", r: "fuzhou_ai_industry_scenario_reward", i: "fuzhou_ai_industry_industrial_internet", t: "fuzhou_ai_industry_talent_training",
};
const helpers = `
const MODEL = [1e9, 6e8, 3e8], PLATFORM = [5e8, 3e8, 1e8];
let y = 0, m = 0, d = 0;
function civil(day) {
  const z = day + 719468, era = Math.floor(z / 146097), e = z - era * 146097;
  const of = Math.floor((e - Math.floor(e / 1460) + Math.floor(e / 36524) - Math.floor(e / 146096)) / 365), rest = e - (365 * of + Math.floor(of / 4) - Math.floor(of / 100)), part = Math.floor((5 * rest + 2) / 153);
  m = part < 10 ? part + 3 : part - 9; d = rest - Math.floor((153 * part + 2) / 5) + 1; y = of + era * 400 + (m <= 2 ? 1 : 0);
}
const yearOf = (day) => { civil(day); return y; };
const inWindow = (day) => { civil(day); return m === 3 || m === 9; };
const months = (day, count) => { civil(day); const at = new Date(0); at.setUTCFullYear(y, m - 1 + count + 1, 0); return Date.UTC(y, m - 1 + count, Math.min(d, at.getUTCDate())) / 86400000; };
`;

/** Both functions, from one body. */
function byHand() {
  const results = Object.entries(schemes).flatMap(([key, column]) => [[`${column}_status`, `${key}S`], [`${column}_fen`, `${key}A`], [`${column}_binding`, `${key}B`]]);
  const read = (from) => Object.entries(facts).map(([name, fact]) => `const ${name} = ${from(name, fact)};`).join("\n");
  const single = `(f) => {${read((name, fact) => `f.${fact} ?? ${absent[name] ?? "NaN"}`)}${body(`return { ${results.map(([key, value]) => `${key}: ${value}`).join(", ")} };`)}}`;
  const columns = Object.entries(facts).map(([name, fact]) => `${name}_ = c.${fact}`).join(", ");
  const rooms = Object.entries(schemes).map(([key, column]) => `${key}S_ = o.status.${column}, ${key}A_ = o.amount.${column}, ${key}B_ = o.binding.${column}`).join(", ");
  const batch = `(c, o, from, to) => { const ${columns}, ${rooms}; for (let n = from; n < to; n++) {${read((name) => (absent[name] === undefined ? `${name}_[n]` : `${name}_[n] === ${name}_[n] ? ${name}_[n] : 0`))}${body(Object.keys(schemes).map((key) => `${key}S_[n] = ${key}S; ${key}A_[n] = ${key}A; ${key}B_[n] = ${key}B;`).join(" "))}} }`;
  return new Function(`${helpers} return { settle: ${single}, batch: ${batch} };`)();
}

/** Seeded applications at the rules' edges; `unknown` is the share of facts that nobody knows. */
function applications(kernel, n, unknown) {
  let seed = 42;
  const random = () => { seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; return seed / 2 ** 32; };
  const pick = (list) => list[Math.floor(random() * list.length)];
  const edges = [0, 1, 100, 9_999_999, 10_000_000, 29_999_999, 30_000_000, 50_000_000, 100_000_000, 200_000_001, 500_000_000, 1_000_000_000, 3_333_333_333];
  const make = {
    money: () => (random() < 0.5 ? pick(edges) : Math.floor(random() * 2e9)), percent: () => pick([0, 3000, 5000, 7999, 8000, 10_000]), number: () => pick([0, 99_999_000, 100_000_000, 150_500_000]), integer: () => 1 + Math.floor(random() * 4),
    "yes-no": (name) => ((random() < 0.03) === /crime|_list$|already|waived|consortium/.test(name) && name !== "on_published_list" ? 1 : name === "on_published_list" ? 1 : 0),
    "one-of": (name, codes) => (random() < 0.6 ? 0 : pick(Object.values(codes))), date: () => 20_000 + Math.floor(random() * 1500), "date-or-none": () => (random() < 0.9 ? Infinity : 20_000 + Math.floor(random() * 1000)),
  };
  const columns = Object.fromEntries(Object.entries(kernel.steps).map(([name, { kind, codes }]) => [name, Float64Array.from({ length: n }, () => (random() < unknown ? Number.NaN : make[kind](name, codes)))]));
  return { columns, rows: (count) => Array.from({ length: count }, (_, i) => Object.fromEntries(Object.keys(columns).flatMap((name) => (Number.isNaN(columns[name][i]) ? [] : [[name, columns[name][i]]])))) };
}

export async function bench() {
  const kernel = await kernelOf(programOf(loadPolicies(["policies"])), "policies");
  const hand = byHand();
  for (const unknown of [0, 0.04]) {
    const n = 200_000;
    const { columns, rows } = applications(kernel, n, unknown);
    const checked = rows(20_000);
    let paid = 0;
    for (const [i, facts] of checked.entries()) {
      const [own, other] = [kernel.settle(facts), hand.settle(facts)];
      for (const key of Object.keys(own)) if (!Object.is(own[key], other[key])) throw new Error(`row ${i}, ${key}: generated ${own[key]}, by hand ${other[key]}\n${JSON.stringify(facts)}`);
      for (const column of Object.keys(kernel.columns)) if (own[`${column}_fen`] > 0) paid++;
    }
    const [own, other] = [kernel.outputs(n), kernel.outputs(n)];
    kernel.columnar(columns, own, 0, n);
    hand.batch(columns, other, 0, n);
    for (const what of ["status", "amount", "binding"]) for (const column of Object.keys(own[what])) for (let i = 0; i < n; i++) if (!Object.is(own[what][column][i], other[what][column][i])) throw new Error(`${what} of ${column}, row ${i}`);
    // full objects: a caller states what is known, and the rest is not there
    const some = rows(2000);
    let sink = 0;
    const single = (settle) => () => cpuNs(() => { for (let k = 0; k < 40; k++) for (const one of some) if (settle(one) === undefined) sink++; }) / (40 * some.length);
    const [a, b, c, d] = inTurns([single(hand.settle), single(kernel.settle), () => cpuNs(() => hand.batch(columns, other, 0, n)) / n, () => cpuNs(() => kernel.columnar(columns, own, 0, n)) / n], 11);
    table(`the two shipped policies, eleven schemes, ${unknown === 0 ? "everything known" : `${unknown * 100}% of the facts unknown`} (CPU ns; equal on every row; ${paid} of ${checked.length * 11} paid)`, ["what", "by hand", "generated", "ratio"], [
      ["one application", a.ns, b.ns, (b.ns / a.ns).toFixed(2)], [`a row of ${n}`, c.ns, d.ns, (d.ns / c.ns).toFixed(2)],
    ]);
    if (sink > 0) console.log(sink);
  }
}
