import type { ShockView } from '#governance/contract';
import { Button, Field, Post } from '../parts/form.tsx';
import { Empty, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { counted } from '../parts/words.ts';
import { Deed, PlaceFields, type ProgrammeShown, Whose } from './parts.tsx';

/** What came from outside: what it moved, what the teams were told and by whom, and the hours it took. */
export function Shocks({ programme, typed }: ProgrammeShown) {
  const { shocks, may } = programme;
  return (
    <Section title="What came between" count={shocks.length}>
      {shocks.length === 0 ? (
        <Empty title="Nothing came between yet">
          <p>
            A reorganisation, a new programme from above, a merger: what it does to the plan, and who tells the teams.
          </p>
        </Empty>
      ) : (
        <ul class="item-list">
          {shocks.map((one) => (
            <Row key={one.id} of={one} shown={{ programme, ...(typed ? { typed } : {}) }} />
          ))}
        </ul>
      )}
      {may.lead && <Add programme={programme} typed={typed} />}
    </Section>
  );
}

function Row({ of, shown: { programme, typed } }: { readonly of: ShockView; readonly shown: ProgrammeShown }) {
  return (
    <li data-row>
      <span class="item-title">
        <Words>{of.words}</Words>
      </span>
      <span class="item-fact">
        <When at={of.on} />
      </span>
      <span class="item-words">
        <bdi>
          {of.milestones.length === 0
            ? 'It moved no milestone.'
            : `${counted(of.milestones.length, 'milestone')} ${counted(of.weeks, 'week')} later:`}{' '}
          <Words>{of.milestones.join('; ')}</Words>
        </bdi>
      </span>
      <span class="item-words">
        <bdi>
          {counted(of.hoursLost, 'hour')} lost.{' '}
          <Words>{of.hours.map(({ hours, words }) => `${hours}: ${words}`).join('; ')}</Words>
        </bdi>
      </span>
      <span class="item-words meta">
        <bdi>
          The teams are told: <Words>{of.message}</Words>
        </bdi>
      </span>
      {of.tellers.map((teller) => (
        <div class="item-words meta" key={`${teller.organization} ${teller.role}`}>
          <bdi>
            <Whose of={teller} />{' '}
            {teller.told === undefined ? (
              <Tag tone="wait">has not told them yet</Tag>
            ) : (
              <>
                told them on <When at={teller.told} />
              </>
            )}
          </bdi>
          {teller.mine && <Told of={of} />}
        </div>
      ))}
      {programme.may.use && (
        <div class="item-words">
          <Deed
            did="hours"
            words="Count hours that it took"
            said="The hours are counted."
            typed={typed}
            about={{ shock: of.id }}
          >
            <Field label="Hours" name="hours" id={`${of.id}-hours`} required />
            <Field label="Whose, and on what" name="words" id={`${of.id}-words`} required />
          </Deed>
        </div>
      )}
    </li>
  );
}

function Told({ of }: { readonly of: ShockView }) {
  return (
    <Post action="do">
      <input type="hidden" name="did" value="told" />
      <input type="hidden" name="said" value="Noted: your teams know." />
      <input type="hidden" name="shock" value={of.id} />
      <p class="actions">
        <Button>I told my teams</Button>
      </p>
    </Post>
  );
}

function Add({
  programme,
  typed,
}: {
  readonly programme: ProgrammeShown['programme'];
  readonly typed: URLSearchParams | undefined;
}) {
  const value = (name: string) => (typed?.get('did') === 'shock' ? (typed.get(name) ?? '') : '');
  const ahead = programme.milestones.filter(({ reached }) => reached === undefined);
  return (
    <Deed
      did="shock"
      words="Something came between"
      said="The plan as it was is frozen; the board and whoever tells the teams have been asked."
      typed={typed}
    >
      <Field label="What happened" name="words" id="shock-words" required value={value('words')} />
      <Field
        label="It moves what is ticked by so many weeks"
        name="weeks"
        id="shock-weeks"
        required
        value={value('weeks')}
      />
      {ahead.length > 0 && (
        <fieldset class="field">
          <legend>Which milestones</legend>
          {ahead.map(({ id, words }) => (
            <label key={id} class="tick">
              <input type="checkbox" name="milestones" value={id} />
              <Words>{words}</Words>
            </label>
          ))}
        </fieldset>
      )}
      <Field
        label="What the teams are told"
        name="message"
        id="shock-message"
        lines={3}
        required
        value={value('message')}
      />
      {[1, 2, 3].map((number) => (
        <PlaceFields
          key={number}
          name="tellers"
          id={`teller-${number}`}
          words={`Who tells them (${number})`}
          partners={programme.partners}
          optional
        />
      ))}
    </Deed>
  );
}
