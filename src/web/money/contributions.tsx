import { accepted } from '#fhir';
import type { Contributions, Instalment } from '#money/contract';
import type { LoaderContext, PageDefinition } from '../page.ts';
import { Button, Choice, Field, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag, type Tone } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { capital, counted } from '../parts/words.ts';
import { MONEY } from '../shell/places.ts';
import { Money } from './amount.tsx';
import { minorFrom, nameFrom, pathOf } from './form.ts';
import { MoneyTabs } from './tabs.tsx';

export type ContributionsShown = {
  readonly found: Contributions;
  readonly typed?: { readonly party: string; readonly amount: string; readonly on: string; readonly reference: string };
};

/** What each partner puts in by when, what is late from its first day, and entering what came. */
export const contributionsPage: PageDefinition<ContributionsShown> = {
  path: '/money/:instrument/:pool/contributions',
  policy: { allow: 'roles', roles: MONEY },
  title: ({ found }) => `Contributions: ${found.pool.name}`,
  loader: async ({ money, access, params, typed }: LoaderContext) => {
    const found = await money.contributions(access, nameFrom(params));
    if (!found.ok) return found;
    const said = (name: string): string => typed?.get(name) ?? '';
    return accepted({
      found: found.value,
      ...(typed
        ? { typed: { party: said('party'), amount: said('amount'), on: said('on'), reference: said('reference') } }
        : {}),
    });
  },
  actions: {
    receive: async ({ money, access, params }, form) => {
      const name = nameFrom(params);
      const minor = minorFrom(form.get('amount') ?? '', form.get('currency') ?? '');
      if (!minor.ok) return minor;
      const done = await money.receive(access, name, {
        party: form.get('party') ?? '',
        minor: minor.value,
        on: form.get('on') ?? '',
        reference: (form.get('reference') ?? '').trim(),
      });
      return done.ok
        ? accepted({ to: `${pathOf(name)}/contributions`, said: 'Entered: it meets the oldest part first.' })
        : done;
    },
    'in-kind': async ({ money, access, params }, form) => {
      const name = nameFrom(params);
      const done = await money.receiveInKind(access, name, {
        item: form.get('item') ?? '',
        on: form.get('on') ?? '',
        words: form.get('words') ?? '',
      });
      return done.ok ? accepted({ to: `${pathOf(name)}/contributions`, said: 'Entered at the value agreed.' }) : done;
    },
  },
  Page: ({ found, typed }) => {
    const { pool, instalments, may } = found;
    const late = instalments.filter(({ state }) => state === 'late');
    const now = instalments.filter(({ state }) => state === 'due');
    const past = instalments.filter(({ state }) => state === 'met').toReversed();
    const ahead = instalments.filter(({ state }) => state === 'to-come');
    return (
      <>
        <MoneyTabs of={pool} at="/contributions" act={may.act} />
        <div class="page">
          <PageHead title={`Contributions: ${pool.name}`} under={<Words>{pool.title}</Words>}>
            {late.length > 0 && (
              <Tag tone="concern">
                <Money of={pool.late} /> late
              </Tag>
            )}
          </PageHead>
          {instalments.length === 0 && (
            <Section title="Nothing to put in">
              <Empty title="No contribution is agreed for the coming year" />
            </Section>
          )}
          {late.length > 0 && <List title="Late" of={late} keep={may.keep} />}
          {now.length > 0 && <List title="Due now" of={now} keep={may.keep} />}
          {may.keep && <Receive of={found} typed={typed} />}
          {ahead.length > 0 && <List title="To come" of={ahead} keep={false} />}
          {past.length > 0 && <List title="Met" of={past} keep={false} />}
        </div>
      </>
    );
  },
};

const STATES: Readonly<Record<Instalment['state'], readonly [Tone, string]>> = {
  late: ['concern', 'Late'],
  due: ['wait', 'Due'],
  'to-come': ['quiet', 'To come'],
  met: ['done', 'Met'],
};

function List({
  title,
  of,
  keep,
}: {
  readonly title: string;
  readonly of: readonly Instalment[];
  readonly keep: boolean;
}) {
  return (
    <Section title={title} count={of.length}>
      <ul class="item-list">
        {of.map((one) => (
          <Part key={one.item} of={one} keep={keep} />
        ))}
      </ul>
    </Section>
  );
}

function Part({ of, keep }: { readonly of: Instalment; readonly keep: boolean }) {
  const [tone, words] = STATES[of.state];
  return (
    <li data-row>
      <span class="item-title">
        <Words>{of.party.name}</Words> <Money of={of.amount} strong />
      </span>
      <span class="item-fact">
        <Tag tone={tone}>{of.daysLate > 0 ? `${words} by ${counted(of.daysLate, 'day')}` : words}</Tag>
      </span>
      <span class="item-words meta">
        Due <When at={of.due} />, for the part from <When at={of.about} />; paragraph {of.paragraph}, version{' '}
        {of.version}.{of.insteadOf !== undefined && ` It changes what version ${of.insteadOf} asked.`}
        {of.inKind !== undefined && (
          <>
            {' '}
            In kind: <Words>{of.inKind}</Words>.
          </>
        )}
        {of.ringFencedFor !== undefined && ` For ${of.ringFencedFor} alone.`}
        {of.received.minor > 0 && of.state !== 'met' && (
          <>
            {' '}
            <Money of={of.received} /> came.
          </>
        )}
      </span>
      {keep && of.inKind !== undefined && of.amount.minor > 0 && <Given of={of} />}
    </li>
  );
}

function Given({ of }: { readonly of: Instalment }) {
  return (
    <details class="past entry-deeds">
      <summary>
        {capital('it was given')} <span class="sr">({of.inKind})</span>
      </summary>
      <Post action="in-kind">
        <input type="hidden" name="item" value={of.item} />
        <Field label="On which day" name="on" id={`on-${of.item}`} type="date" hint="Today, where it is empty." />
        <Field
          label="What was given?"
          name="words"
          id={`words-${of.item}`}
          required
          hint="So that the other partners can check it."
        />
        <Button kind="main">Enter it</Button>
      </Post>
    </details>
  );
}

function Receive({ of, typed }: { readonly of: Contributions; readonly typed: ContributionsShown['typed'] }) {
  return (
    <Section title="Money that came">
      <Post action="receive">
        <input type="hidden" name="currency" value={of.pool.currency} />
        <Choice
          label="From whom"
          name="party"
          value={typed?.party}
          options={of.parties.map(({ organization, name }) => ({ value: organization, words: name }))}
        />
        <Field
          label={`How much, in ${of.pool.currency}`}
          name="amount"
          required
          hint="Such as 1,250.50."
          value={typed?.amount}
        />
        <Field label="On which day" name="on" type="date" hint="Today, where it is empty." value={typed?.on} />
        <Field
          label="Reference of the bank"
          name="reference"
          required
          hint="The same reference is the same receipt: nothing is entered twice."
          value={typed?.reference}
        />
        <p class="actions">
          <Button kind="main">Enter it</Button>
        </p>
      </Post>
    </Section>
  );
}
