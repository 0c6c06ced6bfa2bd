// A view whose code is fetched when it is first shown.
import type { ComponentType } from "preact";
import { Failure, Wait } from "./notice";
import { useLoaded } from "./loaded";

interface Props<P extends object> {
  load: () => Promise<{ default: ComponentType<P> }>;
  props: P;
}

export function Later<P extends object>({ load, props }: Props<P>) {
  const { value, error } = useLoaded(load, [load]);
  if (error) return <Failure error={error} />;
  if (!value) return <Wait what="this view" />;
  const View: ComponentType<P> = value.default;
  return <View {...props} />;
}
