// The things of a chart with their places in, which of them the keys move to out: one of them at a time is in the order of the Tab key.

/** Something of the chart that can be focused. */
export interface Stop {
  key: string;
  x: number;
  lane: number;
}

/** The stop that a key leads to from one of them, which are ordered by their place in time; undefined for keys that lead nowhere. */
export function stopAfter(stops: Stop[], current: Stop, key: string): Stop | undefined {
  const at = stops.indexOf(current);
  switch (key) {
    case "ArrowRight":
      return stops[at + 1];
    case "ArrowLeft":
      return stops[at - 1];
    case "Home":
      return stops[0];
    case "End":
      return stops[stops.length - 1];
    case "ArrowDown":
      return nearestIn(stops, current, 1);
    case "ArrowUp":
      return nearestIn(stops, current, -1);
    default:
      return undefined;
  }
}

/** The stop of the next lane, below or above, that is nearest in time. */
function nearestIn(stops: Stop[], current: Stop, step: 1 | -1): Stop | undefined {
  const lanes = stops.map((stop) => stop.lane).filter((lane) => (lane - current.lane) * step > 0);
  const lane = step > 0 ? Math.min(...lanes) : Math.max(...lanes);
  const own = stops.filter((stop) => stop.lane === lane);
  return own.reduce<Stop | undefined>((best, stop) => (best && Math.abs(best.x - current.x) <= Math.abs(stop.x - current.x) ? best : stop), undefined);
}
