// The ways from the library's head to what belongs to it: search, one's downloads, the trash.
import { ActionIcon, Tooltip } from '@mantine/core'
import { IconDownload, IconSearch, IconTrash, type Icon } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useMay, useMe } from '../may.ts'

interface Props {
  label: string
  icon: Icon
  to: 'search' | 'library/downloads' | 'library/trash'
  search?: { in?: string }
  'data-page-search'?: boolean
}

function IconLink({ label, icon: Shape, to, search = {}, ...rest }: Props) {
  const { here } = useMe()
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="default"
        size={36}
        aria-label={label}
        {...rest}
        renderRoot={(looks: object) => (
          <Link to={`/a/$account/${to}`} params={{ account: here.slug }} search={search} {...looks} />
        )}
      >
        <Shape size={18} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}

/** `folderId`: where the search begins; null: everywhere. */
export function LibraryLinks({ folderId }: { folderId: string | null }) {
  const mayChange = useMay('library.change').yes
  const search = folderId ? { in: folderId } : {}
  return (
    <>
      <IconLink label="Search" icon={IconSearch} to="search" search={search} data-page-search />
      <IconLink label="Downloads" icon={IconDownload} to="library/downloads" />
      {mayChange && <IconLink label="Trash" icon={IconTrash} to="library/trash" />}
    </>
  )
}
