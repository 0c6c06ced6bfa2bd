// Days since 1970-01-01 in; the months, years and other periods that they lie in, and how a reader writes them, out.

import { isoOf } from "../filters";

export type Unit = "day" | "month" | "quarter" | "year" | "five-years" | "decade";

/** How many months a unit has; a day has none. */
const MONTHS: Record<Unit, number> = { day: 0, month: 1, quarter: 3, year: 12, "five-years": 60, decade: 120 };
const DAY = 86_400_000;

export const UNITS = Object.keys(MONTHS) as Unit[];

/** Days of a unit, on the average. */
export const daysIn = (unit: Unit): number => (unit === "day" ? 1 : MONTHS[unit] * 30.44);

/** The first day of the period of this unit in which a day lies. */
export const startOf = (day: number, unit: Unit): number => (unit === "day" ? day : monthStart(day, MONTHS[unit], 0));

/** The last day of that period. */
export const endOf = (day: number, unit: Unit): number => (unit === "day" ? day : monthStart(day, MONTHS[unit], 1) - 1);

/** The last day of the period that a first day and its precision (`day`, `month`, `year`) name. */
export const periodEnd = (day: number, precision: string): number => (precision === "month" || precision === "year" ? endOf(day, precision) : day);

/** A day as far as it is known: `2017-08-11`, `2017-08`, `2017`. */
export function written(day: number, precision: string): string {
  const iso = isoOf(day);
  return precision === "year" ? iso.slice(0, 4) : precision === "month" ? iso.slice(0, 7) : iso;
}

/** A period of a unit as a title: `2017-08-11`, `2017-08`, `2017-07 to 2017-09`, `2017`, `2015 to 2019`. */
export function periodName(day: number, unit: Unit): string {
  if (unit === "day" || unit === "month" || unit === "year") return written(startOf(day, unit), unit);
  const precision = unit === "quarter" ? "month" : "year";
  return `${written(startOf(day, unit), precision)} to ${written(endOf(day, unit), precision)}`;
}

/** First day of the group of `size` months in which a day lies, or of a later group. */
function monthStart(day: number, size: number, later: number): number {
  const date = new Date(day * DAY);
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth();
  const first = (Math.floor(month / size) + later) * size;
  // Date.UTC takes the years 0 to 99 for those of the twentieth century.
  return new Date(0).setUTCFullYear(Math.floor(first / 12), first % 12, 1) / DAY;
}
