// What a chart stands for and where the pointer and the focus are in, what its card shows out.

import { useEffect, useRef, useState } from "preact/hooks";
import type { Shown } from "./card";

const LEAVE = 300; // milliseconds in which the pointer may reach the card

interface CardState {
  shown: Shown | undefined;
  show: (shown: Shown) => void;
  hide: () => void;
  /** For the element around chart and card. */
  handlers: {
    onMouseOver: (event: MouseEvent) => void;
    onMouseLeave: () => void;
    onFocusOut: (event: FocusEvent) => void;
  };
}

/** The card goes when the pointer leaves what it is about, and itself, or the focus goes elsewhere; and whenever the chart changes. */
export function useCard(chart: unknown): CardState {
  const [shown, setShown] = useState<Shown>();
  const timer = useRef<number | undefined>(undefined);
  const stay = () => clearTimeout(timer.current);
  const hide = () => {
    stay();
    setShown(undefined);
  };
  const leave = () => {
    stay();
    timer.current = window.setTimeout(hide, LEAVE);
  };
  useEffect(() => hide, [chart]);
  const show = (next: Shown) => {
    stay();
    setShown(next);
  };
  const handlers = {
    onMouseOver: ({ target }: MouseEvent) => (target instanceof Element && target.closest("a, .card") ? stay() : leave()),
    onMouseLeave: leave,
    onFocusOut: ({ currentTarget, relatedTarget }: FocusEvent) => {
      if (!(currentTarget instanceof Node && relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) hide();
    },
  };
  return { shown, show, hide, handlers };
}
