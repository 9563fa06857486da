import { createService } from "../../compiler/service/index.js";
import type { Unit } from "../../compiler/declare.js";
import { interpret } from "../../compiler/interpret.js";
import { onlyPolicies } from "../../compiler/versions.js";
import type { CoreProgram } from "../../compiler/ir/core.js";
import type { Program } from "../../runtime/program.js";
import type { TextChange } from "../protocol.js";

/** The texts, compiled; programs with and without drafts are made once for each good state. */

export const isPolicy = (file: string): boolean => file.endsWith(".policy");
export const isSource = (file: string): boolean => /\.(?:txt|md)$/.test(file);

export class Workspace {
  service = createService({ drafts: true });
  readonly texts = new Map<string, string>();
  private drafts = false;
  private made: { readonly of: CoreProgram; readonly drafts: boolean; readonly program: CoreProgram; executable?: Program } | undefined;
  private seen: CoreProgram | undefined;
  /** The texts of the last good program, as they were read. */
  units: readonly Unit[] = [];
  /** Counts the good programs. */
  good = 0;

  change(changes: readonly TextChange[], drafts: boolean): void {
    this.drafts = drafts;
    this.leaveAnother(changes);
    for (const [file, text] of changes) {
      if (text === null) {
        this.texts.delete(file);
        this.service.removeFile(file);
        this.service.removeSource(file);
        continue;
      }
      this.texts.set(file, text);
      if (isPolicy(file)) this.service.setFile(file, text);
      else if (isSource(file)) this.service.setSource(file, text);
    }
  }

  /** Where none of the texts stay it is another workspace: the last good program of the old one is not its own. */
  private leaveAnother(changes: readonly TextChange[]): void {
    const gone = new Set(changes.flatMap(([file, text]) => (text === null ? [file] : [])));
    if (gone.size === 0 || [...this.texts.keys()].some((file) => !gone.has(file))) return;
    this.texts.clear();
    this.service = createService({ drafts: true });
  }

  /** Every policy, drafts included; undefined until something compiled. */
  all(): CoreProgram | undefined {
    const { program } = this.service.lastGood();
    if (program !== this.seen) {
      this.seen = program;
      this.units = this.service.compiled().units;
      this.good++;
    }
    return program;
  }

  /** What takes part: without drafts unless they are asked for. */
  program(): CoreProgram {
    const all = this.all();
    if (all === undefined) throw new Error("nothing has compiled yet");
    if (this.made?.of !== all || this.made.drafts !== this.drafts) {
      const keep = new Set([...all.policies.keys()].filter((index) => this.drafts || all.policies[index]?.draft !== true));
      this.made = { of: all, drafts: this.drafts, program: keep.size === all.policies.length ? all : onlyPolicies(all, keep) };
    }
    return this.made.program;
  }

  executable(): Program {
    const program = this.program();
    const made = this.made as NonNullable<typeof this.made>;
    return (made.executable ??= interpret(program));
  }

  /** Text of a source that a policy names beside it. */
  readonly source = (policyFile: string, name: string): string | undefined => this.texts.get(policyFile.slice(0, policyFile.lastIndexOf("/") + 1) + name);
}
