import { accepted } from '#fhir';
import type { RoundSummary, Strength, TiesView, TieView } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Field } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag, type Tone } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { Deed, Pick, typedFrom } from '../programme/parts.tsx';
import { RelationshipPulse } from '../readiness/pulse.tsx';
import { STAFF } from '../shell/places.ts';
import { TieDrawing } from './tie-drawing.tsx';

export type TiesShown = {
  readonly found: TiesView;
  /** Rounds in which teams were asked how it is to work together. */
  readonly pulses?: readonly RoundSummary[];
  readonly asks?: boolean;
  readonly typed?: URLSearchParams;
};

const STRENGTH_WORDS: Readonly<Record<Strength, readonly [string, Tone]>> = {
  none: ['no tie', 'danger'],
  weak: ['weak', 'concern'],
  working: ['working', 'done'],
  strong: ['strong', 'done'],
};

/** Who works with whom, by organisation; where there is none, and what would make one. */
export const tiesPage: PageDefinition<TiesShown> = {
  path: '/ties',
  policy: { allow: 'roles', roles: STAFF },
  title: () => 'Who works with whom',
  loader: async ({ governance, access, typed }) =>
    accepted({
      found: await governance.ties.all(access),
      pulses: (await governance.readiness.all(access)).filter(({ form }) => form === 'relationship-pulse'),
      asks: access.role === 'programme-lead',
      ...(typed ? { typed } : {}),
    }),
  Page: ({ found, pulses = [], asks = false, typed }) => (
    <div class="page">
      <p class="back">
        <a href="/charters">Who does what</a>
      </p>
      <PageHead
        title="Who works with whom"
        under="By organisation and team, from referrals, tasks, messages and appointments of the last four whole quarters, and visits held together."
      />
      <Section title="Ties" count={found.ties.length}>
        {found.ties.length === 0 ? (
          <Empty title="No tie is seen yet">
            <p>Say which ties there should be: one that is missing is shown first.</p>
          </Empty>
        ) : (
          <ul class="item-list">
            {found.ties.map((tie) => (
              <Row key={`${tie.a.organization} ${tie.b.organization}`} of={tie} found={found} typed={typed} />
            ))}
          </ul>
        )}
        <p class="meta">
          Contacts are rounded down to fives; fewer than {found.few} people or contacts are told to nobody, and no tie
          means nought to {found.few - 1}. A team is shown where what the others leave is enough too. Nothing here is
          about one person.
        </p>
        {found.may.write && <Expect found={found} typed={typed} />}
      </Section>
      <RelationshipPulse rounds={pulses} partners={found.partners} asks={asks} />
      {found.ties.length > 0 && (
        <Section title="The same, drawn">
          <TieDrawing of={found.ties} />
        </Section>
      )}
    </div>
  ),
  actions: {
    pulse: async ({ governance, access }, form) => {
      const done = await governance.readiness.open(access, 'relationship-pulse', typedFrom(form));
      return done.ok ? accepted({ to: `/readiness/${done.value.id}`, said: 'The teams are asked.' }) : done;
    },
    do: async ({ governance, access }, form) => {
      const done = await governance.ties.act(access, { did: form.get('did') ?? '', typed: typedFrom(form) });
      return done.ok ? accepted({ to: '/ties', said: form.get('said') ?? 'Done.' }) : done;
    },
  },
};

type RowProps = { readonly of: TieView; readonly found: TiesView; readonly typed: URLSearchParams | undefined };

function Row({ of, found, typed }: RowProps) {
  const [words, tone] = STRENGTH_WORDS[of.strength];
  const pair = { a: of.a.organization, b: of.b.organization };
  return (
    <li data-row>
      <span class="item-title">
        <bdi>
          <Words>{of.a.name}</Words> and <Words>{of.b.name}</Words>
        </bdi>
      </span>
      <span class="item-fact">
        <Tag tone={tone}>{words}</Tag>
      </span>
      {of.why !== undefined && (
        <span class="item-words">
          <bdi>
            There should be one: <Words>{of.why}</Words>
          </bdi>
        </span>
      )}
      <Quarters of={of.quarters} />
      {of.teams.length > 0 && <Teams of={of} />}
      {of.visits.map((visit) => (
        <Visit key={visit.id} of={visit} may={found.may.write} typed={typed} />
      ))}
      {found.may.write && (
        <Deed did="visit" words="Plan a visit together" said="The visit is planned." typed={typed} about={pair}>
          <Field label="Day" name="on" id={`on-${pair.a}-${pair.b}`} type="date" required />
          <Field label="What for" name="words" id={`visit-${pair.a}-${pair.b}`} required />
        </Deed>
      )}
    </li>
  );
}

/** Contacts by quarter; nothing where each is under five. */
function Quarters({ of }: { readonly of: TieView['quarters'] }) {
  if (of.every(({ contacts }) => contacts === 0)) return null;
  return (
    <span class="item-words meta">
      <bdi>
        {of.map(({ quarter, contacts }, index) => (
          <span key={quarter}>
            {index > 0 && '· '}
            <Value>{quarter}</Value>: {contacts === 0 ? 'under five' : <Value>{contacts}</Value>}{' '}
          </span>
        ))}
      </bdi>
    </span>
  );
}

function Teams({ of }: { readonly of: TieView }) {
  return (
    <details class="deed">
      <summary>By team</summary>
      <ul class="item-list">
        {of.teams.map((one) => (
          <li key={`${one.a} ${one.b}`} data-row>
            <span class="item-title">
              <bdi>
                <Words>{one.a || of.a.name}</Words> and <Words>{one.b || of.b.name}</Words>
              </bdi>
            </span>
            <span class="item-fact">
              <Tag tone={STRENGTH_WORDS[one.strength][1]}>
                {one.strength === 'none' ? 'none of late' : STRENGTH_WORDS[one.strength][0]}
              </Tag>
            </span>
            <Quarters of={one.quarters} />
          </li>
        ))}
      </ul>
    </details>
  );
}

type VisitProps = {
  readonly of: TieView['visits'][number];
  readonly may: boolean;
  readonly typed: URLSearchParams | undefined;
};

function Visit({ of, may, typed }: VisitProps) {
  return (
    <>
      <span class="item-words meta">
        <bdi>
          {of.held === undefined ? 'Visit planned for ' : 'Visit on '}
          <When at={of.on} />: <Words>{of.words}</Words>
        </bdi>
      </span>
      {of.held !== undefined && (
        <span class="item-words meta">
          <bdi>
            What came of it: <Words>{of.held}</Words>
          </bdi>
        </span>
      )}
      {may && of.held === undefined && (
        <Deed did="held" words="It was held" said="It counts." typed={typed} about={{ visit: of.id }}>
          <Field label="What came of it" name="words" id={`held-${of.id}`} required />
        </Deed>
      )}
    </>
  );
}

function Expect({ found, typed }: Pick<RowProps, 'found' | 'typed'>) {
  const partners = found.partners.map(({ organization, name }) => ({ value: organization, words: name }));
  return (
    <Deed did="expected" words="Say which tie there should be" said="It is written down." typed={typed}>
      <Pick label="One partner" name="a" id="expected-a" options={partners} />
      <Pick label="The other" name="b" id="expected-b" options={partners} />
      <Field label="Why" name="words" id="expected-words" required />
    </Deed>
  );
}
