// Periods go in, two rows of columns come out: events above, documents read below; with the same as a table.
import { useState } from "preact/hooks";
import { counted, written } from "../names";
import { DataTable } from "./data_table";
import type { Period, Periods } from "./periods";

const HEIGHT = 36;

export function Strip({ unit, periods, n_left_out }: Periods) {
  const [at, setAt] = useState<number | null>(null);
  const mostEvents = Math.max(1, ...periods.map((one) => one.n_events));
  const mostDocuments = Math.max(1, ...periods.map((one) => one.n_documents));
  const silent = periods.filter((one) => !one.n_documents).length;
  const first = periods[0].name;
  const last = periods[periods.length - 1].name;
  const label =
    `By ${unit}, ${first} to ${last}: above events (at most ${written(mostEvents)}),` +
    ` below documents read, by date of publication (at most ${written(mostDocuments)}).`;
  return (
    <figure class="strip">
      <svg
        viewBox={`0 0 ${periods.length} ${2 * HEIGHT + 2}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
        data-testid="coverage-strip"
        onPointerMove={(event) => setAt(placeAt(event, periods.length))}
        onPointerLeave={() => setAt(null)}
      >
        <path class="events" d={columns(periods, (one) => (-HEIGHT * one.n_events) / mostEvents, HEIGHT)} />
        <path class="documents" d={columns(periods, (one) => (HEIGHT * one.n_documents) / mostDocuments, HEIGHT + 2)} />
        {at !== null && <rect class="pointed" x={at} width={1} height={2 * HEIGHT + 2} />}
      </svg>
      <p class="axis" aria-hidden="true">
        <span>{first}</span>
        <span>{at === null ? "" : told(periods[at])}</span>
        <span>{last}</span>
      </p>
      <figcaption class="soft">
        {label} {silent > 0 && `Of ${written(silent)} of these ${counted(periods.length, unit)} no document was read: silence there is not peace.`}{" "}
        {n_left_out > 0 && `${counted(n_left_out, "event")} ${n_left_out === 1 ? "is" : "are"} not dated so exactly, and not drawn.`}
      </figcaption>
      <AsTable unit={unit} periods={periods} />
    </figure>
  );
}

function AsTable({ unit, periods }: { unit: string; periods: Period[] }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>The same as a table</summary>
      {isOpen && (
        <DataTable
          caption={`Events and documents read by ${unit}`}
          columns={[[unit[0].toUpperCase() + unit.slice(1)], ["Events", true], ["Documents read", true]]}
          rows={periods.map((one) => [one.name, written(one.n_events), written(one.n_documents)])}
        />
      )}
    </details>
  );
}

const told = ({ name, n_events, n_documents }: Period): string => `${name}: ${counted(n_events, "event")}, ${counted(n_documents, "document")}`;

// One path for all columns: a thousand rectangles would be slower to draw. A column that stands for anything is at least a pixel high.
function columns(periods: Period[], height: (one: Period) => number, base: number): string {
  return periods
    .map((one, x) => {
      const tall = height(one);
      return tall ? `M${x + 0.08},${base}h.84v${Math.sign(tall) * Math.max(1.5, Math.abs(tall))}h-.84Z` : "";
    })
    .join("");
}

function placeAt(event: PointerEvent & { currentTarget: SVGSVGElement }, n: number): number {
  const box = event.currentTarget.getBoundingClientRect();
  return Math.min(n - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * n)));
}
