import { CLASS_WORDS, type FloorRule, LABEL_WORDS, listed } from '#agreement';
import { accepted } from '#fhir';
import type { LawOfPlace } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { PageHead, Section } from '../parts/section.tsx';
import { When, Words } from '../parts/value.tsx';
import { capital, counted, rankWords, SEAT_WORDS } from '../parts/words.ts';

export type LawShown = { readonly law: LawOfPlace };

/** What holds whatever was agreed: the parts of the whole that nobody signs, and that differ from place to place. */
export const lawPage: PageDefinition<LawShown> = {
  path: '/law',
  policy: { allow: 'signed-in' },
  title: () => 'What holds by law',
  loader: async ({ governance, access }) => accepted({ law: await governance.lawOfPlace(access) }),
  Page: ({ law }) => {
    const emergency = law.floors.find(opensInEmergency);
    return (
      <div class="page narrow">
        <PageHead
          title="What holds by law"
          under={`${law.title}. Nobody signs this, and no agreement takes it away: it holds here whatever the partners have agreed.`}
        />
        <Floors of={law.floors.filter((one) => one !== emergency)} />
        {emergency && <Emergency of={emergency} />}
        <Cited
          title="What people can opt out of"
          of={law.optOuts}
          none="The law of this place gives no opt-out of its own."
        />
        <Worked of={law} />
        <Cited title="From which age people decide" of={law.ages} none="Nothing is written down for this place." />
        <Cited title="How long things may take" of={law.clocks} none="Nothing is written down for this place." />
        <p class="meta">
          Orders, directions and laws that were entered here stand with the <a href="/agreements">agreements</a>. What
          decided about one item of a record: <a href="/explain">who can see what</a>.
        </p>
      </div>
    );
  },
};

function opensInEmergency({ relationships }: FloorRule): boolean {
  return relationships.includes('emergency');
}

/** What is seen by law, with how strong that is: an objection of the person is weaker than some of it. */
function Floors({ of }: { readonly of: readonly FloorRule[] }) {
  return (
    <Section title="What is shown by law" count={of.length}>
      <ul class="item-list">
        {of.map((one) => (
          <li key={one.id}>
            <span class="item-words">
              <Words>{one.words}</Words>
            </span>
            <span class="item-words meta">
              <bdi>
                {one.law} ({rankWords(one.rank)}).{' '}
                {one.despiteObjection
                  ? 'It holds although the person objected.'
                  : 'It holds unless the person objected.'}
              </bdi>
            </span>
            <Who of={one} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Who({ of: { roles, classes } }: { readonly of: FloorRule }) {
  return (
    <details class="past">
      <summary>Who sees what by it</summary>
      <p>
        <bdi>Who: {listed(roles.map((role) => SEAT_WORDS[role]))}.</bdi>
      </p>
      <p>
        <bdi>What: {listed(classes.map((one) => CLASS_WORDS[one]))}.</bdi>
      </p>
    </details>
  );
}

function Emergency({ of }: { readonly of: FloorRule }) {
  const { roles, labels, reviewDays } = of;
  return (
    <Section title="Who may open a record in an emergency">
      <ul class="columns">
        {roles.map((role) => (
          <li key={role}>{SEAT_WORDS[role]}</li>
        ))}
      </ul>
      <p>
        <Words>{of.words}</Words>
      </p>
      <p class="meta">
        <bdi>
          {of.law}.{' '}
          {labels.length === 0
            ? 'Nothing that is labelled is opened by it.'
            : `Of what is labelled it opens: ${listed(labels.map((one) => LABEL_WORDS[one]))}; nothing else.`}
          {reviewDays !== undefined &&
            ` Somebody else looks at why it was opened within ${counted(reviewDays, 'day')}.`}
        </bdi>
      </p>
    </Section>
  );
}

type CitedRule = { readonly id: string; readonly words: string; readonly law: string };

function Cited({
  title,
  of,
  none,
}: {
  readonly title: string;
  readonly of: readonly CitedRule[];
  readonly none: string;
}) {
  return (
    <Section title={title} count={of.length}>
      {of.length === 0 && <p>{none}</p>}
      <ul class="item-list">
        {of.map(({ id, words, law }) => (
          <li key={id}>
            <span class="item-words">
              <Words>{capital(words)}</Words>
            </span>
            <span class="item-words meta">
              <bdi>{law}</bdi>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const WEEK = ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays'] as const;

/** By which everything here that is counted in working days is due. */
function Worked({ of: { weekend, holidays } }: { readonly of: LawOfPlace }) {
  const rest = WEEK.filter((_, at) => weekend.includes((at + 1) % 7));
  return (
    <Section title="Which days are no working days">
      <p>
        <bdi>
          {rest.length === 0 ? 'Every day of the week is worked' : capital(listed(rest))}
          {rest.length === 0 ? ', but for public holidays.' : ', and public holidays.'} Whatever is due in working days
          is counted without them.
        </bdi>
      </p>
      {holidays.length > 0 && (
        <details class="past">
          <summary>{`The next ${counted(holidays.length, 'public holiday')}`}</summary>
          <ul>
            {holidays.map(({ on, name }) => (
              <li key={on}>
                <bdi>
                  <When at={on} /> {name}
                </bdi>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}
