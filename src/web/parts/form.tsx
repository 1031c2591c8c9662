import type { ComponentChildren } from 'preact';

/** A form that posts to its own page; `action` says which of the page's actions it is. */
export function Post(props: { readonly action: string; readonly to?: string; readonly children: ComponentChildren }) {
  return (
    <form method="post" class="form" {...(props.to === undefined ? {} : { action: props.to })}>
      <input type="hidden" name="action" value={props.action} />
      {props.children}
    </form>
  );
}

type FieldProps = {
  readonly label: string;
  readonly name: string;
  readonly hint?: string;
  readonly value?: string | undefined;
  readonly type?: 'text' | 'date';
  readonly lines?: number;
  readonly required?: boolean;
  /** Where a page has several fields of one name. */
  readonly id?: string;
};

export function Field(props: FieldProps) {
  const { label, name, hint, value = '', lines, id = name } = props;
  const field = {
    id: `f-${id}`,
    name,
    required: props.required === true,
    ...(hint === undefined ? {} : { 'aria-describedby': `h-${id}` }),
  };
  return (
    <div class="field">
      <label for={field.id}>{label}</label>
      {hint !== undefined && (
        <p class="hint" id={`h-${id}`}>
          {hint}
        </p>
      )}
      {lines !== undefined ? (
        <textarea {...field} rows={lines} dir="auto">
          {value}
        </textarea>
      ) : props.type === 'date' ? (
        <input {...field} type="date" value={value} />
      ) : (
        <input {...field} type="text" value={value} dir="auto" />
      )}
    </div>
  );
}

export type Option = { readonly value: string; readonly words: string };

export function Choice(props: {
  readonly label: string;
  readonly name: string;
  readonly options: readonly Option[];
  readonly value?: string | undefined;
  /** Where a page has several of one name. */
  readonly id?: string;
  /** What somebody decides is not filled in beforehand: nothing is chosen until they choose. */
  readonly asked?: boolean;
}) {
  const id = `f-${props.id ?? props.name}`;
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <select id={id} name={props.name} required={props.asked === true}>
        {props.asked && <option value="">Choose…</option>}
        {props.options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === props.value}>
            {option.words}
          </option>
        ))}
      </select>
    </div>
  );
}

/** One of a few, all in sight. */
export function Radios(props: {
  readonly label: string;
  readonly name: string;
  readonly options: readonly Option[];
  readonly value: string;
}) {
  return (
    <fieldset class="field">
      <legend>{props.label}</legend>
      {props.options.map((option) => (
        <label key={option.value} class="tick">
          <input type="radio" name={props.name} value={option.value} checked={option.value === props.value} />
          {option.words}
        </label>
      ))}
    </fieldset>
  );
}

export function Button(props: {
  readonly children: ComponentChildren;
  readonly kind?: 'main' | 'danger' | undefined;
  readonly name?: string;
  readonly value?: string;
}) {
  const { children, kind, ...rest } = props;
  return (
    <button type="submit" class={kind ? `button ${kind}` : 'button'} {...rest}>
      {children}
    </button>
  );
}
