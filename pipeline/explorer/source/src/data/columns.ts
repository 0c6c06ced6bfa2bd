// The bytes of a Parquet file go in, its columns come out, no object per row.
import { parquetRead, type AsyncBuffer } from "hyparquet";

export type Columns = Record<string, ArrayLike<unknown>>;

/** All columns (or those asked for) by name, each an array as long as the file has rows. */
export async function readColumns(file: AsyncBuffer, columns?: string[]): Promise<{ n: number; columns: Columns }> {
  const chunks = new Map<string, { at: number; data: ArrayLike<unknown> }[]>();
  let n = 0;
  await parquetRead({
    file,
    ...(columns ? { columns } : {}),
    onChunk: ({ columnName, columnData, rowStart, rowEnd }) => {
      const list = chunks.get(columnName) ?? [];
      list.push({ at: rowStart, data: columnData });
      chunks.set(columnName, list);
      n = Math.max(n, rowEnd);
    },
  });
  return { n, columns: Object.fromEntries([...chunks].map(([name, list]) => [name, joined(list, n)])) };
}

function joined(list: { at: number; data: ArrayLike<unknown> }[], n: number): ArrayLike<unknown> {
  if (list.length === 1) return list[0].data;
  const whole = new Array<unknown>(n);
  for (const { at, data } of list) for (let i = 0; i < data.length; i++) whole[at + i] = data[i];
  return whole;
}
