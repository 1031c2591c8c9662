import { accepted } from '#fhir';
import type { OwnAccountName, OwnBookLine, OwnBooks } from '#money/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Choice, Field, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { counted } from '../parts/words.ts';
import { MONEY } from '../shell/places.ts';
import { Money } from './amount.tsx';
import { nameFrom, pathOf, schemeFrom } from './form.ts';
import { MoneyTabs } from './tabs.tsx';
import { PoolVat } from './vat.tsx';

export type BooksShown = { readonly of: OwnBooks; readonly typed?: Readonly<Record<string, string>> };

const LINES_SHOWN = 60;

/** What an account of a pool is in a partner's own books, in the words of its finance team. */
const ACCOUNTS: Readonly<Record<OwnAccountName, string>> = {
  'put-in': 'Contributions to the pool',
  'care-bought': 'Care bought from partners',
  income: 'Income for care given',
  risk: 'Shares of an over- or underspend',
  'in-kind': 'Given in kind',
  bank: 'Bank',
  'owed-by-us': 'Owed by us',
  'owed-to-us': 'Owed to us',
  other: 'Entered by hand',
};
const NAMES = Object.keys(ACCOUNTS) as readonly OwnAccountName[];

/** Concord is no partner's ledger: this is what each enters in its own, under its own codes, and the file that takes it there. */
export const booksPage: PageDefinition<BooksShown> = {
  path: '/money/:instrument/:pool/books',
  policy: { allow: 'roles', roles: MONEY },
  title: () => 'Our books',
  loader: async ({ money, access, params, query, typed }) => {
    const said = (name: string) => query.get(name) ?? '';
    const found = await money.books(access, nameFrom(params), {
      from: said('from'),
      until: said('until'),
      revision: said('revision'),
    });
    return found.ok ? accepted({ of: found.value, ...(typed ? { typed: Object.fromEntries(typed) } : {}) }) : found;
  },
  actions: {
    codes: async ({ money, access, params }, form) => {
      const name = nameFrom(params);
      const said = (field: string): string => form.get(field) ?? '';
      const account = NAMES.find((one) => one === said('account')) ?? (said('account') as OwnAccountName);
      const done = await money.keepCodes(access, name, {
        account,
        scheme: schemeFrom(said('scheme')),
        code: said('code'),
        costCentre: said('costCentre'),
        vat: said('vat'),
      });
      return done.ok ? accepted({ to: `${pathOf(name)}/books`, said: 'Kept.' }) : done;
    },
    vat: async ({ money, access, params }, form) => {
      const name = nameFrom(params);
      const [regime, from, reason] = [form.get('regime') ?? '', form.get('from') ?? '', form.get('reason') ?? ''];
      const done = await money.chooseVat(access, name, { regime, from, reason });
      return done.ok ? accepted({ to: `${pathOf(name)}/books`, said: 'Chosen: it counts from that day on.' }) : done;
    },
  },
  Page: ({ of, typed }) => (
    <>
      <MoneyTabs of={of.pool} at="/books" act={of.may.keep} />
      <div class="page">
        <PageHead
          title="Our books"
          under={
            <>
              What <Words>{of.partner.name}</Words> enters of <Words>{of.pool.name}</Words>, <When at={of.from} /> to{' '}
              <When at={of.until} />, with all that was known after entry <Value>{of.revision}</Value>
            </>
          }
        />
        <Entries of={of} />
        <PoolVat of={of} />
        <Codes of={of} />
        {of.may.keep && <Keep of={of} typed={typed} />}
        <Ask of={of} />
      </div>
    </>
  ),
};

function Entries({ of }: { readonly of: OwnBooks }) {
  const file = `/api/money/pools/${of.pool.instrument}/${of.pool.pool}/books`;
  const days = new URLSearchParams({ from: of.from, until: of.until, revision: of.revision });
  return (
    <Section title="What we enter" count={counted(of.lines.length, 'line')}>
      {of.lines.length === 0 ? <Empty title="Nothing moved for us in these days" /> : <Lines of={of.lines} />}
      {of.lines.length > LINES_SHOWN && <p class="meta">The first {LINES_SHOWN} are shown; the files have all.</p>}
      <p class="actions">
        <a class="button" href={`${file}/csv?${days}`}>
          For our ledger, as CSV
        </a>
        <a class="button" href={`${file}/xlsx?${days}`}>
          As a spreadsheet
        </a>
      </p>
    </Section>
  );
}

