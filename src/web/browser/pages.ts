import { startAway } from './page/away.ts';
import { startKeys, startPalette } from './page/keys.ts';
import { startLive } from './page/live.ts';
import { startStill } from './page/still.ts';

// Marks that the script runs, so that what it makes needless (a button beside a picker) can step aside.
document.documentElement.classList.add('scripted');
startKeys();
startPalette();
startLive();
startStill();
startAway();

// What every page says from some time on, also one that was open before.
const notice = document.querySelector<HTMLElement>('#notice[data-in]');
if (notice) setTimeout(() => (notice.hidden = false), Number(notice.dataset['in']));

// Where a row of places is wider than the screen, the one shown stands in the middle of it.
for (const here of document.querySelectorAll('nav > a[aria-current]')) {
  const [row, at] = [here.parentElement?.getBoundingClientRect(), here.getBoundingClientRect()];
  if (row) here.parentElement?.scrollBy({ left: (at.left + at.right - row.left - row.right) / 2 });
}

// What only a few pages need is loaded by them alone.
const passkeys = document.querySelectorAll<HTMLFormElement>('form[data-passkey]');
if (passkeys.length > 0) void import('./page/passkey.ts').then(({ startPasskeys }) => startPasskeys(passkeys));

const drafts = document.querySelectorAll<HTMLFormElement>('form[data-draft]');
if (drafts.length > 0) void import('./page/draft.ts').then(({ startDrafts }) => startDrafts(drafts));

const forms = document.querySelectorAll<HTMLFormElement>('form[data-program]');
if (forms.length > 0) void import('./page/form.ts').then(({ startForms }) => startForms(forms));

document.addEventListener('change', ({ target }) => {
  const form = target instanceof HTMLSelectElement ? target.form : null;
  if (form?.hasAttribute('data-auto')) form.requestSubmit();
});

// An open menu closes when something else is pressed.
document.addEventListener('click', ({ target }) => {
  for (const open of document.querySelectorAll<HTMLDetailsElement>('details.me[open], details.sharing[open]')) {
    if (target instanceof Node && !open.contains(target)) open.open = false;
  }
});
