// What the mentions say of each field in, side by side with the claim that the event has and why, out.

import { fieldsOf, type Field } from "./claims";
import type { Told } from "./read";

export function Claims({ told }: { told: Told }) {
  const fields = fieldsOf(told);
  if (!fields.length) {
    return (
      <>
        <h2>Whose word the event has</h2>
        <p>{told.mentions.length > 1 ? "No field had to be chosen." : "There is one mention: the event says what it says."}</p>
      </>
    );
  }
  return (
    <>
      <h2>Whose word the event has</h2>
      <div class="scroll" tabIndex={0} role="region" aria-label="What each mention says of each field">
        <table class="claims" data-testid="claims">
          <caption>What the mentions say of each field. A tick (✓) stands before the claim that the event has; ≠ where claims exclude one another.</caption>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Claims</th>
              <th scope="col">Why this one</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => (
              <Row key={field.field} field={field} corrected={correctedBy(told, field)} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Row({ field, corrected }: { field: Field; corrected: string }) {
  return (
    <tr>
      <th scope="row">
        {field.is_conflict && "≠ "}
        {field.name}
      </th>
      <td>
        <ul>
          {field.says.map(({ claim, mentions, is_chosen }) => (
            <li key={claim} class={is_chosen ? "chosen" : undefined}>
              {is_chosen && (
                <>
                  <span aria-hidden="true">✓ </span>
                  <span class="visually-hidden">the event has: </span>
                </>
              )}
              {claim} <span class="soft">({mentions.length > 1 ? "mentions" : "mention"} {mentions.join(", ")})</span>
            </li>
          ))}
        </ul>
      </td>
      <td>{corrected || (field.says.length > 1 || field.is_conflict ? field.reason : "all mentions that say something of it agree")}</td>
    </tr>
  );
}

/** A field that people corrected was chosen from no mention. */
function correctedBy(told: Told, { field }: Field): string {
  const columns = { kind: ["event_type", "mode", "act"], parties: ["actors", "recipients"] }[field] ?? [field];
  const fix = told.corrections.find((one) => one.target_id === told.row.event_id && columns.includes(String(one.field)));
  return fix ? `corrected by ${fix.corrected_by}: ${fix.reason}` : "";
}
