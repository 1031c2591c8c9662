import { accepted, type Outcome, refuse } from '#fhir';
import type { BodyView } from '#governance/contract';
import { amountFrom, CURRENCIES } from '../governance/scheme-form.ts';
import type { PageDefinition } from '../page.ts';
import { Button, Choice, Field, type Option, Post } from '../parts/form.tsx';
import { PageHead, Section } from '../parts/section.tsx';
import { Words } from '../parts/value.tsx';
import { STAFF } from '../shell/places.ts';
import { EffectFields, seenInOf } from './effect.tsx';
import { topicWords } from './parts.tsx';

export type NewPaperShown = {
  readonly body: BodyView;
  readonly partners: readonly { readonly organization: string; readonly name: string }[];
  readonly measures: readonly { readonly id: string; readonly title: string }[];
  /** Versions that wait to be signed or to begin. */
  readonly proposed?: readonly { readonly id: string; readonly version: number; readonly title: string }[];
  readonly typed?: URLSearchParams;
};

/** A paper for a meeting: what is asked, for how much, what moves between partners, what is expected and when somebody looks. */
export const newPaperPage: PageDefinition<NewPaperShown> = {
  path: '/bodies/:id/paper',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ body }) => `Put a paper to ${body.name}`,
  loader: async ({ governance, access, params, typed }) => {
    const found = await governance.decisions.body(access, params['id'] ?? '');
    if (!found.ok) return found;
    const { partners } = await governance.partnership(access);
    const measures = await governance.decisions.measures(access);
    const proposed = (await governance.instruments(access)).filter(
      ({ state }) => state === 'awaiting-signatures' || state === 'signed',
    );
    return accepted({ body: found.value, partners, measures, proposed, ...(typed ? { typed } : {}) });
  },
  Page: (shown) => (
    <div class="page narrow">
      <p class="back">
        <a href={`/bodies/${encodeURIComponent(shown.body.id)}`}>
          <Words>{shown.body.name}</Words>
        </a>
      </p>
      <PageHead
        title="Put a paper"
        under="What is above the limit of this meeting goes up to the one that may decide it."
      />
      <Section title="The paper">
        <Form {...shown} />
      </Section>
    </div>
  ),
  actions: {
    put: async ({ governance, access, params }, form) => {
      const paper = paperOf(form);
      if (!paper.ok) return paper;
      const done = await governance.decisions.put(access, params['id'] ?? '', paper.value);
      if (!done.ok) return done;
      const { id, sentTo, why } = done.value;
      return accepted({
        to: `/papers/${id}`,
        said: sentTo === undefined ? 'It waits for a meeting.' : `${why ?? ''} It went up to ${sentTo}.`,
      });
    },
  },
};

function paperOf(form: URLSearchParams): Outcome<Readonly<Record<string, unknown>>> {
  const text = (name: string) => (form.get(name) ?? '').trim();
  const amount = amountFrom(text('limit'), text('currency'));
  if (!amount.ok) return amount;
  const price = amountFrom(text('price'), text('currency'));
  if (!price.ok) return price;
  const moves =
    text('what') === ''
      ? []
      : [
          {
            what: text('what'),
            from: text('from'),
            to: text('to'),
            perYear: Number(text('perYear')),
            price: price.value,
            ...(text('minutes') === '' ? {} : { minutes: Number(text('minutes')) }),
            ...(text('workers') === '' ? {} : { workers: Number(text('workers')) }),
          },
        ];
  if (moves.length > 0 && price.value === undefined)
    return refuse('value', 'web.no-price', 'Say what one of what moves costs.');
  return accepted({
    title: text('title'),
    ask: text('ask'),
    topic: text('topic'),
    ...(amount.value === undefined ? {} : { amount: amount.value }),
    organizations: form.getAll('organizations'),
    suppliers: text('suppliers')
      .split(',')
      .map((one) => one.trim()),
    moves,
    ...draftOf(text('draft')),
    effect: text('effect'),
    ...(text('measure') === '' ? {} : { seenIn: seenInOf(text) }),
    reviewOn: text('reviewOn'),
  });
}

