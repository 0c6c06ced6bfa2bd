// Two countries in, the fields to choose others by typing a name or code, and to swap them, out.

import { useEffect, useState } from "preact/hooks";
import type { Country, Release } from "../contract";

interface Props {
  release: Release;
  a: string;
  b: string;
  go: (a: string, b: string) => void;
}

export function ChoosePair({ release, a, b, go }: Props) {
  return (
    <div class="choose" data-testid="choose">
      <datalist id="pair-countries">
        {release.countries.map((country) => (
          <option key={country.code} value={titleOf(country)} />
        ))}
      </datalist>
      <CountryField id="first" name="First country" code={a} countries={release.countries} choose={(code) => go(code, b)} />
      <button type="button" onClick={() => go(b, a)} data-testid="swap">
        <span aria-hidden="true">⇄</span> Swap
      </button>
      <CountryField id="second" name="Second country" code={b} countries={release.countries} choose={(code) => go(a, code)} />
    </div>
  );
}

interface FieldProps {
  id: string;
  name: string;
  code: string;
  countries: Country[];
  choose: (code: string) => void;
}

function CountryField({ id, name, code, countries, choose }: FieldProps) {
  const chosen = countries.find((country) => country.code === code);
  const title = chosen ? titleOf(chosen) : code;
  const [text, setText] = useState(title);
  const [isUnknown, setUnknown] = useState(false);
  useEffect(() => {
    setText(title);
    setUnknown(false);
  }, [title]);
  const changed = (value: string) => {
    const found = findCountry(countries, value);
    setUnknown(!found);
    setText(found ? titleOf(found) : value);
    if (found && found.code !== code) choose(found.code);
  };
  return (
    <div class="country">
      <label for={`pair-${id}`}>{name}</label>
      <input
        id={`pair-${id}`}
        data-testid={`pair-${id}`}
        list="pair-countries"
        autocomplete="off"
        value={text}
        aria-invalid={isUnknown}
        aria-describedby={isUnknown ? `pair-${id}-unknown` : undefined}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => changed(event.currentTarget.value)}
      />
      {isUnknown && (
        <span id={`pair-${id}-unknown`} role="alert" class="unknown">
          No event of this release names “{text}”. Type a part of a name and choose from the list.
        </span>
      )}
    </div>
  );
}

const titleOf = ({ name, code }: Country): string => `${name} (${code})`;

/** By title, code or name; or by a part of the name, where only one country has it. */
function findCountry(countries: Country[], typed: string): Country | undefined {
  const text = typed.trim().toLowerCase();
  const exact = countries.find((country) => [titleOf(country), country.code, country.name].some((known) => known.toLowerCase() === text));
  if (exact || !text) return exact;
  const near = countries.filter(({ name }) => name.toLowerCase().includes(text));
  return near.length === 1 ? near[0] : undefined;
}
