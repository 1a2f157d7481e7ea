import CPango

/// A line that Pango has set; drawn before the next text is set, or never.
struct SetLine {
    fileprivate let line: UnsafeMutablePointer<PangoLayoutLine>
    /// From the left of the typesetter's measure, in points.
    let x: Double
    /// What the letters themselves need above and below the baseline, marks and all, in points.
    let ascent: Double
    let descent: Double
}

/// Sets text in one font and measure.
///
/// Pango finds a font for each script, joins and stacks letters, and gives each paragraph its direction.
final class Typesetter {
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
        static let letter = Face(font: "\(serif) 10.5", leading: 16)
        static let small = Face(font: "\(sans) 9", leading: 13.5)
        static let quiet = Face(font: "\(sans) 9", leading: 13.5, grey: 0.35)
        static let code = Face(font: "Noto Sans Mono,DejaVu Sans Mono,monospace 8", leading: 12)
        static let name = Face(font: "\(sans) 7.5", leading: 11, hanging: 8)

        // Scripts that DejaVu has too, and not as well, are named; for all others the system knows one font.
        private static let serif = "Noto Serif,Noto Naskh Arabic,Noto Serif Hebrew,Noto Serif Armenian,serif"
        private static let sans = "Noto Sans,Noto Sans Arabic,Noto Sans Hebrew,Noto Sans Armenian,Noto Sans Lao,sans"
    }

    let face: Face
    /// Letters that no installed font has.
    private(set) var unknownCount = 0
    private let canvas: PDFCanvas
    private let layout: OpaquePointer

    /// - Parameters:
    ///   - face: The font.
    ///   - width: Of the measure, in points.
    ///   - language: BCP 47.
    ///   - canvas: What is drawn on.
    /// - Throws: `PrintFailure`.
    init(_ face: Face, width: Double, language: String, on canvas: PDFCanvas) throws(PrintFailure) {
        (self.face, self.canvas) = (face, canvas)
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
        // What stood out in an earlier text must not stand out here.
        if pango_layout_get_attributes(layout) != nil { pango_layout_set_attributes(layout, nil) }
        pango_layout_set_text(layout, text, -1)
        return lines()
    }

    /// Sets text in Pango's markup.
    func lines(markup: String) -> [SetLine] {
        pango_layout_set_markup(layout, markup, -1)
        return lines()
    }

    /// The same for a single line that is cut with an ellipsis where it is too long.
    func oneLine(_ text: String, isAtEnd: Bool = false) -> SetLine? {
        pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END)
        pango_layout_set_alignment(layout, isAtEnd ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT)
        return lines(text).first
    }

    /// Draws a line.
    ///
    /// - Parameters:
    ///   - line: Of the text that was set last.
    ///   - x: The left of the measure.
    ///   - baseline: Lines stand on their baselines: fonts of different scripts have different heights.
    func draw(_ line: SetLine, x: Double, baseline: Double) {
        cairo_set_source_rgb(canvas.context, face.grey, face.grey, face.grey)
        cairo_move_to(canvas.context, x + line.x, baseline)
        pango_cairo_show_layout_line(canvas.context, line.line)
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
                    ascent: pango_units_to_double(baseline - ink.y),
                    descent: pango_units_to_double(ink.y + ink.height - baseline)
                )
            )
        } while pango_layout_iter_next_line(iterator) != 0
        return lines
    }
}
