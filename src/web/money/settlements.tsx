import { accepted, type Outcome } from '#fhir';
import type { BankAccountView, Settlements, SettlementSummary } from '#money/contract';
import type { Done, PageDefinition } from '../page.ts';
import { Button, Choice, Field, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { MONEY } from '../shell/places.ts';
import { Money } from './amount.tsx';

export type SettlementsShown = {
  readonly found: Settlements;
  readonly until: string;
  /** What was sent and refused: shown again, so that nothing is typed twice. */
  readonly typed?: Readonly<Record<string, string>>;
};

/** Settlements between partners, where one is paid, and a new one. */
export const settlementsPage: PageDefinition<SettlementsShown> = {
  path: '/money/settlements',
  policy: { allow: 'roles', roles: MONEY },
  title: () => 'Settlements',
  loader: async ({ money, access, today, typed }) => {
    const found = await money.settlements(access);
    // The last day of the month before: what a month owes is settled when it is over.
    const last = new Date(Date.parse(`${today.slice(0, 7)}-01`) - 86_400_000).toISOString().slice(0, 10);
    const kept = typed && { typed: Object.fromEntries(typed) };
    return found.ok ? accepted({ found: found.value, until: typed?.get('until') ?? last, ...kept }) : found;
  },
  actions: {
    propose: async ({ money, access }, form) => {
      const done = await money.proposeSettlement(access, {
        instrument: form.get('instrument') ?? '',
        until: form.get('until') ?? '',
      });
      return done.ok
        ? accepted({
            to: `/money/settlements/${done.value}`,
            said: 'Proposed and signed for you. The others are asked.',
          })
        : done;
    },
    account: async ({ money, access }, form) => {
      const text = (name: string): string => form.get(name) ?? '';
      const given = { holder: text('holder'), iban: text('iban'), bic: text('bic') };
      return said(
        await money.giveBankAccount(access, { ...given, sortCode: text('sortCode'), number: text('number') }),
        'It counts once a second person of your organisation has confirmed it.',
      );
    },
    confirm: async ({ money, access }) =>
      said(await money.confirmBankAccount(access), 'Confirmed: it counts from now on.'),
  },
  Page: ({ found: { settlements, agreements, account, may }, until, typed }) => (
    <div class="page">
      <PageHead title="Settlements" under="What partners owe each other, as one payment for each that owes." />
      <Section title="Settlements" count={settlements.length}>
        {settlements.length === 0 ? (
          <Empty title="Nothing was settled yet" />
        ) : (
          <ul class="item-list">
            {settlements.map((one) => (
              <Summary key={one.id} of={one} />
            ))}
          </ul>
        )}
      </Section>
      {may.propose && (
        <Section title="Settle what is owed">
          <Post action="propose">
            <Choice
              label="Under which agreement"
              name="instrument"
              options={agreements.map(({ instrument, title }) => ({ value: instrument, words: title }))}
              value={typed?.['instrument']}
            />
            <Field label="Everything owed up to" name="until" type="date" value={until} required />
            <p class="actions">
              <Button kind="main">Propose a settlement</Button>
            </p>
          </Post>
        </Section>
      )}
      {account && <Account of={account} />}
      {account?.may.give && <Give typed={typed ?? {}} another={account.known !== undefined} />}
    </div>
  ),
};

function Summary({ of }: { readonly of: SettlementSummary }) {
  return (
    <li data-row>
      <span class="item-title">
        <a href={`/money/settlements/${of.id}`}>
          Settlement {of.id}: <Money of={of.paid} />
          {of.keptBack.length > 0 && ' by or to you'}
        </a>
      </span>
      <span class="item-fact">
        <SettlementState of={of} />
      </span>
      <span class="item-words meta">
        <Words>{of.title}</Words>, up to <When at={of.until} />. Proposed by <Words>{of.by.name}</Words>.
        {of.awaited.length > 0 && (
          <>
            {' '}
            To sign: <Words>{of.awaited.map(({ name }) => name).join(', ')}</Words>.
          </>
        )}
      </span>
    </li>
  );
}

export function SettlementState({ of: { state } }: { readonly of: SettlementSummary }) {
  if (state === 'posted') return <Tag tone="done">Signed by all and entered</Tag>;
  return state === 'proposed' ? <Tag tone="wait">To be signed</Tag> : <Tag tone="quiet">Taken back</Tag>;
}

function Account({ of }: { readonly of: BankAccountView }) {
  return (
    <Section title="Where your organisation is paid">
      {of.known ? (
        <p>
          <Words>{of.known.holder}</Words>, account ending <Value>{of.known.masked}</Value>. Given by{' '}
          <Words>{of.known.by}</Words>, confirmed by <Words>{of.known.confirmedBy}</Words>.
        </p>
      ) : (
        <p>No account is known yet that two people of your organisation have given and confirmed.</p>
      )}
      {of.waiting && (
        <p>
          Waits to be confirmed: <Words>{of.waiting.holder}</Words>, account ending <Value>{of.waiting.masked}</Value>,
          given by <Words>{of.waiting.by}</Words>.
        </p>
      )}
      {of.may.confirm && (
        <Post action="confirm">
          <p class="actions">
            <Button kind="main">It is ours: confirm it</Button>
          </p>
        </Post>
      )}
    </Section>
  );
}

function Give({ typed, another }: { readonly typed: Readonly<Record<string, string>>; readonly another: boolean }) {
  return (
    <Section title={another ? 'Give another account' : 'Give an account'}>
      <Post action="account">
        <Field label="In whose name" name="holder" required value={typed['holder']} />
        <Field label="IBAN" name="iban" hint="Or a sort code and an account number." value={typed['iban']} />
        <Field label="Sort code" name="sortCode" value={typed['sortCode']} />
        <Field label="Account number" name="number" value={typed['number']} />
        <Field label="BIC" name="bic" hint="Where your bank asks for it." value={typed['bic']} />
        <p class="actions">
          <Button>Give this account</Button>
        </p>
      </Post>
    </Section>
  );
}

function said(done: Outcome<true>, words: string): Outcome<Done> {
  return done.ok ? accepted({ to: '/money/settlements', said: words }) : done;
}
