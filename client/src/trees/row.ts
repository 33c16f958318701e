/** What a tree shows in one line, before any editor type is involved. */

/** One line of a tree. */
export interface Row {
  /** Stable across refreshes, so that the editor keeps what is expanded. */
  readonly id: string;
  readonly label: string;
  readonly description?: string | undefined;
  /** Markdown. */
  readonly tooltip?: string | undefined;
  /** Name of a codicon. */
  readonly icon: string;
  /** Theme color of the icon; never the only sign of a state. */
  readonly iconColor?: string | undefined;
  /** What menus ask for in `viewItem`. */
  readonly context: string;
  readonly branch: "leaf" | "collapsed" | "expanded";
  /** Read aloud instead of label and description. */
  readonly spoken: string;
  /** A command for the row itself. */
  readonly command?: { readonly id: string; readonly title: string } | undefined;
  /** A file the row stands for. */
  readonly uri?: string | undefined;
}
