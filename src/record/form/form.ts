import type { Services } from '#joint';
import type { FormAnswers } from './contract.ts';
import { listForms, oneForm, readResponse } from './list.ts';
import { mayPublish } from './may-publish.ts';
import { askFor } from './owed.ts';
import { publishForm, tryForm } from './publish.ts';
import { askedOf } from './asked.ts';
import { discardSheet, keepSheet, openSheet } from './sheet.ts';
import { submit } from './submit.ts';
import { formVersions } from './version.ts';

/** Forms that the partnership keeps, as pages ask for them. */
export function formAnswers(services: Services): FormAnswers {
  return {
    list: (access, about) => listForms(services, access, about),
    one: (access, id, about) => oneForm(services, access, id, about),
    open: (access, task, again) => openSheet(services, access, task, again),
    keep: (access, task, typed) => keepSheet(services, access, task, typed),
    discard: (access, task) => discardSheet(services, access, task),
    submit: (access, task, sent) => submit(services, access, task, sent),
    response: (access, id) => readResponse(services, access, id),
    ask: (access, asking) => askFor(services, access, asking),
    asked: (access, question) => askedOf(services, access, question),
    mayPublish: (access) => mayPublish(services, access),
    tryOne: (access, text) => tryForm(services, access, text),
    publish: (access, publishing) => publishForm(services, access, publishing),
    versions: (access, id) => formVersions(services, access, id),
  };
}
