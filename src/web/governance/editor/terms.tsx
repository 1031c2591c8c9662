import { MANDATE_RANKS, MANDATES, type Party, PURPOSES } from '#agreement';
import { accepted } from '#fhir';
import type { DraftTerms, InstrumentSummary, PartnerView } from '#governance/contract';
import type { PageDefinition } from '../../page.ts';
import { Button, Choice, Field } from '../../parts/form.tsx';
import { PageHead, Section } from '../../parts/section.tsx';
import { Words } from '../../parts/value.tsx';
import { capital, PURPOSE_CHOICES } from '../../parts/words.ts';
import { STAFF } from '../../shell/places.ts';
import { draftHref } from '../path.ts';
import { PopulationFields, writtenPopulation } from './population.tsx';
import { openDraft, type OpenDraft, revisionIn } from './open-draft.ts';

export type TermsShown = OpenDraft & { readonly terms: DraftTerms; readonly agreements: readonly InstrumentSummary[] };

/** What an agreement is called, whom it binds and is about, and when it runs. */
export const termsPage: PageDefinition<TermsShown> = {
  path: '/drafts/:draft/terms',
  policy: { allow: 'roles', roles: STAFF },
  title: ({ draft }) => `Title, parties and days: ${draft.title}`,
  loader: async (context) => {
    const found = await openDraft(context);
    if (!found.ok) return found;
    const agreements = await context.governance.instruments(context.access);
    const { body } = found.value.draft;
    const terms = context.typed ? written(context.typed, body, found.value.partners) : body;
    return accepted({ ...found.value, terms, agreements });
  },
  Page: ({ draft, partners, terms, agreements }) => (
    <div class="page narrow">
      <p class="back">
        <a href={draftHref(draft.id)}>
          <Words>{draft.title}</Words>
        </a>
      </p>
      <PageHead title="Title, parties and days" />
      <Section title="The agreement">
        <form method="post" class="form" data-draft>
          <input type="hidden" name="action" value="keep" />
          <input type="hidden" name="revision" value={String(draft.revision)} />
          <Field label="Title" name="title" required value={terms.title} />
          <Parties terms={terms} partners={partners} />
          <PopulationFields of={terms.population} partners={partners} />
          <Force draft={draft} terms={terms} />
          <Choice
            label="Main purpose"
            name="purpose"
            value={terms.purpose}
            options={PURPOSES.filter((one) => one !== 'own-record').map((one) => ({
              value: one,
              words: PURPOSE_CHOICES[one],
            }))}
          />
          <Choice
            label="Stands on"
            name="parent"
            value={terms.parent ?? ''}
            options={[
              { value: '', words: 'No other agreement' },
              ...agreements
                .filter(({ id }) => id !== draft.body.id)
                .map(({ id, title }) => ({ value: id, words: title })),
            ]}
          />
          <Field label="In effect from" name="effective" type="date" value={terms.effective} />
          <Field label="Ends before (if it ends)" name="expires" type="date" value={terms.expires ?? ''} />
          <p class="actions">
            <Button kind="main">Done</Button>
            <span class="meta" id="kept" role="status" />
          </p>
        </form>
      </Section>
    </div>
  ),
  actions: {
    keep: async (context, form) => {
      const found = await openDraft(context);
      if (!found.ok) return found;
      const { draft, partners } = found.value;
      const change = { what: 'terms' as const, terms: written(form, draft.body, partners) };
      const done = await context.governance.changeDraft(context.access, draft.id, change, revisionIn(form));
      if (!done.ok) return done;
      return form.get('quiet') === 'yes'
        ? accepted({ to: draftHref(draft.id, '/terms') })
        : accepted({ to: draftHref(draft.id), said: 'Kept.' });
    },
  },
};

function Parties({ terms, partners }: { readonly terms: DraftTerms; readonly partners: readonly PartnerView[] }) {
  return (
    <fieldset class="group">
      <legend>Parties</legend>
      <p class="hint">Each signs. As what it takes part can be said beside it, such as: host of the fund.</p>
      <ul class="party-ticks">
        {partners.map(({ organization, name, kind }) => {
          const party = terms.parties.find((one) => one.organization === organization);
          return (
            <li key={organization}>
              <label class="tick">
                <input type="checkbox" name="party" value={organization} checked={party !== undefined} />
                <span>
                  <Words>{name}</Words> <span class="meta">{kind.replaceAll('-', ' ')}</span>
                </span>
              </label>
              <input
                type="text"
                name={`capacity.${organization}`}
                aria-label={`As what ${name} takes part`}
                dir="auto"
                value={party?.capacity ?? ''}
              />
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}

function Force({ draft, terms }: Pick<TermsShown, 'draft' | 'terms'>) {
  return draft.kind === 'mandate' ? (
    <Choice
      label="What kind of order it is"
      name="mandate"
      value={terms.mandate ?? 'direction'}
      options={MANDATES.map((one) => ({ value: one, words: capital(one.replaceAll('-', ' ')) }))}
    />
  ) : (
    <Choice
      label="Force"
      name="rank"
      value={terms.rank}
      options={[
        { value: 'partnership', words: 'Agreement of the partnership' },
        { value: 'scheme', words: 'Schedule of a scheme: gives way to agreements' },
      ]}
    />
  );
}

function written(form: URLSearchParams, before: DraftTerms, partners: readonly PartnerView[]): DraftTerms {
  const { parent: _, expires: __, mandate: ___, ...kept } = before;
  const mandate = MANDATES.find((one) => one === form.get('mandate'));
  const text = (name: string) => (form.get(name) ?? '').replace(/\r\n/g, '\n').trim();
  return {
    jurisdiction: kept.jurisdiction,
    title: text('title'),
    rank: mandate ? MANDATE_RANKS[mandate] : form.get('rank') === 'scheme' ? 'scheme' : 'partnership',
    ...(mandate ? { mandate } : {}),
    purpose: PURPOSES.find((one) => one === form.get('purpose')) ?? before.purpose,
    parties: partiesIn(form, before, partners),
    population: writtenPopulation(form, before.population),
    effective: text('effective'),
    ...(text('expires') === '' ? {} : { expires: text('expires') }),
    ...(text('parent') === '' ? {} : { parent: text('parent') }),
  };
}

/** In their order of before, then those that come in. */
function partiesIn(form: URLSearchParams, before: DraftTerms, partners: readonly PartnerView[]): readonly Party[] {
  const chosen = form.getAll('party');
  const order = [
    ...before.parties.map(({ organization }) => organization),
    ...partners.map(({ organization }) => organization),
  ];
  return [...new Set(order)]
    .filter((one) => chosen.includes(one))
    .flatMap((organization) => {
      const was = before.parties.find((one) => one.organization === organization);
      const partner = partners.find((one) => one.organization === organization);
      const kind = was?.kind ?? (partner?.kind as Party['kind']);
      const capacity = (form.get(`capacity.${organization}`) ?? '').trim();
      const name = was?.name ?? partner?.name ?? organization;
      return [{ organization, name, ...(kind ? { kind } : {}), ...(capacity === '' ? {} : { capacity }) }];
    });
}
