// The id of an event in, its row and its mentions with their lists read out: what the view of an event shows.

import { detailOf, json, mentionsOf, type Row } from "../data/one_event";

export interface Party {
  role: string;
  actor_id: string;
  name: string;
  kind?: string;
  country?: string | null;
  /** Of a mention: the words that name the party, with their place in the document. */
  text?: string | null;
  char_start?: number | null;
  char_end?: number | null;
}

export interface Choice {
  field: string;
  mention_id: string;
  reason: string;
  n_claims: number;
}

export interface Claim {
  field: string;
  claim: string;
  is_chosen: boolean;
  n_sources: number;
  mention_ids: string[];
}

export interface Link {
  linked_event_id: string;
  link: string;
  date: string | null;
  summary: string;
}

export interface Fate {
  release: string;
  change: string;
  into: string | null;
  split_from: string | null;
  cause: string;
}

export interface Mention extends Row {
  mention_id: string;
  source_id: string;
}

export interface Told {
  row: Row;
  parties: Party[];
  choices: Choice[];
  conflicts: Claim[];
  links: Link[];
  contexts: string[];
  history: Fate[];
  changes: Record<string, string | null>[];
  corrections: Record<string, string | number | null>[];
  mentions: Mention[];
}

/** Null where the release has no such event. */
export async function readEvent(id: string): Promise<Told | null> {
  const [row, mentions] = await Promise.all([detailOf(id), mentionsOf(id)]);
  if (!row) return null;
  return {
    row,
    parties: json(row.actors),
    choices: json(row.choices),
    conflicts: json(row.conflicts),
    links: json(row.links),
    contexts: json(row.contexts),
    history: json(row.history),
    changes: json(row.changes),
    corrections: json(row.corrections),
    mentions: mentions as Mention[],
  };
}

/** A column as text; "" for null. */
export const textOf = (row: Row, name: string): string => String(row[name] ?? "");
