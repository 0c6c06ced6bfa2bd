// An element in, how wide it is out, now and whenever that changes.

import type { RefObject } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";

/** Whole pixels; 900 until the element is there. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(900);
  useLayoutEffect(() => {
    if (!element.current) return;
    const watched = element.current;
    const measure = () => setWidth(Math.max(Math.floor(watched.clientWidth), 240));
    const observer = new ResizeObserver(measure);
    observer.observe(watched);
    measure();
    return () => observer.disconnect();
  }, [element]);
  return width;
}
