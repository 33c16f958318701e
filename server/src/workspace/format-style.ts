/** The configuration's wishes about layout, as the formatter takes them. */
import { DEFAULT_STYLE, type FormatStyle } from "../ide/format.ts";
import type { Config } from "./config.ts";

export function formatStyle(
  config: Config,
  editor: { readonly indent?: number | undefined } = {},
): FormatStyle {
  const { format } = config;
  return {
    keywordCase: format?.keywordCase ?? DEFAULT_STYLE.keywordCase,
    functionCase: format?.functionCase ?? DEFAULT_STYLE.functionCase,
    indent: format?.indent ?? editor.indent ?? DEFAULT_STYLE.indent,
    lineWidth: format?.lineWidth ?? DEFAULT_STYLE.lineWidth,
    commas: format?.commas ?? DEFAULT_STYLE.commas,
    operators: format?.operators ?? DEFAULT_STYLE.operators,
  };
}
