import { accepted } from '#fhir';
import type { DecidedBy, OverlapView, PartnerView } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Choice, Field } from '../parts/form.tsx';
import { PageHead, Section } from '../parts/section.tsx';
import { Words } from '../parts/value.tsx';
import { kindWords, rankWords } from '../parts/words.ts';
import { STAFF } from '../shell/places.ts';
import { agreementHref } from './path.ts';

export type OverlapShown = { readonly view: OverlapView; readonly partners: readonly PartnerView[] };

/** One organisation under several agreements: what binds it, what wins where two meet, and what somebody has to settle. */
export const overlapPage: PageDefinition<OverlapShown> = {
  path: '/overlap',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ view }) => `Where the agreements of ${view.name} meet`,
  loader: async ({ governance, access, query, signedIn }) => {
    const { partners } = await governance.partnership(access);
    const own = signedIn.organizationRef ?? partners.find(({ name }) => name === signedIn.organization)?.organization;
    const on = query.get('on') ?? '';
    const organization = query.get('organization') ?? own ?? '';
    const found = await governance.overlap(access, { organization, ...(on === '' ? {} : { on }) });
    return found.ok ? accepted({ view: found.value, partners }) : found;
  },
  Page: ({ view, partners }) => (
    <div class="page">
      <PageHead
        title={`Where the agreements of ${view.name} meet`}
        under="Of two that speak of the same thing the stronger wins: an order of a court, then the law, then what a person decided, then what was agreed."
      />
      <Conflicts view={view} />
      <Meetings view={view} />
      <Agreements view={view} />
      <Ask view={view} partners={partners} />
    </div>
  ),
};

function Conflicts({ view: { conflicts } }: { readonly view: OverlapView }) {
  if (conflicts.length === 0) return null;
  return (
    <Section title="Somebody has to settle" count={conflicts.length} kind="waits">
      <ul class="definition">
        {conflicts.map(({ words, who }) => (
          <li key={words}>
            <bdi>
              {words} <span class="meta">Who can: {who.join(', ')}.</span>
            </bdi>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Meetings({ view: { meetings } }: { readonly view: OverlapView }) {
  return (
    <Section title="Where two speak of the same thing" count={meetings.length}>
      {meetings.length === 0 && <p>Nowhere: no agreement keeps back what another shows.</p>}
      <ul class="item-list">
        {meetings.map(({ wins, yields, why }) => (
          <li key={`${wins.instrument}${wins.paragraph}${yields.instrument}${yields.paragraph}`}>
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
      <bdi>
        {words}: {of.instrument}, version {of.version}, paragraph {of.paragraph} ({rankWords(of.rank)}). {of.text}
      </bdi>
    </span>
  );
}

function Agreements({ view: { agreements } }: { readonly view: OverlapView }) {
  return (
    <Section title="What binds it, the strongest first" count={agreements.length}>
      <ol class="item-list">
        {agreements.map((one) => (
          <li key={one.id}>
            <span class="item-title">
              <a href={agreementHref(one.id, one.version)}>
                <Words>{one.title}</Words>
              </a>
            </span>
            <span class="item-words meta">
              <bdi>
                {kindWords(one.kind)} ({rankWords(one.rank)}), for {one.population}. {one.parties.join(', ')}.
              </bdi>
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Ask({ view, partners }: OverlapShown) {
  return (
    <Section title="Ask of another, or of another day">
      <form method="get" action="/overlap" class="form">
        <Choice
          label="Organisation"
          name="organization"
          value={view.organization}
          options={partners.map(({ organization, name }) => ({ value: organization, words: name }))}
        />
        <Field
          label="On which day"
          name="on"
          type="date"
          hint="By the agreements as they are signed today."
          value={view.on}
        />
        <p class="actions">
          <button type="submit" class="button main">
            Ask
          </button>
        </p>
      </form>
    </Section>
  );
}
