"""Number words, written by hand: the CLDR's rules for spelling numbers out are not in Babel.

They only ever satisfy a figure of the other text ("twelve" for 12, "first" for 1er); alone they are too ambiguous to
cause a finding. So a word too many does little harm, and a missing one makes a needless finding.
"""

from decimal import Decimal

Words = dict[str, Decimal]
"""Word in lower case -> value."""


def _table(rows: str) -> Words:
    """Return the table of lines such as "2 two second twice"."""
    table = {}
    for row in filter(None, map(str.split, rows.splitlines())):
        table.update(dict.fromkeys(row[1:], Decimal(row[0])))
    return table


ENGLISH = _table("""
0 zero nil none
1 one first once single sole
2 two second twice both pair couple double doubled half-dozen
3 three third thirds thrice triple tripled
4 four fourth fourths fourfold quadruple
5 five fifth fifths fivefold
6 six sixth sixths
7 seven seventh sevenths
8 eight eighth eighths
9 nine ninth ninths
10 ten tenth tenths tenfold decade decades
11 eleven eleventh
12 twelve twelfth dozen dozens
13 thirteen thirteenth
14 fourteen fourteenth fortnight
15 fifteen fifteenth
16 sixteen sixteenth
17 seventeen seventeenth
18 eighteen eighteenth
19 nineteen nineteenth
20 twenty twentieth twenties
30 thirty thirtieth thirties
40 forty fortieth forties
50 fifty fiftieth fifties
60 sixty sixtieth sixties
70 seventy seventieth seventies
80 eighty eightieth eighties
90 ninety ninetieth nineties
100 hundred hundreds hundredth century centuries
1000 thousand thousands thousandth millennium
1000000 million millions millionth
1000000000 billion billions billionth
1000000000000 trillion trillions
0.5 half halves halved
0.25 quarter quarters quarterly
""")
FRENCH = _table("""
0 zéro aucun aucune nul nulle
1 un une premier première unique seul seule
2 deux deuxième second seconde double doubler doublé paire deuxièmement
3 trois troisième tiers triple tripler triplé
4 quatre quatrième quadruple
5 cinq cinquième
6 six sixième
7 sept septième
8 huit huitième
9 neuf neuvième
10 dix dixième dizaine dizaines décennie décennies
11 onze onzième
12 douze douzième douzaine douzaines
13 treize treizième
14 quatorze quatorzième
15 quinze quinzième quinzaine
16 seize seizième
20 vingt vingts vingtième vingtaine
30 trente trentième trentaine
40 quarante quarantième quarantaine
50 cinquante cinquantième cinquantaine
60 soixante soixantième soixantaine
70 septante
80 huitante octante
90 nonante
100 cent cents centième centaine centaines siècle siècles
1000 mille millième millier milliers
1000000 million millions
1000000000 milliard milliards
1000000000000 billion billions
0.5 demi demie moitié mi
0.25 quart quarts trimestre
""")
SPANISH = _table("""
0 cero ningún ninguna ninguno
1 un uno una primer primero primera único única solo sola
2 dos segundo segunda doble duplicar duplicado ambos ambas par
3 tres tercer tercero tercera tercio tercios triple
4 cuatro cuarto cuarta cuádruple
5 cinco quinto quinta
6 seis sexto sexta
7 siete séptimo séptima
8 ocho octavo octava
9 nueve noveno novena
10 diez décimo décima decenio década décadas decenios decena decenas
11 once undécimo undécima
12 doce duodécimo docena docenas
13 trece
14 catorce
15 quince quincena
16 dieciséis
17 diecisiete
18 dieciocho
19 diecinueve
20 veinte vigésimo vigésima veintena
21 veintiuno veintiún veintiuna
22 veintidós
23 veintitrés
24 veinticuatro
25 veinticinco
26 veintiséis
27 veintisiete
28 veintiocho
29 veintinueve
30 treinta trigésimo trigésima
40 cuarenta
50 cincuenta
60 sesenta
70 setenta
80 ochenta
90 noventa
100 cien ciento centenar centenares siglo siglos
200 doscientos doscientas
300 trescientos trescientas
400 cuatrocientos cuatrocientas
500 quinientos quinientas
600 seiscientos seiscientas
700 setecientos setecientas
800 ochocientos ochocientas
900 novecientos novecientas
1000 mil miles millar millares
1000000 millón millones
1000000000000 billón billones
0.5 medio media mitad
0.25 cuarto trimestre
""")
# Without hamza, vowel signs and tatweel, ة as ه and ى as ي.
ARABIC = _table("""
0 صفر
1 واحد واحده احد احدي اول اولي
2 اثنان اثنين اثنتان اثنتين اثنا اثنتا اثني اثنتي ثان ثاني ثانيه ضعف ضعفي ضعفين
3 ثلاث ثلاثه ثالث ثالثه ثلاثي ثلث
4 اربع اربعه رابع رابعه
5 خمس خمسه خامس خامسه
6 ست سته سادس سادسه
7 سبع سبعه سابع سابعه
8 ثمان ثماني ثمانيه ثامن ثامنه
9 تسع تسعه تاسع تاسعه
10 عشر عشره عاشر عاشره عقد عشرات
20 عشرون عشرين عقدين عقدان
30 ثلاثون ثلاثين
40 اربعون اربعين
50 خمسون خمسين
60 ستون ستين
70 سبعون سبعين
80 ثمانون ثمانين
90 تسعون تسعين
100 مئه مائه ميه مئات قرن
200 مئتان مئتين مائتان مائتين مئتا مئتي مائتا مائتي
1000 الف الاف الفا
2000 الفان الفين الفا الفي
1000000 مليون ملايين مليونا
2000000 مليونان مليونين مليونا مليوني
1000000000 مليار مليارات مليارا بليون بلايين
2000000000 ملياران مليارين بليونان بليونين
1000000000000 تريليون ترليون
0.5 نصف
0.25 ربع
""")
_ARABIC_UNITS = {3: "ثلاث", 4: "اربع", 5: "خمس", 6: "ست", 7: "سبع", 8: "ثمان ثماني", 9: "تسع"}
ARABIC |= {
    unit + hundred: Decimal(100 * digit)
    for digit, units in _ARABIC_UNITS.items()
    for unit in units.split()
    for hundred in ("مئه", "مائه")
}
ARABIC |= {
    word[:-2] + ending: ARABIC[word] for word in list(ARABIC) if word.endswith("ون") for ending in ("ينيات", "ينات")
}  # decades: سبعينيات
# How the words begin: cases, and compounds such as двухлетний and двадцатилетие, follow.
RUSSIAN_BEGINNINGS = _table("""
0 ноль нуля нулю нулев
1 один одна одно одну перв единственн единожды
2 два две двух двум двое двукратн дважды удво втор обоих обои обе пара пары
3 три тре трое трём трех трёх
4 четыр четвер четвёр
5 пят
6 шест
7 семь семи сем седьм
8 восем восьм
9 девят
10 десят десятилети
11 одиннадцат
12 двенадцат дюжин
13 тринадцат
14 четырнадцат
15 пятнадцат
16 шестнадцат
17 семнадцат
18 восемнадцат
19 девятнадцат
20 двадцат
30 тридцат
40 сорок
50 пятьдесят пятидесят
60 шестьдесят шестидесят
70 семьдесят семидесят
80 восемьдесят восьмидесят
90 девяност
100 сто ста сот столети
200 двести двухсот двумст
300 триста трёхсот трехсот
400 четыреста четырехсот четырёхсот
500 пятьсот пятисот
600 шестьсот шестисот
700 семьсот семисот
500000 полмиллион
500000000 полмиллиард
50 полсотн
800 восемьсот восьмисот
900 девятьсот девятисот
1000 тысяч
1000000 миллион
1000000000 миллиард
1000000000000 триллион
0.5 половин полу пол
1.5 полтор полутор
0.25 четверть четверти квартал
""")
CHINESE_DIGITS = dict(zip("〇零○一二两三四五六七八九", map(Decimal, "0001223456789"), strict=True))
CHINESE_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}

# Words between the parts of one number.
JOINERS = {"en": {"and", "a"}, "fr": {"et"}, "es": {"y"}, "ru": {"с", "и"}, "ar": {"و"}}
# What is said without any word: the article is a number in three languages, the noun alone in two; Arabic has a dual.
UNSAID = {"en": "1", "fr": "1", "es": "1", "ru": "1", "ar": "1 2"}
