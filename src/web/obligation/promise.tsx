import { isDay } from '#base';
import { accepted, refuse } from '#fhir';
import type { PageDefinition } from '../page.ts';
import { Button, Choice, Field, Post } from '../parts/form.tsx';
import { PageHead, Section } from '../parts/section.tsx';
import { SEAT_WORDS } from '../parts/words.ts';
import { STAFF } from '../shell/places.ts';
import { DueTabs } from './tabs.tsx';
import type { Role } from '#agreement';

export type PromiseShown = {
  readonly role: Role;
  readonly organization: string;
  readonly partners: readonly { readonly organization: string; readonly name: string }[];
  readonly own?: string;
  readonly typed?: {
    readonly title: string;
    readonly to: string;
    readonly day: string;
    readonly because: string;
    readonly shown: string;
  };
};

/** A promise of one's own role: what, to whom, by when. */
export const promisePage: PageDefinition<PromiseShown> = {
  path: '/obligations/promise',
  policy: { allow: 'roles', roles: STAFF },
  title: () => 'Promise something',
  loader: async ({ governance, access, signedIn, typed }) => {
    const { partners } = await governance.partnership(access);
    const said = (name: string): string => typed?.get(name) ?? '';
    return accepted({
      role: access.role,
      organization: signedIn.organization,
      partners,
      ...(signedIn.organizationRef === undefined ? {} : { own: signedIn.organizationRef }),
      ...(typed
        ? {
            typed: {
              title: said('title'),
              to: said('to'),
              day: said('day'),
              because: said('because'),
              shown: said('shown'),
            },
          }
        : {}),
    });
  },
  Page: ({ role, organization, partners, own, typed }) => (
    <>
      <DueTabs role={role} />
      <div class="page narrow">
        <PageHead title="Promise something" under={`For ${SEAT_WORDS[role].toLowerCase()}, ${organization}`} />
        <Section title="What, to whom, by when">
          <Post action="promise">
            <Field
              label="What?"
              name="title"
              hint="One line, without anything about a person: it is seen in lists and calendars."
              required
              value={typed?.title}
            />
            <Choice
              label="To whom?"
              name="to"
              options={[
                { value: '', words: 'Nobody in particular' },
                ...partners.map((partner) => ({ value: partner.organization, words: partner.name })),
              ]}
              value={typed?.to}
            />
            <Field label="By when?" name="day" type="date" required value={typed?.day} />
            <Field
              label="Because of what?"
              name="because"
              hint="For example: agreement on data, paragraph 9."
              value={typed?.because}
            />
            <Choice
              label="What shows that it was kept?"
              name="shown"
              options={[
                { value: '', words: 'We say so, with a document where there is one' },
                ...byArrival(partners, own),
              ]}
              value={typed?.shown}
            />
            <p>Should it become late, you have five working days to answer before anybody else is told.</p>
            <p class="actions">
              <Button kind="main">Promise it</Button>
              <a class="button" href="/obligations">
                Not now
              </a>
            </p>
          </Post>
        </Section>
      </div>
    </>
  ),
  actions: {
    promise: async ({ governance, access }, form) => {
      const on = form.get('day') ?? '';
      if (!isDay(on)) return refuse('value', 'web.no-due-day', 'Say by which day.');
      const [to, because] = [form.get('to') ?? '', (form.get('because') ?? '').trim()];
      const shown = form.get('shown') ?? '';
      const done = await governance.obligations.promise(access, {
        title: form.get('title') ?? '',
        due: { on },
        ...(to === '' ? {} : { owed: { organization: to } }),
        ...(because === '' ? {} : { because }),
        ...(shown === '' ? {} : { shownBy: { arrives: shown } }),
      });
      return done.ok
        ? accepted({ to: `/obligations/${encodeURIComponent(done.value)}`, said: 'Promised: it is on the list.' })
        : done;
    },
  },
};

/** Sharing is shown by what arrives: nobody has to say so. One's own organisation comes first. */
function byArrival(partners: PromiseShown['partners'], own: string | undefined) {
  return [...partners]
    .sort((a, b) => Number(b.organization === own) - Number(a.organization === own))
    .map(({ organization, name }) => ({ value: organization, words: `Records of ${name} arrive` }));
}
