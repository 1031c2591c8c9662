import type { ComponentChildren } from 'preact';
import { amountWords } from '#agreement';
import type { PaperView, PositionView, RightMove, Say } from '#governance/contract';
import { Money } from '../money/amount.tsx';
import { Fact } from '../parts/fact.tsx';
import { Button, Field, Post } from '../parts/form.tsx';
import { Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { topicWords } from './parts.tsx';

const OFFERS: Readonly<Record<NonNullable<PositionView['offer']>['state'], string>> = {
  open: 'waits for an answer',
  accepted: 'accepted',
  refused: 'turned down',
  arbitrated: 'settled by the chair',
};

const FROM: Readonly<Record<PositionView['moneyFrom'], string>> = {
  simulation: 'what was recorded, replayed under the version',
  moves: 'what moves, at its price, a year',
  said: 'as they say',
  'no-money': 'The version has no part about money.',
  'not-known': '',
};

type PositionsShown = {
  readonly of: PaperView;
  readonly opensMoney: boolean;
  readonly typed?: URLSearchParams | undefined;
};

/** What a paper means for each partner: money, activity, staff, and what is theirs to decide. What nobody knows is said to be not known. */
export function Positions({ of, opensMoney, typed }: PositionsShown) {
  if (of.positions.length === 0) return null;
  return (
    <Section title="What it means for each partner">
      <Simulated of={of} opensMoney={opensMoney} />
      <ul class="item-list">
        {of.positions.map((one) => (
          <Partner key={one.organization} of={one} />
        ))}
      </ul>
      {of.may.simulate && <Replay of={of} typed={typed?.get('action') === 'simulate' ? typed : undefined} />}
    </Section>
  );
}

function Partner({ of }: { readonly of: PositionView }) {
  return (
    <li data-row>
      <span class="item-title">
        <Words>{of.name}</Words>
      </span>
      <span class="item-fact">{of.loses && <Tag tone="concern">loses</Tag>}</span>
      <div class="item-words">
        <dl class="facts">
          <Fact name="Money">
            <MoneyOf of={of} />
          </Fact>
          <Fact name="Activity">
            <Activity of={of.activity} />
          </Fact>
          <Fact name="Staff">
            <StaffOf of={of.staff} />
          </Fact>
          <Fact name="Who decides">
            <Rights of={of.rights} />
          </Fact>
          {of.words !== undefined && (
            <Fact name="They say">
              <Words>{of.words}</Words>
            </Fact>
          )}
          {(of.offer ?? of.loses) && (
            <Fact name="Offered">
              <Offered of={of} />
            </Fact>
          )}
        </dl>
      </div>
    </li>
  );
}

function NotKnown() {
  return <span class="meta">not known</span>;
}

function MoneyOf({ of }: { readonly of: PositionView }) {
  if (of.money.length === 0) return of.moneyFrom === 'no-money' ? <>{FROM['no-money']}</> : <NotKnown />;
  return (
    <bdi>
      {of.money.map((money) => (
        <Money key={money.currency} of={money} />
      ))}{' '}
      <span class="meta">({FROM[of.moneyFrom]})</span>
    </bdi>
  );
}

function Activity({ of }: { readonly of: PositionView['activity'] }) {
  if (of.length === 0) return <NotKnown />;
  return (
    <bdi>
      {of.map(({ what, perYear }) => (
        <span key={what}>
          <Signed>{perYear}</Signed> <Words>{what}</Words> a year.{' '}
        </span>
      ))}
    </bdi>
  );
}

function StaffOf({ of: { hours, workers } }: { readonly of: PositionView['staff'] }) {
  if (hours === undefined && workers === undefined) return <NotKnown />;
  return (
    <bdi>
      {hours === undefined ? (
        'Hours not known; '
      ) : (
        <>
          <Signed>{hours}</Signed> hours of work a year;{' '}
        </>
      )}
      {workers === undefined ? (
        'how many people move is not known.'
      ) : workers === 0 ? (
        'nobody moves.'
      ) : (
        <>
          <Signed>{workers}</Signed> {Math.abs(workers) === 1 ? 'person moves.' : 'people move.'}
        </>
      )}
    </bdi>
  );
}

function Signed({ children }: { readonly children: number }) {
  const sign = children > 0 ? '+' : children < 0 ? '\u2212' : '';
  return <Value>{`${sign}${Math.abs(children).toLocaleString('en-GB')}`}</Value>;
}

function Rights({ of }: { readonly of: readonly RightMove[] | undefined }) {
  if (!of) return <NotKnown />;
  if (of.length === 0) return <>nothing moves</>;
  return (
    <>
      {of.map(({ topic, before, after }) => (
        <p key={topic}>
          <bdi>
            {topicWords(topic)}: until now <Words>{saysWords(before)}</Words>; under the version{' '}
            <Words>{saysWords(after)}</Words>.
          </bdi>
        </p>
      ))}
    </>
  );
}

/** 'decides by itself', or 'The board with 1 vote of 3 up to £50,000.00, and has to agree'. */
function saysWords(says: readonly Say[]): string {
  return says.length === 0 ? 'it decides by itself' : says.map(sayWords).join('; ');
}

function sayWords({ body, upTo, votes, of, mustAgree, consulted }: Say): string {
  const part = votes > 0 ? `with ${votes} of ${of} votes` : consulted ? 'asks it before it decides' : 'without it';
  const limit = upTo ? ` up to ${amountWords(upTo)}` : '';
  return `${body}${limit} ${part}${mustAgree ? ', and it has to agree' : ''}`;
}

function Offered({ of: { offer } }: { readonly of: PositionView }) {
  if (!offer) return <>Nothing is offered yet: until then it cannot be decided.</>;
  return (
    <bdi>
      <Words>{offer.words}</Words> ({OFFERS[offer.state]}
      {offer.answer !== undefined && (
        <>
          : <Words>{offer.answer}</Words>
        </>
      )}
      )
    </bdi>
  );
}

function Simulated({ of, opensMoney }: Pick<PositionsShown, 'of' | 'opensMoney'>) {
  const { simulated, draft } = of;
  if (!simulated) return null;
  const { at, by, from, until, told } = simulated;
  return (
    <p class="meta">
      What was recorded from <When at={from} /> to <When at={until} /> was replayed under the version on{' '}
      <When at={at} time /> by <Words>{by}</Words>.{' '}
      {!told && 'What came of it is told to those who decide about the paper, and to nobody who bids against a party. '}
      {told && opensMoney && draft && (
        <a href={replayHref(draft, { from, until })}>Open what each puts in, pays and earns</a>
      )}
    </p>
  );
}

function replayHref(draft: NonNullable<PaperView['draft']>, days: { readonly from: string; readonly until: string }) {
  return `/money/simulate?${new URLSearchParams({ of: `${draft.version} ${draft.instrument}`, ...days })}`;
}

/** Asked of money; who asks tells those who decide. */
function Replay({ of, typed }: { readonly of: PaperView; readonly typed: URLSearchParams | undefined }) {
  return (
    <Folded open={typed !== undefined || !of.simulated}>
      <Post action="simulate">
        <p class="hint">
          Replays what was recorded, as if everybody had signed the version. What each party gains or loses is then told
          to those who decide about the paper.
        </p>
        <Field
          label="From which day"
          name="from"
          id="replay-from"
          type="date"
          hint="Empty: its last year that has begun."
          value={typed?.get('from') ?? ''}
        />
        <Field label="Up to which day" name="until" id="replay-until" type="date" value={typed?.get('until') ?? ''} />
        <p class="actions">
          <Button>Replay it</Button>
        </p>
      </Post>
    </Folded>
  );
}

function Folded({ open, children }: { readonly open: boolean; readonly children: ComponentChildren }) {
  return (
    <details open={open}>
      <summary>Work out the money from what was recorded</summary>
      {children}
    </details>
  );
}
