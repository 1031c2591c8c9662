import {
  CLASS_WORDS,
  DATA_CLASSES,
  type DataClass,
  listed,
  type Instrument,
  ROLE_WORDS,
  type ShareClause,
} from '#agreement';
import type { Day } from '#base';
import { accepted, refuse } from '#fhir';
import type { InstrumentView } from '#governance/contract';
import type { PageDefinition } from '../page.ts';
import { Button, Field, Post } from '../parts/form.tsx';
import { PageHead, Section } from '../parts/section.tsx';
import { capital } from '../parts/words.ts';
import { STAFF } from '../shell/places.ts';
import { openAgreement } from './agreement.tsx';
import { draftFrom } from './draft.ts';
import { agreementHref, draftHref } from './path.ts';

export type ProposeShown = { readonly view: InstrumentView; readonly today: Day; readonly typed?: URLSearchParams };

/** A new version: which classes of data each part shares, the words of its paragraph, and from when. Others then sign it. */
export const proposePage: PageDefinition<ProposeShown> = {
  path: '/agreements/:id/propose',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ view }) => `New version of ${view.title}`,
  loader: async (context) => {
    const found = await openAgreement(context);
    if (!found.ok) return found;
    if (!found.value.may.propose) {
      return refuse('forbidden', 'web.not-this-seat', `This seat cannot propose a version of ${found.value.title}.`);
    }
    const { today, typed } = context;
    return accepted({ view: found.value, today, ...(typed ? { typed } : {}) });
  },
  Page: ({ view, today, typed }) => (
    <div class="page narrow">
      <PageHead
        title="Propose a new version"
        under={
          <>
            {view.title}. It changes nothing until every party has signed it; until then version {view.version} stays as
            it is.
          </>
        }
      />
      <Section title="Everything can be changed in the editor">
        <p>Every part, the text, parties and days; kept as you type, and sent when it is whole.</p>
        <Post action="write">
          <Button>Open it in the editor</Button>
        </Post>
      </Section>
      <Section title="Or change what is seen, here">
        <Post action="propose">
          {view.instrument.clauses.map((clause) =>
            clause.clause === 'share' ? (
              <Shared key={clause.id} of={clause} instrument={view.instrument} typed={typed} />
            ) : null,
          )}
          <Field
            label="In effect from"
            name="effective"
            type="date"
            required
            value={typed?.get('effective') ?? today}
          />
          <p class="actions">
            <Button kind="main">Propose</Button>
            <a class="button" href={agreementHref(view.id, view.version)}>
              Not now
            </a>
          </p>
        </Post>
      </Section>
    </div>
  ),
  actions: {
    write: async ({ governance, access, params }) => {
      const done = await governance.startDraft(access, { of: params.id ?? '' });
      return done.ok ? accepted({ to: draftHref(done.value.id) }) : done;
    },
    propose: async (context, form) => {
      const found = await openAgreement(context);
      if (!found.ok) return found;
      const draft = draftFrom(found.value, form, context.today);
      if (!draft.ok) return draft;
      const done = await context.governance.propose(context.access, draft.value);
      if (!done.ok) return done;
      const to = agreementHref(done.value.id, done.value.version);
      return accepted({ to, said: `Version ${done.value.version} is proposed. Each party signs it next.` });
    },
  },
};

function Shared(props: {
  readonly of: ShareClause;
  readonly instrument: Instrument;
  readonly typed?: URLSearchParams | undefined;
}) {
  const { of, instrument, typed } = props;
  const chosen = (typed?.getAll(`classes.${of.id}`) as readonly DataClass[] | undefined) ?? of.classes;
  const paragraph = instrument.text.find(({ id }) => id === of.cites);
  return (
    <fieldset class="shared">
      <legend>
        <bdi>
          Paragraph {of.cites}: what {listed(of.to.roles.map((role) => ROLE_WORDS[role]))} may see
        </bdi>
      </legend>
      <div class="ticks">
        {DATA_CLASSES.filter((one) => one !== 'directory').map((one) => (
          <label key={one} class="tick">
            <input type="checkbox" name={`classes.${of.id}`} value={one} checked={chosen.includes(one)} />
            {capital(CLASS_WORDS[one])}
          </label>
        ))}
      </div>
      {paragraph && (
        <Field
          label={`Words of paragraph ${paragraph.id}`}
          name={`text.${paragraph.id}`}
          id={`text-${paragraph.id.replace(/\W/g, '-')}-${of.id}`}
          hint="What is signed is the text: say there what changes here."
          lines={4}
          required
          value={typed?.get(`text.${paragraph.id}`) ?? paragraph.text}
        />
      )}
    </fieldset>
  );
}
