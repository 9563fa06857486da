import type { ErrorObject, ValidateFunction } from "ajv/dist/2020.js";
import { nearest } from "../../runtime/input.js";
import type { DossierApplication } from "../../runtime/api.js";
import { safe } from "../diagnostics/columns.js";
import type { Language } from "../diagnostics/render.js";
import type { Json } from "./json.js";
import { caseSchema, dossierSchema } from "./schemas/case.js";

/** A case or a dossier as its file gives it; a case is a dossier of one application. */
export interface CaseFile {
  readonly id?: string;
  readonly title?: string;
  readonly on?: string;
  readonly readings: Readonly<Record<string, string>>;
  readonly facts?: unknown;
  readonly subjects?: Readonly<Record<string, string>>;
  readonly applications: readonly DossierApplication[];
}

export interface Problem {
  readonly en: string;
  readonly zh: string;
}

export const say = (problem: Problem, lang: Language): string => safe(problem[lang]);

let validators: { readonly case: ValidateFunction; readonly dossier: ValidateFunction } | undefined;

async function compiled(): Promise<NonNullable<typeof validators>> {
  if (validators !== undefined) return validators;
  const { Ajv2020 } = await import("ajv/dist/2020.js");
  // a key such as `toString` is given only where the file gives it
  const ajv = new Ajv2020({ allErrors: true, ownProperties: true, strict: true, messages: false });
  return (validators = { case: ajv.compile(caseSchema), dossier: ajv.compile(dossierSchema) });
}

/** `/applications/2/facts` as a person says it. */
function placeOf(path: string): Problem {
  if (path === "") return { en: "the file", zh: "文件" };
  const parts = path.slice(1).split("/").map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  const application = parts[0] === "applications" && /^\d+$/.test(parts[1] ?? "") ? Number(parts[1]) + 1 : undefined;
  const rest = (application === undefined ? parts : parts.slice(2)).join(".");
  if (application === undefined) return { en: `\`${rest}\``, zh: `\`${rest}\`` };
  if (rest === "") return { en: `application ${application}`, zh: `第${application}项申报` };
  return { en: `\`${rest}\` of application ${application}`, zh: `第${application}项申报的 \`${rest}\`` };
}

const types: Readonly<Record<string, Problem>> = {
  object: { en: "an object { … }", zh: "对象 { … }" },
  array: { en: "a list [ … ]", zh: "列表 [ … ]" },
  string: { en: "a text in double quotes", zh: "双引号中的文字" },
};

function problemOf(error: ErrorObject, known: readonly string[]): Problem {
  const place = placeOf(error.instancePath);
  const { params } = error as { readonly params: Readonly<Record<string, unknown>> };
  switch (error.keyword) {
    case "additionalProperties": {
      const name = String(params["additionalProperty"]).slice(0, 80);
      const near = nearest(name, known);
      return {
        en: `${place.en} cannot have \`${name}\`; ${near === undefined ? `it can have ${known.map((key) => `\`${key}\``).join(", ")}` : `did you mean \`${near}\`?`}`,
        zh: `${place.zh}中不能有 \`${name}\`；${near === undefined ? `可以有 ${known.map((key) => `\`${key}\``).join("、")}` : `是否指 \`${near}\`？`}`,
      };
    }
    case "required": {
      const name = String(params["missingProperty"]);
      return name === "facts"
        ? { en: "the facts stand under `facts`: { \"facts\": { \"name\": value, … } }", zh: "事实写在 `facts` 下：{ \"facts\": { \"名称\": 值, … } }" }
        : { en: `${place.en} needs \`${name}\``, zh: `${place.zh}缺少 \`${name}\`` };
    }
    case "type": {
      const wanted = types[String(params["type"])] ?? { en: String(params["type"]), zh: String(params["type"]) };
      return { en: `${place.en} must be ${wanted.en}`, zh: `${place.zh}应为${wanted.zh}` };
    }
    case "const": return { en: `${place.en} must be 1; this version of allot reads format 1`, zh: `${place.zh}应为 1；本版本读取格式 1` };
    case "pattern": return { en: `${place.en} must be a day such as "2026-06-15"`, zh: `${place.zh}应为日期，如 "2026-06-15"` };
    case "minItems": return { en: `${place.en} is empty; leave it out, or name at least one`, zh: `${place.zh}是空的；删去，或至少写一项` };
    case "minLength": return { en: `${place.en} is empty`, zh: `${place.zh}是空的` };
    case "maxLength": return { en: `${place.en} is longer than ${String(params["limit"])} characters`, zh: `${place.zh}超过 ${String(params["limit"])} 字` };
    default: return { en: `${place.en} has more than ${String(params["limit"])} parts`, zh: `${place.zh}超过 ${String(params["limit"])} 项` };
  }
}

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } => typeof value === "object" && value !== null && !Array.isArray(value);

/** The file's envelope checked; its facts are the policies' affair. */
export async function readCaseFile(value: Json): Promise<{ readonly file: CaseFile } | { readonly problems: readonly Problem[] }> {
  if (!isObject(value)) {
    return { problems: [{ en: "a case is an object: { \"format\": 1, \"facts\": { … } }", zh: "申报文件是一个对象：{ \"format\": 1, \"facts\": { … } }" }] };
  }
  const dossier = "applications" in value;
  const schema = dossier ? dossierSchema : caseSchema;
  const validators = await compiled();
  const validate = dossier ? validators.dossier : validators.case;
  if (!validate(value)) {
    const inner = Object.keys(dossierSchema.properties.applications.items.properties);
    const problems = (validate.errors ?? []).map((error) => problemOf(error, error.instancePath === "" ? Object.keys(schema.properties) : inner));
    return { problems: problems.slice(0, 20) };
  }
  const given = value as unknown as Partial<CaseFile> & DossierApplication;
  const common = {
    ...(given.id === undefined ? {} : { id: given.id }), ...(given.title === undefined ? {} : { title: given.title }),
    ...(given.on === undefined ? {} : { on: given.on }), readings: given.readings ?? {},
    facts: given.facts, ...(given.subjects === undefined ? {} : { subjects: given.subjects }),
  };
  const schemes = given.schemes === undefined ? {} : { schemes: given.schemes };
  const applications = given.applications?.map(({ title: _, ...application }: DossierApplication & { readonly title?: string }) => ({ ...schemes, ...application }));
  return { file: { ...common, applications: applications ?? [schemes] } };
}
