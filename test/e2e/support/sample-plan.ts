import { inRoot } from '../../../build/paths.mjs'
import type { Plan } from './road.ts'

/** All of it made up: see resources/sample. */
export const samplePlan: Plan = {
  hostName: '示例县科学技术协会',
  activityName: '“把论文写在大地上”农技专家田间行',
  modules: ['为民服务', '精神传承'],
  organizerName: '示例县农业技术推广学会、示例镇科学技术协会',
  plannedTime: '5月28日至30日',
  plannedPlace: '示例县示例镇三个村的示范田和科技小院',
  audience: ['科技工作者'],
  scale: '线下约300人，线上直播',
  contactName: '甄示例',
  mobile: '13800000000',
  officePhone: '0000-00000000',
  postalAddress: '示例省示例市示例县示例路1号',
  plan:
    '思路：围绕科技工作者日主题，请十二位农技专家走进田间，把讲台搬到地头。\n' +
    '举措：一是分三个村开设田间课堂，现场诊断水稻、蔬菜、果树的病虫害；二是组织老专家讲扎根基层的故事；三是开通线上问答，三日内答复。\n' +
    '时间地点：5月28日至30日，示例镇三个村。\n' +
    '人员：农技专家12人，科技志愿者30人，农户约300人。\n' +
    '安排：第一日开幕和专家报告，第二日田间课堂，第三日回访和总结。\n' +
    '成效：解决实际问题不少于60个，形成一份问题清单和一组宣传材料。',
}

export const samplePhotos = ['photo-1-field.jpg', 'photo-2-hall.jpg', 'photo-3-sprout.jpg'].map((name) =>
  inRoot(`resources/sample/county/${name}`),
)
