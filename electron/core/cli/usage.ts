/** What a person reads who typed something the program does not know. */
export const usageText = `用法：kexie <命令> [选项]    结果是 JSON，写到标准输出；说明写到标准错误。

  office init --data 文件夹 --file office.json          登记本单位
  office card --data 文件夹 --out 文件                   写出本单位名片
  office fingerprint --data 文件夹 | --card 文件          显示指纹码（八组五位数字）
  office trust --data 文件夹 --card 文件 --fingerprint 指纹码   核对指纹码，信任这份名片
  notice list --data 文件夹                              列出通知
  form show --data 文件夹 --form 表编号 [--notice 通知编号]    显示表的填写格式（JSON Schema）
  record put --data 文件夹 --notice 通知编号 --form 表编号 --file values.json [--attach 栏目=文件]…   存入一份填报记录
  record list --data 文件夹 [--notice 通知编号]            列出填报记录
  record docx --data 文件夹 --record 记录编号 --out 文件 [--revision 版次]   写出 Word 文档；不写版次就是草稿
  package export --data 文件夹 --notice 通知编号 --to 单位编号 --out 文件夹   写出签名的报送包
  package verify 文件|文件夹 [--data 文件夹]               核对一个包，不收入
  package import --data 文件夹 文件… [--accept-gap]        收入报送包、单位名片或回执
  intake run --data 文件夹 --inbox 文件夹                把一个文件夹里的报送包、名片和回执成批收入
  intake report --data 文件夹 --notice 通知编号 [--format json|xlsx] [--out 文件]   各单位报送情况；xlsx 要写 --out
  receipt write --data 文件夹 --out 文件夹 [--notice 通知编号]   写出全部回执，每个单位一份
  receipt write --data 文件夹 --package 包编号 --out 文件夹    写出一个包的回执
  table read 文件                                        读一份名单（xlsx、xls、csv、网页表格、docx），列出每行的值、疑问和读不出的格
  video inspect 文件 [--data 文件夹 --notice 通知编号]      检查视频文件的格式、时长、尺寸；不写通知就按 MP4、3 分钟、720P

口令：放在环境变量 KEXIE_PASSPHRASE 里，或用 --passphrase-file 文件（取第一行）。口令不要写在命令行上。
退出码：0 完成；1–63 没有完成（标准输出里有问题代码）；64 用法不对。
  1 包不合格，或不是能读的视频、表格  2 待人决定  10 程序内部  11 已取消  20 数据文件夹  21 磁盘已满  22 文件
  30 单位  31 口令和钥匙  32 名片和信任  40 通知、表和记录  50 报送包和回执  60 内容不合要求
`
