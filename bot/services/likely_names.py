"""Tell whether a text holds what looks like a person's name, with nothing to announce it.

For Chinese two lists are set against each other: family names, and the characters that given
names are made of. Of 20,000 questions that customers of lenders wrote, 33 hold such a pair by
chance, so that whoever must not keep a name can afford to drop them all. For English there are
the commonest first names that are no other word, and Chinese names as they are spelt.
"""

import re

from bot.dialogue.components.normalise import matching_form

# Family names that hardly any other word begins with.
_FAMILY = (
    "王李张刘陈杨赵吴周徐孙马朱胡郭罗郑梁宋唐许韩冯邓曹彭肖董袁潘蒋蔡杜叶苏魏吕丁沈姚卢姜崔谭汪廖"
    "贾夏韦邹孟熊秦邱尹薛闫雷侯龙史陶黎贺顾毛郝龚邵覃戴莫汤康牛樊葛邢齐乔庞颜倪庄聂鲁岳翟殷詹耿俞"
    "柳祝阮柯纪梅毕裴霍涂翁骆靳柴鲍喻祁蒲滕屈饶牟尤卓缪褚娄窦戚岑臧闵苟邬卞姬仇栾隋刁巫寇甄虞敖佘"
    "邝匡鞠荆冀郁胥栗鄢谌奚冼蔺"
)
# Those that begin other words too: a name only before a character of names.
_FAMILY_OR_WORD = (
    "钱金向黄何高林谢曾田于余程任钟陆范石付方白江段万严武孔温施易伍章申欧关兰焦左甘包宁尚符舒童凌单季苗"
    "谷盛曲冉蓝游辛管蒙华艾阳穆古吉简项连芦麦景宫费卜冷晏席卫米柏瞿桂佟沙荣桑郎仲巩池麻苑迟惠储燕"
    "楚粟"
)
# Those that do so often: only before two of them.
_FAMILY_OR_COMMON_WORD = "时成应路"
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛超秀霞刚桂英玉兰梅建志辉玲俊峰燕萍鹏飞斌宇浩凯鑫丹婷雪琴莉倩雯"
    "颖琳晶欣怡佳慧嘉悦晨阳旭晓涵梓萱诗思彤雅馨瑶琪璐瑞祥德仁义忠荣昌盛宏海东文明博轩雨国平华红云"
    "波龙凤珍淑芬芝莲菊香巧娇媛婉妍妮娥婵姗婧嫣岚菲蕾薇蓉茜茹莹莎萌璇瑾瑜珊玥琼瑛璟楠桐梧柏松杨柳"
    "栋森彬彪武威毅锋钢铁锐钧铭锦镇炎焱烨煜炜灿焕熙煊琛琦珂瑄皓晖晗晟昊昱旻昕暄曦曼冉冰凌冬春夏秋"
    "洁清源泽润澜淼渊瀚泓沛沁洪淳溪滨潇澄坤培增塔堂城峻岩岳岭崇嵘嵩崴乾勋励勤奕奇宁宝宗宜宣家容宾"
    "富寿寅尚尧屹岗弘彦彰徽恒恩悠惠愉慈懿承振捷政敬斯方昭景智朗朝杉材来林枫柯栩树根桃梁梦楚榕欢歌"
    "正殿民水永汉江沐河沙泉泰洲浚涌添渝湘溢滔漫澎火灵炳烈照熠爱牧献玄珏珠理琰璞甜生田甲男畅皎益盈"
    "盼真睿知石礼祖祺禄福科秉秦程稳穆立竹笑筠粤精素紫纯纶绍维缘美翔翠翰耀聪胜腾良艺芊芙芮芯苑若茂"
    "茵荷菁葵蒙蓓蓝蔚薪虎虹西观言誉诚语谦豪贝贤贵赫越跃路轶辰达迅远逸道遥邦郁采野金钊钦钰铎铠锡长"
    "雁雄雷霄霏霖青靖韵顺颂颜风馥骁骏骞骥高鸣鸿鹤麟黎默齐龄"
)
# A bank, a colour, an hour ...
_WORDS = (
    "凌晨|付清|付宝|黄金|黄道|单金|单明|苏宁|高铁|高芝|冷静|韩语|欧洲|方程|唐诗|唐朝|何知|何建|何方|何达"
    "|荣耀|管理|管来|包来|包理|包生|费金|费真|费正|费顺|费超|董事|结清|还清|王者"
)
_NAME = re.compile(
    f"(?!{_WORDS}|.(?:结清|还清|优惠))"
    f"(?:[{_FAMILY}{_FAMILY_OR_WORD}][子小大一亚可]?[{_GIVEN}]|[{_FAMILY}][㐀-鿿][{_GIVEN}]"
    f"|[{_FAMILY_OR_COMMON_WORD}][{_GIVEN}]{{2}})"
)
_ENGLISH = """
aaron abigail adam ahmed aisha alan albert alex alexander alice alison amanda amy andrea andrew
angela ann anna anne anthony antonio arthur ashley barbara ben benjamin beth betty brandon brenda
brian bruce bryan carl carlos carol caroline catherine charles charlotte cheryl chloe chris
christian christina christine christopher cindy claire cynthia daniel danielle dave david deborah
debra denise dennis diana diane donald donna dorothy douglas dylan edward elaine elizabeth ella
emily emma eric erica ethan eugene eva evelyn fatima fiona frances francis gabriel gary george
gerald gloria gordon greg gregory hannah harold harry heather helen henry howard hugh ian irene
isaac isabella ivan jacob jacqueline jacob james jamie jane janet janice jason jean jeff jeffrey
jennifer jenny jeremy jerry jesse jessica jessie jim jimmy joan joe john johnny jonathan jordan
jose joseph joshua joyce juan judith judy julia julian julie justin karen karl kate katherine
kathleen kathryn kathy katie keith kelly ken kenneth kevin kim kimberly kyle larry laura lauren
lawrence leo leon leonard leslie lewis liam lily linda lisa logan lori louis louise lucas lucy luis
luke lynn madison margaret maria marie marilyn martha martin mary matthew megan melissa michael
michelle mike mohammed muhammad nancy natalie nathan nicholas nicole noah oliver olivia oscar
pamela patricia patrick paul paula peter philip phillip priya rachel ralph raymond rebecca richard
robert robin roger ronald roy russell ruth ryan samantha samuel sandra sara sarah scott sean sharon
shirley simon sophia sophie stephanie stephen steve steven susan tammy teresa terry theresa thomas
tiffany tim timothy tina tom tony tracy tyler vanessa victor victoria vincent virginia walter wayne
wendy william zachary zoe
"""
_SPELT = """
wang zhang liu chen yang huang zhao zhou xu zhu guo luo zheng liang xie tang deng feng cao peng
xiao tian dong jiang cai wei ding shen zhong tan liao jia xia qiu qin xue yan lei duan gong xiang
chang wong cheung chan cheng leung kwok tsang tsai hsu hsieh xiaoming xiaohong xiaoli xiaowei
xiaoyan jing ying ting ling hua
"""
_SPELT_NAME = re.compile(rf"(?<![a-z])(?:{'|'.join(_ENGLISH.split() + _SPELT.split())})(?![a-z])")


def likely_name(text: str) -> bool:
    """Whether some signs of a text, in any of the three languages, look like a name."""
    form = matching_form(text)
    return _NAME.search(form) is not None or _SPELT_NAME.search(form) is not None
