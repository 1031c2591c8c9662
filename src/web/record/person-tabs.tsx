import type { Role } from '#agreement';
import { DESK, FINDERS, MEANS_STAFF } from '../shell/places.ts';
import { personPath } from './path.ts';

export type PersonTab = 'summary' | 'access' | 'agreements' | 'links' | 'care-costs' | 'in-their-place';

/** The pages of one person that this role may open. */
export function PersonTabs(props: { readonly person: string; readonly role: Role; readonly at: PersonTab }) {
  const tabs: readonly (readonly [PersonTab, string, string, boolean])[] = [
    ['summary', 'Summary', '', props.role !== 'ig-lead'],
    ['access', 'Who looked', '/access', props.role === 'ig-lead'],
    ['agreements', 'Agreements', '/agreements', props.role === 'ig-lead'],
    ['care-costs', 'Care costs', '/care-costs', MEANS_STAFF.includes(props.role)],
    ['in-their-place', 'In their place', '/in-their-place', DESK.includes(props.role)],
    ['links', 'Linked records', '/links', FINDERS.includes(props.role)],
  ];
  const open = tabs.filter(([, , , may]) => may);
  if (open.length < 2) return null;
  return (
    <nav class="tabs" aria-label="This person">
      {open.map(([tab, words, below]) => (
        <a
          key={tab}
          href={personPath(props.person, below)}
          {...(tab === props.at ? { 'aria-current': 'page' as const } : {})}
        >
          {words}
        </a>
      ))}
    </nav>
  );
}
