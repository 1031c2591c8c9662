import { dayWords } from '#agreement';
import { accepted } from '#fhir';
import type { InstrumentSummary, JoiningView, PartnerView } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { rankWords, sortWords, STATE_WORDS } from '../parts/words.ts';
import { isOpen, Joinings } from './joinings.tsx';
import { WRITERS } from '../shell/places.ts';
import { agreementHref } from './path.ts';

export type AgreementsShown = {
  readonly name: string;
  readonly partners: readonly PartnerView[];
  readonly agreements: readonly InstrumentSummary[];
  /** Joinings of the seat's own organisation, and those that wait for its agreement. */
  readonly joinings?: readonly JoiningView[];
  /** Writes agreements since the scheme of delegation says so, in a role that has no tab for it. */
  readonly writes?: boolean;
};

/** What the partners agreed: what runs, what waits, and for whom. */
export const agreementsPage: PageDefinition<AgreementsShown> = {
  path: '/agreements',
  policy: { allow: 'signed-in' },
  title: () => 'Agreements',
  loader: async ({ governance, access }) => {
    const [partnership, agreements, joinings, drafts] = await Promise.all([
      governance.partnership(access),
      governance.instruments(access),
      governance.joinings(access),
      WRITERS.includes(access.role) ? undefined : governance.drafts(access),
    ]);
    return accepted({
      ...partnership,
      agreements,
      joinings: joinings.filter(isOpen),
      writes: drafts?.ok === true,
    });
  },
  Page: ({ name, partners, agreements, joinings = [], writes = false }) => (
    <div class="page">
      <PageHead title="Agreements" under={`${name}: what was agreed, who signed it, and what runs because of it.`} />
      {writes && (
        <p class="actions">
          <a class="button" href="/drafts">
            Drafts
          </a>
          <span class="meta">You sign for your organisation, so you write what is agreed too.</span>
        </p>
      )}
      <Joinings of={joinings} title="Joining" />
      {agreements.length === 0 ? (
        <Section title="None yet">
          <Empty title="No agreement has been written yet">
            <p>Nothing is shared between organisations until one is written, signed by every party and in effect.</p>
          </Empty>
        </Section>
      ) : (
        <List of={agreements} />
      )}
      <p class="meta">
        Beside these there is <a href="/law">what holds by law</a>, which nobody signs.
      </p>
      <Partners of={partners} />
    </div>
  ),
};

function List({ of }: { readonly of: readonly InstrumentSummary[] }) {
  return (
    <Section title="What was agreed" count={of.length}>
      <ul class="agreements">
        {of.map((one) => {
          const [tone, words] = STATE_WORDS[one.state];
          return (
            <li key={`${one.id} ${one.version}`} data-row>
              <h3>
                <a href={agreementHref(one.id, one.version)}>
                  <Words>{one.title}</Words>
                </a>
              </h3>
              <Tag tone={tone}>{words}</Tag>
              <p class="meta">
                <bdi>
                  {sortWords(one)}
                  {one.rank !== undefined && one.rank !== 'partnership' && ` (${rankWords(one.rank)})`}, version{' '}
                  {one.version}, from <When at={one.effective} />
                </bdi>
              </p>
              <p class="meta">
                <Words>{one.parties.join(', ')}</Words>
              </p>
              {one.notYet.map(({ missing, who }) => (
                <p key={missing} class="not-yet">
                  <bdi>
                    <b>Not yet:</b> {missing} Who can change that: {who}.
                  </bdi>
                </p>
              ))}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

function Partners({ of }: { readonly of: readonly PartnerView[] }) {
  if (of.length === 0) return null;
  return (
    <Section title="Partners" count={of.length}>
      <ul class="columns">
        {of.map(({ key, name, kind, sharing, sharesFrom }) => (
          <li key={key}>
            <Words>{name}</Words>
            <span class="detail">
              <bdi>
                {kind.replaceAll('-', ' ')} ·{' '}
                {sharing
                  ? 'shares its records'
                  : sharesFrom
                    ? `shares from ${dayWords(sharesFrom)}`
                    : 'shares nothing yet'}
              </bdi>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
