import { accepted } from '#fhir';
import { HARM_KINDS, type HarmKind, type MyHarms } from '#record/contract';
import type { PageDefinition } from '../page.ts';
import { Empty, PageHead, Section } from '../parts/section.tsx';
import { CARERS } from '../shell/places.ts';
import { HarmForm, HarmSaid, type HarmTyped, harmTyped } from './harm-parts.tsx';
import { personOf, personPath } from './path.ts';

const OWN = '/me/harm';

export type HarmReportShown = {
  readonly harms: MyHarms;
  /** Whose record, for staff; absent on the person's own page. */
  readonly person?: string;
  readonly typed?: HarmTyped;
};

/** A person reports that somebody learned what they should not have, and reads what was found. */
export const myHarmPage: PageDefinition<HarmReportShown> = {
  path: OWN,
  policy: { allow: 'roles', roles: ['person'] },
  title: () => 'Report a harm',
  loader: async ({ record, access, typed }) => {
    const harms = await record.harms.mine(access);
    if (!harms.ok) return harms;
    const kept = harmTyped(typed);
    return accepted({ harms: harms.value, ...(kept ? { typed: kept } : {}) });
  },
  Page: ({ harms, typed }) => (
    <div class="page narrow own">
      <p class="back">
        <a href="/me/access">Who looked at my record</a>
      </p>
      <PageHead
        title="Report a harm"
        under="If somebody learned of what you have who should not, or you were treated worse for it, say so here. You are answered within three days."
      />
      <Section title="What I reported" count={harms.harms.length}>
        {harms.harms.length === 0 && <Empty title="Nothing was reported" />}
        <ul class="item-list">
          {harms.harms.map((one) => (
            <HarmSaid key={one.id} of={one} />
          ))}
        </ul>
      </Section>
      <Section title="Report something">
        <HarmForm organizations={harms.organizations} typed={typed} words={HARM_KINDS} />
      </Section>
    </div>
  ),
  actions: {
    report: async ({ record, access }, form) => {
      const done = await record.harms.report(access, saidIn(form));
      return done.ok ? accepted({ to: OWN, said: 'Sent. The answer will stand beside your report.' }) : done;
    },
  },
};

/** What staff see of it: they write it down for the person, and do not read what comes of it. */
const OF_OTHERS: Readonly<Record<HarmKind, string>> = {
  told: HARM_KINDS.told,
  treated: 'They were treated worse because somebody knew',
  avoided: 'They stayed away from care because they were afraid of it',
  danger: 'It put them in danger, or cost them their home, work or family',
};

export const personHarmPage: PageDefinition<HarmReportShown> = {
  path: '/people/:id/harm',
  policy: { allow: 'roles', roles: CARERS },
  title: () => 'Report a harm',
  loader: async ({ record, access, params, typed }) => {
    const person = personOf(params.id);
    const harms = await record.harms.asStaff(access, person);
    if (!harms.ok) return harms;
    const kept = harmTyped(typed);
    return accepted({ harms: harms.value, person, ...(kept ? { typed: kept } : {}) });
  },
  Page: ({ harms, person = '', typed }) => (
    <div class="page narrow">
      <p class="back">
        <a href={personPath(person)}>The record</a>
      </p>
      <PageHead
        title="Report a harm"
        under="Somebody learned of what this person has who should not, or it did them harm. The person reads your report and the answer to it."
      />
      <Section title="What happened">
        <HarmForm organizations={harms.organizations} typed={typed} words={OF_OTHERS} />
      </Section>
    </div>
  ),
  actions: {
    report: async ({ record, access, params }, form) => {
      const person = personOf(params.id);
      const done = await record.harms.report(access, { ...saidIn(form), person });
      if (!done.ok) return done;
      return accepted({ to: personPath(person), said: 'Sent. It is looked into where it happened.' });
    },
  },
};

function saidIn(form: URLSearchParams) {
  const at = (name: string) => form.get(name) ?? '';
  return { kind: at('kind'), organization: at('organization'), happened: at('happened'), words: at('words') };
}
