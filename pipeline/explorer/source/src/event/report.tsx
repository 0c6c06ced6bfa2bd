// An event in, a form that makes the row of a corrections file out.

import { useState } from "preact/hooks";
import type { Release } from "../contract";
import { json } from "../data/one_event";
import { Copy } from "./copy";
import { correctionFile, FIELDS, oldValue, type Correction } from "./correction";
import type { Party, Told } from "./read";

interface Props {
  release: Release;
  told: Told;
  id: string;
}

export function Report({ release, told, id }: Props) {
  const [target, setTarget] = useState(id);
  const [field, setField] = useState("date");
  const [typed, setTyped] = useState({ new: "", reason: "", who: "" });
  const row: Correction = { target, field, old: oldOf(told, target, field), ...typed, when: new Date().toISOString().slice(0, 10) };
  const missing = [typed.reason ? "" : "why", typed.who ? "" : "who you are", typed.new === row.old ? "what is right (it is what the data say)" : ""].filter(Boolean);
  const entry = (name: keyof typeof typed, label: string, hint: string) => (
    <label>
      {label} <small>{hint}</small>
      <input data-testid={`report-${name}`} value={typed[name]} onInput={(event) => setTyped({ ...typed, [name]: event.currentTarget.value })} />
    </label>
  );
  return (
    <>
      <h2>Report an error</h2>
      <p>
        {release.report} Fill in what is right and why; the lines beneath are the file. In a build of your own it works at once: <code>legation build --corrections FILE.csv</code>
      </p>
      <div class="report" role="group" aria-label="What is wrong" data-testid="report">
        <label>
          What is wrong <small>the event, or what one mention says</small>
          <select data-testid="report-target" value={target} onChange={(event) => setTarget(event.currentTarget.value)}>
            <option value={id}>the event</option>
            {told.mentions.map(({ mention_id }, index) => (
              <option key={mention_id} value={mention_id}>
                mention {index + 1}
              </option>
            ))}
          </select>
        </label>
        <label>
          Field <small>it now says: {row.old || "nothing"}</small>
          <select data-testid="report-field" value={field} onChange={(event) => setField(event.currentTarget.value)}>
            {FIELDS.map((one) => (
              <option key={one.field} value={one.field}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
        {entry("new", "What is right", FIELDS.find((one) => one.field === field)?.hint ?? "")}
        {entry("reason", "Why", "name a document, so that a reviewer can look")}
        {entry("who", "Who you are", "as you wish to be credited")}
      </div>
      {missing.length > 0 && <p data-testid="report-missing">Still to be filled in: {missing.join(", ")}.</p>}
      <Copy text={correctionFile(row)} name="Corrections file" test="correction" />
    </>
  );
}

function oldOf(told: Told, target: string, field: string): string {
  const mention = told.mentions.find(({ mention_id }) => mention_id === target);
  return mention ? oldValue(mention, json<Party>(mention.actors), field) : oldValue(told.row, told.parties, field);
}
