import { accepted, refuse } from '#fhir';
import type { Assessment, CareCharged, CareCosts, Checklist, MeansForm, Worked } from '#money/contract';
import type { PageDefinition } from '../../page.ts';
import { monthWords } from '../../charts/curve.tsx';
import { Button, Choice, Field, Post } from '../../parts/form.tsx';
import { Empty, PageHead, Section } from '../../parts/section.tsx';
import { Tag } from '../../parts/tag.tsx';
import { When, Words } from '../../parts/value.tsx';
import { personOf, personPath } from '../../record/path.ts';
import { MEANS_STAFF } from '../../shell/places.ts';
import { Money } from '../amount.tsx';
import { fieldsOf, meansFrom } from './fields.ts';
import { MeansFields } from './form.tsx';
import { Standing } from './one.tsx';
import { Comes, Sum } from './sum.tsx';

export type CostsShown = {
  readonly found: CareCosts;
  readonly form: MeansForm;
  readonly typed: URLSearchParams;
  readonly worked?: Worked;
};

/** What one person pays for care: every sum, the checklist, and a new sum, worked out first and kept then. */
export const personCostsPage: PageDefinition<CostsShown> = {
  path: '/people/:id/care-costs',
  policy: { allow: 'roles', roles: MEANS_STAFF },
  title: ({ found }) => `What ${found.name} pays for care`,
  loader: async ({ money, access, params, typed, today }) => {
    const found = await money.means.costs(access, personOf(params['id']));
    if (!found.ok) return found;
    const form = await money.means.form(access, typed?.get('on') ?? today);
    if (!form.ok) return form;
    const [last] = found.value.assessments;
    const before = last === undefined ? new URLSearchParams() : fieldsOf(last.means);
    before.set('on', today);
    const shown = { found: found.value, form: form.value, typed: typed?.has('on') === true ? typed : before };
    const means = typed?.get('action') === 'work-out' ? meansFrom(typed) : undefined;
    const worked = means?.ok ? await money.means.workOut(access, means.value) : undefined;
    return accepted(worked?.ok ? { ...shown, worked: worked.value } : shown);
  },
  actions: {
    'work-out': async ({ money, access, params }, form) => {
      const means = meansFrom(form);
      if (!means.ok) return means;
      const worked = await money.means.workOut(access, means.value);
      return worked.ok ? accepted({ to: personPath(params['id'] ?? '', '/care-costs'), again: true }) : worked;
    },
    keep: async ({ money, access, params }, form) => {
      const means = meansFrom(form);
      if (!means.ok) return means;
      const reason = form.get('reason') ?? '';
      const kept = await money.means.assess(access, personOf(params['id']), { means: means.value, reason });
      return kept.ok ? accepted({ to: `/care-costs/${kept.value}`, said: 'Kept: this is the letter.' }) : kept;
    },
    checklist: async ({ money, access, params }, form) => {
      const levels = Object.fromEntries(
        [...form].filter(([name]) => name.startsWith('level.')).map(([name, level]) => [name.slice(6), level]),
      );
      const kept = await money.means.keepChecklist(access, personOf(params['id']), levels);
      const said = 'Kept, as evidence of what was asked and found.';
      return kept.ok ? accepted({ to: personPath(params['id'] ?? '', '/care-costs'), said }) : kept;
    },
  },
  Page: ({ found, form, typed, worked }) => (
    <div class="page narrow">
      <p class="back">
        <a href={personPath(found.person)}>
          <Words>{found.name}</Words>
        </a>
      </p>
      <PageHead title="What is paid for care" under={<Words>{found.name}</Words>} />
      {worked && <Comes of={worked} />}
      {worked && <Sum of={worked} />}
      <Sums of={found.assessments} />
      <Charged of={found.charged} own={false} />
      {found.may.assess && <NewSum form={form} typed={typed} again={worked !== undefined} />}
      <Checklists of={found.checklists} />
      {found.may.assess && <NewChecklist form={form} />}
    </div>
  ),
};

export type MyCostsShown = { readonly found: CareCosts };

/** What I pay for my care. */
export const myCostsPage: PageDefinition<MyCostsShown> = {
  path: '/me/care-costs',
  policy: { allow: 'roles', roles: ['person'] },
  title: () => 'What I pay for care',
  loader: async ({ money, access, signedIn }) => {
    if (signedIn.person === undefined)
      return refuse('forbidden', 'web.no-own-record', 'This sign-in is for no person’s own record.');
    const found = await money.means.costs(access);
    return found.ok ? accepted({ found: found.value }) : found;
  },
  Page: ({ found }) => (
    <div class="page narrow own">
      <PageHead title="What I pay for care" under={<Words>{found.name}</Words>}>
        <a class="button" href="/care-costs">
          What would I pay?
        </a>
      </PageHead>
      <Sums of={found.assessments} />
      <Charged of={found.charged} own />
      <Checklists of={found.checklists} />
    </div>
  ),
};

