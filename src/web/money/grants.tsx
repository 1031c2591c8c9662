import { amountWords } from '#agreement';
import { accepted } from '#fhir';
import type { GrantLineView, GrantView, ReturnPeriod } from '#money/contract';
import type { PageDefinition } from '../page.ts';
import { Bars } from '../charts/bars.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { capital } from '../parts/words.ts';
import { GRANTS } from '../shell/places.ts';
import { Money } from './amount.tsx';
import { GrantMatch } from './match.tsx';

export type GrantsShown = { readonly grants: readonly GrantView[] };

/** What funders give for recorded care, what of it was used, and which returns are due. */
export const grantsPage: PageDefinition<GrantsShown> = {
  path: '/money/grants',
  policy: { allow: 'roles', roles: GRANTS },
  title: () => 'Grants',
  loader: async ({ money, access }) => {
    const found = await money.grants.grants(access);
    return found.ok ? accepted({ grants: found.value }) : found;
  },
  Page: ({ grants }) => (
    <div class="page">
      <PageHead title="Grants" under="What funders give for recorded care, and what they are told of it.">
        <a class="button" href="/money/grants/together">
          Care given together
        </a>
      </PageHead>
      <NeedAndMoney of={grants} />
      {grants.length === 0 ? (
        <Section title="No grant yet">
          <Empty title="No agreement of your organisation has a grant">
            <p>A grant begins when a funder and those it pays sign an agreement that says what it pays for.</p>
            <p class="actions">
              <a class="button" href="/agreements">
                Agreements
              </a>
            </p>
          </Empty>
        </Section>
      ) : (
        grants.map((grant) => <Grant key={pathOfGrant(grant)} of={grant} />)
      )}
    </div>
  ),
};

/** What care would cost if it goes on as so far, beside what is given for it: the lines that have least come first. */
function NeedAndMoney({ of }: { readonly of: readonly GrantView[] }) {
  const bars = of
    .flatMap(({ title, lines }) =>
      lines.flatMap(({ id, words, amount, need }) => {
        if (need === undefined || need.minor === 0) return [];
        const percent = Math.round((amount.minor / need.minor) * 100);
        const name = <Words>{`${capital(words)}, ${title}`}</Words>;
        return [
          {
            key: `${title} ${id}`,
            name,
            percent: Math.min(100, percent),
            shown: `${percent}%`,
            detail: `${amountWords(amount)} of ${amountWords(need)}`,
            covered: percent,
          },
        ];
      }),
    )
    .sort((one, other) => one.covered - other.covered);
  if (bars.length === 0) return null;
  return (
    <Section title="Need and money">
      <p class="meta">What is given, of what care would cost over all of its days if it goes on as so far.</p>
      <Bars caption="Of what is needed, what is given" rows="Line" last="Given" bars={bars} aim={100} />
    </Section>
  );
}

function Grant({ of }: { readonly of: GrantView }) {
  const due = of.periods.filter(({ state }) => state === 'late' || state === 'to-submit');
  return (
    <Section title={capital(of.title)} aside={<Due of={due} />}>
      <p class="meta">
        <Words>{of.funder.name}</Words> to <Words>{of.to.map(({ name }) => name).join(', ')}</Words>,{' '}
        <When at={of.from} /> up to <When at={of.until} />. <Words>{of.agreement.title}</Words>, paragraph{' '}
        <Words>{of.agreement.paragraph}</Words>.
      </p>
      <GrantLines of={of.lines} title={of.title} />
      {of.match !== undefined && <GrantMatch of={of.match} />}
      <p class="actions">
        <a class="button" href={pathOfGrant(of)}>
          Return
        </a>
      </p>
    </Section>
  );
}

function Due({ of }: { readonly of: readonly ReturnPeriod[] }) {
  const late = of.filter(({ state }) => state === 'late').length;
  if (late > 0) return <Tag tone="concern">{late === 1 ? 'a return is late' : `${late} returns are late`}</Tag>;
  return of.length > 0 ? <Tag tone="wait">a return is due</Tag> : <Tag tone="done">nothing is due</Tag>;
}

export function GrantLines({ of, title }: { readonly of: readonly GrantLineView[]; readonly title: string }) {
  return (
    <table class="rows stacked">
      <caption class="sr">Lines of {title}</caption>
      <thead>
        <tr>
          <th scope="col">For</th>
          <th scope="col" class="number">
            Given
          </th>
          <th scope="col" class="number">
            Used
          </th>
          <th scope="col" class="number">
            Left
          </th>
        </tr>
      </thead>
      <tbody>
        {of.map((line) => (
          <tr key={line.id} data-row>
            <th scope="row">
              <Words>{capital(line.words)}</Words>
              {line.floor && line.spokenForBy !== undefined && (
                <span class="detail">
                  {' '}
                  never less than <Money of={line.floor} /> unless the <Words>{line.spokenForBy}</Words> agrees
                  {line.agreed && (
                    <>
                      ; agreed to <Money of={line.agreed.amount} />: <Words>{line.agreed.reason}</Words> (
                      <Words>{line.agreed.by}</Words>)
                    </>
                  )}
                </span>
              )}
            </th>
            <td class="number" data-words="Given">
              <Money of={line.amount} />
            </td>
            <td class="number" data-words="Used">
              <Money of={line.paid} />
            </td>
            <td class="number" data-words="Left">
              <Money of={line.left} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function pathOfGrant({ name: { instrument, clause, since } }: Pick<GrantView, 'name'>): string {
  return `/money/grants/${encodeURIComponent(instrument)}/${encodeURIComponent(clause)}/${since}`;
}
