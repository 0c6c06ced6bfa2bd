// Sentences in place of a view: while something is read, and where it could not be.
export const Wait = ({ what }: { what: string }) => (
  <p class="notice" role="status">
    Reading {what} …
  </p>
);

export const Failure = ({ error }: { error: Error }) => (
  <p class="notice failure" role="alert">
    {error.message} If the page was moved, move its folder <code>data</code> with it.
  </p>
);
