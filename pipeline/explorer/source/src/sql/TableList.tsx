// The tables and views of the release with what they hold, each column with its type and meaning, and the macros once DuckDB is there.
import type { Table } from "../contract";
import type { Macro } from "./macros";

interface Props {
  tables: Table[];
  macros: Macro[] | undefined;
  /** Put a query into the editor. */
  fill: (sql: string) => void;
}

export function TableList({ tables, macros, fill }: Props) {
  return (
    <section aria-labelledby="sql-tables">
      <h2 id="sql-tables">Tables and views</h2>
      {tables.map((table) => (
        <OneTable key={table.name} table={table} fill={fill} />
      ))}
      <h2>Macros</h2>
      {macros ? <Macros macros={macros} /> : <p class="soft">They are listed here once DuckDB is loaded; <code>FROM about</code> lists them too.</p>}
    </section>
  );
}

const OneTable = ({ table, fill }: { table: Table; fill: Props["fill"] }) => (
  <details class="sql-table">
    <summary>
      <code>{table.name}</code>{" "}
      <small>
        {table.is_table ? `table, ${table.n_rows.toLocaleString("en")} ${table.n_rows === 1 ? "row" : "rows"}` : "view"}
      </small>
    </summary>
    <p>{table.description}</p>
    <p>
      <button type="button" onClick={() => fill(`FROM ${table.name} LIMIT 100;`)}>
        Ask for {table.name}
      </button>
    </p>
    <dl>
      {table.columns.map((column) => (
        <div key={column.name}>
          <dt>
            <code>{column.name}</code> <small>{shortened(column.type)}</small>
          </dt>
          <dd>{column.description}</dd>
        </div>
      ))}
    </dl>
  </details>
);

const Macros = ({ macros }: { macros: Macro[] }) => (
  <>
    {macros.map(({ name, meaning }) => (
      <details class="sql-table" key={name}>
        <summary>
          <code>{name}</code>
        </summary>
        <p>{meaning}</p>
      </details>
    ))}
  </>
);

// The values of an enumeration stand in the codebook; here they would take the page.
const shortened = (type: string): string => type.replace(/^ENUM\(.*\)$/, "ENUM");
