/** One thing that the machine has, or lacks. */
export interface Finding {
  readonly what: string;
  readonly ok: boolean;
  readonly detail: string;
}
