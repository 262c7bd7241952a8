// The matrix in full, for whoever chooses a role: each section against each role, in words where it is not a plain yes.
import { Box, Table, Text, VisuallyHidden } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import {
  carries,
  extentOf,
  permissionNames,
  permissions,
  planTitles,
  roles,
  roleWords,
  smallestPlanWith,
  type Permission,
  type Role,
} from '@usher/domain'
import { useMe } from '../may.ts'
import { roleLooks } from '../roles/role-looks.ts'
import { Dialog } from '../ui/Dialog.tsx'
import './role-choice.css'

export const extentInWords = {
  level: 'as shared',
  view: 'if they can view it',
  manage: 'if they can manage it',
} as const

function Extent({ role, permission }: { role: Role; permission: Permission }) {
  const extent = extentOf(role, permission)
  if (extent === 'none')
    return (
      <Text span c="dimmed">
        <span aria-hidden>–</span>
        <VisuallyHidden>no</VisuallyHidden>
      </Text>
    )
  if (extent === 'all')
    return (
      <>
        <IconCheck size={18} stroke={2} aria-hidden className="matrix-yes" />
        <VisuallyHidden>yes</VisuallyHidden>
      </>
    )
  return <Text size="xs">{extentInWords[extent]}</Text>
}

export function CompareRoles({ onClose }: { onClose: () => void }) {
  const { plan } = useMe().here
  return (
    <Dialog title="Compare roles" onClose={onClose} size={1000} zIndex={400}>
      <Box component="section" className="wide-table" tabIndex={0} aria-label="Roles and what they include">
        <Table verticalSpacing={8} horizontalSpacing="sm" className="matrix">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Section</Table.Th>
              {roles.map((role) => {
                const { icon: Icon, hue } = roleLooks[role]
                return (
                  <Table.Th
                    key={role}
                    scope="col"
                    className="role-card-title"
                    style={{ '--hue': hue } as React.CSSProperties}
                  >
                    <Icon size={16} stroke={1.8} aria-hidden />
                    <div>{roleWords[role].title}</div>
                  </Table.Th>
                )
              })}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {permissionNames.map((permission) => {
              const { title, feature } = permissions[permission]
              return (
                <Table.Tr key={permission}>
                  <Table.Th scope="row" fw={400}>
                    {title}
                    {feature && !carries(plan, feature) && (
                      <Text size="xs" c="dimmed">
                        Comes with the plan {planTitles[smallestPlanWith(feature)]}
                      </Text>
                    )}
                  </Table.Th>
                  {roles.map((role) => (
                    <Table.Td key={role}>
                      <Extent role={role} permission={permission} />
                    </Table.Td>
                  ))}
                </Table.Tr>
              )
            })}
          </Table.Tbody>
        </Table>
      </Box>
    </Dialog>
  )
}
