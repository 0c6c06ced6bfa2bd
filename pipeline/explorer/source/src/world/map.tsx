// A map of the world, each country shaded by the number of its events; those that the map lacks are listed.
import { geoEqualEarth, geoPath } from "d3-geo";
import { useMemo, useState } from "preact/hooks";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { counted, percent, written } from "../names";
import { Failure, Wait } from "../parts/notice";
import { useLoaded } from "../parts/loaded";
import { placeHref } from "../routes";
import type { ChartProps } from "./chart";
import type { Dyads } from "./dyads";
import { shade } from "./shade";

type World = Topology<{ countries: GeometryCollection<{ name: string }> }>;
type Side = "either" | "acting" | "aimedAt";

const WIDTH = 960;
const HEIGHT = 470;
const SIDES: [Side, string, string][] = [
  ["either", "", "acts or is acted upon"],
  ["acting", "actor", "acts"],
  ["aimedAt", "recipient", "is acted upon"],
];

export default function WorldMap({ release, filters, dyads, order, rest, keep }: ChartProps) {
  const { value: shapes, error } = useLoaded(loadShapes, []);
  const [at, setAt] = useState<number | null>(null);
  const byNumber = useMemo(() => new Map(release.countries.map((one, index) => [one.numeric, index])), [release]);
  const [side] = SIDES.find(([, key]) => key === rest.side) ?? SIDES[0];
  if (error) return <Failure error={error} />;
  if (!shapes) return <Wait what="the map" />;
  const most = Math.max(1, ...dyads[side]);
  const drawn = new Set(shapes.map(({ id }) => byNumber.get(id)));
  const missing = order.filter((one) => !drawn.has(one) && dyads[side][one]);
  const label = (one: number) => `${release.countries[one].name}: ${counted(dyads[side][one], "event")}, ${percent(dyads.conflictsOf[one], dyads.either[one])} of all its events conflict`;
  return (
    <figure class="chart">
      <p class="soft">
        Countries by the number of events in which each{" "}
        <select aria-label="Side" data-testid="map-side" value={SIDES.find(([key]) => key === side)?.[1]} onChange={(event) => keep({ side: event.currentTarget.value })}>
          {SIDES.map(([key, value, name]) => (
            <option key={key} value={value}>
              {name}
            </option>
          ))}
        </select>
        ; stronger colour: more events; blue: mostly cooperation, grey: mixed, vermilion: mostly conflict.
      </p>
      <p class="readout" data-testid="readout">
        {at === null ? "Point at a country, or go through them by Tab." : `${label(at)}.`}
      </p>
      <div class="scroll" role="region" aria-label="Map of the world" tabIndex={0}>
        <svg class="map" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group" aria-label="Map of the world" data-testid="map" onPointerLeave={() => setAt(null)}>
          {shapes.map(({ id, path }, index) => {
            const one = byNumber.get(id);
            if (one === undefined || !dyads[side][one]) return <path key={index} d={path} />;
            const { code } = release.countries[one];
            return (
              <a
                key={index}
                href={placeHref({ view: "table" }, { ...filters, countries: [code] })}
                data-country={code}
                aria-label={label(one)}
                onFocus={() => setAt(one)}
                onPointerEnter={() => setAt(one)}
              >
                <path class="shaded" d={path} style={shadeOf(dyads, side, one, most)} />
              </a>
            );
          })}
        </svg>
      </div>
      {missing.length > 0 && (
        <p data-testid="not-on-map">
          Not on this map: {missing.map((one) => `${release.countries[one].name} (${written(dyads[side][one])})`).join(", ")}.
        </p>
      )}
    </figure>
  );
}

function shadeOf(dyads: Dyads, side: Side, one: number, most: number): Record<string, string> {
  const { "--strength": strength, ...hue } = shade(dyads.either[one], dyads.conflictsOf[one], most);
  return { ...hue, "--strength": shade(dyads[side][one], 0, most)["--strength"] ?? strength };
}

interface Shape {
  /** ISO 3166-1 numeric; absent of territories that have none. */
  id: string | undefined;
  path: string;
}

async function loadShapes(): Promise<Shape[]> {
  const { default: topology } = await import("world-atlas/countries-110m.json");
  const world = topology as unknown as World;
  const collection = feature(world, world.objects.countries);
  const draw = geoPath(geoEqualEarth().fitSize([WIDTH, HEIGHT], collection)).digits(1);
  return collection.features.map((one) => ({ id: one.id === undefined ? undefined : String(one.id), path: draw(one) ?? "" }));
}
