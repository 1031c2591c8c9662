import type { RiskShare, SharedResult } from '#money/contract';
import { Section } from '../parts/section.tsx';
import { When, Words } from '../parts/value.tsx';
import { Money, moneyWords } from './amount.tsx';

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
            <span class="item-fact">{resultWords(one)}</span>
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
    ? `${moneyWords({ ...result, minor: -result.minor })} too much was spent`
    : `${moneyWords(result)} was left`;
}
