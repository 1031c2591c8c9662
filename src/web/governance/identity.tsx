import type { IdentityView, RegisterView } from '#governance/contract';
import { Button, Choice, Field, Post } from '../parts/form.tsx';
import { Tag } from '../parts/tag.tsx';
import { When, Words } from '../parts/value.tsx';

type Known = { readonly identity?: IdentityView; readonly registers?: readonly RegisterView[] };

/** By which code a register knows an organisation, and who says that it was looked up; or that nobody has said it. */
export function Identity({ of: { identity, registers = [] } }: { readonly of: Known }) {
  if (identity) {
    return (
      <bdi>
        <Words>{identity.title}</Words> <Words>{identity.code}</Words>, looked up in <Words>{identity.register}</Words>{' '}
        on <When at={identity.lookedUp} />, says <Words>{identity.by}</Words>
        {identity.waits && (
          <>
            . <Tag tone="wait">to be looked up by the host</Tag> Until then no record is taken to name it by this code.
          </>
        )}
      </bdi>
    );
  }
  const [register] = registers;
  if (!register) return null;
  return (
    <bdi>
      <Tag tone="wait">no {register.title} yet</Tag> Nobody has looked it up in <Words>{register.register}</Words>.
    </bdi>
  );
}

type FormShown = {
  readonly of: Known;
  readonly organization: string;
  readonly typed?: URLSearchParams | undefined;
};

/** Says the code, and when it was looked up: nothing is asked of the register from here. */
export function IdentityForm({ of: { identity, registers = [] }, organization, typed }: FormShown) {
  const [register] = registers;
  if (!register) return null;
  const at = organization.replace('Organization/', '');
  return (
    <Post action="identify">
      <input type="hidden" name="organization" value={organization} />
      {registers.length > 1 && (
        <Choice
          label="Register"
          name="register"
          id={`register-${at}`}
          value={typed?.get('register') ?? ''}
          options={registers.map(({ id, title }) => ({ value: id, words: title }))}
        />
      )}
      <Field
        label={registers.length > 1 ? 'Code' : register.title}
        name="code"
        id={`code-${at}`}
        required
        hint={`Such as ${register.example}.`}
        value={typed?.get('code') ?? identity?.code ?? ''}
      />
      <Field
        label="Looked up on"
        name="lookedUp"
        id={`looked-up-${at}`}
        type="date"
        required
        hint={`In ${register.register}: that the code is there, and is this organisation’s.`}
        value={typed?.get('lookedUp') ?? ''}
      />
      <p class="actions">
        <Button>Say it</Button>
      </p>
    </Post>
  );
}

export function identityIn(form: URLSearchParams) {
  const text = (name: string) => form.get(name) ?? '';
  return { register: text('register'), code: text('code'), lookedUp: text('lookedUp') };
}
