// A list of boxes to tick, with a field that narrows a long list.
import { useState } from "preact/hooks";
import type { Option } from "../names";
import { QuadMark } from "./quad";

const LONG = 14;

interface Props {
  legend: string;
  options: Option[];
  chosen: string[];
  onChange: (chosen: string[]) => void;
  hasMarks?: boolean;
  /** How several ticked boxes are meant. */
  note?: string | undefined;
}

export function Choices({ legend, options, chosen, onChange, hasMarks, note }: Props) {
  const [sought, setSought] = useState("");
  const words = sought.trim().toLowerCase();
  const shown = words ? options.filter(({ value, name }) => `${value} ${name}`.toLowerCase().includes(words)) : options;
  const toggle = (value: string) => onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]);
  return (
    <fieldset class="choices">
      <legend class="visually-hidden">{legend}</legend>
      {note && <p class="soft">{note}</p>}
      {options.length > LONG && (
        <input type="search" aria-label={`Narrow the list: ${legend}`} placeholder="Narrow the list" value={sought} onInput={(event) => setSought(event.currentTarget.value)} />
      )}
      <ul>
        {shown.map(({ value, name, note }) => (
          <li key={value}>
            <label title={note}>
              <input type="checkbox" value={value} checked={chosen.includes(value)} onChange={() => toggle(value)} /> {hasMarks && <QuadMark code={value} />} {name}
            </label>
          </li>
        ))}
      </ul>
      {!shown.length && <p class="soft">Nothing has such a name.</p>}
    </fieldset>
  );
}
