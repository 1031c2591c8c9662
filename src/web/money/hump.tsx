import { accepted } from '#fhir';
import type { BackView, HumpName, HumpView } from '#money/contract';
import { Curve, monthWords } from '../charts/curve.tsx';
import type { PageDefinition } from '../page.ts';
import { Fact } from '../parts/fact.tsx';
import { Button, Field, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { capital, counted } from '../parts/words.ts';
import { MONEY } from '../shell/places.ts';
import { Money, MoneyOrNone } from './amount.tsx';
import { humpPath } from './form.ts';
import { Tranche } from './tranche.tsx';

export type HumpShown = {
  readonly of: HumpView;
  readonly typed?: Readonly<Record<string, string>> | undefined;
};

/** Double-running money: how high the curve rises and when it is met, what holds each tranche, what came back. */
export const humpPage: PageDefinition<HumpShown> = {
  path: '/money/transition/:instrument/:clause',
  policy: { allow: 'roles', roles: MONEY },
  title: ({ of }) => capital(of.fund),
  loader: async ({ money, access, params, query, typed }) => {
    const of = await money.hump.hump(access, nameIn(params), query.get('slip') ?? '');
    if (!of.ok) return of;
    return accepted({ of: of.value, ...(typed === undefined ? {} : { typed: Object.fromEntries(typed) }) });
  },
  actions: {
    show: async ({ money, access, params }, form) => {
      const text = (name: string) => form.get(name) ?? '';
      const said = { tranche: text('tranche'), milestone: text('milestone'), words: text('words') };
      const shown = { ...said, hash: text('hash'), paper: text('paper') };
      const done = await money.hump.showMilestone(access, nameIn(params), shown);
      return done.ok ? accepted({ to: humpPath(nameIn(params)), said: 'Kept: it shows the milestone.' }) : done;
    },
    release: async ({ money, access, params }, form) => {
      const text = (name: string) => form.get(name) ?? '';
      const asked = { tranche: text('tranche'), paper: text('paper'), words: text('words') };
      const done = await money.hump.releaseTranche(access, nameIn(params), asked);
      return done.ok ? accepted({ to: humpPath(nameIn(params)), said: 'Given, and entered.' }) : done;
    },
    slip: async ({ money, access, params }, form) => {
      const slip = { months: form.get('months') ?? '', reason: form.get('reason') ?? '' };
      const done = await money.hump.slipHump(access, nameIn(params), slip);
      return done.ok ? accepted({ to: humpPath(nameIn(params)), said: 'Kept: the forecast goes by it.' }) : done;
    },
    saved: async ({ money, access, params }, form) => {
      const period = { from: form.get('from') ?? '', minor: Number(form.get('minor')) };
      const done = await money.hump.agreeSaving(access, nameIn(params), period);
      return done.ok ? accepted({ to: humpPath(nameIn(params)), said: 'Agreed, and entered.' }) : done;
    },
  },
  Page: ({ of, typed }) => (
    <div class="page">
      <p class="back">
        <a href="/money/transition">Double-running money</a>
      </p>
      <PageHead
        title={capital(of.fund)}
        under={
          <>
            <Words>{of.title}</Words>, paragraph <Value>{of.paragraph}</Value>: <Words>{of.by.name}</Words> gives it to{' '}
            <Words>{of.to.name}</Words>, <When at={of.from} /> to <When at={of.until} />.
          </>
        }
      />
      <Outlook of={of} />
      {of.tranches.map((tranche) => (
        <Tranche key={tranche.id} of={of} tranche={tranche} typed={typed} />
      ))}
      <Back of={of} />
      <Slips of={of} typed={typed} />
    </div>
  ),
};

function nameIn(params: Readonly<Record<string, string>>): HumpName {
  return { instrument: params['instrument'] ?? '', clause: params['clause'] ?? '' };
}

function Outlook({ of }: { readonly of: HumpView }) {
  const { forecast, agreed, asked, short } = of;
  return (
    <Section title={asked === undefined ? 'What it will take' : `What if it came ${counted(asked, 'month')} later`}>
      <dl class="facts sums">
        <Fact name="Highest">
          {forecast.peak ? (
            <>
              <Money of={forecast.peak.amount} strong /> <span class="meta">in {monthWords(forecast.peak.month)}</span>
            </>
          ) : (
            <span class="meta">nothing</span>
          )}
        </Fact>
        <Fact name="Met by savings">
          {forecast.met ? (
            <strong>{monthWords(forecast.met)}</strong>
          ) : (
            <span class="meta">not within these years</span>
          )}
        </Fact>
        {agreed && (
          <Fact name="As agreed">
            {agreed.peak ? <Money of={agreed.peak.amount} /> : 'nothing'},{' '}
            {agreed.met ? `met in ${monthWords(agreed.met)}` : 'not met'}
          </Fact>
        )}
        <Fact name="Tranches">
          <Money of={of.all} />
        </Fact>
      </dl>
      {short && (
        <p>
          <Tag tone="concern">
            <Money of={short} /> missing
          </Tag>{' '}
          The tranches do not reach what it takes at its highest.
        </p>
      )}
      <Curve of={forecast} agreed={agreed} />
      <Saving of={of} />
      <form method="get" class="form" action={humpPath(of)}>
        <Field
          label="What if it came so many months later"
          name="slip"
          id="slip-asked"
          value={asked === undefined ? '' : String(asked)}
        />
        <p class="actions">
          <Button>Look</Button>
        </p>
      </form>
    </Section>
  );
}

function Saving({ of: { savings } }: { readonly of: HumpView }) {
  if (!savings) return null;
  return (
    <p class="meta">
      Saved is <Money of={savings.worth} /> for each <Words>{savings.words}</Words> fewer than {savings.before} a month
      that <Words>{savings.at.name}</Words> records. Months that are over go by the record, those to come by what was
      agreed.
    </p>
  );
}

function Back({ of }: { readonly of: HumpView }) {
  if (!of.payBack) return null;
  const next = of.back.find(({ agreed }) => !agreed);
  return (
    <Section title="Paid back">
      <p class="meta">
        {of.payBack.percent} % of what is saved from <When at={of.payBack.from} /> on, at most{' '}
        <Money of={of.payBack.most} /> and never more than was given.
      </p>
      {of.back.length === 0 ? (
        <Empty title="No period of paying back is over yet" />
      ) : (
        <ul class="item-list">
          {of.back.map((part) => (
            <Period key={part.from} of={of} part={part} next={part === next} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Period({ of, part, next }: { readonly of: HumpView; readonly part: BackView; readonly next: boolean }) {
  return (
    <li data-row>
      <span class="item-title">
        <When at={part.from} /> to <When at={part.until} />
      </span>
      <span class="item-fact">
        <MoneyOrNone of={part.amount} />
      </span>
      <span class="item-words meta">
        Saved since the paying back began: <MoneyOrNone of={part.saved} />.{' '}
        {part.agreed ? 'Agreed and entered.' : 'Not agreed yet.'}
      </span>
      {next && of.may.release && (
        <Post action="saved" to={humpPath(of)}>
          <input type="hidden" name="from" value={part.from} />
          <input type="hidden" name="minor" value={part.amount.minor} />
          <p class="actions">
            <Button>Agree what was saved</Button>
          </p>
        </Post>
      )}
    </li>
  );
}

function Slips({ of, typed }: HumpShown) {
  if (of.slips.length === 0 && !of.may.slip) return null;
  return (
    <Section title="Later than agreed" count={of.slips.length}>
      <ul class="item-list">
        {of.slips.map(({ month, months, reason, by, at }) => (
          <li key={at} data-row>
            <span class="item-title">
              {counted(months, 'month')} later from {monthWords(month)} on
            </span>
            <span class="item-words meta">
              <Words>{reason}</Words> <When at={at} time />, <Words>{by}</Words>
            </span>
          </li>
        ))}
      </ul>
      {of.may.slip && (
        <Post action="slip" to={humpPath(of)}>
          <Field label="How many months later does it come" name="months" required value={typed?.['months']} />
          <Field label="Why" name="reason" required value={typed?.['reason']} hint="The other partners read it." />
          <p class="actions">
            <Button>Keep it</Button>
          </p>
        </Post>
      )}
    </Section>
  );
}
