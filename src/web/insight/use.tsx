import type { DeclaredUse } from '#insight/contract';
import { PURPOSE_CHOICES } from '../parts/words.ts';

const SHOWN: Readonly<Record<DeclaredUse['identifiability'], string>> = {
  aggregate: 'numbers in which nobody can be recognised',
  anonymised: 'lines in which nobody can be recognised',
  pseudonymised: 'lines under names that only who made them can read',
  identifiable: 'people by name',
};

/** What figures or a list are for, how recognisable people are in them, and whom opt-outs left out. */
export function UseOf({ of }: { readonly of: DeclaredUse }) {
  return (
    <details class="past">
      <summary>What this may be used for, and who is left out</summary>
      <p>
        <bdi>{`For: ${PURPOSE_CHOICES[of.purpose].toLowerCase()}, as ${SHOWN[of.identifiability]}.`}</bdi>{' '}
        {of.leftOut === 0 ? 'Nobody who opted out had to be left out.' : <bdi>{`${of.leftOut} left out.`}</bdi>}
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
