import type { Role } from '#agreement';
import { accepted } from '#fhir';
import type { ObligationList, ObligationView } from '#governance/contract';
import type { LoaderContext, PageDefinition } from '../page.ts';
import { Button, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { When, Words } from '../parts/value.tsx';
import { Creditor, DueWords, kindOf, Owner, StateTag } from './state.tsx';
import { type DueList, DueTabs, listOf, LISTS } from './tabs.tsx';

export type DueShown = {
  readonly list: DueList;
  readonly role: Role;
  readonly organization: string;
  readonly mine: boolean;
  readonly found: ObligationList;
  /** When the seat's calendar was made. */
  readonly calendar?: string;
};

/** Everything a seat owes and is owed, and all that is late with the reason given. */
export const duePage: PageDefinition<DueShown> = {
  path: '/obligations',
  policy: { allow: 'signed-in' },
  title: () => 'What is due',
  loader: async (context) => {
    const { access, query, governance, signedIn } = context;
    const list = listOf(query.get('list'), access.role);
    const mine = query.get('mine') === 'true';
    const calendar = await governance.obligations.calendarMade(access);
    return accepted({
      list,
      role: access.role,
      organization: signedIn.organization,
      mine,
      found: await ask(context, list, mine),
      ...(calendar === undefined ? {} : { calendar }),
    });
  },
  Page: ({ list, role, organization, mine, found, calendar }) => (
    <>
      <DueTabs at={list} role={role} />
      <div class="page">
        <PageHead
          title="What is due"
          under={role === 'person' ? 'What was promised to you, and by when.' : organization}
        >
          {role !== 'person' && (
            <>
              <a class="button" href="/what-changes">
                What changes for me
              </a>
              <a class="button" href="/obligations/promise">
                Promise something
              </a>
            </>
          )}
        </PageHead>
        <Section title={titleOf(list, role)} count={found.items.length}>
          {role !== 'person' && list !== 'late' && <Whose list={list} mine={mine} />}
          {found.items.length === 0 ? <Nothing list={list} /> : <Rows of={found.items} />}
          {found.next !== undefined && (
            <p class="actions">
              <a class="button" href={addressOf(list, mine, found.next)}>
                More
              </a>
            </p>
          )}
        </Section>
        <Calendar made={calendar} />
        <p class="meta">
          <a href="/stakeholder-entries">What programmes wrote about me</a>
        </p>
      </div>
    </>
  ),
  actions: {
    'make-calendar': async ({ governance, access, origin }) => {
      const secret = await governance.obligations.makeCalendar(access);
      if (!secret.ok) return secret;
      const address = `${origin ?? ''}/calendar/${secret.value}.ics`;
      const said = `Add this address to your calendar; it is shown once, keep it to yourself: ${address}`;
      return accepted({ to: '/obligations', said });
    },
    'stop-calendar': async ({ governance, access }) => {
      await governance.obligations.revokeCalendar(access);
      return accepted({ to: '/obligations', said: 'The calendar is closed: its address shows nothing any more.' });
    },
  },
};

function ask({ governance, access, query }: LoaderContext, list: DueList, mine: boolean): Promise<ObligationList> {
  const after = query.get('after');
  const question = { ...(mine ? { mine } : {}), ...(after === null ? {} : { after }) };
  const { obligations } = governance;
  if (list === 'late') return obligations.late(access, question);
  if (list === 'owed-to') return obligations.owedTo(access, question);
  return obligations.owedBy(access, list === 'done' ? { ...question, state: 'closed' } : question);
}

function titleOf(list: DueList, role: Role): string {
  if (role === 'person' && list === 'owed-to') return 'Promised to me';
  return LISTS.find(([one]) => one === list)?.[1] ?? '';
}

function addressOf(list: DueList, mine: boolean, after?: string): string {
  const query = new URLSearchParams({ list, ...(mine ? { mine: 'true' } : {}) });
  if (after !== undefined) query.set('after', after);
  return `/obligations?${query.toString()}`;
}

function Whose({ list, mine }: { readonly list: DueList; readonly mine: boolean }) {
  return (
    <p class="meta">
      {mine ? 'What falls to your role. ' : 'All of your organisation that your seat may see. '}
      <a href={addressOf(list, !mine)}>{mine ? 'Show all of the organisation' : 'Show what falls to your role'}</a>
    </p>
  );
}

function Nothing({ list }: { readonly list: DueList }) {
  const words: Readonly<Record<DueList, string>> = {
    'owed-by': 'Nothing is owed',
    'owed-to': 'Nothing is owed to you',
    late: 'Nothing is late',
    done: 'Nothing was done yet',
  };
  return (
    <Empty title={words[list]}>
      <p>None is written down here, or none that this role may see.</p>
    </Empty>
  );
}

function Rows({ of }: { readonly of: readonly ObligationView[] }) {
  return (
    <ul class="item-list">
      {of.map((one) => (
        <li key={one.id} data-row>
          <span class="item-title">
            <a href={`/obligations/${encodeURIComponent(one.id)}`}>
              <Words>{one.title}</Words>
            </a>
          </span>
          <span class="item-fact">
            <StateTag of={one} />
          </span>
          <span class="item-words meta">
            {kindOf(one)}, <DueWords of={one} />. Owed by <Owner of={one} />, to <Creditor of={one} />.
            {one.repeats !== undefined && ` Comes again ${one.repeats}.`}
            {one.why !== undefined && (
              <>
                {' '}
                <bdi>{one.why.by}</bdi>: <Words>{one.why.words}</Words>
              </>
            )}
            {one.late && one.why === undefined && ' No answer was given yet.'}
            {one.aboutPerson && ' It is about a person.'}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Calendar({ made }: { readonly made: string | undefined }) {
  return (
    <Section title="In your own calendar">
      <p>
        Your calendar program can show what falls to your role. It is given titles and days and nothing about a person;
        its address is a secret of this seat.
      </p>
      {made !== undefined && (
        <p class="meta">
          A calendar was made <When at={made} />. A new one closes the one before.
        </p>
      )}
      <Post action="make-calendar">
        <p class="actions">
          <Button>{made === undefined ? 'Make a calendar' : 'Make a new one'}</Button>
        </p>
      </Post>
      {made !== undefined && (
        <Post action="stop-calendar">
          <p class="actions">
            <Button>Close it</Button>
          </p>
        </Post>
      )}
    </Section>
  );
}
