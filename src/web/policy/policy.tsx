import { accepted } from '#fhir';
import type { PoliciesView, PolicyView, Rest } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Fact } from '../parts/fact.tsx';
import { Field } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { Deed, Pick, PlaceFields, typedFrom, Whose } from '../programme/parts.tsx';
import { STAFF } from '../shell/places.ts';
import { OPENING_WORDS, REST_WORDS, STANDING_WORDS } from './policies.tsx';

export type PolicyShown = {
  readonly of: PolicyView & Pick<PoliciesView, 'partners' | 'may' | 'programmes'>;
  readonly typed?: URLSearchParams | undefined;
};

const KINDS = Object.keys(REST_WORDS) as readonly Rest[];

/** One policy: what it aims at, what it opens, and in one view all that rests on it. */
export const policyPage: PageDefinition<PolicyShown> = {
  path: '/policies/:id',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ of }) => of.name,
  loader: async ({ governance, access, params, typed }) => {
    const found = await governance.policies.one(access, params['id'] ?? '');
    return found.ok ? accepted({ of: found.value, ...(typed ? { typed } : {}) }) : found;
  },
  Page: ({ of, typed }) => (
    <div class="page">
      <p class="back">
        <a href="/policies">Policies around us</a>
      </p>
      <PageHead title={<Words>{of.name}</Words>} under={<Words>{of.source}</Words>} />
      <Section title="What rests on it" count={of.rests.length} {...(of.withdrawn ? { kind: 'waits' } : {})}>
        {of.withdrawn && (
          <p>
            <Tag tone="concern">
              withdrawn on <When at={of.withdrawn.on} />
            </Tag>{' '}
            <Words>{of.withdrawn.why}</Words> Each owner is asked what becomes of theirs.
          </p>
        )}
        {of.rests.length === 0 && <Empty title="Nothing rests on it" />}
        {KINDS.map((kind) => (
          <Resting key={kind} of={of} kind={kind} />
        ))}
        {of.may.write && <Add of={of} typed={typed} />}
      </Section>
      <Section title="What it is">
        <dl class="facts">
          <Fact name="Stands">
            <Tag tone={STANDING_WORDS[of.standing][0]}>{STANDING_WORDS[of.standing][1]}</Tag>
          </Fact>
          <Fact name="From">
            <When at={of.from} />
          </Fact>
          <Fact name="Until">{of.until === undefined ? 'no end is known' : <When at={of.until} />}</Fact>
        </dl>
        <ul class="plain-list">
          {of.objectives.map((words) => (
            <li key={words}>
              <Words>{words}</Words>
            </li>
          ))}
        </ul>
      </Section>
      <Opens of={of} typed={typed} />
    </div>
  ),
  actions: {
    do: async ({ governance, access, params }, form) => {
      const id = params['id'] ?? '';
      const done = await governance.policies.act(access, id, { did: form.get('did') ?? '', typed: typedFrom(form) });
      return done.ok ? accepted({ to: `/policies/${id}`, said: form.get('said') ?? 'Done.' }) : done;
    },
  },
};

function Resting({ of, kind }: { readonly of: PolicyView; readonly kind: Rest }) {
  const those = of.rests.filter((one) => one.kind === kind);
  if (those.length === 0) return null;
  return (
    <>
      <h3>{REST_WORDS[kind]}</h3>
      <ul class="item-list">
        {those.map(({ id, words, programme, owner }) => (
          <li key={id} data-row>
            <span class="item-title">
              {programme === undefined ? (
                <Words>{words}</Words>
              ) : (
                <a href={`/programmes/${programme}`}>
                  <Words>{words}</Words>
                </a>
              )}
            </span>
            <span class="item-words meta">
              <bdi>
                Owned by <Whose of={owner} />.
              </bdi>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Add({ of, typed }: PolicyShown) {
  return (
    <>
      <Deed did="rests" words="Something rests on it" said="It is written down." typed={typed}>
        <Pick
          label="Which is"
          name="kind"
          id="rests-kind"
          options={KINDS.map((kind) => ({ value: kind, words: REST_WORDS[kind] }))}
        />
        <Field label="What it is called" name="words" id="rests-words" required />
        <Pick
          label="Where it is a programme: which"
          name="programme"
          id="rests-programme"
          options={[{ value: '', words: 'None' }, ...of.programmes.map(({ id, name }) => ({ value: id, words: name }))]}
        />
        <PlaceFields name="owner" id="rests-owner" words="Who owns it" partners={of.partners} />
      </Deed>
      {!of.withdrawn && (
        <Deed did="withdrawn" words="It was withdrawn" said="Each owner of what rests on it is asked." typed={typed}>
          <Field label="What ended it" name="why" id="withdrawn-why" required />
          <Field label="Since when" name="on" id="withdrawn-on" type="date" hint="Empty: today." />
        </Deed>
      )}
    </>
  );
}

function Opens({ of, typed }: PolicyShown) {
  return (
    <Section title="What it opens" count={of.opens.length}>
      {of.opens.length === 0 ? (
        <Empty title="Nothing is written down" />
      ) : (
        <ul class="item-list">
          {of.opens.map(({ what, words, until }) => (
            <li key={`${what} ${words}`} data-row>
              <span class="item-title">
                <Words>{words}</Words>
              </span>
              <span class="item-fact">{OPENING_WORDS[what]}</span>
              {until !== undefined && (
                <span class="item-words meta">
                  <bdi>
                    By <When at={until} />
                  </bdi>
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {of.opens.length > 0 && (
        <p class="meta">
          <bdi>Draft an application for:</bdi>{' '}
          {of.programmes.map(({ id, name }) => (
            <a key={id} class="chip" href={`/policies/${of.id}/application?programme=${id}`}>
              <Words>{name}</Words>
            </a>
          ))}
        </p>
      )}
      {of.may.write && (
        <Deed did="opens" words="It opens something" said="It is written down." typed={typed}>
          <Pick
            label="Which is"
            name="what"
            id="opens-what"
            options={Object.entries(OPENING_WORDS).map(([value, words]) => ({ value, words }))}
          />
          <Field label="In a few words" name="words" id="opens-words" required />
          <Field label="By which day" name="until" id="opens-until" type="date" />
        </Deed>
      )}
    </Section>
  );
}
