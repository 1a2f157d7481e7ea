/// What stands on the paper of a packet, in words that are ready to be set.
package struct PrintedPacket: Sendable {
    /// A part after the letter.
    package struct Section: Sendable {
        /// A line or a paragraph of a section.
        package enum Part: Sendable {
            case paragraph(String)
            /// A label, and what belongs to it at the other margin.
            case row(String, String)
            /// The same, for what the rows above add up to.
            case total(String, String)
            /// Lines to be typed or compared, letter by letter; a line that is too long is set smaller.
            case code([String])
            /// An address on the web that can be followed.
            case address(String)
        }

        package var heading: String
        package var parts: [Part]

        package init(heading: String, parts: [Part]) {
            self.heading = heading
            self.parts = parts
        }
    }

    /// What stands above the names.
    package struct NameList: Sendable {
        package var heading: String
        package var lead: String
        package var count: Int

        package init(heading: String, lead: String, count: Int) {
            self.heading = heading
            self.lead = lead
            self.count = count
        }
    }

    /// BCP 47, of the letter: chooses forms of letters, and stands in the file for screen readers.
    package var language: String
    /// Of all other words: they may be in another language than the letter.
    package var wordsLanguage: String
    /// For the file's properties.
    package var author: String
    /// As in `2018-06-20T14:05:09Z`.
    package var madeAt: String
    /// Above the title.
    package var eyebrow: String
    package var title: String
    /// Lines below the title: to whom, from whom.
    package var addresses: [String]
    /// Large, with `numberLabel` beside it.
    package var number: String
    package var numberLabel: String
    package var letter: [LetterBlock]
    package var sections: [Section]
    /// Nil where no names are handed over.
    package var names: NameList?

    package init(
        language: String,
        wordsLanguage: String,
        author: String,
        madeAt: String,
        eyebrow: String,
        title: String,
        addresses: [String],
        number: String,
        numberLabel: String,
        letter: [LetterBlock],
        sections: [Section],
        names: NameList?
    ) {
        self.language = language
        self.wordsLanguage = wordsLanguage
        self.author = author
        self.madeAt = madeAt
        self.eyebrow = eyebrow
        self.title = title
        self.addresses = addresses
        self.number = number
        self.numberLabel = numberLabel
        self.letter = letter
        self.sections = sections
        self.names = names
    }
}
