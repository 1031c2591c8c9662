export { type Money, money, startMoney } from './money.ts';
export { moneyMigrations } from './migrations/index.ts';
