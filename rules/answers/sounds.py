"""How words sound: characters and typed pinyin become the same syllables, without tones and without what many cannot keep apart. Pure.

Who speaks into the phone, or types the first character offered, gets other characters of the same sound (居注证 for 居住证); who cannot type
characters at all writes the sound in letters.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pypinyin import lazy_pinyin

_LETTERS = re.compile("[a-z]+")
_WRITTEN = (
    "a ai an ang ao ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu ca cai can cang cao ce cen ceng cha chai chan chang chao che "
    "chen cheng chi chong chou chu chuai chuan chuang chui chun chuo ci cong cou cu cuan cui cun cuo da dai dan dang dao de dei deng di dian diao "
    "die ding diu dong dou du duan dui dun duo e ei en er fa fan fang fei fen feng fou fu ga gai gan gang gao ge gei gen geng gong gou gu gua "
    "guai guan guang gui gun guo ha hai han hang hao he hei hen heng hong hou hu hua huai huan huang hui hun huo ji jia jian jiang jiao jie jin "
    "jing jiong jiu ju juan jue jun ka kai kan kang kao ke ken keng kong kou ku kua kuai kuan kuang kui kun kuo la lai lan lang lao le lei leng "
    "li lia lian liang liao lie lin ling liu long lou lu luan lue lun luo lv lve ma mai man mang mao me mei men meng mi mian miao mie min ming "
    "miu mo mou mu na nai nan nang nao ne nei nen neng ni nian niang niao nie nin ning niu nong nou nu nuan nue nuo nv nve o ou pa pai pan pang "
    "pao pei pen peng pi pian piao pie pin ping po pou pu qi qia qian qiang qiao qie qin qing qiong qiu qu quan que qun ran rang rao re ren reng "
    "ri rong rou ru ruan rui run ruo sa sai san sang sao se sen seng sha shai shan shang shao she shei shen sheng shi shou shu shua shuai shuan "
    "shuang shui shun shuo si song sou su suan sui sun suo ta tai tan tang tao te teng ti tian tiao tie ting tong tou tu tuan tui tun tuo wa wai "
    "wan wang wei wen weng wo wu xi xia xian xiang xiao xie xin xing xiong xiu xu xuan xue xun ya yan yang yao ye yi yin ying yong you yu yuan "
    "yue yun za zai zan zang zao ze zei zen zeng zha zhai zhan zhang zhao zhe zhei zhen zheng zhi zhong zhou zhu zhua zhuai zhuan zhuang zhui "
    "zhun zhuo zi zong zou zu zuan zui zun zuo "
)
#: Every syllable there is, ü as v or u.
SYLLABLES = frozenset(_WRITTEN.split())


@lru_cache(maxsize=32_768)
def sound(sign: str) -> str:
    """The syllable of one character, coarse; letters and digits are their own."""
    return coarse(lazy_pinyin(sign)[0].lower())


@lru_cache(maxsize=32_768)
def near_sound(sign: str) -> str:
    """The same with n and l kept apart: for short words, of which too many would sound alike."""
    return _same(lazy_pinyin(sign)[0].lower())


@lru_cache(maxsize=8_192)
def sounds_of(word: str) -> tuple[str, ...]:
    """The syllables of a word as it is read as a whole: 还 in 归还 is another one than 还 alone."""
    return tuple(coarse(one.lower()) for one in lazy_pinyin(word))


@lru_cache(maxsize=4_096)
def coarse(syllable: str) -> str:
    """The syllable as it is heard: zh is z, n is l at the beginning, ng is n at the end."""
    heard = _same(syllable)
    return "l" + heard[1:] if heard.startswith("n") else heard


def _same(syllable: str) -> str:
    heard = syllable.replace("ü", "u").replace("v", "u").removesuffix("g")
    for said, kept in (("zh", "z"), ("ch", "c"), ("sh", "s")):
        if heard.startswith(said):
            return kept + heard[len(said) :]
    return heard


@lru_cache(maxsize=8_192)
def syllables(letters: str) -> tuple[str, ...]:
    """The letters cut into syllables, coarse; empty where they cannot be cut without a rest. The fewest syllables win: xian is one."""
    if not _LETTERS.fullmatch(letters) or len(letters) > 120:
        return ()
    best: list[tuple[str, ...] | None] = [()] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for begin in range(max(0, end - 6), end):
            before = best[begin]
            if before is None or letters[begin:end] not in SYLLABLES:
                continue
            now = best[end]
            if now is None or len(before) + 1 < len(now):
                best[end] = (*before, letters[begin:end])
    return tuple(coarse(one) for one in best[-1] or ())
