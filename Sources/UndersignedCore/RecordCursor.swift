/// How far a partner has read its records: the last number of each petition, as in `3.120-7.88`.
///
/// Numbers rise within a petition only: on several machines at once, no order over petitions is the order of commits.
package struct RecordCursor: Hashable, Sendable {
    /// More petitions than a campaign ever has.
    private static let limit = 1_000

    private var last: [Int64: Int64] = [:]

    /// The beginning.
    package init() {}

    /// - Parameter text: As `text` gives it, or empty for the beginning; nil for anything else.
    package init?(_ text: String) {
        guard !text.isEmpty else { return }
        let places = text.split(separator: "-", omittingEmptySubsequences: false)
        guard places.count <= Self.limit else { return nil }
        for place in places {
            let numbers = place.split(separator: ".", omittingEmptySubsequences: false).map { Int64($0) }
            guard numbers.count == 2, let petition = numbers[0], let number = numbers[1], petition > 0, number > 0,
                last.updateValue(number, forKey: petition) == nil
            else { return nil }
        }
        guard self.text == text else { return nil }
    }

    /// The petitions that it says something of.
    package var petitionIDs: Set<Int64> { Set(last.keys) }

    /// Empty for the beginning.
    package var text: String {
        last.sorted { $0.key < $1.key }.map { "\($0.key).\($0.value)" }.joined(separator: "-")
    }

    /// The last number read in a petition; 0 for none.
    package subscript(petitionID: Int64) -> Int64 {
        get { last[petitionID] ?? 0 }
        set { last[petitionID] = newValue }
    }
}
