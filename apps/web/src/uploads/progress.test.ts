// What the tray says of all uploads together.
import { describe, expect, it } from 'vitest'
import { createMeter, progressInWords, saidOf, timeInWords, titleOf, totalsOf, type Totals } from './progress.ts'
import type { State, Upload } from './upload.ts'

const upload = (state: State, size = 1000, sent = 0): Upload => ({
  id: `${Math.random()}`,
  name: 'beach.jpg',
  size,
  sent,
  modified: null,
  file: null,
  batch: { under: null, forRest: null, folderOf: async () => null, tryAgain: () => {} },
  path: [],
  to: { id: null },
  assetId: null,
  uploadId: null,
  ifTaken: null,
  state,
})
const none = totalsOf([])
const refused: State = { is: 'refused', words: 'The storage of this account is full.', way: 'retry' }
const given = (some: Partial<Totals>): Totals => ({ ...none, ...some })

describe('in figures', () => {
  it('what was skipped or has to be chosen again is not counted, what is refused has nothing left to send', () => {
    expect(
      totalsOf([
        upload({ is: 'done' }, 1000, 1000),
        upload({ is: 'sending' }, 2000, 500),
        upload({ is: 'skipped' }),
        upload({ is: 'interrupted' }),
        upload(refused, 5000, 100),
      ]),
    ).toMatchObject({ files: 3, done: 1, size: 3000, sent: 1500, underWay: 1, refused: 1, interrupted: 1 })
  })
  it('the speed is that of the last seconds, and is not guessed at before two have passed', () => {
    const meter = createMeter()
    expect(meter.look(0, 0)).toBe(null)
    expect(meter.look(1000, 5_000_000)).toBe(null)
    expect(meter.look(4000, 8_000_000)).toBe(2_000_000)
    for (let at = 5000; at <= 30_000; at += 1000) meter.look(at, 8_000_000 + at * 100)
    expect(meter.look(31_000, 8_000_000 + 31_000 * 100)).toBe(100_000)
  })
  it('while nothing moves nobody knows how long it takes', () => {
    const meter = createMeter()
    meter.look(0, 100)
    expect(meter.look(10_000, 100)).toBe(null)
  })
})

describe('in words', () => {
  it.each([
    [5, 'less than 1 min'],
    [60, '1 min'],
    [150, '3 min'],
    [3600, '1 h'],
    [3900, '1 h 5 min'],
  ])('%i seconds are %s', (seconds, words) => expect(timeInWords(seconds)).toBe(words))
  it('files, bytes and time in one line', () => {
    const totals = given({ files: 240, done: 12, sent: 1_200_000_000, size: 3_400_000_000 })
    expect(progressInWords(totals, 120)).toBe('12 of 240 · 1.2 GB of 3.4 GB · 2 min left')
    expect(progressInWords(totals, null)).toBe('12 of 240 · 1.2 GB of 3.4 GB')
  })
  it.each([
    [{ underWay: 3, refused: 1 }, 'Uploading 3 files'],
    [{ underWay: 3, offline: 1 }, 'Uploading 3 files'],
    [{ underWay: 20, offline: 3, waiting: 17 }, 'Waiting for the connection'],
    [{ paused: 1, done: 2 }, '1 upload is paused'],
    [{ asking: 1, refused: 1, done: 2 }, '2 uploads need you'],
    [{ interrupted: 3 }, '3 uploads were interrupted'],
    [{ done: 1 }, '1 file uploaded'],
  ])('%j is headed %s', (totals, title) => expect(titleOf(given(totals))).toBe(title))
})

describe('aloud', () => {
  it('start and end are said, and nothing of each percent in between', () => {
    expect(saidOf(none, given({ underWay: 30 }))).toBe('Uploading 30 files.')
    expect(saidOf(given({ underWay: 30 }), given({ underWay: 29, done: 1, sent: 5 }))).toBe(null)
    expect(saidOf(given({ underWay: 1, done: 29 }), given({ done: 30 }))).toBe('30 files uploaded.')
  })
  it('a lost connection is said once', () => {
    const away = given({ underWay: 20, offline: 3, waiting: 17 })
    expect(saidOf(given({ underWay: 20, offline: 2, waiting: 17 }), away)).toMatch(/^No connection/)
    expect(saidOf(away, away)).toBe(null)
  })
  it('what needs the person is said, the end with it', () => {
    expect(saidOf(given({ underWay: 2 }), given({ underWay: 1, refused: 1 }))).toBe('1 upload was refused.')
    expect(saidOf(given({ underWay: 1, done: 1 }), given({ done: 1, asking: 1 }))).toBe(
      '1 name is taken. 1 file uploaded.',
    )
    expect(saidOf(none, given({ interrupted: 3 }))).toBe('3 uploads were interrupted: choose the files again to go on.')
  })
})
