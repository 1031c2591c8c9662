import { accepted } from '#fhir';
import { everyPlace } from '#forms';
import type { FormTried } from '#record/contract';
import { type Filling, fillingOf } from '../form/filling.ts';
import { FormItems } from '../form/items.tsx';
import type { PageDefinition } from '../page.ts';
import { Button, Field, Post } from '../parts/form.tsx';
import { PageHead, Section } from '../parts/section.tsx';
import { When, Words } from '../parts/value.tsx';
import { counted } from '../parts/words.ts';
import { STAFF } from '../shell/places.ts';
import { Changes } from './versions.tsx';

const PATH = '/forms/publish';

export type PublishShown = {
  /** What was sent, to be put right. */
  readonly text: string;
  /** How it would be, where nothing is wrong with it. */
  readonly tried?: FormTried;
  readonly preview?: Filling;
};

/** A form is brought in as a FHIR Questionnaire, looked at as people will see it, and published in the place of the version in use. */
export const publishFormPage: PageDefinition<PublishShown> = {
  path: PATH,
  policy: { allow: 'roles', roles: STAFF },
  title: () => 'Publish a form',
  loader: async ({ record, access, typed, zone = 'UTC' }) => {
    const may = await record.forms.mayPublish(access);
    if (!may.ok) return may;
    const text = typed?.get('text') ?? '';
    const tried = text === '' ? undefined : await record.forms.tryOne(access, text);
    if (!tried?.ok) return accepted({ text });
    return accepted({ text, tried: tried.value, preview: everythingAsked(tried.value, zone) });
  },
  Page: ({ text, tried, preview }) => (
    <div class="page">
      <p class="back">
        <a href="/forms">Forms</a>
      </p>
      <PageHead
        title="Publish a form"
        under="A FHIR Questionnaire becomes a form that every partner can fill in. You see it first as people will."
      />
      {tried && preview && <Preview of={tried} preview={preview} />}
      <BringIn text={text} again={tried !== undefined} />
    </div>
  ),
  actions: {
    publish: async ({ record, access }, form) => {
      const done = await record.forms.publish(access, { text: form.get('text') ?? '', seen: form.get('seen') ?? '' });
      return done.ok ? accepted({ to: `/forms/${encodeURIComponent(done.value)}/versions`, said: 'Published.' }) : done;
    },
  },
};

/** A form that nobody has begun, with what is asked after certain answers too. */
function everythingAsked({ program }: FormTried, zone: string): Filling {
  const filling = fillingOf(program, undefined, zone);
  const asked = new Set(everyPlace(filling.settled.places));
  return { ...filling, settled: { ...filling.settled, asked } };
}

function Preview({ of, preview }: { readonly of: FormTried; readonly preview: Filling }) {
  const { former, changes, program, version, seen, text } = of;
  return (
    <>
      <Section title="What changes" {...(changes ? { count: counted(changes.length, 'change') } : {})} kind="waits">
        {former ? (
          <p>
            Version <bdi>{version}</bdi> takes the place of version <bdi>{former.version}</bdi>
            {former.by !== undefined && former.at !== undefined && (
              <>
                , published by <Words>{former.by}</Words>, <When at={former.at} />
              </>
            )}
            . What was answered before stays as it was asked.
          </p>
        ) : (
          <p>
            Version <bdi>{version}</bdi> of a form that is new here.
          </p>
        )}
        {changes && <Changes of={changes} />}
        {former && !changes && <p>The version in use cannot be carried out here, so that the two are not compared.</p>}
        <Post action="publish" to={PATH}>
          <input type="hidden" name="seen" value={seen} />
          <textarea name="text" hidden aria-label="The form">
            {text}
          </textarea>
          <p class="actions">
            <Button kind="main">Publish it</Button>
          </p>
        </Post>
      </Section>
      <Section title="As people will see it">
        <h3>
          <Words>{program.title}</Words>
        </h3>
        {program.description !== '' && (
          <p>
            <Words>{program.description}</Words>
          </p>
        )}
        <p class="hint">What is asked only after certain answers is shown here too.</p>
        <fieldset class="form plain" disabled aria-label="The form as people will see it">
          <FormItems of={preview} />
        </fieldset>
      </Section>
    </>
  );
}

function BringIn({ text, again }: { readonly text: string; readonly again: boolean }) {
  return (
    <Section title={again ? 'Or put it right first' : 'Bring it in'}>
      <form method="post" action={`${PATH}/try`} encType="multipart/form-data" class="form">
        <div class="field">
          <label for="f-form-file">A file with the Questionnaire (JSON)</label>
          <p class="hint" id="h-form-file">
            It has a url, a version and a title. Nothing is kept before you have seen it.
          </p>
          <input
            id="f-form-file"
            name="file"
            type="file"
            accept=".json,application/json"
            aria-describedby="h-form-file"
          />
        </div>
        <Field label="Or its JSON" name="text" id="form-text" lines={again ? 6 : 10} value={text} />
        <p class="actions">
          <Button>{again ? 'Look at it again' : 'Look at it'}</Button>
        </p>
      </form>
    </Section>
  );
}
