import { accepted } from '#fhir';
import type { PageDefinition } from '../page.ts';
import { Button, Post, Radios } from '../parts/form.tsx';
import { PageHead, Section } from '../parts/section.tsx';
import { firstPage } from './places.ts';
import { type Look, readLook, USUAL_LOOK, writeLook } from './look.ts';

/** The choices of how screens look, kept on this device alone. */
export const lookPage: PageDefinition<{ readonly look: Look }> = {
  path: '/look',
  policy: { allow: 'signed-in' },
  title: () => 'How screens look',
  loader: async ({ look }) => accepted({ look: look ?? USUAL_LOOK }),
  Page: ({ look }) => (
    <div class="page narrow">
      <PageHead title="How screens look" under="Kept on this device." />
      <Section title="Choose">
        <Post action="keep">
          <Radios
            label="Light or dark"
            name="theme"
            value={look.theme}
            options={[
              { value: 'system', words: 'As the device says' },
              { value: 'light', words: 'Light' },
              { value: 'dark', words: 'Dark' },
            ]}
          />
          <Radios
            label="Size of text"
            name="scale"
            value={look.scale}
            options={[
              { value: '100', words: 'Usual' },
              { value: '125', words: 'Larger (125 %)' },
              { value: '150', words: 'Largest (150 %)' },
            ]}
          />
          <Radios
            label="Direction"
            name="dir"
            value={look.dir}
            options={[
              { value: 'ltr', words: 'Left to right' },
              { value: 'rtl', words: 'Right to left' },
            ]}
          />
          <Radios
            label="Single-key shortcuts"
            name="keys"
            value={look.keys ? 'keys' : 'nokeys'}
            options={[
              { value: 'keys', words: 'On' },
              { value: 'nokeys', words: 'Off' },
            ]}
          />
          <p class="actions">
            <Button kind="main">Keep</Button>
          </p>
        </Post>
      </Section>
    </div>
  ),
  actions: {
    keep: async ({ signedIn }, form) => {
      const chosen = ['theme', 'scale', 'dir', 'keys'].map((name) => form.get(name) ?? '').join('.');
      return accepted({ to: firstPage(signedIn.role), said: 'Kept.', look: writeLook(readLook(chosen)) });
    },
  },
};
