import type { Migration } from '#store';

/** Stock as a clause of an agreement: which clause has a buffer kept, and by when a request is answered. */
export const moneyStockAgreed: Migration = {
  name: '0149-money-stock-agreed',
  sql: `
-- The clause that has it kept; absent where a site said so itself.
alter table money_stock_buffer add column clause text collate "C";
-- By when whoever was asked answers, and by which paragraph, as it was agreed when it was asked.
alter table money_stock_transfer
  add column answer_by date,
  add column answer_instrument text collate "C",
  add column answer_because text,
  add check ((answer_by is null) = (answer_because is null));
`,
};
