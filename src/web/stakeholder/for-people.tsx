import { accepted } from '#fhir';
import type { CircleView, ProgrammeView } from '#governance/contract';
import { percentOf, showPercent } from '../insight/tally.tsx';
import type { PageDefinition } from '../page.ts';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { STAFF } from '../shell/places.ts';

export type ForPeopleShown = {
  readonly programme: ProgrammeView;
  readonly replies: readonly { readonly words: string; readonly answer?: string }[];
  readonly measures: readonly { readonly title: string; readonly percent: number }[];
};

/** For whom it is done: what will be different, how it is now, and what people asked, in plain words; it prints on one page. */
export const forPeoplePage: PageDefinition<ForPeopleShown> = {
  path: '/programmes/:id/for-people',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ programme }) => `For people: ${programme.name}`,
  loader: async ({ governance, insight, access, params }) => {
    const id = params['id'] ?? '';
    const [programme, circle] = await Promise.all([
      governance.programmes.one(access, id),
      governance.stakeholders.circle(access, id),
    ]);
    if (!programme.ok) return programme;
    if (!circle.ok) return circle;
    const groups = circle.value.stakeholders.filter(({ kind }: CircleView['stakeholders'][number]) => kind === 'group');
    const entries = await Promise.all(groups.map((one) => governance.stakeholders.one(access, id, one.id)));
    const board = await insight.dashboard(access, { place: 'all' });
    return accepted({
      programme: programme.value,
      replies: entries.flatMap((one) =>
        one.ok
          ? one.value.replies.map(({ words, answer }) => ({ words, ...(answer ? { answer: answer.words } : {}) }))
          : [],
      ),
      measures: board.ok
        ? board.value.measures.flatMap(({ title, tally }) => {
            const percent = percentOf(tally);
            return percent === undefined ? [] : [{ title, percent }];
          })
        : [],
    });
  },
  Page: ({ programme, replies, measures }) => (
    <div class="page narrow">
      <p class="back">
        <a href={`/programmes/${programme.id}/kits`}>Arguments</a>
      </p>
      <PageHead title={<Words>{programme.name}</Words>} under="For the people whom it is done for" />
      <Section title="What will be better">
        <p>
          <Words>{programme.aim}</Words>
        </p>
        <ul class="plain-list">
          {programme.drivers.flatMap(({ changes }) =>
            changes.map(({ id, words, starts, started }) => (
              <li key={id}>
                <Words>{words}</Words>
                <bdi>
                  {started === undefined ? 'from' : 'since'} <When at={started ?? starts} />
                </bdi>
              </li>
            )),
          )}
        </ul>
      </Section>
      <Section title="How it is now" count={measures.length}>
        <ul class="plain-list">
          {measures.map(({ title, percent }) => (
            <li key={title}>
              <span>{title}</span>
              <Value>{showPercent(percent)}</Value>
            </li>
          ))}
        </ul>
      </Section>
      <Section title="What people told us" count={replies.length}>
        {replies.length === 0 ? (
          <Empty title="Nobody was asked yet" />
        ) : (
          <ul class="item-list">
            {replies.map(({ words, answer }) => (
              <li key={words} data-row>
                <span class="item-title">
                  <Words>{words}</Words>
                </span>
                <span class="item-words">
                  <Words>{answer ?? 'Not answered yet.'}</Words>
                </span>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </div>
  ),
};
