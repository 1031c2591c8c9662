import { IDENTIFIABILITY_WORDS } from '#agreement';
import type { DeclaredUse } from '#insight/contract';
import { PURPOSE_CHOICES } from '../parts/words.ts';

/** What figures or a list are for, how recognisable people are in them, and why nobody who opted out had to be left out. */
export function UseOf({ of }: { readonly of: DeclaredUse }) {
  return (
    <details class="past">
      <summary>What this may be used for, and who is left out</summary>
      <p>
        <bdi>{`For ${PURPOSE_CHOICES[of.purpose].toLowerCase()}, ${IDENTIFIABILITY_WORDS[of.identifiability]}.`}</bdi>{' '}
        Nobody is left out:
      </p>
      <ul>
        {of.because.map((words) => (
          <li key={words}>
            <bdi>{words}</bdi>
          </li>
        ))}
      </ul>
    </details>
  );
}
