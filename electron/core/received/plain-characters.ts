/**
 * Fonts in PDFs often map a character to its look-alike among the radicals (⽇ for 日, ⻔ for 门): no rule and no search
 * would find the word. Unicode maps the Kangxi radicals itself; of the supplement it leaves most out.
 */
const radicals = new Map(
  (
    '⺁厂⺇几⺊卜⺌小⺎兀⺒巳⺓幺⺕彐⺗心⺛旡⺜日⺝月⺟母⺠民⺣灬⺤爪⺧牛⺩王⺪疋⺫目⺬示⺮竹⺰纟⺳网⺶羊⺷羊⺻聿⺼肉⺽臼' +
    '⻁虎⻄西⻅见⻆角⻇角⻉贝⻊足⻋车⻑長⻓长⻔门⻕阜⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻬齐⻭歯⻮齿⻰龙⻳龟'
  )
    .match(/../gu)
    ?.map((pair) => [pair[0] ?? '', pair[1] ?? '']) ?? [],
)

/** The Kangxi dictionary's own form is not the one that is written today. */
const todays: Readonly<Record<string, string>> = { 戶: '户', 靑: '青' }

/** Text with radicals and compatibility ideographs as ordinary characters, without invisible ones. */
export function plainCharacters(text: string): string {
  return text
    .replace(/[\u2f00-\u2fd5\uf900-\ufaff]/g, (character) => {
      const plain = character.normalize('NFKC')
      return todays[plain] ?? plain
    })
    .replace(/[\u2e80-\u2eff]/g, (character) => radicals.get(character) ?? character)
    .replace(/[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]/g, '')
    .replace(/\u00a0/g, ' ')
}
