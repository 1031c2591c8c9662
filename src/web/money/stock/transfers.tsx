import type { StockTransfer } from '#money/contract';
import { Tag } from '../../parts/tag.tsx';
import { Value, When, Words } from '../../parts/value.tsx';
import { TransferTag, unitOf } from './words.tsx';

/** Requests between sites, each a link to its page. */
export function Transfers({ of }: { readonly of: readonly StockTransfer[] }) {
  return (
    <ul class="item-list">
      {of.map((one) => (
        <Transfer key={one.id} of={one} />
      ))}
    </ul>
  );
}

function Transfer({ of }: { readonly of: StockTransfer }) {
  return (
    <li data-row>
      <a class="item-title" href={`/stock/transfers/${of.id}`}>
        <Words>{of.words}</Words>, <Value>{of.offered ?? of.asked}</Value>{' '}
        <Words>{unitOf(of.offered ?? of.asked, of.unit)}</Words>
      </a>
      <span class="item-fact">
        <TransferTag state={of.state} />
      </span>
      <span class="item-words meta">
        From <Words>{of.from.name}</Words> to <Words>{of.to.name}</Words>, asked on <When at={of.at} />:{' '}
        <Words>{of.reason}</Words>
        {of.answerBy !== undefined && of.state === 'asked' && (
          <span class="detail">
            {' '}
            To be answered by <When at={of.answerBy.on} /> {of.answerBy.late && <Tag tone="danger">Late</Tag>}
          </span>
        )}
      </span>
    </li>
  );
}
