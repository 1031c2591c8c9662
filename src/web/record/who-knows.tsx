import { listed } from '#agreement';
import { accepted } from '#fhir';
import type { Confidant, Confiding, Worker } from '#record/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Field, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';

const PATH = '/me/sharing/who-knows';

export type WhoKnowsShown = {
  readonly confiding: Confiding;
  readonly typed?: {
    readonly worker: string;
    readonly labels: readonly string[];
    readonly until: string;
    readonly called: string | null;
  };
};

/** Which community worker may know of a condition that people are looked down upon for, and what it is called to everybody else. */
export const whoKnowsPage: PageDefinition<WhoKnowsShown> = {
  path: PATH,
  policy: { allow: 'roles', roles: ['person'] },
  title: () => 'Who may know',
  loader: async ({ record, access, typed }) => {
    const confiding = await record.confiding.mine(access);
    if (!confiding.ok) return confiding;
    const kept = typed && {
      worker: typed.get('worker') ?? '',
      labels: typed.getAll('labels'),
      until: typed.get('until') ?? '',
      called: typed.get('called'),
    };
    return accepted({ confiding: confiding.value, ...(kept ? { typed: kept } : {}) });
  },
  Page: ({ confiding, typed }) => {
    const told = confiding.told.filter(({ ended }) => ended === undefined);
    const past = confiding.told.filter(({ ended }) => ended !== undefined);
    return (
      <div class="page narrow own">
        <p class="back">
          <a href="/me/sharing">What I share</a>
        </p>
        <PageHead
          title="Who may know"
          under="Community workers who visit you are not shown what is marked as sensitive. Here you choose by name who may know."
        />
        <Section title="Who knows now" count={told.length}>
          {told.length === 0 && (
            <Empty title="Nobody by name">
              <p>No community worker is shown anything that is marked as sensitive.</p>
            </Empty>
          )}
          <ul class="item-list">
            {told.map((one) => (
              <Told key={one.id} of={one} workers={confiding.workers} />
            ))}
          </ul>
        </Section>
        <Tell of={confiding} typed={typed} />
        <Called of={confiding} typed={typed?.called ?? undefined} />
        <p>
          Did somebody learn of it who should not have, or did it do you harm? <a href="/me/harm">Report it</a>.
        </p>
        {past.length > 0 && (
          <Section title="Who knew before" count={past.length}>
            <ul class="item-list">
              {past.map((one) => (
                <Told key={one.id} of={one} workers={[]} />
              ))}
            </ul>
          </Section>
        )}
      </div>
    );
  },
  actions: {
    tell: async ({ record, access }, form) => {
      const [worker, until] = [form.get('worker') ?? '', form.get('until') ?? ''];
      const done = await record.confiding.tell(access, { worker, labels: form.getAll('labels'), until });
      return done.ok ? accepted({ to: PATH, said: 'From now on they may know. You can end it at any time.' }) : done;
    },
    end: async ({ record, access }, form) => {
      const done = await record.confiding.end(access, form.get('id') ?? '');
      return done.ok ? accepted({ to: PATH, said: 'Ended. They are shown it no more.' }) : done;
    },
    hand: async ({ record, access }, form) => {
      const done = await record.confiding.handOver(access, form.get('id') ?? '', form.get('to') ?? '');
      return done.ok ? accepted({ to: PATH, said: 'Handed over: one knows from now on, the other no more.' }) : done;
    },
    call: async ({ record, access }, form) => {
      const done = await record.confiding.call(access, form.get('called') ?? '');
      return done.ok ? accepted({ to: PATH, said: 'That is what it is called from now on.' }) : done;
    },
  },
};

