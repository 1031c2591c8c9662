import { startAuthentication, startRegistration } from '@simplewebauthn/browser';

/** Asks the device where a form of a passkey is sent, puts its answer in, and sends it. */
export function startPasskeys(forms: Iterable<HTMLFormElement>): void {
  for (const form of forms) {
    let asking = false;
    form.addEventListener('submit', (submitted) => {
      const answer = form.elements.namedItem('answer');
      if (!(answer instanceof HTMLInputElement) || answer.value !== '') return;
      submitted.preventDefault();
      // Nothing else sees it until there is something to send; and whoever presses twice is asked once.
      submitted.stopPropagation();
      if (asking) return;
      asking = true;
      ask(form, answer)
        .catch(() => fail(form))
        .finally(() => {
          asking = false;
        });
    });
  }
}

async function ask(form: HTMLFormElement, answer: HTMLInputElement): Promise<void> {
  const what = form.dataset.passkey ?? '';
  const problem = form.querySelector<HTMLElement>('.problem');
  if (problem) problem.hidden = true;
  const asked = await fetch('/sign-in/passkey/ask', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ what }),
  });
  if (!asked.ok) throw new Error(`asked: ${asked.status}`);
  const optionsJSON = await asked.json();
  const given =
    what === 'register' ? await startRegistration({ optionsJSON }) : await startAuthentication({ optionsJSON });
  answer.value = JSON.stringify(given);
  form.requestSubmit();
}

function fail(form: HTMLFormElement): void {
  const problem = form.querySelector<HTMLElement>('.problem');
  if (problem) problem.hidden = false;
}
