import { accepted } from '#fhir';
import type { AuditRow } from '#record/contract';
import type { PageDefinition } from '../page.ts';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { AuditTabs } from './tabs.tsx';

export type SearchedShown = {
  readonly asked: Readonly<Record<'account' | 'patient' | 'from' | 'to' | 'refused', string>>;
  readonly rows: readonly AuditRow[];
  readonly next?: string;
};

/** The log of who did what, searched; what an organisation's staff did, and what was done to its people. */
export const auditSearchPage: PageDefinition<SearchedShown> = {
  path: '/audit/search',
  policy: { allow: 'roles', roles: ['ig-lead'] },
  title: () => 'Search the log',
  loader: async ({ record, access, query }) => {
    const value = (name: string): string => (query.get(name) ?? '').trim();
    const asked = {
      account: value('account'),
      patient: value('patient'),
      from: value('from'),
      to: value('to'),
      refused: value('refused'),
    };
    const found = await record.searchAudit(access, {
      ...asked,
      refusedOnly: asked.refused === 'yes',
      page: value('page'),
    });
    return found.ok ? accepted({ asked, ...found.value }) : found;
  },
  Page: ({ asked, rows, next }) => (
    <>
      <AuditTabs at="search" />
      <div class="page">
        <PageHead
          title="Search the log"
          under="Every read, search and change, the moment it happened. It can be added to, and never changed."
        />
        <Ask of={asked} />
        {rows.length === 0 ? (
          <Section title="Nothing found">
            <Empty title="No line of the log fits, or none that you may see" />
          </Section>
        ) : (
          <Section title="Found" count={rows.length}>
            <Rows of={rows} />
            {next !== undefined && (
              <p class="actions">
                <a class="button" href={`/audit/search?${new URLSearchParams({ ...asked, page: next })}`}>
                  Older
                </a>
              </p>
            )}
          </Section>
        )}
      </div>
    </>
  ),
};

function Ask({ of }: { readonly of: SearchedShown['asked'] }) {
  return (
    <form class="form audit-search" method="get" action="/audit/search">
      <div class="field">
        <label for="f-account">Account</label>
        <input id="f-account" name="account" type="text" value={of.account} autocomplete="off" />
      </div>
      <div class="field">
        <label for="f-patient">Patient</label>
        <input id="f-patient" name="patient" type="text" value={of.patient} autocomplete="off" />
      </div>
      <div class="field">
        <label for="f-from">From</label>
        <input id="f-from" name="from" type="date" value={of.from} />
      </div>
      <div class="field">
        <label for="f-to">To</label>
        <input id="f-to" name="to" type="date" value={of.to} />
      </div>
      <label class="tick">
        <input type="checkbox" name="refused" value="yes" checked={of.refused === 'yes'} />
        Only what was not allowed
      </label>
      <p class="actions">
        <button class="button main" type="submit">
          Search
        </button>
      </p>
    </form>
  );
}

function Rows({ of }: { readonly of: readonly AuditRow[] }) {
  return (
    <ul class="item-list audit-rows">
      {of.map((row) => (
        <li key={row.id}>
          <span class="item-title">
            <Words>{row.what}</Words> {!row.allowed && <Tag tone="concern">not allowed</Tag>}{' '}
            {row.emergency && <Tag tone="concern">emergency</Tag>}
          </span>
          <span class="item-fact">
            <When at={row.at} time />
          </span>
          <span class="item-words meta">
            <Words>{`${row.role} (${row.who}), ${row.organization}`}</Words>
            {row.about !== '' && (
              <>
                {'. '}
                <bdi dir="ltr">{row.about}</bdi>
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
