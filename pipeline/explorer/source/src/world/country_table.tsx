// All countries with events as a table: the text equivalent of the network and the map.
import { useState } from "preact/hooks";
import { percent, written } from "../names";
import { DataTable } from "../parts/data_table";
import { pairHref, placeHref } from "../routes";
import type { ChartProps } from "./chart";

const FEW = 40;

export function CountryTable({ release, filters, dyads, order }: ChartProps) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? order : order.slice(0, FEW);
  return (
    <section>
      <h2>By country</h2>
      <DataTable
        testid="country-table"
        caption="Events by country"
        columns={[["Country"], ["Acts", true], ["Is acted upon", true], ["Either", true], ["Conflict", true], ["Most with"]]}
        rows={shown.map((one) => [
          <a href={placeHref({ view: "table" }, { ...filters, countries: [release.countries[one].code] })}>{release.countries[one].name}</a>,
          written(dyads.acting[one]),
          written(dyads.aimedAt[one]),
          written(dyads.either[one]),
          percent(dyads.conflictsOf[one], dyads.either[one]),
          <Partner release={release} filters={filters} dyads={dyads} one={one} />,
        ])}
      />
      {shown.length < order.length && (
        <p>
          <button type="button" data-testid="country-table-all" onClick={() => setWhole(true)}>
            Show all {order.length} countries
          </button>
        </p>
      )}
    </section>
  );
}

function Partner({ release, filters, dyads, one }: Pick<ChartProps, "release" | "filters" | "dyads"> & { one: number }) {
  const { n, counts } = dyads;
  let best = -1;
  let most = 0;
  for (let other = 0; other < n; other++) {
    const both = other === one ? 0 : counts[one * n + other] + counts[other * n + one];
    if (both > most) [best, most] = [other, both];
  }
  if (best < 0) return <span class="soft">none</span>;
  const [a, b] = [release.countries[one], release.countries[best]];
  return (
    <a href={pairHref(a.code, b.code, filters)}>
      {b.name} ({written(most)})
    </a>
  );
}
