import { accepted, type Outcome } from '#fhir';
import type { CountedMeasure, PaperView } from '#governance/contract';
import { agreementHref } from '../governance/path.ts';
import { amountFrom } from '../governance/scheme-form.ts';
import { Money } from '../money/amount.tsx';
import type { Done, LoaderContext, PageDefinition } from '../page.ts';
import { Fact } from '../parts/fact.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { MONEY, STAFF } from '../shell/places.ts';
import { Effect, NameMeasure, seenInOf } from './effect.tsx';
import { PaperDeeds } from './paper-deeds.tsx';
import { PaperTag, topicWords } from './parts.tsx';
import { Positions } from './positions.tsx';

export type PaperShown = {
  readonly paper: PaperView;
  /** To choose from, where a measure can be named for what was decided. */
  readonly measures?: readonly CountedMeasure[];
  /** Whether this seat opens what agreements would cost. */
  readonly opensMoney?: boolean;
  readonly typed?: URLSearchParams | undefined;
};

/** One item: what is asked and expected, what it means for each partner, who takes no part, how it was voted, and what came of it. */
export const paperPage: PageDefinition<PaperShown> = {
  path: '/papers/:id',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ paper }) => paper.title,
  loader: async ({ governance, access, params, typed }) => {
    const found = await governance.decisions.paper(access, params['id'] ?? '');
    if (!found.ok) return found;
    const measures = found.value.may.nameMeasure ? await governance.decisions.measures(access) : [];
    const opensMoney = MONEY.includes(access.role);
    return accepted({ paper: found.value, measures, opensMoney, ...(typed ? { typed } : {}) });
  },
  Page: ({ paper, measures = [], opensMoney = false, typed }) => (
    <div class="page">
      <Back of={paper} />
      <PageHead
        title={<Words>{paper.title}</Words>}
        under={
          <>
            Put by <Words>{paper.putBy}</Words> on <When at={paper.putOn} />, before <Words>{paper.body}</Words>
          </>
        }
      >
        <p class="state-now">
          <PaperTag is={paper.state} />
        </p>
      </PageHead>
      <Asked of={paper} />
      <Effect of={paper} />
      {paper.may.nameMeasure && <NameMeasure measures={measures} typed={typed} />}
      <Positions of={paper} opensMoney={opensMoney} typed={typed} />
      <Interests of={paper} />
      <Voted of={paper} />
      <PaperDeeds paper={paper} typed={typed} />
      <Told of={paper} />
    </div>
  ),
  actions: {
    table: (context, form) =>
      done(context, 'It is on the agenda.', (at, id) => at.table(context.access, id, form.get('meeting') ?? '')),
    declare: (context, form) =>
      done(context, 'It is written down: you take no part in this item.', (at, id) =>
        at.declare(context.access, id, form.get('words') ?? ''),
      ),
    'let-in': (context, form) =>
      done(context, 'Let in, with the reason.', (at, id) =>
        at.letIn(context.access, id, { seat: form.get('seat') ?? '', reason: form.get('words') ?? '' }),
      ),
    vote: (context, form) =>
      done(context, 'The vote is written down.', (at, id) =>
        at.vote(context.access, id, {
          vote: form.get('vote') ?? '',
          reason: form.get('reason') ?? '',
          seat: form.get('seat') ?? '',
        }),
      ),
    decide: (context, form) =>
      done(context, 'Written down.', (at, id) => at.decide(context.access, id, form.get('words') ?? '')),
    'put-back': (context, form) =>
      done(context, 'It waits for another meeting.', (at, id) =>
        at.putBack(context.access, id, form.get('words') ?? ''),
      ),
    'send-up': (context, form) =>
      done(context, 'It went up.', (at, id) => at.sendUp(context.access, id, form.get('words') ?? '')),
    withdraw: (context, form) =>
      done(context, 'Taken back.', (at, id) => at.withdraw(context.access, id, form.get('words') ?? '')),
    position: async (context, form) => {
      const given = amountFrom((form.get('money') ?? '').replace(/^[-\u2212]/, ''), 'GBP');
      if (!given.ok) return given;
      const sign = form.get('loses') === 'yes' ? -1 : 1;
      const money = given.value && { ...given.value, minor: sign * given.value.minor };
      return done(context, 'It stands on the paper.', (at, id) =>
        at.position(context.access, id, {
          loses: sign < 0,
          words: form.get('words') ?? '',
          ...(money ? { money } : {}),
        }),
      );
    },
    simulate: (context, form) =>
      done(context, 'What each partner would gain or lose stands on the paper.', (at, id) =>
        at.simulate(context.access, id, { from: form.get('from') ?? '', until: form.get('until') ?? '' }),
      ),
    offer: (context, form) =>
      done(context, 'It is offered.', (at, id) =>
        at.offer(context.access, id, { to: form.get('to') ?? '', words: form.get('words') ?? '' }),
      ),
    answer: (context, form) =>
      done(context, 'Your answer stands on the paper.', (at, id) =>
        at.answer(context.access, id, { accepts: form.get('accepts') === 'yes', words: form.get('words') ?? '' }),
      ),
    arbitrate: (context, form) =>
      done(context, 'It is settled for this paper.', (at, id) =>
        at.arbitrate(context.access, id, { of: form.get('of') ?? '', words: form.get('words') ?? '' }),
      ),
    'name-measure': (context, form) =>
      done(context, 'It stands with the decision, with its own day.', (at, id) =>
        at.nameMeasure(
          context.access,
          id,
          seenInOf((name) => (form.get(name) ?? '').trim()),
        ),
      ),
    measure: (context, form) =>
      done(context, 'It stands beside what was expected.', (at, id) =>
        at.measure(context.access, id, form.get('words') ?? ''),
      ),
  },
};

