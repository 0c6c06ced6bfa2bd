// A button that opens a panel under it; Escape, a click elsewhere, or leaving it by keyboard closes it.
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

interface Props {
  label: string;
  testid: string;
  children: ComponentChildren;
}

export function Menu({ label, testid, children }: Props) {
  const root = useRef<HTMLDetailsElement>(null);
  // A panel that nobody sees costs no time.
  const [isOpen, setOpen] = useState(false);
  const close = () => root.current && (root.current.open = false);
  useEffect(() => {
    const outside = (event: Event) => !root.current?.contains(event.target as Node) && close();
    document.addEventListener("pointerdown", outside);
    document.addEventListener("focusin", outside);
    return () => {
      document.removeEventListener("pointerdown", outside);
      document.removeEventListener("focusin", outside);
    };
  }, []);
  useEffect(() => {
    if (isOpen && root.current) place(root.current);
  }, [isOpen]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !root.current?.open) return;
    close();
    root.current.querySelector("summary")?.focus();
  };
  return (
    <details class="menu" data-testid={testid} ref={root} onKeyDown={onKeyDown} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{label}</summary>
      {isOpen && <div class="panel">{children}</div>}
    </details>
  );
}

/** A panel that would leave the page on the right opens to the left. */
function place(details: HTMLDetailsElement): void {
  details.classList.remove("to-left");
  const panel = details.querySelector(".panel");
  if (panel && panel.getBoundingClientRect().right > document.documentElement.clientWidth) details.classList.add("to-left");
}
