import { accepted, type Outcome } from '#fhir';
import type { SettlementPayment, SettlementView } from '#money/contract';
import type { Done, PageDefinition } from '../page.ts';
import { Button, Field, Post } from '../parts/form.tsx';
import { PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { MONEY } from '../shell/places.ts';
import { Money } from './amount.tsx';
import { SettlementState } from './settlements.tsx';

export type SettlementShown = { readonly of: SettlementView };

/** One settlement: what it is made of, who is to have what, which payments come of it, and who has signed. */
export const settlementPage: PageDefinition<SettlementShown> = {
  path: '/money/settlements/:id',
  policy: { allow: 'roles', roles: MONEY },
  title: ({ of }) => `Settlement ${of.id}`,
  loader: async ({ money, access, params }) => {
    const found = await money.settlement(access, params['id'] ?? '');
    return found.ok ? accepted({ of: found.value }) : found;
  },
  actions: {
    sign: async ({ money, access, params }) =>
      done(params, await money.signSettlement(access, params['id'] ?? ''), 'Signed. It is entered once everybody has.'),
    withdraw: async ({ money, access, params }, form) =>
      done(params, await money.withdrawSettlement(access, params['id'] ?? '', form.get('reason') ?? ''), 'Taken back.'),
    received: async ({ money, access, params }, form) =>
      done(
        params,
        await money.paymentReceived(access, params['id'] ?? '', {
          number: Number(form.get('number')),
          on: form.get('on') ?? '',
          reference: form.get('reference') ?? '',
        }),
        'Noted: the payment came.',
      ),
  },
  Page: ({ of }) => (
    <div class="page">
      <PageHead
        title={`Settlement ${of.id}`}
        under={
          <>
            <Words>{of.title}</Words>, everything owed up to <When at={of.until} />
          </>
        }
      >
        <a class="button" href="/money/settlements">
          All settlements
        </a>
      </PageHead>
      <Section title="Who is to have what" aside={<SettlementState of={of} />}>
        <KeptBack of={of} />
        <Positions of={of} />
        <Signing of={of} />
      </Section>
      <Section title="Payments" count={of.payments.length}>
        {of.payments.map((payment) => (
          <Payment key={payment.number} of={payment} />
        ))}
        {of.pays !== undefined && (
          <p class="meta">
            To be paid on <When at={of.pays} />.
          </p>
        )}
        {of.may.file && (
          <p class="actions">
            <a class="button main" href={`/api/money/settlements/${of.id}/payments`} download>
              File of payments for your bank
            </a>
          </p>
        )}
      </Section>
      <Section title="What it is made of" count={of.owed.length}>
        <Owed of={of} />
      </Section>
    </div>
  ),
};

function KeptBack({ of: { keptBack } }: SettlementShown) {
  if (keptBack.length === 0) return null;
  return (
    <p>
      You bid against <Words>{keptBack.map(({ name }) => name).join(', ')}</Words> in a procurement that runs. Until it
      is closed you read your own figures here, and what each was to put in; those of the others are kept back from you,
      as yours are from them.
    </p>
  );
}

function Positions({ of: { parties } }: SettlementShown) {
  return (
    <table class="rows tight stacked">
      <caption class="sr">What each is to have, or to pay</caption>
      <thead>
        <tr>
          <th scope="col">Partner</th>
          <th scope="col" class="number">
            Is to have
          </th>
          <th scope="col">Account</th>
          <th scope="col">Signed</th>
        </tr>
      </thead>
      <tbody>
        {parties.map((party) => (
          <tr key={party.organization} data-row>
            <th scope="row">
              <Words>{party.name}</Words>
            </th>
            <td class="number" data-words="Is to have">
              {party.net ? <Money of={party.net} strong /> : <span class="meta">kept back</span>}
            </td>
            <td data-words="Account">
              {party.net === undefined ? (
                ''
              ) : party.account === undefined ? (
                'not known'
              ) : (
                <Value>{party.account}</Value>
              )}
            </td>
            <td>
              {party.signed ? (
                <Tag tone="done">
                  <Words>{party.signed.by}</Words>
                </Tag>
              ) : (
                <Tag tone="wait">Not yet</Tag>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Signing({ of }: SettlementShown) {
  return (
    <>
      {of.accountless.length > 0 && (
        <p>
          Not yet: <Words>{of.accountless.map(({ name }) => name).join(', ')}</Words> has to give an account under
          Settlements, and a second person of it to confirm it, before the last one signs.
        </p>
      )}
      {of.may.sign && (
        <Post action="sign">
          <p class="actions">
            <Button kind="main">Sign for your organisation</Button>
          </p>
        </Post>
      )}
      {of.may.withdraw && (
        <details class="past">
          <summary>Take it back</summary>
          <Post action="withdraw">
            <Field label="Why do you take it back?" name="reason" required hint="The other partners read it." />
            <p class="actions">
              <Button kind="danger">Take it back</Button>
            </p>
          </Post>
        </details>
      )}
      {of.reason !== undefined && (
        <p class="meta">
          Taken back: <Words>{of.reason}</Words>
        </p>
      )}
    </>
  );
}

function Payment({ of }: { readonly of: SettlementPayment }) {
  return (
    <>
      <p>
        <Words>{of.payer.name}</Words> pays <Words>{of.payee.name}</Words> <Money of={of.amount} strong />.
        {of.received !== undefined && (
          <span class="meta">
            {' '}
            It came on <When at={of.received} />, <Words>{of.reference ?? ''}</Words>.
          </span>
        )}
      </p>
      {of.may.receive && (
        <Post action="received">
          <input type="hidden" name="number" value={String(of.number)} />
          <Field label="It came on" name="on" id={`on-${of.number}`} type="date" required />
          <Field label="What the bank calls it" name="reference" id={`reference-${of.number}`} required />
          <p class="actions">
            <Button>It came</Button>
          </p>
        </Post>
      )}
    </>
  );
}

function Owed({ of: { owed } }: SettlementShown) {
  return (
    <table class="rows tight stacked">
      <caption class="sr">What each owes, and is owed</caption>
      <thead>
        <tr>
          <th scope="col">Partner</th>
          <th scope="col">For what</th>
          <th scope="col">Where</th>
          <th scope="col" class="number">
            Owes
          </th>
        </tr>
      </thead>
      <tbody>
        {owed.map((one, at) => (
          <tr key={`${one.ledger} ${one.party.organization} ${at}`} data-row>
            <th scope="row">
              <Words>{one.party.name}</Words>
            </th>
            <td data-words="For what">
              <Words>{one.words}</Words>
            </td>
            <td data-words="Where">
              <Words>{one.ledger}</Words>
            </td>
            <td class="number" data-words="Owes">
              <Money of={one.amount} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function done(params: Readonly<Record<string, string>>, outcome: Outcome<unknown>, words: string): Outcome<Done> {
  return outcome.ok ? accepted({ to: `/money/settlements/${params['id'] ?? ''}`, said: words }) : outcome;
}
