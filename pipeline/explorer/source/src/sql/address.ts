// The query within the page's address, so that a question can be passed on as a link.
import { go, parsePlace, placeHref } from "../routes";

export const queryInAddress = (): string => parsePlace(location.hash).rest.q ?? "";

export const queryHref = (sql: string): string => placeHref({ view: "sql" }, undefined, { q: sql });

export const keepInAddress = (sql: string): void => go(queryHref(sql), true);
