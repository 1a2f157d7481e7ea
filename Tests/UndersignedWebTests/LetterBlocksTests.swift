import Testing
import UndersignedCore
import UndersignedWeb

/// A letter in Markdown as blocks for paper.
@Suite struct LetterBlocksTests {
    @Test func `blocks keep their words, kinds and what stands out`() {
        let source = """
            ## Why
            Keep it **open** on
            *Saturdays*, see [the plan](https://example.org/plan).

            1. One

               Still one
            2. Two
               - Inner

            > A quote

                code  here

            ---
            <b>raw</b> `x`
            """
        let blocks = Markdown.blocks(of: source)
        let kinds: [LetterBlock.Kind] = [
            .heading(2), .paragraph, .item(marker: "1.", depth: 1), .item(marker: "", depth: 1),
            .item(marker: "2.", depth: 1), .item(marker: "•", depth: 2), .quotation, .code, .rule, .paragraph,
        ]
        #expect(blocks.map(\.kind) == kinds)
        let text = blocks.map { $0.runs.map(\.text).joined() }
        #expect(text[1] == "Keep it open on Saturdays, see the plan (https://example.org/plan).")
        #expect(text.last == "<b>raw</b> x" && text[7] == "code  here")
        #expect(blocks[1].runs.contains(.init("open", isStrong: true)))
        #expect(blocks[1].runs.contains(.init("Saturdays", isEmphasised: true)))
    }

    @Test func `an address is not said twice, and one that is no web address is not said`() {
        #expect(Markdown.blocks(of: "<https://example.org>")[0].runs.map(\.text) == ["https://example.org"])
        #expect(Markdown.blocks(of: "[x](javascript:alert(1))")[0].runs.map(\.text) == ["x"])
    }
}
