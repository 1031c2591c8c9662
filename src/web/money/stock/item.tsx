import { accepted, type Outcome } from '#fhir';
import type { StockItem, StockItemView, StockMove } from '#money/contract';
import type { Done, PageDefinition } from '../../page.ts';
import { Fact } from '../../parts/fact.tsx';
import { Button, Choice, Field, Post } from '../../parts/form.tsx';
import { PageHead, Section } from '../../parts/section.tsx';
import { Value, When, Words } from '../../parts/value.tsx';
import { STOCK } from '../../shell/places.ts';
import { Transfers } from './transfers.tsx';
import { DaysTag, LotWords, lotsFrom, OutlookWords, unitOf, wholeFrom } from './words.tsx';

export type StockItemShown = { readonly of: StockItemView };

/** One medicine at a site: batches, counting, what comes and is thrown away, and asking others for some. */
export const stockItemPage: PageDefinition<StockItemShown> = {
  path: '/stock/:id',
  policy: { allow: 'roles', roles: STOCK },
  title: ({ of }) => of.words,
  loader: async ({ money, access, params }) => {
    const found = await money.stock.stockItem(access, params['id'] ?? '');
    return found.ok ? accepted({ of: found.value }) : found;
  },
  actions: {
    count: async ({ money, access, params }, form) => {
      const item = params['id'] ?? '';
      const lots = lotsFrom(form);
      const counted = await money.stock.countItem(access, { item, revision: form.get('revision') ?? '', lots });
      return done(counted, item, 'Counted.');
    },
    receive: async ({ money, access, params }, form) => {
      const [lot = { lot: '', quantity: Number.NaN }] = lotsFrom(form);
      const item = params['id'] ?? '';
      const what = { item, kind: 'received', reason: form.get('reason') ?? '', key: form.get('key') ?? '' } as const;
      return done(await money.stock.enterStock(access, { ...lot, ...what }), item, 'Entered.');
    },
    discard: async ({ money, access, params }, form) => {
      const item = params['id'] ?? '';
      const [lot = '', expires = ''] = (form.get('batch') ?? '').split('\n');
      const [one = { lot: '', quantity: Number.NaN }] = lotsFrom(
        new URLSearchParams({ lot, expires, quantity: form.get('quantity') ?? '' }),
      );
      const what = { item, kind: 'written-off', reason: form.get('reason') ?? '', key: form.get('key') ?? '' } as const;
      return done(await money.stock.enterStock(access, { ...one, ...what }), item, 'Entered.');
    },
    ask: async ({ money, access, params }, form) => {
      const [from = '', buffer = ''] = (form.get('from') ?? '').split(' ');
      const quantity = wholeFrom(form.get('quantity'));
      const item = params['id'] ?? '';
      const key = `${form.get('key') ?? ''} ${quantity} ${buffer}`;
      const asked = { from, item, quantity, reason: form.get('reason') ?? '', key };
      const made = await money.stock.askTransfer(access, buffer === '' ? asked : { ...asked, buffer });
      return made.ok ? accepted({ to: `/stock/transfers/${made.value}`, said: 'Asked for.' }) : made;
    },
    back: async ({ money, access, params }, form) => {
      const quantity = wholeFrom(form.get('quantity'));
      const asked = { buffer: form.get('buffer') ?? '', item: params['id'] ?? '', quantity };
      const made = await money.stock.payBack(access, { ...asked, key: `${form.get('key') ?? ''} ${quantity}` });
      return made.ok
        ? accepted({ to: `/stock/transfers/${made.value}`, said: 'Say now which batches you send.' })
        : made;
    },
  },
  Page: ({ of }) => (
    <div class="page">
      <p class="back">
        <a href="/stock">All stock</a>
      </p>
      <PageHead title={of.words} under={<Words>{of.site.name}</Words>}>
        <DaysTag of={of} />
      </PageHead>
      <Section title="How long it lasts">
        <p>
          <OutlookWords of={of} />
        </p>
        <dl class="facts">
          <Fact name="By the book">
            <Value>{of.onHand.toLocaleString('en-GB')}</Value> <Words>{unitOf(of.onHand, of.unit)}</Words>
          </Fact>
          <Fact name="To be there at least">
            <Value>{of.floorDays}</Value> days
            {of.floorBy && (
              <span class="detail meta">
                <a href={of.floorBy.agreement}>{of.floorBy.because}</a>
              </span>
            )}
          </Fact>
          <Fact name="Last count">
            {of.counted ? (
              <>
                <Value>{of.counted.quantity.toLocaleString('en-GB')}</Value> on <When at={of.counted.on} />,{' '}
                <Words>{of.counted.by}</Words>
              </>
            ) : (
              'Not counted yet'
            )}
          </Fact>
          {of.counted !== undefined && of.counted.unexplained !== 0 && (
            <Fact name="Not explained by it">
              <Value>{of.counted.unexplained.toLocaleString('en-GB')}</Value> against what the record says was given
            </Fact>
          )}
        </dl>
        <p class="meta">
          How fast it is used is what the record says was given to people here in the last twelve weeks. There is a
          figure where it was given five times or more over four weeks or more, and once in the last four.
        </p>
      </Section>
      {of.underWay.length > 0 && (
        <Section title="Asked for and on its way" count={of.underWay.length}>
          <Transfers of={of.underWay} />
        </Section>
      )}
      {of.may.handle && <Count of={of} />}
      {of.may.handle && <Ask of={of} />}
      {of.may.handle && <Receive of={of} />}
      {of.may.handle && of.lots.length > 0 && <Discard of={of} />}
      <Moves of={of} />
    </div>
  ),
};

