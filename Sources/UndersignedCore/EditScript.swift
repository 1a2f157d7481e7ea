/// The shortest way from one list of tokens to another, if it is short enough.
///
/// Source: E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", Algorithmica 1 (1986), the greedy algorithm.
struct EditScript {
    private typealias Change = TextDifference.Change

    private let old: [Substring]
    private let new: [Substring]
    /// One for each token that is kept, removed or added, in reading order.
    private var steps: [Change]

    /// Everything between the common start and the common end is replaced.
    init(replacing old: [Substring], by new: [Substring]) {
        (self.old, self.new) = (old, new)
        let ends = SharedEnds(Self.numbered(old, new))
        steps =
            Array(repeating: .kept, count: ends.start)
            + Array(repeating: .removed, count: old.count - ends.start - ends.end)
            + Array(repeating: .added, count: new.count - ends.start - ends.end)
            + Array(repeating: .kept, count: ends.end)
    }

    /// Nil where more than `limit` tokens are removed or added.
    init?(from old: [Substring], to new: [Substring], limit: Int) {
        (self.old, self.new) = (old, new)
        let (first, second) = Self.numbered(old, new)
        let ends = SharedEnds((first, second))
        let middle = Self.shortest(
            Array(first[ends.start..<first.count - ends.end]),
            Array(second[ends.start..<second.count - ends.end]),
            limit
        )
        guard let middle else { return nil }
        steps =
            Array(repeating: .kept, count: ends.start) + middle + Array(repeating: .kept, count: ends.end)
        joinIslands()
    }

    /// Tokens as numbers: equal bytes have equal numbers.
    private static func numbered(_ old: [Substring], _ new: [Substring]) -> ([Int], [Int]) {
        var numbers: [[UInt8]: Int] = [:]
        func number(_ token: Substring) -> Int {
            let bytes = Array(token.utf8)
            if let known = numbers[bytes] { return known }
            numbers[bytes] = numbers.count
            return numbers.count - 1
        }
        return (old.map(number), new.map(number))
    }

    private struct SharedEnds {
        let start: Int
        let end: Int

        init(_ lists: ([Int], [Int])) {
            let (old, new) = lists
            let start = zip(old, new).prefix { $0 == $1 }.count
            let rest = min(old.count, new.count) - start
            self.start = start
            end = zip(old.reversed(), new.reversed()).prefix(rest).prefix { $0 == $1 }.count
        }
    }

    /// `reached[d][k + d]` is how far in `old` the diagonal k was followed with d edits.
    private static func shortest(_ old: [Int], _ new: [Int], _ limit: Int) -> [Change]? {
        var reached: [[Int]] = []
        for edits in 0...min(limit, old.count + new.count) {
            let before = reached.last ?? []
            var row = [Int](repeating: 0, count: 2 * edits + 1)
            for diagonal in stride(from: -edits, through: edits, by: 2) {
                var place = edits == 0 ? 0 : start(diagonal, edits, before)
                while place < old.count, place - diagonal < new.count, old[place] == new[place - diagonal] {
                    place += 1
                }
                row[diagonal + edits] = place
                if place >= old.count, place - diagonal >= new.count {
                    return way(to: old.count, new.count, reached)
                }
            }
            reached.append(row)
        }
        return nil
    }

    /// Whether a diagonal is reached by adding a token, from the one above it.
    private static func isAdding(_ diagonal: Int, _ edits: Int, _ before: [Int]) -> Bool {
        if diagonal == -edits { return true }
        if diagonal == edits { return false }
        return before[diagonal + edits - 2] < before[diagonal + edits]
    }

    private static func start(_ diagonal: Int, _ edits: Int, _ before: [Int]) -> Int {
        isAdding(diagonal, edits, before) ? before[diagonal + edits] : before[diagonal + edits - 2] + 1
    }

    private static func way(to oldEnd: Int, _ newEnd: Int, _ reached: [[Int]]) -> [Change] {
        var steps: [Change] = []
        var (place, other) = (oldEnd, newEnd)
        for edits in stride(from: reached.count, to: 0, by: -1) {
            let before = reached[edits - 1]
            let isAdding = isAdding(place - other, edits, before)
            let first = start(place - other, edits, before)
            steps += Array(repeating: .kept, count: place - first)
            other -= place - first
            place = first
            steps.append(isAdding ? .added : .removed)
            if isAdding { other -= 1 } else { place -= 1 }
        }
        return (steps + Array(repeating: .kept, count: place)).reversed()
    }

    /// One kept word between two changes is easier to read as part of the change.
    private mutating func joinIslands() {
        var (oldPlace, joined) = (0, [Change]())
        for (place, step) in steps.enumerated() {
            let isIsland =
                step == .kept && place > 0 && place + 1 < steps.count && steps[place - 1] != .kept
                && steps[place + 1] != .kept && !old[oldPlace].contains(where: \.isNewline)
            joined += isIsland ? [.removed, .added] : [step]
            if step != .added { oldPlace += 1 }
        }
        steps = joined
    }

    /// Tokens put together: in each stretch of changes first what is removed, then what is added.
    var pieces: [TextDifference.Piece] {
        var pieces: [TextDifference.Piece] = []
        var texts: [Change: String] = [:]
        func close(_ changes: Change...) {
            for change in changes {
                if let text = texts.removeValue(forKey: change) { pieces.append(TextDifference.Piece(change, text)) }
            }
        }
        var (oldPlace, newPlace) = (0, 0)
        for step in steps {
            if step == .kept { close(.removed, .added) } else { close(.kept) }
            texts[step, default: ""] += step == .added ? new[newPlace] : old[oldPlace]
            if step != .added { oldPlace += 1 }
            if step != .removed { newPlace += 1 }
        }
        close(.kept, .removed, .added)
        return pieces
    }
}
