import type { Form, Shape } from '#agreement';
import { choiceWords, offered } from './choices.ts';
import {
  AmountField,
  type Around,
  described,
  type FieldProps,
  Group,
  idOf,
  Labelled,
  membersOf,
  type Option,
  optionOf,
  PartiesField,
  PartyOrWords,
  Plain,
  Select,
  Ticks,
  Truth,
} from './field-kinds.tsx';
import { labelOf } from './labels.ts';
import { variantOf } from './read.ts';

/** The fields of an object, needed ones first. Members named in `without` are said elsewhere. */
export function Fields(props: {
  readonly form: Form & { readonly kind: 'object' };
  readonly path: readonly string[];
  readonly name: string;
  readonly value: unknown;
  readonly around: Around;
  readonly without?: readonly string[];
}) {
  const { form, path, name, around, without = [] } = props;
  const value = membersOf(props.value);
  const each = (members: Readonly<Record<string, Shape>>, needed: boolean) =>
    Object.entries(members)
      .filter(([member]) => !without.includes(member))
      .map(([member, shape]) => (
        <FieldOf
          key={member}
          shape={shape}
          path={[...path, member]}
          name={name === '' ? member : `${name}.${member}`}
          value={value[member]}
          around={around}
          needed={needed}
        />
      ));
  return (
    <>
      {each(form.needed, true)}
      {each(lastOfAll(form.optional), false)}
    </>
  );
}

function FieldOf(props: FieldProps) {
  const { form } = props.shape;
  if (form.as === 'parties') return <PartiesField {...props} />;
  if (form.as === 'amount') return <AmountField {...props} />;
  if (form.as === 'party-or-words') return <PartyOrWords {...props} />;
  if (form.as === 'organization') return <Select {...props} options={organizationOptions(props.around)} />;
  if (form.as === 'paragraph') return <Select {...props} options={idOptions(props.around.paragraphs)} />;
  if (form.as === 'clause') return <Select {...props} options={idOptions(props.around.clauses)} />;
  switch (form.kind) {
    case 'choice':
      return (
        <Select
          {...props}
          options={offered(props.path, form.words, [props.value]).map((one) => ({
            value: one,
            words: choiceWords(props.path, one),
          }))}
        />
      );
    case 'truth':
      return <Truth {...props} />;
    case 'list':
      return <ListField {...props} of={form.of} />;
    case 'object':
      return (
        <Group {...props}>
          <Fields form={form} path={props.path} name={props.name} value={props.value} around={props.around} />
        </Group>
      );
    case 'union':
      return (
        <Group {...props}>
          <Variant {...props} form={form} />
        </Group>
      );
    default:
      return <Plain {...props} />;
  }
}

function ListField(props: FieldProps & { readonly of: Shape }) {
  const { of, name, value, around, path } = props;
  const rows: readonly unknown[] = Array.isArray(value) ? value : [];
  if (of.form.as === 'organization') {
    return (
      <Group {...props}>
        <Ticks name={name} chosen={rows} options={organizationOptions(around)} />
      </Group>
    );
  }
  if (of.form.kind === 'choice') {
    const options = offered(path, of.form.words, rows).map((one) => ({ value: one, words: choiceWords(path, one) }));
    return (
      <Group {...props}>
        <Ticks name={name} chosen={rows} options={options} />
      </Group>
    );
  }
  if (of.form.kind === 'text' || of.form.kind === 'pattern') {
    return (
      <Labelled {...props}>
        <textarea id={idOf(name)} name={name} rows={Math.max(2, rows.length + 1)} dir="auto" {...described(props)}>
          {rows.map(String).join('\n')}
        </textarea>
      </Labelled>
    );
  }
  return <Rows {...props} rows={rows} />;
}

/** A list of things that have fields themselves: each can be taken out and moved, one more can be added. */
function Rows(props: FieldProps & { readonly of: Shape; readonly rows: readonly unknown[] }) {
  const { of, rows, name, path, around } = props;
  const [label] = labelOf(path);
  const inner = (row: unknown, at: string) =>
    of.form.kind === 'union' ? (
      <Variant {...props} form={of.form} name={at} value={row} path={rowPath(path)} />
    ) : of.form.kind === 'object' ? (
      <Fields form={of.form} path={rowPath(path)} name={at} value={row} around={around} />
    ) : null;
  return (
    <Group {...props}>
      <input type="hidden" name={`${name}.count`} value={String(rows.length)} />
      <ol class="form-rows">
        {rows.map((row, index) => {
          const at = `${name}.${index}`;
          return (
            <li key={at} id={`row-${at.replaceAll('.', '-')}`}>
              <div class="row-fields">{inner(row, at)}</div>
              <div class="row-tools">
                <RowButton does={`up:${at}`} words={`Move up: ${label} ${index + 1}`} sign="↑" off={index === 0} />
                <RowButton
                  does={`down:${at}`}
                  words={`Move down: ${label} ${index + 1}`}
                  sign="↓"
                  off={index === rows.length - 1}
                />
                <RowButton does={`remove:${at}`} words={`Take out: ${label} ${index + 1}`} sign="×" />
              </div>
            </li>
          );
        })}
      </ol>
      <p>
        <button type="submit" class="button" name="rows" value={`add:${name}`}>
          Add one<span class="sr"> to: {label}</span>
        </button>
      </p>
    </Group>
  );
}

function RowButton(props: {
  readonly does: string;
  readonly words: string;
  readonly sign: string;
  readonly off?: boolean;
}) {
  return (
    <button
      type="submit"
      class="button small"
      name="rows"
      value={props.does}
      disabled={props.off === true}
      title={props.words}
    >
      <span aria-hidden="true">{props.sign}</span>
      <span class="sr">{props.words}</span>
    </button>
  );
}

/** One of several ways to say something: choosing another shows its fields. */
function Variant(props: FieldProps & { readonly form: Form & { readonly kind: 'union' } }) {
  const { form, name, value, around } = props;
  const { by, shapes } = form;
  const path = [...props.path, by];
  const chosen = variantOf(form, value);
  const options = Object.keys(shapes).map((one) => ({ value: one, words: choiceWords(path, one) }));
  return (
    <>
      <div class="with-button">
        <Select
          {...props}
          shape={props.shape}
          path={path}
          name={`${name}.${by}`}
          value={membersOf(value)[by]}
          options={options}
          needed
          redraws
        />
        <button type="submit" class="button needless" name="rows" value="show">
          Show its fields
        </button>
      </div>
      {chosen?.form.kind === 'object' && (
        <Fields form={chosen.form} path={props.path} name={name} value={value} around={around} without={[by]} />
      )}
    </>
  );
}

/** What a part depends on is rarely said, so it stands last. */
function lastOfAll({ dependsOn, ...others }: Readonly<Record<string, Shape>>): Readonly<Record<string, Shape>> {
  return dependsOn ? { ...others, dependsOn } : others;
}

function organizationOptions({ parties, others }: Around): readonly Option[] {
  return [...parties, ...others].map(optionOf);
}

function idOptions(all: readonly { readonly id: string; readonly words: string }[]): readonly Option[] {
  return all.map(({ id, words }) => ({ value: id, words }));
}

/** Steps of an overspend and of an underspend have one vocabulary. */
function rowPath(path: readonly string[]): readonly string[] {
  const name = path.at(-1) ?? '';
  return name === 'overspend' || name === 'underspend' ? [...path, 'step'] : path;
}
