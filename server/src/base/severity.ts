/** How much a finding matters: `error` is wrong, `warning` is very likely so, `info` is worth knowing, `hint` is taste or doubt. */
export type Severity = "error" | "warning" | "info" | "hint";
