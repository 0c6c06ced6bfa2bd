// A text in, the text with a button that copies it out.

import { useRef, useState } from "preact/hooks";

export function Copy({ text, name, test }: { text: string; name: string; test: string }) {
  const shown = useRef<HTMLPreElement>(null);
  const [said, setSaid] = useState("");
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid("Copied");
    } catch {
      // A page that did not come over https or from this machine may not write to the clipboard.
      if (shown.current) getSelection()?.selectAllChildren(shown.current);
      setSaid("Marked: copy it with Ctrl+C");
    }
  };
  return (
    <div class="copy">
      <pre ref={shown} data-testid={test} tabIndex={0} role="region" aria-label={name}>
        {text}
      </pre>
      <button type="button" onClick={copy} data-testid={`${test}-copy`} aria-label={`Copy: ${name}`}>
        Copy
      </button>{" "}
      <span role="status">{said}</span>
    </div>
  );
}
