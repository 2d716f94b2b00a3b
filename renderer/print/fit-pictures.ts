/** Dots per inch on paper; photographs of a telephone have three times as many, and a PDF would carry them all. */
const paperDpi = 300
const jpegQuality = 0.88

async function arrived(image: HTMLImageElement): Promise<boolean> {
  try {
    await image.decode()
    return image.naturalWidth > 0
  } catch {
    return false
  }
}

/** Draws a picture anew in the size of its place on paper, the right way up. A picture that is small enough stays as it is. */
async function fitOne(image: HTMLImageElement): Promise<void> {
  const place = image.getBoundingClientRect()
  const width = Math.round((place.width / 96) * paperDpi)
  const height = Math.round((place.height / 96) * paperDpi)
  if (width < 1 || image.naturalWidth <= width * 1.3) return
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d')
  if (!context) return
  context.imageSmoothingQuality = 'high'
  context.fillStyle = '#fff'
  context.fillRect(0, 0, width, height)
  const scale = Math.min(width / image.naturalWidth, height / image.naturalHeight)
  const [w, h] = [image.naturalWidth * scale, image.naturalHeight * scale]
  context.drawImage(image, (width - w) / 2, (height - h) / 2, w, h)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', jpegQuality))
  if (!blob) return
  const address = URL.createObjectURL(blob)
  image.removeAttribute('crossorigin')
  image.src = address
  await arrived(image)
  URL.revokeObjectURL(address)
}

/** Waits for every picture. @returns the addresses of those that cannot be shown */
export async function fitPictures(container: HTMLElement): Promise<string[]> {
  const missing: string[] = []
  for (const image of container.querySelectorAll('img')) {
    if (await arrived(image)) await fitOne(image)
    else missing.push(image.src)
  }
  return missing
}
