import CPango

/// A line that Pango has set; drawn before the next text is set, or never.
struct SetLine {
    fileprivate let line: UnsafeMutablePointer<PangoLayoutLine>
    /// From the left of the typesetter's measure, in points.
    private(set) var x: Double
    let width: Double
    /// What the letters themselves need above and below the baseline, marks and all, in points.
    let ascent: Double
    let descent: Double

    /// Whether it is read from the right.
    var isFromRight: Bool { line.pointee.resolved_dir == PANGO_DIRECTION_RTL.rawValue }

    func moved(by distance: Double) -> Self {
        var moved = self
        moved.x += distance
        return moved
    }
}

/// Sets text in one font and measure.
///
/// Pango finds a font for each script, joins and stacks letters, and gives each paragraph its direction.
final class Typesetter {
    let face: Face
    /// Letters that no installed font has.
    private(set) var unknownCount = 0
    private let canvas: PDFCanvas
    private let layout: OpaquePointer
    private let width: Double
    /// Of the text that was set last.
    private var links: [MarkedText.Link] = []

    /// - Parameters:
    ///   - face: The font.
    ///   - width: Of the measure, in points.
    ///   - language: BCP 47.
    ///   - canvas: What is drawn on.
    /// - Throws: `PrintFailure`.
    init(_ face: Face, width: Double, language: String, on canvas: PDFCanvas) throws(PrintFailure) {
        (self.face, self.canvas, self.width) = (face, canvas, width)
        guard let pango = pango_cairo_create_context(canvas.context), let layout = pango_layout_new(pango) else {
            throw PrintFailure(reason: "no memory")
        }
        self.layout = layout
        // A point is a unit of the page, and letters stand where they belong, not on whole units.
        pango_cairo_context_set_resolution(pango, 72)
        pango_context_set_round_glyph_positions(pango, 0)
        pango_context_set_language(pango, pango_language_from_string(language))
        let options = cairo_font_options_create()
        cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
        cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
        pango_cairo_context_set_font_options(pango, options)
        cairo_font_options_destroy(options)
        let font = pango_font_description_from_string(face.font)
        pango_layout_set_font_description(layout, font)
        pango_font_description_free(font)
        pango_layout_set_width(layout, pango_units_from_double(width))
        pango_layout_set_indent(layout, pango_units_from_double(-face.hanging))
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
        g_object_unref(UnsafeMutableRawPointer(pango))
    }

    deinit {
        g_object_unref(UnsafeMutableRawPointer(layout))
    }

    /// Sets plain text; it may have line breaks.
    func lines(_ text: String) -> [SetLine] {
        prepare(PANGO_ELLIPSIZE_NONE)
        pango_layout_set_text(layout, text, -1)
        return lines()
    }

    /// Sets text with what stands out in it.
    func lines(_ text: MarkedText) -> [SetLine] {
        prepare(PANGO_ELLIPSIZE_NONE)
        pango_layout_set_markup(layout, text.markup, -1)
        links = text.links
        return lines()
    }

    /// Sets text in lines of about the same length, as many as it takes anyhow.
    func evenLines(_ text: MarkedText) -> [SetLine] {
        let count = lines(text).count
        var (narrow, wide) = (width / 3, width)
        while count > 1, wide - narrow > 2 {
            let middle = (narrow + wide) / 2
            pango_layout_set_width(layout, pango_units_from_double(middle))
            if pango_layout_get_line_count(layout) > count { narrow = middle } else { wide = middle }
        }
        pango_layout_set_width(layout, pango_units_from_double(wide))
        return lines().map { line in
            line.isFromRight ? line.moved(by: width - wide) : line
        }
    }

    /// Sets a single line that is cut with an ellipsis where it is too long.
    func oneLine(_ text: String) -> SetLine? {
        prepare(PANGO_ELLIPSIZE_END)
        pango_layout_set_text(layout, text, -1)
        return lines().first
    }

    /// What an earlier text needed must not change the next one.
    private func prepare(_ ellipsis: PangoEllipsizeMode) {
        if pango_layout_get_attributes(layout) != nil { pango_layout_set_attributes(layout, nil) }
        pango_layout_set_ellipsize(layout, ellipsis)
        pango_layout_set_width(layout, pango_units_from_double(width))
        links = []
    }

    /// Draws a line.
    ///
    /// - Parameters:
    ///   - line: Of the text that was set last.
    ///   - x: Where the line itself begins at its left.
    ///   - baseline: Lines stand on their baselines: fonts of different scripts have different heights.
    ///   - structure: Where links and the words beside them are told apart; nil where the caller does that.
    func draw(_ line: SetLine, x: Double, baseline: Double, in structure: PDFStructure? = nil) {
        setColour()
        structure?.openWords()
        cairo_move_to(canvas.context, x, baseline)
        guard let structure, hasLink(line) else { return pango_cairo_show_layout_line(canvas.context, line.line) }
        drawLinks(line, x: x, baseline: baseline, structure)
    }

    private func setColour() {
        cairo_set_source_rgb(canvas.context, face.grey, face.grey, face.grey)
    }

    private func hasLink(_ line: SetLine) -> Bool {
        let start = Int(line.line.pointee.start_index)
        return !links.isEmpty && links.contains { $0.bytes.overlaps(start..<start + Int(line.line.pointee.length)) }
    }

    /// Draws one run after the other: where a link begins, Pango begins a run.
    private func drawLinks(_ line: SetLine, x: Double, baseline: Double, _ structure: PDFStructure) {
        let text = pango_layout_get_text(layout)
        var x = x
        var node = line.line.pointee.runs
        while let current = node {
            node = current.pointee.next
            guard let run = current.pointee.data?.assumingMemoryBound(to: PangoGlyphItem.self),
                let item = run.pointee.item
            else { continue }
            let offset = Int(item.pointee.offset)
            cairo_move_to(canvas.context, x, baseline)
            if let link = links.first(where: { $0.bytes.contains(offset) }) {
                structure.link(link.address) {
                    cairo_set_source_rgb(canvas.context, 0.05, 0.2, 0.5)
                    pango_cairo_show_glyph_item(canvas.context, text, run)
                }
                setColour()
            } else {
                structure.openWords()
                pango_cairo_show_glyph_item(canvas.context, text, run)
            }
            x += pango_units_to_double(pango_glyph_string_get_width(run.pointee.glyphs))
        }
    }

    private func lines() -> [SetLine] {
        unknownCount += Int(pango_layout_get_unknown_glyphs_count(layout))
        var lines: [SetLine] = []
        let iterator = pango_layout_get_iter(layout)
        defer { pango_layout_iter_free(iterator) }
        repeat {
            guard let line = pango_layout_iter_get_line_readonly(iterator) else { break }
            var ink = PangoRectangle()
            var logical = PangoRectangle()
            pango_layout_iter_get_line_extents(iterator, &ink, &logical)
            let baseline = pango_layout_iter_get_baseline(iterator)
            lines.append(
                SetLine(
                    line: line,
                    x: pango_units_to_double(logical.x),
                    width: pango_units_to_double(logical.width),
                    ascent: pango_units_to_double(baseline - ink.y),
                    descent: pango_units_to_double(ink.y + ink.height - baseline)
                )
            )
        } while pango_layout_iter_next_line(iterator) != 0
        return lines
    }
}
