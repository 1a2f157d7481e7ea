/// By which single word texts may name a supplier: `MICROSOFT LICENSES`.
///
/// A word that is somebody's alone: a name begins with it, it is no ordinary word, nobody's surname or given name and no place,
/// and seldom stands further on in other names. `RYDELL` is not Dell, since words count whole.
package struct SupplierWords: Sendable {
    private static let shortest = 4
    /// A word that more names begin with tells none of them.
    private static let mostNames = 8

    /// The places of the names that begin with a word, the shortest name first.
    private let places: [String: [Int]]

    /// - Parameter names: Of all suppliers, in a fixed order.
    package init(_ names: [String]) {
        var firsts: [String: [Int]] = [:]
        var inner: [String: Int] = [:]
        var lengths: [Int] = []
        for (place, name) in names.enumerated() {
            let words = SupplierName(name).words
            lengths.append(words.count)
            guard let first = words.first else { continue }
            firsts[first, default: []].append(place)
            for word in Set(words.dropFirst()) where word != first { inner[word, default: 0] += 1 }
        }
        let publicOnes = Self.publicBodies
        places = firsts.compactMapValues { found in
            let kept = found.filter { publicOnes.isDisjoint(with: SupplierName(names[$0]).words) }
            return kept.isEmpty || kept.count > Self.mostNames
                ? nil : kept.sorted { (lengths[$0], $0) < (lengths[$1], $1) }
        }.filter { word, found in Self.isDistinctive(word) && inner[word] ?? 0 <= found.count }
    }

    /// All, in alphabetical order.
    package var all: [String] { places.keys.sorted() }

    /// The word by which texts name a supplier; nil where none tells it.
    package func word(of name: String) -> String? {
        SupplierName(name).words.first.flatMap { places[$0] == nil ? nil : $0 }
    }

    /// Places of the names that begin with a word, the shortest name first.
    package func names(of word: String) -> [Int] { places[word] ?? [] }

    /// Whether a name has a word anywhere.
    package static func has(_ name: String, _ word: String) -> Bool { SupplierName.plainWords(of: name).contains(word) }

    private static func isDistinctive(_ word: String) -> Bool {
        word.utf8.count >= shortest && word.unicodeScalars.allSatisfy(\.properties.isAlphabetic)
            && !OrdinaryWords.contains(word)
    }

    /// How a text has a word.
    package enum Mention: Hashable, Sendable {
        /// As a name.
        case name
        /// As a place's name, `LAREDO, TX`, or a person's.
        case other
    }

    /// - Parameters:
    ///   - word: In upper case.
    ///   - text: A description.
    /// - Returns: nil where the text has not the whole word.
    package static func mention(of word: String, in text: String) -> Mention? {
        let words = SupplierName.plainWords(of: text)
        let found = words.indices.filter { words[$0] == word }
        guard !found.isEmpty else { return nil }
        return found.contains { !isOther(words, $0) } ? .name : .other
    }

    private static func isOther(_ words: [String], _ place: Int) -> Bool {
        let next = words.dropFirst(place + 1).prefix(2)
        if let first = next.first, states.contains(first) || placeWords.contains(first) { return true }
        if let second = next.dropFirst().first, ["STATION", "SECTOR", "COUNTY"].contains(second) { return true }
        guard place > 0 else { return false }
        let before = words[place - 1]
        return before == "PORT" || before == "FORT" || NameWords.kinds[before]?.contains(.given) == true
    }

    private static let states = NameWords.set(
        """
        AL AK AZ AR CA CO CT DE FL GA HI ID IL IA KS KY LA MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK PA RI SC SD TN TX UT
        VT VA WA WV WI WY DC PR TEXAS CALIFORNIA WASHINGTON ARIZONA FLORIDA MICHIGAN MAINE VERMONT GEORGIA
        """
    )

    private static let placeWords = NameWords.set(
        "SECTOR STATION STATIONS COUNTY AIRPORT BPS FIELD CITY PARK STREET DRIVE AVE AVENUE ROAD RD BLVD POE"
    )

    /// Whose names are those of places, and whose goods nobody else sells.
    private static let publicBodies = NameWords.set(
        "COUNTY CITY TOWN VILLAGE SHERIFF SHERIFFS AUTHORITY POLICE UNIVERSITY COLLEGE CLUB RANGE RANGES STATE DEPARTMENT"
    )
}
