"""The languages we know, a line each: how they run, count, group digits and write a date. Source: CLDR.

code | its name in itself | direction | plural rule (in languages.py) | sign between groups of digits | digits
from which it is written | long date | months as they stand in it. Digits are 0 to 9 everywhere, as on the
scales. A language is "en", or "en-us" where a region differs; English dates are the ones of the world outside
the United States. tests/survey/test_languages.py compares every line with Babel's copy of CLDR.
"""

# ruff: noqa: E501 (a line is a language)

LINES = """\
af|Afrikaans|ltr|one|nbsp|4|{day} {month} {year}|Januarie, Februarie, Maart, April, Mei, Junie, Julie, Augustus, September, Oktober, November, Desember
ar|العربية|rtl|ar|,|4|{day} {month} {year}|يناير, فبراير, مارس, أبريل, مايو, يونيو, يوليو, أغسطس, سبتمبر, أكتوبر, نوفمبر, ديسمبر
az|azərbaycan|ltr|one|.|4|{day} {month} {year}|yanvar, fevral, mart, aprel, may, iyun, iyul, avqust, sentyabr, oktyabr, noyabr, dekabr
be|беларуская|ltr|ru|nbsp|4|{day} {month} {year} г.|студзеня, лютага, сакавіка, красавіка, мая, чэрвеня, ліпеня, жніўня, верасня, кастрычніка, лістапада, снежня
bg|български|ltr|one|nbsp|5|{day} {month} {year} г.|януари, февруари, март, април, май, юни, юли, август, септември, октомври, ноември, декември
bs|bosanski|ltr|hr|.|4|{day}. {month} {year}.|januar, februar, mart, april, maj, juni, juli, august, septembar, oktobar, novembar, decembar
ca|català|ltr|es|.|4|{day} {month} del {year}|de gener, de febrer, de març, d’abril, de maig, de juny, de juliol, d’agost, de setembre, d’octubre, de novembre, de desembre
cs|čeština|ltr|cs|nbsp|4|{day}. {month} {year}|ledna, února, března, dubna, května, června, července, srpna, září, října, listopadu, prosince
cy|Cymraeg|ltr|cy|,|4|{day} {month} {year}|Ionawr, Chwefror, Mawrth, Ebrill, Mai, Mehefin, Gorffennaf, Awst, Medi, Hydref, Tachwedd, Rhagfyr
da|dansk|ltr|one|.|4|{day}. {month} {year}|januar, februar, marts, april, maj, juni, juli, august, september, oktober, november, december
de|Deutsch|ltr|one|.|4|{day}. {month} {year}|Januar, Februar, März, April, Mai, Juni, Juli, August, September, Oktober, November, Dezember
el|Ελληνικά|ltr|one|.|4|{day} {month} {year}|Ιανουαρίου, Φεβρουαρίου, Μαρτίου, Απριλίου, Μαΐου, Ιουνίου, Ιουλίου, Αυγούστου, Σεπτεμβρίου, Οκτωβρίου, Νοεμβρίου, Δεκεμβρίου
en|English|ltr|one|,|4|{day} {month} {year}|January, February, March, April, May, June, July, August, September, October, November, December
en-us|English (United States)|ltr|one|,|4|{month} {day}, {year}|January, February, March, April, May, June, July, August, September, October, November, December
es|español|ltr|es|.|5|{day} de {month} de {year}|enero, febrero, marzo, abril, mayo, junio, julio, agosto, septiembre, octubre, noviembre, diciembre
et|eesti|ltr|one|nbsp|5|{day}. {month} {year}|jaanuar, veebruar, märts, aprill, mai, juuni, juuli, august, september, oktoober, november, detsember
eu|euskara|ltr|one|.|4|{year}(e)ko {month}ren {day}(a)|urtarrila, otsaila, martxoa, apirila, maiatza, ekaina, uztaila, abuztua, iraila, urria, azaroa, abendua
fa|فارسی|rtl|hi|,|4|{day} {month} {year}|ژانویهٔ, فوریهٔ, مارس, آوریل, مهٔ, ژوئن, ژوئیهٔ, اوت, سپتامبر, اکتبر, نوامبر, دسامبر
fi|suomi|ltr|one|nbsp|4|{day}. {month} {year}|tammikuuta, helmikuuta, maaliskuuta, huhtikuuta, toukokuuta, kesäkuuta, heinäkuuta, elokuuta, syyskuuta, lokakuuta, marraskuuta, joulukuuta
fr|français|ltr|fr|nnbsp|4|{day} {month} {year}|janvier, février, mars, avril, mai, juin, juillet, août, septembre, octobre, novembre, décembre
fy|Frysk|ltr|one|.|4|{day} {month} {year}|Jannewaris, Febrewaris, Maart, April, Maaie, Juny, July, Augustus, Septimber, Oktober, Novimber, Desimber
ga|Gaeilge|ltr|ga|,|4|{day} {month} {year}|Eanáir, Feabhra, Márta, Aibreán, Bealtaine, Meitheamh, Iúil, Lúnasa, Meán Fómhair, Deireadh Fómhair, Samhain, Nollaig
gd|Gàidhlig|ltr|gd|,|4|{day}mh {month} {year}|dhen Fhaoilleach, dhen Ghearran, dhen Mhàrt, dhen Ghiblean, dhen Chèitean, dhen Ògmhios, dhen Iuchar, dhen Lùnastal, dhen t-Sultain, dhen Dàmhair, dhen t-Samhain, dhen Dùbhlachd
gl|galego|ltr|one|.|4|{day} de {month} de {year}|xaneiro, febreiro, marzo, abril, maio, xuño, xullo, agosto, setembro, outubro, novembro, decembro
he|עברית|rtl|he|,|4|{day} ב{month} {year}|ינואר, פברואר, מרץ, אפריל, מאי, יוני, יולי, אוגוסט, ספטמבר, אוקטובר, נובמבר, דצמבר
hi|हिन्दी|ltr|hi|,|4|{day} {month} {year}|जनवरी, फ़रवरी, मार्च, अप्रैल, मई, जून, जुलाई, अगस्त, सितंबर, अक्टूबर, नवंबर, दिसंबर
hr|hrvatski|ltr|hr|.|4|{day}. {month} {year}.|siječnja, veljače, ožujka, travnja, svibnja, lipnja, srpnja, kolovoza, rujna, listopada, studenoga, prosinca
hu|magyar|ltr|one|nbsp|5|{year}. {month} {day}.|január, február, március, április, május, június, július, augusztus, szeptember, október, november, december
hy|հայերեն|ltr|hi|nbsp|4|{day} {month}, {year} թ.|հունվարի, փետրվարի, մարտի, ապրիլի, մայիսի, հունիսի, հուլիսի, օգոստոսի, սեպտեմբերի, հոկտեմբերի, նոյեմբերի, դեկտեմբերի
id|Indonesia|ltr|none|.|4|{day} {month} {year}|Januari, Februari, Maret, April, Mei, Juni, Juli, Agustus, September, Oktober, November, Desember
is|íslenska|ltr|is|.|4|{day}. {month} {year}|janúar, febrúar, mars, apríl, maí, júní, júlí, ágúst, september, október, nóvember, desember
it|italiano|ltr|es|.|5|{day} {month} {year}|gennaio, febbraio, marzo, aprile, maggio, giugno, luglio, agosto, settembre, ottobre, novembre, dicembre
ja|日本語|ltr|none|,|4|{year}年{month}月{day}日|1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
ka|ქართული|ltr|one|nbsp|5|{day} {month}, {year}|იანვარი, თებერვალი, მარტი, აპრილი, მაისი, ივნისი, ივლისი, აგვისტო, სექტემბერი, ოქტომბერი, ნოემბერი, დეკემბერი
kk|қазақ тілі|ltr|one|nbsp|4|{year} ж. {day} {month}|қаңтар, ақпан, наурыз, сәуір, мамыр, маусым, шілде, тамыз, қыркүйек, қазан, қараша, желтоқсан
ko|한국어|ltr|none|,|4|{year}년 {month} {day}일|1월, 2월, 3월, 4월, 5월, 6월, 7월, 8월, 9월, 10월, 11월, 12월
lb|Lëtzebuergesch|ltr|one|.|4|{day}. {month} {year}|Januar, Februar, Mäerz, Abrëll, Mee, Juni, Juli, August, September, Oktober, November, Dezember
lt|lietuvių|ltr|lt|nbsp|4|{year} m. {month} {day} d.|sausio, vasario, kovo, balandžio, gegužės, birželio, liepos, rugpjūčio, rugsėjo, spalio, lapkričio, gruodžio
lv|latviešu|ltr|lv|nbsp|5|{year}. gada {day}. {month}|janvāris, februāris, marts, aprīlis, maijs, jūnijs, jūlijs, augusts, septembris, oktobris, novembris, decembris
mk|македонски|ltr|is|.|4|{day} {month} {year} г.|јануари, февруари, март, април, мај, јуни, јули, август, септември, октомври, ноември, декември
ms|Melayu|ltr|none|,|4|{day} {month} {year}|Januari, Februari, Mac, April, Mei, Jun, Julai, Ogos, September, Oktober, November, Disember
mt|Malti|ltr|mt|,|4|{day} ta’ {month} {year}|Jannar, Frar, Marzu, April, Mejju, Ġunju, Lulju, Awwissu, Settembru, Ottubru, Novembru, Diċembru
nb|norsk bokmål|ltr|one|nbsp|4|{day}. {month} {year}|januar, februar, mars, april, mai, juni, juli, august, september, oktober, november, desember
nl|Nederlands|ltr|one|.|4|{day} {month} {year}|januari, februari, maart, april, mei, juni, juli, augustus, september, oktober, november, december
nn|norsk nynorsk|ltr|one|nbsp|4|{day}. {month} {year}|januar, februar, mars, april, mai, juni, juli, august, september, oktober, november, desember
no|norsk|ltr|one|nbsp|4|{day}. {month} {year}|januar, februar, mars, april, mai, juni, juli, august, september, oktober, november, desember
pl|polski|ltr|pl|nbsp|5|{day} {month} {year}|stycznia, lutego, marca, kwietnia, maja, czerwca, lipca, sierpnia, września, października, listopada, grudnia
pt|português|ltr|fr|.|4|{day} de {month} de {year}|janeiro, fevereiro, março, abril, maio, junho, julho, agosto, setembro, outubro, novembro, dezembro
pt-pt|português (Portugal)|ltr|es|nbsp|5|{day} de {month} de {year}|janeiro, fevereiro, março, abril, maio, junho, julho, agosto, setembro, outubro, novembro, dezembro
ro|română|ltr|ro|.|4|{day} {month} {year}|ianuarie, februarie, martie, aprilie, mai, iunie, iulie, august, septembrie, octombrie, noiembrie, decembrie
ru|русский|ltr|ru|nbsp|4|{day} {month} {year} г.|января, февраля, марта, апреля, мая, июня, июля, августа, сентября, октября, ноября, декабря
sk|slovenčina|ltr|cs|nbsp|4|{day}. {month} {year}|januára, februára, marca, apríla, mája, júna, júla, augusta, septembra, októbra, novembra, decembra
sl|slovenščina|ltr|sl|.|5|{day}. {month} {year}|januar, februar, marec, april, maj, junij, julij, avgust, september, oktober, november, december
sq|shqip|ltr|one|nbsp|4|{day} {month} {year}|janar, shkurt, mars, prill, maj, qershor, korrik, gusht, shtator, tetor, nëntor, dhjetor
sr|српски|ltr|hr|.|4|{day}. {month} {year}.|јануар, фебруар, март, април, мај, јун, јул, август, септембар, октобар, новембар, децембар
sv|svenska|ltr|one|nbsp|4|{day} {month} {year}|januari, februari, mars, april, maj, juni, juli, augusti, september, oktober, november, december
sw|Kiswahili|ltr|one|,|4|{day} {month} {year}|Januari, Februari, Machi, Aprili, Mei, Juni, Julai, Agosti, Septemba, Oktoba, Novemba, Desemba
th|ไทย|ltr|none|,|4|{day} {month} ค.ศ. {year}|มกราคม, กุมภาพันธ์, มีนาคม, เมษายน, พฤษภาคม, มิถุนายน, กรกฎาคม, สิงหาคม, กันยายน, ตุลาคม, พฤศจิกายน, ธันวาคม
tr|Türkçe|ltr|one|.|4|{day} {month} {year}|Ocak, Şubat, Mart, Nisan, Mayıs, Haziran, Temmuz, Ağustos, Eylül, Ekim, Kasım, Aralık
uk|українська|ltr|ru|nbsp|4|{day} {month} {year} р.|січня, лютого, березня, квітня, травня, червня, липня, серпня, вересня, жовтня, листопада, грудня
ur|اردو|rtl|one|,|4|{day} {month}، {year}|جنوری, فروری, مارچ, اپریل, مئی, جون, جولائی, اگست, ستمبر, اکتوبر, نومبر, دسمبر
vi|Tiếng Việt|ltr|none|.|4|{day} {month}, {year}|tháng 1, tháng 2, tháng 3, tháng 4, tháng 5, tháng 6, tháng 7, tháng 8, tháng 9, tháng 10, tháng 11, tháng 12
zh|中文|ltr|none|,|4|{year}年{month}月{day}日|1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
"""
