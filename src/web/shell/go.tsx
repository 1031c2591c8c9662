import type { Role } from '#agreement';
import { accepted } from '#fhir';
import { agreementHref } from '../governance/path.ts';
import type { LoaderContext, PageDefinition } from '../page.ts';
import { Button } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Words } from '../parts/value.tsx';
import { FINDERS, LINKERS, placesOf, STAFF } from './places.ts';
import { BESIDE } from './within.ts';

type Way = { readonly href: string; readonly words: string };

export type WaysShown = {
  readonly text: string;
  readonly groups: readonly { readonly words: string; readonly ways: readonly Way[] }[];
  /** May look for a person by what was typed. */
  readonly finds: boolean;
};

/** Everywhere one can go, by what it is called: the list behind Ctrl K, and a page of its own where there is no script. */
export const goPage: PageDefinition<WaysShown> = {
  path: '/go',
  policy: { allow: 'signed-in' },
  title: () => 'Go to',
  loader: async (context) => {
    const text = (context.query.get('text') ?? '').trim().slice(0, 80);
    const { role } = context.signedIn;
    const groups = [...placesFor(role), ...(STAFF.includes(role) ? await kept(context) : [])]
      .map(({ words, ways }) => ({ words, ways: ways.filter((way) => fits(`${words} ${way.words}`, text)) }))
      .filter(({ ways }) => ways.length > 0);
    return accepted({ text, groups, finds: FINDERS.includes(role) });
  },
  Page: ({ text, groups, finds }) => (
    <div class="page narrow">
      <PageHead title="Go to" under="Pages, measures, agreements and programmes, by what they are called." />
      <form class="go-text" role="search" aria-label="Pages" action="/go" method="get">
        <label class="sr" for="go-text">
          What you are looking for
        </label>
        <input id="go-text" name="text" type="text" value={text} autocomplete="off" placeholder="Go to" />
        <Button>Show</Button>
      </form>
      {finds && text !== '' && (
        <p>
          <a href={`/people?text=${encodeURIComponent(text)}`}>
            Look for <Words>{text}</Words> among people
          </a>
        </p>
      )}
      {groups.length === 0 && (
        <Empty title="Nothing is called that">
          <p>Type a part of a name: two words may stand in any order.</p>
        </Empty>
      )}
      <div class="go-ways">
        {groups.map(({ words, ways }) => (
          <Section key={words} title={words}>
            <ul class="plain-list">
              {ways.map((way) => (
                <li key={way.href} data-row>
                  <a href={way.href}>
                    <Words>{way.words}</Words>
                  </a>
                </li>
              ))}
            </ul>
          </Section>
        ))}
      </div>
    </div>
  ),
};

type Group = WaysShown['groups'][number];

/** Places and what stands within them. A place that has pages of its own is the first of them. */
function placesFor(role: Role): readonly Group[] {
  const groups = placesOf(role).map(({ href, words }) => {
    const within = BESIDE.filter(({ of, roles }) => of === href && roles.includes(role));
    return { words, ways: within.length > 0 ? within : [{ href, words }] };
  });
  const alone = groups.filter(({ ways }) => ways.length === 1).flatMap(({ ways }) => ways);
  const mine = [
    { href: '/account', words: 'My account' },
    { href: '/apps', words: 'Apps' },
    { href: '/look', words: 'How screens look' },
    ...(LINKERS.includes(role) ? [{ href: '/staff', words: 'Who works here' }] : []),
  ];
  return [{ words: 'Here', ways: [...alone, ...mine] }, ...groups.filter(({ ways }) => ways.length > 1)];
}

/** What the partners have: each asked for as whoever is signed in. */
async function kept({ access, insight, governance }: LoaderContext): Promise<readonly Group[]> {
  const [dashboard, agreements, programmes] = await Promise.all([
    insight.dashboard(access, { place: 'all' }),
    governance.instruments(access),
    governance.programmes.all(access),
  ]);
  const measures = dashboard.ok ? dashboard.value.measures : [];
  return [
    { words: 'One measure', ways: measures.map(({ id, title }) => ({ href: `/measures/${id}`, words: title })) },
    {
      words: 'One agreement',
      ways: agreements.map(({ id, version, title }) => ({ href: agreementHref(id, version), words: title })),
    },
    {
      words: 'One programme',
      ways: programmes.map(({ id, name }) => ({ href: `/programmes/${id}`, words: name })),
    },
  ];
}

/** Every word typed begins a word of the name. */
export function fits(name: string, text: string): boolean {
  const words = name.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((typed) => words.some((word) => word.startsWith(typed)));
}
