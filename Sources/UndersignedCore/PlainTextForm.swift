import Foundation

/// Unicode normalisation; Swift's own is not public, so this file alone asks Foundation for it.
enum PlainTextForm {
    /// The text in NFC.
    static func composed(_ text: String) -> String {
        isASCII(text) ? text : text.precomposedStringWithCanonicalMapping
    }

    /// The text in NFKC: wide and styled letters become plain ones.
    static func compatible(_ text: String) -> String {
        isASCII(text) ? text : text.precomposedStringWithCompatibilityMapping
    }

    private static func isASCII(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 < 0x80 }
    }
}
