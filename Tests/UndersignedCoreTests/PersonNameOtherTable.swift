import UndersignedCore

/// As typed, and as kept.
let namesCleaned: [(String, String)] = [
    ("  Amina ", "Amina"), ("Amina  Diallo", "Amina Diallo"), ("Amina\u{A0}Diallo", "Amina Diallo"),
    ("Amina \u{2003}\u{2009} Diallo", "Amina Diallo"), ("\u{3000}山田\u{3000}太郎", "山田 太郎"),
    ("Amina\u{2028}Diallo", "Amina Diallo"), ("Amina\u{2029}", "Amina"), ("Amina\u{202F}Diallo", "Amina Diallo"),
    ("e\u{301}", "é"), ("Zoe\u{308}", "Zoë"), ("A\u{30A}ngstro\u{308}m", "Ångström"), ("\u{212B}", "Å"),
    ("Z\u{301}\u{302}\u{303}\u{304}\u{305}", "Ź\u{302}\u{303}\u{304}\u{305}"), ("Nguye\u{302}\u{303}n", "Nguyễn"),
    ("Nguye\u{323}\u{302}n", "Nguy\u{1EC7}n"), ("q\u{307}\u{323}", "q\u{323}\u{307}"),
    ("\u{1112}\u{1161}\u{11AB}", "한"), ("\u{F900}", "豈"), ("\u{2126}", "Ω"), ("\u{915}\u{93C}", "\u{915}\u{93C}"),
    ("\u{958}", "\u{915}\u{93C}"), ("\u{FB1D}", "\u{5D9}\u{5B4}"), ("\u{3B1}\u{313}\u{301}\u{345}", "\u{1F84}"),
    // A joiner stays between letters that need it, and nowhere else.
    ("Ami\u{200D}na", "Amina"), ("Ami\u{200C}na", "Amina"), ("\u{200D}Amina", "Amina"), ("Amina\u{200C}", "Amina"),
    ("علی\u{200C}رضا", "علی\u{200C}رضا"), ("علی\u{200C}", "علی"), ("\u{200C}علی", "علی"),
    ("علی\u{200C} رضا", "علی رضا"),
    ("علی\u{200C}\u{200C}رضا", "علی\u{200C}رضا"), ("علی \u{200C}رضا", "علی رضا"), ("علی\u{200C}x", "علیx"),
    ("क्\u{200D}ष", "क्\u{200D}ष"), ("क्\u{200C}ष", "क्\u{200C}ष"), ("क्\u{200D}", "क्"), ("สม\u{200D}ชาย", "สมชาย"),
    ("👩\u{200D}💻", "👩💻"), ("山\u{200D}田", "山田"), ("1\u{200D}2", "12"), ("שר\u{200D}ה", "שרה"),
    ("ශ්\u{200D}රී", "ශ්\u{200D}රී"),
]

/// As typed, and why it is refused.
let namesRefused: [(String, PersonName.Problem)] = [
    ("", .empty), (" ", .empty), ("\u{A0}\u{3000}", .empty), ("\u{200B}", .empty), ("\u{200D}", .empty),
    ("\u{200E}\u{200F}", .empty), ("\u{FEFF}", .empty), ("\u{AD}", .empty), ("\u{2060}", .empty), ("\u{3164}", .empty),
    ("\u{115F}\u{1160}", .empty), ("\u{FFA0}", .empty), ("\u{2800}", .empty), ("\u{2028}", .empty),
    ("\u{180E}", .empty),
    ("Amina\tDiallo", .control), ("Amina\n", .control), ("\rAmina", .control),
    ("Amina\r\nBcc: all@example.org", .control),
    ("\u{0}", .control), ("Ami\u{0}na", .control), ("\u{1B}[31mAmina", .control), ("Amina\u{7F}", .control),
    ("Amina\u{85}", .control), ("Amina\u{9B}31m", .control), ("\u{B}", .control), ("\u{C}Amina", .control),
    ("\u{202E}anima", .bidi), ("Amina\u{202C}", .bidi), ("\u{202A}Amina\u{202C}", .bidi), ("\u{202D}Amina", .bidi),
    ("\u{2066}Amina\u{2069}", .bidi), ("\u{2067}Amina", .bidi), ("\u{2068}Amina", .bidi), ("שרה\u{202B}", .bidi),
    ("Amina \u{202E}gpj.exe", .bidi), ("\u{2069}", .bidi),
    ("\u{FFF9}Amina\u{FFFA}x\u{FFFB}", .character), ("Amina\u{FFFD}", .character), ("\u{E0041}", .character),
    ("Amina\u{E0001}", .character), ("🏴\u{E0067}\u{E0062}\u{E007F}", .character), ("\u{378}", .character),
    ("Amina\u{379}", .character), ("A\u{380}", .character), ("\u{E0FFF}", .character),
    ("\u{50000}x", .character),
    ("\u{301}", .marks), ("\u{301}Amina", .marks), (" \u{301}", .marks), ("Amina \u{301}", .marks), ("\u{93E}", .marks),
    ("\u{20DD}", .marks), ("\u{FE0F}", .marks), ("\u{200E}\u{301}", .marks), ("A \u{64E}", .marks), ("\u{E31}", .marks),
    ("Z\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}", .marks), ("a" + String(repeating: "\u{489}", count: 50), .marks),
    ("Z" + String(repeating: "\u{336}", count: 5), .marks), (String(repeating: "q\u{336}", count: 41), .marks),
    (String(repeating: "a", count: 201), .tooLong(limit: 200)),
    (String(repeating: "𠮷", count: 201), .tooLong(limit: 200)),
    (String(repeating: "a ", count: 101), .tooLong(limit: 200)),
    (String(repeating: "é", count: 201), .tooLong(limit: 200)),
    (String(repeating: "👍", count: 1_000), .tooLong(limit: 200)),
    (String(repeating: "x", count: 1_048_576), .tooLong(limit: 200)),
    (String(repeating: "x", count: 1_048_576) + "\u{0}", .control),
]
