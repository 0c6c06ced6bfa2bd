// What is asked for, each with a button that takes it back.
import type { Filters, Release } from "../contract";
import { LISTS, type ListKey } from "../filters";
import { optionsOf } from "../names";

interface Props {
  release: Release;
  filters: Filters;
  onChange: (some: Partial<Filters>) => void;
}

export function Chips({ release, filters, onChange }: Props) {
  const asked = LISTS.flatMap((key) => filters[key].map((value) => ({ key, value })));
  if (!asked.length) return null;
  return (
    <ul class="chips" aria-label="Asked for">
      {asked.map(({ key, value }) => (
        <li key={`${key} ${value}`}>
          <button type="button" data-chip={value} aria-label={`Take back ${nameOf(release, key, value)}`} onClick={() => onChange({ [key]: filters[key].filter((one) => one !== value) })}>
            {nameOf(release, key, value)} <span aria-hidden="true">×</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function nameOf(release: Release, key: ListKey, value: string): string {
  const known = optionsOf(release, key).find((option) => option.value === value);
  return known ? known.name : `${value} (not in this release)`;
}
