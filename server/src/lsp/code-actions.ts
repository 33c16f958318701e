/** Code actions: fixes of findings, fix all, and translations of the statement, the selection or the file. */
import { type CodeAction, CodeActionKind, type CodeActionParams } from "vscode-languageserver";
import type { Range } from "../base/text.ts";
import { refactored } from "../ide/refactoring.ts";
import { REFACTORINGS } from "../ide/refactorings/index.ts";
import { RESULT_LANGUAGES, resultType } from "../ide/result-type.ts";
import { statementAt } from "../sql/script.ts";
import { hostEdits, type Region } from "../workspace/region.ts";
import { targets, translation } from "../workspace/translations.ts";
import { fixActions, workspaceEdit } from "./diagnostics.ts";
import { type Door, type Feature, placeAt } from "./door.ts";

const FIX_ALL = "source.fixAll.sqlx";
const TRANSLATE = `${CodeActionKind.RefactorRewrite}.sqlx.translate`;

const RESULT_TYPE = `${CodeActionKind.RefactorExtract}.sqlx.result-type`;

export const codeActions: Feature = {
  capabilities: {
    codeActionProvider: {
      codeActionKinds: [
        CodeActionKind.QuickFix,
        CodeActionKind.RefactorRewrite,
        CodeActionKind.RefactorExtract,
        CodeActionKind.RefactorInline,
        TRANSLATE,
        `${CodeActionKind.Source}.sqlx.translate`,
        FIX_ALL,
      ],
      resolveProvider: false,
    },
  },
  attach(door) {
    door.connection.onCodeAction((params, token) =>
      door.answer<CodeAction[]>("code actions", token, [], () => [
        ...fixes(door, params),
        ...fixAll(door, params),
        ...refactorings(door, params),
        ...resultTypes(door, params),
        ...translations(door, params),
      ]),
    );
  },
};

function wants(params: CodeActionParams, kind: string): boolean {
  const { only } = params.context;
  return (
    only === undefined ||
    only.some((it) => kind === it || kind.startsWith(`${it}.`) || it.startsWith(`${kind}.`))
  );
}

function fixes(door: Door, params: CodeActionParams): readonly CodeAction[] {
  const { uri } = params.textDocument;
  const document = door.workspace.document(uri);
  if (!wants(params, CodeActionKind.QuickFix) || document === undefined) {
    return [];
  }
  const { start, end } = params.range;
  const touches = (it: { readonly start: typeof start; readonly end: typeof end }) =>
    before(it.start, end) && before(start, it.end);
  return fixActions(
    uri,
    door.workspace.findings(uri).filter((it) => touches(it.range)),
  );
}

function before(
  a: { readonly line: number; readonly character: number },
  b: { readonly line: number; readonly character: number },
): boolean {
  return a.line < b.line || (a.line === b.line && a.character <= b.character);
}

function fixAll(door: Door, params: CodeActionParams): readonly CodeAction[] {
  const { uri } = params.textDocument;
  if (!wants(params, FIX_ALL)) {
    return [];
  }
  const edits = door.workspace
    .findings(uri)
    .flatMap((it) => it.fixes.filter((fix) => fix.safe).slice(0, 1))
    .flatMap((it) => it.edits);
  return edits.length === 0
    ? []
    : [
        {
          title: "Fix everything that can be fixed safely",
          kind: FIX_ALL,
          edit: workspaceEdit(uri, edits),
        },
      ];
}

function refactorings(door: Door, params: CodeActionParams): readonly CodeAction[] {
  const { uri } = params.textDocument;
  const place = placeAt(door, uri, params.range.start);
  if (place === undefined || !wants(params, CodeActionKind.Refactor)) {
    return [];
  }
  const { region, offset } = place;
  return refactored(REFACTORINGS, region.view, offset).flatMap((it) => {
    const kind = `${CodeActionKind.Refactor}.${it.kind}.sqlx.${it.id}`;
    const edits = wants(params, kind) ? hostEdits(region, it.edits) : undefined;
    return edits === undefined ? [] : [{ title: it.title, kind, edit: workspaceEdit(uri, edits) }];
  });
}

/** The client shows the text as a new document: it belongs in a file that only the user knows. */
function resultTypes(door: Door, params: CodeActionParams): readonly CodeAction[] {
  const place = placeAt(door, params.textDocument.uri, params.range.start);
  if (place === undefined || !wants(params, RESULT_TYPE)) {
    return [];
  }
  return RESULT_LANGUAGES.flatMap((language): CodeAction[] => {
    const kind = `${RESULT_TYPE}.${language.id}`;
    const text = wants(params, kind)
      ? resultType(place.region.view, place.offset, language.id)
      : undefined;
    return text === undefined
      ? []
      : [
          {
            title: `Generate a ${language.title} type for the result`,
            kind,
            command: {
              title: language.title,
              command: "sqlx.document.show",
              arguments: [{ languageId: language.id, text }],
            },
          },
        ];
  });
}

function translations(door: Door, params: CodeActionParams): readonly CodeAction[] {
  const { uri } = params.textDocument;
  const place = placeAt(door, uri, params.range.start);
  const isWhole = params.context.only?.some((it) => it.startsWith(CodeActionKind.Source)) === true;
  if (
    place === undefined ||
    !wants(params, isWhole ? `${CodeActionKind.Source}.sqlx.translate` : TRANSLATE)
  ) {
    return [];
  }
  const { region } = place;
  const chosen = isWhole
    ? { start: 0, end: region.view.script.text.length }
    : selected(door, params, region, place.offset);
  if (chosen === undefined) {
    return [];
  }
  const sql = region.view.script.text.slice(chosen.start, chosen.end);
  return targets(door.workspace, region.view.dialect)
    .filter((it) =>
      wants(
        params,
        isWhole ? `${CodeActionKind.Source}.sqlx.translate.${it.id}` : `${TRANSLATE}.${it.id}`,
      ),
    )
    .flatMap((target): CodeAction[] => {
      const done = translation(region.view, sql, target.dialect);
      const [problem] = done.notes.filter((it) => it.level === "error");
      const kind = isWhole
        ? `${CodeActionKind.Source}.sqlx.translate.${target.id}`
        : `${TRANSLATE}.${target.id}`;
      const title = `Translate to ${target.title}`;
      if (problem !== undefined) {
        return problem.code === "parse"
          ? []
          : [{ title, kind, disabled: { reason: problem.message } }];
      }
      const edits = hostEdits(region, [{ range: chosen, text: done.output }]);
      if (edits === undefined) {
        return [
          { title, kind, disabled: { reason: "The statement has parts of the program in it." } },
        ];
      }
      const edit = workspaceEdit(uri, edits);
      const warnings = done.notes.filter((it) => it.level === "warning").length;
      return [{ title: warnings === 0 ? title : `${title} (${warnings} to check)`, kind, edit }];
    });
}

/** The selection, or the statement at the cursor from its first token to its last. */
function selected(
  door: Door,
  params: CodeActionParams,
  region: Region,
  offset: number,
): Range | undefined {
  const to = placeAt(door, params.textDocument.uri, params.range.end);
  if (to !== undefined && to.region === region && to.offset > offset) {
    return { start: offset, end: to.offset };
  }
  const { statement, start } = statementAt(region.view.script, offset);
  const { tokens } = statement;
  return tokens.count === 0
    ? undefined
    : { start: start + (tokens.starts[0] ?? 0), end: start + (tokens.ends[tokens.count - 1] ?? 0) };
}
