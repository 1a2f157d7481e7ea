import Testing
import UndersignedCore

struct TextDifferenceTests {
    private func plain(_ old: String, _ new: String) -> String {
        TextDifference(from: old, to: new).pieces.map { piece in
            switch piece.change {
            case .kept: piece.text
            case .removed: "[-\(piece.text)-]"
            case .added: "{+\(piece.text)+}"
            }
        }.joined()
    }

    @Test func `known differences`() {
        let cases = [
            ("", "", ""),
            ("same", "same", "same"),
            ("", "new", "{+new+}"),
            ("old", "", "[-old-]"),
            ("keep the library open", "keep the library closed", "keep the library [-open-]{+closed+}"),
            ("one two three four", "one three four", "one [-two -]three four"),
            ("first\nsecond\n", "first\nnew\nsecond\n", "first\n{+new\n+}second\n"),
            // One word between two changes is read with them; a line's end is not.
            ("a big red house there", "a small red hut there", "a [-big red house -]{+small red hut +}there"),
            ("请保留图书馆", "请扩建图书馆", "请[-保留-]{+扩建+}图书馆"),
            ("افتحوا المكتبة غدا", "افتحوا المكتبة اليوم", "افتحوا المكتبة [-غدا-]{+اليوم+}"),
        ]
        for (old, new, expected) in cases { #expect(plain(old, new) == expected) }
    }

    @Test func `texts that look the same in other bytes are different`() {
        let (composed, decomposed) = ("caf\u{E9} bar", "cafe\u{301} bar")
        #expect(composed == decomposed)
        let difference = TextDifference(from: composed, to: decomposed)
        #expect(difference.hasChanges && difference.pieces.map(\.change) == [.removed, .added, .kept])
        #expect(Array(difference.new.utf8) == Array(decomposed.utf8))
    }

    @Test func `both texts can be read out of any difference, byte for byte`() {
        var chance = SystemRandomNumberGenerator()
        let words = [
            "the ", "library ", "is ", "open", "\n", "\n\n", "图", "书", "e\u{301}", " ", "🏴‍☠️", "\r\n", "<b>", "\u{200F}",
        ]
        for _ in 0..<300 {
            let old = (0..<Int.random(in: 0...60, using: &chance)).map { _ in words.randomElement(using: &chance) ?? ""
            }
            var new = old
            for _ in 0..<Int.random(in: 0...20, using: &chance) {
                let place = Int.random(in: 0...new.count, using: &chance)
                if Bool.random(using: &chance) || place == new.count {
                    new.insert(words.randomElement(using: &chance) ?? "", at: place)
                } else {
                    new.remove(at: place)
                }
            }
            let (before, after) = (old.joined(), new.joined())
            let difference = TextDifference(from: before, to: after)
            #expect(Array(difference.old.utf8) == Array(before.utf8))
            #expect(Array(difference.new.utf8) == Array(after.utf8))
            #expect(difference.hasChanges == (Array(before.utf8) != Array(after.utf8)))
            #expect(difference.pieces.allSatisfy { !$0.text.isEmpty })
            let neighbours = zip(difference.pieces, difference.pieces.dropFirst())
            #expect(neighbours.allSatisfy { $0.change != $1.change }, "no piece is cut in two")
        }
    }

    @Test func `few edits are found in a long text, and many are shown line by line, then as a whole`() {
        let line = "the library in the old harbour is where many of us learned to read\n"
        let long = (0..<900).map { "\($0) \(line)" }.joined()
        let edited = long.replacing("500 the", with: "500 our").replacing("77 the library", with: "77 a hall")
        #expect(TextDifference(from: long, to: edited).pieces.count(where: { $0.change != .kept }) >= 4)
        let shuffledWords = (0..<400).map { "line \($0) " + (0..<8).map { "x\($0)" }.joined(separator: " ") + "\n" }
        let otherWords = (0..<400).map {
            $0 < 200 ? "line \($0) " + (0..<8).map { "y\($0)" }.joined(separator: " ") + "\n" : shuffledWords[$0]
        }
        let byLine = TextDifference(from: shuffledWords.joined(), to: otherWords.joined())
        #expect(byLine.pieces.map(\.change) == [.removed, .added, .kept])
        let all = TextDifference(
            from: (0..<3_000).map { "a\($0)\n" }.joined(),
            to: (0..<3_000).map { "b\($0)\n" }.joined()
        )
        #expect(all.pieces.map(\.change) == [.removed, .added])
    }

    @Test func `the longest letters are compared in bounded time`() {
        // Optimised, each takes less than 50 ms; here, unoptimised and beside other tests, only a hang is told.
        let pairs = [
            (String(repeating: "a ", count: 32_768), String(repeating: "b ", count: 32_768)),
            (String(repeating: "a\n", count: 32_768), String(repeating: "a\nb\n", count: 16_384)),
            (String(repeating: "ab", count: 32_768), String(repeating: "ba", count: 32_768)),
        ]
        for (old, new) in pairs {
            let start = ContinuousClock.now
            let difference = TextDifference(from: old, to: new)
            #expect(difference.new == new && difference.old == old)
            #expect(ContinuousClock.now - start < .seconds(30))
        }
    }
}
