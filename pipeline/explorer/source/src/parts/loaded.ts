// Something that is read later goes in, its state comes out: not yet, its value, or why it failed.
import { useEffect, useState } from "preact/hooks";

export interface Loaded<T> {
  value?: T;
  error?: Error;
}

/** `read` is called again when `inputs` change; an answer that comes after that is left aside. */
export function useLoaded<T>(read: () => Promise<T>, inputs: readonly unknown[]): Loaded<T> {
  const [state, setState] = useState<Loaded<T>>({});
  useEffect(() => {
    let current = true;
    setState({});
    read().then(
      (value) => current && setState({ value }),
      (error: unknown) => current && setState({ error: error instanceof Error ? error : new Error(String(error)) }),
    );
    return () => {
      current = false;
    };
  }, inputs);
  return state;
}
