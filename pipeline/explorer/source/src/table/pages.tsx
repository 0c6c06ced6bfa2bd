// Which rows of how many are shown, and the way to the others.
import { written } from "../names";

export const PAGE = 100;

export function Pages({ page, n, onPage }: { page: number; n: number; onPage: (page: number) => void }) {
  const last = Math.max(1, Math.ceil(n / PAGE));
  if (last === 1) return null;
  const first = (page - 1) * PAGE + 1;
  return (
    <nav class="tools" aria-label="Pages of the table">
      <Step name="First" testid="page-first" to={1} page={page} last={last} onPage={onPage} />
      <Step name="Previous" testid="page-previous" to={page - 1} page={page} last={last} onPage={onPage} />
      <span aria-live="polite" data-testid="page">
        {written(first)} to {written(Math.min(n, page * PAGE))} of {written(n)}
      </span>
      <Step name="Next" testid="page-next" to={page + 1} page={page} last={last} onPage={onPage} />
      <Step name="Last" testid="page-last" to={last} page={page} last={last} onPage={onPage} />
    </nav>
  );
}

interface StepProps {
  name: string;
  testid: string;
  to: number;
  page: number;
  last: number;
  onPage: (page: number) => void;
}

const Step = ({ name, testid, to, page, last, onPage }: StepProps) => (
  <button type="button" data-testid={testid} disabled={to === page || to < 1 || to > last} onClick={() => onPage(to)}>
    {name}
  </button>
);
