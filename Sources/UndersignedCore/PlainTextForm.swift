import Foundation

extension Unicode.Scalar {
    /// Whether it is one of the letters that most names are written with, which need no look into Unicode's tables.
    ///
    /// Each can be seen, combines with nothing before it, and stands in NFC as it is. Latin, Cyrillic, Hebrew, Arabic, kana,
    /// Han and Hangul; Greek and the Indic scripts have exceptions in between and go the long way.
    var isEverydayLetter: Bool {
        switch value {
        case 0xC0...0x24F, 0x400...0x481, 0x48A...0x52F, 0x5D0...0x5EA, 0x620...0x64A: true
        case 0x3041...0x3096, 0x30A1...0x30FA, 0x4E00...0x9FFF, 0xAC00...0xD7A3: true
        default: false
        }
    }
}

/// Unicode normalisation; Swift's own is not public, so this file alone asks Foundation for it.
enum PlainTextForm {
    /// The text in NFC.
    static func composed(_ text: String) -> String {
        isComposed(text) ? text : text.precomposedStringWithCanonicalMapping
    }

    /// The text in NFKC: wide and styled letters become plain ones.
    static func compatible(_ text: String) -> String {
        isASCII(text) ? text : text.precomposedStringWithCompatibilityMapping
    }

    /// The text in NFKD: the same, with marks apart from their letters.
    static func decomposed(_ text: String) -> String {
        isASCII(text) ? text : text.decomposedStringWithCompatibilityMapping
    }

    /// Whether nothing in the text could be composed; most texts say so at a look.
    private static func isComposed(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0.isASCII || $0.isEverydayLetter }
    }

    private static func isASCII(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 < 0x80 }
    }
}
