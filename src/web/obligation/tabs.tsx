import type { Role } from '#agreement';

export const LISTS = [
  ['owed-by', 'We owe'],
  ['owed-to', 'Owed to us'],
  ['late', 'Late, and why'],
  ['done', 'Done'],
] as const;

export type DueList = (typeof LISTS)[number][0];

export function listOf(text: string | null, role: Role): DueList {
  const found = LISTS.find(([list]) => list === text)?.[0];
  if (role === 'person') return found === 'late' ? 'late' : 'owed-to';
  return found ?? 'owed-by';
}

/** The ways to look at what is due. A person is owed things, and owes none. */
export function DueTabs({ at, role }: { readonly at?: DueList | 'commitments'; readonly role: Role }) {
  const own: readonly (readonly [DueList, string])[] = [
    ['owed-to', 'Promised to me'],
    ['late', 'Late, and why'],
  ];
  return (
    <nav class="tabs" aria-label="What is due">
      {(role === 'person' ? own : LISTS).map(([list, words]) => (
        <a key={list} href={`/obligations?list=${list}`} {...(list === at ? { 'aria-current': 'page' as const } : {})}>
          {words}
        </a>
      ))}
      {role !== 'person' && (
        <a href="/commitments" {...(at === 'commitments' ? { 'aria-current': 'page' as const } : {})}>
          Commitments of all
        </a>
      )}
    </nav>
  );
}
