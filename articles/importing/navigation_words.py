"""What stands around the text of a page in the languages of the newsroom: links and cookies."""

from __future__ import annotations

# One entry a line, in any case; the language of a page's frame may differ from its text's.
LINKS = """
all news | all news and press releases | all press releases | latest news | more news | news
news and events | press releases | media centre | newsroom | back | back to news
back to all news | back to list | back to the list | go back | back to top | top | home
home page | homepage | menu | print | print this page | print page | print version
printable version | printer-friendly version | share | share this | share this page | share on
share on facebook | share on x | share on twitter | share on linkedin | share on whatsapp
share by email | tweet | email | e-mail | send by email | email this page | facebook | twitter | x
linkedin | whatsapp | telegram | weibo | wechat | instagram | youtube | vkontakte | download
download pdf | download as pdf | pdf | search | close | next | previous | next news
previous news | read more | learn more | find out more | more information | copy link
skip to content | skip to main content | subscribe | rss | english | français | español | العربية
русский | 中文 | 简体中文 | en | fr | es | ar | ru | zh

toutes les actualités | toutes les actus | toute l'actualité | actualités | actualité
toutes les nouvelles | tous les communiqués | tous les communiqués de presse
communiqués de presse | salle de presse | espace presse | retour | retour aux actualités
retour à la liste | haut de page | retour en haut | retour en haut de page | accueil
page d'accueil | imprimer | imprimer cette page | imprimer la page | version imprimable
version à imprimer | partager | partager cette page | partager sur | partager sur facebook
partager sur x | partager sur twitter | partager sur linkedin | partager sur whatsapp
partager par e-mail | envoyer par e-mail | envoyer par courriel | envoyer | courriel | télécharger
télécharger le pdf | télécharger en pdf | recherche | rechercher | fermer | suivant | précédent
actualité suivante | actualité précédente | lire la suite | en savoir plus | plus d'informations
plus d'infos | copier le lien | aller au contenu | aller au contenu principal | s'abonner

todas las noticias | todos los comunicados | todos los comunicados de prensa | últimas noticias
más noticias | noticias | comunicados de prensa | sala de prensa | volver | volver a noticias
volver a las noticias | volver al listado | volver a la lista | atrás | regresar | volver arriba
inicio | página de inicio | imprimir | imprimir esta página | imprimir la página
versión imprimible | versión para imprimir | compartir | compartir esta página | compartir en
compartir en facebook | compartir en x | compartir en twitter | compartir en linkedin
compartir en whatsapp | compartir por correo electrónico | enviar por correo
enviar por correo electrónico | correo electrónico | descargar | descargar pdf | descargar en pdf
buscar | cerrar | siguiente | anterior | noticia siguiente | noticia anterior | leer más
saber más | más información | copiar enlace | ir al contenido | saltar al contenido | suscribirse
menú

جميع الأخبار | كل الأخبار | كافة الأخبار | جميع البيانات الصحفية | البيانات الصحفية | بيانات صحفية
آخر الأخبار | الأخبار | أخبار | المزيد من الأخبار | المركز الإعلامي | رجوع | الرجوع | عودة
العودة | العودة إلى الأخبار | العودة إلى القائمة | العودة إلى الأعلى | إلى الأعلى | الرئيسية
الصفحة الرئيسية | طباعة | اطبع | طباعة الصفحة | طباعة هذه الصفحة | نسخة للطباعة
نسخة قابلة للطباعة | مشاركة | شارك | المشاركة | شارك هذه الصفحة | مشاركة هذه الصفحة | مشاركة على
شارك على | مشاركة على فيسبوك | مشاركة على إكس | مشاركة على تويتر | فيسبوك | تويتر | إكس | لينكد إن
واتساب | تلغرام | البريد الإلكتروني | إرسال بالبريد الإلكتروني | تحميل | تنزيل | تحميل pdf | بحث
البحث | إغلاق | التالي | السابق | القائمة | اقرأ المزيد | قراءة المزيد | معرفة المزيد
لمعرفة المزيد | اعرف المزيد | المزيد | مزيد من المعلومات | لمزيد من المعلومات | نسخ الرابط | اشترك
الانتقال إلى المحتوى

все новости | все пресс-релизы | все сообщения | последние новости | другие новости | новости
пресс-релизы | пресс-центр | назад | вернуться | вернуться к новостям | назад к новостям
назад к списку | вернуться к списку | к списку новостей | наверх | вверх | главная
главная страница | на главную | печать | распечатать | напечатать | версия для печати
распечатать страницу | поделиться | поделиться страницей | поделиться в | поделиться в facebook
поделиться в x | поделиться вконтакте | поделиться в telegram | вконтакте | отправить по почте
отправить по электронной почте | электронная почта | скачать | скачать pdf | поиск | закрыть
далее | следующая | предыдущая | следующая новость | предыдущая новость | читать далее | подробнее
узнать больше | узнать подробнее | дополнительная информация | копировать ссылку
скопировать ссылку | подписаться | меню | перейти к содержанию | перейти к основному содержанию

所有新闻 | 全部新闻 | 全部新闻稿 | 所有新闻稿 | 更多新闻 | 最新消息 | 最新新闻 | 新闻 | 新闻稿
新闻中心 | 返回 | 返回列表 | 返回新闻列表 | 返回新闻
返回顶部 | 回到顶部 | 顶部 | 首页 | 主页 | 返回首页 | 打印 | 打印本页 | 打印此页 | 打印页面
打印版 | 分享 | 分享到 | 分享本页 | 分享此页 | 分享至
分享到微信 | 分享到微博 | 微信 | 微博 | 电子邮件 | 发送邮件 | 下载 | 下载pdf | 搜索 | 关闭
下一篇 | 上一篇 | 下一页 | 上一页 | 阅读更多 | 了解更多
了解详情 | 更多信息 | 查看更多 | 更多 | 复制链接 | 订阅 | 菜单 | 跳到主要内容
"""

