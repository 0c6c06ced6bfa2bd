// A table of countries by countries: the row acts, the column is acted upon, each number leads to the pair.
import { useMemo } from "preact/hooks";
import { counted, percent, written } from "../names";
import { pairHref } from "../routes";
import type { ChartProps } from "./chart";
import type { Dyads } from "./dyads";
import { moveWithin } from "./matrix_keys";
import { shade } from "./shade";

const SIZES = [10, 20, 40, 80];
const USUAL = 20;

export function Matrix(props: ChartProps) {
  const { dyads, order, rest, keep } = props;
  const size = SIZES.find((one) => String(one) === rest.size) ?? USUAL;
  const shown = useMemo(() => order.slice(0, size), [order, size]);
  return (
    <>
      <p class="soft">
        Rows act, columns are acted upon; {shown.length < order.length ? `the ${shown.length} countries with most events of ${order.length}` : `all ${order.length} countries`}.
        {dyads.n_alone > 0 && ` In ${counted(dyads.n_alone, "event")} no country acts on a country: they are not here.`} <Sizes size={size} n={order.length} keep={keep} />
      </p>
      <Legend />
      <div class="scroll matrix-box" role="region" aria-label="Matrix of countries" tabIndex={0}>
        <Cells {...props} shown={shown} />
      </div>
    </>
  );
}

/** Rows and cells have no keys: new counts are then written into the cells that stand there, which is faster than moving them. */
function Cells({ release, filters, dyads, shown }: ChartProps & { shown: number[] }) {
  const most = useMemo(() => largest(dyads, shown), [dyads, shown]);
  const first = firstCell(dyads, shown);
  const country = (one: number) => release.countries[one];
  const cell = (actor: number, recipient: number) => {
    const n = dyads.counts[actor * dyads.n + recipient];
    if (!n) return <td />;
    const conflicts = dyads.conflicts[actor * dyads.n + recipient];
    const [a, b] = [country(actor), country(recipient)];
    const told = `${counted(n, "event")}, ${percent(conflicts, n)} conflict`;
    return (
      <td class="shaded" style={shade(n, conflicts, most)}>
        <a
          href={pairHref(a.code, b.code, filters)}
          data-pair={`${a.code}/${b.code}`}
          // One cell is reached by Tab, the others from it by the arrow keys.
          tabIndex={actor === first?.[0] && recipient === first[1] ? 0 : -1}
          aria-label={`${a.name} on ${b.name}: ${told}`}
          title={`${a.name} → ${b.name}: ${told}`}
        >
          {written(n)}
        </a>
      </td>
    );
  };
  return (
    <table class="matrix" data-testid="matrix" onKeyDown={moveWithin}>
      <caption class="visually-hidden">Number of events by country that acts (row) and country acted upon (column)</caption>
      <thead>
        <tr>
          <td />
          {shown.map((one) => (
            <th scope="col">
              <abbr title={country(one).name}>{country(one).code}</abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map((actor) => (
          <tr>
            <th scope="row">
              <span class="name">{country(actor).name}</span> <span class="code">{country(actor).code}</span>
            </th>
            {shown.map((recipient) => cell(actor, recipient))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const Sizes = ({ size, n, keep }: { size: number; n: number; keep: ChartProps["keep"] }) => (
  <label class="field">
    Show at most{" "}
    <select data-testid="matrix-size" value={String(size)} onChange={(event) => keep({ size: event.currentTarget.value })}>
      {SIZES.filter((one, at) => one === size || !at || SIZES[at - 1] < n).map((one) => (
        <option key={one} value={String(one)}>
          {one}
        </option>
      ))}
    </select>
  </label>
);

const Legend = () => (
  <ul class="legend" aria-label="Colours of the cells">
    {["mostly cooperation", "mixed", "mostly conflict"].map((name, index) => (
      <li key={name}>
        <span class="shaded sample" style={shade(10, index * 5, 10)} aria-hidden="true" /> {name}
      </li>
    ))}
    <li>stronger colour: more events; line below: share of conflict</li>
  </ul>
);

function largest(dyads: Dyads, shown: number[]): number {
  let most = 0;
  for (const actor of shown) for (const recipient of shown) most = Math.max(most, dyads.counts[actor * dyads.n + recipient]);
  return most;
}

function firstCell(dyads: Dyads, shown: number[]): [number, number] | null {
  for (const actor of shown) for (const recipient of shown) if (dyads.counts[actor * dyads.n + recipient]) return [actor, recipient];
  return null;
}
