import type { Step, Worked, WorkedLine } from '#money/contract';
import { Section } from '../../parts/section.tsx';
import { Value, When, Words } from '../../parts/value.tsx';
import { Money } from '../amount.tsx';

const STEPS: readonly (readonly [Step, string])[] = [
  ['care', 'The care'],
  ['capital', 'What you have'],
  ['tariff', 'What that counts as'],
  ['income', 'What you get'],
  ['allowance', 'What you keep'],
  ['spending', 'What you must spend'],
  ['charge', 'What you pay'],
  ['budget', 'Who pays for the care'],
  ['later', 'Paying later'],
];

/** The sum, step by step, in words that the person reads; each line with its rule. */
export function Sum({ of }: { readonly of: Worked }) {
  return (
    <Section title="The sum, step by step" kind="letter">
      <p>
        By the rules <Value>{of.pack}</Value>, from <When at={of.on} />. Amounts are a week’s, but for what you have.
      </p>
      <table class="rows tight stacked">
        <caption class="sr">Lines of the sum</caption>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col" class="number">
              Amount
            </th>
            <th scope="col">By which rule</th>
          </tr>
        </thead>
        <tbody>
          {STEPS.flatMap(([step, words]) =>
            of.lines
              .filter((line) => line.step === step)
              .map((line) => <Line key={line.id} of={line} step={words} currency={of.currency} />),
          )}
        </tbody>
      </table>
    </Section>
  );
}

function Line({ of, step, currency }: { readonly of: WorkedLine; readonly step: string; readonly currency: string }) {
  return (
    <tr data-row id={of.id}>
      <th scope="row">
        <span class="meta">{step}: </span>
        <Words>{of.words}</Words>
      </th>
      <td class="number" data-words="Amount">
        <Money of={{ minor: of.minor, currency }} />
        {of.of !== undefined && (
          <span class="meta">
            {' '}
            of <Money of={{ minor: of.of, currency }} />
          </span>
        )}
      </td>
      <td data-words="By which rule">
        <Words>{of.source}</Words>
      </td>
    </tr>
  );
}

/** What it comes to, first. */
export function Comes({ of }: { readonly of: Worked }) {
  const { currency } = of;
  const figure = (words: string, minor: number) => (
    <div class="fact">
      <dt>{words}</dt>
      <dd>
        <Money of={{ minor, currency }} strong />
      </dd>
    </div>
  );
  return (
    <Section title="What it comes to, a week">
      <dl class="facts figures sums">
        {figure('You pay', of.charge)}
        {figure('The council pays', of.council)}
        {of.health > 0 && figure('The health service pays', of.health)}
        {figure('All of the care costs', of.cost)}
        {of.outcome === 'assessed' && figure('You are left with at least', of.left)}
      </dl>
      <p>{OUTCOMES[of.outcome]}</p>
      {of.until !== undefined && (
        <p>
          Some of the care is free until the day before <When at={of.until} />; then it is worked out anew.
        </p>
      )}
    </Section>
  );
}

const OUTCOMES: Readonly<Record<Worked['outcome'], string>> = {
  free: 'You pay nothing: all of this care is free.',
  assessed: 'You pay what your income allows, and never more than the care costs.',
  'full-cost': 'You pay all that the care costs, because of what you have.',
  'not-assessed': 'This was not assessed in full. You can ask for a full assessment at any time.',
};
