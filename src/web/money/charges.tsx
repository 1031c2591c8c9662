import { accepted, type Outcome } from '#fhir';
import type { Bulk, Charges, ChargeView } from '#money/contract';
import type { Done, PageDefinition } from '../page.ts';
import { Button, Field, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { capital, counted } from '../parts/words.ts';
import { CHARGES } from '../shell/places.ts';
import { Money } from './amount.tsx';

export type ChargesShown = {
  readonly found: Charges;
  readonly organization: string;
  /** Checks what is charged, and sees no more of the money. */
  readonly checks: boolean;
};

/** Charges to and from one's organisation: what waits for an answer first. */
export const chargesPage: PageDefinition<ChargesShown> = {
  path: '/money/charges',
  policy: { allow: 'roles', roles: CHARGES },
  title: () => 'Charges',
  loader: async ({ money, access, signedIn, query }) => {
    const before = query.get('before');
    const found = await money.charges(access, {
      settled: query.get('show') === 'settled',
      ...(before === null ? {} : { before }),
    });
    if (!found.ok) return found;
    const checks = access.role === 'payment-clerk';
    return accepted({ found: found.value, organization: signedIn.organizationRef ?? '', checks });
  },
  actions: {
    propose: async ({ money, access }) => {
      const done = await money.proposeCharges(access);
      if (!done.ok) return done;
      const said =
        done.value.length === 0 ? 'Nothing new was recorded.' : `Proposed: ${counted(done.value.length, 'charge')}.`;
      return accepted({ to: '/money/charges', said });
    },
    'accept-many': async ({ money, access }, form) =>
      said(await money.acceptCharges(access, form.getAll('charge')), 'Accepted and entered'),
    'query-many': async ({ money, access }, form) =>
      said(
        await money.queryCharges(access, { ids: form.getAll('charge'), reason: form.get('reason') ?? '' }),
        'Queried',
      ),
  },
  Page: ({ found, organization, checks }) => (
    <div class="page">
      <PageHead
        title="Charges"
        under="What organisations ask each other to pay for recorded care, by what they agreed."
      >
        {!checks && <Further />}
      </PageHead>
      <nav class="tabs" aria-label="Which charges">
        <a href="/money/charges" {...(found.settled ? {} : { 'aria-current': 'page' })}>
          Waiting
        </a>
        <a href="/money/charges?show=settled" {...(found.settled ? { 'aria-current': 'page' } : {})}>
          Settled between you
        </a>
      </nav>
      <Not title="Paid for twice" because={found.twice} />
      <Not title="Nothing can be charged by these prices" because={found.uncounted} />
      {found.settled ? (
        <Section title="Settled between you">
          {found.charges.length === 0 ? (
            <Empty title="No charge is settled yet" />
          ) : (
            <List of={found.charges} organization={organization} ticks={false} />
          )}
        </Section>
      ) : (
        <Waiting of={found} organization={organization} />
      )}
      {found.next !== undefined && (
        <p class="actions">
          <a class="button" href={`/money/charges?${found.settled ? 'show=settled&' : ''}before=${found.next}`}>
            Older
          </a>
        </p>
      )}
    </div>
  ),
};

/** What is not charged, and why. */
function Further() {
  return (
    <>
      <a class="button" href="/money/charges/queried">
        What is queried, by age
      </a>
      <a class="button" href="/money/charges/elsewhere">
        People of another area
      </a>
      <a class="button" href="/money/incentives">
        Pay for workers
      </a>
    </>
  );
}

function Not({ title, because }: { readonly title: string; readonly because: readonly string[] }) {
  if (because.length === 0) return null;
  return (
    <Section title={title} count={because.length}>
      {because.map((words) => (
        <p key={words}>
          <Words>{words}</Words>
        </p>
      ))}
    </Section>
  );
}

function Waiting({
  of: { charges, waiting, may },
  organization,
}: {
  readonly of: Charges;
  readonly organization: string;
}) {
  const list = <List of={charges} organization={organization} ticks={charges.some(canTick)} />;
  return (
    <Section title="Waiting" count={waiting}>
      {charges.length === 0 ? (
        <Empty title="No charge waits for an answer" />
      ) : charges.some(canTick) ? (
        <form method="post" class="form">
          {list}
          <Field
            label="Why do you query what is ticked?"
            name="reason"
            hint="Whoever asks for it reads it, and has ten working days to answer."
          />
          <p class="actions">
            <Button name="action" value="query-many">
              Query what is ticked
            </Button>
            <Button kind="main" name="action" value="accept-many">
              Accept what is ticked
            </Button>
          </p>
        </form>
      ) : (
        list
      )}
      {may.propose && (
        <Post action="propose">
          <p class="actions">
            <Button kind="main">Propose what was recorded up to yesterday</Button>
          </p>
        </Post>
      )}
    </Section>
  );
}

function canTick({ may }: ChargeView): boolean {
  return may.accept || may.query;
}

function said(done: Outcome<Bulk>, words: string): Outcome<Done> {
  if (!done.ok) return done;
  const { done: all, refused } = done.value;
  const rest = refused[0] ? ` ${counted(refused.length, 'charge')} not: ${refused[0].words}` : '';
  return accepted({ to: '/money/charges', said: `${words}: ${counted(all.length, 'charge')}.${rest}` });
}

type ListProps = {
  readonly of: readonly ChargeView[];
  readonly organization: string;
  readonly ticks: boolean;
};

function List({ of, organization, ticks }: ListProps) {
  return (
    <ul class="item-list">
      {of.map((one) => (
        <li key={one.id} data-row>
          <span class="item-title">
            {ticks && canTick(one) ? (
              <span class="tick">
                <label class="tick">
                  <input type="checkbox" name="charge" value={one.id} />
                  <span class="sr">Tick charge {one.id}</span>
                </label>
                <Title of={one} />
              </span>
            ) : (
              <Title of={one} />
            )}
          </span>
          <span class="item-fact">
            <ChargeState of={one} />
          </span>
          <span class="item-words meta">
            <ChargedFor of={one} />, <When at={one.from} /> to <When at={one.until} />.{' '}
            {one.payer.organization === organization ? (
              <>
                Asked by <Words>{one.payee.name}</Words>.
              </>
            ) : (
              <>
                Asked of <Words>{one.payer.name}</Words>.
              </>
            )}
            {one.open > 0 && (
              <>
                {' '}
                It stands if it is not queried by <When at={one.stands} />.
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Title({ of }: { readonly of: ChargeView }) {
  return (
    <span>
      <a href={`/money/charges/${of.id}`}>
        {capital(of.activity)}: <Money of={of.total} />
      </a>
      {of.adjusts && <Tag tone="quiet">Adjustment</Tag>}
    </span>
  );
}

/** How often something was done, or the price of a period. */
export function ChargedFor({ of }: { readonly of: ChargeView }) {
  return (
    <>
      {of.byPeriod ? '' : `${counted(of.items, 'time')} `}
      <Words>{of.byPeriod ? capital(of.words) : of.words}</Words>
    </>
  );
}

export function ChargeState({ of }: { readonly of: ChargeView }) {
  if (of.disputed) return <Tag tone="concern">In dispute</Tag>;
  if (of.queried > 0) return <Tag tone="concern">{counted(of.queried, 'item')} queried</Tag>;
  if (of.open > 0) return <Tag tone="wait">To be looked at</Tag>;
  return of.accepted.minor === 0 ? <Tag tone="quiet">Taken back</Tag> : <Tag tone="done">Accepted</Tag>;
}
