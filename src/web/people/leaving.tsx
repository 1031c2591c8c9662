import { accepted } from '#fhir';
import type { LeaveWish, LeavingLine, LeaverView } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Field, type Option, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { counted, SEAT_WORDS } from '../parts/words.ts';
import { LINKERS } from '../shell/places.ts';
import { CarriedList } from './parts.tsx';

export type LeavingShown = { readonly leaving: LeaverView; readonly typed?: URLSearchParams };

/** Somebody leaves: everything that they have in hand, who follows in it, and from when. */
export const leavingPage: PageDefinition<LeavingShown> = {
  path: '/leaving/of/:account',
  policy: { allow: 'roles', roles: LINKERS },
  title: ({ leaving }) => `${leaving.name} leaves`,
  loader: async ({ governance, access, params, typed }) => {
    const found = await governance.people.leaving(access, params['account'] ?? '');
    return found.ok ? accepted({ leaving: found.value, ...(typed ? { typed } : {}) }) : found;
  },
  Page: (shown) => (
    <div class="page">
      <p class="back">
        <a href="/staff">Who works here</a>
      </p>
      <PageHead
        title={
          <>
            <Words>{shown.leaving.name}</Words> leaves
          </>
        }
        under={
          <>
            {shown.leaving.roles.map((role) => SEAT_WORDS[role]).join(', ')},{' '}
            <Words>{shown.leaving.organizationName}</Words>
          </>
        }
      />
      {shown.leaving.planned ? <PlannedSection of={shown.leaving.planned} /> : <Hand {...shown} />}
    </div>
  ),
  actions: {
    leave: async ({ governance, access, params }, form) => {
      const done = await governance.people.leave(access, wishFrom(params['account'] ?? '', form));
      return done.ok ? accepted({ to: `/leaving/${done.value.id}`, said: 'It is in other hands.' }) : done;
    },
  },
};

function wishFrom(account: string, form: URLSearchParams): LeaveWish {
  const to = form.getAll('to');
  return {
    account,
    ends: form.get('ends') ?? '',
    all: form.get('all') ?? '',
    lines: Object.fromEntries(form.getAll('line').map((key, index) => [key, to[index] ?? ''])),
    notes: form.get('notes') ?? '',
  };
}

function PlannedSection({ of }: { readonly of: NonNullable<LeaverView['planned']> }) {
  return (
    <Section title="Handing over">
      <p>
        Said by <Words>{of.by}</Words>; the last moment is <When at={of.ends} time />.{' '}
        {of.finished ? <Tag tone="done">done</Tag> : <Tag tone="wait">{`${of.done} of ${of.of} steps done`}</Tag>}
      </p>
      <p class="actions">
        <a class="button" href={`/leaving/${of.id}`}>
          What whoever follows reads
        </a>
      </p>
    </Section>
  );
}

function Hand({ leaving, typed }: LeavingShown) {
  const options: readonly Option[] = leaving.colleagues.map(({ account, name, roles }) => ({
    value: account,
    words: `${name} (${roles.map((role) => SEAT_WORDS[role]).join(', ')})`,
  }));
  const open = leaving.lines.filter(({ needs }) => needs);
  return (
    <Post action="leave">
      <Section title="When, and who follows">
        <Field
          label="Last day"
          name="ends"
          type="date"
          hint="Left empty, it is now."
          value={typed?.get('ends') ?? leaving.until ?? ''}
        />
        <Successor
          id="all"
          name="all"
          label={`Who follows in everything (${counted(open.length, 'line')} would be left with nobody)`}
          first={open.length === 0 ? 'Nobody is needed' : 'Named line by line below'}
          options={options}
          value={typed?.get('all') ?? ''}
        />
        <p class="meta">
          Whoever follows in a role sits in it from that moment. Nobody there who can? Invite them first on{' '}
          <a href="/staff">Who works here</a>.
        </p>
      </Section>
      <Section title="What they have in hand" count={leaving.lines.length}>
        {leaving.lines.length === 0 ? (
          <Empty title="Nothing stands under their name." />
        ) : (
          <ul class="item-list">
            {leaving.lines.map((line, index) => (
              <Line key={line.key} of={line} id={`line-${index}`} options={options} typed={typed} />
            ))}
          </ul>
        )}
        <p class="meta">
          What they hold in their own life, their own record or somebody’s they care for, stays theirs.
        </p>
      </Section>
      <Section title="What stands nowhere">
        <Field
          label="For whoever follows"
          name="notes"
          hint="Who to ring first, what was tried, what to look out for. Nothing about people who are cared for."
          lines={4}
          value={typed?.get('notes') ?? ''}
        />
        <p class="actions">
          <Button kind="danger">Hand over and end their seats</Button>
        </p>
      </Section>
    </Post>
  );
}

type LineProps = {
  readonly of: LeavingLine;
  readonly id: string;
  readonly options: readonly Option[];
  readonly typed: URLSearchParams | undefined;
};

function Line({ of, id, options, typed }: LineProps) {
  const at = typed?.getAll('line').indexOf(of.key) ?? -1;
  const value = at < 0 ? '' : (typed?.getAll('to')[at] ?? '');
  const first = of.needs
    ? 'As said above'
    : of.stays.length > 0
      ? `Stays with ${of.stays.join(', ')}`
      : 'Goes with the role';
  return (
    <li data-row>
      <span class="item-title">
        <Words>{of.words}</Words>
      </span>
      <span class="item-fact">
        {of.needs ? <Tag tone="concern">nobody follows yet</Tag> : of.next && <When at={of.next} />}
      </span>
      <CarriedList of={of.carries} />
      <input type="hidden" name="line" value={of.key} />
      <Successor id={id} name="to" label="Who follows here" first={first} options={options} value={value} />
    </li>
  );
}

function Successor(props: {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly first: string;
  readonly options: readonly Option[];
  readonly value: string;
}) {
  return (
    <div class="field">
      <label for={`f-${props.id}`}>{props.label}</label>
      <select id={`f-${props.id}`} name={props.name}>
        <option value="">{props.first}</option>
        {props.options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === props.value}>
            {option.words}
          </option>
        ))}
      </select>
    </div>
  );
}
