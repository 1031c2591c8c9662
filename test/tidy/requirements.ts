import { readFileSync } from 'node:fs';

/** What published lists ask of a program like this, and the tests that show it: the shape of requirements.json, and the page. */
export type Requirement = {
  /** As the list has it: 'API1:2023', 'V8.2.2'. */
  readonly id: string;
  readonly of: string;
  /** In our words. */
  readonly requirement: string;
  /** File or folder that carries it out. */
  readonly where: string;
  readonly shownBy: readonly { readonly file: string; readonly test: string }[];
};

export const TABLE = 'docs/security/requirements.json';
export const REQUIREMENTS_PAGE = 'docs/security/requirements.md';

export function requirements(): readonly Requirement[] {
  return (JSON.parse(readFileSync(TABLE, 'utf8')) as { readonly requirements: readonly Requirement[] }).requirements;
}

export function requirementsPage(all: readonly Requirement[]): string {
  const head =
    '# What is asked, and the tests that show it\n\nWritten from requirements.json by `npm run safety:write`.\n';
  const lists = [...new Set(all.map(({ of }) => of))];
  return [
    head,
    ...lists.map((list) =>
      section(
        list,
        all.filter(({ of }) => of === list),
      ),
    ),
  ].join('\n');
}

function section(list: string, all: readonly Requirement[]): string {
  const rows = all.map(({ id, requirement, where, shownBy }) => {
    const tests = shownBy.map(({ file, test }) => `${test} (\`${file}\`)`).join('; ');
    return `| ${id} | ${requirement} | \`${where}\` | ${tests} |`;
  });
  return `## ${list}\n| id | requirement | where | shown by |\n|---|---|---|---|\n${rows.join('\n')}\n`;
}
