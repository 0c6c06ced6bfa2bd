// A text in, how wide the labels of a chart write it out: 12 pixels high, in the font of the page.

let pen: CanvasRenderingContext2D | null | undefined;
const known = new Map<string, number>();

/** Pixels; the same few hundred labels come again and again. */
export function widthOf(text: string): number {
  const found = known.get(text);
  if (found !== undefined) return found;
  if (pen === undefined) {
    pen = document.createElement("canvas").getContext("2d");
    if (pen) pen.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  }
  const width = pen ? pen.measureText(text).width : text.length * 7;
  known.set(text, width);
  return width;
}
