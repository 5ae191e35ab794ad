import type { Rhythm } from '../rhythm/contract'
import type { ListKind } from './contract'

export interface Shape {
  words: string
  whom: string
  list: ListKind
  rhythm: Rhythm[]
  /** What is written when it was done. */
  done: string
}

const week = (weekday: number): Rhythm[] => [{ kind: 'week', weekday }]
const month = (day: number): Rhythm[] => [{ kind: 'month', day }]
const quarter = (in3: number, day: number): Rhythm[] => [{ kind: 'quarter', month: in3, day }]

/** What members of a district promise: the report's three shapes, and others of their kind. */
export const shapes: Shape[] = [
  {
    words: '每周去看一次一户困境儿童，陪写作业，问问缺什么',
    whom: '辖区一户困境儿童',
    list: 'need',
    rhythm: week(6),
    done: '陪他写完了数学，书包带子断了，下周带一个',
  },
  {
    words: '每年请公司员工把小区管道全部疏通一次，暴雨天去排涝',
    whom: '时代倾城二期',
    list: 'problem',
    rhythm: [
      { kind: 'year', month: 4, day: 30 },
      { kind: 'event', event: 'rainstorm', within: 1 },
    ],
    done: '疏通了两栋的主管，掏出来一车泥',
  },
  {
    words: '盯着自来水管网改造，每周把小区的硬件设施看一遍',
    whom: '森林海小区',
    list: 'task',
    rhythm: week(5),
    done: '三号井盖松了，已经报给物业',
  },
  {
    words: '每周三晚把三栋楼道的灯和消防栓看一遍',
    whom: '时代倾城二期三栋',
    list: 'problem',
    rhythm: week(3),
    done: '五楼的灯不亮，换了灯泡',
  },
  {
    words: '每月最后一天前清一次北门的两个雨水篦子',
    whom: '夜市北门',
    list: 'problem',
    rhythm: month(28),
    done: '清出半桶树叶',
  },
  {
    words: '每周日上午教老人用手机挂号、打车',
    whom: '社区服务中心二楼',
    list: 'need',
    rhythm: week(7),
    done: '来了六位，都自己挂上了号',
  },
  {
    words: '每月给五位独居老人量一次血压，记在本子上',
    whom: '第二网格五位独居老人',
    list: 'need',
    rhythm: month(15),
    done: '一位偏高，约了社区医生',
  },
  {
    words: '每季度组织一次家电义修，一次不少于二十件',
    whom: '社区广场',
    list: 'need',
    rhythm: quarter(2, 20),
    done: '修好二十三件，四件修不了',
  },
  {
    words: '在春节前给楼里的孤寡老人把窗户和油烟机擦一遍',
    whom: '一栋、二栋',
    list: 'own',
    rhythm: [{ kind: 'year', month: 1, day: 20 }],
    done: '擦了六户',
  },
  {
    words: '每周五放学在路口护学半小时',
    whom: '桃花井小学门口',
    list: 'task',
    rhythm: week(5),
    done: '今天雨大，多站了十分钟',
  },
  {
    words: '每月办一次反诈讲座，每次挑一个真案例',
    whom: '社区会议室',
    list: 'task',
    rhythm: month(10),
    done: '讲的是冒充客服，来了三十一人',
  },
  {
    words: '暴雨预警当天到河堤值守，直到解除',
    whom: '银星路河堤',
    list: 'task',
    rhythm: [{ kind: 'event', event: 'rainstorm', within: 1 }],
    done: '守到凌晨两点，水位退了',
  },
  {
    words: '每两周一次清理四栋楼道堆放的杂物，和邻居说好再搬',
    whom: '时代倾城二期四栋',
    list: 'problem',
    rhythm: week(2),
    done: '说通了两家，搬走一个旧柜子',
  },
  {
    words: '每周给两户行动不便的邻居代买一次菜和药',
    whom: '二栋两户',
    list: 'need',
    rhythm: week(4),
    done: '买了降压药和一袋米',
  },
  {
    words: '每月检查一次电动车棚的充电桩，坏的当天报',
    whom: '三栋车棚',
    list: 'problem',
    rhythm: month(5),
    done: '一个插座松了，电工下午来换',
  },
  {
    words: '每周六上午在河堤捡一次垃圾',
    whom: '银星路河堤',
    list: 'own',
    rhythm: week(6),
    done: '捡了两袋，多是塑料瓶',
  },
  { words: '每月免费给十位老人理发', whom: '老年活动室', list: 'need', rhythm: month(12), done: '理了十一位' },
  {
    words: '六月底前帮小区申请加装两处扶手',
    whom: '一单元台阶',
    list: 'problem',
    rhythm: [{ kind: 'once', by: '2026-06-30' }],
    done: '两处都装好了，验过',
  },
  {
    words: '每周四晚在夜市劝导停车和占道一小时',
    whom: '夜市入口',
    list: 'task',
    rhythm: week(4),
    done: '劝开了五辆车',
  },
  {
    words: '每季度带新来的摊主走一遍消防通道',
    whom: '夜市三排摊位',
    list: 'task',
    rhythm: quarter(1, 25),
    done: '走了一圈，灭火器都在',
  },
  {
    words: '每月为困难家庭做一次法律咨询，谁来都接',
    whom: '社区服务中心',
    list: 'need',
    rhythm: month(20),
    done: '一件欠薪，写好了申请书',
  },
  {
    words: '高温预警时给环卫工送凉茶',
    whom: '梅园路环卫班',
    list: 'own',
    rhythm: [{ kind: 'event', event: 'heat', within: 2 }],
    done: '送了四十杯',
  },
  {
    words: '每月带孩子们读一本书，读完换一本',
    whom: '社区书屋',
    list: 'own',
    rhythm: month(25),
    done: '读完了《草房子》',
  },
  { words: '每周一早上把宣传栏的旧纸换掉', whom: '北门宣传栏', list: 'own', rhythm: week(1), done: '换上了停水通知' },
  {
    words: '每季度检修一次小区的健身器材',
    whom: '中心花园',
    list: 'problem',
    rhythm: quarter(3, 15),
    done: '一台踏步机缺螺丝，补上了',
  },
  {
    words: '九月底前帮三户低保家庭办好医保',
    whom: '第一网格三户',
    list: 'need',
    rhythm: [{ kind: 'once', by: '2026-09-30' }],
    done: '三户都办完了',
  },
  {
    words: '冰冻天提前给楼道水管包保温棉',
    whom: '五栋、六栋',
    list: 'problem',
    rhythm: [{ kind: 'event', event: 'freeze', within: 2 }],
    done: '包了十八根',
  },
  {
    words: '每月给楼里的租户讲一次用气安全',
    whom: '三栋租户',
    list: 'task',
    rhythm: month(18),
    done: '上门七户，换了两根胶管',
  },
  {
    words: '每周二晚陪一位失独老人散步',
    whom: '一位老邻居',
    list: 'need',
    rhythm: week(2),
    done: '走到河堤，聊了一路',
  },
  { words: '每月核一次爱心超市的账，贴出来', whom: '爱心超市', list: 'task', rhythm: month(3), done: '账平，贴在门口' },
  {
    words: '每季度请医生来讲一次慢病怎么吃药',
    whom: '社区会议室',
    list: 'need',
    rhythm: quarter(2, 10),
    done: '讲的是糖尿病，来了二十六位',
  },
  { words: '每周三帮独居老人倒一次大件垃圾', whom: '第三网格', list: 'need', rhythm: week(3), done: '倒了一张旧床垫' },
  {
    words: '年底前带头把自家飞线拆掉，再说通五户',
    whom: '二单元',
    list: 'problem',
    rhythm: [{ kind: 'once', by: '2026-12-20' }],
    done: '自家拆了，说通六户',
  },
]
