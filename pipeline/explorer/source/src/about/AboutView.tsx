// What this release is, how to cite it, what it holds, and how to report an error.
import type { Code, Release } from "../contract";
import { counted, written } from "../names";
import { DataTable } from "../parts/data_table";
import { QuadMark } from "../parts/quad";
import { Title } from "../parts/title";
import { placeHref } from "../routes";

// Files of the release, in the folder above this page's.
const FILES: [string, string][] = [
  ["../README.md", "README: what is in the release"],
  ["../codebook.html", "Codebook: what every code and column means (as a page)"],
  ["../CODEBOOK.md", "Codebook (as text)"],
  ["../QUALITY.md", "Quality: how well it is coded, as measured"],
  ["../CHANGES.md", "Changes since the release before"],
  ["../LICENSE", "Licence"],
  ["../CITATION.cff", "Citation file"],
];

export default function AboutView({ release }: { release: Release }) {
  return (
    <>
      <Title subject="about">
        About {release.name} {release.version}
      </Title>
      <p>
        {release.name} is a data set of what states do to each other: {counted(release.n_events, "event")}, coded from {counted(release.n_sources, "document")}, which report them in {counted(release.n_mentions, "place")}; the words
        stand beside each event where their terms allow it. These pages show release {release.version}, coded by codebook {release.codebook_version}. They ask nothing from any other place
        than where they stand.
      </p>
      <p>Licence of the data: {release.licence}. Quotes belong to their publishers; each says under which terms it stands here.</p>
      <h2>How to cite it</h2>
      <p data-testid="citation">{release.citation}</p>
      <p>Of a single event, give its id as well; its page has the sentence. As BibTeX:</p>
      <pre data-testid="bibtex" tabIndex={0} aria-label="BibTeX">
        {release.bibtex}
      </pre>
      <h2>How to report an error</h2>
      <p>{release.report}</p>
      <h2>How to read it</h2>
      <p>
        A number counts events that some document reports. Where no document was read there is no event, whatever happened: so each view says how many documents were read. The
        confidence of an event says how sure the coder is of what the documents say, not whether it is true. Events marked “sources differ” are told differently by their sources.
      </p>
      <Codes title="Quad classes" codes={release.codes.quad_class} hasMarks />
      <Codes title="Event types" codes={release.codes.event_type} />
      <Codes title="Acts" codes={release.codes.act} />
      <Codes title="Status" codes={release.codes.status} />
      <h2>What is in the release</h2>
      <ul>
        {FILES.map(([href, name]) => (
          <li key={href}>
            <a href={href}>{name}</a>
          </li>
        ))}
      </ul>
      <p>
        Its tables, as files in <code>csv/</code> and <code>parquet/</code> and together in <code>legation.duckdb</code>, can be asked on <a href={placeHref({ view: "sql" })}>the SQL page</a>:
      </p>
      <DataTable
        caption="Tables and views"
        columns={[["Name"], ["Rows", true], ["What it holds"]]}
        rows={release.tables.map((table) => [<code>{table.name}</code>, table.is_table ? written(table.n_rows) : "view", table.description])}
      />
    </>
  );
}

const Codes = ({ title, codes, hasMarks }: { title: string; codes: Code[]; hasMarks?: boolean }) => (
  <details>
    <summary>
      {title} ({codes.length})
    </summary>
    <DataTable
      caption={title}
      columns={[["Name"], ["Code"], ["Meaning"]]}
      rows={codes.map((one) => [
        <>
          {hasMarks && <QuadMark code={one.code} />} {one.name}
        </>,
        <code>{one.code}</code>,
        one.description,
      ])}
    />
  </details>
);
