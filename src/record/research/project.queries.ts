import type { Day } from '#base';
import { type Reader, sql, type Transaction } from '#store';

export type ProjectRow = {
  readonly id: string;
  readonly organization: string;
  readonly title: string;
  readonly why: string;
  readonly takes: string;
  readonly approval: string;
  readonly until: Day;
  readonly ended: Date | null;
};

const COLUMNS = sql`id, organization, title, why, takes, approval, until, ended`;
const MOST = 200;

/** Projects that ask on a day, and those named. A partnership has few: the table is read as a whole. */
export function projectsFor(
  reader: Reader,
  { today, named }: { readonly today: Day; readonly named: readonly string[] },
): Promise<readonly ProjectRow[]> {
  return reader.all<ProjectRow>(sql`
    select ${COLUMNS} from record_research_project
    where (ended is null and until >= ${today}::date) or id = any(${named}::text[]) order by at desc, id limit ${MOST}`);
}

/** Plan: record_research_project_organization. */
export function projectsOf(reader: Reader, organization: string): Promise<readonly ProjectRow[]> {
  return reader.all<ProjectRow>(sql`
    select ${COLUMNS} from record_research_project where organization = ${organization} order by at desc, id limit ${MOST}`);
}

export function projectOf(reader: Reader, id: string): Promise<ProjectRow | undefined> {
  return reader.first<ProjectRow>(sql`select ${COLUMNS} from record_research_project where id = ${id}`);
}

/** Answers whether the name was free. */
export async function keepProject(
  transaction: Transaction,
  row: Omit<ProjectRow, 'ended'> & { readonly asked_by: string; readonly at: Date },
): Promise<boolean> {
  const { id, organization, title, why, takes, approval, until, asked_by: by, at } = row;
  const count = await transaction.run(sql`
    insert into record_research_project (id, organization, title, why, takes, approval, until, asked_by, at)
    values (${id}, ${organization}, ${title}, ${why}, ${takes}, ${approval}, ${until}::date, ${by}, ${at})
    on conflict (id) do nothing`);
  return count > 0;
}

/** Answers whether there was something to end. */
export async function endProject(
  transaction: Transaction,
  of: { readonly id: string; readonly organization: string; readonly by: string; readonly at: Date },
): Promise<boolean> {
  const count = await transaction.run(sql`
    update record_research_project set ended = ${of.at}::timestamptz, ended_by = ${of.by}
    where id = ${of.id} and organization = ${of.organization} and ended is null`);
  return count > 0;
}
