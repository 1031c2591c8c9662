import { accepted, type Outcome } from '#fhir';
import type { StockLot, StockTransfer } from '#money/contract';
import type { Done, PageDefinition } from '../../page.ts';
import { Fact } from '../../parts/fact.tsx';
import { Button, Field, Post } from '../../parts/form.tsx';
import { PageHead, Section } from '../../parts/section.tsx';
import { Tag } from '../../parts/tag.tsx';
import { Value, When, Words } from '../../parts/value.tsx';
import { STOCK } from '../../shell/places.ts';
import { LotWords, lotsFrom, TransferTag, unitOf, wholeFrom } from './words.tsx';

export type TransferShown = { readonly of: StockTransfer };

/** One request between two sites: asked, offered, sent, received. */
export const transferPage: PageDefinition<TransferShown> = {
  path: '/stock/transfers/:id',
  policy: { allow: 'roles', roles: STOCK },
  title: ({ of }) => `${of.words}: ${of.from.name} to ${of.to.name}`,
  loader: async ({ money, access, params }) => {
    const found = await money.stock.transfer(access, params['id'] ?? '');
    return found.ok ? accepted({ of: found.value }) : found;
  },
  actions: {
    offer: async ({ money, access, params }, form) => {
      const [id, reason] = [params['id'] ?? '', form.get('reason') ?? ''];
      const quantity = wholeFrom(form.get('quantity'));
      return done(await money.stock.answerTransfer(access, { id, quantity, reason }), id, 'Offered: send it now.');
    },
    refuse: async ({ money, access, params }, form) => {
      const [id, reason] = [params['id'] ?? '', form.get('reason') ?? ''];
      return done(await money.stock.answerTransfer(access, { id, reason }), id, 'Turned down: they are told why.');
    },
    send: async ({ money, access, params }, form) => {
      const id = params['id'] ?? '';
      return done(await money.stock.sendTransfer(access, { id, lots: lotsFrom(form) }), id, 'It is on its way.');
    },
    receive: async ({ money, access, params }, form) => {
      const id = params['id'] ?? '';
      const arrived = { id, key: form.get('key') ?? '', lots: lotsFrom(form), reason: form.get('reason') ?? '' };
      return done(await money.stock.receiveTransfer(access, arrived), id, 'Entered.');
    },
    withdraw: async ({ money, access, params }) => {
      const id = params['id'] ?? '';
      return done(await money.stock.withdrawTransfer(access, id), id, 'Taken back.');
    },
  },
  Page: ({ of }) => (
    <div class="page">
      <p class="back">
        <a href="/stock">All stock</a>
      </p>
      <PageHead
        title={of.words}
        under={
          <>
            <Words>{of.from.name}</Words> to <Words>{of.to.name}</Words>
          </>
        }
      >
        <TransferTag state={of.state} />
      </PageHead>
      <Asked of={of} />
      {of.may.offer && <Offer of={of} />}
      {of.may.send && <Send of={of} />}
      {of.may.receive && <Receive of={of} />}
    </div>
  ),
};

function Asked({ of }: { readonly of: StockTransfer }) {
  return (
    <Section title="What was asked">
      <dl class="facts">
        <Fact name="Asked for">
          <Value>{of.asked.toLocaleString('en-GB')}</Value> <Words>{unitOf(of.asked, of.unit)}</Words>
        </Fact>
        {of.answerBy !== undefined && of.state === 'asked' && (
          <Fact name="Answered by">
            <When at={of.answerBy.on} /> {of.answerBy.late && <Tag tone="danger">Late</Tag>}
            <span class="detail meta">
              <a href={of.answerBy.agreement}>{of.answerBy.because}</a>
            </span>
          </Fact>
        )}
        {of.offered !== undefined && (
          <Fact name="Offered">
            <Value>{of.offered.toLocaleString('en-GB')}</Value>
          </Fact>
        )}
        {of.arrived > 0 && (
          <Fact name="Arrived">
            <Value>{of.arrived.toLocaleString('en-GB')}</Value>
          </Fact>
        )}
        {of.lost > 0 && (
          <Fact name="Lost">
            <Value>{of.lost.toLocaleString('en-GB')}</Value>
          </Fact>
        )}
      </dl>
      <p>
        <Words>{of.reason}</Words>
      </p>
      {of.answer !== undefined && of.answer !== '' && (
        <p>
          Answer: <Words>{of.answer}</Words>
        </p>
      )}
      <p class="meta">
        Asked on <When at={of.at} /> by <Words>{of.askedBy}</Words>.
        {of.buffer && (of.buffer.back ? ' It gives back what was drawn.' : ' It is drawn from a buffer.')}
      </p>
      {of.may.withdraw && (
        <Post action="withdraw">
          <p class="actions">
            <Button>Take it back</Button>
          </p>
        </Post>
      )}
    </Section>
  );
}

function done(outcome: Outcome<true>, id: string, said: string): Outcome<Done> {
  return outcome.ok ? accepted({ to: `/stock/transfers/${id}`, said }) : outcome;
}

function Offer({ of }: { readonly of: StockTransfer }) {
  return (
    <Section title="Your answer">
      <form method="post" class="form">
        <Field label="How many can you give" name="quantity" value={String(of.asked)} />
        <Field label="A word to them" name="reason" hint="Needed where you give nothing." />
        <p class="actions">
          <Button name="action" value="refuse">
            Give nothing
          </Button>
          <Button kind="main" name="action" value="offer">
            Offer it
          </Button>
        </p>
      </form>
    </Section>
  );
}

/** The batch that is to be used first is sent first. */
function Send({ of }: { readonly of: StockTransfer }) {
  let left = of.offered ?? 0;
  const filled = of.toSend.map((lot) => {
    const some = Math.min(left, lot.quantity);
    left -= some;
    return { ...lot, some };
  });
  return (
    <Section title="Send it">
      {filled.length === 0 ? (
        <p>The book has none here. Count it first, if there is some.</p>
      ) : (
        <Post action="send">
          {filled.map((lot, at) => (
            <Batch key={at} of={lot} at={at} name={`of ${lot.quantity}`} value={lot.some} />
          ))}
          <p class="actions">
            <Button kind="main">It is on its way</Button>
          </p>
        </Post>
      )}
    </Section>
  );
}

function Receive({ of }: { readonly of: StockTransfer }) {
  return (
    <Section title="What came">
      <Post action="receive">
        <input type="hidden" name="key" value={`${of.arrived}-${of.lost}`} />
        {of.lots.map((lot, at) => (
          <div key={at}>
            <Batch of={lot} at={at} name={`how many of ${lot.quantity} came`} value={lot.quantity} />
            <div class="field">
              <label for={`f-lost-${at}`}>Lost or broken on the way</label>
              <input id={`f-lost-${at}`} name="lost" type="text" inputMode="numeric" value="0" />
            </div>
          </div>
        ))}
        <Field
          label="Why some is lost"
          name="reason"
          hint="Needed where some is. What neither came nor is lost stays on its way."
        />
        <p class="actions">
          <Button kind="main">Enter it</Button>
        </p>
      </Post>
    </Section>
  );
}

type BatchProps = { readonly of: StockLot; readonly at: number; readonly name: string; readonly value: number };

function Batch({ of, at, name, value }: BatchProps) {
  return (
    <div class="field">
      <input type="hidden" name="lot" value={of.lot} />
      <input type="hidden" name="expires" value={of.expires ?? ''} />
      <label for={`f-batch-${at}`}>
        <LotWords of={of} />: {name}
      </label>
      <input id={`f-batch-${at}`} name="quantity" type="text" inputMode="numeric" value={value} />
    </div>
  );
}
