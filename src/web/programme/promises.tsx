import type { PromiseView } from '#governance/contract';
import { Money } from '../money/amount.tsx';
import { Field } from '../parts/form.tsx';
import { Empty, Section } from '../parts/section.tsx';
import { Tag, type Tone } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { Deed, Pick, type ProgrammeShown } from './parts.tsx';

const STANDING: Readonly<Record<PromiseView['standing'], readonly [Tone, string]>> = {
  open: ['wait', 'to come'],
  arrived: ['done', 'arrived'],
  broken: ['concern', 'broken'],
};

/** What others promised to the programme: kept, or broken the day after it was to be there. */
export function Promises({ programme, typed }: ProgrammeShown) {
  const { promises, may, shocks } = programme;
  return (
    <Section title="Promised by the wider system" count={promises.length}>
      {promises.length === 0 ? (
        <Empty title="Nothing was promised" />
      ) : (
        <ul class="item-list">
          {promises.map((one) => (
            <Row key={one.id} of={one} shown={{ programme, ...(typed ? { typed } : {}) }} />
          ))}
        </ul>
      )}
      {may.lead && (
        <Deed
          did="promised"
          words="Something was promised to us"
          said="It is written down; its day asks what became of it."
          typed={typed}
        >
          <Field label="Who promised it" name="from" id="promise-from" required />
          <Field label="What" name="words" id="promise-words" required />
          <Field label="Money" name="money" id="promise-money" hint="Such as 200,000. Empty: none." />
          <Field label="By which day" name="until" id="promise-until" type="date" required />
          <Pick
            label="Because of"
            name="shock"
            id="promise-shock"
            options={[
              { value: '', words: 'Nothing in particular' },
              ...shocks.map(({ id, words }) => ({ value: id, words })),
            ]}
          />
        </Deed>
      )}
    </Section>
  );
}

function Row({ of, shown: { programme, typed } }: { readonly of: PromiseView; readonly shown: ProgrammeShown }) {
  return (
    <li data-row>
      <span class="item-title">
        <Words>{of.words}</Words>
      </span>
      <span class="item-fact">
        <Tag tone={STANDING[of.standing][0]}>{STANDING[of.standing][1]}</Tag>
      </span>
      <span class="item-words meta">
        <bdi>
          <Words>{of.from}</Words>
          {of.minor > 0 && (
            <>
              , <Money of={{ minor: of.minor, currency: programme.currency }} />
            </>
          )}
          , by <When at={of.until} />. <Words>{of.arrived ?? ''}</Words>
        </bdi>
      </span>
      {programme.may.lead && of.standing !== 'arrived' && (
        <div class="item-words">
          <Deed did="arrived" words="It arrived" said="Noted." typed={typed} about={{ promise: of.id }}>
            <Field label="What arrived" name="words" id={`${of.id}-words`} required />
          </Deed>
        </div>
      )}
    </li>
  );
}
