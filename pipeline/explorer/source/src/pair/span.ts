// The dates of events in, the days that a timeline shows at first out: the whole, or without a long and all but empty beginning.

/** From the first to the last day shown. */
export interface Span {
  from: number;
  to: number;
}

const FEW = 0.15; // of the events may lie before the first view,
const LONG = 0.5; // where that saves this share of its length

/** The whole span of some first and last days, which are not empty; at least 60 days, so that a single event has an axis around it. */
export function wholeSpan(dates: ArrayLike<number>, ends: ArrayLike<number>): Span {
  let from = Infinity;
  let to = -Infinity;
  for (let index = 0; index < dates.length; index++) {
    from = Math.min(from, dates[index]);
    to = Math.max(to, ends[index]);
  }
  return padded({ from, to });
}

/** The span to begin with: a few early events, far from all others, would press these into a corner. The view says what it leaves out. */
export function firstSpan(dates: Int32Array, ends: Int32Array): Span {
  const whole = wholeSpan(dates, ends);
  const ordered = Int32Array.from(dates).sort();
  const cut = ordered[Math.floor(ordered.length * FEW)];
  if (cut - whole.from < (whole.to - whole.from) * LONG) return whole;
  return padded({ from: cut, to: whole.to - margin(whole) });
}

/** A span moved and scaled around its middle, within the whole. */
export function zoomed(span: Span, whole: Span, factor: number, shift = 0): Span {
  const length = Math.min(Math.max((span.to - span.from) * factor, 14), whole.to - whole.from);
  const middle = (span.from + span.to) / 2 + shift * (span.to - span.from);
  const from = Math.min(Math.max(middle - length / 2, whole.from), whole.to - length);
  return { from: Math.round(from), to: Math.round(from + length) };
}

const margin = (span: Span): number => Math.ceil(Math.max(30, (span.to - span.from) * 0.02));

const padded = (span: Span): Span => ({ from: span.from - margin(span), to: span.to + margin(span) });
