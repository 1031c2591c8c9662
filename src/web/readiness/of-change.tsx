import type { ChangeView, ProgrammeView, RoundView } from '#governance/contract';
import { Button, Field, Post } from '../parts/form.tsx';
import { When, Words } from '../parts/value.tsx';
import { SEAT_WORDS } from '../parts/words.ts';
import { PlaceFields } from '../programme/parts.tsx';
import { CHOICE_WORDS } from './figures.tsx';
import { RoundTag } from './rounds.tsx';

/** How ready teams are for a change, and what its lead decided after that. */
export function ChangeReadiness(props: {
  readonly of: ChangeView;
  readonly programme: ProgrammeView;
  readonly rounds: readonly RoundView[];
}) {
  const { of, programme, rounds } = props;
  return (
    <>
      {rounds.length > 0 && (
        <ul class="item-list">
          {rounds.map((round) => (
            <Row key={round.id} of={round} />
          ))}
        </ul>
      )}
      {programme.may.lead && (
        <details class="deed">
          <summary>Ask teams how ready they are</summary>
          <Post action="ask">
            <input type="hidden" name="change" value={of.id} />
            {[1, 2, 3].map((number) => (
              <PlaceFields
                key={number}
                name="teams"
                id={`${of.id}-team-${number}`}
                words={`Team ${number}`}
                partners={programme.partners}
                optional
              />
            ))}
            <Field label="Last day for answers" name="until" id={`${of.id}-until`} type="date" required />
            <p class="actions">
              <Button>Ask them</Button>
            </p>
          </Post>
        </details>
      )}
    </>
  );
}

function Row({ of }: { readonly of: RoundView }) {
  return (
    <li data-row>
      <a class="item-title" href={`/readiness/${of.id}`}>
        How ready the teams are
      </a>
      <span class="item-fact">
        <RoundTag of={of} />
      </span>
      <span class="item-words meta">
        <bdi>
          {of.closed === undefined ? 'Open to ' : 'Counted on '}
          <When at={of.closed ?? of.until} />
        </bdi>
      </span>
      {of.teams.map((team) => (
        <Decided key={team.id} of={team} />
      ))}
    </li>
  );
}

function Decided({ of: { name, role, decisions } }: { readonly of: RoundView['teams'][number] }) {
  const last = decisions.at(-1);
  if (!last) return null;
  return (
    <span class="item-words">
      <bdi>
        <Words>{role ? `${SEAT_WORDS[role]}, ${name}` : name}</Words>: {CHOICE_WORDS[last.choice]}.{' '}
        <Words>{last.why}</Words>{' '}
        <span class="meta">
          <Words>{last.by}</Words>, <When at={last.on} />
        </span>
      </bdi>
    </span>
  );
}
