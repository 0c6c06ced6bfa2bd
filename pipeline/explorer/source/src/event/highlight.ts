// A quote and the words in it that name act, actors and date in, its pieces with their marks out. All offsets are Unicode code points.

export type Mark = "trigger" | "actor" | "recipient" | "date";

/** From the first code point of the quote to the one after the last. */
export interface Span {
  start: number;
  end: number;
  mark: Mark;
}

export interface Piece {
  text: string;
  marks: Mark[];
}

/** A party of a mention with its place in the document, where it has one. */
export interface Named {
  role: string;
  char_start?: number | null;
  char_end?: number | null;
}

/** The quote cut at every start and end of a span; spans may overlap and may reach out of the quote. */
export function piecesOf(quote: string, spans: Span[]): Piece[] {
  // A string counts UTF-16 units, an offset of the data code points: an emoji or a rare ideograph is two of the former.
  const points = Array.from(quote);
  const cuts = new Set([0, points.length]);
  for (const { start, end } of spans) for (const cut of [start, end]) if (cut > 0 && cut < points.length) cuts.add(cut);
  const ordered = [...cuts].sort((one, two) => one - two);
  return ordered.slice(0, -1).map((start, index) => ({
    text: points.slice(start, ordered[index + 1]).join(""),
    marks: [...new Set(spans.filter((span) => span.start <= start && span.end > start).map((span) => span.mark))],
  }));
}

/** Where the parties stand in a quote that begins at `quoteStart` of its document. */
export function partySpans(parties: Named[], quoteStart: number): Span[] {
  return parties.flatMap(({ role, char_start, char_end }) =>
    char_start == null || char_end == null
      ? []
      : [{ start: char_start - quoteStart, end: char_end - quoteStart, mark: role === "recipient" ? "recipient" : "actor" }],
  );
}

/** Where words stand in a quote: whole, or where they are apart ("called … home"), each after the one before; none where one is missing. */
export function wordSpans(quote: string, words: string | null | undefined, mark: Mark): Span[] {
  if (!words) return [];
  const whole = find(quote, words, 0);
  if (whole) return [{ ...whole, mark }];
  const spans: Span[] = [];
  let at = 0;
  for (const word of words.split(/\s+/u)) {
    const found = find(quote, word, at);
    if (!found) return [];
    spans.push({ ...found, mark });
    at = found.end;
  }
  return spans;
}

/** The first place of some words that is no part of a longer word, from a code point on. */
function find(quote: string, words: string, from: number): { start: number; end: number } | undefined {
  const escaped = words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/gu, "\\s+");
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, "giu");
  pattern.lastIndex = Array.from(quote).slice(0, from).join("").length;
  const found = pattern.exec(quote);
  if (!found) return undefined;
  const start = Array.from(quote.slice(0, found.index)).length;
  return { start, end: start + Array.from(found[0]).length };
}
