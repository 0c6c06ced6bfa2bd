// An event in, what stands around it out: linked events, contexts, its history from release to release, and corrections.

import type { Release } from "../contract";
import { eventHref } from "../routes";
import type { Told } from "./read";

export function Related({ release, told }: { release: Release; told: Told }) {
  return (
    <>
      {told.links.length > 0 && (
        <>
          <h2>Related events</h2>
          <p class="soft">Its digest page lists them as related reports.</p>
          <ul data-testid="links">
            {told.links.map((link) => (
              <li key={link.linked_event_id}>
                <a href={eventHref(link.linked_event_id)}>{link.summary}</a>
              </li>
            ))}
          </ul>
        </>
      )}
      {told.contexts.length > 0 && (
        <>
          <h2>Contexts</h2>
          <ul data-testid="contexts">
            {told.contexts.map((context) => (
              <li key={context}>{context}</li>
            ))}
          </ul>
        </>
      )}
      <History release={release} told={told} />
    </>
  );
}

function History({ release, told }: { release: Release; told: Told }) {
  if (!told.history.length && !told.corrections.length) return null;
  return (
    <>
      <h2>Its history</h2>
      <ul data-testid="history">
        {told.history.map((fate) => (
          <li key={`${fate.release} ${fate.change}`}>
            {fate.change} in {fate.release}
            {fate.release === release.version && ", this release"}
            {fate.into && <> into {<a href={eventHref(fate.into)}>{fate.into}</a>}</>}
            {fate.split_from && <> from {<a href={eventHref(fate.split_from)}>{fate.split_from}</a>}</>} (cause: {fate.cause})
          </li>
        ))}
        {told.changes.map((change, index) => (
          <li key={`change ${index}`}>
            {change.field} changed in {change.release} from {change.old_value ?? "nothing"} to {change.new_value ?? "nothing"} (cause: {change.cause})
          </li>
        ))}
        {told.corrections.map((fix, index) => (
          <li key={`correction ${index}`}>
            {fix.field} of {fix.target_id} corrected from {fix.old_value ?? "nothing"} to {fix.new_value ?? "nothing"} by {fix.corrected_by}, {fix.corrected_on}: {fix.reason}
          </li>
        ))}
      </ul>
    </>
  );
}
