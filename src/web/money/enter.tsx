import { amountWords } from '#agreement';
import { accepted, type Outcome } from '#fhir';
import type { PoolView } from '#money/contract';
import type { LoaderContext, PageDefinition } from '../page.ts';
import { Button, Choice, Field, type Option, Post } from '../parts/form.tsx';
import { PageHead, Section } from '../parts/section.tsx';
import { Words } from '../parts/value.tsx';
import { MONEY } from '../shell/places.ts';
import { keyOf, minorFrom, nameFrom, pathOf, schemeFrom } from './form.ts';
import { MoneyTabs } from './tabs.tsx';

export type EnterShown = { readonly view: PoolView; readonly typed?: Readonly<Record<string, string>> };

/** Promises, which keep money apart until they come about, and entries by hand, which another partner agrees. */
export const enterPage: PageDefinition<EnterShown> = {
  path: '/money/:instrument/:pool/enter',
  policy: { allow: 'roles', roles: MONEY },
  title: ({ view }) => `Enter: ${view.name}`,
  loader: async ({ money, access, params, typed }) => {
    const view = await money.pool(access, nameFrom(params));
    if (!view.ok) return view;
    return accepted({ view: view.value, ...(typed ? { typed: Object.fromEntries(typed) } : {}) });
  },
  actions: {
    promise: (context, form) => promised(context, form),
    journal: (context, form) => entered(context, form),
  },
  Page: ({ view, typed }) => (
    <>
      <MoneyTabs of={view} at="/enter" act={view.may.act} />
      <div class="page narrow">
        <PageHead title={`Enter: ${view.name}`} under={<Words>{view.title}</Words>} />
        {view.may.keep && <PromiseForm of={view} typed={of(typed, 'promise')} />}
        {view.may.act && <JournalForm of={view} typed={of(typed, 'journal')} />}
      </div>
    </>
  ),
};

type Typed = Readonly<Record<string, string>>;

function of(typed: Typed | undefined, action: string): Typed {
  return typed?.['action'] === action ? typed : {};
}

function leftWords({ left, promised }: PoolView): string {
  if (left.minor < 0) {
    const missing = amountWords({ ...left, minor: -left.minor });
    return `Nothing is left in the pool: ${missing} too much was spent, and ${amountWords(promised)} is promised besides.`;
  }
  return `${amountWords(left)} is left in the pool, ${amountWords(promised)} of it promised already.`;
}

function PromiseForm({ of: view, typed }: { readonly of: PoolView; readonly typed: Typed }) {
  return (
    <Section title="Promise money">
      <p>What is promised is kept apart, so that it is not spent twice. {leftWords(view)}</p>
      <Post action="promise">
        <input type="hidden" name="key" value={keyOf(view.revision, 'promise')} />
        <input type="hidden" name="currency" value={view.currency} />
        <Choice label="To whom" name="to" value={typed['to']} options={partners(view)} />
        <Field
          label={`How much, in ${view.currency}`}
          name="amount"
          id="promise-amount"
          required
          hint="Such as 1,250.50."
          value={typed['amount']}
        />
        <Field label="For what" name="words" id="promise-words" required value={typed['words']} />
        <Field
          label="Scheme"
          name="scheme"
          id="promise-scheme"
          hint="Empty: for all of the pool."
          value={typed['scheme']}
        />
        <Field
          label="Until which day"
          name="until"
          type="date"
          required
          hint="Then it is let go by itself."
          value={typed['until']}
        />
        <p class="actions">
          <Button kind="main">Promise it</Button>
        </p>
      </Post>
    </Section>
  );
}

function JournalForm({ of: view, typed }: { readonly of: PoolView; readonly typed: Typed }) {
  return (
    <Section title="Enter by hand">
      <p>It counts once the finance lead of another partner agrees.</p>
      <Post action="journal">
        <input type="hidden" name="key" value={keyOf(view.revision, 'journal')} />
        <input type="hidden" name="currency" value={view.currency} />
        <Choice label="Debit" name="debit" value={typed['debit'] ?? 'fund'} options={accounts(view)} />
        <Choice label="Credit" name="credit" value={typed['credit'] ?? 'bank'} options={accounts(view)} />
        <Field
          label={`How much, in ${view.currency}`}
          name="amount"
          id="journal-amount"
          required
          hint="Such as 1,250.50."
          value={typed['amount']}
        />
        <Field label="On which day" name="on" type="date" hint="Today, where it is empty." value={typed['on']} />
        <Field label="What" name="words" id="journal-words" required value={typed['words']} />
        <Field
          label="Scheme"
          name="scheme"
          id="journal-scheme"
          hint="Empty: for all of the pool."
          value={typed['scheme']}
        />
        <Choice
          label="Whose money, where the fund is credited"
          name="owner"
          value={typed['owner']}
          options={[{ value: '', words: 'The fund is not credited' }, ...partners(view)]}
        />
        <Field
          label="Why?"
          name="reason"
          required
          lines={2}
          hint="The other partners read it."
          value={typed['reason']}
        />
        <p class="actions">
          <Button kind="main">Ask for it</Button>
        </p>
      </Post>
    </Section>
  );
}

function partners({ parties }: PoolView): readonly Option[] {
  return parties.map(({ organization, name }) => ({ value: organization, words: name }));
}

function accounts({ parties }: PoolView): readonly Option[] {
  return [
    { value: 'fund', words: 'The fund' },
    { value: 'bank', words: 'Bank' },
    ...parties.map(({ organization, name }) => ({ value: `due-from ${organization}`, words: `Owed by ${name}` })),
    ...parties.map(({ organization, name }) => ({ value: `due-to ${organization}`, words: `Owed to ${name}` })),
  ];
}

type Doing = (
  context: LoaderContext,
  form: URLSearchParams,
) => Promise<Outcome<{ readonly to: string; readonly said: string }>>;

const promised: Doing = async ({ money, access, params }, form) => {
  const name = nameFrom(params);
  const said = (field: string): string => form.get(field) ?? '';
  const minor = minorFrom(said('amount'), said('currency'));
  if (!minor.ok) return minor;
  const done = await money.promise(
    access,
    name,
    {
      to: said('to'),
      minor: minor.value,
      scheme: schemeFrom(said('scheme')),
      until: said('until'),
      words: said('words'),
    },
    said('key'),
  );
  return done.ok ? accepted({ to: pathOf(name), said: 'Promised: it is kept apart.' }) : done;
};

const entered: Doing = async ({ money, access, params }, form) => {
  const name = nameFrom(params);
  const said = (field: string): string => form.get(field) ?? '';
  const minor = minorFrom(said('amount'), said('currency'));
  if (!minor.ok) return minor;
  const [scheme, owner] = [schemeFrom(said('scheme')), said('owner')];
  const done = await money.journal(
    access,
    name,
    {
      debit: said('debit'),
      credit: said('credit'),
      minor: minor.value,
      on: said('on'),
      words: said('words'),
      reason: said('reason'),
      ...(scheme === '' ? {} : { scheme }),
      ...(owner === '' ? {} : { owner }),
    },
    said('key'),
  );
  return done.ok ? accepted({ to: pathOf(name), said: 'Asked: it counts once another partner agrees.' }) : done;
};
