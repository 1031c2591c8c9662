import { spaced } from '#agreement';
import type { Accruals } from '#money/contract';
import { showMonth } from '../parts/dates.ts';
import { Button, Post } from '../parts/form.tsx';
import { Empty, Section } from '../parts/section.tsx';
import { Value, When, Words } from '../parts/value.tsx';
import { capital, counted } from '../parts/words.ts';
import { Amounts } from './amounts.tsx';

/** What was charged of the last month and is not entered: what partners make up their own books by. */
export function KeptAccruals({ of, keep }: { readonly of: Accruals; readonly keep: boolean }) {
  const month = showMonth(new Date(`${of.month}-01`));
  const rows = of.lines.map(({ scheme, payer, payee, charges, amount }) => ({
    name: (
      <>
        <Words>{capital(spaced(scheme))}</Words>
        <span class="detail meta">
          <Words>{payee.name}</Words>, paid by <Words>{payer.name}</Words>: {counted(charges, 'charge')}
        </span>
      </>
    ),
    amounts: [amount],
  }));
  return (
    <Section title="Owed and not entered" aside={month}>
      {rows.length === 0 ? (
        <Empty title={`Everything that was charged for ${month} is entered`} />
      ) : (
        <Amounts caption={`Charged for ${month}, and not entered yet`} head={['What for', 'Amount']} rows={rows} />
      )}
      {of.keptBack && <p class="meta">What some charge is kept from your organisation while you bid against them.</p>}
      {of.kept !== undefined && (
        <p class="meta">
          Kept on <When at={of.kept.at} time /> by <Words>{of.kept.by}</Words>, after entry{' '}
          <Value>{of.kept.revision}</Value>
          {of.kept.same ? '.' : '; it has changed since.'}
        </p>
      )}
      {keep && of.kept?.same !== true && (
        <Post action="accruals">
          <input type="hidden" name="month" value={of.month} />
          <input type="hidden" name="hash" value={of.hash} />
          <p class="actions">
            <Button kind="main">Keep this for {month}</Button>
          </p>
        </Post>
      )}
    </Section>
  );
}
