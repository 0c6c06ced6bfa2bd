// A mention in, its words, its document and how it was coded out.

import type { ComponentChildren } from "preact";
import type { Release } from "../contract";
import { json } from "../data/one_event";
import { OutLink } from "../parts/links";
import { upTo } from "./correction";
import { Quote } from "./quote";
import { textOf, type Mention, type Party } from "./read";

export function MentionPart({ release, mention, number }: { release: Release; mention: Mention; number: number }) {
  const title = textOf(mention, "title") || textOf(mention, "path");
  return (
    <section class="mention" id={mention.mention_id} aria-labelledby={`${mention.mention_id}-title`} data-testid="mention" data-mention={mention.mention_id}>
      <h3 id={`${mention.mention_id}-title`}>
        Mention {number}: {title}
      </h3>
      <Quote mention={mention} />
      <div class="facts">
        <Source mention={mention} />
        <Coding release={release} mention={mention} />
      </div>
    </section>
  );
}

function Source({ mention }: { mention: Mention }) {
  const of = (name: string) => textOf(mention, name);
  const link = of("url");
  return (
    <dl aria-label="Where it stands">
      <Fact name="Publisher">{of("publisher") || "not named"}</Fact>
      <Fact name="Published on">{of("published_on") || "no date in the document"}</Fact>
      <Fact name="Address">{link ? <OutLink url={link} /> : "not known"}</Fact>
      <Fact name="Document">
        {of("path")} ({of("format") || "unknown format"}, <code>{of("source_id")}</code>)
      </Fact>
      <Fact name="Place">
        {of("section") === "related" ? "an item of its list of related reports" : of("section") === "main" ? "its main text" : "its other text"}
        {of("heading") && `, under “${of("heading")}”`}
        {of("section_published_on") && `, dated ${of("section_published_on")}`}, sentence {of("sentence")}, characters {of("char_start")} to {of("char_end")}
      </Fact>
      <Fact name="Licence">
        {of("licence") || "not known"}
        {of("policy") && `; policy: ${of("policy")}`}
      </Fact>
    </dl>
  );
}

function Coding({ release, mention }: { release: Release; mention: Mention }) {
  const of = (name: string) => textOf(mention, name);
  const date = upTo(of("date"), of("date_precision"));
  const status = release.codes.status.find(({ code }) => code === of("status"));
  return (
    <dl aria-label="How it was coded">
      <Fact name="Date it gives">
        {date || "none"}
        {date && whence(mention)}
      </Fact>
      <Fact name="Parties it names">
        {json<Party>(mention.actors).map((party, index) => (
          <span key={index} class="party">
            {party.role === "recipient" ? "recipient" : "actor"} {party.name}
            {party.text && party.text !== party.name && `, as “${party.text}”`}
          </span>
        ))}
      </Fact>
      <Fact name="Coded as">{[of("event_type"), of("mode"), of("act")].filter(Boolean).join(" · ")}</Fact>
      <Fact name="By the rule">
        {of("rule") ? <code>{of("rule")}</code> : "not stored"}
        {of("trigger") && `, at “${of("trigger")}”`}
      </Fact>
      <Fact name="Status">
        {status?.name ?? of("status")}. {status?.description}
        {of("said_by") && ` Said by ${of("said_by_name") || of("said_by")}.`}
        {of("effective_on") && ` Applies from ${of("effective_on")} on.`}
      </Fact>
      <Fact name="Confidence">{Number(mention.confidence).toFixed(2)}</Fact>
      {of("moved_from") && (
        <Fact name="Moved from">
          <code>{of("moved_from")}</code>, by a correction
        </Fact>
      )}
      <Fact name="Id">
        <code>{of("mention_id")}</code>
      </Fact>
    </dl>
  );
}

/** What the date was read from. A policy may withhold these words, and then it does not show whether there were any. */
function whence(mention: Mention): string {
  const words = textOf(mention, "date_text");
  if (words) return `, read from “${words}”`;
  const own = `the ${mention.section === "related" ? "item" : "document"}’s own date`;
  return mention.policy && mention.policy !== "full" ? `, read from words that the policy withholds, or ${own}` : `, ${own}`;
}

export const Fact = ({ name, children }: { name: string; children: ComponentChildren }) => (
  <div class="fact">
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);
