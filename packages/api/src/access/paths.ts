// Where a thing called `asset` lies, as words.
import { sql } from 'kysely'

/** The names of the folders above it, from the root: "Spring/Shoots"; null at the root. */
export const namesAbove = sql<string | null>`(
  select string_agg(p.name, '/' order by f.depth desc) from folder_ancestor f join asset p on p.id = f.ancestor_id
   where f.folder_id = asset.parent_id)`
