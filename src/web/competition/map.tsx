import { accepted } from '#fhir';
import type { CompetitionMap, PairView } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Words } from '../parts/value.tsx';
import { STAFF } from '../shell/places.ts';
import { addressOf, OVER_WORDS, SAID_TONES, SAID_WORDS, STANDING_WORDS } from './pair-words.ts';

export type MapShown = { readonly found: CompetitionMap };

/** What the organisation of whoever looks competes for with each other partner, as a map and as a list that says the same. */
export const competitionMapPage: PageDefinition<MapShown> = {
  path: '/competition-map',
  policy: { allow: 'roles', roles: STAFF },
  title: () => 'What we compete for',
  loader: async ({ governance, access }) => {
    const found = await governance.competition.map(access);
    return found.ok ? accepted({ found: found.value }) : found;
  },
  Page: ({ found }) => {
    const spoken = found.pairs.filter(({ cells, terms }) => terms.length > 0 || cells.some(isSaid));
    const silent = found.pairs.filter((one) => !spoken.includes(one));
    return (
      <div class="page">
        <p class="back">
          <a href="/procurements">Competition</a>
        </p>
        <PageHead
          title="What we compete for"
          under={
            <>
              <Words>{found.own.name}</Words> and each other partner. The two see what is said here; what others say of
              each other is theirs.
            </>
          }
        />
        <Section title="Map" count={spoken.length}>
          {spoken.length === 0 ? (
            <Empty title="Nothing is said yet">
              <p>Choose a partner below and say what both of you want, with what shows it.</p>
            </Empty>
          ) : (
            <Table of={spoken} />
          )}
        </Section>
        {spoken.length > 0 && (
          <Section title="The same in words">
            <ul class="plain-list">
              {spoken.map((one) => (
                <InWords key={one.with.organization} of={one} />
              ))}
            </ul>
          </Section>
        )}
        {silent.length > 0 && (
          <Section title="Partners of whom nothing is said" count={silent.length}>
            <ul class="chips">
              {silent.map((one) => (
                <li key={one.with.organization}>
                  <a class="chip" href={addressOf(one.with)}>
                    <Words>{one.with.name}</Words>
                  </a>
                </li>
              ))}
            </ul>
          </Section>
        )}
      </div>
    );
  },
};

function isSaid({ said }: PairView['cells'][number]): boolean {
  return said !== 'nobody';
}

function Table({ of }: { readonly of: readonly PairView[] }) {
  return (
    <table class="rows tight stacked">
      <caption class="sr">What we compete for with each partner, and who says so</caption>
      <thead>
        <tr>
          <th scope="col">Partner</th>
          {Object.values(OVER_WORDS).map((words) => (
            <th key={words} scope="col">
              {words}
            </th>
          ))}
          <th scope="col">Fair recruitment</th>
        </tr>
      </thead>
      <tbody>
        {of.map((one) => (
          <tr key={one.with.organization}>
            <th scope="row">
              <a href={addressOf(one.with)}>
                <Words>{one.with.name}</Words>
              </a>
            </th>
            {one.cells.map(({ over, said }) => (
              <td key={over} data-words={OVER_WORDS[over]}>
                {said === 'nobody' ? (
                  SAID_WORDS.nobody.cell
                ) : (
                  <Tag tone={SAID_TONES[said]}>{SAID_WORDS[said].cell}</Tag>
                )}
              </td>
            ))}
            <td data-words="Fair recruitment">
              <TermTag of={one} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The latest term between the two. */
function TermTag({ of }: { readonly of: PairView }) {
  const term = of.terms.at(-1);
  if (!term) return <>–</>;
  const [tone, words] = STANDING_WORDS[term.standing];
  return <Tag tone={tone}>{words}</Tag>;
}

function InWords({ of }: { readonly of: PairView }) {
  const said = of.cells.filter(isSaid).map(({ over, said: who }) => `${OVER_WORDS[over]}: ${SAID_WORDS[who].list}`);
  const term = of.terms.at(-1);
  const all = [...said, ...(term ? [`Fair recruitment: ${STANDING_WORDS[term.standing][1]}`] : [])];
  return (
    <li>
      <bdi>
        <Words>{of.with.name}</Words>
      </bdi>
      <bdi>{all.join('; ')}</bdi>
    </li>
  );
}
