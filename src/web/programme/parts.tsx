import { type Role, ROLES } from '#agreement';
import { accepted, type Outcome } from '#fhir';
import type { HeldPlace, ProgrammeView } from '#governance/contract';
import type { ComponentChildren } from 'preact';
import type { Done, LoaderContext } from '../page.ts';
import { Button, type Option, Post } from '../parts/form.tsx';
import { PageHead } from '../parts/section.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { Words } from '../parts/value.tsx';
import { SEAT_WORDS } from '../parts/words.ts';

/** What every page of a programme is given. */
export type ProgrammeShown = { readonly programme: ProgrammeView; readonly typed?: URLSearchParams };

const TABS = [
  ['', 'From aim to owner'],
  ['/case', 'Case for change'],
  ['/levels', 'At four levels'],
  ['/plan', 'Plan'],
  ['/means', 'Hours and money'],
  ['/lessons', 'Lessons'],
] as const;
export type ProgrammeTab = (typeof TABS)[number][0];

/** The head of each page of a programme, with the way to the others. */
export function ProgrammeHead(props: {
  readonly of: Pick<ProgrammeView, 'id' | 'name'>;
  readonly at: ProgrammeTab;
  readonly under: ComponentChildren;
}) {
  const { id, name } = props.of;
  return (
    <>
      <p class="back">
        <a href="/programmes">Programmes</a>
      </p>
      <PageHead title={<Words>{name}</Words>} under={props.under} />
      <Tabs
        class="chips"
        link="chip"
        label="This programme"
        at={`/programmes/${id}${props.at}`}
        pages={TABS.map(([path, words]) => ({ href: `/programmes/${id}${path}`, words }))}
      />
    </>
  );
}

export async function loadProgramme(context: LoaderContext): Promise<Outcome<ProgrammeShown>> {
  const { governance, access, params, query, typed } = context;
  const baseline = query.get('baseline') ?? '';
  const number = /^\d{1,3}$/.test(baseline) ? Number(baseline) : undefined;
  const found = await governance.programmes.one(access, params['id'] ?? '', number);
  return found.ok ? accepted({ programme: found.value, ...(typed ? { typed } : {}) }) : found;
}

/** What a form of a programme's page does; the page is shown again, with a word on it. */
export function doing(below: ProgrammeTab) {
  return async ({ governance, access, params }: LoaderContext, form: URLSearchParams): Promise<Outcome<Done>> => {
    const id = params['id'] ?? '';
    const done = await governance.programmes.act(access, id, { did: form.get('did') ?? '', typed: typedFrom(form) });
    return done.ok ? accepted({ to: `/programmes/${id}${below}`, said: form.get('said') ?? 'Done.' }) : done;
  };
}

/** Fields by name, lists as lists; an organisation and a role that stand side by side become one place. */
export function typedFrom(form: URLSearchParams): Readonly<Record<string, string | readonly string[]>> {
  const typed: Record<string, string | readonly string[]> = {};
  for (const name of new Set(form.keys())) {
    const values = form.getAll(name);
    if (!name.endsWith('-of')) typed[name] = values.length === 1 ? (values[0] ?? '') : values;
    else {
      const base = name.slice(0, -3);
      const roles = form.getAll(`${base}-role`);
      typed[base] = values.flatMap((of, index) => (of === '' ? [] : [`${of}|${roles[index] ?? ''}`]));
    }
  }
  return typed;
}

/** One thing that can be done on the page, behind its name until it is wanted. Open again where it was refused. */
export function Deed(props: {
  readonly did: string;
  readonly words: string;
  readonly said: string;
  readonly typed?: URLSearchParams | undefined;
  /** Where a page has the same deed several times: what it is about, by name. */
  readonly about?: Readonly<Record<string, string>>;
  readonly button?: string;
  readonly children?: ComponentChildren;
}) {
  const { did, words, said, typed, about = {}, button = 'Write it down' } = props;
  const here = typed?.get('did') === did && Object.entries(about).every(([name, value]) => typed.get(name) === value);
  return (
    <details class="deed" open={here}>
      <summary>{words}</summary>
      <Post action="do">
        <input type="hidden" name="did" value={did} />
        <input type="hidden" name="said" value={said} />
        {Object.entries(about).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {props.children}
        <p class="actions">
          <Button kind="main">{button}</Button>
        </p>
      </Post>
    </details>
  );
}

/** A choice whose id can differ from its name: a page has many of one name. */
export function Pick(props: {
  readonly label: string;
  readonly name: string;
  readonly id: string;
  readonly options: readonly Option[];
  readonly value?: string | undefined;
}) {
  return (
    <div class="field">
      <label for={`f-${props.id}`}>{props.label}</label>
      <select id={`f-${props.id}`} name={props.name}>
        {props.options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === props.value}>
            {option.words}
          </option>
        ))}
      </select>
    </div>
  );
}

export const ROLE_CHOICES: readonly (Option & { readonly value: Role })[] = ROLES.filter(
  (role) => role !== 'person' && role !== 'system',
).map((role) => ({ value: role, words: SEAT_WORDS[role] }));

/** An organisation and a role of its staff. */
export function PlaceFields(props: {
  readonly name: string;
  readonly id: string;
  readonly words: string;
  readonly partners: ProgrammeView['partners'];
  readonly optional?: boolean;
}) {
  const { name, id, words, partners, optional } = props;
  const options = partners.map(({ organization, name: of }) => ({ value: organization, words: of }));
  return (
    <>
      <Pick
        label={`${words}: organisation`}
        name={`${name}-of`}
        id={`${id}-of`}
        options={optional ? [{ value: '', words: 'Nobody' }, ...options] : options}
      />
      <Pick label={`${words}: role`} name={`${name}-role`} id={`${id}-role`} options={ROLE_CHOICES} />
    </>
  );
}

/** 'Alan Whitcombe (Finance lead, Vale Council)'; the role alone where nobody sits in it. */
export function Whose({ of }: { readonly of: HeldPlace }) {
  return of.holders.length === 0 ? (
    <Words>{`${SEAT_WORDS[of.role]}, ${of.name}`}</Words>
  ) : (
    <>
      <Words>{of.holders.join(', ')}</Words> <Words>{`(${SEAT_WORDS[of.role]}, ${of.name})`}</Words>
    </>
  );
}
