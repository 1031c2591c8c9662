import { accepted } from '#fhir';
import type { QueriedAges } from '#money/contract';
import type { PageDefinition } from '../page.ts';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { When, Words } from '../parts/value.tsx';
import { capital } from '../parts/words.ts';
import { MONEY } from '../shell/places.ts';
import { Money } from './amount.tsx';

export type QueriedShown = { readonly found: QueriedAges };

/** What is queried and not settled: between whom, how much, for how long. */
export const queriedPage: PageDefinition<QueriedShown> = {
  path: '/money/charges/queried',
  policy: { allow: 'roles', roles: MONEY },
  title: () => 'What is queried, by age',
  loader: async ({ money, access }) => {
    const found = await money.queriedAges(access);
    return found.ok ? accepted({ found: found.value }) : found;
  },
  Page: ({ found }) => (
    <div class="page">
      <PageHead
        title="What is queried, by age"
        under={
          <>
            Of charges to and from your organisation, on <When at={found.asAt} />
          </>
        }
      >
        <a class="button" href="/money/charges">
          All charges
        </a>
      </PageHead>
      {found.lines.length === 0 && found.elsewhere.length === 0 ? (
        <Empty title="Nothing is queried">
          <p>What is queried stands here until it is answered, accepted or ruled.</p>
        </Empty>
      ) : (
        <>
          {found.lines.length > 0 && (
            <Section title="Between whom, for how long">
              <Ages of={found} />
            </Section>
          )}
          {found.elsewhere.length > 0 && (
            <Section
              title="Of another area, and paid by nobody yet"
              aside={<a href="/money/charges/elsewhere">All of another area</a>}
            >
              <Elsewhere of={found} />
            </Section>
          )}
          {found.oldest.length > 0 && (
            <Section title="Queried longest" count={found.oldest.length}>
              <Oldest of={found.oldest} />
            </Section>
          )}
        </>
      )}
    </div>
  ),
};

function Ages({ of: { lines, bounds } }: { readonly of: QueriedAges }) {
  return (
    <ul class="item-list">
      {lines.map((line) => (
        <li key={`${line.payer.organization} ${line.payee.organization} ${line.total.currency}`} data-row>
          <span class="item-title">
            <Words>{line.payer.name}</Words> is asked by <Words>{line.payee.name}</Words>
          </span>
          <span class="item-fact">
            <Money of={line.total} strong />
          </span>
          <Bands of={line.bands} bounds={bounds} />
        </li>
      ))}
    </ul>
  );
}

type BandsShown = { readonly of: QueriedAges['lines'][number]['bands']; readonly bounds: readonly number[] };

/** What is not nought of each band. */
function Bands({ of, bounds }: BandsShown) {
  const words = [
    ...bounds.map((to, at) => (at === 0 ? `Up to ${to} days` : `${(bounds[at - 1] ?? 0) + 1} to ${to} days`)),
    `Over ${bounds.at(-1) ?? 0} days`,
  ];
  return (
    <dl class="facts item-words">
      {of.map((amount, at) =>
        amount.minor === 0 ? null : (
          <div key={words[at]} class="fact">
            <dt>{words[at]}</dt>
            <dd>
              <Money of={amount} />
            </dd>
          </div>
        ),
      )}
    </dl>
  );
}

const STATES: Readonly<Record<QueriedAges['elsewhere'][number]['state'], string>> = {
  found: 'Nobody is asked yet; counted from the day it was done',
  asked: 'Waits for an answer; counted from when it was asked',
  refused: 'Refused; counted from the day it was done',
};

function Elsewhere({ of: { elsewhere, bounds } }: { readonly of: QueriedAges }) {
  return (
    <ul class="item-list">
      {elsewhere.map((line) => (
        <li
          key={`${line.payee.organization} ${line.asked?.organization} ${line.state} ${line.total.currency}`}
          data-row
        >
          <span class="item-title">
            <Words>{line.payee.name}</Words>
            {line.asked && (
              <>
                {' '}
                asks <Words>{line.asked.name}</Words>
              </>
            )}
          </span>
          <span class="item-fact">
            <Money of={line.total} strong />
          </span>
          <span class="item-words meta">{STATES[line.state]}.</span>
          <Bands of={line.bands} bounds={bounds} />
        </li>
      ))}
    </ul>
  );
}

function Oldest({ of }: { readonly of: QueriedAges['oldest'] }) {
  return (
    <ul class="item-list">
      {of.map(({ since, charge }) => (
        <li key={charge.id} data-row>
          <span class="item-title">
            <a href={`/money/charges/${charge.id}`}>
              {capital(charge.activity)}: <Money of={charge.inQuery} />
            </a>
          </span>
          <span class="item-words meta">
            Queried since <When at={since} />. <Words>{charge.payee.name}</Words> asks{' '}
            <Words>{charge.payer.name}</Words>.
          </span>
        </li>
      ))}
    </ul>
  );
}
