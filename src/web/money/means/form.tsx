import type { MeansForm, MeansKind } from '#money/contract';
import { Choice, Field, type Option, Radios } from '../../parts/form.tsx';
import { Words } from '../../parts/value.tsx';
import { ROWS } from './fields.ts';

type Props = { readonly of: MeansForm; readonly typed: URLSearchParams };

/** What is asked before a sum: the care, what somebody has, gets and must spend, and what they keep. */
export function MeansFields({ of, typed }: Props) {
  const value = (name: string) => typed.get(name) ?? undefined;
  return (
    <>
      <Field label="From which day" name="on" type="date" required value={value('on')} />
      <Radios
        label="Where"
        name="setting"
        value={value('setting') ?? 'home'}
        options={[
          { value: 'home', words: 'At home' },
          { value: 'care-home', words: 'In a care home' },
        ]}
      />
      <Rows title="The care, a week" list="care" typed={typed}>
        {(row) => (
          <>
            <Field label="Service" name={`${row}.words`} value={value(`${row}.words`)} />
            <Field label="Costs a week, in £" name={`${row}.amount`} value={value(`${row}.amount`)} />
            <Choice label="Who pays" name={`${row}.free`} value={value(`${row}.free`)} options={payers(of)} />
            <Field
              label="Free since, where it is for some weeks"
              name={`${row}.since`}
              type="date"
              value={value(`${row}.since`)}
            />
          </>
        )}
      </Rows>
      <Rows title="What the person has" list="capital" typed={typed}>
        {(row) => (
          <>
            <Choice label="What" name={`${row}.kind`} value={value(`${row}.kind`)} options={options(of.capital)} />
            <Field label="Worth, in £" name={`${row}.amount`} value={value(`${row}.amount`)} />
            <Field
              label="Since, for the first weeks in a care home"
              name={`${row}.since`}
              type="date"
              value={value(`${row}.since`)}
            />
          </>
        )}
      </Rows>
      <Weekly of={of} typed={typed} />
      <Keeps of={of} typed={typed} />
    </>
  );
}

/** What comes in and goes out a week. */
function Weekly({ of, typed }: Props) {
  const value = (name: string) => typed.get(name) ?? undefined;
  return (
    <>
      <Rows title="What the person gets a week" list="income" typed={typed}>
        {(row) => (
          <>
            <Choice label="What" name={`${row}.kind`} value={value(`${row}.kind`)} options={options(of.income)} />
            <Field label="A week, in £" name={`${row}.amount`} value={value(`${row}.amount`)} />
            <Field label="Of that, not counted, in £" name={`${row}.ignore`} value={value(`${row}.ignore`)} />
            <Field label="Why it is not counted" name={`${row}.why`} value={value(`${row}.why`)} />
          </>
        )}
      </Rows>
      <Rows title="What the person must spend a week, at home" list="spending" typed={typed}>
        {(row) => (
          <>
            <Choice
              label="Because of"
              name={`${row}.kind`}
              value={value(`${row}.kind`)}
              options={[
                { value: 'disability', words: 'A disability' },
                { value: 'housing', words: 'Housing' },
              ]}
            />
            <Field label="What for" name={`${row}.words`} value={value(`${row}.words`)} />
            <Field label="A week, in £" name={`${row}.amount`} value={value(`${row}.amount`)} />
          </>
        )}
      </Rows>
    </>
  );
}

function Keeps({ of, typed }: Props) {
  const value = (name: string) => typed.get(name) ?? undefined;
  return (
    <fieldset class="field">
      <legend>What the person keeps</legend>
      <Choice
        label="At home: who it is for"
        name="household"
        value={value('household')}
        options={options(of.households)}
      />
      {of.premiums.map(({ id, words }) => (
        <label key={id} class="tick">
          <input type="checkbox" name="premium" value={id} checked={typed.getAll('premium').includes(id)} />
          {words}
        </label>
      ))}
      <Field
        label="Amount kept a week, in £"
        name="allowance"
        value={value('allowance')}
        hint={`Only where the rules have no certain figure, or the council lets people keep more. Not here: ${of.notShipped.join(', ')}.`}
      />
      <Field label="Where that amount was published" name="allowance.source" value={value('allowance.source')} />
      <Field label="Higher upper limit of capital at home, in £" name="upperLimit" value={value('upperLimit')} />
      <Field label="Where that limit was published" name="upperLimit.source" value={value('upperLimit.source')} />
      <Choice
        label="Assessed in full?"
        name="light"
        value={value('light')}
        options={[
          { value: '', words: 'Yes' },
          ...of.lightTouch.map(({ id, words }) => ({ value: id, words: `No: ${words}` })),
        ]}
      />
      <Field label="Where not: why that is enough" name="light.why" value={value('light.why')} />
      <label class="tick">
        <input type="checkbox" name="defers" value="yes" checked={value('defers') === 'yes'} />
        The person asks to pay later, out of the home
      </label>
      <Field label="Owed on the home already, in £" name="debt" value={value('debt')} />
    </fieldset>
  );
}

function Rows(props: {
  readonly title: string;
  readonly list: keyof typeof ROWS;
  readonly typed: URLSearchParams;
  readonly children: (row: string) => preact.ComponentChildren;
}) {
  return (
    <fieldset class="field">
      <legend>{props.title}</legend>
      {Array.from({ length: ROWS[props.list] }, (_, at) => (
        <details
          key={at}
          class="means-row"
          open={at === 0 || (props.typed.get(`${props.list}.${at}.amount`) ?? '') !== ''}
        >
          <summary>
            <Words>{`${props.title}: ${at + 1}`}</Words>
          </summary>
          {props.children(`${props.list}.${at}`)}
        </details>
      ))}
    </fieldset>
  );
}

function payers(of: MeansForm): readonly Option[] {
  const free = of.exemptions.map(({ id, words }) => ({ value: id, words: `Free: ${words}` }));
  return [
    { value: '', words: 'The council and the person' },
    { value: 'health', words: 'The health service' },
    ...free,
  ];
}

function options(kinds: readonly MeansKind[]): readonly Option[] {
  return kinds.map(({ id, words }) => ({ value: id, words }));
}
