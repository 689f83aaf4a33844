/** "Cannot say", as data: nothing that a test could weigh. */
export interface NoTest {
  /** Always null: no probability, which is not the same as one of 1. */
  readonly pValue: null;
  /** Why, a stable code in kebab-case: `no-variation`. */
  readonly reason: string;
  /** How many observations there are. */
  readonly n: number;
  /** How many are needed for an answer. */
  readonly needed: number;
}
