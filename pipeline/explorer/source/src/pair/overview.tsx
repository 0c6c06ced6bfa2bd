// All dated events and the days shown in, a strip of the whole time out, on which other days are chosen by dragging.

import { useRef, useState } from "preact/hooks";
import { useWidth } from "./width";
import { scaleOf } from "./chart";
import type { Span } from "./span";

interface Props {
  dates: Int32Array;
  span: Span;
  whole: Span;
  show: (span: Span) => void;
}

const HEIGHT = 26;
const STEP = 4; // pixels of a column
const LEAST = 14; // days

/** For the pointer only: the buttons of Zoom do the same with the keyboard. */
export function Overview({ dates, span, whole, show }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const [drag, setDrag] = useState<{ start: number; end: number }>();
  const x = scaleOf(whole, width);
  const dayAt = (event: PointerEvent): number => {
    const share = (event.clientX - (box.current?.getBoundingClientRect().left ?? 0)) / width;
    return Math.round(whole.from + Math.min(Math.max(share, 0), 1) * (whole.to - whole.from));
  };
  const begin = (event: PointerEvent) => {
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    setDrag({ start: dayAt(event), end: dayAt(event) });
  };
  const end = () => {
    if (drag) show(chosenSpan(drag.start, drag.end, span, whole));
    setDrag(undefined);
  };
  const [from, to] = drag ? [Math.min(drag.start, drag.end), Math.max(drag.start, drag.end)] : [span.from, span.to];
  return (
    <div class="overview" ref={box} data-testid="overview" aria-hidden="true">
      <svg
        width={width}
        height={HEIGHT}
        onPointerDown={begin}
        onPointerMove={(event) => drag && setDrag({ ...drag, end: dayAt(event) })}
        onPointerUp={end}
        onPointerCancel={() => setDrag(undefined)}
      >
        {heights(dates, x, width).map((high, index) => high > 0 && <rect key={index} x={index * STEP} y={HEIGHT - high} width={STEP - 1} height={high} />)}
        <rect class="window" x={x(from)} y={0.5} width={Math.max(x(to) - x(from), 2)} height={HEIGHT - 1} />
      </svg>
    </div>
  );
}

/** The days dragged over; where the pointer hardly moved, those shown move to where it was. */
function chosenSpan(start: number, end: number, span: Span, whole: Span): Span {
  if (Math.abs(end - start) >= LEAST) return { from: Math.min(start, end), to: Math.max(start, end) };
  const length = span.to - span.from;
  const from = Math.min(Math.max(start - length / 2, whole.from), whole.to - length);
  return { from: Math.round(from), to: Math.round(from + length) };
}

// A single event among thousands must still be seen, so heights grow by the root.
function heights(dates: Int32Array, x: (day: number) => number, width: number): number[] {
  const counts = new Array<number>(Math.ceil(width / STEP) + 1).fill(0);
  for (const day of dates) counts[Math.max(Math.floor(x(day) / STEP), 0)]++;
  const most = Math.max(1, ...counts);
  return counts.map((count) => (count ? 3 + Math.sqrt(count / most) * (HEIGHT - 6) : 0));
}
