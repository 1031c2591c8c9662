import { accepted } from '#fhir';
import type { ModelsCompared, ModelSide, Replayable } from '#money/contract';
import type { LoaderContext, PageDefinition } from '../page.ts';
import { Button, Choice, Field, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { MONEY } from '../shell/places.ts';
import { Money } from './amount.tsx';
import { Amounts } from './amounts.tsx';
import { Conflicts, MODEL_WORDS, WorkersMoved } from './conflicts.tsx';
import { Swings } from './swings.tsx';

export type ModelsPageShown = {
  readonly versions: readonly Replayable[];
  readonly found?: ModelsCompared;
  readonly typed?: Readonly<Record<string, string>> | undefined;
};

/** Last year's care under each way of paying: who gains, who loses, and whom it would cost if care moved. */
export const modelsPage: PageDefinition<ModelsPageShown> = {
  path: '/money/models',
  policy: { allow: 'roles', roles: MONEY },
  title: () => 'Ways of paying compared',
  loader: async ({ money, access, query, typed }: LoaderContext) => {
    const versions = await money.replayable(access);
    if (!versions.ok) return versions;
    const asked = askedIn(typed ?? query);
    if (asked === undefined) return accepted({ versions: versions.value });
    const found = await money.compareModels(access, asked);
    if (!found.ok) return found;
    const again = typed === undefined ? undefined : Object.fromEntries(typed);
    return accepted({ versions: versions.value, found: found.value, typed: again });
  },
  actions: {
    sign: async ({ money, access }, form) => {
      const asked = askedIn(form) ?? { instrument: '', version: 0 };
      const text = (name: string) => form.get(name) ?? '';
      const sign = { model: text('model'), hash: text('hash'), words: text('words') };
      const signed = await money.signModel(access, asked, sign);
      const to = `/money/models?${new URLSearchParams({ of: text('of') })}`;
      return signed.ok ? accepted({ to, said: 'Signed, with what was shown.' }) : signed;
    },
  },
  Page: ({ versions, found, typed }) => (
    <div class="page">
      <PageHead title="Ways of paying compared" under={found && <Under of={found} />} />
      <Ask versions={versions} found={found} />
      {found && <Compared of={found} typed={typed} />}
    </div>
  ),
};

/** 'of' is a version's number and its agreement: '2 vale-pooled-fund'. */
function askedIn(form: URLSearchParams) {
  const found = /^(\d{1,6}) (.{1,100})$/.exec(form.get('of') ?? '');
  return found ? { instrument: found[2] ?? '', version: Number(found[1]) } : undefined;
}

function Under({ of }: { readonly of: ModelsCompared }) {
  return (
    <>
      <Words>{of.title}</Words>, version {of.version}, on what was recorded from <When at={of.from} /> to{' '}
      <When at={of.until} />. The plan is{' '}
      {of.plan === 'year-before' ? 'the year before' : 'the same year: nothing was recorded before'}, at the agreed
      prices. Nothing has changed.
    </>
  );
}

function Ask({ versions, found }: Pick<ModelsPageShown, 'versions'> & { readonly found: ModelsCompared | undefined }) {
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
        <p class="actions">
          <Button kind="main">Compare</Button>
        </p>
      </form>
    </Section>
  );
}

type ComparedShown = { readonly of: ModelsCompared; readonly typed: Readonly<Record<string, string>> | undefined };

