/** 版本核对码 as it is printed, shown and read out: two groups of four. */
export function codeText(code: string): string {
  return code.length === 8 ? `${code.slice(0, 4)}-${code.slice(4)}` : code
}
