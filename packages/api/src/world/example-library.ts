// The example's library: what the brand of the example would have, in folders, with owners, tags and versions. Written as
// a world is, and drawn like any other.
import type { WorldText } from './world-format.ts'

type Folders = NonNullable<WorldText['accounts'][number]['folders']>
type Files = NonNullable<WorldText['accounts'][number]['files']>

const folders: Folders = []
const files: Files = []
const priya = 'priya@halden.example'
const elena = 'elena@studio-brandt.example'

function folder(path: string, owner: string | null = null): string {
  folders.push({ path, owner })
  return path
}
const two = (n: number) => String(n).padStart(2, '0')
const at = <T>(from: readonly T[], n: number): T | undefined => from[n % from.length]
const photo = { width: 960, height: 640 }
const tall = { width: 640, height: 880 }

const brand = folder('/Brand')
const logos = folder(`${brand}/Logos`)
for (const form of ['mark', 'wordmark', 'stacked'])
  for (const color of ['full colour', 'black', 'white'])
    for (const ending of ['svg', 'png'])
      files.push({
        path: `${logos}/Halden logo ${form} ${color}.${ending}`,
        owner: priya,
        tags: ['logo', color, 'approved'],
        picture: { width: 600, height: 600 },
        ...(form === 'mark' && color === 'full colour' && { versions: 3 }),
      })
const guides = folder(`${brand}/Guidelines`)
for (const name of ['Brand guidelines 2026', 'Tone of voice', 'Photography brief', 'Colour and type'])
  files.push({
    path: `${guides}/${name}.pdf`,
    owner: priya,
    tags: ['guideline'],
    versions: name.includes('2026') ? 4 : 1,
  })
files.push({ path: `${guides}/Glossary of product names.csv`, tags: ['guideline'] })

const products = folder('/Products')
const ranges = {
  Tents: ['Fjell 2', 'Fjell 3', 'Skog Tarp', 'Dome Light'],
  Backpacks: ['Trek 45', 'Trek 65', 'City 20', 'Alpine 30'],
  Bottles: ['Steel 750', 'Steel 1000', 'Flask 500'],
  Boots: ['Mid GTX', 'Low Trail', 'Winter High'],
}
const colors = ['moss', 'rust', 'slate', 'sand']
for (const [range, names] of Object.entries(ranges)) {
  const here = folder(`${products}/${range}`)
  for (const name of names) {
    const shots = folder(`${here}/${name}`)
    for (const [n, color] of colors.entries())
      files.push({
        path: `${shots}/${name} ${color} pack shot.jpg`,
        owner: priya,
        tags: ['pack shot', range.toLowerCase(), color, ...(n === 0 ? ['hero'] : [])],
        picture: { width: 800, height: 800 },
        ...(n === 0 && { versions: 2 }),
      })
  }
}

const campaigns = folder('/Campaigns')
const seasons = {
  'Spring 2026': ['Coast', 'Meadow', 'First light'],
  'Summer 2026': ['Archipelago', 'High camp', 'Lake days'],
  'Autumn 2026': ['Birch forest', 'Rain', 'Cabin'],
}
for (const [season, shoots] of Object.entries(seasons)) {
  const here = folder(`${campaigns}/${season}`)
  const banners = folder(`${here}/Banners`)
  for (const [width, height] of [
    [1456, 360],
    [1200, 628],
    [600, 1200],
    [970, 250],
  ] as const)
    for (const market of ['EN', 'DE', 'SE'])
      files.push({
        path: `${banners}/${season} banner ${width}x${height} ${market}.png`,
        owner: priya,
        tags: ['banner', market, season],
        picture: { width, height },
      })
  for (const shoot of shoots) {
    // What the agency made is the agency's.
    const path = folder(`${here}/${shoot}`, season === 'Autumn 2026' ? elena : priya)
    for (let n = 1; n <= 14; n += 1)
      files.push({
        path: `${path}/${shoot} ${two(n)}.jpg`,
        owner: season === 'Autumn 2026' ? elena : priya,
        tags: [shoot.toLowerCase(), season, ...(n % 5 === 0 ? ['select'] : []), ...(n % 7 === 0 ? ['people'] : [])],
        picture: n % 4 === 0 ? tall : photo,
      })
  }
  files.push({ path: `${here}/${season} plan.pdf`, owner: priya, tags: ['plan'] })
}

const social = folder('/Social')
for (const month of ['January', 'February', 'March', 'April', 'May', 'June']) {
  const here = folder(`${social}/${month}`)
  for (let n = 1; n <= 8; n += 1)
    files.push({
      path: `${here}/Post ${two(n)}.${at(['webp', 'jpg', 'png'], n) ?? 'jpg'}`,
      tags: ['social', ...(n > 6 ? ['draft'] : ['published'])],
      picture: { width: 720, height: n > 6 ? 900 : 720 },
    })
}
const press = folder('/Press')
for (const name of ['Press release spring', 'Press release summer', 'Fact sheet', 'Founders biography'])
  files.push({ path: `${press}/${name}.pdf`, tags: ['press', 'approved'] })
files.push({ path: '/Read me first.md', owner: priya })

export const exampleLibrary = { folders, files }
