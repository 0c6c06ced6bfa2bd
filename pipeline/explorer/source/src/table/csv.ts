// Rows and columns go in, a CSV file as of RFC 4180 comes out; as in the release's CSV files, no text in it is run by a spreadsheet.
import type { Column } from "./columns";

// The rule of schemas/derive/cells.py: a text that begins so gets one more apostrophe before it.
const DANGEROUS = /^'*[=+\-@\t\r\n＝＋－＠]/;
const LINES = 5000;

export function csvOf(columns: Column[], rows: Uint32Array): Blob {
  const parts = [`${columns.map(({ key }) => key).join(",")}\r\n`];
  for (let start = 0; start < rows.length; start += LINES) {
    parts.push(Array.from(rows.subarray(start, start + LINES), (row) => `${columns.map((column) => cell(column, row)).join(",")}\r\n`).join(""));
  }
  return new Blob(parts, { type: "text/csv;charset=utf-8" });
}

function cell(column: Column, row: number): string {
  const text = column.text(row);
  if (!column.isFree) return text;
  return `"${(DANGEROUS.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}

/** Hand a file to the reader. */
export function save(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The download has begun long before.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
