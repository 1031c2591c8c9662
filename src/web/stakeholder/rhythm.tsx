import { accepted } from '#fhir';
import type { CircleView } from '#governance/contract';
import { percentOf, showPercent } from '../insight/tally.tsx';
import type { LoaderContext, PageDefinition } from '../page.ts';
import { showMonth } from '../parts/dates.ts';
import { Button, Field, Post } from '../parts/form.tsx';
import { Empty, Section } from '../parts/section.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { Deed, Pick } from '../programme/parts.tsx';
import { STAFF } from '../shell/places.ts';
import { CircleHead, tells } from './parts.tsx';
import { choicesOf, GATHERING_WORDS } from './words.ts';

export type RhythmShown = {
  readonly found: CircleView;
  readonly moved: readonly string[];
  readonly typed?: URLSearchParams;
};

/** The rhythm over the years: visits, meetings, and news that are made of results. */
export const rhythmPage: PageDefinition<RhythmShown> = {
  path: '/programmes/:id/rhythm',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ found }) => `Rhythm: ${found.programme.name}`,
  loader: async (context) => {
    const { governance, access, params, typed } = context;
    const found = await governance.stakeholders.circle(access, params['id'] ?? '');
    if (!found.ok) return found;
    return accepted({ found: found.value, moved: await movedMeasures(context), ...(typed ? { typed } : {}) });
  },
  Page: (shown) => (
    <div class="page">
      <CircleHead
        of={shown.found.programme}
        at="/rhythm"
        title="Rhythm and news"
        under="When each practice was last visited and what came of it; what is next; and what there is to tell."
      />
      <Visits {...shown} />
      <Gatherings {...shown} />
      <EngagementCurve {...shown} />
      <News {...shown} />
    </div>
  ),
  actions: { do: tells((_, params) => `/programmes/${params['id']}/rhythm`) },
};

/** Measures whose figure moved by a point or more within three months, in words. */
async function movedMeasures({ insight, access }: LoaderContext): Promise<readonly string[]> {
  const found = await insight.dashboard(access, { place: 'all' });
  if (!found.ok) return [];
  return found.value.measures.flatMap(({ title, tally, history }) => {
    const now = percentOf(tally);
    const before = percentOf(history.at(-4)?.tally);
    if (now === undefined || before === undefined || Math.abs(now - before) < 1) return [];
    return [`${title}: ${showPercent(before)} three months ago, ${showPercent(now)} now`];
  });
}

function Visits({ found }: RhythmShown) {
  return (
    <Section title="Practices" count={found.visits.length}>
      <table class="rows tight stacked">
        <caption class="sr">Each practice: last visit, actions done, next visit</caption>
        <thead>
          <tr>
            <th scope="col">Practice</th>
            <th scope="col">Last visit</th>
            <th scope="col" class="number">
              Agreed actions done
            </th>
            <th scope="col">Next visit</th>
          </tr>
        </thead>
        <tbody>
          {found.visits.map(({ organization, name, last, next, agreed, done }) => (
            <tr key={organization}>
              <th scope="row">
                <Words>{name}</Words>
              </th>
              <td data-words="Last visit">{last === undefined ? 'never' : <When at={last} />}</td>
              <td class="number" data-words="Agreed actions done">
                {agreed === 0 ? (
                  'none agreed'
                ) : (
                  <Value>
                    {Math.round((done * 100) / agreed)}% ({done} of {agreed})
                  </Value>
                )}
              </td>
              <td data-words="Next visit">{next === undefined ? 'not planned' : <When at={next} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Gatherings({ found, typed }: RhythmShown) {
  return (
    <Section title="Meetings and newsletters">
      <ul class="plain-list">
        {found.gatherings.map(({ what, last, next }) => (
          <li key={what}>
            <span>{GATHERING_WORDS[what]}</span>
            <bdi>
              last: {last === undefined ? 'none yet' : <When at={last} />}; next:{' '}
              {next === undefined ? 'not planned' : <When at={next} />}
            </bdi>
          </li>
        ))}
      </ul>
      {found.may.lead && (
        <Deed did="gathering" words="Write down a meeting, held or planned" said="It is in the rhythm." typed={typed}>
          <Pick label="What" name="what" id="gathering-what" options={choicesOf(GATHERING_WORDS)} />
          <Field label="On which day" name="on" id="gathering-on" type="date" required />
          <Field label="In a few words" name="words" id="gathering-words" required />
        </Deed>
      )}
    </Section>
  );
}

/** How many were spoken with, month by month: bars with their numbers beside them. */
function EngagementCurve({ found }: RhythmShown) {
  const most = Math.max(1, ...found.curve.map(({ contacts }) => contacts));
  return (
    <Section title="Engagement, month by month">
      <table class="bars">
        <caption class="sr">Contacts each month, and with how many</caption>
        <thead>
          <tr>
            <th scope="col">Month</th>
            <th scope="col">Contacts</th>
            <th scope="col" class="number">
              With
            </th>
          </tr>
        </thead>
        <tbody>
          {found.curve.map(({ month, contacts, spoken }) => (
            <tr key={month}>
              <th scope="row">
                <Value>{showMonth(new Date(`${month}-01`))}</Value>
              </th>
              <td>
                <svg class="bar" width="100%" height="16" aria-hidden="true">
                  <rect class="rail" x="0" y="3" width="100%" height="10" />
                  <rect class="fill" x="0" y="3" width={`${((contacts * 100) / most).toFixed(1)}%`} height="10" />
                </svg>
              </td>
              <td class="number">
                <Value strong>{contacts}</Value>
                <span class="detail">
                  <Value>
                    {spoken} of {found.stakeholders.length}
                  </Value>
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

/** A draft out of results; somebody reads it, makes it theirs, and sends it. */
function News({ found, moved, typed }: RhythmShown) {
  const draft = [...moved, ...found.news].map((line) => `• ${line}.`.replace('..', '.')).join('\n');
  const value = (name: string, otherwise: string) =>
    typed?.get('did') === 'newsletter' ? (typed.get(name) ?? '') : otherwise;
  return (
    <Section title="Newsletter" count={found.newsletters.length}>
      {found.may.lead && (
        <Post action="do">
          <input type="hidden" name="did" value="newsletter" />
          <input
            type="hidden"
            name="said"
            value="It is sent: all partners’ staff read it under what changes for them."
          />
          <Field
            label="Title"
            name="title"
            id="news-title"
            required
            value={value('title', `News of ${found.programme.name}`)}
          />
          <Field
            label="What it says"
            name="words"
            id="news-words"
            lines={8}
            required
            hint="Drafted from measures that moved, promises kept, and what replies changed. Make it yours before you send it."
            value={value('words', draft)}
          />
          <p class="actions">
            <Button kind="main">Send it</Button>
          </p>
        </Post>
      )}
      {found.newsletters.length === 0 ? (
        <Empty title="None was sent yet" />
      ) : (
        <ul class="item-list">
          {found.newsletters.map(({ title, words, on, by }) => (
            <li key={`${on} ${title}`} data-row>
              <span class="item-title">
                <Words>{title}</Words>
              </span>
              <span class="item-fact">
                <When at={on} />
              </span>
              <span class="item-words pre">
                <Words>{words}</Words>
              </span>
              <span class="item-words meta">
                <Words>{by}</Words>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
