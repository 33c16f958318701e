/**
 * How a driver reaches a host when it does not open a socket itself. The names of host and port stay
 * those of the URL, so that certificates and password files are checked against the server that is
 * meant and not against the end of a tunnel.
 */
import type { Duplex } from "node:stream";
import { err, ok, type Result } from "../../base/result.ts";
import type { ConnectError } from "./errors.ts";

export interface Dialer {
  /** A byte stream to the host, or to the socket at a path that starts with `/`; it throws a `DialError`. */
  dial(host: string, port: number): Promise<Duplex>;
  /** Ends whatever the streams run through. */
  close(): void;
}

/** A stream could not be had; what a driver answers in place of its own guess. */
export class DialError extends Error {
  readonly error: ConnectError;

  constructor(error: ConnectError) {
    super("message" in error ? error.message : error.tag);
    this.error = error;
  }
}

/** A stream that is connected already, in the clothes of a socket that a client library wants to connect. */
function asSocket(stream: Duplex): Duplex {
  const socket = {
    connect() {
      process.nextTick(() => stream.emit("connect"));
      return stream;
    },
    // What carries the stream looks after these.
    setNoDelay: () => stream,
    setKeepAlive: () => stream,
    ref: () => stream,
    unref: () => stream,
  };
  // When the server is done, so are we; otherwise its end would never become the stream's.
  return Object.assign(stream, socket, { allowHalfOpen: false });
}

/** A stream that is connected to the host, or none where a client library connects by itself. */
export async function dialed(
  dialer: Dialer | undefined,
  host: string,
  port: number,
): Promise<Result<Duplex | undefined, ConnectError>> {
  try {
    return ok(dialer === undefined ? undefined : asSocket(await dialer.dial(host, port)));
  } catch (error) {
    if (error instanceof DialError) {
      return err(error.error);
    }
    throw error;
  }
}