COOKIE_BUTTONS = """
accept | accept all | accept cookies | accept all cookies | i accept | agree | i agree | refuse
reject | reject all | decline | ok | got it | settings | cookie settings | manage cookies
preferences | cookies | cookie policy | cookie notice | privacy policy | accepter | tout accepter
j'accepte | refuser | tout refuser | continuer sans accepter | d'accord | paramètres
gérer les cookies | paramétrer les cookies | personnaliser | politique de confidentialité
aceptar | aceptar todo | aceptar todas | acepto | rechazar | rechazar todo | rechazar todas
configuración | configurar | configurar cookies | gestionar cookies | política de cookies | قبول
أوافق | موافق | قبول الكل | رفض | رفض الكل | الإعدادات | إعدادات ملفات تعريف الارتباط
ملفات تعريف الارتباط | سياسة الخصوصية | принять | принять все | согласен | хорошо | отклонить
отклонить все | отказаться | настройки | настройки cookie | файлы cookie
политика конфиденциальности | 接受 | 全部接受 | 接受全部 | 同意 | 我同意 | 拒绝 | 全部拒绝 | 设置
cookie设置 | cookie
隐私政策
"""

DATE_LABELS = """
date | dated | published | published on | posted on | release date | news | publié | publié le
date de publication | mis en ligne le | publicado | publicado el | fecha | fecha de publicación
نشر | نشر في | نشر بتاريخ | تاريخ النشر | التاريخ | بتاريخ | опубликовано | дата | дата публикации
发布 | 发布于 | 发布时间 | 发布日期 | 日期 | 时间
"""

# Folded regular expressions; "cookies" alone is a subject that a release may have.
COOKIE_WORDS = r"cookie|\bкуки\b|ملفات تعريف الارتباط|ملفات الارتباط|الكوكيز"
COOKIE_NOTICES = (
    r"\b(?:this|our) (?:web ?site|site|page)s?\b.{0,40}"
    r"\b(?:uses?|places?|sets?|stores?)\b.{0,60}cookies",
    r"^we (?:and our partners )?(?:use|set|store)\b.{0,40}cookies",
    r"^by (?:continuing|clicking|using|browsing|visiting)\b.{0,160}cookies",
    r"^cookies (?:help us|allow us|enable us|on (?:this|our) )",
    r"\b(?:ce|notre) site\b.{0,20}"
    r"\b(?:utilise|depose|fait usage|recourt)\b.{0,60}cookies",
    r"^nous (?:utilisons|deposons)\b.{0,40}cookies",
    r"^en (?:poursuivant|continuant|naviguant|cliquant)\b.{0,160}cookies",
    r"^les cookies nous (?:aident|permettent)",
    r"\b(?:este|nuestro) sitio\b.{0,20}"
    r"\b(?:utiliza|usa|emplea|hace uso)\b.{0,60}cookies",
    r"\b(?:esta|nuestra) (?:pagina|web)\b.{0,10}\b(?:utiliza|usa|emplea)\b.{0,60}cookies",
    r"^(?:utilizamos|usamos|empleamos)\b.{0,40}cookies",
    r"^(?:al continuar|si continua|al navegar|al hacer clic)\b.{0,160}cookies",
    r"^las cookies nos (?:ayudan|permiten)",
    r"(?:موقعنا|هذا الموقع|الموقع).{0,30}(?:يستخدم|يستعمل).{0,40}(?:ملفات|الكوكيز|cookies)",
    r"(?:يستخدم|يستعمل) (?:موقعنا|هذا الموقع|الموقع).{0,40}(?:ملفات|الكوكيز|cookies)",
    r"^(?:نحن )?(?:نستخدم|نستعمل).{0,30}(?:ملفات|الكوكيز|cookies)",
    r"^(?:بمواصلة|بالاستمرار|باستمرارك|بمتابعة|من خلال).{0,160}(?:ملفات|الكوكيز|cookies)",
    r"(?:наш|этот|данныи|нашем|этом) (?:веб-)?саит\w*.{0,40}использу\w+.{0,40}(?:cookie|куки)",
    r"^(?:мы )?(?:используем|применяем).{0,40}(?:cookie|куки)",
    r"^(?:продолжая|оставаясь|нажимая|пользуясь)\b.{0,160}(?:cookie|куки)",
    r"^(?:фаилы )?(?:cookie|куки) помогают нам",
    r"(?:本网站|本站|我们的网站|我们网站|本网页|此网站).{0,12}使用.{0,20}cookie",
    r"^(?:我们)(?:会)?使用.{0,20}cookie",
    r"^(?:继续(?:使用|浏览|访问)|如您继续|点击).{0,60}cookie",
)
