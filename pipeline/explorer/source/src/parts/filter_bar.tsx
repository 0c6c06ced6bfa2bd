// Everything by which events can be filtered; each change is handed on as new filters.
import type { Filters, Release } from "../contract";
import { LISTS, isFiltered, noFilters, type ListKey } from "../filters";
import { markFilter } from "../measure";
import { optionsOf } from "../names";
import { Chips } from "./chips";
import { Choices } from "./choices";
import { Menu } from "./menu";

export const LABELS: Record<ListKey, string> = {
  countries: "Countries",
  quad: "Quad class",
  types: "Type",
  acts: "Act",
  status: "Status",
  formats: "Format",
  publishers: "Publisher",
};

// How several ticked boxes of a list are meant, where it is not plain.
const NOTES: Partial<Record<ListKey, string>> = {
  countries: "At least one of them takes part.",
  formats: "At least one document of these reports it.",
  publishers: "At least one of them reports it.",
};

interface Props {
  release: Release;
  filters: Filters;
  onChange: (filters: Filters) => void;
  /** Lists that the view chooses by other means. */
  without?: ListKey[];
}

export function FilterBar({ release, filters, onChange, without = [] }: Props) {
  const change = (some: Partial<Filters>) => {
    markFilter();
    onChange(withoutEmpty({ ...filters, ...some }));
  };
  return (
    <section class="filters" aria-label="Filters" data-testid="filters">
      {LISTS.filter((key) => !without.includes(key) && optionsOf(release, key).length).map((key) => (
        <Menu key={key} label={filters[key].length ? `${LABELS[key]} (${filters[key].length})` : LABELS[key]} testid={`filter-${key}`}>
          <Choices legend={LABELS[key]} options={optionsOf(release, key)} chosen={filters[key]} onChange={(chosen) => change({ [key]: chosen })} hasMarks={key === "quad"} note={NOTES[key]} />
        </Menu>
      ))}
      <Day label="From" testid="filter-from" value={filters.from} onChange={(from) => change({ from })} />
      <Day label="To" testid="filter-to" value={filters.to} onChange={(to) => change({ to })} />
      <Confidence value={filters.confidence} onChange={(confidence) => change({ confidence })} />
      {isFiltered(filters) && (
        <button type="button" data-testid="filter-clear" onClick={() => change({ from: "", to: "", confidence: 0, ...noFilters() })}>
          Clear all
        </button>
      )}
      <Chips release={release} filters={filters} onChange={change} />
    </section>
  );
}

interface DayProps {
  label: string;
  testid: string;
  value: string | undefined;
  onChange: (day: string) => void;
}

const Day = ({ label, testid, value, onChange }: DayProps) => (
  <label class="field">
    {label} <input type="date" data-testid={testid} value={value ?? ""} min="0001-01-01" max="9999-12-31" onChange={(event) => onChange(event.currentTarget.value)} />
  </label>
);

const Confidence = ({ value, onChange }: { value: number | undefined; onChange: (least: number) => void }) => (
  <label class="field">
    Least confidence{" "}
    <input
      type="number"
      data-testid="filter-confidence"
      min="0"
      max="1"
      step="0.05"
      value={value ?? ""}
      placeholder="0"
      onChange={(event) => onChange(Math.min(1, Math.max(0, Number(event.currentTarget.value) || 0)))}
    />
  </label>
);

function withoutEmpty({ from, to, confidence, ...lists }: Filters): Filters {
  return { ...lists, ...(from ? { from } : {}), ...(to ? { to } : {}), ...(confidence ? { confidence } : {}) };
}
