// Arrow keys go in, the focus moves to the next cell of the matrix that holds a number.

const STEPS: Record<string, [number, number]> = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };

export function moveWithin(event: KeyboardEvent): void {
  const step = STEPS[event.key];
  const cell = (event.target as Element).closest("td");
  const row = cell?.parentElement as HTMLTableRowElement | null;
  const body = row?.parentElement as HTMLTableSectionElement | null;
  if (!step || !cell || !row || !body) return;
  event.preventDefault();
  const next = findLink(body, row.sectionRowIndex, cell.cellIndex, step);
  if (!next) return;
  event.target instanceof HTMLElement && (event.target.tabIndex = -1);
  next.tabIndex = 0;
  next.focus();
}

/** The nearest cell with a number in that direction; past the end of a row none. */
function findLink(body: HTMLTableSectionElement, row: number, column: number, [down, right]: [number, number]): HTMLAnchorElement | null {
  for (let r = row + down, c = column + right; body.rows[r]?.cells[c]; r += down, c += right) {
    const link = body.rows[r].cells[c].querySelector("a");
    if (link) return link;
  }
  return null;
}
