// A role by name, with its icon and colour.
import { roleWords, type Role } from '@usher/domain'
import { roleLooks } from './role-looks.ts'
import './roles.css'

export function RoleBadge({ role }: { role: Role }) {
  const { icon: Icon, hue } = roleLooks[role]
  return (
    <span className="role-badge" style={{ '--hue': hue } as React.CSSProperties}>
      <Icon size={14} stroke={2} aria-hidden />
      {roleWords[role].title}
    </span>
  )
}
