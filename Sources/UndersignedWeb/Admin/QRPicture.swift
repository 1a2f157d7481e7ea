import CQRencode

/// A QR code (ISO/IEC 18004) as SVG, made here: no picture of a secret is asked of anybody else.
struct QRPicture {
    /// A frame of four modules, as the standard asks for.
    private static let frame = 4

    private let width: Int
    private let dark: [Bool]

    /// - Parameter text: What the code says; nil where it is too long for one.
    init?(_ text: String) {
        guard let code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) else { return nil }
        defer { QRcode_free(code) }
        width = Int(code.pointee.width)
        // The lowest bit of a module says whether it is dark.
        dark = UnsafeBufferPointer(start: code.pointee.data, count: width * width).map { $0 & 1 == 1 }
    }

    /// One path of horizontal runs; black on white in any scheme of colours, because cameras read that.
    ///
    /// - Parameter title: For who does not see it.
    /// - Returns: An `svg` element.
    func markup(titled title: String) -> String {
        var path = ""
        for row in 0..<width {
            var column = 0
            while column < width {
                guard dark[row * width + column] else {
                    column += 1
                    continue
                }
                let start = column
                while column < width, dark[row * width + column] { column += 1 }
                path += "M\(start + Self.frame) \(row + Self.frame)h\(column - start)v1h-\(column - start)z"
            }
        }
        let side = width + 2 * Self.frame
        let words = MarkupContentType().escapeText(title)
        return """
            <svg class="code" viewBox="0 0 \(side) \(side)" width="240" height="240" role="img" aria-labelledby="code-title">\
            <title id="code-title">\(words)</title><desc>\(words)</desc>\
            <path fill="#fff" d="M0 0h\(side)v\(side)h-\(side)z"/><path fill="#000" d="\(path)"/></svg>
            """
    }
}
