import { bodyOf, hasComment, type Refactoring } from "../refactoring.ts";

export const splitAlter: Refactoring = {
  id: "split-alter",
  kind: "rewrite",
  summary: "Turns an ALTER TABLE of several changes into one statement per change.",
  examples: [
    {
      before: "ALTER TABLE t ADD COLUMN a int, $0DROP COLUMN b;",
      after: "ALTER TABLE t ADD COLUMN a int;\nALTER TABLE t DROP COLUMN b;",
    },
    { before: "ALTER TABLE t ADD$0 COLUMN a int;" },
  ],
  offer(place) {
    const { root } = place.analysis;
    const body = bodyOf(place);
    const first = root.kind === "alter-table" ? root.actions[0] : undefined;
    if (
      root.kind !== "alter-table" ||
      root.actions.length < 2 ||
      first === undefined ||
      root.actions.at(-1)?.end !== body.end ||
      hasComment(root, place)
    ) {
      return undefined;
    }
    const head = place.text({ start: body.start, end: first.start });
    return {
      title: "Split into one ALTER TABLE per change",
      edits: [{ range: body, text: root.actions.map((it) => head + place.text(it)).join(";\n") }],
    };
  },
};
