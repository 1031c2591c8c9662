import type { Amount } from '#agreement';
import type { KitView } from '#governance/contract';
import { percentOf, showPercent } from '../insight/tally.tsx';
import { Money } from '../money/amount.tsx';
import type { LoaderContext } from '../page.ts';
import { Empty, Section } from '../parts/section.tsx';
import { Value, Words } from '../parts/value.tsx';
import { counted } from '../parts/words.ts';

/** Out of the joints as they are now, as far as whoever looks may see them. */
export type KitNumbers = {
  readonly measures: readonly { readonly title: string; readonly own: number; readonly all: number }[];
  /** In a year, under what was agreed and under a draft. */
  readonly money?: { readonly title: string; readonly today: Amount; readonly draft: Amount };
  readonly waiting: readonly { readonly id: string; readonly title: string }[];
};

export async function kitNumbers(context: LoaderContext, of: KitView): Promise<KitNumbers> {
  const [measures, money, waiting] = await Promise.all([
    measuresOf(context, of),
    moneyOf(context, of),
    waitingOf(context, of),
  ]);
  return { measures, waiting, ...(money ? { money } : {}) };
}

/** A practice beside all practices; for others all that there is. */
async function measuresOf({ insight, access }: LoaderContext, { to, kind }: KitView): Promise<KitNumbers['measures']> {
  const place = kind === 'general-practice' ? to.organization.replace('Organization/', '') : 'all';
  const [own, all] = await Promise.all([
    insight.dashboard(access, { place }),
    insight.dashboard(access, { place: 'all' }),
  ]);
  if (!own.ok || !all.ok) return [];
  return own.value.measures.flatMap(({ id, title, tally }) => {
    const [here, there] = [percentOf(tally), percentOf(all.value.measures.find((one) => one.id === id)?.tally)];
    return here === undefined || there === undefined ? [] : [{ title, own: here, all: there }];
  });
}

async function moneyOf({ money, access }: LoaderContext, { to }: KitView): Promise<KitNumbers['money'] | undefined> {
  const drafts = await money.replayable(access);
  const [draft] = drafts.ok ? drafts.value : [];
  if (!draft) return undefined;
  const found = await money.simulateMoney(access, { instrument: draft.instrument, version: draft.version });
  if (!found.ok) return undefined;
  const net = (side: 'today' | 'draft') =>
    found.value[side].positions.find(({ organization }) => organization === to.organization)?.net;
  const [today, then] = [net('today'), net('draft')];
  return today && then ? { title: draft.title, today, draft: then } : undefined;
}

async function waitingOf({ governance, access }: LoaderContext, { board }: KitView): Promise<KitNumbers['waiting']> {
  if (board === undefined) return [];
  const found = await governance.decisions.body(access, board);
  return found.ok ? found.value.waiting.map(({ id, title }) => ({ id, title })) : [];
}

export function Numbers({ of }: { readonly of: KitNumbers }) {
  const { measures, money, waiting } = of;
  return (
    <Section title="Your own numbers" count={measures.length}>
      {measures.length === 0 ? (
        <Empty title="No figure that may be shown" />
      ) : (
        <table class="rows tight stacked">
          <caption class="sr">Each measure here, and in all practices together</caption>
          <thead>
            <tr>
              <th scope="col">Measure</th>
              <th scope="col" class="number">
                Here
              </th>
              <th scope="col" class="number">
                All together
              </th>
            </tr>
          </thead>
          <tbody>
            {measures.map(({ title, own, all }) => (
              <tr key={title}>
                <th scope="row">{title}</th>
                <td class="number" data-words="Here">
                  <Value strong>{showPercent(own)}</Value>
                </td>
                <td class="number" data-words="All together">
                  <Value>{showPercent(all)}</Value>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {money && (
        <p>
          <bdi>
            Money, as recorded lately: <Money of={money.today} /> under what was agreed, <Money of={money.draft} />{' '}
            under <Words>{money.title}</Words>.
          </bdi>
        </p>
      )}
      <p class="meta">
        {waiting.length === 0 ? (
          'No decision waits at the board.'
        ) : (
          <bdi>
            {counted(waiting.length, 'decision')} {waiting.length === 1 ? 'waits' : 'wait'}:{' '}
            <Words>{waiting.map(({ title }) => title).join('; ')}</Words>
          </bdi>
        )}
      </p>
    </Section>
  );
}
