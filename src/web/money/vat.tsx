import type { OwnBooks } from '#money/contract';
import { Button, Choice, Field, Post } from '../parts/form.tsx';
import { Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';

const REFUNDS: Readonly<Record<OwnBooks['vat']['regimes'][number]['refund'], string>> = {
  all: 'All of it is refunded',
  'contracted-out': 'Refunded on contracted-out services alone',
  charged: 'Charged between the partners',
};

/** By which rule of the place the value added tax on what the pool buys is taken back, since when and why. */
export function PoolVat({ of }: { readonly of: OwnBooks }) {
  const { regimes, chosen, current } = of.vat;
  if (regimes.length === 0) return null;
  return (
    <Section title="Value added tax of this pool">
      {current === undefined ? (
        <p>
          <Tag tone="concern">Not chosen yet</Tag> Whoever keeps the books says who delivers what the pool pays for.
        </p>
      ) : (
        <>
          <p>
            <strong>
              <Words>{current.regime.title}</Words>
            </strong>
            . <Words>{current.regime.words}</Words>
          </p>
          <p class="meta">
            {REFUNDS[current.regime.refund]}. <Words>{current.regime.law}</Words>
          </p>
        </>
      )}
      {chosen.length > 0 && (
        <ul class="item-list">
          {chosen.map((one) => (
            <li key={`${one.at} ${one.from}`} data-row>
              <span class="item-title">
                From <When at={one.from} />: <Words>{one.regime.title}</Words>
              </span>
              <span class="item-words meta">
                <When at={one.at} /> by <Words>{one.by}</Words>: <Words>{one.reason}</Words>
              </span>
            </li>
          ))}
        </ul>
      )}
      {of.may.chooseVat && <Choose of={of} />}
    </Section>
  );
}

function Choose({ of }: { readonly of: OwnBooks }) {
  return (
    <details class="past">
      <summary>Choose the rule</summary>
      <Post action="vat">
        <Choice
          label="How it is delivered"
          name="regime"
          value={of.vat.current?.regime.id}
          options={of.vat.regimes.map(({ id, title, refund }) => ({
            value: id,
            words: `${title}: ${REFUNDS[refund].toLowerCase()}`,
          }))}
        />
        <Field label="From which day on" name="from" id="vat-from" type="date" value={of.until} required />
        <Field label="Why?" name="reason" id="vat-reason" hint="The other partners read it." required />
        <p class="actions">
          <Button kind="main">Choose it</Button>
        </p>
      </Post>
    </details>
  );
}
