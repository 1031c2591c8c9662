import { ROLE_WORDS, spaced } from '#agreement';
import type { ContactPlace, Model, MovedContact, WorkerGroup } from '#money/contract';
import { Empty, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { Value, Words } from '../parts/value.tsx';
import { capital } from '../parts/words.ts';
import { Money, MoneyOrNone } from './amount.tsx';

export const MODEL_WORDS: Readonly<Record<Model, string>> = {
  block: 'Block',
  tariff: 'By each',
  capitation: 'By the person',
  blended: 'Blended',
};

/** For each contact that could move from one partner to another: who loses by it under each way of paying. */
export function Conflicts({ of }: { readonly of: readonly MovedContact[] }) {
  const pairs = [...new Set(of.map(pairOf))];
  return (
    <Section title="If care moves from one to another">
      {pairs.length === 0 && <Empty title="One partner alone is paid: nothing can move" />}
      {pairs.map((pair) => (
        <Pair key={pair} of={of.filter((one) => pairOf(one) === pair)} />
      ))}
    </Section>
  );
}

function pairOf({ from, to }: MovedContact): string {
  return [from.organization, from.words, to.organization, to.words].join(' ');
}

const COLUMNS = ['Gets less', 'Gets more', 'Not paid where it goes', 'Who loses'] as const;

function Pair({ of }: { readonly of: readonly MovedContact[] }) {
  const [first] = of;
  if (!first) return null;
  const { from, to } = first;
  return (
    <>
      <p>
        Each <Words>{from.words}</Words> at <Words>{from.name}</Words> that becomes <Words>{to.words}</Words> at{' '}
        <Words>{to.name}</Words>:
      </p>
      <table class="rows tight stacked">
        <caption class="sr">
          {from.words} at {from.name} to {to.words} at {to.name}
        </caption>
        <thead>
          <tr>
            <th scope="col">Way of paying</th>
            {COLUMNS.map((words) => (
              <th key={words} scope="col" {...(words === 'Who loses' ? {} : { class: 'number' })}>
                {words}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {of.map((one) => (
            <tr key={one.model}>
              <th scope="row">{MODEL_WORDS[one.model]}</th>
              {[one.loses, one.gains, one.unpaid].map((amount, at) => (
                <td key={COLUMNS[at]} class="number" data-words={COLUMNS[at]}>
                  <MoneyOrNone of={amount} />
                </td>
              ))}
              <td data-words="Who loses">
                <Loser of={one} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Loser({ of: { from, to, loses, unpaid } }: { readonly of: MovedContact }) {
  if (loses.minor <= 0 && unpaid.minor <= 0) return <Tag tone="done">nobody</Tag>;
  return (
    <span>
      {loses.minor > 0 && (
        <span class="detail">
          <Who of={from} one="loses" many="lose" /> <Money of={loses} />
        </span>
      )}
      {loses.minor > 0 && unpaid.minor > 0 && '; '}
      {unpaid.minor > 0 && (
        <span class="detail">
          <Words>{to.name}</Words> bears <Money of={unpaid} />
        </span>
      )}
    </span>
  );
}

/** An organisation, or those of its workers whose pay it is. */
function Who({ of, one, many }: { readonly of: ContactPlace; readonly one: string; readonly many: string }) {
  if (of.workers === undefined)
    return (
      <>
        <Words>{of.name}</Words> {one}
      </>
    );
  return (
    <>
      {ROLE_WORDS[of.workers.role]} of <Words>{of.name}</Words> {many}
    </>
  );
}

/** Groups of workers who are paid for each: what they lose where care moves away. Of few no number is told. */
export function WorkersMoved({ of }: { readonly of: readonly WorkerGroup[] }) {
  if (of.length === 0) return null;
  return (
    <Section title="Workers whose pay moves with care" count={of.length}>
      <ul class="item-list">
        {of.map((one) => (
          <li key={`${one.organization} ${one.role} ${one.activity} ${one.paragraph}`} data-row>
            <span class="item-title">
              {capital(ROLE_WORDS[one.role])} of <Words>{one.name}</Words>
            </span>
            <span class="item-fact">
              <HowMany of={one} />
            </span>
            <span class="item-words meta">
              {one.shared === 'team' ? 'Together they have' : 'Who does it has'}{' '}
              {one.prices.map(({ words, price }, at) => (
                <span key={words}>
                  {at > 0 && ', '}
                  <Money of={price} /> for each <Words>{words}</Words>
                </span>
              ))}{' '}
              (<Words>{spaced(one.activity)}</Words>, paragraph <Words>{one.paragraph}</Words>), under every way of
              paying: each that moves away is so much less for them.
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function HowMany({ of: { people, few, earned } }: { readonly of: WorkerGroup }) {
  if (few !== undefined) return <Tag tone="quiet">Fewer than {String(few)}: not told</Tag>;
  if (people === undefined) return null;
  return (
    <>
      <Value>{people}</Value> people
      {earned && (
        <>
          , <Money of={earned} /> in the year
        </>
      )}
    </>
  );
}
