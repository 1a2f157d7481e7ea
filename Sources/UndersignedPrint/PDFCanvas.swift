import CPango

/// A PDF file of A4 pages: a page that was shown is in the file, and no longer in memory.
final class PDFCanvas {
    /// Points, 72 to an inch.
    static let width = 595.276
    static let height = 841.89

    let context: OpaquePointer
    /// The number of the page that is drawn on, from 1; the flow keeps it.
    var page = 1
    private let surface: OpaquePointer

    /// - Parameters:
    ///   - file: Where to; its folder exists.
    ///   - title: For the reader's window.
    ///   - author: Whose letter it is.
    ///   - madeAt: As in `2018-06-20T14:05:09Z`; the file has no other date.
    /// - Throws: `PrintFailure`.
    init(_ file: String, title: String, author: String, madeAt: String) throws(PrintFailure) {
        let surface = cairo_pdf_surface_create(file, Self.width, Self.height)
        guard let surface, let context = cairo_create(surface) else { throw PrintFailure(reason: "no memory") }
        (self.surface, self.context) = (surface, context)
        // 1.5 is the first whose letters that stand for several, as in Devanagari, can be copied and searched.
        cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, author)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "undersigned")
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, madeAt)
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_MOD_DATE, madeAt)
        try check()
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
    }

    /// Ends a page; the next one begins empty.
    ///
    /// - Throws: `PrintFailure`, as when the disk is full.
    func showPage() throws(PrintFailure) {
        cairo_show_page(context)
        try check()
    }

    /// Ends the file.
    ///
    /// - Throws: `PrintFailure`.
    func finish() throws(PrintFailure) {
        cairo_surface_finish(surface)
        guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS else {
            throw failure(cairo_surface_status(surface))
        }
    }

    /// A line in the reader's table of contents, which leads to a place on the current page.
    func addContents(_ title: String, y: Double) {
        let place = "page=\(page) pos=[0 \(y)]"
        cairo_pdf_surface_add_outline(
            surface,
            CAIRO_PDF_OUTLINE_ROOT,
            title,
            place,
            cairo_pdf_outline_flags_t(0)
        )
    }

    /// A thin line from the left to the right.
    func drawRule(from x: Double, to end: Double, y: Double, grey: Double = 0.7) {
        cairo_set_source_rgb(context, grey, grey, grey)
        cairo_set_line_width(context, 0.5)
        cairo_move_to(context, x, y)
        cairo_line_to(context, end, y)
        cairo_stroke(context)
    }

    private func check() throws(PrintFailure) {
        let status = cairo_status(context)
        guard status == CAIRO_STATUS_SUCCESS else { throw failure(status) }
        guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS else {
            throw failure(cairo_surface_status(surface))
        }
    }

    private func failure(_ status: cairo_status_t) -> PrintFailure {
        PrintFailure(reason: String(cString: cairo_status_to_string(status)))
    }
}
