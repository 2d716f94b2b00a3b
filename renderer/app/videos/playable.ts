/** What Chromium takes apart at all; QuickTime it reads as MP4, whatever it says of it when asked. */
const readable = new Set(['video/mp4', 'video/quicktime', 'video/webm', 'video/x-matroska', 'video/3gpp', 'video/ogg'])

export const isPlayable = (mediaType: string): boolean => readable.has(mediaType)
