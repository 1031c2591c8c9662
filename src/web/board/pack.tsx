import { monthWords } from '#agreement';
import { plusDays } from '#base';
import { accepted } from '#fhir';
import type { BoardCell, BoardPackView, BoardSection } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Post } from '../parts/form.tsx';
import { PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { MONEY } from '../shell/places.ts';

export type BoardPackShown = { readonly of: BoardPackView };

/** The report of the last whole month, from live answers, and those that were issued before. */
export const boardPackPage: PageDefinition<BoardPackShown> = {
  path: '/board-report',
  policy: { allow: 'roles', roles: MONEY },
  title: ({ of }) => `Board report, ${monthWords(of.pack.month)}`,
  loader: async ({ governance, access }) => {
    const found = await governance.boardPacks.draft(access);
    return found.ok ? accepted({ of: found.value }) : found;
  },
  Page: Report,
  actions: {
    issue: async ({ governance, access }) => {
      const done = await governance.boardPacks.issue(access);
      if (!done.ok) return done;
      return accepted({
        to: `/board-report/${done.value.month}`,
        said: 'It is issued. From now on it stays as it is.',
      });
    },
  },
};

/** A report as it was issued, with what is told otherwise since. */
export const issuedPackPage: PageDefinition<BoardPackShown> = {
  path: '/board-report/:month',
  policy: { allow: 'roles', roles: MONEY },
  title: ({ of }) => `Board report, ${monthWords(of.pack.month)}, as issued`,
  loader: async ({ governance, access, params }) => {
    const found = await governance.boardPacks.one(access, params.month ?? '');
    return found.ok ? accepted({ of: found.value }) : found;
  },
  Page: Report,
};

function Report({ of }: BoardPackShown) {
  const { pack } = of;
  return (
    <div class="page">
      {of.seal && (
        <p class="back">
          <a href="/board-report">Board report</a>
        </p>
      )}
      <PageHead
        title={`Board report, ${monthWords(pack.month)}`}
        under={
          <>
            <Words>{pack.organization}</Words> · figures as at <When at={pack.asAt} />
          </>
        }
      >
        {of.seal && of.seal.noFile === undefined && (
          <a class="button" href={`/api/board-packs/${pack.month}/file`}>
            PDF as issued
          </a>
        )}
      </PageHead>
      <Standing of={of} />
      {of.moved.length > 0 && <Moved of={of} />}
      {pack.sections.map((section) => (
        <Front key={section.id} of={section} />
      ))}
      <Appendix sections={pack.sections} />
      <Issued of={of} />
    </div>
  );
}

function Standing({ of: { seal, may, pack, issued } }: { readonly of: BoardPackView }) {
  if (seal) {
    return (
      <p>
        {seal.intact ? <Tag tone="done">as it was issued</Tag> : <Tag tone="danger">not as it was issued</Tag>}{' '}
        <bdi>
          Issued on <When at={seal.issued} time /> by <Words>{seal.by}</Words>.
          {pack.made.slice(0, 10) > plusDays(pack.asAt, 31) &&
            ' That was late: decisions wanted, promises and risks are as on that day.'}
          {seal.noFile !== undefined && ` There is no PDF: ${seal.noFile}`}
          {!seal.intact && ' Cells, file or the order of reports were changed in the database after it was sealed.'}
        </bdi>
      </p>
    );
  }
  if (issued.some(({ month }) => month === pack.month)) {
    return (
      <p>
        <bdi>
          This month was <a href={`/board-report/${pack.month}`}>issued already</a>; below is how it would read today.
        </bdi>
      </p>
    );
  }
  return (
    <>
      <p>
        <Tag tone="wait">not issued yet</Tag> <bdi>It reads as the records stand now.</bdi>
      </p>
      {may.issue && (
        <Post action="issue">
          <p class="actions">
            <Button kind="main">Issue it as it stands</Button>
          </p>
        </Post>
      )}
    </>
  );
}

/** What is told otherwise today of the same day: beside the report, never in it. */
function Moved({ of: { moved } }: { readonly of: BoardPackView }) {
  return (
    <Section title="Told otherwise since" count={moved.length}>
      <table class="rows stacked">
        <thead>
          <tr>
            <th scope="col">Figure</th>
            <th scope="col">As issued</th>
            <th scope="col">As told now, of the same day</th>
          </tr>
        </thead>
        <tbody>
          {moved.map((cell) => (
            <tr key={cell.id}>
              <th scope="row">
                <Named words={cell.words} page={cell.page} />
              </th>
              <td data-words="As issued">
                <Words>{cell.was}</Words>
              </td>
              <td data-words="As told now">
                <Words>{cell.is}</Words>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Front({ of }: { readonly of: BoardSection }) {
  const front = of.cells.filter((cell) => cell.front);
  const below = of.cells.length - front.length;
  return (
    <Section title={of.title} count={front.length || undefined}>
      {front.length === 0 ? (
        <p class="meta">{of.cells.length === 0 ? of.none : 'Nothing that has to stand on this page; see below.'}</p>
      ) : (
        <ul class="item-list">
          {front.map((cell) => (
            <li key={cell.id} data-row>
              <span class="item-title">
                <Named words={cell.words} page={cell.page} />
              </span>
              {cell.tone && <span class="item-fact">{toneTag(cell)}</span>}
              <span class="item-words">
                <Words>{cell.value}</Words>
              </span>
            </li>
          ))}
        </ul>
      )}
      {front.length > 0 && below > 0 && <p class="meta">{`${below} more in the appendix.`}</p>}
    </Section>
  );
}

function toneTag({ tone }: BoardCell) {
  return tone === 'better' ? <Tag tone="better">reached</Tag> : <Tag tone="concern">look at this</Tag>;
}

function Appendix({ sections }: { readonly sections: readonly BoardSection[] }) {
  const all = sections.flatMap(({ title, cells }) => cells.map((cell) => ({ title, cell })));
  return (
    <Section title="Appendix: everything, and where it comes from" count={all.length}>
      <table class="rows stacked">
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Part</th>
            <th scope="col">As told</th>
            <th scope="col">From</th>
          </tr>
        </thead>
        <tbody>
          {all.map(({ title, cell }) => (
            <tr key={cell.id}>
              <th scope="row">
                <Named words={cell.words} page={cell.page} />
              </th>
              <td data-words="Part">{title}</td>
              <td data-words="As told">
                <Words>{cell.value}</Words>
              </td>
              <td data-words="From">
                <Words>{cell.from}</Words>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Issued({ of: { issued } }: { readonly of: BoardPackView }) {
  if (issued.length === 0) return null;
  return (
    <Section title="Reports that were issued" count={issued.length}>
      <ul class="item-list">
        {issued.map(({ month, by, issued: at }) => (
          <li key={month} data-row>
            <a class="item-title" href={`/board-report/${month}`}>
              {monthWords(month)}
            </a>
            <span class="item-words meta">
              <bdi>
                Issued on <When at={at} /> by <Words>{by}</Words>
              </bdi>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Named({ words, page }: { readonly words: string; readonly page: string | undefined }) {
  return page === undefined ? (
    <Words>{words}</Words>
  ) : (
    <a href={page}>
      <Words>{words}</Words>
    </a>
  );
}
