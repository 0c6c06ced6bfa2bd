// An event and its mentions in, what each mention says of each field and which of them the event took, and why, out.

import { upTo } from "./correction";
import { textOf, type Choice, type Claim, type Mention, type Party, type Told } from "./read";
import { json } from "../data/one_event";

/** What some mentions say alike of a field. */
export interface Said {
  claim: string;
  /** Numbers of the mentions as the page counts them, from 1. */
  mentions: number[];
  is_chosen: boolean;
}

export interface Field {
  field: string;
  name: string;
  says: Said[];
  /** The rule that chose among them, in words; "" where nothing had to be chosen. */
  reason: string;
  is_conflict: boolean;
}

const NAMES: Record<string, string> = { kind: "type, mode and act", parties: "actors and recipients", date: "date", effective_on: "effective on", status: "status" };

const REASONS: Record<string, string> = {
  agreed: "all mentions that say something of it agree",
  "most-precise": "it is the most precise",
  "most-sources": "most documents say so",
  fullest: "it is the fullest: another one is a part of it or says less",
  "most-certain": "it is the most certain",
  earliest: "it is the earliest, where no other rule decides",
};

/** Every field for which the event has a choice among mentions. */
export const fieldsOf = (told: Told): Field[] =>
  told.choices.map((choice) => {
    const conflicts = told.conflicts.filter((claim) => claim.field === choice.field);
    return {
      field: choice.field,
      name: NAMES[choice.field] ?? choice.field,
      says: conflicts.length ? contradicting(conflicts, told.mentions) : differing(choice, told.mentions),
      reason: REASONS[choice.reason] ?? choice.reason,
      is_conflict: conflicts.length > 0,
    };
  });

function contradicting(conflicts: Claim[], mentions: Mention[]): Said[] {
  return conflicts.map(({ claim, is_chosen, mention_ids }) => ({ claim, is_chosen, mentions: numbersOf(mention_ids, mentions) }));
}

/** The claims where they differ without contradicting one another (a year, and a day of it). */
function differing(choice: Choice, mentions: Mention[]): Said[] {
  const chosen = mentions.find(({ mention_id }) => mention_id === choice.mention_id);
  const said = new Map<string, string[]>();
  for (const mention of mentions) {
    const claim = claimOf(mention, choice.field);
    if (claim) said.set(claim, [...(said.get(claim) ?? []), mention.mention_id]);
  }
  return [...said].map(([claim, ids]) => ({ claim, mentions: numbersOf(ids, mentions), is_chosen: chosen !== undefined && claimOf(chosen, choice.field) === claim }));
}

const numbersOf = (ids: string[], mentions: Mention[]): number[] =>
  ids.map((id) => mentions.findIndex(({ mention_id }) => mention_id === id) + 1).sort((one, two) => one - two);

/** What a mention says of a field; "" for nothing. */
function claimOf(mention: Mention, field: string): string {
  switch (field) {
    case "kind":
      return ["event_type", "mode", "act"].map((name) => textOf(mention, name)).filter(Boolean).join(" ");
    case "parties":
      return partiesOf(json<Party>(mention.actors));
    case "date":
      return upTo(textOf(mention, "date"), textOf(mention, "date_precision"));
    default:
      return textOf(mention, field);
  }
}

/** `Peru, Chile → Venezuela`. */
export function partiesOf(parties: Party[]): string {
  const [actors, recipients] = ["actor", "recipient"].map((role) =>
    [...new Set(parties.filter((party) => party.role === role).map(({ name }) => name))].sort().join(", "),
  );
  return recipients ? `${actors || "somebody"} → ${recipients}` : actors;
}
