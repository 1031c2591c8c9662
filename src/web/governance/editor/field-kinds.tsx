import type { PartyRef, Shape } from '#agreement';
import type { ComponentChildren } from 'preact';
import { CURRENCIES, majorOf } from '../scheme-form.ts';
import { type Faults, faultsAt } from './faults.ts';
import { labelOf } from './labels.ts';

export type Named = { readonly organization: PartyRef; readonly name: string };

/** What fields choose from, and what is wrong at which of them. */
export type Around = {
  readonly parties: readonly Named[];
  /** Others of the partnership, for those who are counted or owed something and sign nothing. */
  readonly others: readonly Named[];
  readonly paragraphs: readonly { readonly id: string; readonly words: string }[];
  readonly clauses: readonly { readonly id: string; readonly words: string }[];
  readonly faults: Faults;
};

export type FieldProps = {
  readonly shape: Shape;
  /** Names around it and its own, for its words; `name` is that of the form. */
  readonly path: readonly string[];
  readonly name: string;
  readonly value: unknown;
  readonly around: Around;
  readonly needed: boolean;
};

export function Plain(props: FieldProps) {
  const { shape, name, value, needed } = props;
  const { kind } = shape.form;
  const long = kind === 'text' && shape.form.longest > 500;
  const field = { id: idOf(name), name, ...described(props) };
  const text = value === undefined || typeof value === 'object' ? '' : String(value);
  return (
    <Labelled {...props}>
      {long ? (
        <textarea {...field} rows={2} dir="auto">
          {text}
        </textarea>
      ) : kind === 'day' ? (
        <input {...field} type="date" value={text} />
      ) : kind === 'number' || kind === 'percent' ? (
        <input
          {...field}
          type="text"
          inputMode={kind === 'number' ? 'numeric' : 'decimal'}
          class="short"
          value={text}
        />
      ) : (
        <input {...field} type="text" value={text} dir="auto" {...(needed ? {} : { 'data-optional': '' })} />
      )}
    </Labelled>
  );
}

export type Option = { readonly value: string; readonly words: string };

export function Select(props: FieldProps & { readonly options: readonly Option[]; readonly redraws?: boolean }) {
  const { name, value, options, needed, redraws } = props;
  const strange = typeof value === 'string' && value !== '' && !options.some((one) => one.value === value);
  return (
    <Labelled {...props}>
      <select id={idOf(name)} name={name} {...described(props)} {...(redraws ? { 'data-redraw': '' } : {})}>
        <option value="">{needed ? 'Choose' : 'None'}</option>
        {strange && (
          <option value={value} selected>
            {value}
          </option>
        )}
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value}>
            {option.words}
          </option>
        ))}
      </select>
    </Labelled>
  );
}

export function Truth(props: FieldProps) {
  const [label] = labelOf(props.path);
  return (
    <div class="field">
      <p>
        <label class="tick">
          <input type="checkbox" name={props.name} value="yes" checked={props.value === true} />
          {label}
        </label>
      </p>
      <FaultsAt {...props} />
    </div>
  );
}

export function PartiesField(props: FieldProps) {
  const { name, value, around, needed } = props;
  const chosen: readonly unknown[] = Array.isArray(value) ? value : [];
  const who = value === 'parties' ? 'all' : Array.isArray(value) ? 'some' : needed ? '' : 'none';
  const ways: readonly Option[] = [
    ...(needed ? [] : [{ value: 'none', words: 'Nobody in particular' }]),
    { value: 'all', words: 'All partners of this agreement' },
    { value: 'some', words: 'These:' },
  ];
  return (
    <Group {...props}>
      <div class="inline-ticks">
        {ways.map((way) => (
          <label key={way.value} class="tick">
            <input type="radio" name={`${name}.who`} value={way.value} checked={who === way.value} />
            {way.words}
          </label>
        ))}
      </div>
      <Ticks name={name} chosen={chosen} options={around.parties.map(optionOf)} />
    </Group>
  );
}

export function AmountField(props: FieldProps) {
  const { name, value } = props;
  const { minor, currency } = membersOf(value);
  const major =
    typeof minor === 'number' && typeof currency === 'string' ? majorOf({ minor, currency }) : String(minor ?? '');
  return (
    <Labelled {...props} deep>
      <span class="amount">
        <input id={idOf(name)} name={name} type="text" inputMode="decimal" value={major} {...described(props)} />
        <select name={`${name}.currency`} aria-label="Currency">
          {CURRENCIES.map((one) => (
            <option key={one} value={one} selected={one === currency}>
              {one}
            </option>
          ))}
        </select>
      </span>
    </Labelled>
  );
}

export function PartyOrWords(props: FieldProps) {
  const { name, value, around } = props;
  const party = around.parties.some(({ organization }) => organization === value);
  return (
    <>
      <Select {...props} needed={false} value={party ? value : ''} options={around.parties.map(optionOf)} />
      <div class="field">
        <label for={idOf(`${name}.other`)}>Or somebody outside</label>
        <input
          id={idOf(`${name}.other`)}
          name={`${name}.other`}
          type="text"
          dir="auto"
          value={party ? '' : String(value ?? '')}
        />
      </div>
    </>
  );
}

export function Ticks(props: {
  readonly name: string;
  readonly chosen: readonly unknown[];
  readonly options: readonly Option[];
}) {
  return (
    <div class="ticks">
      {props.options.map(({ value, words }) => (
        <label key={value} class="tick">
          <input type="checkbox" name={props.name} value={value} checked={props.chosen.includes(value)} />
          <bdi>{words}</bdi>
        </label>
      ))}
    </div>
  );
}

export function Labelled(props: FieldProps & { readonly children: ComponentChildren; readonly deep?: boolean }) {
  const [label, hint] = labelOf(props.path);
  return (
    <div class="field">
      <label for={idOf(props.name)}>
        {label}
        {!props.needed && <span class="optional"> (if any)</span>}
      </label>
      {hint !== undefined && (
        <p class="hint" id={`h-${idOf(props.name)}`}>
          {hint}
        </p>
      )}
      {props.children}
      <FaultsAt {...props} />
    </div>
  );
}

export function Group(props: FieldProps & { readonly children: ComponentChildren }) {
  const [label, hint] = labelOf(props.path);
  return (
    <fieldset class="group">
      <legend>
        {label}
        {!props.needed && <span class="optional"> (if any)</span>}
      </legend>
      {hint !== undefined && <p class="hint">{hint}</p>}
      {props.children}
      <FaultsAt {...props} />
    </fieldset>
  );
}

/** What is wrong here, beside the field; redrawn while somebody types. */
export function FaultsAt(props: {
  readonly name: string;
  readonly around: Pick<Around, 'faults'>;
  readonly deep?: boolean;
}) {
  const found = faultsAt(props.around.faults, props.name, props.deep === true);
  return (
    <div id={`w-${idOf(props.name)}`} class="faults" data-fresh>
      {found.map((words) => (
        <p key={words} class="fault">
          <span aria-hidden="true">! </span>
          {words}
        </p>
      ))}
    </div>
  );
}

export function described({ name, path }: FieldProps): { readonly 'aria-describedby': string } {
  const [, hint] = labelOf(path);
  return { 'aria-describedby': `${hint === undefined ? '' : `h-${idOf(name)} `}w-${idOf(name)}` };
}

export function idOf(name: string): string {
  return `f-${name.replaceAll('.', '-')}`;
}

export function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

export function optionOf({ organization, name }: Named): Option {
  return { value: organization, words: name };
}
