import Testing
import UndersignedApp
import UndersignedCore
import UndersignedWeb

@Suite struct BarPlotTests {
    private static func svg(_ bars: [[Int]]) throws -> String {
        let words = Words(try Messages.catalogues()[0])
        return BarPlot(bars, from: "Monday", to: "Friday").svg(
            in: words,
            id: "days",
            title: "A <day>",
            text: "All & each"
        )
    }

    @Test func `bars stand on 0, their parts on each other, and the axis is round`() throws {
        let svg = try Self.svg([[50, 25], [0, 0], [100, 0]])
        #expect(svg.contains("viewBox=\"0 0 30 800\""))
        #expect(svg.contains("<path class=\"part-1\" d=\"M1 800v-400h8v400zM21 800v-800h8v800z\"/>"))
        #expect(svg.contains("<path class=\"part-2\" d=\"M1 400v-200h8v200z\"/>"))
        #expect(svg.contains(">50</text>") && svg.contains(">100</text>"))
        #expect(svg.contains(">Monday</text>") && svg.contains(">Friday</text>"))
        #expect(svg.contains("<title id=\"days-title\">A &lt;day&gt;</title>"))
        #expect(svg.contains("<desc id=\"days-text\">All &amp; each</desc>"))
        #expect(svg.contains("aria-labelledby=\"days-title days-text\""))
    }

    @Test func `one beside a million is still seen, and nothing at all is an empty picture`() throws {
        #expect(try Self.svg([[1], [1_000_000]]).contains("M1 800v-4h8v4z"))
        let empty = try Self.svg([[]])
        #expect(!empty.contains("<path") && empty.contains("viewBox=\"0 0 10 800\""))
        #expect(try Self.svg([[0], [0]]).contains("<path") == false)
    }
}
