const PURPOSES: Readonly<Record<string, string>> = {
  'direct-care': 'To care for the person',
  planning: 'To plan services',
  payment: 'To settle what care costs',
  audit: 'To check how records are used',
  'own-record': 'To see one’s own record',
};

const ACTIONS: Readonly<Record<string, string>> = {
  'open-record': 'Opened the record',
  'break-glass': 'Opened the record in an emergency',
  read: 'Read one item',
  vread: 'Read an earlier version of one item',
  history: 'Read earlier versions of items',
  search: 'Found items in a search',
  everything: 'Read all of the record',
  summary: 'Made a summary of the record',
  meta: 'Read the labels of items',
  'look-at-means': 'Looked at what the person pays for care',
  'assess-means': 'Worked out and kept what the person pays for care',
  'safety-alerts': 'Asked for alerts before prescribing',
  validate: 'Checked an item that refers to the record',
  create: 'Added to the record',
  update: 'Changed the record',
  delete: 'Deleted from the record',
  link: 'Put two records together',
  unlink: 'Took two records apart',
  'keep-apart': 'Decided that two records are of two people',
  'look-at-access': 'Looked at who looked',
  'erase-audit': 'Erased what the log said of the person',
  'ask-right': 'Asked for something about the record',
  'decide-right': 'Did something about what the person asks',
  'look-at-request': 'Looked at what the person asks',
  disclose: 'Gave items to another organisation',
  'opt-out': 'Wrote down that the record is not used beyond the person’s own care',
  'opt-in': 'Took that back',
  'agree-research': 'Wrote down that the person agreed to a research project',
  'refuse-research': 'Wrote down that the person refused a research project, or withdrew from it',
  confide: 'Let a community worker know',
  'look-at-deciding': 'Looked at who decides for the person',
  'judge-understanding': 'Wrote down that the person understands a decision',
  'withdraw-understanding': 'Wrote down that this no longer holds',
  'keep-note': 'Kept a note on protecting somebody',
  'look-at-note': 'Looked at such a note',
  'look-again-at-note': 'Looked again at such a note',
  'report-harm': 'Reported a harm by disclosure',
  'look-at-harm': 'Looked at a report of harm by disclosure',
  'fill-in-form': 'Opened a form about the person',
  'publish-form': 'Published a form',
  'look-at-answers': 'Looked at what was answered in forms',
  'confide-no-more': 'Let a community worker know no more',
  extract: 'Took part of the record into a list of people',
  export: 'Took items out in a file',
  receive: 'Took items in from another organisation',
  denied: 'Tried what their role may not do',
};

export function purposeWords(purpose: string): string {
  return PURPOSES[purpose] ?? purpose;
}

export function actionWords(action: string): string {
  return ACTIONS[action] ?? action.replaceAll('-', ' ');
}

export function whoWords(role: string): string {
  if (role === 'person') return 'The person';
  if (role === 'system') return 'A computer system';
  const words = role.replaceAll('-', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