function Compared({ of, typed }: ComparedShown) {
  const sides = of.sides.filter(({ lacks }) => lacks === undefined);
  return (
    <>
      <Gains of={of} sides={sides} />
      <Section title="What each is paid">
        <Amounts
          caption="What each is paid in the year, by way of paying"
          head={['Partner', 'As agreed', ...sides.map(({ model }) => MODEL_WORDS[model])]}
          rows={of.agreed.map(({ organization, name, earned }) => ({
            name: <Words>{name}</Words>,
            amounts: [
              earned,
              ...sides.map((side) => positionIn(side, organization)?.earned ?? { ...earned, minor: 0 }),
            ],
          }))}
        />
      </Section>
      <Conflicts of={of.moved} />
      <WorkersMoved of={of.workers} />
      <Section title="If more or less is done">
        <Amounts
          caption="What is paid in all, if so much less or more is done"
          head={['Way of paying', ...(sides[0]?.paid ?? []).map(({ percent }) => percentWords(percent))]}
          rows={sides.map(({ model, paid }) => ({
            name: MODEL_WORDS[model],
            amounts: paid.map(({ amount }) => amount),
          }))}
        />
      </Section>
      <Tornado of={of} />
      <Signed of={of} typed={typed} />
    </>
  );
}

function positionIn({ positions }: ModelSide, organization: string) {
  return positions.find((one) => one.organization === organization);
}

function Gains({ of, sides }: { readonly of: ModelsCompared; readonly sides: readonly ModelSide[] }) {
  return (
    <Section title="Who gains and who loses">
      <Amounts
        caption="Against what is agreed, by way of paying"
        head={['Partner', ...sides.map(({ model }) => MODEL_WORDS[model])]}
        rows={of.agreed.map(({ organization, name, net }) => ({
          name: <Words>{name}</Words>,
          amounts: sides.map((side) => positionIn(side, organization)?.moves ?? { ...net, minor: 0 }),
        }))}
      />
      {of.sides.map(({ model, sum, left, lacks }) => (
        <p key={model} class="meta">
          {MODEL_WORDS[model]}:{' '}
          {lacks ?? (
            <>
              <Money of={left} /> left in the pools; what all have and what is left add up to <Money of={sum} />.
            </>
          )}
        </p>
      ))}
    </Section>
  );
}

function percentWords(percent: number): string {
  if (percent === 0) return 'As it was';
  return percent < 0 ? `${-percent} % less` : `${percent} % more`;
}

function Tornado({ of }: { readonly of: ModelsCompared }) {
  return (
    <Section title={`What would move it most: ${of.own}`}>
      {of.tornado.map(({ model, swings }) => (
        <details key={model} open={model === 'tariff'}>
          <summary>{MODEL_WORDS[model]}</summary>
          {swings.length === 0 ? (
            <Empty title="Nothing that was recorded would move it" />
          ) : (
            <Swings
              caption={`${MODEL_WORDS[model]}: what would come of each a tenth less, and a tenth more`}
              of={swings}
            />
          )}
        </details>
      ))}
    </Section>
  );
}

function Signed({ of, typed }: ComparedShown) {
  const options = of.sides
    .filter(({ lacks }) => lacks === undefined)
    .map(({ model }) => ({ value: model, words: MODEL_WORDS[model] }));
  return (
    <Section title="Signed" count={of.signed.length}>
      <ul class="item-list">
        {of.signed.map(({ id, model, words, by, organization, at, hash, same }) => (
          <li key={id} data-row>
            <span class="item-title">
              {MODEL_WORDS[model]}: <Words>{organization}</Words>
            </span>
            <span class="item-fact">
              {same ? <Tag tone="done">As shown here</Tag> : <Tag tone="quiet">On other figures</Tag>}
            </span>
            <span class="item-words meta">
              <Words>{words}</Words> <When at={at} time />, <Words>{by}</Words>. Fingerprint{' '}
              <Value>{`${hash.slice(0, 16)}…`}</Value>
            </span>
          </li>
        ))}
      </ul>
      {of.may.sign && (
        <Post action="sign" to="/money/models">
          <input type="hidden" name="of" value={`${of.version} ${of.instrument}`} />
          <input type="hidden" name="hash" value={of.hash} />
          <Choice label="Way of paying" name="model" options={options} value={typed?.['model']} />
          <Field
            label="Why this one"
            name="words"
            required
            hint="The other parties read it. What is shown here is kept with it."
            value={typed?.['words']}
          />
          <p class="actions">
            <Button>Sign it</Button>
          </p>
        </Post>
      )}
    </Section>
  );
}