function done(outcome: Outcome<true>, item: string, said: string): Outcome<Done> {
  return outcome.ok ? accepted({ to: `/stock/${item}`, said }) : outcome;
}

function Count({ of }: { readonly of: StockItemView }) {
  return (
    <Section title="Count">
      <Post action="count">
        <input type="hidden" name="revision" value={of.revision} />
        {of.lots.map((lot, at) => (
          <div key={`${lot.lot} ${lot.expires}`}>
            <input type="hidden" name="lot" value={lot.lot} />
            <input type="hidden" name="expires" value={lot.expires ?? ''} />
            <div class="field">
              <label for={`f-count-${at}`}>
                <LotWords of={lot} />
              </label>
              <input
                id={`f-count-${at}`}
                name="quantity"
                type="text"
                inputMode="numeric"
                value={lot.quantity}
                required
              />
            </div>
          </div>
        ))}
        <Field label="Another batch: its number" name="lot" id="count-lot" />
        <Field label="To be used by" name="expires" id="count-expires" type="date" />
        <Field label="How many of it" name="quantity" id="count-quantity" />
        <p class="actions">
          <Button kind="main">This is what is there</Button>
        </p>
      </Post>
    </Section>
  );
}

function Ask({ of }: { readonly of: StockItemView }) {
  const mine = of.buffers.filter(({ keeper }) => keeper.organization !== of.site.organization);
  const options = [
    ...mine.map(({ id, keeper }) => ({
      value: `${keeper.organization} ${id}`,
      words: `${keeper.name}, from the buffer`,
    })),
    ...of.elsewhere.map((one) => ({ value: one.site.organization, words: `${one.site.name}: ${thereOf(one)}` })),
  ];
  const owing = mine.flatMap((one) =>
    one.drawn.flatMap(({ organization, owes }) =>
      organization === of.site.organization ? [{ id: one.id, owes }] : [],
    ),
  );
  if (options.length === 0) return null;
  return (
    <Section title="Ask for some">
      <Post action="ask">
        <input type="hidden" name="key" value={of.revision} />
        <Choice label="Whom" name="from" options={options} />
        <Field label="How many" name="quantity" id="ask-quantity" hint={suggestion(of)} required />
        <Field label="Why" name="reason" id="ask-reason" hint="Those who are asked read it." required />
        <p class="actions">
          <Button kind="main">Ask</Button>
        </p>
      </Post>
      {owing.map(({ id, owes }) => (
        <Post key={id} action="back">
          <input type="hidden" name="key" value={of.revision} />
          <input type="hidden" name="buffer" value={id} />
          <Field label="Give back what was drawn" name="quantity" id={`back-${id}`} hint={`${owes} are owed.`} />
          <p class="actions">
            <Button>Give back</Button>
          </p>
        </Post>
      ))}
    </Section>
  );
}

function thereOf({ days, expected }: StockItem): string {
  return days === undefined ? `${expected} there` : `${expected} there, ${days} days`;
}

/** Up to twice the floor, as the page calls enough. */
function suggestion({ rate, floorDays, expected }: StockItemView): string {
  const short = rate === undefined ? 0 : Math.ceil(rate * floorDays * 2) - expected;
  return short > 0 ? `${short} would last twice as long as is to be there at least.` : 'In whole units.';
}

function Receive({ of }: { readonly of: StockItemView }) {
  return (
    <Section title="Something came">
      <Post action="receive">
        <input type="hidden" name="key" value={of.revision} />
        <Field label="Number of the batch" name="lot" id="came-lot" required />
        <Field label="To be used by" name="expires" id="came-expires" type="date" />
        <Field label="How many" name="quantity" id="came-quantity" required />
        <Field label="Where from" name="reason" id="came-reason" hint="Such as the delivery note." required />
        <p class="actions">
          <Button>Enter it</Button>
        </p>
      </Post>
    </Section>
  );
}

function Discard({ of }: { readonly of: StockItemView }) {
  const options = of.lots.map(({ lot, expires, quantity }) => ({
    value: `${lot}\n${expires ?? ''}`,
    words: `${lot}${expires === undefined ? '' : `, by ${expires}`}: ${quantity}`,
  }));
  return (
    <Section title="Throw some away">
      <Post action="discard">
        <input type="hidden" name="key" value={of.revision} />
        <Choice label="Which batch" name="batch" options={options} />
        <Field label="How many" name="quantity" id="gone-quantity" required />
        <Field label="Why" name="reason" id="gone-reason" hint="Such as past its day, broken or wet." required />
        <p class="actions">
          <Button>Throw it away</Button>
        </p>
      </Post>
    </Section>
  );
}

const KINDS: Readonly<Record<StockMove['kind'], string>> = {
  received: 'Came',
  counted: 'Counted',
  'written-off': 'Thrown away',
  sent: 'Sent',
  arrived: 'Arrived',
};

function Moves({ of }: { readonly of: StockItemView }) {
  return (
    <Section title="What came and went" count={of.moves.length}>
      <ul class="item-list">
        {of.moves.map((move, at) => (
          <li key={at} data-row>
            <span class="item-title">
              {KINDS[move.kind]}, <When at={move.on} />
            </span>
            <span class="item-fact">
              <Value>{move.quantity > 0 ? `+${move.quantity}` : move.quantity}</Value>
            </span>
            <span class="item-words meta">
              Batch <Value>{move.lot}</Value>. <Words>{move.reason}</Words>. <Words>{move.by}</Words>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