/** '2 vale-pooled-fund': a version's number, and its agreement. */
function draftOf(chosen: string) {
  const found = /^(\d{1,6}) (.{1,100})$/.exec(chosen);
  return found ? { draft: { instrument: found[2] ?? '', version: Number(found[1]) } } : {};
}

function Form({ body, partners, measures, proposed = [], typed }: NewPaperShown) {
  const value = (name: string) => typed?.get(name) ?? '';
  const options = partners.map((one) => ({ value: one.organization, words: one.name }));
  const topics = [...new Set(body.remits.flatMap((one) => [...one.topics, ...one.reserved]))];
  return (
    <Post action="put">
      <Field label="Title" name="title" required value={value('title')} />
      <Field label="What is asked" name="ask" lines={3} required value={value('ask')} />
      <Choice
        label="Topic"
        name="topic"
        value={value('topic')}
        options={topics.map((one) => ({ value: one, words: topicWords(one) }))}
      />
      <Field label="For how much" name="limit" hint="Such as 60,000. Empty: it costs nothing." value={value('limit')} />
      <Choice
        label="Currency"
        name="currency"
        value={value('currency')}
        options={CURRENCIES.map((one) => ({ value: one, words: one }))}
      />
      <Field
        label="Suppliers"
        name="suppliers"
        hint="Names, with commas: held against the register of interests."
        value={value('suppliers')}
      />
      <fieldset class="field">
        <legend>Partners whom it concerns</legend>
        {options.map((one) => (
          <label key={one.value} class="tick">
            <input
              type="checkbox"
              name="organizations"
              value={one.value}
              checked={typed?.getAll('organizations').includes(one.value) === true}
            />
            <bdi>{one.words}</bdi>
          </label>
        ))}
      </fieldset>
      {proposed.length > 0 && <Proposed of={proposed} value={value('draft')} />}
      <Moves options={options} typed={typed} />
      <Field label="What is expected of it" name="effect" lines={2} required value={value('effect')} />
      <EffectFields measures={measures} value={value} />
      <Field
        label="When somebody looks at what came of it"
        name="reviewOn"
        type="date"
        required
        value={value('reviewOn')}
      />
      <p class="actions">
        <Button kind="main">Put it</Button>
      </p>
    </Post>
  );
}

function Proposed({ of, value }: { readonly of: NonNullable<NewPaperShown['proposed']>; readonly value: string }) {
  return (
    <Choice
      label="Agreement that is proposed with it"
      name="draft"
      value={value}
      options={[
        { value: '', words: 'None' },
        ...of.map(({ id, version, title }) => ({ value: `${version} ${id}`, words: `${title}, version ${version}` })),
      ]}
    />
  );
}

function Moves({
  options,
  typed,
}: {
  readonly options: readonly Option[];
  readonly typed: URLSearchParams | undefined;
}) {
  const value = (name: string) => typed?.get(name) ?? '';
  return (
    <details open={value('what') !== ''}>
      <summary>Something moves from one partner to another</summary>
      <Field label="What moves" name="what" hint="Such as foot clinics." value={value('what')} />
      <Choice label="From" name="from" value={value('from')} options={options} />
      <Choice label="To" name="to" value={value('to')} options={options} />
      <Field label="How many a year" name="perYear" value={value('perYear')} />
      <Field label="What one costs" name="price" value={value('price')} />
      <Field
        label="Minutes of staff time that one takes"
        name="minutes"
        hint="Empty: not known."
        value={value('minutes')}
      />
      <Field
        label="How many people move with it"
        name="workers"
        hint="0 where nobody changes employer. Empty: not known."
        value={value('workers')}
      />
    </details>
  );
}
