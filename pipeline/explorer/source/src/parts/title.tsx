// The heading of a view: who came here by a link begins to read at it.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { hasMoved } from "./arrival";

interface Props {
  /** What the view is about: when it changes, the heading is read again. */
  subject: string;
  children: ComponentChildren;
}

export function Title({ subject, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The link that led here is gone, and the focus with it; a focus that is still somewhere stays there. When the page opens it begins above.
    if (hasMoved() && document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, [subject]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {children}
    </h1>
  );
}
