// The stops of a chart in, which of them is in the order of the Tab key, and what keys and clicks do, out.

import { useEffect, useRef, useState } from "preact/hooks";
import { stopAfter, type Stop } from "./roving";

interface Roving {
  current: string | undefined;
  onKeyDown: (event: KeyboardEvent) => void;
  onClick: (event: MouseEvent) => void;
}

/** Each stop is an element with its key as id. */
export function useRoving(stops: Stop[]): Roving {
  const [chosen, setChosen] = useState<string>();
  const opensDays = useRef(false);
  useEffect(() => {
    // A click on a column leads to a chart that no longer has it: the focus goes on to the first of what it stood for.
    if (opensDays.current) elementOf(stops[0]?.key)?.focus();
    opensDays.current = false;
  }, [stops]);
  const onKeyDown = (event: KeyboardEvent) => {
    const from = stops.find(({ key }) => key === document.activeElement?.id);
    const to = from && !event.ctrlKey && !event.metaKey && !event.altKey ? stopAfter(stops, from, event.key) : undefined;
    if (!to) return;
    event.preventDefault();
    setChosen(to.key);
    elementOf(to.key)?.focus();
  };
  const onClick = (event: MouseEvent) => {
    const stop = event.target instanceof Element ? event.target.closest("a") : null;
    opensDays.current = stop?.classList.contains("column") ?? false;
    if (stop) setChosen(stop.id);
  };
  return { current: stops.some(({ key }) => key === chosen) ? chosen : stops[0]?.key, onKeyDown, onClick };
}

const elementOf = (key: string | undefined) => document.getElementById(key ?? "");
