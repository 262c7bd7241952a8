// A level by name, with its icon and colour.
import { levelWords, type Level } from '@usher/domain'
import { levelLooks } from './level-looks.ts'
import './grants.css'

export function LevelName({ level }: { level: Level }) {
  const { icon: Icon, hue } = levelLooks[level]
  return (
    <span className="level-name" style={{ '--hue': hue } as React.CSSProperties}>
      <Icon size={16} stroke={1.8} aria-hidden />
      <span>{levelWords[level].title}</span>
    </span>
  )
}
