import {
  CLASS_WORDS,
  type Clause,
  type DataClass,
  type Instrument,
  type Label,
  LABEL_WORDS,
  type Relationship,
  RELATIONSHIP_WORDS,
} from '#agreement';
import { Field, Radios } from '../parts/form.tsx';
import { capital, PURPOSE_CHOICES, SEAT_WORDS } from '../parts/words.ts';
import { nameOf, type PartField, partFields } from './part-form.ts';

/** How one reads the paragraph: in words, and as what should run because of it. */
export function ReadingFields(props: {
  readonly instrument: Instrument;
  readonly clause: Clause | undefined;
  readonly typed?: URLSearchParams | undefined;
}) {
  const { instrument, clause, typed } = props;
  return (
    <>
      <Field
        label="How you read it"
        name="words"
        hint="In plain words. The other parties read it; name no person."
        lines={3}
        required
        value={typed?.get('words') ?? ''}
      />
      <Radios
        label="So what should run"
        name="runs"
        value={typed?.get('runs') ?? 'as-it-runs'}
        options={[
          { value: 'as-it-runs', words: 'What runs today: it is right as it is' },
          ...(clause
            ? [
                { value: 'nothing', words: 'Nothing: the text does not say it' },
                { value: 'otherwise', words: 'Something else, as written below' },
              ]
            : []),
        ]}
      />
      {clause && (
        <details open={typed?.get('runs') === 'otherwise'}>
          <summary>What should run instead</summary>
          <Part fields={partFields(clause, instrument)} instrument={instrument} typed={typed} />
        </details>
      )}
    </>
  );
}

function Part(props: {
  readonly fields: readonly PartField[];
  readonly instrument: Instrument;
  readonly typed?: URLSearchParams | undefined;
}) {
  return (
    <>
      {props.fields.map((field) => (
        <One key={field.path} of={field} instrument={props.instrument} typed={props.typed} />
      ))}
    </>
  );
}

function One({
  of,
  instrument,
  typed,
}: {
  readonly of: PartField;
  readonly instrument: Instrument;
  readonly typed: URLSearchParams | undefined;
}) {
  const name = nameOf(of);
  const id = name.replaceAll('.', '-');
  if (of.kind === 'ticks') {
    const chosen = typed?.has('runs') ? typed.getAll(name) : of.value;
    return (
      <fieldset class="shared">
        <legend>{of.words}</legend>
        <div class="ticks">
          {of.options.map((one) => (
            <label key={one} class="tick">
              <input type="checkbox" name={name} value={one} checked={chosen.includes(one)} />
              <bdi>{choiceWords(one, instrument)}</bdi>
            </label>
          ))}
        </div>
      </fieldset>
    );
  }
  if (of.kind === 'truth') {
    const on = typed?.has('runs') ? typed.get(name) === 'yes' : of.value;
    return (
      <label class="tick">
        <input type="checkbox" name={name} value="yes" checked={on} />
        {of.words}
      </label>
    );
  }
  if (of.kind === 'lines') {
    return (
      <Field
        label={of.words}
        name={name}
        id={id}
        hint="One a line."
        lines={3}
        value={typed?.get(name) ?? of.value.join('\n')}
      />
    );
  }
  return <Field label={of.words} name={name} id={id} value={typed?.get(name) ?? of.value} />;
}

/** A word of one of the closed vocabularies, or a party by its name. */
function choiceWords(one: string, { parties }: Instrument): string {
  const words =
    parties.find(({ organization }) => organization === one)?.name ??
    CLASS_WORDS[one as DataClass] ??
    LABEL_WORDS[one as Label] ??
    RELATIONSHIP_WORDS[one as Relationship] ??
    SEAT_WORDS[one as keyof typeof SEAT_WORDS] ??
    PURPOSE_CHOICES[one as keyof typeof PURPOSE_CHOICES] ??
    one.replaceAll('-', ' ');
  return capital(words);
}
