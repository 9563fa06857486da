import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "./icon.js";

export interface MenuItem {
  readonly label: string;
  readonly go: () => void;
}

/** A button with a list of commands, worked by pointer and keys. */
export function Menu({ label, items, onOpen }: { readonly label: string; readonly items: readonly MenuItem[]; readonly onOpen?: () => void }) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    box.current?.querySelector<HTMLElement>("[role=menuitem]")?.focus();
    const away = (event: Event): void => { if (!(box.current?.parentElement?.contains(event.target as Node) ?? false)) setOpen(false); };
    document.addEventListener("pointerdown", away);
    return () => { document.removeEventListener("pointerdown", away); };
  }, [open]);
  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  const move = (by: number): void => {
    const all = [...(box.current?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
    const at = all.indexOf(document.activeElement as HTMLElement);
    all[(at + by + all.length) % all.length]?.focus();
  };
  return (
    <div class="menu">
      <button ref={button} type="button" class="plain" aria-haspopup="menu" aria-expanded={open} onClick={() => { if (!open) onOpen?.(); setOpen(!open); }}>{label}<Icon name="down" /></button>
      {open && (
        <div ref={box} role="menu" aria-label={label} class="menu-list" onKeyDown={(event) => {
          if (event.key === "Escape") close();
          else if (event.key === "ArrowDown") move(1);
          else if (event.key === "ArrowUp") move(-1);
          else if (event.key === "Tab") setOpen(false);
          else return;
          if (event.key !== "Tab") event.preventDefault();
        }}>
          {items.map((item) => <button key={item.label} type="button" role="menuitem" tabIndex={-1} onClick={() => { close(); item.go(); }}>{item.label}</button>)}
        </div>
      )}
    </div>
  );
}
