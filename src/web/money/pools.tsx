import { accepted } from '#fhir';
import type { PoolSummary } from '#money/contract';
import type { PageDefinition } from '../page.ts';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Words } from '../parts/value.tsx';
import { capital } from '../parts/words.ts';
import { MONEY } from '../shell/places.ts';
import { Money, MoneyOrNone } from './amount.tsx';
import { pathOf } from './form.ts';

export type PoolsShown = { readonly pools: readonly PoolSummary[] };

/** The pools that one's organisation is a partner of. */
export const poolsPage: PageDefinition<PoolsShown> = {
  path: '/money',
  policy: { allow: 'roles', roles: MONEY },
  title: () => 'Money',
  loader: async ({ money, access }) => {
    const pools = await money.pools(access);
    return pools.ok ? accepted({ pools: pools.value }) : pools;
  },
  Page: ({ pools }) => (
    <div class="page">
      <PageHead title="Money" under="Pools that your organisation is a partner of, as they are today." />
      {pools.length === 0 ? (
        <Section title="No pool yet">
          <Empty title="No agreement of your organisation has a pool">
            <p>A pool begins when partners sign an agreement that says who puts in how much and when.</p>
            <p class="actions">
              <a class="button" href="/agreements">
                Agreements
              </a>
            </p>
          </Empty>
        </Section>
      ) : (
        pools.map((pool) => <Pool key={`${pool.instrument}/${pool.pool}`} of={pool} title={titleOf(pool, pools)} />)
      )}
    </div>
  ),
};

const BETWEEN = 'What partners owe each other for charges that no pool pays.';
const TAKEN_OVER = 'What was done for people of another area, and whoever pays for them took over.';

/** Two agreements may call their pools the same. */
function titleOf({ name, title }: PoolSummary, pools: readonly PoolSummary[]): string {
  return pools.filter((one) => one.name === name).length > 1 ? `${capital(name)}, ${title}` : capital(name);
}

function Pool({ of, title }: { readonly of: PoolSummary; readonly title: string }) {
  return (
    <Section title={title} aside={of.pooled ? <Standing of={of} /> : <Owed of={of} />}>
      <p class="meta">
        <Words>{of.title}</Words>. Books are kept by <Words>{of.keeper.name}</Words>.
        {!of.runs && ' The agreement does not run any more; what is left stays accounted for.'}
      </p>
      {of.pooled ? <Figures of={of} /> : <p>{of.elsewhere ? TAKEN_OVER : BETWEEN}</p>}
      <p class="actions">
        <a class="button" href={of.pooled ? pathOf(of) : `${pathOf(of)}/ledger`}>
          Open
        </a>
      </p>
    </Section>
  );
}

function Figures({ of }: { readonly of: PoolSummary }) {
  return (
    <dl class="facts figures sums">
      <div class="fact">
        <dt>Put in so far</dt>
        <dd>
          <Money of={of.due} strong />
        </dd>
      </div>
      <div class="fact">
        <dt>Spent</dt>
        <dd>
          <Money of={of.spent} strong />
        </dd>
      </div>
      <div class="fact">
        <dt>Promised</dt>
        <dd>
          <MoneyOrNone of={of.promised} />
        </dd>
      </div>
      <div class="fact">
        <dt>Late</dt>
        <dd>
          <MoneyOrNone of={of.late} />
        </dd>
      </div>
    </dl>
  );
}

function Owed({ of }: { readonly of: PoolSummary }) {
  return (
    <Tag tone={of.owed.minor > 0 ? 'wait' : 'done'}>
      <Money of={of.owed} /> to be paid
    </Tag>
  );
}

/** Over or under, in words and with a shape. */
export function Standing({ of }: { readonly of: Pick<PoolSummary, 'left'> }) {
  return of.left.minor < 0 ? (
    <Tag tone="concern">
      <Money of={{ ...of.left, minor: -of.left.minor }} /> too much spent
    </Tag>
  ) : (
    <Tag tone="done">
      <Money of={of.left} /> left
    </Tag>
  );
}
