import { accepted } from '#fhir';
import type { Elsewhere, ElsewhereView } from '#money/contract';
import type { Done, PageDefinition } from '../page.ts';
import type { Outcome } from '#fhir';
import { Button, Choice, Field } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { capital, counted } from '../parts/words.ts';
import { MONEY } from '../shell/places.ts';
import { Money } from './amount.tsx';

const PATH = '/money/charges/elsewhere';

export type ElsewhereShown = { readonly found: Elsewhere };

/** What was done for people of another area: who pays for it, asked and answered. */
export const elsewherePage: PageDefinition<ElsewhereShown> = {
  path: PATH,
  policy: { allow: 'roles', roles: MONEY },
  title: () => 'People of another area',
  loader: async ({ money, access }) => {
    const found = await money.elsewhere(access);
    return found.ok ? accepted({ found: found.value }) : found;
  },
  actions: {
    ask: async ({ money, access }, form) => {
      const commissioner = form.get('commissioner') ?? '';
      const ids = form.getAll('row');
      return said(await money.askElsewhere(access, { ids, ...(commissioner === '' ? {} : { commissioner }) }), 'Asked');
    },
    close: async ({ money, access }, form) =>
      said(await money.closeElsewhere(access, { ids: form.getAll('row'), reason: form.get('reason') ?? '' }), 'Closed'),
    accept: async ({ money, access }, form) =>
      said(
        await money.answerElsewhere(access, { ids: form.getAll('row'), accept: true, reason: '' }),
        'Taken over, and entered as a charge',
      ),
    refuse: async ({ money, access }, form) =>
      said(
        await money.answerElsewhere(access, {
          ids: form.getAll('row'),
          accept: false,
          reason: form.get('reason') ?? '',
        }),
        'Turned down: they are told why',
      ),
  },
  Page: ({ found }) => {
    const ours = found.rows.filter(({ may }) => may.answer);
    const free = found.rows.filter(({ may }) => may.ask);
    const rest = found.rows.filter(({ may }) => !may.ask && !may.answer);
    return (
      <div class="page">
        <PageHead
          title="People of another area"
          under="Care for people who were registered elsewhere on the day: no agreement of this area pays for it. Nobody is named."
        >
          <a class="button" href="/money/charges">
            All charges
          </a>
        </PageHead>
        {found.rows.length === 0 && (
          <Empty title="Nothing was done for people of another area">
            <p>What is found when charges are proposed stands here until somebody pays for it.</p>
          </Empty>
        )}
        {ours.length > 0 && <Asked rows={ours} />}
        {free.length > 0 && <Free rows={free} of={found} />}
        {rest.length > 0 && (
          <Section title="Asked and answered" count={rest.length}>
            <List of={rest} ticks={false} />
          </Section>
        )}
      </div>
    );
  },
};

function Asked({ rows }: { readonly rows: readonly ElsewhereView[] }) {
  return (
    <Section title="You are asked to pay" count={rows.length}>
      <form method="post" class="form">
        <List of={rows} ticks />
        <Field label="Why do you not pay for what is ticked?" name="reason" hint="Whoever did it reads it." />
        <p class="actions">
          <Button name="action" value="refuse">
            Do not pay for what is ticked
          </Button>
          <Button kind="main" name="action" value="accept">
            Pay for what is ticked
          </Button>
        </p>
      </form>
    </Section>
  );
}

function Free({ rows, of }: { readonly rows: readonly ElsewhereView[]; readonly of: Elsewhere }) {
  const options = [
    { value: '', words: 'Whoever is responsible by the rule' },
    ...of.commissioners.map(({ organization, name }) => ({ value: organization, words: name })),
  ];
  return (
    <Section title="To be asked for" count={rows.length}>
      <form method="post" class="form">
        <List of={rows} ticks />
        <Choice label="Whom do you ask?" name="commissioner" options={options} />
        <p class="actions">
          <Button kind="main" name="action" value="ask">
            Ask about what is ticked
          </Button>
        </p>
        <Field
          label="Or how was it settled?"
          name="reason"
          hint="Where you ask nobody here: it is kept with your words."
        />
        <p class="actions">
          <Button name="action" value="close">
            Close what is ticked
          </Button>
        </p>
      </form>
    </Section>
  );
}

function List({ of, ticks }: { readonly of: readonly ElsewhereView[]; readonly ticks: boolean }) {
  return (
    <ul class="item-list">
      {of.map((one) => (
        <li key={one.id} data-row>
          <span class="item-title">
            {ticks ? (
              <label class="tick">
                <input type="checkbox" name="row" value={one.id} />
                <Title of={one} />
              </label>
            ) : (
              <Title of={one} />
            )}
          </span>
          <span class="item-fact">
            <State of={one} />
          </span>
          <span class="item-words meta">
            Done by <Words>{one.payee.name}</Words> for somebody registered with <Words>{one.registered}</Words>.{' '}
            <Who of={one} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Title({ of }: { readonly of: ElsewhereView }) {
  return (
    <span>
      <Words>{capital(of.words)}</Words>, <When at={of.day} />: <Money of={of.amount} />
    </span>
  );
}

function Who({
  of: { state, commissioner, responsible, because, due, reason, charge },
}: {
  readonly of: ElsewhereView;
}) {
  return (
    <>
      {commissioner ? (
        <>
          Asked of <Words>{commissioner.name}</Words>.{' '}
        </>
      ) : responsible ? (
        <>
          <Words>{responsible.name}</Words> pays: {because?.words} ({because?.law}){' '}
        </>
      ) : (
        'The directory does not tell who pays: choose whom you ask. '
      )}
      {due !== undefined && (
        <>
          To be answered by <When at={due} />.{' '}
        </>
      )}
      {reason !== undefined && (
        <>
          {state === 'refused' ? 'They do not pay: ' : 'Settled otherwise: '}
          <Words>{reason}</Words>{' '}
        </>
      )}
      {charge !== undefined && <a href={charge}>The charge</a>}
    </>
  );
}

function State({ of: { state } }: { readonly of: ElsewhereView }) {
  if (state === 'asked') return <Tag tone="wait">Asked</Tag>;
  if (state === 'accepted') return <Tag tone="done">Paid for</Tag>;
  if (state === 'refused') return <Tag tone="concern">Not paid for</Tag>;
  return state === 'closed' ? <Tag tone="quiet">Closed</Tag> : <Tag tone="wait">To be asked for</Tag>;
}

function said(done: Outcome<number>, words: string): Outcome<Done> {
  return done.ok ? accepted({ to: PATH, said: `${words}: ${counted(done.value, 'item')}.` }) : done;
}
