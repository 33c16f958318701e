/** The words of the plan page, translated by the panel. */
export interface PlanWords {
  readonly plan: string;
  readonly estimated: string;
  readonly measured: string;
  readonly rows: string;
  readonly rowsOf: string;
  readonly cost: string;
  readonly time: string;
  readonly loops: string;
  readonly share: string;
  readonly misestimate: string;
  readonly warning: string;
  readonly asText: string;
  readonly copy: string;
  readonly empty: string;
}
