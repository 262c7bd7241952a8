// The side of the frame: the account and its switcher, search, what this role has, and the person.
import { Kbd, Text, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { openPalette } from './palette-store.ts'
import { IconSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { groups, groupTitles } from '../routes.tsx'
import { useMe } from '../may.ts'
import { AccountSwitcher } from './AccountSwitcher.tsx'
import { modKey } from './keys.ts'
import { PersonMenu } from './PersonMenu.tsx'
import { usePages } from './use-pages.ts'

/** `onSearch`: the palette opens; a drawer that this stands in makes room for it. */
export function Side({ onSearch }: { onSearch?: () => void }) {
  const { here } = useMe()
  const shown = usePages()
  return (
    <>
      <div className="side-top">
        <AccountSwitcher />
        <UnstyledButton
          className="side-search"
          onClick={() => {
            onSearch?.()
            openPalette()
          }}
        >
          <IconSearch size={16} stroke={1.8} aria-hidden />
          <span>Search or jump to</span>
          <Kbd size="xs" aria-hidden>
            {modKey} K
          </Kbd>
        </UnstyledButton>
      </div>
      <div className="side-pages">
        {groups.map((group) => {
          const inGroup = shown.filter(({ row }) => row.group === group)
          if (!inGroup.length) return null
          return (
            <div key={group} className="side-group">
              {groupTitles[group] && (
                <Text className="side-heading" component="h2">
                  {groupTitles[group]}
                </Text>
              )}
              <ul>
                {inGroup.map(({ row, answer, waiting }) => (
                  <li key={row.path}>
                    <Link
                      to={row.path}
                      params={{ account: here.slug }}
                      activeOptions={{ exact: row.path === '/a/$account', includeSearch: false }}
                      className="side-link"
                    >
                      <row.icon size={18} stroke={1.7} aria-hidden />
                      <span>{row.label}</span>
                      {waiting > 0 && (
                        <span className="side-count">
                          {waiting}
                          <VisuallyHidden> waiting</VisuallyHidden>
                        </span>
                      )}
                      {!answer.yes && (
                        <span className="side-note">{answer.because === 'plan' ? 'Upgrade' : 'Asleep'}</span>
                      )}
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          )
        })}
      </div>
      <div className="side-bottom">
        <PersonMenu />
      </div>
    </>
  )
}
