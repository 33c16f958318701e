/**
 * The part of playwright-core that the tests use, as types of our own: the package is installed on demand
 * below this folder, so that the checker must not depend on it.
 */

/** What `evaluate` is handed in the browser; the checker knows no DOM here. */
export interface DrawnElement {
  readonly style: { readonly top: string };
}

export interface Locator {
  click(options?: {
    readonly button?: "right";
    readonly timeout?: number;
    readonly force?: boolean;
    readonly modifiers?: readonly ("Control" | "Shift" | "Alt")[];
  }): Promise<void>;
  dblclick(options?: { readonly timeout?: number }): Promise<void>;
  hover(options?: { readonly timeout?: number; readonly force?: boolean }): Promise<void>;
  fill(text: string): Promise<void>;
  press(keys: string): Promise<void>;
  waitFor(options?: {
    readonly state?: "visible" | "hidden" | "attached" | "detached";
    readonly timeout?: number;
  }): Promise<void>;
  count(): Promise<number>;
  allInnerTexts(): Promise<string[]>;
  allTextContents(): Promise<string[]>;
  innerText(options?: { readonly timeout?: number }): Promise<string>;
  textContent(options?: { readonly timeout?: number }): Promise<string | null>;
  getAttribute(name: string, options?: { readonly timeout?: number }): Promise<string | null>;
  boundingBox(): Promise<{
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  } | null>;
  isVisible(): Promise<boolean>;
  evaluate<T>(run: (element: DrawnElement) => T): Promise<T>;
  screenshot(options: { readonly path: string }): Promise<unknown>;
  first(): Locator;
  last(): Locator;
  nth(index: number): Locator;
  locator(selector: string): Locator;
  filter(options: {
    readonly hasText?: string | RegExp;
    readonly has?: Locator;
    readonly visible?: boolean;
  }): Locator;
  all(): Promise<Locator[]>;
}

/** A frame found by its iframe element. */
export interface FrameLocator {
  locator(selector: string): Locator;
  frameLocator(selector: string): FrameLocator;
}

export interface Page {
  goto(
    url: string,
    options?: { readonly timeout?: number; readonly waitUntil?: "load" | "domcontentloaded" },
  ): Promise<unknown>;
  locator(selector: string): Locator;
  frameLocator(selector: string): FrameLocator;
  getByRole(
    role: string,
    options?: { readonly name?: string | RegExp; readonly exact?: boolean },
  ): Locator;
  readonly keyboard: {
    press(keys: string): Promise<void>;
    type(text: string, options?: { readonly delay?: number }): Promise<void>;
    insertText(text: string): Promise<void>;
  };
  readonly mouse: {
    move(x: number, y: number): Promise<void>;
    click(x: number, y: number): Promise<void>;
    wheel(dx: number, dy: number): Promise<void>;
  };
  screenshot(options: {
    readonly path: string;
    readonly clip?: {
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
    };
  }): Promise<unknown>;
  evaluate<T>(run: (() => T | Promise<T>) | string): Promise<T>;
  exposeFunction(name: string, run: (...args: never[]) => unknown): Promise<void>;
  waitForTimeout(ms: number): Promise<void>;
  setViewportSize(size: { readonly width: number; readonly height: number }): Promise<void>;
  emulateMedia(options: { readonly colorScheme: "light" | "dark" }): Promise<void>;
  on(event: "console", listener: (message: { text(): string; type(): string }) => void): void;
  on(event: "pageerror", listener: (error: Error) => void): void;
  close(): Promise<void>;
}

export interface Context {
  newPage(): Promise<Page>;
  grantPermissions(
    permissions: readonly string[],
    options?: { readonly origin?: string },
  ): Promise<void>;
  close(): Promise<void>;
}

export interface Browser {
  newContext(options: {
    readonly viewport: { readonly width: number; readonly height: number };
    readonly colorScheme?: "light" | "dark";
    readonly deviceScaleFactor?: number;
  }): Promise<Context>;
  close(): Promise<void>;
  version(): string;
}

export interface PlaywrightCore {
  readonly chromium: {
    launch(options: {
      readonly executablePath: string;
      readonly args: readonly string[];
      readonly headless: boolean;
      readonly env?: NodeJS.ProcessEnv;
      readonly chromiumSandbox?: boolean;
      readonly handleSIGINT?: boolean;
    }): Promise<Browser>;
  };
}
