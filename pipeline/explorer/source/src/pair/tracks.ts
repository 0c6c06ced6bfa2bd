// The marks of one lane, by their place on the x axis, in; the track of each, so that none covers another, out.

/** A mark from `x0` to `x1` (pixels), with a label of so many pixels after it, or before it at the right edge. */
export interface Extent {
  x0: number;
  x1: number;
  label: number;
}

export interface Place {
  track: number;
  /** On which side the label stands; none where there is no room for it. */
  label?: "left" | "right";
}

export interface Tracks {
  /** In the order of the extents. */
  places: Place[];
  n_tracks: number;
}

const GAP = 4;

/** Tracks for extents that are ordered by `x0`; undefined where they do not fit into so many. Labels give way before marks do. */
export function packLane(extents: Extent[], width: number, maxTracks: number): Tracks | undefined {
  return pack(extents, width, maxTracks, true) ?? pack(extents, width, maxTracks, false);
}

function pack(extents: Extent[], width: number, maxTracks: number, withLabels: boolean): Tracks | undefined {
  const ends: number[] = [];
  const places: Place[] = [];
  for (const extent of extents) {
    const { x0, x1, label } = extent;
    const side = withLabels ? sideOf(extent, width) : undefined;
    const start = side === "left" ? x0 - label : x0;
    const free = ends.findIndex((end) => end + GAP <= start);
    const track = free < 0 ? ends.length : free;
    if (track >= maxTracks) return undefined;
    ends[track] = x1 + (side === "right" ? label : 0);
    places.push({ track, ...(side ? { label: side } : {}) });
  }
  return { places: withLabels ? places : labelled(extents, places, width), n_tracks: ends.length };
}

function sideOf({ x0, x1, label }: Extent, width: number): "left" | "right" | undefined {
  if (x1 + label <= width) return "right";
  return x0 - label >= 0 ? "left" : undefined;
}

/** The same places, with a label wherever the next mark of the track leaves room for it. */
function labelled(extents: Extent[], places: Place[], width: number): Place[] {
  const next: number[] = [];
  const out = new Array<Place>(places.length);
  for (let index = places.length - 1; index >= 0; index--) {
    const { x0, x1, label } = extents[index];
    const { track } = places[index];
    out[index] = x1 + label + GAP <= (next[track] ?? width) ? { track, label: "right" } : { track };
    next[track] = x0;
  }
  return out;
}
