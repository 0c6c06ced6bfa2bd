// A country in, links to its timelines with those with whom it has most events out.

import { useMemo } from "preact/hooks";
import type { Events, Filters, Release } from "../contract";
import { pairHref } from "../routes";
import { counterparts } from "./between";

interface Props {
  release: Release;
  events: Events;
  /** Its index and its code. */
  country: number;
  code: string;
  filters: Filters;
}

const SHOWN = 10;

export function Counterparts({ release, events, country, code, filters }: Props) {
  const found = useMemo(() => (country < 0 ? [] : counterparts(events, country, release.countries.length)), [release, events, country]);
  if (country < 0) return <p class="notice">No event of this release names a country with the code {code}. Choose another one above.</p>;
  if (!found.length) return null;
  return (
    <>
      <h2>Others with whom {release.countries[country].name} has most events</h2>
      <ul class="counterparts" data-testid="counterparts">
        {found.slice(0, SHOWN).map(([other, n]) => (
          <li key={other}>
            <a href={pairHref(code, release.countries[other].code, filters)}>{release.countries[other].name}</a> ({n.toLocaleString("en")})
          </li>
        ))}
      </ul>
    </>
  );
}
