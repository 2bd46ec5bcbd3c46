"""What a free text is about, by the words in it, as far as there is a screen for it; danger comes before (`rules.dangers`). Pure, total, and never a guess at more."""

from __future__ import annotations

import re
from enum import StrEnum

from rules.asked import plain


class Topic(StrEnum):
    """What there is a screen for."""

    LOST_BOOKLET = "lost_booklet"
    CORRECT = "correct"
    CALENDAR = "calendar"
    PRIVACY = "privacy"
    UNWELL = "unwell"
    NEWS = "news"
    NOTICES_OFF = "notices_off"
    REMINDERS = "reminders"
    SERVICES = "services"
    LATER = "later"
    CANT = "cant"
    FREE = "free"
    WHERE = "where"
    FEEDING = "feeding"
    GROWTH = "growth"
    DONE = "done"
    JOURNEY = "journey"
    AT_SCHOOL = "at_school"
    PAPERS = "papers"
    CHECKUPS = "checkups"
    HELP = "help"
    NEXT = "next"
    HOTLINES = "hotlines"
    PERSON = "person"
    ACTIVITIES = "activities"
    THANKS = "thanks"
    AGREED = "agreed"
    POLITE = "polite"
    HELLO = "hello"


_BOOKLET = (
    "(?:小本本|小本子|小本|本本|本子|接种证|预防针本|疫苗本|疫苗证|绿本|booklet|vaccination (?:book|card))"
)
#: Beside these words a weight or a meal is not what is asked about.
_ABOUT_SHOTS = r"(?:疫苗|打针|[几这那一]针|接种|vaccin|shots?\b|jabs?\b|doses?\b)"
_SCHOOL = r"(?:幼儿园|幼稚园|[小中大]班|一年级|小学|初中|高中|学校|上学|入学|读书|念书|学费|杂费|书本费|保教费|保育费|伙食费|餐费|校服|课后|kindergarten|school|tuition)"
_MONEY = r"(?:免费|要钱|收钱|收费|花钱|多少钱|费用|价格|[学杂本教育食餐]费|贵|\b(?:free|cost\w*|price\w*|pay|paid|how much|money|expensive|fees?|tuition)\b)"
#: What something costs, and not what.
_ONLY_MONEY = rf"(?:{_MONEY}|你好|您好|请问|[吗么呢嘛不的啊呀是这那都全个要]|\b(?:is|are|it|they|this|that|everything|does|do|we|i|have|to|for|the|all)\b|[\W_])++"
#: What is only said to be kind, or to say yes: nothing is asked.
_THANKING = r"谢谢|谢了|多谢|感谢|辛苦|\b(?:thank you|thanks|thank|thx)\b"
_AGREEING = r"好滴|好嘞|好哒|好|嗯|哦|噢|行|得行|要得|中|可以|知道|晓得|收到|明白|懂|了解|没事|👍|👌|🙏|\b(?:ok|okay|fine|all right|alright|great|got it|i see)\b"
_KINDLY = (
    r"老师|您|你|大家|们|啊|呀|哈|哦|了|啦|嘛|的|吧|嘞|\b(?:so|very|a|lot|much|for|your|help|then)\b|[^\w?]"
)
#: What only speaks of school.
_CLASS = r"老师|班主任|同学|作业|家长会|开学|放假|\b(?:teachers?|class|classmates?|homework|pupils?)\b"
#: What a community writes to many; not the letter of admission (录取通知书), nor the slip of a hospital.
_NOTICES = r"(?:通知|公告|通告)(?![书单])"
_LOOK = "看一?看?|查一?查?看?|翻|找|想|要|再|一下"
#: In this order: the first that is found is meant. Nothing but thanks is first; beside other words it is last: it often only ends a question.
TOPICS: dict[Topic, tuple[str, ...]] = {
    Topic.THANKS: (rf"^(?:{_AGREEING}|{_KINDLY})*+(?:{_THANKING})(?:{_THANKING}|{_AGREEING}|{_KINDLY})*+$",),
    Topic.AGREED: (rf"^(?:(?!👍|👌|🙏)[^\w?])*+(?:{_AGREEING})(?:{_AGREEING}|{_KINDLY})*+$",),
    Topic.LOST_BOOKLET: (
        rf"{_BOOKLET}.{{0,6}}(?:丢|掉了|没了|不见|找不到|找不着|遗失|lost|missing|gone)",
        rf"(?:丢|弄丢|找不到|找不着|遗失|补办)了?.{{0,4}}{_BOOKLET}",
        r"\b(?:lost|lose|cannot find|can'?t find)\b.{0,24}\b(?:booklet|vaccination (?:book|card))",
    ),
    Topic.CORRECT: (
        "打错|记错|填错|写错|点错|输错|弄错|选错|搞错|改日期|改一下|日期不对|删(?:掉|除)?.{0,6}(?:针|剂|记录|疫苗)",
        r"\b(?:wrong|mistake|incorrect|correct (?:it|the|a|that|this|my)|mistyped|(?:delete|remove) .{0,12}(?:dose|shot|jab|vaccin))",
    ),
    Topic.CALENDAR: (
        "手机.{0,3}日历|日历.{0,3}(?:订阅|链接|文件|同步)|订阅.{0,3}日历",
        "(?:加|放|存|导|写|同步|添加|导入|导出)(?:到|进|入|在)?.{0,4}日历",
        r"\b(?:phone(?:'s)?|google|apple|outlook) calendar\b|\b(?:to|into|in) (?:my|the|our) (?:own )?calendar\b|\b(?:subscribe|ics)\b",
    ),
    Topic.PRIVACY: (
        "删除|删掉|删了|注销|撤回|撤销|不同意了|隐私|导出|保存了什么|我的(?:信息|数据|资料)|忘了我",
        r"\b(?:delete|withdraw|privacy|forget (?:me|us)|my data|export)\b",
    ),
    Topic.UNWELL: (
        r"(?:3[789]|4[012])(?:\.[0-9])?\s?(?:度|℃|°|degrees)",
        "发烧|发热|高烧|红肿|肿了|肿起来|感冒能|感冒了能|咳嗽能|起疹|皮疹|不舒服|不良反应|副作用|过敏|硬块|呕吐|拉肚子",
        r"\b(?:fever|rash|swelling|swollen|side effects?|vomit\w*|allerg\w*|diarrh\w*)\b",
    ),
    Topic.NEWS: (
        rf"^(?:最近|今天|昨天|这几天|这周|社区|街道|居委会|上次|之前|我们?|你们?|{_LOOK}|的|有|没有?|都|还|新|什么|啥|哪些|收到|发|来|了|过)*{_NOTICES}(?:呢|吗|么|啊|呀|没有?|有哪些|在哪里?看?|怎么看|[?？。!])*$",
        r"^(?:(?:the|my|our|any|all|community|new|last|latest|old|show|read|me|see|are|there|what|again) )*(?:notices?|news|announcements?)\W*$",
    ),
    Topic.NOTICES_OFF: (
        rf"(?:别|不要|不想|不用|停止|取消|关闭|关掉|屏蔽|退订)(?:再|给|我们?|家|收|发|推送?|送|接|看|到|了|所有|这些|那些|这种|这类|那种|社区|街道|活动|的|任何)*{_NOTICES}",
        (
            r"\b(?:stop|no more|don'?t (?:want|send)|mute|turn off|unsubscribe from|cancel)\b"
            r"(?: (?:me|us|any|the|these|those|all|of|more|sending|getting|your|community|activity))* (?:notices?|news|announcements?)\b"
        ),
    ),
    Topic.REMINDERS: (
        "别发|不要发|别再发|别提醒|不要提醒|不用提醒|停止提醒|关闭提醒|取消提醒|关掉提醒|别烦|退订|恢复提醒|重新提醒|继续提醒",
        r"\b(?:stop (?:remind\w*|writing|sending|it|this|messages?)|no more (?:reminders?|messages?)|unsubscribe|remind me again)\b|^stop\W*$",
    ),
    Topic.LATER: (
        "^(?:请|那|麻烦)?(?:晚点|晚些|稍后|待会|等会|过会|回头|改天|过几天|过两天|下次)儿?(?:再)?(?:提醒|说|告诉|通知|发)|^(?:稍后|改天|晚点)[吧了。]?$",
        r"^(?:(?:please )?remind me (?!again\b|how|what).*|(?:maybe |please )?later(?:,? please)?|not now|write (?:to me )?(?:again )?later)\W*$",
    ),
    Topic.CANT: (
        "^(?:我们?|今天|明天|这周|最近)?(?:不去了|去不了|去不成|没空|没时间|来不及|请不到假|请不了假|不打了|不想去)(?!.*[吗?？])",
        r"\b(?:can'?t|cannot|can not|won'?t) (?:go|come|make it)\b|^(?:we have |i have )?no time\W*$|\bnot going\b",
    ),
    Topic.AT_SCHOOL: (
        rf"^(?!.*(?:[吗么嘛怎没不未?？]|{_ABOUT_SHOTS})).*(?:已经|都|在)(?:在)?(?:上学|读书|念书|上幼儿园|入学|入园|报上名|报好名|报名成功|录取)了?[。!. ]*$",
        rf"^(?!.*(?:[吗么嘛怎没不未?？]|{_ABOUT_SHOTS}|针)).*一切(?:都)?(?:正常|顺利)",
        r"^(?!.*[?？])(?:.*\balready (?:at|in|goes to|going to|attends) (?:a )?(?:school|kindergarten)|.*\balready enrolled)\b.{0,12}$",
        r"^(?!.*[?？])(?:everything|all) (?:is |'s )?(?:fine|all right|ok|okay|good)\b",
    ),
    Topic.PAPERS: (
        rf"^(?!.*{_ABOUT_SHOTS}).*(?:居住证|暂住证|居住登记)",
        "学籍|借读|转学|插班|入园|入学|报名|招生|学区|学位|中考|高考|延缓入学|缓学",
        rf"^(?!.*{_ABOUT_SHOTS}).*(?:户口本|户口簿|(?:要|带|准备|缺|办)(?:什么|啥|哪些)?(?:材料|证件|手续|证明)|材料清单)",
        rf"^(?!.*(?:补贴|补助|资助|残疾|医保|课后|托|{_MONEY})).*(?:幼儿园|幼稚园|[小中大]班|一年级|小学|初中|上学|读书|念书)",
        rf"^(?!.*(?:补贴|补助|资助|残疾|医保|课后|托|{_MONEY}|{_ABOUT_SHOTS})).*(?:学校|上过学|教育局)",
        r"\b(?:enrol\w*|residence permit|hukou|household register|documents?|school papers|papers for)\b",
        rf"^(?!.*(?:\b(?:subsid|allowance|benefit|entitle|services|disab|insurance)|{_MONEY})).*\b(?:kindergarten|(?:primary|junior) school|school|transfer)\b",
    ),
    Topic.SERVICES: (
        rf"^(?!.*{_ABOUT_SHOTS})(?=.*{_SCHOOL}).*{_MONEY}",
        rf"^(?!.*{_ABOUT_SHOTS}).*(?:补贴|补助|津贴|低保|救助|资助|助学金|福利|享受|政策|医保|报销|公租房|廉租房|托育|托班|托儿所|托位)",
        rf"^(?!.*{_ABOUT_SHOTS}).*(?:法律援助|律师|残疾|康复|孤儿|课后服务|图书馆|博物馆|少年宫|心理|清单|(?:什么|哪些)服务|能领|能申请)",
        rf"^(?!.*{_ABOUT_SHOTS}).*\b(?:subsid(?:y|ies)|allowances?|benefits?|entitle\w*|services|insurance|legal aid|lawyer|nursery|child ?care)\b",
        r"\bwhat (?:can|could|do) (?:we|i) get\b|\b(?:public|rental) housing\b|\b(?:student aid|disab\w+|rehabilitation|orphan|library|museum)\b",
    ),
    Topic.ACTIVITIES: (
        "^(?:(?:最近|附近|社区|周末|这周|本周|这个周末|我家?附近|这里|都)?(?:都)?有?(?:什么|啥|哪些)?(?:亲子)?活动|我(?:们)?报名?的活动)[吗呢呀啊?？。!]*$",
        "带(?:着)?(?:娃|孩子|宝宝|小孩|小朋友)(?:们)?.{0,6}哪.{0,3}玩|周末.{0,4}(?:去)?哪.{0,3}玩",
        r"^(?:(?:our|my|the|any|what) )?activities(?: (?:are there|near me|nearby|this weekend))?\W*$",
    ),
    Topic.FREE: (
        rf"^(?=.*(?:{_ABOUT_SHOTS}|苗)).*(?:免费|要钱|收钱|收费|花钱|多少钱|费用|价格|自费|贵不贵)",
        rf"^(?=.*{_ABOUT_SHOTS}).*\b(?:free|cost\w*|price\w*|pay|paid|how much|money|expensive)\b",
        rf"^(?=.*{_MONEY}){_ONLY_MONEY}$",
    ),
    Topic.WHERE: (
        "在哪|去哪|哪里|哪儿|门诊|什么地方|地址|怎么走|医院",
        r"\b(?:where|clinic|address|hospital|health cent(?:re|er))\b",
    ),
    Topic.FEEDING: (
        rf"^(?!.*{_ABOUT_SHOTS}).*(?:辅食|喂养|母乳|奶粉|断奶|蜂蜜|小贴士|窗户|安全座椅)",
        rf"^(?!.*{_ABOUT_SHOTS}).*\b(?:solid food|solids|breast ?(?:feed\w*|milk)|formula|weaning|car seat)\b",
    ),
    Topic.GROWTH: (
        rf"^(?!.*{_ABOUT_SHOTS}).*(?:体重|身高|身长|头围|长高|多重|多高|生长曲线|发育曲线)",
        rf"^(?!.*{_ABOUT_SHOTS}).*\b(?:weight|weigh\w*|heavy|height|tall|growth|percentiles?|head size)\b",
    ),
    Topic.JOURNEY: (
        "回老家|回乡|出远门|不在本地|在外地|去外地|外出|旅游|旅行|回家过年|过年回",
        r"\b(?:travel\w*|journey|trip home|go(?:ing)? home for|home village|spring festival|on holiday|are away|be away)\b",
    ),
    Topic.DONE: (
        "^(?!.*(?:吗|没|么|怎|咋|漏|能|会|几|什|错|该|忘|丢|[?？])).{0,8}(?:打|做|接种|体检|检查)(?:好|完|过)?了.{0,6}$",
        "^(?:是的?|嗯|对)?[,，]?(?:今天|昨天)?都?(?:打|做)(?:好|完)?了[。!]?$",
        r"^(?:yes,? |ok,? )?(?:all |we are |it is |it's |we're |they're )*done(?: (?:today|yesterday))?\W*$",
        r"\b(?:was|were|got) vaccinated\b(?!.*[?])|\bgot (?:the|her|his|their) (?:shots?|jabs?)\b(?!.*[?])",
    ),
    Topic.HELP: (
        "^(?:帮助|怎么用|菜单|功能|帮忙|(?:我|就|想|先|随便|只是)*看看[吧了]?)[。!?？]?$",
        r"^(?:help|menu)\W*$",
    ),
    Topic.HOTLINES: (
        "热线|电话号码|联系电话|打(?:什么|哪个|哪些)电话|打给谁|电话是多少",
        r"\b(?:hotlines?|help ?lines?|phone numbers?|whom? (?:can|do|should|could) (?:i|we) call)\b",
    ),
    Topic.NEXT: (
        "下次|下一[针次剂]|下[针剂]|什么时候|啥时候|几时|哪天打|该打|要打什么|打什么|打啥|还差|还有几针|疫苗|打针|预防针",
        r"\b(?:next|when|due|vaccin\w*|shots?|jabs?|doses?)\b",
    ),
    Topic.PERSON: (
        "人工|真人|客服|12345|12320|找人|打电话",
        r"\b(?:human|real person|a person|someone|operator)\b",
    ),
    Topic.POLITE: ("谢谢|多谢|感谢|辛苦", r"\b(?:thanks?|thank you|thx)\b"),
    Topic.HELLO: (
        "^(?:你好|您好|嗨|哈喽|在吗|在不在|有人吗|早上好|早|晚上好)",
        r"^(?:hello|hi|hey|good (?:morning|evening))\b",
    ),
}

_SHOTS, _AT_SCHOOL = re.compile(_ABOUT_SHOTS), re.compile(f"{_SCHOOL}|{_CLASS}")
_TOPICS = {topic: [re.compile(one) for one in words] for topic, words in TOPICS.items()}


def about_shots(text: str) -> bool:
    """Whether the text speaks of vaccinations or their papers."""
    return bool(_SHOTS.search(plain(text)))


def about_school(text: str) -> bool:
    """Whether the text speaks of school, in whatever way."""
    return bool(_AT_SCHOOL.search(plain(text)))


def topic(text: str) -> Topic | None:
    """What the text is about, if there is a screen for it."""
    said = plain(text)
    return next((one for one, words in _TOPICS.items() if any(word.search(said) for word in words)), None)
