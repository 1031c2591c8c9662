import { accepted, type Outcome } from '#fhir';
import type { Kept, KeptView, News, NewsLine, Subscription } from '#insight/contract';
import type { Done, LoaderContext, PageDefinition } from '../page.ts';
import { Button, Field, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { STAFF } from '../shell/places.ts';
import { showPercent } from './tally.tsx';

export type KeptShown = { readonly kept: Kept; readonly news: readonly News[] };

/** Everything one keeps, what one's organisation shares, and what one is told of. */
export const keptPage: PageDefinition<KeptShown> = {
  path: '/measures/kept',
  policy: { allow: 'roles', roles: STAFF },
  title: () => 'Views and news',
  loader: async ({ insight, access }) => {
    const kept = await insight.views.kept(access);
    if (!kept.ok) return kept;
    return accepted({ kept: kept.value, news: await insight.views.news(access) });
  },
  Page: ({ kept, news }) => (
    <div class="page">
      <p class="back">
        <a href="/measures">Measures</a>
      </p>
      <PageHead title="Views and news" under="Views you come back to, and figures you are told of." />
      <NewsOf news={news} />
      <Views views={kept.views} />
      <Subscriptions of={kept.subscriptions} />
    </div>
  ),
  actions: {
    keep: async (context, form) => {
      const text = (name: string) => form.get(name) ?? '';
      const wish = {
        name: text('name'),
        shared: text('shared') === 'yes',
        place: text('place'),
        pack: text('pack'),
        measure: text('measure'),
        dimension: text('dimension'),
        asAt: text('as-at'),
      };
      return said(context.insight.views.keepView(context.access, wish), 'Kept. It stands on your overview.');
    },
    end: ({ insight, access }, form) => said(insight.views.endView(access, form.get('id') ?? ''), 'Taken away.'),
    subscribe: ({ insight, access }, form) => {
      const text = (name: string) => form.get(name) ?? '';
      const wish = {
        place: text('place'),
        pack: text('pack'),
        measure: text('measure'),
        monthly: text('monthly') === 'yes',
      };
      return said(insight.views.subscribe(access, wish), 'You are told of it where you start, from the next time on.');
    },
    unsubscribe: ({ insight, access }, form) =>
      said(insight.views.unsubscribe(access, form.get('id') ?? ''), 'You are not told of it any more.'),
    seen: ({ insight, access }, form) => said(insight.views.seen(access, form.get('id') ?? ''), 'Seen.'),
  },
};

async function said(doing: Promise<Outcome<unknown>>, words: string): Promise<Outcome<Done>> {
  const done = await doing;
  return done.ok ? accepted({ to: '/measures/kept', said: words }) : done;
}

/** What whoever is signed in has not seen; nothing where it cannot be asked. */
export async function newsFor({ insight, access }: LoaderContext): Promise<readonly News[]> {
  return insight.views.news(access);
}

/** On the pages that somebody starts on, and beside what is kept. */
export function NewsOf({ news }: { readonly news: readonly News[] }) {
  if (news.length === 0) return null;
  return (
    <Section title="News of your figures" count={news.length}>
      <ul class="item-list">
        {news.map((one) => (
          <li key={one.subscription} data-row>
            <span class="item-title">
              <a href={newsHref(one)}>
                {one.lines.length === 1 ? one.lines[0]?.title : 'All measures'}, <bdi>{one.place.name}</bdi>
              </a>
            </span>
            <span class="item-words meta">
              As at <When at={one.day} />
              {one.lines.length === 0 && ': no rule speaks of any measure'}
            </span>
            {one.lines.map((line) => (
              <Line key={line.measure} of={line} named={one.lines.length > 1} />
            ))}
            <Post action="seen" to="/measures/kept">
              <input type="hidden" name="id" value={one.subscription} />
              <Button>
                Seen<span class="sr">: {one.place.name}</span>
              </Button>
            </Post>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const TONES = { better: 'better', worse: 'concern', change: 'quiet' } as const;

function Line({ of, named }: { readonly of: NewsLine; readonly named: boolean }) {
  return (
    <span class="item-words">
      {named && <>{of.title}: </>}
      <Value strong>{showPercent(of.percent)}</Value>
      {of.before !== undefined && (
        <>
          , the month before <Value>{showPercent(of.before)}</Value>
        </>
      )}{' '}
      {of.signals.map(({ meaning, words }) => (
        <span key={words}>
          <Tag tone={TONES[meaning]}>more than chance</Tag> <Words>{words}</Words>
        </span>
      ))}
    </span>
  );
}

function newsHref({ lines, place, pack }: News): string {
  const at = `place=${encodeURIComponent(place.id)}`;
  const [only] = lines;
  if (only && lines.length === 1) return `/measures/${encodeURIComponent(only.measure)}/signals?${at}`;
  return `/measures?${at}${pack === undefined ? '' : `&pack=${encodeURIComponent(pack)}`}`;
}

export function viewHref({ place, pack, measure, dimension, asAt }: KeptView): string {
  const on = asAt === undefined ? '' : `&asAt=${asAt}`;
  const at = `place=${encodeURIComponent(place)}${on}`;
  if (measure === undefined) return `/measures?${at}${pack === undefined ? '' : `&pack=${encodeURIComponent(pack)}`}`;
  return `/measures/${encodeURIComponent(measure)}?${at}${dimension === undefined ? '' : `#s-by-${dimension}`}`;
}

/** The views that one keeps or that are shared, as a row of links; and the way to all of them. */
export function KeptChips({ views }: { readonly views: readonly KeptView[] }) {
  return (
    <nav class="chips" aria-label="Views that are kept">
      {views.slice(0, CHIPS).map((view) => (
        <a key={view.id} class="chip" href={viewHref(view)} title={view.words}>
          <Words>{view.name}</Words>
        </a>
      ))}
      <a class="chip" href="/measures/kept">
        Views and news
      </a>
    </nav>
  );
}

const CHIPS = 8;

type Here = {
  readonly place: string;
  readonly pack?: string | undefined;
  readonly measure?: string;
  /** The day that is looked at, where it is not today. */
  readonly asAt?: string | undefined;
  readonly dimensions?: readonly { readonly dimension: string; readonly title: string }[];
};

/** Keeping what is in sight, and being told when it changes. */
export function KeepThis({ here }: { readonly here: Here }) {
  return (
    <details>
      <summary>Keep this view, or be told when it changes</summary>
      <div class="halves">
        <Post action="keep" to="/measures/kept">
          <Hidden of={here} />
          {here.asAt !== undefined && <input type="hidden" name="as-at" value={here.asAt} />}
          <Field label="Name of the view" name="name" required />
          {here.dimensions !== undefined && here.dimensions.length > 0 && (
            <div class="field">
              <label for="f-dimension">Opens at</label>
              <select id="f-dimension" name="dimension">
                <option value="">The whole</option>
                {here.dimensions.map(({ dimension, title }) => (
                  <option key={dimension} value={dimension}>
                    By {title.toLowerCase()}
                  </option>
                ))}
              </select>
            </div>
          )}
          <label class="tick">
            <input type="checkbox" name="shared" value="yes" /> Share it in my organisation
          </label>
          <Button>Keep it</Button>
        </Post>
        <Post action="subscribe" to="/measures/kept">
          <Hidden of={here} />
          <p>You are told where you start, with what you may see at that moment.</p>
          <label class="tick">
            <input type="checkbox" name="monthly" value="yes" checked /> At every month end, not only where a change is
            more than chance
          </label>
          <Button>Tell me</Button>
        </Post>
      </div>
    </details>
  );
}

function Hidden({ of: { place, pack, measure } }: { readonly of: Here }) {
  return (
    <>
      <input type="hidden" name="place" value={place} />
      {pack !== undefined && <input type="hidden" name="pack" value={pack} />}
      {measure !== undefined && <input type="hidden" name="measure" value={measure} />}
    </>
  );
}

function Views({ views }: { readonly views: readonly KeptView[] }) {
  return (
    <Section title="Views" count={views.length || undefined}>
      {views.length === 0 && (
        <Empty title="No view is kept yet">
          <p>Open the overview or a measure, choose place and day, and keep what you see.</p>
        </Empty>
      )}
      <ul class="item-list">
        {views.map((view) => (
          <li key={view.id} data-row>
            <span class="item-title">
              <a href={viewHref(view)}>
                <Words>{view.name}</Words>
              </a>
            </span>
            {view.shared && (
              <span class="item-fact">
                <Tag tone="quiet">shared in your organisation</Tag>
              </span>
            )}
            <span class="item-words meta">
              <Words>{view.words}</Words>
              {view.asAt !== undefined && (
                <>
                  , as at <When at={view.asAt} />
                </>
              )}
              {!view.mine && (
                <>
                  , kept by <Words>{view.by}</Words>
                </>
              )}
            </span>
            {view.ends && <Ending action="end" id={view.id} words="Take it away" of={view.name} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Subscriptions({ of }: { readonly of: readonly Subscription[] }) {
  return (
    <Section title="What you are told of" count={of.length || undefined}>
      {of.length === 0 && (
        <Empty title="Nothing yet">
          <p>A measure or an overview can tell you of every month end, or of changes that are more than chance.</p>
        </Empty>
      )}
      <ul class="item-list">
        {of.map(({ id, words, monthly }) => (
          <li key={id} data-row>
            <span class="item-title">
              <Words>{words}</Words>
            </span>
            <span class="item-words meta">
              {monthly
                ? 'at every month end, and where a change is more than chance'
                : 'where a change is more than chance'}
            </span>
            <Ending action="unsubscribe" id={id} words="Do not tell me" of={words} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Ending(props: { readonly action: string; readonly id: string; readonly words: string; readonly of: string }) {
  return (
    <Post action={props.action}>
      <input type="hidden" name="id" value={props.id} />
      <Button>
        {props.words}
        <span class="sr">
          : <Words>{props.of}</Words>
        </span>
      </Button>
    </Post>
  );
}
