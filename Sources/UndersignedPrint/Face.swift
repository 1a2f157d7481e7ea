/// A font and how it stands on the page.
struct Face {
    /// As Pango reads it: `Noto Serif Bold 24`, with what to take where that is not installed.
    var font: String
    /// From baseline to baseline, in points.
    var leading: Double
    var grey = 0.0
    /// By which a second line stands further in, in points.
    var hanging = 0.0

    static let title = Face(font: "\(serif) Bold 22", leading: 29)
    static let number = Face(font: "\(sans) Bold 30", leading: 38)
    static let heading = Face(font: "\(sans) Bold 12.5", leading: 18)
    static let letter = Face(font: "\(serif) 11", leading: 17)
    static let small = Face(font: "\(sans) 9", leading: 13.5)
    static let total = Face(font: "\(sans) Bold 9", leading: 13.5)
    static let quiet = Face(font: "\(sans) 9", leading: 13.5, grey: 0.35)
    static let code = Face(font: "\(mono) 8", leading: 12)
    static let name = Face(font: "\(sans) 7.5", leading: 11, hanging: 8)
    static let largeName = Face(font: "\(sans) 9", leading: 14, hanging: 10)

    /// For a line of code that is too long: the largest size in which so many letters find room.
    static func code(letters: Int, in width: Double) -> Face {
        // A letter of these fonts is 0.6 of the size wide.
        let size = min(8, max(5.5, (width / Double(max(letters, 1)) / 0.602 * 10).rounded(.down) / 10))
        return Face(font: "\(mono) \(size)", leading: 12)
    }

    // Scripts that DejaVu has too, and not as well, are named; for all others the system knows one font.
    private static let serif = "Noto Serif,Noto Naskh Arabic,Noto Serif Hebrew,Noto Serif Armenian,serif"
    private static let sans = "Noto Sans,Noto Sans Arabic,Noto Sans Hebrew,Noto Sans Armenian,Noto Sans Lao,sans"
    private static let mono = "Noto Sans Mono,DejaVu Sans Mono,monospace"
}
