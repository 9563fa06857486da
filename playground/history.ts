import { signal } from "@preact/signals";

/** One line of undoing for the whole page. */
export class History<T> {
  private past: T[] = [];
  private future: T[] = [];
  private lastGroup = "";
  private lastTime = 0;
  readonly canUndo = signal(false);
  readonly canRedo = signal(false);

  /** Called before a change, with the state as it was. */
  enter(before: T, group: string, now = Date.now()): void {
    const joins = group !== "" && group === this.lastGroup && now - this.lastTime < 1000;
    this.lastGroup = group;
    this.lastTime = now;
    if (!joins || this.past.length === 0) this.past.push(before);
    if (this.past.length > 200) this.past.shift();
    this.future = [];
    this.tell();
  }

  back(now: T): T | undefined {
    const before = this.past.pop();
    if (before === undefined) return undefined;
    this.future.push(now);
    this.lastGroup = "";
    this.tell();
    return before;
  }

  forward(now: T): T | undefined {
    const after = this.future.pop();
    if (after === undefined) return undefined;
    this.past.push(now);
    this.lastGroup = "";
    this.tell();
    return after;
  }

  clear(): void {
    this.past = [];
    this.future = [];
    this.lastGroup = "";
    this.tell();
  }

  private tell(): void {
    this.canUndo.value = this.past.length > 0;
    this.canRedo.value = this.future.length > 0;
  }
}
