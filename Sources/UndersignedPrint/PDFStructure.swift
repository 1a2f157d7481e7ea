import CPango

/// What a part of a page is, for those who have it read to them: an element of PDF's structure (ISO 32000-1, 14.8).
enum PDFTag: String {
    case document = "Document"
    case title = "H1"
    case section = "H2"
    case subsection = "H3"
    case paragraph = "P"
    case quotation = "BlockQuote"
    case list = "L"
    case item = "LI"
    case label = "Lbl"
    case content = "LBody"
    case table = "Table"
    case row = "TR"
    case head = "TH"
    case cell = "TD"
    case words = "Span"
    case link = "Link"
}

/// Opens and closes elements of the structure.
///
/// Cairo marks what is drawn in an element that has none within. So all words stand in one of their own, and what is
/// drawn outside it, such as the number at a page's foot, is read to nobody.
final class PDFStructure {
    private let context: OpaquePointer
    private var isInWords = false

    init(_ canvas: PDFCanvas) {
        context = canvas.context
    }

    /// Opens an element; on the page where it begins, something is drawn in it.
    func open(_ tag: PDFTag) {
        closeWords()
        cairo_tag_begin(context, tag.rawValue, nil)
    }

    func close(_ tag: PDFTag) {
        closeWords()
        cairo_tag_end(context, tag.rawValue)
    }

    /// What is drawn next is words.
    func openWords() {
        guard !isInWords else { return }
        cairo_tag_begin(context, PDFTag.words.rawValue, nil)
        isInWords = true
    }

    /// What is drawn next is no words of the text, or other ones.
    func closeWords() {
        guard isInWords else { return }
        cairo_tag_end(context, PDFTag.words.rawValue)
        isInWords = false
    }

    /// Draws words that lead to an address.
    func link(_ address: String, _ draw: () -> Void) {
        closeWords()
        // In the attributes a backslash and an apostrophe end or change a text; an address has other spellings for them.
        let safe = address.replacing("\\", with: "%5C").replacing("'", with: "%27")
        cairo_tag_begin(context, PDFTag.link.rawValue, "uri='\(safe)'")
        draw()
        cairo_tag_end(context, PDFTag.link.rawValue)
    }
}
