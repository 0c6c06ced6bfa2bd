// An id that the release has no event for in, what to do out.

import type { Release } from "../contract";
import { Title } from "../parts/title";
import { placeHref } from "../routes";

export function Absent({ id, release }: { id: string; release: Release }) {
  const isId = /^evt_[0-9a-f]{16}$/.test(id);
  return (
    <div data-testid="no-event">
      <Title subject={id}>No event {id}</Title>
      <p class="notice" role="alert">
        Version {release.version} of this release has no event with this id.{" "}
        {isId
          ? "Another version may have it: an event that was merged, split or withdrawn stands in the table event_history of the release that did so."
          : "The id of an event is evt_ with sixteen digits or letters from a to f, such as evt_0123456789abcdef: perhaps a part of it was lost."}
      </p>
      <ul>
        <li>
          <a href={placeHref({ view: "table" })}>All events of this release</a>
        </li>
        <li>
          <a href={placeHref({ view: "sql" })}>Ask its tables</a>, for example <code>FROM event_history WHERE event_id = '{id}'</code>
        </li>
      </ul>
    </div>
  );
}
