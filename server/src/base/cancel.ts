/** A flag that long work looks at in its loops; whoever owns the work sets it. */
export interface CancelFlag {
  readonly requested: boolean;
}

export const NEVER_CANCELLED: CancelFlag = { requested: false };
