// A new view begins at its top; one that the reader goes back to stands where it was left.
import { useEffect, useRef } from "preact/hooks";

const PATIENCE = 1000;

let moved = false;

/** Whether the reader came to the view that is shown from another one, and did not open the page with it. */
export const hasMoved = (): boolean => moved;

/** `what` names the view that is shown. */
export function useArrival(what: string): void {
  const before = useRef<string | undefined>(undefined);
  useEffect(() => {
    // The browser would scroll before the view is there.
    history.scrollRestoration = "manual";
    const keep = () => history.replaceState({ ...history.state, top: scrollY }, "");
    document.addEventListener("scrollend", keep);
    return () => document.removeEventListener("scrollend", keep);
  }, []);
  useEffect(() => {
    if (before.current === what) return;
    moved ||= before.current !== undefined;
    before.current = what;
    const top = (history.state as { top?: number } | null)?.top ?? 0;
    scrollWhenThere(top, performance.now() + PATIENCE);
  }, [what]);
}

// The view may still be read: its place is there only when it is long enough.
function scrollWhenThere(top: number, until: number): void {
  scrollTo(0, top);
  if (Math.abs(scrollY - top) > 1 && performance.now() < until) requestAnimationFrame(() => scrollWhenThere(top, until));
}
