// A table within its own scrolling box: the text equivalent of a chart, or a list with several columns.
import type { ComponentChildren } from "preact";

interface Props {
  caption: string;
  /** The headings; those that begin a column of numbers with true. */
  columns: [string, boolean?][];
  /** The cells of each row, the first one of which names it; null is an empty cell. */
  rows: ComponentChildren[][];
  testid?: string;
}

export const DataTable = ({ caption, columns, rows, testid }: Props) => (
  <div class="scroll" tabIndex={0} role="region" aria-label={caption}>
    <table data-testid={testid}>
      <caption class="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          {columns.map(([name, isNumber]) => (
            <th key={name} scope="col" class={isNumber ? "number" : undefined}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([first, ...others], row) => (
          <tr key={row}>
            <th scope="row">{first}</th>
            {others.map((cell, index) => (
              <td key={index} class={columns[index + 1][1] ? "number" : undefined}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
