// Coverage in, how many documents were read for events per month or year out, so that silence can be told from peace.

import { NO_DAY } from "../contract";
import type { Coverage } from "../data/later";
import { endOf, startOf } from "./calendar";
import type { Span } from "./span";

/** Documents published from one day to another and read for events, with or without finding one. */
export interface Read {
  from: number;
  to: number;
  n: number;
}

export interface Reading {
  unit: "month" | "year";
  /** Each month or year of the span, those without documents too. */
  periods: Read[];
  n_undated: number;
}

const MONTH = 30.44;

/** By month where a month has two pixels, else by year. `publishers` are indexes of `Release.publishers`; none of them asks for all. */
export function readingOf(coverage: Coverage, publishers: number[], span: Span, width: number): Reading {
  const unit = (width / (span.to - span.from)) * MONTH >= 2 ? "month" : "year";
  const counts = new Map<number, number>();
  let n_undated = 0;
  for (let row = 0; row < coverage.n; row++) {
    if (publishers.length && !publishers.includes(coverage.publisher[row])) continue;
    const n = coverage.n_coded[row] + coverage.n_without_events[row];
    const month = coverage.month[row];
    if (month === NO_DAY) n_undated += n;
    else counts.set(startOf(month, unit), (counts.get(startOf(month, unit)) ?? 0) + n);
  }
  return { unit, periods: periodsOf(span, unit, counts), n_undated };
}

function periodsOf(span: Span, unit: "month" | "year", counts: Map<number, number>): Read[] {
  const periods: Read[] = [];
  for (let from = startOf(span.from, unit); from <= span.to; from = endOf(from, unit) + 1) {
    periods.push({ from, to: endOf(from, unit), n: counts.get(from) ?? 0 });
  }
  return periods;
}
