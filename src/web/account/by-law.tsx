import type { Role } from '#agreement';
import type { Day } from '#base';
import { draw, type OpenedPage } from '../page.ts';
import { Button, Choice, Field, type Option, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { When, Words } from '../parts/value.tsx';
import { PersonTabs } from '../record/person-tabs.tsx';
import { InvitationMade } from './account.tsx';

export type ByLawShown = {
  /** 'Person/x'. */
  readonly person: string;
  readonly name: string;
  readonly role: Role;
  readonly born?: Day;
  /** The day from which the person decides who sees their record. */
  readonly until?: Day;
  readonly kinds: readonly Option[];
  readonly sitting: readonly {
    readonly id: string;
    readonly name: string;
    readonly why: string;
    readonly ours: boolean;
    readonly until?: string;
    readonly proof?: string;
    readonly issued?: Day;
    readonly seenBy?: string;
    readonly seen?: string;
  }[];
  readonly typed?: Readonly<Record<string, string>>;
  /** An invitation that was just made: shown once. */
  readonly invitation?: { readonly name: string; readonly link: string };
};

/** Who sees somebody's record by law, with the document that was seen; letting somebody in, and ending it. */
export function byLawPage(shown: ByLawShown, around: { readonly today: Day; readonly zone: string }): OpenedPage {
  const definition = {
    path: '/people/:id/in-their-place',
    policy: { allow: 'signed-in' },
    title: () => 'In their place',
    Page: ByLaw,
  } as const;
  return draw({ ...definition, loader: never }, shown, around);
}

const never = (): never => {
  throw new Error('this page is drawn by its route');
};

function ByLaw({ person, name, role, born, until, kinds, sitting, typed = {}, invitation }: ByLawShown) {
  return (
    <>
      <PersonTabs person={person} role={role} at="in-their-place" />
      <div class="page narrow">
        <PageHead
          title="In their place"
          under={
            <>
              <Words>{name}</Words>
              {born !== undefined && (
                <>
                  , born <When at={born} />
                </>
              )}
            </>
          }
        />
        {invitation && <InvitationMade {...invitation} />}
        <Section title="Who sees the record by law" count={sitting.length}>
          {sitting.length === 0 && <Empty title="Nobody was let in by law" />}
          <ul class="item-list">
            {sitting.map((one) => (
              <Sits key={one.id} of={one} typed={typed} />
            ))}
          </ul>
        </Section>
        <LetIn kinds={kinds} until={until} typed={typed['action'] === 'let-in' ? typed : {}} />
      </div>
    </>
  );
}

function Sits({
  of,
  typed,
}: {
  readonly of: ByLawShown['sitting'][number];
  readonly typed: NonNullable<ByLawShown['typed']>;
}) {
  const mine = typed['action'] === 'end' && typed['seat'] === of.id ? typed : {};
  return (
    <li>
      <span class="item-title">
        <Words>{of.name}</Words>
      </span>
      <span class="item-fact">{of.why}</span>
      {of.proof !== undefined && of.issued !== undefined && (
        <span class="item-words">
          <Words>{of.proof}</Words>, of <When at={of.issued} />
        </span>
      )}
      <span class="item-words meta">
        {of.seenBy !== undefined && of.seen !== undefined && (
          <bdi>
            Seen by {of.seenBy}, {of.seen}.{' '}
          </bdi>
        )}
        <bdi>{of.until === undefined ? 'Until it is ended.' : `Until ${of.until}.`}</bdi>
      </span>
      {of.ours && (
        <details open={mine['seat'] !== undefined}>
          <summary>End it</summary>
          <Post action="end">
            <input type="hidden" name="seat" value={of.id} />
            <Field label="Why" name="reason" id={`end-${of.id}`} required value={mine['reason']} />
            <p class="actions">
              <Button kind="danger">End it now</Button>
            </p>
          </Post>
        </details>
      )}
    </li>
  );
}

function LetIn(props: {
  readonly kinds: readonly Option[];
  readonly until: Day | undefined;
  readonly typed: NonNullable<ByLawShown['typed']>;
}) {
  const { kinds, until, typed } = props;
  return (
    <Section title="Let somebody in">
      <p>
        Look at the document itself, and make sure that who shows it is the one it names. They see what the person sees,
        until the document ends or you end it.
        {until !== undefined && (
          <>
            {' '}
            A parent sees it until <When at={until} />, when the person decides who sees their record.
          </>
        )}
      </p>
      <Post action="let-in">
        <Field label="Their name" name="name" required value={typed['name']} />
        <Choice label="What was shown" name="kind" options={kinds} value={typed['kind']} asked />
        <Field
          label="Number, or what tells it from others"
          name="reference"
          hint="Case number of a court, registration number of a power, number of a certificate."
          required
          value={typed['reference']}
        />
        <Field label="Day of the document" name="issued" type="date" required value={typed['issued']} />
        <Field
          label="Its last day"
          name="ends"
          type="date"
          hint="Leave it empty where it names none."
          value={typed['ends']}
        />
        <p class="actions">
          <Button kind="main">Let them in</Button>
        </p>
      </Post>
    </Section>
  );
}
