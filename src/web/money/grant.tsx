import { accepted, type Outcome } from '#fhir';
import type { GrantLineView, GrantName, ReconciledLine, ReturnCell, ReturnPeriod, ReturnView } from '#money/contract';
import type { Done, PageDefinition } from '../page.ts';
import { Button, Field, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { capital, counted } from '../parts/words.ts';
import { GRANTS } from '../shell/places.ts';
import { Money } from './amount.tsx';
import { minorFrom } from './form.ts';
import { GrantMatch } from './match.tsx';
import { GrantLines, pathOfGrant } from './grants.tsx';

export type GrantShown = { readonly of: ReturnView };

/** The return of one grant and period: every figure made from record and ledger, none typed; frozen when it is submitted. */
export const grantPage: PageDefinition<GrantShown> = {
  path: '/money/grants/:instrument/:clause/:since',
  policy: { allow: 'roles', roles: GRANTS },
  title: ({ of }) => `Return of ${of.grant.title}`,
  loader: async ({ money, access, params, query }) => {
    const found = await money.grants.return(access, grantNameFrom(params), { from: query.get('from') ?? '' });
    return found.ok ? accepted({ of: found.value }) : found;
  },
  actions: {
    less: async ({ money, access, params }, form): Promise<Outcome<Done>> => {
      const name = grantNameFrom(params);
      const known = await money.grants.return(access, name, {});
      if (!known.ok) return known;
      const minor = minorFrom(form.get('amount') ?? '', known.value.grant.lines[0]?.amount.currency ?? 'GBP');
      if (!minor.ok) return minor;
      const asked = { line: form.get('line') ?? '', minor: minor.value, reason: form.get('reason') ?? '' };
      const done = await money.grants.agreeToLess(access, name, asked);
      return done.ok
        ? accepted({ to: pathOfGrant({ name }), said: 'Agreed: a budget can plan as little as that.' })
        : done;
    },
    submit: async ({ money, access, params }, form): Promise<Outcome<Done>> => {
      const name = grantNameFrom(params);
      const from = form.get('from') ?? '';
      const done = await money.grants.submit(access, name, {
        from,
        hash: form.get('hash') ?? '',
        reason: form.get('reason') ?? '',
      });
      const said = 'Submitted: these figures stay as they are. What comes later is shown beside them.';
      return done.ok ? accepted({ to: `${pathOfGrant({ name })}?from=${encodeURIComponent(from)}`, said }) : done;
    },
  },
  Page: ({ of }) => (
    <div class="page">
      <PageHead
        title={`Return of ${of.grant.title}`}
        under={
          <>
            To <Words>{of.grant.funder.name}</Words>, <When at={of.period.from} /> up to <When at={of.period.until} />.{' '}
            <State of={of.period} />
          </>
        }
      >
        <a class="button" href="/money/grants">
          All grants
        </a>
      </PageHead>
      <Figures of={of} />
      {of.may.submit && <Submit of={of} />}
      <Reconciled of={of} />
      <Section title="What the grant gives">
        <GrantLines of={of.grant.lines} title={of.grant.title} />
        {of.grant.match !== undefined && <GrantMatch of={of.grant.match} />}
        {of.grant.lines
          .filter(({ may }) => may.agree)
          .map((line) => (
            <Less key={line.id} of={line} />
          ))}
      </Section>
      <Periods of={of} />
      <Definitions of={of} />
    </div>
  ),
};

export function State({ of }: { readonly of: ReturnPeriod }) {
  switch (of.state) {
    case 'submitted':
      return <Tag tone="done">submitted</Tag>;
    case 'late':
      return <Tag tone="concern">late</Tag>;
    case 'to-submit':
      return <Tag tone="wait">to be submitted</Tag>;
    case 'running':
      return <Tag tone="quiet">still running</Tag>;
    case 'to-come':
      return <Tag tone="quiet">to come</Tag>;
  }
}

function Figures({ of }: { readonly of: ReturnView }) {
  const changed = of.cells.filter(({ submitted }) => submitted !== undefined).length;
  const aside = of.submissions.length > 0 && of.shown === 'now' && (
    <Tag tone={changed > 0 ? 'wait' : 'done'}>
      {changed > 0 ? `${counted(changed, 'figure')} changed since` : 'as submitted'}
    </Tag>
  );
  if (of.cells.length === 0)
    return (
      <Section title="Figures">
        <Empty title="Not submitted yet">
          <p>The figures are here once whoever is paid by the grant has submitted them.</p>
        </Empty>
      </Section>
    );
  return (
    <Section title="Figures" aside={aside}>
      {of.pack.definitions.map(({ cell }) => (
        <Figure key={cell} of={of} cells={of.cells.filter((one) => one.cell === cell)} />
      ))}
      <Files of={of} />
    </Section>
  );
}

function Figure({ of, cells }: { readonly of: ReturnView; readonly cells: readonly ReturnCell[] }) {
  const [whole, ...parts] = cells;
  if (!whole) return null;
  const told = parts.filter(({ value, submitted }) => value !== 0 || submitted !== undefined);
  return (
    <>
      <ul class="item-list">
        <li data-row>
          <span class="item-title">
            <Words>{whole.words}</Words>
          </span>
          <span class="item-fact">
            <Told of={of} cell={whole} />
          </span>
        </li>
      </ul>
      {told.length > 0 && (
        <details>
          <summary>
            <bdi>{counted(told.length, 'part')}</bdi>
          </summary>
          <ul class="item-list">
            {told.map((one) => (
              <li key={one.part} data-row>
                <span class="item-title">
                  <Value>{one.part}</Value>
                </span>
                <span class="item-fact">
                  <Told of={of} cell={one} />
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** A figure, which leads to what it was counted from, with what was submitted where that is another. */
function Told({ of, cell }: { readonly of: ReturnView; readonly cell: ReturnCell }) {
  const figure =
    cell.value === undefined ? (
      <span class="meta">not told: too few</span>
    ) : cell.amount ? (
      <Money of={cell.amount} strong />
    ) : (
      <Value strong>{cell.value}</Value>
    );
  const asked = new URLSearchParams({ from: of.period.from, figure: cell.cell, part: cell.part });
  const name = cell.part === '' ? cell.words : `${cell.cell}, ${cell.part}`;
  return (
    <>
      {of.may.trace && cell.value !== 0 ? (
        <a href={`${pathOfGrant(of.grant)}/figure?${asked}`}>
          {figure}
          <span class="sr"> {name}: what it was counted from</span>
        </a>
      ) : (
        figure
      )}
      {cell.submitted !== undefined && ' '}
      {cell.submitted !== undefined && (
        <Tag tone="wait">
          <Value>{cell.submitted}</Value> submitted
        </Tag>
      )}
    </>
  );
}

const FILES = [
  ['csv', 'CSV'],
  ['xlsx', 'Spreadsheet'],
  ['adx', 'ADX'],
  ['datavalueset', 'DHIS2'],
] as const;

function Files({ of }: { readonly of: ReturnView }) {
  const files = of.submissions.length > 0 ? FILES : FILES.slice(0, 2);
  return (
    <p class="actions">
      {files.map(([format, words]) => (
        <a key={format} class="button" href={`/api${pathOfGrant(of.grant)}/return/${format}?from=${of.period.from}`}>
          {words}
        </a>
      ))}
    </p>
  );
}

/** For whoever speaks for a protected line: nobody else can let it have less. */
function Less({ of }: { readonly of: GrantLineView }) {
  return (
    <details>
      <summary>
        Agree to less for <Words>{of.words}</Words>
      </summary>
      <Post action="less">
        <input type="hidden" name="line" value={of.id} />
        <Field label="Amount that may be planned instead" name="amount" id={`amount-${of.id}`} required />
        <Field label="Why" name="reason" id={`reason-${of.id}`} hint="All partners read it." required />
        <p class="actions">
          <Button>Agree to it</Button>
        </p>
      </Post>
    </details>
  );
}

function Submit({ of }: { readonly of: ReturnView }) {
  const again = of.submissions.length > 0;
  return (
    <Section title={again ? 'Submit a correction' : 'Submit'}>
      <Post action="submit">
        <input type="hidden" name="from" value={of.period.from} />
        <input type="hidden" name="hash" value={of.hash} />
        {again && <Field label="Why the figures changed" name="reason" required />}
        <p class="actions">
          <Button kind="main">{again ? 'Submit the correction' : 'Submit these figures'}</Button>
        </p>
      </Post>
    </Section>
  );
}

function Reconciled({ of }: { readonly of: ReturnView }) {
  const { total, lines, adds, notes } = of.reconciled;
  if (lines.length === 0 && total.visits === 0) return null;
  return (
    <Section
      title="Who paid for what"
      aside={adds ? <Tag tone="done">adds up</Tag> : <Tag tone="concern">does not add up</Tag>}
    >
      <table class="rows stacked">
        <caption class="sr">What everything cost, by who paid it</caption>
        <thead>
          <tr>
            <th scope="col">Who</th>
            <th scope="col" class="number">
              Visits that count for it
            </th>
            <th scope="col" class="number">
              Amount
            </th>
          </tr>
        </thead>
        <tbody>
          {[...lines, total].map((one) => (
            <Line key={one.words} of={one} />
          ))}
        </tbody>
      </table>
      {notes.map((words) => (
        <p key={words} class="item-words meta">
          <Words>{words}</Words>
        </p>
      ))}
    </Section>
  );
}

function Line({ of }: { readonly of: ReconciledLine }) {
  return (
    <tr data-row>
      <th scope="row">
        <Words>{of.words}</Words>
      </th>
      <td class="number" data-words="Visits">
        <Value>{of.visits}</Value>
      </td>
      <td class="number" data-words="Amount">
        <Money of={of.amount} />
      </td>
    </tr>
  );
}

function Periods({ of }: { readonly of: ReturnView }) {
  return (
    <Section title="Periods" count={of.grant.periods.length}>
      <ul class="item-list">
        {of.grant.periods.map((one) => (
          <li key={one.from} data-row>
            <span class="item-title">
              <a
                href={`${pathOfGrant(of.grant)}?from=${one.from}`}
                {...(one.from === of.period.from ? { 'aria-current': 'page' as const } : {})}
              >
                <When at={one.from} /> up to <When at={one.until} />
              </a>
            </span>
            <span class="item-fact">
              <State of={one} />
            </span>
            <span class="item-words meta">
              Due <When at={one.due} />
              {one.submitted > 1 && (
                <>
                  , submitted <Value>{one.submitted}</Value> times
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      {of.submissions.map(({ number, by, at, reason }) => (
        <p key={number} class="item-words meta">
          Submission <Value>{number}</Value> of this period: <Words>{by}</Words>, <When at={at} time />
          {reason !== undefined && (
            <>
              . <Words>{reason}</Words>
            </>
          )}
        </p>
      ))}
    </Section>
  );
}

function Definitions({ of }: { readonly of: ReturnView }) {
  return (
    <Section title="What the figures are">
      <p>
        <Words>{capital(of.pack.title)}</Words>. <Words>{of.pack.source}</Words> Numbers only: no opt-out reaches them,
        and nobody was left out.
      </p>
      <ul>
        {of.pack.unverified.map((words) => (
          <li key={words}>
            <Words>{words}</Words>
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function grantNameFrom(params: Readonly<Record<string, string>>): GrantName {
  return { instrument: params['instrument'] ?? '', clause: params['clause'] ?? '', since: params['since'] ?? '' };
}
