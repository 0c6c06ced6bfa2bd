// The release is read, then the view that the address names is shown.
import { useEffect, useState } from "preact/hooks";
import { loadRelease } from "./data/events";
import { forgetFilter, markFilter } from "./measure";
import { Frame } from "./parts/frame";
import { Later } from "./parts/later";
import { Failure, Wait } from "./parts/notice";
import { useLoaded } from "./parts/loaded";
import { printFilters } from "./filters";
import { parsePlace, type Place } from "./routes";
import type { Events, Release } from "./contract";

const VIEWS = {
  world: () => import("./world/WorldView"),
  table: () => import("./table/TableView"),
  about: () => import("./about/AboutView"),
  pair: () => import("./pair/PairView"),
  event: () => import("./event/EventView"),
  sql: () => import("./sql/SqlView"),
};

export function App() {
  const place = usePlace();
  const loaded = useLoaded(loadRelease, []);
  // The view's code is fetched while the release is read; `Later` tells of a failure.
  useEffect(() => void VIEWS[place.route.view]().catch(() => undefined), [place.route.view]);
  return (
    <Frame place={place} release={loaded.value?.release}>
      {loaded.error && <Failure error={loaded.error} />}
      {!loaded.value && !loaded.error && <Wait what="the release" />}
      {loaded.value && <View place={place} {...loaded.value} />}
    </Frame>
  );
}

function View({ place, release, events }: { place: Place; release: Release; events: Events }) {
  const { route, filters, rest } = place;
  switch (route.view) {
    case "pair":
      return <Later key="pair" load={VIEWS.pair} props={{ release, events, a: route.a, b: route.b, filters, rest }} />;
    case "event":
      return <Later key="event" load={VIEWS.event} props={{ release, events, id: route.id }} />;
    case "table":
      return <Later key="table" load={VIEWS.table} props={{ release, events, filters, rest }} />;
    case "sql":
      return <Later key="sql" load={VIEWS.sql} props={{ release }} />;
    case "about":
      return <Later key="about" load={VIEWS.about} props={{ release }} />;
    default:
      return <Later key="world" load={VIEWS.world} props={{ release, events, filters, rest, tab: route.tab }} />;
  }
}

function usePlace(): Place {
  const [place, setPlace] = useState(() => parsePlace(location.hash));
  useEffect(() => {
    const changed = () => setPlace((before) => moved(before, parsePlace(location.hash)));
    window.addEventListener("hashchange", changed);
    return () => window.removeEventListener("hashchange", changed);
  }, []);
  return place;
}

/** Filters that say the same stay the same object, so that nothing is counted anew for a page or a sorting. */
function moved(before: Place, after: Place): Place {
  const isSame = printFilters(before.filters).join("&") === printFilters(after.filters).join("&");
  if (!isSame && before.route.view === after.route.view) markFilter();
  else forgetFilter();
  return isSame ? { ...after, filters: before.filters } : after;
}
