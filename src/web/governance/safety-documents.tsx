import { dayWords } from '#agreement';
import { accepted } from '#fhir';
import { ASSURANCE_PAGE, type AssuranceItem, type AssuranceView } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Field } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag, type Tone } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';
import { STAFF } from '../shell/places.ts';

export const SAFETY: string = ASSURANCE_PAGE;

const STATES: Readonly<Record<AssuranceItem['state'], readonly [Tone, string]>> = {
  accepted: ['done', 'accepted'],
  awaited: ['wait', 'to be accepted'],
  'ran-out': ['danger', 'ran out'],
};

export type SafetyShown = AssuranceView & {
  /** What was typed beside a file that was refused, and of which paper. */
  readonly typed?: URLSearchParams;
};

/** What an organisation accepts in its own name before anything of its people is shared: each paper with its file, its hash and who approved it. */
export const safetyDocumentsPage: PageDefinition<SafetyShown> = {
  path: SAFETY,
  policy: { allow: 'roles', roles: STAFF },
  title: () => 'Safety documents',
  loader: async ({ governance, access, typed }) => {
    const found = await governance.assurance.ask(access);
    return found.ok && typed ? accepted({ ...found.value, typed }) : found;
  },
  Page: ({ name, items, accepts, others, typed }) => (
    <div class="page narrow">
      <PageHead
        title={<bdi>Safety documents of {name}</bdi>}
        under="No organisation signs an agreement that shares people’s records before it has accepted what the law asks of it here."
      />
      {items.length === 0 ? (
        <Section title="What is asked">
          <Empty title="Nothing is asked of an organisation such as yours">
            <p>It can sign what it is a party of.</p>
          </Empty>
        </Section>
      ) : (
        items.map((item) => (
          <Paper
            key={item.document}
            of={item}
            accepts={accepts || item.mine === true}
            {...(typed?.get('document') === item.document ? { typed } : {})}
          />
        ))
      )}
      <Others of={others} />
    </div>
  ),
};

/** Each paper with its state, in a line: for pages that lead here. */
export function PaperStates({ of }: { readonly of: readonly AssuranceItem[] }) {
  return (
    <ul class="item-list">
      {of.map(({ document, title, state, kept }) => (
        <li key={document}>
          <span class="item-title">{title}</span>
          <span class="item-fact">
            <State of={state} />
          </span>
          {kept && (
            <span class="item-words meta">
              <bdi>
                {kept.by}, <When at={kept.at} time />
              </bdi>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Said where somebody is about to sign and cannot yet. */
export function BeforeSigning({ lacking }: { readonly lacking: readonly string[] }) {
  return (
    <Section title="First">
      <p>This agreement shares people’s records. Before it can be signed, your organisation accepts:</p>
      <ul class="definition">
        {lacking.map((title) => (
          <li key={title}>{title}</li>
        ))}
      </ul>
      <p>
        <a class="button main" href={SAFETY}>
          Safety documents
        </a>
      </p>
    </Section>
  );
}

function State({ of }: { readonly of: AssuranceItem['state'] }) {
  const [tone, words] = STATES[of];
  return <Tag tone={tone}>{words}</Tag>;
}

type Typed = { readonly typed?: URLSearchParams };

function Paper({ of, accepts, ...typed }: Typed & { readonly of: AssuranceItem; readonly accepts: boolean }) {
  const { document, title, words, law, state } = of;
  return (
    <Section title={title} aside={<State of={state} />}>
      <p>
        <bdi>
          {words} <span class="meta">{law}</span>
        </bdi>
      </p>
      <Kept of={of} />
      {!accepts && state !== 'accepted' && (
        <p class="meta">A lead, the manager or the signatory of your organisation hands it in.</p>
      )}
      {accepts && state !== 'accepted' && <Hand of={of} {...typed} />}
      {accepts && state === 'accepted' && (
        <details open={typed.typed !== undefined}>
          <summary id={`next-${document}`}>Hand in the next</summary>
          <Hand of={of} {...typed} />
        </details>
      )}
    </Section>
  );
}

function Kept({ of: { kept, state } }: { readonly of: AssuranceItem }) {
  if (!kept) return null;
  const { id, version, approvedBy, until, name, sha256, by, at } = kept;
  return (
    <>
      <p>
        <a href={`${SAFETY}/${id}`} download>
          <Words>{name}</Words>
        </a>{' '}
        <bdi>
          {version}, approved by {approvedBy}
          {until === undefined ? '' : `, ${state === 'ran-out' ? 'was good' : 'good'} until ${dayWords(until)}`}
        </bdi>
      </p>
      <p class="meta">
        <bdi>
          Accepted by {by}, <When at={at} time />. SHA-256{' '}
        </bdi>
        <bdi dir="ltr" class="hash">
          {sha256}
        </bdi>
      </p>
    </>
  );
}

/** Hands one in: a form with a file, which works without script. A browser keeps no file of a form that comes back, only what was typed. */
function Hand({ of: { document, title, approver, months }, typed }: Typed & { readonly of: AssuranceItem }) {
  const was = (name: string) => typed?.get(name) ?? '';
  const file = `f-${document}-file`;
  return (
    <form method="post" action={`${SAFETY}/${document}`} encType="multipart/form-data" class="form">
      <div class="field">
        <label for={file}>{title}: PDF or Word document</label>
        <p class="hint" id={`h-${document}-file`}>
          At most 20 MB. It is kept as it is, with its hash.
        </p>
        <input
          id={file}
          name="file"
          type="file"
          accept=".pdf,.docx,application/pdf"
          required
          aria-describedby={`h-${document}-file`}
        />
      </div>
      <Field
        label="Version"
        name="version"
        value={was('version')}
        id={`${document}-version`}
        hint="As it names itself, such as 1.2."
        required
      />
      <Field
        label="Who approved it"
        name="approvedBy"
        value={was('approvedBy')}
        id={`${document}-approved`}
        hint={`Name and office: your ${approver}.`}
        required
      />
      <Field
        label={months === undefined ? 'Good until, if it says so' : 'Good until'}
        name="until"
        value={was('until')}
        id={`${document}-until`}
        type="date"
        required={months !== undefined}
        {...(months === undefined ? {} : { hint: `At most ${months} months from today; the next is due by then.` })}
      />
      <p>
        <Button kind="main">Accept in our name</Button>
      </p>
    </form>
  );
}

function Others({ of }: { readonly of: AssuranceView['others'] }) {
  if (of.length === 0) return null;
  const ready = of.filter(({ awaited }) => awaited.length === 0).length;
  return (
    <Section title="The other partners" count={`${ready} of ${of.length} have all`}>
      <ul class="item-list">
        {of.map(({ name, awaited }) => (
          <li key={name}>
            <span class="item-title">
              <Words>{name}</Words>
            </span>
            <span class="item-fact">
              <State of={awaited.length === 0 ? 'accepted' : 'awaited'} />
            </span>
            {awaited.length > 0 && <span class="item-words meta">{awaited.join(', ')}</span>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
