import { accepted } from '#fhir';
import type { MoneySimulation, Replayable, SimulatedSide, Swing } from '#money/contract';
import type { LoaderContext, PageDefinition } from '../page.ts';
import { Button, Choice, Field, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { When, Words } from '../parts/value.tsx';
import { capital } from '../parts/words.ts';
import { MONEY } from '../shell/places.ts';
import { Money } from './amount.tsx';
import { Amounts } from './amounts.tsx';
import { Swings } from './swings.tsx';

export type SimulateMoneyShown = {
  readonly versions: readonly Replayable[];
  readonly found?: MoneySimulation;
  readonly decision?: string;
};

/** A recorded period replayed under a version before anybody signs it: who gains and who loses, and what would move it. */
export const simulateMoneyPage: PageDefinition<SimulateMoneyShown> = {
  path: '/money/simulate',
  policy: { allow: 'roles', roles: MONEY },
  title: () => 'What an agreement would cost',
  loader: async ({ money, access, query, typed }: LoaderContext) => {
    const versions = await money.replayable(access);
    if (!versions.ok) return versions;
    const asked = askedIn(typed ?? query);
    if (asked === undefined) return accepted({ versions: versions.value });
    const found = await money.simulateMoney(access, asked);
    if (!found.ok) return found;
    const decision = typed?.get('decision') ?? '';
    return accepted({ versions: versions.value, found: found.value, ...(decision === '' ? {} : { decision }) });
  },
  actions: {
    save: async ({ money, access }, form) => {
      const asked = askedIn(form) ?? { instrument: '', version: 0 };
      const saved = await money.saveSimulation(access, asked, form.get('decision') ?? '');
      const { instrument, version } = asked;
      const days = { from: form.get('from') ?? '', until: form.get('until') ?? '' };
      const to = `/money/simulate?${new URLSearchParams({ of: `${version} ${instrument}`, ...days })}`;
      return saved.ok ? accepted({ to, said: 'Kept with the decision that used it.' }) : saved;
    },
  },
  Page: ({ versions, found, decision }) => (
    <div class="page">
      <PageHead title="What an agreement would cost" under={found && <Under of={found} />} />
      <Ask versions={versions} found={found} />
      {found && <Result of={found} decision={decision} />}
    </div>
  ),
};

/** 'of' is a version's number and its agreement: '2 vale-pooled-fund'. */
function askedIn(form: URLSearchParams) {
  const found = /^(\d{1,6}) (.{1,100})$/.exec(form.get('of') ?? '');
  if (!found) return undefined;
  return {
    instrument: found[2] ?? '',
    version: Number(found[1]),
    from: form.get('from') ?? '',
    until: form.get('until') ?? '',
  };
}

function Under({ of }: { readonly of: MoneySimulation }) {
  return (
    <>
      <Words>{of.title}</Words>, version {of.version}, on what was recorded from <When at={of.from} /> to{' '}
      <When at={of.until} />. Nothing has changed.
    </>
  );
}

type AskShown = { readonly versions: readonly Replayable[]; readonly found: MoneySimulation | undefined };

function Ask({ versions, found }: AskShown) {
  if (versions.length === 0) {
    return (
      <Section title="Which version">
        <Empty title="No agreement with money in it has your organisation as a party" />
      </Section>
    );
  }
  const options = versions.map(({ instrument, version, words }) => ({ value: `${version} ${instrument}`, words }));
  return (
    <Section title="Which version">
      <form method="get" class="form">
        <Choice label="Agreement" name="of" options={options} value={found && `${found.version} ${found.instrument}`} />
        <Field
          label="From which day"
          name="from"
          type="date"
          hint="Empty: its last year that has begun."
          value={found?.from ?? ''}
        />
        <Field label="Up to which day" name="until" type="date" value={found?.until ?? ''} />
        <p class="actions">
          <Button kind="main">Replay</Button>
        </p>
      </form>
    </Section>
  );
}

function Result({ of, decision }: { readonly of: MoneySimulation; readonly decision: string | undefined }) {
  return (
    <>
      <Section title="Who gains and who loses">
        <Amounts
          caption="What each has in the end today and under this version"
          head={['Partner', 'Today', 'This version', 'Movement']}
          rows={of.draft.positions.map(({ organization, name, net }) => ({
            name: <Words>{name}</Words>,
            amounts: [
              of.today.positions.find((one) => one.organization === organization)?.net ?? { ...net, minor: 0 },
              net,
              of.movements.find((one) => one.organization === organization)?.amount ?? { ...net, minor: 0 },
            ],
          }))}
        />
      </Section>
      <Side title="As agreed today" of={of.today} />
      <Side title="Under this version" of={of.draft} />
      <Section title={`What would move it most: ${of.own}`}>
        <Tornado of={of.tornado} />
      </Section>
      <Keep of={of} decision={decision} />
    </>
  );
}

const COLUMNS = ['Puts in', 'In kind', 'Pays', 'Earns', 'Shares'] as const;

function Side({ title, of }: { readonly title: string; readonly of: SimulatedSide }) {
  return (
    <Section title={title}>
      <Amounts
        caption={`${title}: what each pays and gets`}
        head={['Partner', ...COLUMNS]}
        rows={of.positions.map(({ name, putIn, inKind, pays, earned, shared }) => ({
          name: <Words>{name}</Words>,
          amounts: [putIn, inKind, pays, earned, shared],
        }))}
      />
      {of.pools.map(({ pool, left }) => (
        <p key={pool} class="meta">
          <Words>{capital(pool)}</Words>: <Money of={left} /> left at the end.
        </p>
      ))}
    </Section>
  );
}

function Tornado({ of }: { readonly of: readonly Swing[] }) {
  if (of.length === 0) return <Empty title="Nothing that was recorded would move it" />;
  return <Swings caption="What would come of each a tenth less, and a tenth more" of={of} />;
}

function Keep({ of, decision }: { readonly of: MoneySimulation; readonly decision: string | undefined }) {
  return (
    <Section title="Kept with decisions" count={of.saved.length}>
      <ul class="item-list">
        {of.saved.map((one) => (
          <li key={one.id} data-row>
            <span class="item-title">
              {one.page === undefined ? (
                <Words>{one.decision}</Words>
              ) : (
                <a href={one.page}>
                  <Words>{one.decision}</Words>
                </a>
              )}
            </span>
            <span class="item-fact">Version {one.version}</span>
            <span class="item-words meta">
              <When at={one.from} /> to <When at={one.until} />, kept <When at={one.at} time /> by{' '}
              <Words>{one.by}</Words>
            </span>
          </li>
        ))}
      </ul>
      <Post action="save" to="/money/simulate">
        <input type="hidden" name="of" value={`${of.version} ${of.instrument}`} />
        <input type="hidden" name="from" value={of.from} />
        <input type="hidden" name="until" value={of.until} />
        <Field
          label="Which decision uses it?"
          name="decision"
          required
          hint="Who decides what, and when. The other parties read it."
          value={decision}
        />
        <p class="actions">
          <Button>Keep it</Button>
        </p>
      </Post>
    </Section>
  );
}
