import { accepted, refuse } from '#fhir';
import type { ClaimView, CompetitionMap, PairView } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Field } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { Deed, Pick, typedFrom } from '../programme/parts.tsx';
import { STAFF } from '../shell/places.ts';
import { FairTerms } from './fair-terms.tsx';
import { addressOf, OVER_WORDS } from './pair-words.ts';

export type PairShown = {
  readonly own: CompetitionMap['own'];
  readonly of: PairView;
  readonly may: CompetitionMap['may'];
  readonly typed?: URLSearchParams;
};

/** Two partners: what each says that both want, with what shows it, and what they promised each other about recruiting. */
export const pairPage: PageDefinition<PairShown> = {
  path: '/competition-map/:partner',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ of }) => `What we compete for with ${of.with.name}`,
  loader: async ({ governance, access, params, typed }) => {
    const found = await governance.competition.map(access);
    if (!found.ok) return found;
    const { own, pairs, may } = found.value;
    const of = pairs.find((one) => one.with.organization === organizationAt(params));
    if (!of)
      return refuse('not-found', 'governance.no-pair', 'There is no such partner, or it is your own organisation.');
    return accepted({ own, of, may, ...(typed ? { typed } : {}) });
  },
  Page: (shown) => (
    <div class="page">
      <p class="back">
        <a href="/competition-map">What we compete for</a>
      </p>
      <PageHead
        title={<Words>{shown.of.with.name}</Words>}
        under={
          <>
            And <Words>{shown.own.name}</Words>. Seen by the two of you alone.
          </>
        }
      />
      <Claims {...shown} />
      <FairTerms {...shown} />
    </div>
  ),
  actions: {
    do: async ({ governance, access, params }, form) => {
      const to = organizationAt(params);
      const done = await governance.competition.pairAct(access, to, {
        did: form.get('did') ?? '',
        typed: typedFrom(form),
      });
      return done.ok ? accepted({ to: addressOf({ organization: to }), said: form.get('said') ?? 'Done.' }) : done;
    },
  },
};

function organizationAt(params: Readonly<Record<string, string>>): string {
  return `Organization/${params['partner'] ?? ''}`;
}

function Claims({ of, may, typed }: PairShown) {
  return (
    <Section title="What both want" count={of.claims.filter(({ ended }) => !ended).length}>
      {of.claims.length === 0 ? (
        <Empty title="Neither has said anything yet" />
      ) : (
        <ul class="item-list">
          {of.claims.map((one) => (
            <ClaimRow key={one.id} of={one} typed={typed} />
          ))}
        </ul>
      )}
      {may.declare && (
        <Deed did="declared" words="Say what both want" said="It is written down, and both see it." typed={typed}>
          <Pick
            label="Which is"
            name="over"
            id="declared-over"
            options={Object.entries(OVER_WORDS).map(([value, words]) => ({ value, words }))}
          />
          <Field label="What both want" name="words" id="declared-words" required />
          <Field label="What shows it" name="evidence" id="declared-evidence" lines={2} required />
        </Deed>
      )}
    </Section>
  );
}

function ClaimRow({ of, typed }: { readonly of: ClaimView; readonly typed: URLSearchParams | undefined }) {
  return (
    <li data-row>
      <span class="item-title">
        <Words>{of.words}</Words>
      </span>
      <span class="item-fact">
        <Tag tone={of.ended ? 'quiet' : 'wait'}>{of.ended ? 'no longer' : OVER_WORDS[of.over]}</Tag>
      </span>
      <span class="item-words">
        {of.evidence === undefined ? 'No evidence was asked for.' : <Words>{of.evidence}</Words>}
      </span>
      <span class="item-words meta">
        <bdi>
          {OVER_WORDS[of.over]}, said by <Words>{of.by.name}</Words> on <When at={of.on} />
          {of.ended ? (
            <>
              ; no longer since <When at={of.ended.on} />: <Words>{of.ended.words}</Words>
            </>
          ) : (
            '.'
          )}
        </bdi>
      </span>
      {of.may.end && (
        <Deed
          did="no-longer"
          words="It is so no longer"
          said="It stands as it was, with the day it ended."
          typed={typed}
          about={{ claim: of.id }}
        >
          <Field label="What changed" name="why" id={`no-longer-${of.id}`} required />
        </Deed>
      )}
    </li>
  );
}
