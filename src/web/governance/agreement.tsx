import { populationTerms } from '#agreement';
import { accepted } from '#fhir';
import type { InstrumentView, JoiningView } from '#governance/contract';
import type { LoaderContext, PageDefinition } from '../page.ts';
import { PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { rankWords, sortWords, STATE_WORDS } from '../parts/words.ts';
import { History, Signatures, Versions } from './agreement-parts.tsx';
import { Disputed } from './disputes.tsx';
import { Leavers } from './leave-parts.tsx';
import { Joinings } from './joinings.tsx';
import { agreementHref, versionAsked } from './path.ts';
import { SignedDocument } from './signed-document.tsx';
import { Successions } from './successions.tsx';
import { SideBySide } from './side-by-side.tsx';

export type Difference = readonly { readonly words: string; readonly change: 'added' | 'removed' }[];

export type AgreementShown = {
  readonly view: InstrumentView;
  /** What this version says otherwise than the one before it. */
  readonly difference?: Difference;
  readonly joinings?: readonly JoiningView[];
};

/** One agreement: the text beside what runs because of it, who signed, and what can be done to it. */
export const agreementPage: PageDefinition<AgreementShown> = {
  path: '/agreements/:id',
  policy: { allow: 'signed-in' },
  title: ({ view }) => view.title,
  loader: async (context) => {
    const found = await openAgreement(context);
    if (!found.ok) return found;
    const { id, version, versions } = found.value;
    const before = Math.max(0, ...versions.map((one) => one.version).filter((one) => one < version));
    const joinings = await context.governance.joinings(context.access, id);
    if (before === 0) return accepted({ view: found.value, joinings });
    const difference = await context.governance.difference(context.access, id, before, version);
    return accepted({ view: found.value, joinings, ...(difference.ok ? { difference: difference.value } : {}) });
  },
  Page: ({ view, difference, joinings = [] }) => (
    <div class="page">
      <p class="back">
        <a href="/agreements">Agreements</a>
      </p>
      <Head view={view} />
      <NotYet view={view} />
      <Disputed of={(view.disputes ?? []).filter(({ state }) => state !== 'withdrawn')} />
      <Joinings of={joinings} title="Joined, or joining" />
      <Successions of={view.successions ?? []} />
      <Leavers of={view.leaving ?? []} />
      {difference && difference.length > 0 && <Changes of={difference} />}
      <SignedDocument view={view} />
      <SideBySide view={view} />
      <div class="halves">
        <Signatures view={view} />
        <Versions view={view} />
      </div>
      <History view={view} />
    </div>
  ),
};

export function openAgreement({ governance, access, params, query }: LoaderContext) {
  return governance.instrument(access, params.id ?? '', versionAsked(query));
}

function Head({ view }: { readonly view: InstrumentView }) {
  const [tone, words] = STATE_WORDS[view.state];
  const { may } = view;
  const nameOf = (one: string) => partyName(view, one);
  const terms = populationTerms(view.instrument.population, nameOf);
  return (
    <>
      <PageHead
        title={<Words>{view.title}</Words>}
        under={
          <>
            {sortWords(view)} · {rankWords(view.instrument.rank)} · version {view.version} · from{' '}
            <When at={view.effective} />
            {view.instrument.expires !== undefined && (
              <>
                {' until '}
                <When at={view.instrument.expires} />
              </>
            )}
          </>
        }
      >
        <p class="state-now">
          <Tag tone={tone}>{words}</Tag>
        </p>
        {may.sign && <Act view={view} act="sign" words="Sign" kind="main" />}
        {may.resume && <Act view={view} act="resume" words="Let it run again" kind="main" />}
        {may.suspend && <Act view={view} act="suspend" words="Suspend" kind="danger" />}
        {may.simulate && <Act view={view} act="simulate" words="What would change" />}
        {may.stay && <Act view={view} act="stay" words="Take the notice back" />}
        {may.leave && <Act view={view} act="leave" words="Give notice" />}
        {may.dispute && <Act view={view} act="dispute" words="Dispute a reading" />}
        {may.invite && <Act view={view} act="invite" words="Invite to join" />}
        {may.propose && <Act view={view} act="propose" words="Propose a new version" />}
      </PageHead>
      <p class="meta">
        <bdi>
          Between {view.parties.join(', ')}. For {view.instrument.population.words}
          {terms.length > 0 && `: shared only about people ${terms.join(', ')}`}.
        </bdi>
      </p>
    </>
  );
}

function partyName({ instrument }: InstrumentView, organization: string): string {
  return instrument.parties.find((one) => one.organization === organization)?.name ?? organization;
}

function Act(props: {
  readonly view: InstrumentView;
  readonly act: string;
  readonly words: string;
  readonly kind?: 'main' | 'danger';
}) {
  return (
    <a
      class={props.kind ? `button ${props.kind}` : 'button'}
      href={agreementHref(props.view.id, props.view.version, `/${props.act}`)}
    >
      {props.words}
    </a>
  );
}

/** What stands in the way, and who can do something about it. */
export function NotYet({ view }: { readonly view: InstrumentView }) {
  if (view.notYet.length === 0) return null;
  return (
    <Section title="Not yet" kind="waits">
      <ul class="definition">
        {view.notYet.map(({ missing, who }) => (
          <li key={missing}>
            <bdi>
              {missing} <span class="meta">Who can change that: {who}.</span>
            </bdi>
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function Changes({ of }: { readonly of: Difference }) {
  return (
    <Section title="What changes from the version before" count={of.length}>
      <ul class="changes">
        {of.map(({ words, change }) => (
          <li key={`${change}${words}`} class={change}>
            <Tag tone={change === 'added' ? 'better' : 'concern'}>{change === 'added' ? 'New' : 'No longer'}</Tag>
            <Words>{words}</Words>
          </li>
        ))}
      </ul>
    </Section>
  );
}
