import { useRef, useState } from "preact/hooks";
import { ClientFault } from "../client.js";
import { jobs, notice, stale, t } from "../store.js";

/** Long work: how far it is, and a way to end it. */

export interface Job {
  readonly running: { readonly done: number; readonly of: number } | undefined;
  readonly stopped: boolean;
  run<T>(work: (progress: (done: number, of: number) => void) => Promise<T>): Promise<T | undefined>;
}

export function useJob(): Job {
  const [running, setRunning] = useState<Job["running"]>(undefined);
  const [stopped, setStopped] = useState(false);
  const turn = useRef(0);
  return {
    running, stopped,
    async run(work) {
      const mine = ++turn.current;
      setStopped(false);
      setRunning({ done: 0, of: 0 });
      try {
        return await work((done, of) => { if (mine === turn.current) setRunning({ done, of }); });
      } catch (fault) {
        if (!(fault instanceof ClientFault)) throw fault;
        if (fault.kind === "stopped") setStopped(true);
        else notice.value = fault.kind === "refused" ? { word: "refusedRequest", detail: fault.message } : { word: fault.kind === "stuck" ? "workerStuck" : "workerCrashed" };
        return undefined;
      } finally {
        if (mine === turn.current) setRunning(undefined);
      }
    },
  };
}

export function JobBar({ job, label, onRun }: { readonly job: Job; readonly label: string; readonly onRun: () => void }) {
  const { running } = job;
  if (running === undefined) return <><button type="button" class="primary" disabled={stale.value} onClick={onRun}>{label}</button>{job.stopped && <span class="muted">{t("stopped")}</span>}</>;
  return (
    <div class="job" role="group" aria-label={label}>
      <progress aria-label={label} max={running.of || 1} value={running.of === 0 ? undefined : running.done} />
      <span class="muted">{running.of === 0 ? t("working") : `${Math.round((running.done / running.of) * 100)}%`}</span>
      <button type="button" class="plain outlined" onClick={() => { jobs.stop(); }}>{t("stop")}</button>
    </div>
  );
}
