// An event in, how to cite it out.

import type { Release } from "../contract";
import { bibtexOf, sentenceOf } from "./citation";
import { Copy } from "./copy";

export const Cite = ({ release, id, summary }: { release: Release; id: string; summary: string }) => (
  <>
    <h2>Cite this event</h2>
    <Copy text={sentenceOf(release, id, summary)} name="Citation" test="citation" />
    <Copy text={bibtexOf(release, id, summary)} name="BibTeX" test="bibtex" />
    <p>
      How it was coded, sentence by sentence: <code data-testid="explain">legation explain {id}</code>
    </p>
  </>
);
