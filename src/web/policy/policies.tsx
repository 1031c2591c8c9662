import { accepted } from '#fhir';
import type { Opening, PoliciesView, PolicyStanding, PolicyView, Rest } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Field, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag, type Tone } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { counted } from '../parts/words.ts';
import { typedFrom } from '../programme/parts.tsx';
import { STAFF } from '../shell/places.ts';

export const STANDING_WORDS: Readonly<Record<PolicyStanding, readonly [Tone, string]>> = {
  coming: ['wait', 'to come'],
  'in-effect': ['done', 'in effect'],
  ended: ['quiet', 'ended'],
  withdrawn: ['concern', 'withdrawn'],
};
export const OPENING_WORDS: Readonly<Record<Opening, string>> = {
  money: 'Money',
  mandate: 'A mandate',
  sponsor: 'A sponsor',
  deadline: 'A deadline',
};
export const REST_WORDS: Readonly<Record<Rest, string>> = {
  programme: 'Programmes',
  fund: 'Funds',
  duty: 'Duties',
  report: 'Reports',
};

export type PoliciesShown = { readonly found: PoliciesView; readonly typed?: URLSearchParams };

/** The policies of the world around: what each opens, what rests on it, and which programme no policy carries. */
export const policiesPage: PageDefinition<PoliciesShown> = {
  path: '/policies',
  policy: { allow: 'roles', roles: STAFF },
  title: () => 'Policies around us',
  loader: async ({ governance, access, typed }) => {
    const found = await governance.policies.all(access);
    return found.ok ? accepted({ found: found.value, ...(typed ? { typed } : {}) }) : found;
  },
  Page: ({ found, typed }) => (
    <div class="page">
      <PageHead title="Policies around us" under="What each opens, what rests on it here, and what falls if it ends." />
      <Programmes of={found.programmes} />
      <Section title="Policies" count={found.policies.length}>
        {found.policies.length === 0 ? (
          <Empty title="None is written down yet" />
        ) : (
          <ul class="item-list">
            {found.policies.map((one) => (
              <Row key={one.id} of={one} />
            ))}
          </ul>
        )}
        {found.may.write && <Enter typed={typed} />}
      </Section>
    </div>
  ),
  actions: {
    enter: async ({ governance, access }, form) => {
      const done = await governance.policies.enter(access, typedFrom(form));
      return done.ok
        ? accepted({ to: `/policies/${done.value.id}`, said: 'Written down. Say what it opens, and what rests on it.' })
        : done;
    },
  },
};

/** Counted links, and never a score. */
function Programmes({ of }: { readonly of: PoliciesView['programmes'] }) {
  return (
    <Section title="Programmes and the policies that carry them" count={of.length}>
      <ul class="item-list">
        {of.map(({ id, name, rests, hooks }) => (
          <li key={id} data-row>
            <a class="item-title" href={`/programmes/${id}`}>
              <Words>{name}</Words>
            </a>
            <span class="item-fact">
              {rests > 0 ? (
                <Tag tone="done">rests on {counted(rests, 'policy', 'policies')}</Tag>
              ) : (
                <Tag tone="concern">outside current policy</Tag>
              )}
            </span>
            {hooks.length > 0 && <span class="item-words meta">No policy in effect carries it.</span>}
            {hooks.map((hook) => (
              <span class="item-words meta" key={hook.policy}>
                <bdi>
                  Near:{' '}
                  <a href={`/policies/${hook.policy}`}>
                    <Words>{hook.name}</Words>
                  </a>
                  , by <Words>{hook.words.join(', ')}</Words>
                </bdi>
              </span>
            ))}
            {rests === 0 && hooks.length === 0 && <span class="item-words meta">No policy shares a word with it.</span>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Row({ of }: { readonly of: PolicyView }) {
  return (
    <li data-row>
      <a class="item-title" href={`/policies/${of.id}`}>
        <Words>{of.name}</Words>
      </a>
      <span class="item-fact">
        <Tag tone={STANDING_WORDS[of.standing][0]}>{STANDING_WORDS[of.standing][1]}</Tag>
      </span>
      <span class="item-words meta">
        <bdi>
          From <When at={of.from} />
          {of.until !== undefined && (
            <>
              {' '}
              until <When at={of.until} />
            </>
          )}
          . {counted(of.rests.length, 'thing')} {of.rests.length === 1 ? 'rests' : 'rest'} on it; it opens{' '}
          {of.opens.length === 0 ? (
            'nothing that is written down'
          ) : (
            <Words>{of.opens.map(({ words }) => words).join('; ')}</Words>
          )}
          .
        </bdi>
      </span>
    </li>
  );
}

function Enter({ typed }: { readonly typed: URLSearchParams | undefined }) {
  const value = (name: string) => (typed?.get('action') === 'enter' ? (typed.get(name) ?? '') : '');
  return (
    <details class="deed" open={typed?.get('action') === 'enter'}>
      <summary>Add a policy</summary>
      <Post action="enter">
        <Field label="What it is called" name="name" id="policy-name" required value={value('name')} />
        <Field label="Where it can be read" name="source" id="policy-source" required value={value('source')} />
        <Field label="From" name="from" id="policy-from" type="date" required value={value('from')} />
        <Field
          label="Until"
          name="until"
          id="policy-until"
          type="date"
          hint="Empty: no end is known."
          value={value('until')}
        />
        <Field
          label="What it aims at"
          name="objectives"
          id="policy-objectives"
          lines={4}
          hint="A line each."
          required
          value={value('objectives')}
        />
        <p class="actions">
          <Button kind="main">Write it down</Button>
        </p>
      </Post>
    </details>
  );
}
