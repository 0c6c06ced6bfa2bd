// What each picture of the world is given.
import type { Filters, Release } from "../contract";
import type { Rest } from "../routes";
import type { Dyads } from "./dyads";

export interface ChartProps {
  release: Release;
  filters: Filters;
  dyads: Dyads;
  /** Indexes of the countries with events, those with most first. */
  order: number[];
  rest: Rest;
  /** Puts something into the address beside the filters. */
  keep: (some: Rest) => void;
}
