import type { SuccessionView } from '#governance/contract';
import { Section } from '../parts/section.tsx';
import { When, Words } from '../parts/value.tsx';
import { counted, SEAT_WORDS } from '../parts/words.ts';

/** On the page of an agreement by which one organisation takes the place of others: what goes over, before it is signed and after. */
export function Successions({ of }: { readonly of: readonly SuccessionView[] }) {
  return (
    <>
      {of.map((one) => (
        <Section
          key={`${one.paragraph}${one.to}`}
          title={titleOf(one)}
          {...(one.state === 'awaited' ? { kind: 'waits' } : {})}
        >
          <p>
            <bdi>
              From <When at={one.on} /> on records, rights and duties of{' '}
              {one.from.map(({ name }) => name).join(' and ')} are those of {one.to}. Who is signed in there stays
              signed in; what a person kept back from one of them is kept back from {one.to}.
            </bdi>
          </p>
          {one.awaited.length > 0 && (
            <p>
              <bdi>
                <b>Not yet:</b> {one.awaited.join(', ')} {one.awaited.length === 1 ? 'has' : 'have'} not signed it.
              </bdi>
            </p>
          )}
          {one.done && (
            <p>
              <bdi>
                Carried out on <When at={one.done.at} time />: {counted(one.done.seats, 'seat')} and{' '}
                {counted(one.done.obligations, 'thing')} due went over.
              </bdi>
            </p>
          )}
          {!one.done && <GoesOver of={one} />}
        </Section>
      ))}
    </>
  );
}

function titleOf({ to, state }: SuccessionView): string {
  return state === 'done' ? `${to} has taken their place` : `What goes over to ${to}`;
}

function GoesOver({ of }: { readonly of: SuccessionView }) {
  return (
    <ul class="item-list">
      {of.from.map((one) => (
        <li key={one.name}>
          <span class="item-title">
            <Words>{`Of ${one.name}`}</Words>
          </span>
          <ul class="sources">
            <li>
              <bdi>
                Seats:{' '}
                {one.seats.length === 0
                  ? 'none is held'
                  : one.seats.map(({ role, count }) => `${SEAT_WORDS[role]} ${count}`).join(', ')}
              </bdi>
            </li>
            <li>
              <bdi>
                Due: it owes {counted(one.owes, 'thing')}, and is owed {one.owed}
              </bdi>
            </li>
            <li>
              <bdi>Agreements: {one.agreements.length === 0 ? 'none' : one.agreements.join(', ')}</bdi>
            </li>
            <li>
              {one.scheme
                ? `Its own rules on who signs, until the board of ${of.to} writes others`
                : `Who signs for ${of.to} signs for it`}
            </li>
            <li>Its records, and the people who are registered with it, referred to it or on its list</li>
          </ul>
        </li>
      ))}
    </ul>
  );
}
