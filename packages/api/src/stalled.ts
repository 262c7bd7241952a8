// How long a request may take to come in: as long as it moves. Node would end each after five minutes, a large part of an
// upload on a slow line with it; what ends here is one of which nothing comes any more.
import type { Server } from 'node:http'

/** `after`: milliseconds in which nothing came. Headers have Node's own limit of a minute, and answers take their time. */
export function endStalled(server: Server, after = 60_000): void {
  server.requestTimeout = 0
  server.on('request', (req, res) => {
    // Told of each pause of the connection until the answer is out, also of those in which it is we who work.
    res.setTimeout(after, () => {
      if (!req.complete) req.destroy()
    })
  })
}
