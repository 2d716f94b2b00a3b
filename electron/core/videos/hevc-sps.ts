/** Sequence parameter set of H.265 (ITU-T H.265 7.3.2.2), as far as the size of the pictures. */
import { Bits, NoMoreBits, withoutEscapes } from './sps.ts'

/** @param unit the whole unit, its two header bytes included; null when it breaks off or gives no size */
export function hevcSize(unit: Buffer): { readonly width: number; readonly height: number } | null {
  try {
    return readSize(new Bits(withoutEscapes(unit.subarray(2, 600))))
  } catch (error) {
    if (error instanceof NoMoreBits) return null
    throw error
  }
}

function readSize(bits: Bits): { width: number; height: number } | null {
  bits.take(4)
  const layers = bits.take(3)
  bits.take(1)
  skipProfile(bits, layers)
  bits.golomb()
  const chroma = bits.golomb()
  if (chroma === 3) bits.take(1)
  let width = bits.golomb()
  let height = bits.golomb()
  if (bits.take(1) === 1) {
    const unitX = chroma === 1 || chroma === 2 ? 2 : 1
    const unitY = chroma === 1 ? 2 : 1
    width -= unitX * (bits.golomb() + bits.golomb())
    height -= unitY * (bits.golomb() + bits.golomb())
  }
  return width > 0 && height > 0 && width <= 65_535 && height <= 65_535 ? { width, height } : null
}

/** profile_tier_level, 7.3.3. */
function skipProfile(bits: Bits, layers: number): void {
  const skip = (count: number): void => {
    for (let left = count; left > 0; left -= 32) bits.take(Math.min(32, left))
  }
  skip(96)
  const said = Array.from({ length: layers }, () => [bits.take(1), bits.take(1)] as const)
  if (layers > 0) skip(2 * (8 - layers))
  for (const [profile, level] of said) skip(profile * 88 + level * 8)
}