async function done(
  { governance, params }: LoaderContext,
  said: string,
  work: (at: LoaderContext['governance']['decisions'], id: string) => Promise<Outcome<true>>,
): Promise<Outcome<Done>> {
  const id = params['id'] ?? '';
  const outcome = await work(governance.decisions, id);
  return outcome.ok ? accepted({ to: `/papers/${encodeURIComponent(id)}`, said }) : outcome;
}

type Of = { readonly of: PaperView };

function Back({ of }: Of) {
  if (of.meeting !== undefined) {
    return (
      <p class="back">
        <a href={`/meetings/${of.meeting}`}>The meeting</a>
      </p>
    );
  }
  return of.bodyId === undefined ? null : (
    <p class="back">
      <a href={`/bodies/${encodeURIComponent(of.bodyId)}`}>
        <Words>{of.body}</Words>
      </a>
    </p>
  );
}

function Asked({ of }: Of) {
  return (
    <Section title="What is asked">
      <p>
        <Words>{of.ask}</Words>
      </p>
      <dl class="facts">
        <Fact name="Topic">{topicWords(of.topic)}</Fact>
        {of.amount && (
          <Fact name="For how much">
            <Money of={of.amount} />
          </Fact>
        )}
        <Fact name="Expected">
          <Words>{of.effect}</Words>
        </Fact>
        {of.measured === undefined ? (
          <Fact name="Looked at">
            on <When at={of.reviewOn} />
          </Fact>
        ) : (
          <Fact name="What came of it">
            <Words>{of.measured}</Words>
          </Fact>
        )}
        {of.suppliers.length > 0 && (
          <Fact name="Suppliers">
            <Words>{of.suppliers.join(', ')}</Words>
          </Fact>
        )}
        {of.concerned.length > 0 && (
          <Fact name="Concerns">
            <Words>{of.concerned.join(', ')}</Words>
          </Fact>
        )}
        {of.draft && (
          <Fact name="Agreement proposed">
            <a href={agreementHref(of.draft.instrument, of.draft.version, '/simulate')}>what it would change</a>
          </Fact>
        )}
      </dl>
      {of.sentUp && (
        <p>
          <bdi>
            Sent up from <Words>{of.sentUp.from}</Words>: <Words>{of.sentUp.why}</Words>
          </bdi>
        </p>
      )}
      {of.decision !== undefined && <blockquote dir="auto">{of.decision}</blockquote>}
    </Section>
  );
}

function Interests({ of }: Of) {
  const lines = [...of.interests, ...of.recused.map(({ name, because }) => ({ name, words: because, out: true }))];
  if (lines.length === 0) return null;
  return (
    <Section title="Interests" count={lines.length}>
      <ul class="item-list">
        {lines.map(({ name, words, out }) => (
          <li key={`${name} ${words}`}>
            <span class="item-title">
              <Words>{name}</Words>
            </span>
            <span class="item-fact">
              {out ? <Tag tone="concern">takes no part</Tag> : <Tag tone="wait">for all to know</Tag>}
            </span>
            <span class="item-words meta">
              <Words>{words}</Words>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const VOTES = { for: ['done', 'for'], against: ['concern', 'against'], abstains: ['quiet', 'neither'] } as const;

function Voted({ of }: Of) {
  const { tally } = of;
  if (!tally && of.votes.length === 0) return null;
  return (
    <Section title="The vote" aside={tally ? `${tally.eligible.length} may vote, ${tally.quorum} needed` : undefined}>
      {of.votes.length === 0 ? (
        <Empty title="Nobody has voted yet" />
      ) : (
        <ul class="item-list">
          {of.votes.map(({ name, vote, reason }) => (
            <li key={name}>
              <span class="item-title">
                <Words>{name}</Words>
              </span>
              <span class="item-fact">
                <Tag tone={VOTES[vote][0]}>{VOTES[vote][1]}</Tag>
              </span>
              {reason !== undefined && (
                <span class="item-words">
                  <Words>{reason}</Words>
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {tally && tally.outcome === 'not-quorate' && <p>Too few of those there may vote on it.</p>}
    </Section>
  );
}

function Told({ of }: Of) {
  if (of.outcomes.length === 0) return null;
  return (
    <Section title="What happened">
      <ol class="item-list">
        {of.outcomes.map((one) => (
          <li key={`${one.at} ${one.words}`}>
            <span class="item-title">
              <Words>{one.words}</Words>
            </span>
            <span class="item-fact">
              <When at={one.at} time />
            </span>
            <span class="item-words meta">
              <Words>{one.by}</Words>
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
