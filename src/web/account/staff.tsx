import type { Role } from '#agreement';
import type { Day } from '#base';
import { draw, type OpenedPage } from '../page.ts';
import { Button, Choice, Field, Post } from '../parts/form.tsx';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { Tag } from '../parts/tag.tsx';
import { SEAT_WORDS } from '../parts/words.ts';
import { STAFF } from '../shell/places.ts';
import { InvitationMade } from './account.tsx';

export type StaffShown = {
  readonly organization: string;
  readonly seats: readonly StaffSeat[];
  readonly today: string;
  readonly invitation?: { readonly name: string; readonly link: string };
  readonly typed?: URLSearchParams;
};

export type StaffSeat = {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly role: Role;
  readonly state: 'to-come' | 'held' | 'ended';
  readonly begins?: string;
  readonly ends?: string;
  readonly enrolled: boolean;
  readonly me: boolean;
};

/** Who works here, in which seats, from when to when. */
export function staffPage(shown: StaffShown, around: { readonly today: Day; readonly zone: string }): OpenedPage {
  const definition = {
    path: '/staff',
    policy: { allow: 'signed-in' },
    title: () => 'Who works here',
    Page: Staff,
  } as const;
  return draw({ ...definition, loader: never }, shown, around);
}

const never = (): never => {
  throw new Error('this page is drawn by its route');
};

function Staff({ organization, seats, today, invitation, typed }: StaffShown) {
  const now = seats.filter(({ state }) => state !== 'ended');
  const gone = seats.filter(({ state }) => state === 'ended');
  return (
    <div class="page">
      <PageHead title="Who works here" under={<bdi>{organization}</bdi>} />
      {invitation && <InvitationMade {...invitation} />}
      <Section title="Seats" count={String(now.length)}>
        {now.length === 0 ? <Empty title="Nobody holds a seat yet." /> : <Rows of={now} today={today} />}
      </Section>
      <Section title="Invite somebody">
        <Post action="invite">
          <Field label="Name" name="name" value={typed?.get('name') ?? ''} required />
          <Choice label="Role" name="role" options={ROLES_TO_CHOOSE} value={typed?.get('role') ?? ''} />
          <Field label="First day" name="begins" type="date" value={typed?.get('begins') ?? today} required />
          <Field
            label="Last day"
            name="ends"
            type="date"
            value={typed?.get('ends') ?? ''}
            hint="Leave it empty where no end is known."
          />
          <p class="actions">
            <Button kind="main">Invite</Button>
          </p>
        </Post>
      </Section>
      {gone.length > 0 && (
        <Section title="No longer here" count={String(gone.length)}>
          <ul class="plain-list">
            {gone.map((seat) => (
              <li key={seat.id}>
                <span>
                  <bdi>{seat.name}</bdi>, {SEAT_WORDS[seat.role]}
                </span>
                <span class="aside">
                  <bdi>until {seat.ends}</bdi>
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}

const ROLES = STAFF.map((role) => ({ value: role, words: SEAT_WORDS[role] }));
/** What somebody will see of people is never given by leaving a field as it was. */
const ROLES_TO_CHOOSE = [{ value: '', words: 'Choose a role' }, ...ROLES];

function Rows({ of, today }: { readonly of: readonly StaffSeat[]; readonly today: string }) {
  return (
    <ul class="plain-list">
      {of.map((seat) => (
        <li key={seat.id}>
          <div>
            <strong>
              <bdi>{seat.name}</bdi>
            </strong>
            , {SEAT_WORDS[seat.role]}{' '}
            <span class="aside">
              <bdi>
                {seat.begins !== undefined && seat.state === 'to-come' && `from ${seat.begins} `}
                {seat.ends !== undefined && `until ${seat.ends}`}
              </bdi>
            </span>{' '}
            {!seat.enrolled && <Tag tone="wait">Has not signed in yet</Tag>}
          </div>
          <span class="aside">
            <a href={`/leaving/of/${encodeURIComponent(seat.account)}`}>Hand over and leave</a>
          </span>
          {!seat.me && (
            <details>
              <summary>Change</summary>
              <Post action="end">
                <input type="hidden" name="seat" value={seat.id} />
                <Field label="Last day" name="ends" id={`ends-${seat.id}`} type="date" value={today} required />
                <p class="actions">
                  <Button kind="danger" name="when" value="day">
                    End after that day
                  </Button>
                  <Button kind="danger" name="when" value="now">
                    End now
                  </Button>
                </p>
              </Post>
              <Post action="move">
                <input type="hidden" name="seat" value={seat.id} />
                <RoleChoice id={seat.id} role={seat.role} />
                <p class="actions">
                  <Button>Give this role instead, from now</Button>
                </p>
              </Post>
              <Post action="again">
                <input type="hidden" name="seat" value={seat.id} />
                <p class="actions">
                  <Button>Their phone is gone: invite anew</Button>
                </p>
              </Post>
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}

function RoleChoice({ id, role }: { readonly id: string; readonly role: Role }) {
  return (
    <div class="field">
      <label for={`f-role-${id}`}>Another role</label>
      <select id={`f-role-${id}`} name="role">
        {ROLES.map((one) => (
          <option key={one.value} value={one.value} selected={one.value === role}>
            {one.words}
          </option>
        ))}
      </select>
    </div>
  );
}
