export { endOfDay as endOf } from '#base';
