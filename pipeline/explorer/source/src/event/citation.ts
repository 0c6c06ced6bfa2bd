// A release and one of its events in, how to cite that event out: as a sentence and as BibTeX.

import type { Release } from "../contract";

export const sentenceOf = (release: Release, eventId: string, summary: string): string =>
  `${release.citation.replace(/\s*\.?\s*$/, ".")} Event ${eventId}: ${summary}.`;

/** The release's entry with the event as its note, under a key of its own. */
export function bibtexOf(release: Release, eventId: string, summary: string): string {
  const entry = release.bibtex.trim();
  const note = `  note = {Event \\texttt{${escaped(eventId)}}: ${escaped(summary)}}`;
  const keyed = entry.replace(/^(@\w+\s*\{\s*)([^,\s]+)/, (_, start: string, key: string) => `${start}${key}-${eventId.replace("_", "-")}`);
  return keyed.replace(/,?\s*\}\s*$/, () => `,\n${note}\n}`);
}

/** What TeX reads as commands, written so that it prints it. */
function escaped(text: string): string {
  const names: Record<string, string> = { "\\": "\\textbackslash{}", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}" };
  return text.replace(/[\\~^&%$#_{}]/g, (sign) => names[sign] ?? `\\${sign}`);
}
