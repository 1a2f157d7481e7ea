extension PetitionSheet {
    /// How names and comments that signatories chose to show come before the public.
    ///
    /// It concerns what is shown alone: a signature is counted at once, whatever is held. It is no part of the published
    /// document, so organisers may change it while a petition is open.
    package struct Display: Hashable, Sendable, Codable {
        /// Who comes first: the public, or somebody who looks.
        package enum Way: String, Hashable, Sendable, Codable, CaseIterable {
            /// With the commit that counts it, unless a rule holds it.
            case atOnce = "at-once"
            /// When somebody has looked at it.
            case approved
        }

        package var way: Way
        /// Words and phrases that hold what they occur in; a `*` at the end stands for any ending.
        package var words: [String]
        /// Whether comments are shown beside the names.
        ///
        /// What a comment is for was said when it was asked, so a petition that did not show them when it opened never
        /// does.
        package var showsComments: Bool

        package init(way: Way = .atOnce, words: [String] = [], showsComments: Bool = false) {
            self.way = way
            self.words = words
            self.showsComments = showsComments
        }
    }

    /// Whether a comment is asked, and shown beside the name of whoever chose to show that.
    package var showsComments: Bool {
        display?.showsComments == true && asks.contains { $0.field == .comment }
    }
}

/// How a petition's names and comments are to be shown, as an organiser fills it in.
package struct DisplayForm: Hashable, Sendable {
    /// All words together, in characters.
    package static let wordsLimit = 10_000

    package var way = PetitionSheet.Display.Way.atOnce.rawValue
    /// One word or phrase a line.
    package var words = ""
    /// `private` or `shown`.
    package var comments = Self.privately

    /// What is done with comments.
    package static let commentChoices = [privately, "shown"]
    private static let privately = "private"

    package init() {}

    package init(way: String, words: String, comments: String = "") {
        self.way = way
        self.words = words
        self.comments = comments
    }

    /// The form of what stands.
    package init(_ display: PetitionSheet.Display?) {
        let display = display ?? PetitionSheet.Display()
        self.init(
            way: display.way.rawValue,
            words: display.words.joined(separator: "\n"),
            comments: display.showsComments ? "shown" : Self.privately
        )
    }

    /// What the form says; nil for the rules that every petition has.
    ///
    /// - Throws: All problems at once.
    package func display() throws(WritingProblems) -> PetitionSheet.Display? {
        var form = WrittenForm()
        let display = read(&form)
        guard form.problems.isEmpty else { throw WritingProblems(form.problems) }
        return display
    }

    func read(_ form: inout WrittenForm) -> PetitionSheet.Display? {
        // A form of before there was this question says nothing about it.
        let way = way.isEmpty ? .atOnce : PetitionSheet.Display.Way(rawValue: way)
        if way == nil { form.note("display", .choice) }
        if words.unicodeScalars.count > Self.wordsLimit { form.note("words", .tooLong(limit: Self.wordsLimit)) }
        let lines = form.lines("words", words, parts: 1).map(\.parts[0])
        if !comments.isEmpty, !Self.commentChoices.contains(comments) { form.note("comments", .choice) }
        let display = PetitionSheet.Display(way: way ?? .atOnce, words: lines, showsComments: comments == "shown")
        return display == PetitionSheet.Display() ? nil : display
    }
}
