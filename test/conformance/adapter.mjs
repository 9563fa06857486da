// Translates the names and units of a conformance file into those of the policies and back. It computes nothing:
// facts are renamed, fen become yuan and yuan become fen, and results are laid beside what the file expects.
import { readFileSync } from "node:fs";

const mapping = JSON.parse(readFileSync(new URL("mapping.json", import.meta.url), "utf8"));

const toYuan = (fen) => {
  const digits = String(fen).padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
const toFen = (yuan) => (yuan === null ? null : Number(yuan.replace(".", "")));

function translate(facts, own = {}) {
  const result = {};
  for (const [key, value] of Object.entries(facts)) {
    const names = own[key] ?? mapping.facts[key];
    if (names === undefined) throw new Error(`no fact for ${key}`);
    const given = mapping.values[key]?.[value] ?? (key.endsWith("Fen") && value !== null ? toYuan(value) : value);
    // null says "checked, none" of a date; of anything else it says that nothing is known
    if (given === null && !key.endsWith("Date")) continue;
    for (const name of names) result[name] = given;
  }
  return result;
}

function readingsOf(reading) {
  if (reading === "default") return {};
  const at = reading.indexOf("=");
  const { as, values } = mapping.readings[reading.slice(0, at)];
  return Object.fromEntries(as.map((name) => [name, values[reading.slice(at + 1)]]));
}

const presumedOf = (target) => Object.assign({}, ...(target.presumed ?? []).map((name) => mapping.presumed[name]), target.presumedFacts ?? {});

const keyOf = (fact, own) => Object.entries({ ...mapping.facts, ...own }).find(([, names]) => names.includes(fact))?.[0];

/** Missing facts that the dictionary of the cases has a name for. */
const missingCodes = (facts, own) => facts.flatMap((fact) => (keyOf(fact, own) === undefined ? [] : [`missing:${keyOf(fact, own)}`]));

export function runCase(evaluators, test) {
  const target = mapping.targets[test.scheme];
  if (target === undefined) throw new Error(`no target ${test.scheme}`);
  const options = { on: test.asOf, readings: readingsOf(test.reading) };
  const { program } = evaluators;
  const reasonCode = (reason) => {
    if (reason.kind === "nothing") return target.nothingText?.[program.sites[reason.site].text] ?? target.nothing;
    return mapping.reasons[reason.kind === "waived" ? "waived" : reason.id];
  };
  switch (target.kind) {
    case "bar": {
      const bar = evaluators.evaluate(translate(test.facts), options).bars.find((b) => b.id === target.bar);
      return bar.barred ? { eligible: false, payoutFen: 0, ceilingFen: null, binding: [], reasons: ["barred"] } : { eligible: bar.barred === null ? "unknown" : true, payoutFen: null, ceilingFen: null, binding: [], reasons: missingCodes(bar.missing) };
    }
    case "publicity": {
      const notice = evaluators.evaluate(translate(test.facts), options).publicity.find((p) => p.id === target.publicity);
      return { eligible: notice.lastDay === null ? "unknown" : true, payoutFen: null, ceilingFen: null, binding: [], reasons: missingCodes(notice.missing), lastPublicityDay: notice.lastDay, earliestListDate: notice.earliestListDate };
    }
    case "pool": {
      const { applicants = [], awards = [], ...facts } = test.facts;
      const result = evaluators.sharePool(target.pool, {
        applications: applicants.map(({ applicant, applicationDate, ...own }) => ({ id: applicant, schemes: target.schemes, facts: { ...presumedOf(target), application_date: applicationDate, ...translate(own) } })),
        claims: awards.map(({ award, municipalFen }) => ({ id: award, amount: toYuan(municipalFen) })),
        facts: translate(facts, target.facts),
      }, options);
      return {
        eligible: true, payoutFen: toFen(result.total), ceilingFen: null, binding: result.bound ? [target.bound] : [], bindingOnly: [target.bound],
        reasons: result.exceeded && target.exceeded ? [target.exceeded] : [], perApplicantFen: Object.fromEntries(Object.entries(result.paid).map(([id, paid]) => [id, toFen(paid)])),
      };
    }
    case "stack": {
      const presumed = presumedOf(target);
      const parts = target.applications ?? [{ schemes: target.schemes }];
      const applications = parts.map((part) => {
        const own = Object.fromEntries(Object.entries(test.facts).filter(([key]) => part.facts === undefined || key in part.facts));
        return { schemes: part.schemes, facts: { ...presumed, ...translate(own, part.facts) } };
      });
      const stack = evaluators.dossier({ applications }, options).stacks.find((s) => s.id === target.stack);
      const amount = toFen(stack.total);
      // a stack with a scheme whose rate an authority sets is stated as a ceiling, also where nothing is due
      const isCeiling = stack.isCeiling || (target.ceiling === true && test.facts.approvedRatePercent === undefined);
      const components = Object.fromEntries(Object.entries(mapping.components).flatMap(([key, id]) => stack.members.filter((m) => m.id === id).map((m) => [key, toFen(m.amount)])));
      return { eligible: amount === null ? "unknown" : true, payoutFen: isCeiling ? null : amount, ceilingFen: isCeiling ? amount : null, binding: [], reasons: [], components };
    }
    default: {
      const facts = { ...presumedOf(target), ...translate(test.facts, target.facts) };
      const [award] = evaluators.evaluate(facts, { ...options, schemes: target.schemes }).awards;
      const eligible = award.status === "eligible" || award.status === "elsewhere" || award.status === "case-by-case" ? true : award.status === "undetermined" ? "unknown" : false;
      const elsewhere = award.status === "elsewhere";
      const payments = target.kind === "payments";
      const unsettled = payments ? award.instalments.filter((i) => i.status === "undetermined") : [];
      const reasons = [...award.reasons, ...award.notes, ...(payments ? award.instalments.flatMap((i) => i.reasons) : [])].map(reasonCode);
      const common = {
        eligible: unsettled.length > 0 ? "unknown" : eligible,
        payoutFen: unsettled.length > 0 ? null : elsewhere ? (target.ceiling ? null : 0) : toFen(payments ? award.paidSoFar : award.amount),
        ceilingFen: elsewhere && target.ceiling ? 0 : toFen(award.ceiling),
        binding: payments ? [] : [...new Set(award.binding.map((b) => target.binding?.[`${b.id}#${b.row}`] ?? target.binding?.[b.id]).filter((id) => id !== undefined))],
        bindingOnly: Object.values(target.binding ?? {}),
        reasons: [...reasons, ...(payments ? award.flags.map((flag) => mapping.reasons[flag]) : []), ...missingCodes([...award.missing, ...unsettled.flatMap((i) => i.missing)], target.facts)],
      };
      if (!payments) return common;
      const [first, second] = award.instalments;
      return { ...common, firstInstalmentFen: toFen(first?.amount ?? null), secondInstalmentFen: toFen(second?.amount ?? null) };
    }
  }
}

const knownReasons = new Set([...Object.values(mapping.reasons), ...Object.values(mapping.targets).flatMap((t) => [t.nothing, t.exceeded, ...Object.values(t.nothingText ?? {})])]);

const knownFacts = new Set(Object.values(mapping.targets).flatMap((t) => Object.keys(t.facts ?? {})));

/** Fields that differ. Reason codes that the policies have no name for are left out of the comparison. */
export function differences(expected, got) {
  const set = (list) => [...list].sort().join(", ");
  const result = [];
  for (const [field, wanted] of Object.entries(expected)) {
    let [a, b] = [JSON.stringify(wanted), JSON.stringify(got[field])];
    if (field === "binding") {
      const only = got.bindingOnly;
      [a, b] = [set(only === undefined ? wanted : wanted.filter((id) => only.includes(id))), set(got.binding)];
    } else if (field === "reasons") {
      const mapped = (code) => (code.startsWith("missing:") ? code.slice(8) in mapping.facts || knownFacts.has(code.slice(8)) : knownReasons.has(code));
      [a, b] = [set(wanted.filter(mapped)), set(got.reasons.filter((code) => code !== undefined))];
    } else if (typeof wanted === "object" && wanted !== null) {
      [a, b] = [set(Object.entries(wanted).map(String)), set(Object.entries(got[field] ?? {}).map(String))];
    }
    if (a !== b) result.push({ field, expected: a, got: b });
  }
  return result;
}
