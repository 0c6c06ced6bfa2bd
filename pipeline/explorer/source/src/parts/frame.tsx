// What stands around every view: skip link, title, the views by name, dark or light, and the release.
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { Release } from "../contract";
import { written } from "../names";
import { placeHref, type Place, type Route } from "../routes";
import { useArrival } from "./arrival";
import { ThemeSwitch } from "./theme_switch";

const VIEWS: [string, Route][] = [
  ["World", { view: "world", tab: "matrix" }],
  ["Table", { view: "table" }],
  ["SQL", { view: "sql" }],
  ["About", { view: "about" }],
];

interface Props {
  place: Place;
  release?: Release | undefined;
  children: ComponentChildren;
}

export function Frame({ place, release, children }: Props) {
  useArrival(placeHref(place.route.view === "world" ? { view: "world", tab: "matrix" } : place.route));
  useEffect(() => {
    document.title = `${titleOf(place.route)} · Legation${release ? ` ${release.version}` : ""}`;
  }, [place, release]);
  return (
    <>
      <a class="skip" href="#main" onClick={skip}>
        Skip to the content
      </a>
      <header class="top">
        <a class="brand" href={placeHref({ view: "world", tab: "matrix" })}>
          Legation {release && <small>{release.version}</small>}
        </a>
        <nav aria-label="Views">
          <ul>
            {VIEWS.map(([name, route]) => (
              <li key={name}>
                <a href={placeHref(route, keepsFilters(route) ? place.filters : undefined)} aria-current={route.view === place.route.view ? "page" : undefined}>
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <ThemeSwitch />
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <footer>
        {release && (
          <p>
            Legation {release.version}, {written(release.n_events)} events, {release.licence}.{" "}
            <a href={placeHref({ view: "about" })}>How to cite it</a>
          </p>
        )}
      </footer>
    </>
  );
}

const keepsFilters = (route: Route): boolean => route.view === "world" || route.view === "table";

// The address after # names the view, so the link must not change it.
function skip(event: Event) {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

function titleOf(route: Route): string {
  switch (route.view) {
    case "world":
      return `World: ${route.tab}`;
    case "pair":
      return `${route.a} and ${route.b}`;
    case "event":
      return "Event";
    case "sql":
      return "SQL";
    default:
      return route.view === "table" ? "Table" : "About";
  }
}
