import { trusted } from './trusted.ts';

const AFTER_MS = 350;
/** What was typed stays on the page, and is tried again. */
const NOT_YET = {
  away: 'Not kept yet: Concord cannot be reached',
  'signed-out': 'Not kept yet: sign in again in another window, and leave this one open',
} as const;

/**
 * Keeps what is typed into a draft while it is typed, and draws anew what depends on it: the sentence beside it and what is still missing.
 * It posts the same form that the button posts, so without the script nothing is different but the waiting.
 */
export function startDrafts(forms: Iterable<HTMLFormElement>): void {
  for (const form of forms) startDraft(form);
}

function startDraft(form: HTMLFormElement): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = Promise.resolve();
  let dirty = false;
  let stopped = false;
  const keep = () => {
    running = running.then(async () => {
      if (!dirty || stopped) return;
      dirty = false;
      say('Keeping');
      const kept = await post(form).catch(() => 'away' as const);
      if (kept === 'away' || kept === 'signed-out') {
        dirty = true;
        say(NOT_YET[kept]);
        timer = setTimeout(keep, 5_000);
      } else if (kept === 'refused') stopped = true;
      else if (!dirty) say(`Kept ${new Date().toTimeString().slice(0, 5)}`);
    });
  };
  form.addEventListener('input', () => {
    dirty = true;
    clearTimeout(timer);
    timer = setTimeout(keep, AFTER_MS);
  });
  form.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLSelectElement) || !target.hasAttribute('data-redraw')) return;
    const show = target.closest('.with-button')?.querySelector<HTMLButtonElement>('button');
    clearTimeout(timer);
    dirty = false;
    void running.then(() => form.requestSubmit(show));
  });
  // Two requests of one page would overtake each other.
  form.addEventListener('submit', () => {
    clearTimeout(timer);
    dirty = false;
    stopped = true;
  });
  addEventListener('pagehide', () => {
    if (dirty && !stopped) navigator.sendBeacon(location.href, quietly(form));
  });
}

function quietly(form: HTMLFormElement): URLSearchParams {
  const said = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') said.append(name, value);
  said.set('quiet', 'yes');
  return said;
}

async function post(form: HTMLFormElement): Promise<'kept' | 'refused' | 'signed-out'> {
  const answer = await fetch(location.href, { method: 'POST', body: quietly(form) });
  if (answer.status === 401 || (answer.redirected && new URL(answer.url).pathname.startsWith('/sign-in')))
    return 'signed-out';
  const fresh = new DOMParser().parseFromString(trusted(await answer.text()), 'text/html');
  if (!answer.ok) {
    const problem = fresh.querySelector('.problem');
    document.querySelector('main > .problem')?.remove();
    if (problem) document.querySelector('#page')?.before(problem);
    say('Not kept: see above');
    scrollTo({ top: 0 });
    return 'refused';
  }
  for (const one of document.querySelectorAll<HTMLElement>('[data-fresh]')) {
    const drawn = one.id === '' ? null : fresh.getElementById(one.id);
    if (drawn && drawn.innerHTML !== one.innerHTML) one.replaceChildren(...drawn.childNodes);
  }
  const revision = form.querySelector<HTMLInputElement>('input[name="revision"]');
  const now = fresh.querySelector<HTMLInputElement>('form[data-draft] input[name="revision"]');
  if (revision && now) revision.value = now.value;
  return 'kept';
}

function say(words: string): void {
  const kept = document.querySelector('#kept');
  if (kept) kept.textContent = words;
}
