import { accepted } from '#fhir';
import type { Stock, StockBuffer, StockItem } from '#money/contract';
import type { PageDefinition } from '../../page.ts';
import { Button, Choice, Field, Post } from '../../parts/form.tsx';
import { Empty, PageHead, Section } from '../../parts/section.tsx';
import { Tag } from '../../parts/tag.tsx';
import { Value, When, Words } from '../../parts/value.tsx';
import { STOCK } from '../../shell/places.ts';
import { Transfers } from './transfers.tsx';
import { AgreedStock } from './agreed.tsx';
import { DaysTag, OutlookWords, unitOf, wholeFrom } from './words.tsx';

export type StockShown = { readonly of: Stock };

/** Essential medicines of a site: how long each lasts, what is asked of other sites and on its way. */
export const stockPage: PageDefinition<StockShown> = {
  path: '/stock',
  policy: { allow: 'roles', roles: STOCK },
  title: () => 'Stock',
  loader: async ({ money, access }) => {
    const found = await money.stock.stock(access);
    return found.ok ? accepted({ of: found.value }) : found;
  },
  actions: {
    keep: async ({ money, access }, form) => {
      const [system = '', code = ''] = (form.get('code') ?? '').trim().split('|');
      const kept = await money.stock.keepItem(access, {
        system,
        code,
        words: form.get('words') ?? '',
        unit: form.get('unit') ?? '',
        floorDays: wholeFrom(form.get('floor')),
      });
      return kept.ok ? accepted({ to: `/stock/${kept.value}`, said: 'Kept: count it now.' }) : kept;
    },
    buffer: async ({ money, access }, form) => {
      const kept = await money.stock.keepBuffer(access, {
        item: form.get('item') ?? '',
        instrument: form.get('instrument') ?? '',
        paragraph: (form.get('paragraph') ?? '').trim(),
        mostDays: wholeFrom(form.get('most')),
        backDays: wholeFrom(form.get('back')),
      });
      return kept.ok ? accepted({ to: '/stock', said: 'Kept: the other parties can draw from it.' }) : kept;
    },
  },
  Page: ({ of }) => (
    <div class="page">
      <PageHead
        title="Stock"
        under={
          <>
            What <Words>{of.site.name}</Words> keeps, and how long it lasts by what was given to people.
          </>
        }
      />
      <Section title="Here" count={of.items.length}>
        {of.items.length === 0 ? (
          <Empty title="Nothing is kept here yet">
            <p>Say what is kept below, and count it: from then on its days are worked out.</p>
          </Empty>
        ) : (
          <Items of={of.items} />
        )}
      </Section>
      {of.agreed.map((one) => (
        <AgreedStock key={`${one.agreement} ${one.words}`} of={one} handle={of.may.handle} />
      ))}
      {of.transfers.length > 0 && (
        <Section title="Asked for and on its way" count={of.transfers.length}>
          <Transfers of={of.transfers} />
        </Section>
      )}
      {of.buffers.map((one) => (
        <Buffer key={one.id} of={one} />
      ))}
      {of.others.length > 0 && (
        <Section title="At other sites" count={of.others.length}>
          <Items of={of.others} />
        </Section>
      )}
      {of.may.handle && <NewItem />}
      {of.may.keepBuffer && of.items.length > 0 && of.agreements.length > 0 && <NewBuffer of={of} />}
    </div>
  ),
};

function Items({ of }: { readonly of: readonly StockItem[] }) {
  return (
    <ul class="item-list">
      {of.map((one) => (
        <li key={one.id} data-row>
          <a class="item-title" href={`/stock/${one.id}`}>
            <Words>{one.words}</Words>
          </a>
          <span class="item-fact">
            <DaysTag of={one} />
          </span>
          <span class="item-words meta">
            <Words>{one.site.name}</Words>: <OutlookWords of={one} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Buffer({ of }: { readonly of: StockBuffer }) {
  return (
    <Section title={`Buffer: ${of.words}`} aside={`${of.onHand.toLocaleString('en-GB')} ${unitOf(of.onHand, of.unit)}`}>
      <p>
        <Words>{of.keeper.name}</Words> keeps it for all who signed. Each may draw <Value>{of.mostDays}</Value> days of
        what it uses, and gives it back within <Value>{of.backDays}</Value> days.{' '}
        <a href={of.agreement}>{of.because}</a>
      </p>
      {of.lasts && <Lasts of={of.lasts} />}
      {of.drawn.length === 0 ? (
        <p class="meta">Nothing is drawn.</p>
      ) : (
        <ul class="item-list">
          {of.drawn.map((one) => (
            <li key={one.organization} data-row>
              <span class="item-title">
                <Words>{one.name}</Words>
              </span>
              <span class="item-fact">
                {one.late ? <Tag tone="danger">Late</Tag> : <Tag tone="wait">To be given back</Tag>}
              </span>
              <span class="item-words meta">
                <Value>{one.owes}</Value> <Words>{unitOf(one.owes, of.unit)}</Words> by <When at={one.due} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

/** How long what is kept for all lasts them together, against what they agreed. */
function Lasts({ of: { days, agreedDays } }: { readonly of: NonNullable<StockBuffer['lasts']> }) {
  return (
    <p>
      {days === undefined ? (
        'How long it lasts all of them cannot be told yet: one of them does not keep it, or records too little of what it uses. '
      ) : (
        <>
          It lasts all of them together <Value>{days}</Value> {days === 1 ? 'day' : 'days'}.{' '}
        </>
      )}
      <Value>{agreedDays}</Value> are agreed.{' '}
      {days !== undefined && days < agreedDays && <Tag tone="danger">Under what was agreed</Tag>}
    </p>
  );
}

function NewItem() {
  return (
    <Section title="Keep another medicine">
      <Post action="keep" to="/stock">
        <Field label="What it is" name="words" hint="As it stands on the box, such as Metformin 500 mg." required />
        <Field
          label="Its code"
          name="code"
          hint="As the record has it: the address of the list, a bar, and the code, such as http://snomed.info/sct|372567009."
          required
        />
        <Field label="Counted by the" name="unit" hint="Such as tablet." required />
        <Field label="For how many days there is to be stock at least" name="floor" value="30" required />
        <p class="actions">
          <Button kind="main">Keep it</Button>
        </p>
      </Post>
    </Section>
  );
}

function NewBuffer({ of }: { readonly of: Stock }) {
  return (
    <Section title="Keep a buffer for all who signed">
      <Post action="buffer" to="/stock">
        <Choice label="Of what" name="item" options={of.items.map(({ id, words }) => ({ value: id, words }))} />
        <Choice
          label="By which agreement"
          name="instrument"
          options={of.agreements.map(({ id, title }) => ({ value: id, words: title }))}
        />
        <Field label="Its paragraph" name="paragraph" required />
        <Field label="How many days of what it uses may each draw" name="most" value="14" required />
        <Field label="After how many days is it given back" name="back" value="60" required />
        <p class="actions">
          <Button>Keep it for all</Button>
        </p>
      </Post>
    </Section>
  );
}
