import UndersignedCore

/// Names that stay as they are, one a line.
let namesKept = """
    Amina Diallo
    O'Brien
    O’Brien
    Seán Ó Conaire
    D'Angelo
    Ng
    Li
    X
    Prince
    Sukarno
    Ö
    Jean-Luc Picard
    Anne-Marie de la Tour
    María José Carreño Quiñones
    José Luis Rodríguez Zapatero
    João da Silva e Sousa
    François Müller
    Zoë Kravitz
    Björk Guðmundsdóttir
    Þórarinn Eldjárn
    Åsa Ångström
    Jørgen Sørensen
    Ægir Æskja
    Łukasz Żółć
    Grzegorz Brzęczyszczykiewicz
    Dvořák
    Ľubomír Štúr
    Đorđe Đoković
    Žižek
    Čapek
    Őri Űrhajós
    İbrahim Işık
    Gülşen Çağrı
    Nguyễn Thị Minh Khai
    Trần Đình Phượng
    Đặng Thùy Trâm
    Ştefan cel Mare
    Ion Țuțea
    Māra Ķīniņa
    Jūratė Šešėlgytė
    Ġorġ Ħarix
    Keʻalohilani
    Hāna Kahananui
    Siobhán Ní Dhónaill
    Llŷr ap Iorwerth
    Oskar Käärmann
    Tiit Õunapuu
    Jürgen Großmann
    ẞ
    Nǃxau ǂToma
    ǀXam ǁNau
    Ọlábísí Adébáyọ̀
    Ṣọlá Àkànní
    Ngũgĩ wa Thiong'o
    Nana Ɔsei Ɛsi
    Zainab Ɗan Ƙasa
    M'Barek Aït Ahmed
    Ḥasan ibn al-Haytham
    Muḥammad al-Khwārizmī
    Śrī Rāmakṛṣṇa
    Anna Ivanova
    Анна Иванова
    Йосип Сліпий
    Ґонґадзе
    Ќирил Ѓорѓиев
    Ђорђе Ћирић
    Өлзий Үүлэн
    Қасым-Жомарт Тоқаев
    Ўткир Ҳошимов
    Ҡадир Ғәлиә
    Ελένη Παπαδοπούλου
    Αΐντα Ράλλη
    Ἀριστοτέλης
    Աննա Հակոբյան
    ანა კალანდაძე
    დავით აღმაშენებელი
    שרה לוי
    דָּוִד בֶּן־גּוּרְיוֹן
    יוסף Cohen
    Sarah שרה Levi
    צ'רלי
    ד"ר כהן
    محمد علي
    فاطمة الزهراء
    مُحَمَّد
    عبد الرحمن بن عوف
    آمنه رضایی
    علی\u{200C}رضا
    نرگس می\u{200C}خواه
    مهدی\u{200C}زاده
    حسین\u{200C}پور John
    گلناز ژاله
    پروین چنگیز
    بے نظیر بھٹو
    ڈاکٹر ٹیپو
    ښاغلی ګل
    ئارام ڕۆژ
    ئۇيغۇر ئوغلى
    سنڌي ٻار
    ܝܥܩܘܒ
    މުހައްމަދު
    ߊߟߌߡߊ߲
    अमित शर्मा
    श्रीकृष्ण
    क्ष त्र ज्ञ
    लक्ष्मी
    शर्\u{200D}मा
    क्\u{200D}ष
    प्रेमचंद
    ऋषि
    डॉ. अम्बेडकर
    नेपालः
    অমিত বসু
    শ্রীজাত
    র\u{200D}্যাচেল
    ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ
    ગાંધી
    ଓଡ଼ିଆ
    கார்த்திக்
    ஸ்ரீ
    శ్రీనివాస్
    ಕೃಷ್ಣ
    ക്രിസ്ത്യൻ
    മോഹൻലാൽ
    ശ്രീ
    සුනිල් පෙරේරා
    ශ්\u{200D}රී
    ක්\u{200D}රිස්ටිනා
    สมชาย ใจดี
    กุ้งนาง
    ปิ่น
    น้ำผึ้ง
    เพ็ญศรี
    ສົມພອນ
    បុប្ផា
    សុខ ស៊ីណា
    မောင်မောင်
    အောင်ဆန်းစုကြည်
    ဒေါ်ခင်ကြည်
    བསྟན་འཛིན་རྒྱ་མཚོ
    ᠮᠣᠩᠭᠣᠯ
    ᜊᜌᜒ
    ꦱꦸꦂꦪ
    ᬯᬬᬦ᭄
    ትግስት አሰፋ
    ኃይለ ሥላሴ
    ⵎⴰⵙⵙⵉⵏⵉⵙⵙⴰ
    ⲙⲁⲣⲕⲟⲥ
    ᏍᏏᏉᏯ
    ᐃᓄᒃ
    山田太郎
    山田 太郎
    髙橋
    﨑山
    𠮷田
    𠮷野家
    さくら
    ヤマダ タロウ
    ジョン・スミス
    ー
    葛\u{E0100}城
    渡邊
    王秀英
    欧阳娜娜
    陳大文
    李小龍
    𡃁仔
    𪚥
    김철수
    남궁민
    세종대왕
    ᄒᆞᆫ글
    阮惠
    ㄅㄆㄇ
    1st Amina
    Agent 47
    X Æ A-12
    J. R. R. Tolkien
    Martin Luther King, Jr.
    Dr. Müller-Lüdenscheidt (MdB)
    Amina & Omar
    A/B
    Jo+Li
    #1 Fan
    <b>Amina</b>
    Robert'); DROP TABLE students;--
    =1+1
    {{name}}
    %0d%0a
    null
    true
    🦊
    Amina 🌻
    👍🏽
    ❤\u{FE0F}
    🇨🇭
    1\u{FE0F}⃣
    Z͎͒a̜l
    a·b
    Gal·la
    l'Hôpital
    Nuñez–Ortiz
    Smith—Jones
    “Doc” Brown
    «Léa»
    № 7
    Ⅷ
    ½
    𝒜𝓂𝒾𝓃𝒶
    Ａｍｉｎａ
    ﬁona
    ǅ
    Õ̑
    q̃
    ŵ̂
    Amina\u{200E}Diallo
    \u{200E}Amina
    Amina\u{200F}
    Ami\u{AD}na
    Ami\u{200B}na
    \u{E000}x
    """
