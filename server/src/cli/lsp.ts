import { type Command, Exit } from "./command.ts";

export const lsp: Command = {
  name: "lsp",
  summary: "Serves the Language Server Protocol to any editor.",
  usage: ["--stdio"],
  options: { stdio: { type: "boolean" } },
  help: { stdio: "Over standard input and output (the only way from here)." },
  async run() {
    await import("../lsp/main.ts");
    await new Promise(() => undefined);
    return Exit.Fine;
  },
};
