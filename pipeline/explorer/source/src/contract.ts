// What `pipeline/explorer/write.py` writes and the page reads: `data/release.json`, and the columns of events once they are in memory.

/** A code of the ontology with its name for people and its meaning, in the ontology's order. */
export interface Code {
  code: string;
  name: string;
  description: string;
  /** Of an act or mode: the event type it belongs to; of an event type: its quad class. */
  within?: string;
}

export interface Country {
  /** ISO 3166-1 alpha-3, or the code of a country that is gone. */
  code: string;
  name: string;
  /** ISO 3166-1 numeric as in the map's geometry ("604"); absent where the map has no such country. */
  numeric?: string;
}

export interface Column {
  name: string;
  type: string;
  description: string;
}

export interface Table {
  name: string;
  description: string;
  /** False for a view. */
  is_table: boolean;
  /** 0 for a view, whose rows are made when asked for. */
  n_rows: number;
  columns: Column[];
}

export interface Query {
  title: string;
  sql: string;
}

/** `data/release.json`. */
export interface Release {
  name: string;
  version: string;
  codebook_version: string;
  licence: string;
  /** How to cite the release, as a sentence and as BibTeX. An event is cited with its id after it. */
  citation: string;
  bibtex: string;
  /** How to report an error, in a sentence; the columns of a row of corrections. */
  report: string;
  n_events: number;
  n_mentions: number;
  n_sources: number;
  codes: {
    event_type: Code[];
    mode: Code[];
    quad_class: Code[];
    act: Code[];
    date_precision: Code[];
    status: Code[];
    relation_status: Code[];
  };
  formats: string[];
  publishers: string[];
  /** Those that act or are acted upon in this release, by name. */
  countries: Country[];
  tables: Table[];
  queries: Query[];
}

/** All events, a column each, in the file's order (by date, undated last). Indexes point into `Release.codes`; -1 is null. */
export interface Events {
  n: number;
  event_id: string[];
  event_type: Uint8Array;
  mode: Int16Array;
  quad_class: Uint8Array;
  act: Int16Array;
  date_precision: Uint8Array;
  status: Uint8Array;
  /** Days since 1970-01-01; NO_DAY where there is none. */
  date: Int32Array;
  date_end: Int32Array;
  confidence: Float32Array;
  n_mentions: Int32Array;
  n_sources: Int32Array;
  /** Indexes into `party_sets`: which countries act, and are acted upon. */
  actors: Int32Array;
  recipients: Int32Array;
  /** Each different set of countries once, as indexes into `Release.countries`. */
  party_sets: number[][];
  /** Indexes into `index_sets`. */
  formats: Int32Array;
  publishers: Int32Array;
  /** Each different set of formats or publishers once. */
  index_sets: number[][];
  is_conflict: Uint8Array;
}

export const NO_DAY = -2147483648;

/** What is asked for; an empty list asks for nothing in particular. */
export interface Filters {
  countries: string[];
  quad: string[];
  types: string[];
  acts: string[];
  status: string[];
  formats: string[];
  publishers: string[];
  /** ISO days. */
  from?: string;
  to?: string;
  /** Least confidence, 0 to 1. */
  confidence?: number;
}
