// The name of a file of `data/` goes in, its bytes come out: whole, or by ranges where the server has them.
import { asyncBufferFromUrl, cachedAsyncBuffer, type AsyncBuffer } from "hyparquet";

export const dataUrl = (name: string): string => new URL(`data/${name}`, document.baseURI).href;

/** The whole file. Throws an Error that says which file and what the server answered. */
export async function readWhole(name: string): Promise<Response> {
  const response = await fetch(dataUrl(name));
  if (!response.ok) throw new Error(`The file data/${name} of this release could not be read: the server answered ${response.status}.`);
  return response;
}

export const readBytes = async (name: string): Promise<ArrayBuffer> => (await readWhole(name)).arrayBuffer();

/** A file of which parts are read; a server that tells no length or knows no ranges gives it whole, once. */
export async function openByRanges(name: string): Promise<AsyncBuffer> {
  try {
    return cachedAsyncBuffer(await asyncBufferFromUrl({ url: dataUrl(name) }));
  } catch {
    return readBytes(name);
  }
}
