// A result goes in, a CSV file comes out: UTF-8, a comma between values, a null as nothing and an empty text as "".
import type { Result } from "./run";

export function asCsv({ columns, n_rows }: Result): Blob {
  const lines = [columns.map((column) => cell(column.name)).join(",")];
  for (let row = 0; row < n_rows; row += 1) lines.push(columns.map((column) => cell(column.values[row])).join(","));
  return new Blob([lines.join("\n"), "\n"], { type: "text/csv;charset=utf-8" });
}

function cell(value: string | null): string {
  if (value === null) return "";
  return value === "" || /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** Offer it to the reader as a file. */
export function download(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
