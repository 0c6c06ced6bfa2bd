// The id of an event in, all that the release knows of it out: its fields, the words that report it, how they were coded and weighed.

import { useEffect } from "preact/hooks";
import type { Events, Release } from "../contract";
import { useLoaded } from "../parts/loaded";
import { Failure, Wait } from "../parts/notice";
import { QuadMark } from "../parts/quad";
import { Title } from "../parts/title";
import { Absent } from "./absent";
import { Cite } from "./cite";
import { partiesOf } from "./claims";
import { Claims } from "./claims_table";
import { upTo } from "./correction";
import "./event.css";
import { Fields } from "./fields";
import { MentionPart } from "./mention";
import { readEvent, textOf, type Told } from "./read";
import { Related } from "./related";
import { Report } from "./report";

interface Props {
  release: Release;
  events: Events;
  id: string;
}

export default function EventView({ release, id }: Props) {
  const { value: told, error } = useLoaded(() => readEvent(id), [id]);
  if (error) return <Failure error={error} />;
  if (told === undefined) return <Wait what="the event" />;
  if (told === null) return <Absent id={id} release={release} />;
  return <Shown key={id} release={release} id={id} told={told} />;
}

function Shown({ release, id, told }: Omit<Props, "events"> & { told: Told }) {
  const summary = textOf(told.row, "summary");
  useEffect(() => {
    document.title = `${summary} · Legation ${release.version}`;
  }, [summary, release]);
  return (
    <article class="event" data-testid="event" data-event={id}>
      <Head release={release} told={told} id={id} />
      <h2 id="mentions">Who reports it</h2>
      {told.mentions.map((mention, index) => (
        <MentionPart key={mention.mention_id} release={release} mention={mention} number={index + 1} />
      ))}
      <Claims told={told} />
      <Fields release={release} told={told} />
      <Related release={release} told={told} />
      <Cite release={release} id={id} summary={summary} />
      <Report release={release} told={told} id={id} />
    </article>
  );
}

function Head({ release, told, id }: { release: Release; told: Told; id: string }) {
  const { row } = told;
  const quad = release.codes.quad_class.find(({ code }) => code === row.quad_class);
  const act = release.codes.act.find(({ code }) => code === row.act) ?? release.codes.event_type.find(({ code }) => code === row.event_type);
  const date = upTo(textOf(row, "date"), textOf(row, "date_precision"));
  return (
    <>
      <Title subject={id}>{textOf(row, "summary")}</Title>
      <p class="lead">
        <strong>{date || "Undated"}</strong>: {partiesOf(told.parties) || "somebody"}. <QuadMark code={quad?.code ?? ""} /> {act?.name}, {quad?.name.toLowerCase()}
        {row.status !== "occurred" && `, ${textOf(row, "status")}`}. Told by {row.n_mentions} mention{row.n_mentions === 1 ? "" : "s"} in {row.n_sources} document
        {row.n_sources === 1 ? "" : "s"}, confidence {Number(row.confidence).toFixed(2)}.
      </p>
      <p class="soft">
        <code data-testid="event-id">{id}</code>
      </p>
      {told.conflicts.length > 0 && (
        <p class="notice" data-testid="conflict">
          ≠ The sources disagree on {[...new Set(told.conflicts.map(({ field }) => (field === "effective_on" ? "when it applies" : field)))].join(" and ")}. What each says stands
          under “Whose word the event has”.
        </p>
      )}
    </>
  );
}
