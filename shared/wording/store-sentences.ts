/** Problems of a store whose content is not what was put into it. */
import type { Sentences } from './problem-sentence.ts'

export const storeSentences = {
  'record.personal-lost': () => ({
    what: '这份记录的个人信息打不开了：数据有损坏，或恢复的备份较早、不带个人信息。',
    safe: '不涉及个人信息的内容、定稿编号和报送记录都在。',
    next: '请重新填写姓名、电话等个人信息后再定稿；记录打不开时，请到“设置”的“备份”里恢复到出错以前的备份。',
  }),
  'revision.changed': ({ revision }) => ({
    what: `第${revision}版定稿的内容与定稿时不一致，可能是硬盘损坏，或被别的程序改动过。`,
    safe: '这一版不会被显示、打印、汇总或报送；其他记录不受影响。',
    next: '请到“设置”的“备份”里恢复到出错以前的备份；已报送的，可向收件单位核对原件。',
  }),
} satisfies Partial<Sentences>
