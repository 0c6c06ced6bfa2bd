// Links: to views by their address within the page, and to addresses that stand in documents.
import type { ComponentChildren } from "preact";

/** A link to an address from a document; text where it is no http(s) address. */
export function OutLink({ url, children }: { url: string | null | undefined; children?: ComponentChildren }) {
  if (!url) return <>{children}</>;
  if (!isWeb(url)) return <span>{children ?? url}</span>;
  return (
    <a href={url} rel="noreferrer noopener" target="_blank">
      {children ?? url}
    </a>
  );
}

function isWeb(url: string): boolean {
  try {
    return ["http:", "https:"].includes(new URL(url).protocol);
  } catch {
    return false;
  }
}
