export {
  type Accepted,
  accepted,
  type IssueType,
  type Outcome,
  type Refusal,
  type Refused,
  refuse,
  refused,
} from './outcome.ts';
