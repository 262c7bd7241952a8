// The parts that hostile files are put together from: pictures of a single colour in any size, whose bytes are never
// all in memory here, and blocks of EXIF.
import { constants, crc32, deflateRawSync } from 'node:zlib'

const block = 1024 * 1024
const packedBlock = deflateRawSync(Buffer.alloc(block), { level: 9, finishFlush: constants.Z_FULL_FLUSH })

/** A zlib stream that unpacks to at least `length` zeros, a thousandth as long. */
export function deflatedZeros(length: number): Buffer {
  const blocks = Math.ceil(length / block)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE((((blocks * block) % 65_521) * 65_536 + 1) >>> 0) // Adler-32 of nothing but zeros
  const parts = Array.from({ length: blocks }, () => packedBlock)
  return Buffer.concat([Buffer.from([0x78, 0xda]), ...parts, Buffer.from([0x03, 0x00]), sum])
}

export function pngChunk(type: string, data: Uint8Array): Buffer {
  const bytes = Buffer.alloc(12 + data.length)
  bytes.writeUInt32BE(data.length)
  bytes.write(type, 4, 'latin1')
  bytes.set(data, 8)
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length)
  return bytes
}

export interface PngShape {
  width: number
  height: number
  /** Bits of one channel; 1, 8 or 16. */
  bits?: number
  /** As PNG numbers them: 0 grey, 2 RGB, 6 RGBA. */
  colour?: 0 | 2 | 6
  interlaced?: boolean
  /** How many bytes of pixels there really are; without it, as many as there should be. */
  pixels?: number
  /** Chunks before the pixels. */
  chunks?: readonly Buffer[]
}

/** A black (or wholly transparent) PNG. */
export function pngOfZeros({ width, height, bits = 8, colour = 2, interlaced, pixels, chunks = [] }: PngShape): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width)
  header.writeUInt32BE(height, 4)
  header.set([bits, colour, 0, 0, interlaced ? 1 : 0], 8)
  const channels = { 0: 1, 2: 3, 6: 4 }[colour]
  const whole = height * (1 + Math.ceil((width * bits * channels) / 8))
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    ...chunks,
    pngChunk('IDAT', deflatedZeros(pixels ?? whole)),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

const short = (value: number) => [value & 0xff, value >> 8]

/** A GIF whose screen has one size, with frames of another, each of one colour. */
export function gifOfZeros(screen: readonly [number, number], frame: readonly [number, number], frames = 1): Buffer {
  const head = [...Buffer.from('GIF89a'), ...short(screen[0]), ...short(screen[1]), 0x80, 0, 0, 0, 0, 0, 255, 255, 255]
  const image = Buffer.from([
    0x2c,
    0,
    0,
    0,
    0,
    ...short(frame[0]),
    ...short(frame[1]),
    0,
    2,
    ...blocksOf(lzwOfZeros(frame[0] * frame[1])),
  ])
  return Buffer.concat([Buffer.from(head), ...Array.from({ length: frames }, () => image), Buffer.from([0x3b])])
}

/** GIF's compression of one colour, by codes that each stand for one pixel more than the one before. */
function lzwOfZeros(pixels: number): number[] {
  const [clear, end, first] = [4, 5, 6]
  const bytes: number[] = []
  let held = 0
  let bits = 0
  let width = 3
  const put = (code: number) => {
    held |= code << bits
    for (bits += width; bits >= 8; bits -= 8, held >>= 8) bytes.push(held & 0xff)
  }
  for (let drawn = 0; drawn < pixels;) {
    put(clear)
    width = 3
    put(0)
    drawn++
    for (let code = first; code < 4_096 && drawn < pixels; code++) {
      put(code)
      drawn += code - 4
      if (code + 1 === 2 ** width && width < 12) width++
    }
  }
  put(end)
  return [...bytes, held]
}

function blocksOf(bytes: readonly number[]): number[] {
  const blocks: number[] = []
  for (let at = 0; at < bytes.length; at += 255) {
    const part = bytes.slice(at, at + 255)
    blocks.push(part.length, ...part)
  }
  return [...blocks, 0]
}

/** One entry of a directory: its tag, its type (2 text, 4 number), how many, and the value or where it stands. */
export type ExifEntry = readonly [tag: number, type: number, count: number, value: number]

/** A block of EXIF with one directory; `next`: where it says that the next one is; `tail`: what values point into. */
export function exif(entries: readonly ExifEntry[], next = 0, tail: Uint8Array = Buffer.alloc(0)): Buffer {
  const bytes = Buffer.alloc(8 + 2 + entries.length * 12 + 4)
  bytes.write('II*\0\x08\0\0\0', 'latin1')
  bytes.writeUInt16LE(entries.length, 8)
  entries.forEach(([tag, type, count, value], index) => {
    const at = 10 + index * 12
    bytes.writeUInt16LE(tag, at)
    bytes.writeUInt16LE(type, at + 2)
    bytes.writeUInt32LE(count, at + 4)
    bytes.writeUInt32LE(value, at + 8)
  })
  bytes.writeUInt32LE(next, bytes.length - 4)
  return Buffer.concat([bytes, tail])
}

/** Puts a block of EXIF into a JPEG that has none. */
export function jpegWithExif(jpeg: Buffer, block: Uint8Array): Buffer {
  const marker = Buffer.from('\xff\xe1\0\0Exif\0\0', 'latin1')
  marker.writeUInt16BE(block.length + 8, 2)
  return Buffer.concat([jpeg.subarray(0, 2), marker, block, jpeg.subarray(2)])
}
