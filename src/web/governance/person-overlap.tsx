import { CLASS_WORDS, listed, ROLE_WORDS } from '#agreement';
import { accepted, refuse } from '#fhir';
import type { DecidedBy, PersonOverlap, PersonSeenBy } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Words } from '../parts/value.tsx';
import { PURPOSE_CHOICES, rankWords } from '../parts/words.ts';
import { personOf } from '../record/path.ts';
import { PersonTabs } from '../record/person-tabs.tsx';
import { agreementHref } from './path.ts';

export type PersonOverlapShown = { readonly overlap: PersonOverlap; readonly person?: string };

/** By which agreements one's own record is seen, by whom, and which wins where two differ. */
export const myAgreementsPage: PageDefinition<PersonOverlapShown> = {
  path: '/me/agreements',
  policy: { allow: 'roles', roles: ['person'] },
  title: () => 'By what my record is seen',
  loader: async ({ governance, access, signedIn }) => {
    if (signedIn.person === undefined)
      return refuse('forbidden', 'web.no-own-record', 'This sign-in is for no person’s own record.');
    const overlap = await governance.personOverlap(access, signedIn.person);
    return overlap.ok ? accepted({ overlap: overlap.value }) : overlap;
  },
  Page: ({ overlap }) => (
    <div class="page narrow own">
      <p class="back">
        <a href="/me">My record</a>
      </p>
      <PageHead
        title="By what my record is seen"
        under="The organisations that look after you are in more than one partnership. Here is what each agreement lets be seen of you, and by whom."
      />
      <Seen of={overlap} own />
      <KeptBack of={overlap} />
      <Differ of={overlap} />
    </div>
  ),
};

/** The same of somebody's record, of what the asker's organisation wrote: for information governance. */
export const personAgreementsPage: PageDefinition<PersonOverlapShown> = {
  path: '/people/:id/agreements',
  policy: { allow: 'roles', roles: ['ig-lead'] },
  title: () => 'By what this record is seen',
  loader: async ({ governance, access, params }) => {
    const person = personOf(params.id);
    const overlap = await governance.personOverlap(access, person);
    return overlap.ok ? accepted({ overlap: overlap.value, person }) : overlap;
  },
  Page: ({ overlap, person = '' }) => (
    <>
      <PersonTabs person={person} role="ig-lead" at="agreements" />
      <div class="page narrow">
        <PageHead
          title="By what this record is seen"
          under="Of what your organisation wrote: what each agreement lets be seen, and by whom."
        />
        <Seen of={overlap} />
        <Differ of={overlap} />
      </div>
    </>
  ),
};

function Seen({ of: { seen }, own = false }: { readonly of: PersonOverlap; readonly own?: boolean }) {
  const agreements = new Map<string, readonly PersonSeenBy[]>();
  for (const one of seen) agreements.set(one.id, [...(agreements.get(one.id) ?? []), one]);
  if (agreements.size === 0) {
    return (
      <Section title="Seen by agreement">
        <Empty title="Nothing">
          <p>
            No agreement lets anybody see it. Whoever wrote something goes on seeing it; so does who must act by law.
          </p>
        </Empty>
      </Section>
    );
  }
  return (
    <>
      {[...agreements.values()].map(([first, ...more]) =>
        first === undefined ? null : (
          <Section key={first.id} title={first.instrument} count={more.length + 1}>
            <p>
              <a href={agreementHref(first.id, first.version)}>
                Read it<span class="sr">: {first.instrument}</span>
              </a>
            </p>
            <ul class="item-list">
              {[first, ...more].map((one) => (
                <li key={`${one.paragraph}${one.to}${one.purpose}${one.classes.join()}`}>
                  <span class="item-title">
                    <Words>{one.to}</Words>
                  </span>
                  <span class="item-fact">
                    <bdi>{PURPOSE_CHOICES[one.purpose]}</bdi>
                  </span>
                  <span class="item-words">
                    <Words>
                      {`${listed(one.roles.map((role) => ROLE_WORDS[role]))} see ${listed(one.classes.map((cls) => CLASS_WORDS[cls]))}${own ? ' of you' : ''}, written by ${listed(one.from)}.`}
                    </Words>
                  </span>
                  <span class="item-words meta">
                    <Words>{`Paragraph ${one.paragraph} (${rankWords(one.rank)}): ${one.text}`}</Words>
                  </span>
                </li>
              ))}
            </ul>
          </Section>
        ),
      )}
    </>
  );
}

function KeptBack({ of: { keptBackFrom } }: { readonly of: PersonOverlap }) {
  if (keptBackFrom.length === 0) return null;
  return (
    <Section title="What I keep back myself">
      <p>
        <Words>{`You keep something back from ${listed(keptBackFrom)}. What you decided is stronger than every agreement; what is listed above is what is left.`}</Words>
      </p>
      <p class="actions">
        <a class="button" href="/me/sharing">
          What I share
        </a>
      </p>
    </Section>
  );
}

function Differ({ of: { meetings } }: { readonly of: PersonOverlap }) {
  return (
    <Section title="Where two agreements differ" count={meetings.length}>
      {meetings.length === 0 && <p>Nowhere: none keeps back what another shows.</p>}
      <ul class="item-list">
        {meetings.map(({ wins, yields, why }) => (
          <li key={`${wins.instrument}${wins.paragraph}${yields.instrument}${yields.paragraph}${why}`}>
            <span class="item-title">
              <Words>{why}</Words>
            </span>
            <Cited words="Wins" of={wins} />
            <Cited words="Yields" of={yields} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Cited({ words, of }: { readonly words: string; readonly of: DecidedBy }) {
  return (
    <span class="item-words meta">
      <Words>{`${words}: ${of.instrument}, version ${of.version}, paragraph ${of.paragraph} (${rankWords(of.rank)}). ${of.text}`}</Words>
    </span>
  );
}
