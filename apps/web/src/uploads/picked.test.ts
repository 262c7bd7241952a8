// What is taken of what was chosen.
import { expect, it } from 'vitest'
import { namedByMoment, readChosen } from './picked.ts'

const file = (path: string) => {
  const name = path.split('/').at(-1) ?? ''
  // Browsers give a path to what was chosen with its folder alone.
  return Object.assign(new File(['x'], name), { webkitRelativePath: path === name ? '' : path })
}
const pathsOf = (...paths: string[]) =>
  readChosen(paths.map(file)).files.map(({ file: { name }, path }) => [...path, name].join('/'))

it('the files of a folder come with its path, in the order that a person counts in', () => {
  expect(pathsOf('Spring/Raw/beach 10.jpg', 'Spring/Raw/beach 9.jpg', 'Spring/poster.png')).toEqual([
    'Spring/poster.png',
    'Spring/Raw/beach 9.jpg',
    'Spring/Raw/beach 10.jpg',
  ])
})
it('what systems leave in folders is left out; chosen by hand, it is taken', () => {
  expect(pathsOf('Spring/.DS_Store', 'Spring/Raw/Thumbs.db', 'Spring/desktop.ini', 'Spring/beach.jpg')).toEqual([
    'Spring/beach.jpg',
  ])
  expect(pathsOf('.DS_Store')).toEqual(['.DS_Store'])
})
it('a picture out of the clipboard has the moment in its name, any other file keeps its own', () => {
  const now = new Date(2026, 10, 24, 9, 5, 7)
  expect(namedByMoment(file('image.png'), now).name).toBe('Pasted 2026-11-24 09.05.07.png')
  expect(namedByMoment(file('beach.png'), now).name).toBe('beach.png')
})
