// How long the reader waits, as measures of the browser: `legation:first-view` and `legation:filter`, in milliseconds.
import { useEffect, useRef } from "preact/hooks";

let asked: number | undefined;
let isFirst = true;

/** The reader asked for other filters; the wait ends with the next paint of a view. */
export function markFilter(): void {
  asked ??= performance.now();
}

/** The reader went elsewhere. */
export function forgetFilter(): void {
  asked = undefined;
}

/** Called by a view that shows events: measures the wait after each paint that new filters, or the first opening, led to. */
export function useMeasured(filters: unknown): void {
  const shown = useRef(filters);
  useEffect(() => {
    if (shown.current !== filters || isFirst) afterPaint(measure);
    shown.current = filters;
  }, [filters]);
}

function measure(): void {
  const end = performance.now();
  if (isFirst) performance.measure("legation:first-view", { start: 0, end });
  else if (asked !== undefined) performance.measure("legation:filter", { start: asked, end });
  isFirst = false;
  asked = undefined;
}

// A task that is put off within a frame's callback runs when that frame has been painted.
function afterPaint(run: () => void): void {
  requestAnimationFrame(() => setTimeout(run));
}
