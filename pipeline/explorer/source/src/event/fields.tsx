// An event in, every field of it with its value and what both mean out.

import type { Code, Release } from "../contract";
import { pairHref } from "../routes";
import { textOf, type Party, type Told } from "./read";

export function Fields({ release, told }: { release: Release; told: Told }) {
  const columns = release.tables.find(({ name }) => name === "events")?.columns ?? [];
  return (
    <>
      <h2>All its fields</h2>
      <dl class="fields" data-testid="fields">
        <Parties release={release} told={told} />
        {columns.map(({ name, description }) => (
          <div key={name} data-field={name}>
            <dt>
              <code>{name}</code>
            </dt>
            <dd>
              <span class="value">{valueOf(told, name)}</span> <span class="soft">{plain(description)}</span>
              <Meaning code={codeOf(release, name, textOf(told.row, name))} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

const Meaning = ({ code }: { code: Code | undefined }) =>
  code ? (
    <span class="meaning">
      {code.name}: {code.description}
    </span>
  ) : null;

function valueOf({ row }: Told, name: string): string {
  const value = row[name];
  if (value === null || value === undefined || value === "") return "none";
  return typeof value === "number" && !Number.isInteger(value) ? String(Math.round(value * 1000) / 1000) : String(value);
}

function codeOf(release: Release, column: string, value: string): Code | undefined {
  const codes = (release.codes as Record<string, Code[] | undefined>)[column];
  return codes?.find(({ code }) => code === value);
}

// Descriptions mark names of columns and values as Markdown does.
const plain = (description: string): string => description.replace(/`/g, "");

function Parties({ release, told }: { release: Release; told: Told }) {
  return (
    <>
      {["actor", "recipient"].map((role) => {
        const parties = told.parties.filter((party) => party.role === role);
        return (
          <div key={role} data-field={`${role}s`}>
            <dt>
              <code>{role}s</code>
            </dt>
            <dd>
              {parties.length === 0 && <span class="value">none</span>}
              <ul>
                {parties.map((party) => (
                  <PartyItem key={party.actor_id} release={release} party={party} told={told} />
                ))}
              </ul>
              <span class="soft">{role === "actor" ? "Who did or said it." : "Who it is aimed at, where there is somebody."}</span>
            </dd>
          </div>
        );
      })}
    </>
  );
}

/** A party with its country, and the timelines of that country with those on the other side. */
function PartyItem({ release, party, told }: { release: Release; party: Party; told: Told }) {
  const country = party.country ?? "";
  const known = release.countries.find(({ code }) => code === country);
  const others = told.parties.filter((other) => other.country && other.country !== country && (other.role !== party.role || !told.parties.some(({ role }) => role === "recipient")));
  const codes = [...new Set(others.map((other) => other.country ?? ""))].slice(0, 8);
  return (
    <li>
      <span class="value">{party.name}</span> ({party.kind}
      {known && party.kind !== "country" && `, ${known.name}`}, <code>{party.actor_id}</code>)
      {known && party.role === "actor" && codes.length > 0 && (
        <>
          ; timelines:{" "}
          {codes.map((code, index) => (
            <span key={code}>
              {index > 0 && ", "}
              <a href={pairHref(country, code)}>
                {known.name} and {release.countries.find((one) => one.code === code)?.name ?? code}
              </a>
            </span>
          ))}
        </>
      )}
    </li>
  );
}
