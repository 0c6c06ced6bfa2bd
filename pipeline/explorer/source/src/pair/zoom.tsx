// The days shown in, the buttons to move, narrow and widen them out; all of it stands in the address.

import { isoOf } from "../filters";
import { zoomed, type Span } from "./span";

interface Props {
  span: Span;
  whole: Span;
  show: (span: Span) => void;
}

export function Zoom({ span, whole, show }: Props) {
  const isWhole = span.from <= whole.from && span.to >= whole.to;
  const step = (name: string, test: string, factor: number, shift: number, disabled: boolean) => (
    <button type="button" data-testid={`zoom-${test}`} disabled={disabled} onClick={() => show(zoomed(span, whole, factor, shift))}>
      {name}
    </button>
  );
  return (
    <div class="zoom" role="group" aria-label="Days shown">
      <span data-testid="span" role="status">
        {isoOf(span.from)} to {isoOf(span.to)}
      </span>
      {step("Earlier", "earlier", 1, -0.5, span.from <= whole.from)}
      {step("Later", "later", 1, 0.5, span.to >= whole.to)}
      {step("Zoom in", "in", 0.5, 0, span.to - span.from <= 14)}
      {step("Zoom out", "out", 2, 0, isWhole)}
      <button type="button" data-testid="zoom-all" disabled={isWhole} onClick={() => show(whole)}>
        All dates
      </button>
    </div>
  );
}
