import type { SeatSees, SeatWay } from '#governance/contract';
import { Section } from '../parts/section.tsx';
import { Words } from '../parts/value.tsx';
import { PURPOSE_CHOICES, rankWords, SEAT_WORDS } from '../parts/words.ts';

/** What a seat sees whoever the person is: worked out from agreements, so that it hints at nobody's record. */
export function SeatSection({ of }: { readonly of: SeatSees }) {
  const seen = of.ways.filter(({ kind }) => kind !== 'directory' && kind !== 'own-directory');
  return (
    <>
      <Section title="What your role sees" aside={`${SEAT_WORDS[of.role]}: ${PURPOSE_CHOICES[of.purpose]}`} kind="ways">
        {seen.length === 0 && <p>Nothing about anybody: no agreement that runs gives this role a part in records.</p>}
        <ul class="item-list">
          {seen.map((way) => (
            <li key={way.words}>
              <span class="item-words">
                <Words>{way.words}</Words>
              </span>
              {way.decidedBy && <By of={way.decidedBy} />}
              <details class="past">
                <summary>What has to hold</summary>
                <ul>
                  {way.when.map((words) => (
                    <li key={words}>
                      <Words>{words}</Words>
                    </li>
                  ))}
                </ul>
              </details>
            </li>
          ))}
        </ul>
        <p class="meta">
          It is the same for everybody’s record. A person’s own wishes come on top and are told to nobody.
        </p>
      </Section>
      <LetSee of={of.narrowed ?? []} />
      {of.keptBack.length > 0 && (
        <Section title="What is kept back from it" count={of.keptBack.length}>
          <ul class="item-list">
            {of.keptBack.map((one) => (
              <li key={`${one.instrument} ${one.words}`}>
                <span class="item-words">
                  <Words>{one.words}</Words>
                </span>
                <By of={one} />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

/** Of who sits in somebody's place, and was let see a part. */
function LetSee({ of }: { readonly of: readonly string[] }) {
  if (of.length === 0) return null;
  return (
    <Section title="What of it you were let see" count={of.length}>
      <p>You sit in somebody’s place. Beside all that, this has to hold of an item:</p>
      <ul class="item-list">
        {of.map((words) => (
          <li key={words}>
            <span class="item-words">
              <Words>{words}</Words>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function By({ of }: { readonly of: NonNullable<SeatWay['decidedBy']> }) {
  return (
    <span class="item-words meta">
      <bdi>
        {of.instrument}, version {of.version}, paragraph {of.paragraph} ({rankWords(of.rank)})
      </bdi>
    </span>
  );
}
