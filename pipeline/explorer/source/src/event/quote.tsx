// A mention in, its words out with those marked that name act, parties and date; or what its source's policy withholds.

import { json } from "../data/one_event";
import { partySpans, piecesOf, wordSpans, type Mark, type Span } from "./highlight";
import { textOf, type Mention, type Party } from "./read";

const MEANING: Record<Mark, string> = { trigger: "the act", actor: "who acts", recipient: "who it is aimed at", date: "when" };

export function Quote({ mention }: { mention: Mention }) {
  const quote = textOf(mention, "quote");
  const whole = Number(mention.char_end) - Number(mention.char_start);
  if (!quote) return <Withheld mention={mention} whole={whole} />;
  const spans = spansOf(mention, quote);
  const shown = Array.from(quote).length;
  const isCut = Boolean(mention.quote_sha256) && shown < whole;
  return (
    <>
      <blockquote class="quote" data-testid="quote">
        {mention.before && <Aside text={textOf(mention, "before")} name="Earlier in the document" />}
        <p>
          “
          {piecesOf(quote, spans).map(({ text, marks }, index) => (marks.length ? <mark key={index} class={marks.join(" ")}>{text}</mark> : text))}
          {isCut && "…"}”
        </p>
        {mention.after && <Aside text={textOf(mention, "after")} name="Later in the document" />}
      </blockquote>
      {isCut && (
        <p class="soft">
          The policy of this source ({textOf(mention, "policy")}) lets the first {shown} of {whole} characters stand. SHA-256 of all of them:{" "}
          <code>{textOf(mention, "quote_sha256")}</code>
        </p>
      )}
      <Key spans={spans} quote={quote} />
    </>
  );
}

function spansOf(mention: Mention, quote: string): Span[] {
  return [
    ...partySpans(json<Party>(mention.actors), Number(mention.char_start)),
    ...wordSpans(quote, mention.trigger as string | null, "trigger"),
    ...wordSpans(quote, mention.date_text as string | null, "date"),
  ];
}

/** Another quote of the same document: what else is known of it, for its text is not in the release. */
const Aside = ({ text, name }: { text: string; name: string }) => (
  <p class="aside">
    <span>{name}:</span> “… {text} …”
  </p>
);

function Withheld({ mention, whole }: { mention: Mention; whole: number }) {
  return (
    <p class="notice" data-testid="withheld">
      The policy of this source ({textOf(mention, "policy") || "not stated"}) withholds its words: {whole} characters, from {mention.char_start} to {mention.char_end} of the
      document.{" "}
      {mention.quote_sha256 && (
        <>
          Whoever has the document can check them by their SHA-256, <code>{textOf(mention, "quote_sha256")}</code>.
        </>
      )}
    </p>
  );
}

/** What the marks mean, in words: they are not told by colour or line alone. */
function Key({ spans, quote }: { spans: Span[]; quote: string }) {
  const points = Array.from(quote);
  const inside = spans.filter(({ start, end }) => end > 0 && start < points.length).sort((one, two) => one.start - two.start);
  const marks = (Object.keys(MEANING) as Mark[]).filter((mark) => inside.some((span) => span.mark === mark));
  if (!marks.length) return null;
  return (
    <ul class="key">
      {marks.map((mark) => (
        <li key={mark}>
          {MEANING[mark]}:{" "}
          <mark class={mark}>
            {inside
              .filter((span) => span.mark === mark)
              .map(({ start, end }) => points.slice(Math.max(start, 0), end).join(""))
              .join(" … ")}
          </mark>
        </li>
      ))}
    </ul>
  );
}
