import type { AskArgs, AskName, AskResult, Asking, Input, Kind, Output, TextChange, Told } from "./protocol.js";

/** The page's end of a worker: sends the texts that changed with each question, ends a worker that is stuck and starts another. */

export type FaultKind = "stuck" | "crashed" | "stopped" | "refused";

export class ClientFault extends Error {
  constructor(readonly kind: FaultKind, message: string) {
    super(message);
    this.name = "ClientFault";
  }
}

interface Pending {
  readonly kind: Kind;
  readonly resolve: (output: never) => void;
  readonly reject: (fault: ClientFault) => void;
  readonly onProgress: ((done: number, of: number) => void) | undefined;
}

export interface ClientOptions {
  readonly create: () => Worker;
  /** All texts as they stand. */
  readonly texts: () => Readonly<Record<string, string>>;
  readonly drafts: () => boolean;
  /** Milliseconds a question may take. */
  readonly limitMs: (kind: Kind) => number;
  /** The worker was lost; the next question starts another with all texts. */
  readonly lost: (kind: FaultKind) => void;
}

export class Client {
  private worker: Worker | undefined;
  private readonly pending = new Map<number, Pending>();
  /** What the running worker has. */
  private known = new Map<string, string>();
  private sent = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: ClientOptions) {}

  request<K extends Kind>(kind: K, input: Input<K>, onProgress?: (done: number, of: number) => void): Promise<Output<K>> {
    return new Promise((resolve, reject) => {
      const id = ++this.sent;
      const worker = (this.worker ??= this.start());
      const message: Asking = { id, kind, input, changes: this.changes(), drafts: this.options.drafts() };
      this.pending.set(id, { kind, resolve, reject, onProgress });
      worker.postMessage(message);
      if (this.pending.size === 1) this.watch();
    });
  }

  ask<M extends AskName>(method: M, ...args: AskArgs<M>): Promise<AskResult<M>> {
    return this.request("ask", { method, args }) as Promise<AskResult<M>>;
  }

  /** Ends what is running; the next question starts afresh. */
  stop(): void {
    this.lose("stopped", "stopped");
  }

  get busy(): boolean {
    return this.pending.size > 0;
  }

  private changes(): readonly TextChange[] {
    const texts = this.options.texts();
    const changes: TextChange[] = [];
    for (const [file, text] of Object.entries(texts)) if (this.known.get(file) !== text) changes.push([file, text]);
    for (const file of this.known.keys()) if (!Object.hasOwn(texts, file)) changes.push([file, null]);
    this.known = new Map(Object.entries(texts));
    return changes;
  }

  private start(): Worker {
    const worker = this.options.create();
    worker.onmessage = ({ data }: MessageEvent<Told>) => { if (worker === this.worker) this.hear(data); };
    worker.onerror = (event) => {
      event.preventDefault();
      if (worker === this.worker) this.lose("crashed", event.message);
    };
    worker.onmessageerror = () => { if (worker === this.worker) this.lose("crashed", "an answer could not be read"); };
    return worker;
  }

  private hear(told: Told): void {
    const pending = this.pending.get(told.id);
    if (pending === undefined) return;
    this.watch();
    if ("done" in told) {
      pending.onProgress?.(told.done, told.of);
      return;
    }
    this.pending.delete(told.id);
    this.watch();
    if ("fault" in told) pending.reject(new ClientFault("refused", told.fault));
    else pending.resolve(told.output as never);
  }

  /** Questions are answered in order: the oldest one is the one at work. */
  private watch(): void {
    clearTimeout(this.timer);
    const [oldest] = this.pending.values();
    if (oldest === undefined) return;
    this.timer = setTimeout(() => { this.lose("stuck", oldest.kind); }, this.options.limitMs(oldest.kind));
  }

  private lose(kind: FaultKind, message: string): void {
    clearTimeout(this.timer);
    this.worker?.terminate();
    this.worker = undefined;
    this.known = new Map();
    const waiting = [...this.pending.values()];
    this.pending.clear();
    for (const one of waiting) one.reject(new ClientFault(kind, message));
    this.options.lost(kind);
  }
}

/** Only the newest question of a slot is answered: an earlier answer that comes later is dropped. */
export class Latest {
  private turn = 0;

  async of<T>(answer: Promise<T>): Promise<T | undefined> {
    const mine = ++this.turn;
    const value = await answer;
    return mine === this.turn ? value : undefined;
  }
}
