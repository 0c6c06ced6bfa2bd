// Who acts on whom in the whole release, as a matrix, a network or a map, of the events that pass the filters.
import { useMemo } from "preact/hooks";
import type { Events, Filters, Release } from "../contract";
import { select } from "../filters";
import { useMeasured } from "../measure";
import { counted, written } from "../names";
import { FilterBar } from "../parts/filter_bar";
import { Later } from "../parts/later";
import { Reading } from "../parts/reading";
import { Title } from "../parts/title";
import { go, placeHref, type Rest, type WorldTab } from "../routes";
import { CountryTable } from "./country_table";
import { dyadsOf, ranked } from "./dyads";
import { Matrix } from "./matrix";
import "./world.css";

const TABS: [WorldTab, string][] = [
  ["matrix", "Matrix"],
  ["network", "Network"],
  ["map", "Map"],
];
// The geometry and the forces are fetched when they are first looked at.
const CHARTS = { network: () => import("./network"), map: () => import("./map") };

interface Props {
  release: Release;
  events: Events;
  filters: Filters;
  rest: Rest;
  tab: WorldTab;
}

export default function WorldView({ release, events, filters, rest, tab }: Props) {
  const rows = useMemo(() => select(release, events, filters), [release, events, filters]);
  const dyads = useMemo(() => dyadsOf(release, events, rows), [release, events, rows]);
  const order = useMemo(() => ranked(dyads), [dyads]);
  useMeasured(filters);
  const keep = (some: Rest) => go(placeHref({ view: "world", tab }, filters, { ...rest, ...some }));
  const props = { release, filters, dyads, order, rest, keep };
  return (
    <>
      <Title subject="world">Who acts on whom</Title>
      <p class="soft">
        {counted(release.n_events, "event")} between states and other actors, reported {written(release.n_mentions)} times in{" "}
        {counted(release.n_sources, "document")}. Each number leads to the events, and each event to the words that report it.
      </p>
      <FilterBar release={release} filters={filters} onChange={(next) => go(placeHref({ view: "world", tab }, next, rest))} />
      <Reading release={release} events={events} rows={rows} filters={filters} />
      <nav aria-label="Pictures of the world" class="tabs">
        {TABS.map(([key, name]) => (
          <a key={key} href={placeHref({ view: "world", tab: key }, filters, rest)} aria-current={key === tab ? "page" : undefined} data-testid={`tab-${key}`}>
            {name}
          </a>
        ))}
        <a href={placeHref({ view: "table" }, filters)}>These events as a table</a>
      </nav>
      {!order.length && <p class="notice">No country takes part in an event that passes the filters.</p>}
      {order.length > 0 && tab === "matrix" && <Matrix {...props} />}
      {order.length > 0 && tab === "network" && <Later key="network" load={CHARTS.network} props={props} />}
      {order.length > 0 && tab === "map" && <Later key="map" load={CHARTS.map} props={props} />}
      {order.length > 0 && tab !== "matrix" && <CountryTable {...props} />}
    </>
  );
}
