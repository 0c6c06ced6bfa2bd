// Rows of events go in, how often each country acts on each other comes out. As in view event_dyads: of a mutual act, once in each direction.
import type { Events, Release } from "../contract";
import { isConflictual } from "../parts/quad";

export interface Dyads {
  /** Countries of the release; counts stand at `actor * n + recipient`. */
  n: number;
  counts: Int32Array;
  /** Of these, those of the two classes of conflict. */
  conflicts: Int32Array;
  /** Events by country, in which it acts, is acted upon, or either; each event once. */
  acting: Int32Array;
  aimedAt: Int32Array;
  either: Int32Array;
  /** Of those in `either`, conflict. */
  conflictsOf: Int32Array;
  /** Events of which no country acts on a country, and so not in `counts`. */
  n_alone: number;
}

export function dyadsOf(release: Release, events: Events, rows: Uint32Array): Dyads {
  const n = release.countries.length;
  const found: Dyads = {
    n,
    counts: new Int32Array(n * n),
    conflicts: new Int32Array(n * n),
    acting: new Int32Array(n),
    aimedAt: new Int32Array(n),
    either: new Int32Array(n),
    conflictsOf: new Int32Array(n),
    n_alone: 0,
  };
  const hostile = release.codes.quad_class.map(({ code }) => (isConflictual(code) ? 1 : 0));
  for (const row of rows) {
    const actors = events.party_sets[events.actors[row]];
    const recipients = events.party_sets[events.recipients[row]];
    const conflict = hostile[events.quad_class[row]];
    countCountries(found, actors, recipients, conflict);
    countPairs(found, actors, recipients, conflict);
  }
  return found;
}

function countCountries(found: Dyads, actors: number[], recipients: number[], conflict: number): void {
  for (const one of actors) {
    found.acting[one]++;
    found.either[one]++;
    found.conflictsOf[one] += conflict;
  }
  for (const one of recipients) {
    found.aimedAt[one]++;
    if (actors.includes(one)) continue;
    found.either[one]++;
    found.conflictsOf[one] += conflict;
  }
}

function countPairs(found: Dyads, actors: number[], recipients: number[], conflict: number): void {
  if (!actors.length || !recipients.length) {
    found.n_alone++;
    return;
  }
  // The same countries on both sides are a mutual act, in which none acts on itself.
  const isMutual = actors === recipients && actors.length > 1;
  for (const actor of actors) {
    for (const recipient of recipients) {
      if (isMutual && actor === recipient) continue;
      found.counts[actor * found.n + recipient]++;
      found.conflicts[actor * found.n + recipient] += conflict;
    }
  }
}

/** Indexes of the countries that have events, those with most first, then by name. */
export function ranked(dyads: Dyads): number[] {
  return Array.from(dyads.either.keys())
    .filter((one) => dyads.either[one])
    .sort((a, b) => dyads.either[b] - dyads.either[a] || a - b);
}
