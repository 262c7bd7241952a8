// Servers on one database keep their bytes in one place. Each shows where, for as long as it lives, by a lock on a
// connection of its own; one that keeps them elsewhere does not start.
import pg from 'pg'

/** Locks of two numbers: this one, and one made of the place. No other lock has two. */
const kind = 1_970_498_661

export class OtherPlace extends Error {
  override name = 'OtherPlace'
}

/** Throws OtherPlace while a server lives that was given another place. */
export async function holdPlace(pool: pg.Pool, place: string): Promise<{ end(): Promise<void> }> {
  const client = new pg.Client({ ...pool.options, application_name: 'usher place', keepAlive: true })
  // When the connection is lost, servers that start later are not told of this one.
  client.on('error', () => {})
  await client.connect()
  try {
    // First the lock, then the look: of two that start at once, at least one sees the other.
    await client.query('select pg_advisory_lock_shared($1, hashtext($2))', [kind, place])
    const { rowCount } = await client.query(
      `select from pg_locks
        where locktype = 'advisory' and objsubid = 2 and classid = $1
          and database = (select oid from pg_database where datname = current_database())
          and objid::bigint <> hashtext($2)::bigint & 4294967295`,
      [kind, place],
    )
    if (rowCount) throw new OtherPlace('another server on this database keeps its bytes in another place')
  } catch (error) {
    await client.end()
    throw error
  }
  return { end: () => client.end() }
}