function Told({ of, workers }: { readonly of: Confidant; readonly workers: readonly Worker[] }) {
  const others = workers.filter(({ name, organization }) => name !== of.name || organization !== of.organization);
  return (
    <li>
      <span class="item-title">
        <Words>{of.name}</Words>
      </span>
      <span class="item-fact">
        {of.ended !== undefined ? (
          <Tag tone="wait">ended</Tag>
        ) : of.left ? (
          <Tag tone="concern">has left</Tag>
        ) : (
          <Tag tone="done">may know</Tag>
        )}
      </span>
      <span class="item-words">
        <Words>{`${of.organization}: may know of ${listed(of.about)}`}</Words>, since <When at={of.since} />
        {of.until !== undefined && (
          <>
            , until <When at={of.until} />
          </>
        )}
        {of.ended !== undefined && (
          <>
            , ended <When at={of.ended} />
          </>
        )}
        {of.handedTo !== undefined && (
          <>
            {' '}
            and handed over to <Words>{of.handedTo}</Words>
          </>
        )}
        .
      </span>
      {of.left && of.ended === undefined && (
        <span class="item-words meta">
          They work there no more and are shown nothing. Choose somebody in their place.
        </span>
      )}
      {of.ended === undefined && (
        <Post action="end">
          <input type="hidden" name="id" value={of.id} />
          <p class="actions">
            <Button kind="danger">
              End it<span class="sr"> for {of.name}</span>
            </Button>
          </p>
        </Post>
      )}
      {of.ended === undefined && others.length > 0 && <HandOver of={of} others={others} />}
    </li>
  );
}

function HandOver({ of, others }: { readonly of: Confidant; readonly others: readonly Worker[] }) {
  return (
    <details>
      <summary>
        Let somebody else know instead<span class="sr"> of {of.name}</span>
      </summary>
      <Post action="hand">
        <input type="hidden" name="id" value={of.id} />
        <WorkersChoice name="to" workers={others} />
        <p class="actions">
          <Button>Hand it over</Button>
        </p>
      </Post>
    </details>
  );
}

function WorkersChoice(props: { readonly name: string; readonly workers: readonly Worker[]; readonly value?: string }) {
  return (
    <fieldset class="field">
      <legend>Who?</legend>
      {props.workers.map(({ worker, name, organization }) => (
        <label key={worker} class="tick">
          <input type="radio" name={props.name} value={worker} checked={worker === props.value} required />
          <Words>{`${name}, ${organization}`}</Words>
        </label>
      ))}
    </fieldset>
  );
}

type Form = { readonly of: Confiding; readonly typed: WhoKnowsShown['typed'] };

function Tell({ of: { workers, labels, law }, typed }: Form) {
  if (workers.length === 0 || labels.length === 0) return null;
  return (
    <Section title="Let somebody know">
      <p>
        They then see, of what their organisation is shown of you anyway, also what carries this mark. Nobody else of
        their organisation does, and they cannot pass it on here. If you keep it back from their whole organisation,
        that is stronger.
      </p>
      <Post action="tell">
        <WorkersChoice name="worker" workers={workers} {...(typed ? { value: typed.worker } : {})} />
        <fieldset class="field">
          <legend>Of what?</legend>
          {labels.map(({ label, words }) => (
            <label key={label} class="tick">
              <input type="checkbox" name="labels" value={label} checked={typed?.labels.includes(label)} />
              <bdi>{words}</bdi>
            </label>
          ))}
        </fieldset>
        <Field
          label="Until when?"
          name="until"
          type="date"
          hint="The last day. Leave it empty until you end it."
          value={typed?.until}
        />
        <p class="actions">
          <Button kind="main">They may know</Button>
        </p>
      </Post>
      <p class="meta">
        <Words>{law}</Words>
      </p>
    </Section>
  );
}

function Called({ of: { called, usually }, typed }: { readonly of: Confiding; readonly typed: string | undefined }) {
  return (
    <Section title="What it is called">
      <p>
        Receptions, managers and everybody else who need not know read <Words>{`“${called}”`}</Words> wherever a text of
        your record would tell it.
      </p>
      <Post action="call">
        <Field
          label="What shall it be called?"
          name="called"
          hint={`Leave it empty for the usual “${usually}”.`}
          value={typed ?? (called === usually ? '' : called)}
        />
        <p class="actions">
          <Button>Call it so</Button>
        </p>
      </Post>
    </Section>
  );
}
