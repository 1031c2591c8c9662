import { accepted } from '#fhir';
import type { Unusual, UnusualPage } from '#record/contract';
import type { PageDefinition } from '../page.ts';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { When, Words } from '../parts/value.tsx';
import { counted } from '../parts/words.ts';
import { personPath } from '../record/path.ts';
import { AuditTabs } from './tabs.tsx';

const DAYS = [7, 30, 90] as const;
const SHOWN_A_RULE = 50;

/** Looks that are worth a question, rule by rule. Every rule says why it is there; nothing is added up. */
export const unusualPage: PageDefinition<{ readonly unusual: UnusualPage }> = {
  path: '/audit/unusual',
  policy: { allow: 'roles', roles: ['ig-lead'] },
  title: () => 'Unusual access',
  loader: async ({ record, access, query }) => {
    const days = DAYS.find((each) => String(each) === query.get('days')) ?? DAYS[0];
    const found = await record.unusual(access, { days });
    return found.ok ? accepted({ unusual: found.value }) : found;
  },
  Page: ({ unusual }) => (
    <>
      <AuditTabs at="unusual" />
      <div class="page">
        <PageHead
          title="Unusual access"
          under={`${counted(unusual.looks, 'look')} at people in the last ${unusual.days} days. What stands here may be quite right: ask first.`}
        >
          <form class="form in-line" method="get" action="/audit/unusual">
            <label for="f-days">Days</label>
            <select id="f-days" name="days" data-auto>
              {DAYS.map((days) => (
                <option key={days} value={String(days)} selected={days === unusual.days}>
                  {days}
                </option>
              ))}
            </select>
            <button class="button" type="submit">
              Show
            </button>
          </form>
        </PageHead>
        {!unusual.whole && (
          <p class="problem">
            <bdi>There were more looks than can be read at once. Choose fewer days.</bdi>
          </p>
        )}
        {unusual.found.length === 0 && (
          <Section title="Nothing unusual">
            <Empty title="No look was out of the ordinary">
              <p>
                Looked for: own records, colleagues, the same family name, people without a relationship, nights, and
                many people in an hour.
              </p>
            </Empty>
          </Section>
        )}
        {byRule(unusual.found).map(([title, found]) => (
          <Section key={title} title={title} count={found.length}>
            <p class="meta">
              {found[0]?.rule === 'many-people' ? 'More people than anybody sees in an hour.' : found[0]?.because}
            </p>
            <ul class="item-list">
              {found.slice(0, SHOWN_A_RULE).map((one, at) => (
                <Found key={at} of={one} />
              ))}
            </ul>
            {found.length > SHOWN_A_RULE && (
              <p class="meta">{`The newest ${SHOWN_A_RULE} are shown. Choose fewer days.`}</p>
            )}
          </Section>
        ))}
      </div>
    </>
  ),
};

function Found({ of: { who, role, principal, person, times, first, last, rule, because } }: { readonly of: Unusual }) {
  const account = `/audit/search?${new URLSearchParams({ account: principal })}`;
  return (
    <li>
      <span class="item-title">
        <a href={account}>
          <Words>{who}</Words>
        </a>
        {', '}
        <Words>{role}</Words>
      </span>
      <span class="item-fact">{counted(times, 'look')}</span>
      <span class="item-words meta">
        {rule === 'many-people' && <bdi>{because} </bdi>}
        <When at={first} time />
        {last !== first && (
          <>
            {' to '}
            <When at={last} time />
          </>
        )}
        {person !== undefined && (
          <>
            {'. '}
            <a href={personPath(person, '/access')}>Who looked at this person</a>
          </>
        )}
      </span>
    </li>
  );
}

function byRule(found: readonly Unusual[]): readonly (readonly [string, readonly Unusual[]])[] {
  const rules = new Map<string, Unusual[]>();
  for (const one of found) rules.set(one.title, [...(rules.get(one.title) ?? []), one]);
  return [...rules];
}