function Sums({ of }: { readonly of: readonly Assessment[] }) {
  return (
    <Section title="Worked out so far" count={of.length}>
      {of.length === 0 && <Empty title="Nothing was worked out yet" />}
      <ul class="item-list">
        {of.map((one) => (
          <li key={one.id} data-row>
            <span class="item-title">
              <a href={`/care-costs/${one.id}`}>
                <Money of={{ minor: one.worked.charge, currency: one.worked.currency }} /> a week
              </a>
            </span>
            <span class="item-fact">
              <Standing of={one} />
            </span>
            <span class="item-words meta">
              From <When at={one.worked.on} />, by <Words>{one.organization}</Words>.
              {one.disputes.some(({ answer }) => answer === undefined) && ' Something about it waits for an answer.'}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** A statement: each month once it is over, and what was put right of it since. */
function Charged({ of, own }: { readonly of: readonly CareCharged[]; readonly own: boolean }) {
  if (of.length === 0) return null;
  const theirs = of.filter(({ whose }) => whose === 'person');
  const [first] = theirs;
  const all = theirs.reduce((sum, { amount }) => sum + amount.minor, 0);
  return (
    <Section title={own ? 'What I was charged' : 'What was charged'}>
      {first && (
        <dl class="facts">
          <div class="fact">
            <dt>{own ? 'For you so far, all in all' : 'For the person so far, all in all'}</dt>
            <dd>
              <Money of={{ minor: all, currency: first.amount.currency }} strong />
            </dd>
          </div>
        </dl>
      )}
      <ul class="item-list">
        {of.map((one) => (
          <li key={`${one.organization} ${one.month} ${one.whose} ${one.entered}`} data-row>
            <span class="item-title">{monthWords(one.month)}</span>
            <span class="item-fact">
              <Money of={one.amount} strong />
            </span>
            <span class="item-words meta">
              {one.whose === 'health' ? 'Paid by the health service, not by the person. ' : ''}
              {one.adjusts
                ? one.amount.minor < 0
                  ? 'Too much was charged for this month: it was worked out anew, and this is owed back. '
                  : 'Too little was charged for this month: it was worked out anew. '
                : ''}
              By <Words>{one.organization}</Words>, <When at={one.entered} />.
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function NewSum({ form, typed, again }: Pick<CostsShown, 'form' | 'typed'> & { readonly again: boolean }) {
  return (
    <Section title={again ? 'Keep it, or change something' : 'Work it out anew'}>
      <p>
        Worked out first, it is shown above and nothing is kept. Once kept, the person reads it and is charged by it.
      </p>
      <form method="post" class="form">
        <MeansFields of={form} typed={typed} />
        <Field
          label="Why it is worked out anew"
          name="reason"
          lines={2}
          hint="The person reads it."
          value={typed.get('reason') ?? undefined}
        />
        <p class="actions">
          <Button kind={again ? undefined : 'main'} name="action" value="work-out">
            Work it out
          </Button>
          <Button kind={again ? 'main' : undefined} name="action" value="keep">
            Keep it
          </Button>
        </p>
      </form>
    </Section>
  );
}

function Checklists({ of }: { readonly of: readonly Checklist[] }) {
  if (of.length === 0) return null;
  return (
    <Section title="NHS continuing health care: was it asked?" count={of.length}>
      <ul class="item-list">
        {of.map((one) => (
          <li key={one.id} data-row>
            <span class="item-title">
              <When at={one.on} />
            </span>
            <span class="item-fact">
              {one.full ? (
                <Tag tone="concern">Full assessment follows</Tag>
              ) : (
                <Tag tone="quiet">No full assessment</Tag>
              )}
            </span>
            <span class="item-words meta">
              {one.levels.map(({ words, level }) => `${words}: ${level}`).join('; ')}. By <Words>{one.by}</Words>,{' '}
              <Words>{one.organization}</Words>.
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const LEVELS = ['', 'A', 'B', 'C'].map((level) => ({ value: level, words: level === '' ? 'Not said yet' : level }));

function NewChecklist({ form }: { readonly form: MeansForm }) {
  return (
    <Section title="Checklist of NHS continuing health care">
      <details>
        <summary>Fill in the checklist</summary>
        <Post action="checklist">
          {form.domains.map(({ id, words }) => (
            <Choice key={id} label={words} name={`level.${id}`} options={LEVELS} />
          ))}
          <p class="actions">
            <Button>Keep the checklist</Button>
          </p>
        </Post>
      </details>
    </Section>
  );
}