function Lines({ of }: { readonly of: readonly OwnBookLine[] }) {
  return (
    <table class="rows stacked">
      <caption class="sr">What we enter in our own ledger</caption>
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col">What</th>
          <th scope="col">Codes</th>
          <th scope="col" class="number">
            Debit
          </th>
          <th scope="col" class="number">
            Credit
          </th>
        </tr>
      </thead>
      <tbody>
        {of.slice(0, LINES_SHOWN).map((line, at) => (
          <tr key={at} data-row>
            <th scope="row">
              <When at={line.effective} />
            </th>
            <td>
              <bdi>{accountWords(line)}</bdi>
              <span class="detail">
                {' '}
                <Words>{line.words}</Words>
              </span>
            </td>
            <td data-words="Codes">
              {line.codes ? <Words>{codesOf(line.codes)}</Words> : <Tag tone="concern">no code yet</Tag>}
            </td>
            <td class="number" data-words="Debit">
              {line.debit && <Money of={line.debit} />}
            </td>
            <td class="number" data-words="Credit">
              {line.credit && <Money of={line.credit} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Codes({ of }: { readonly of: OwnBooks }) {
  return (
    <Section title="Our codes" count={of.codes.length}>
      {of.uncoded.length > 0 && (
        <p class="item-words">
          Without a code so far: <bdi>{[...new Set(of.uncoded.map(accountWords))].join('; ')}</bdi>.
        </p>
      )}
      {of.codes.length === 0 && <Empty title="No account has a code of ours yet" />}
      <ul class="item-list">
        {of.codes.map((one) => (
          <li key={`${one.account} ${one.scheme}`}>
            <span class="item-title">
              <bdi>{accountWords(one)}</bdi>
            </span>
            <span class="item-fact">
              <Value>{one.code}</Value>
            </span>
            <span class="item-words meta">
              <Words>{codesOf({ ...one, code: '' }) || 'No cost centre and no VAT code'}</Words>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Keep({ of, typed = {} }: { readonly of: OwnBooks; readonly typed?: BooksShown['typed'] }) {
  const first = of.uncoded[0];
  return (
    <Section title="Give an account a code">
      <Post action="codes">
        <Choice
          label="Account"
          name="account"
          value={typed['account'] ?? first?.account}
          options={NAMES.map((name) => ({ value: name, words: ACCOUNTS[name] }))}
        />
        <Field
          label="Of which scheme alone"
          name="scheme"
          hint="Empty: of every scheme that has no codes of its own."
          value={typed['scheme'] ?? first?.scheme}
        />
        <Field label="Code in our ledger" name="code" hint="Empty takes it away." value={typed['code']} />
        <Field label="Cost centre" name="costCentre" value={typed['costCentre']} />
        <Field label="VAT code in our ledger" name="vat" value={typed['vat']} />
        <p class="actions">
          <Button kind="main">Keep it</Button>
        </p>
      </Post>
    </Section>
  );
}

function Ask({ of }: { readonly of: OwnBooks }) {
  return (
    <Section title="Other days">
      <form method="get" action={`${pathOf(of.pool)}/books`} class="form">
        <Field label="From" name="from" type="date" value={of.from} />
        <Field label="Up to" name="until" type="date" value={of.until} />
        <Field label="As known after entry" name="revision" hint="Empty: with all that is known now." />
        <p class="actions">
          <Button>Show</Button>
        </p>
      </form>
    </Section>
  );
}

function accountWords({ account, scheme }: OwnBooks['uncoded'][number]): string {
  return scheme === '' ? ACCOUNTS[account] : `${ACCOUNTS[account]}, ${scheme.replaceAll('-', ' ')}`;
}

function codesOf({ code, costCentre, vat }: NonNullable<OwnBookLine['codes']>): string {
  return [code, costCentre, vat].filter((one) => one !== '').join(' · ');
}
