import { amountWords } from '#agreement';
import type { RiskShare, SharedResult, SharesAhead } from '#money/contract';
import { Section } from '../parts/section.tsx';
import { When, Words } from '../parts/value.tsx';
import { Money } from './amount.tsx';

/** Periods that were closed: what was left or over, and who carried or was given what, line by line. */
export function Shares({ of }: { readonly of: readonly SharedResult[] }) {
  return (
    <Section title="Shared when it was closed" count={of.length}>
      <ul class="item-list">
        {of.map((one) => (
          <li key={`${one.until} ${one.number}`} data-row>
            <span class="item-title">
              <When at={one.from} /> to <When at={one.until} />
            </span>
            <span class="item-words">{resultWords(one)}</span>
            {one.number > 1 && (
              <span class="item-words meta">
                It was opened again and closed: what was moved is the difference to what had been shared before.
              </span>
            )}
            <div class="entry-lines">
              <ShareSteps of={one.steps} />
              {one.partners.length > 0 && <ShareParts of={one} />}
              <p class="meta">
                <a class="source" href={one.agreement}>
                  <Words>{one.because}</Words>
                </a>
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** What each would carry or be given of the year if it goes on like this: the steps that would run, period by period. */
export function Ahead({ of }: { readonly of: SharesAhead }) {
  if (of.periods.length === 0) return null;
  return (
    <Section title="What each would carry at the end of the year, if it goes on like this">
      {of.partners.length > 0 && (
        <dl class="facts figures sums">
          {of.partners.map(({ organization, name, amount }) => (
            <div class="fact" key={organization}>
              <dt>
                <Words>{name}</Words> {amount.minor < 0 ? 'would be given' : 'would pay'}
              </dt>
              <dd>
                <Money of={{ ...amount, minor: Math.abs(amount.minor) }} strong />
              </dd>
            </div>
          ))}
        </dl>
      )}
      <ul class="item-list">
        {of.periods.map((one) => (
          <li key={one.until} data-row>
            <span class="item-title">
              <When at={one.from} /> to <When at={one.until} />
            </span>
            <span class="item-words">{aheadWords(one)}</span>
            <div class="entry-lines">
              <ShareSteps of={one.steps} />
              <p class="meta">
                <a class="source" href={one.agreement}>
                  <Words>{one.because}</Words>
                </a>
              </p>
            </div>
          </li>
        ))}
      </ul>
      <p class="meta">
        {METHODS[of.method]} Contributions fall due as agreed; what is promised is spent as part of it. These are the
        steps that run when a period is closed: entered so, it is what they enter, to the penny.
      </p>
    </Section>
  );
}

const METHODS: Readonly<Record<SharesAhead['method'], string>> = {
  'run-rate': 'Spending goes on as it has so far, by the day, on what it went to so far.',
  seasonal: 'The rest of the year is to what is over as it was the year before, on what it went to so far.',
  commitments: 'What is promised is spent, and for the months to come their budget less what is promised.',
};

function aheadWords({ result }: SharedResult): string {
  if (result.minor === 0) return 'Nothing would be over or left';
  return result.minor < 0
    ? `${amountWords({ ...result, minor: -result.minor })} too much would be spent`
    : `${amountWords(result)} would be left`;
}

export function ShareSteps({ of }: { readonly of: RiskShare['steps'] }) {
  return (
    <ol class="share-steps">
      {of.map(({ words }) => (
        <li key={words}>
          <Words>{words}</Words>
        </li>
      ))}
    </ol>
  );
}

function ShareParts({ of }: { readonly of: SharedResult }) {
  return (
    <dl class="facts figures sums">
      {of.partners.map(({ organization, name, amount }) => (
        <div class="fact" key={organization}>
          <dt>
            <Words>{name}</Words> {of.result.minor < 0 ? 'pays' : 'is given'}
          </dt>
          <dd>
            <Money of={amount} strong />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function resultWords({ result }: SharedResult): string {
  if (result.minor === 0) return 'Nothing was over or left';
  return result.minor < 0
    ? `${amountWords({ ...result, minor: -result.minor })} too much was spent`
    : `${amountWords(result)} was left`;
}
