import { accepted } from '#fhir';
import type { HumpSummary } from '#money/contract';
import type { PageDefinition } from '../page.ts';
import { Fact } from '../parts/fact.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Words } from '../parts/value.tsx';
import { capital } from '../parts/words.ts';
import { MONEY } from '../shell/places.ts';
import { MoneyOrNone, Money } from './amount.tsx';
import { humpPath } from './form.ts';

export type HumpsShown = { readonly humps: readonly HumpSummary[] };

/** Double-running money of the agreements of one's organisation. */
export const humpsPage: PageDefinition<HumpsShown> = {
  path: '/money/transition',
  policy: { allow: 'roles', roles: MONEY },
  title: () => 'Double-running money',
  loader: async ({ money, access }) => {
    const humps = await money.hump.humps(access);
    return humps.ok ? accepted({ humps: humps.value }) : humps;
  },
  Page: ({ humps }) => (
    <div class="page">
      <PageHead title="Double-running money" under="What it takes to run the old and the new side by side." />
      {humps.length === 0 ? (
        <Section title="None yet">
          <Empty title="No agreement of your organisation has double-running money">
            <p>It begins when partners sign an agreement that says who gives it, behind which milestones.</p>
          </Empty>
        </Section>
      ) : (
        humps.map((of) => <One key={`${of.instrument} ${of.clause}`} of={of} />)
      )}
    </div>
  ),
};

function One({ of }: { readonly of: HumpSummary }) {
  return (
    <Section title={capital(of.fund)}>
      <p class="meta">
        <Words>{of.title}</Words>. <Words>{of.by.name}</Words> gives it to <Words>{of.to.name}</Words>.
      </p>
      <dl class="facts sums">
        <Fact name="Agreed">
          <Money of={of.all} strong />
        </Fact>
        <Fact name="Given so far">
          <MoneyOrNone of={of.given} />
        </Fact>
        <Fact name="Paid back">
          <MoneyOrNone of={of.paidBack} />
        </Fact>
      </dl>
      <p class="actions">
        <a class="button" href={humpPath(of)}>
          Open
        </a>
      </p>
    </Section>
  );
}
