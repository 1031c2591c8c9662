import type { Role } from '#agreement';
import { accepted } from '#fhir';
import type { CommitmentState, ObligationList, ObligationView } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Words } from '../parts/value.tsx';
import { STAFF } from '../shell/places.ts';
import { COMMITMENT_WORDS, CommitmentTag, Creditor, DueWords, Owner } from './state.tsx';
import { DueTabs } from './tabs.tsx';

export type CommitmentsShown = {
  readonly role: Role;
  readonly open: ObligationList;
  readonly over: ObligationList;
};

/** What the partners promised each other, open for the staff of all: who, what, by when, what shows it, and where it stands. */
export const commitmentsPage: PageDefinition<CommitmentsShown> = {
  path: '/commitments',
  policy: { allow: 'roles', roles: STAFF },
  title: () => 'Commitments',
  loader: async ({ governance, access, query }) => {
    const after = query.get('after');
    const page = after === null ? {} : { after };
    return accepted({
      role: access.role,
      open: await governance.obligations.commitments(access, page),
      over: await governance.obligations.commitments(access, { state: 'closed', limit: CLOSED_MAX }),
    });
  },
  Page: ({ role, open, over }) => (
    <>
      <DueTabs at="commitments" role={role} />
      <div class="page">
        <PageHead
          title="Commitments"
          under="What the partners promised each other. Who owes one has five working days to answer before anybody else reads that it is late."
        >
          <a class="button" href="/obligations/promise">
            Promise something
          </a>
        </PageHead>
        <Section title="Still to keep" count={open.items.length} aside={countWords(open.items)}>
          {open.items.length === 0 ? (
            <Empty title="Nothing is promised">
              <p>Who promises something says what, to whom, by when, and what will show that it was kept.</p>
            </Empty>
          ) : (
            <Rows of={open.items} />
          )}
          {open.next !== undefined && (
            <p class="actions">
              <a class="button" href={`/commitments?after=${encodeURIComponent(open.next)}`}>
                More
              </a>
            </p>
          )}
        </Section>
        {over.items.length > 0 && (
          <Section title="Kept or let go" count={over.items.length} aside={countWords(over.items)}>
            <Rows of={over.items} />
          </Section>
        )}
      </div>
    </>
  ),
};

const CLOSED_MAX = 100;

/** '2 broken, 1 late': what needs somebody first. */
function countWords(items: readonly ObligationView[]): string {
  const states = Object.keys(COMMITMENT_WORDS) as readonly CommitmentState[];
  return states
    .map((state) => ({ state, count: items.filter(({ commitment }) => commitment === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${count} ${COMMITMENT_WORDS[state][1]}`)
    .join(', ');
}

function Rows({ of }: { readonly of: readonly ObligationView[] }) {
  return (
    <ul class="item-list">
      {of.map((one) => (
        <li key={one.id} data-row>
          <a class="item-title" href={`/obligations/${encodeURIComponent(one.id)}`}>
            <Words>{one.title}</Words>
          </a>
          <span class="item-fact">
            <CommitmentTag of={one} />
          </span>
          <span class="item-words meta">
            <bdi>
              <Owner of={one} />, to <Creditor of={one} />, <DueWords of={one} />. {shownWords(one)}
            </bdi>
          </span>
          {one.why !== undefined && (
            <span class="item-words">
              {one.why.blockedBy !== undefined && (
                <>
                  Waits for <Words>{one.why.blockedBy}</Words>.{' '}
                </>
              )}
              <Words>{one.why.words}</Words>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function shownWords({ arrivesFrom, evidence }: ObligationView): string {
  if (evidence?.words !== undefined) return evidence.words;
  if (arrivesFrom !== undefined) return `Kept by itself once records of ${arrivesFrom} arrive.`;
  return 'Who owes it says when it is kept.';
}
