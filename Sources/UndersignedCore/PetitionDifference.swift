/// What changed from one version of a petition's document to another, part by part.
package struct PetitionDifference: Hashable, Sendable {
    /// A part of the document.
    package enum Part: String, Hashable, Sendable, CaseIterable {
        case title, to, from, letter, asks, milestones
    }

    /// A part that changed.
    package struct Section: Hashable, Sendable {
        package var part: Part
        /// The language that the part is written in.
        package var language: String
        package var difference: TextDifference

        package init(part: Part, language: String, difference: TextDifference) {
            self.part = part
            self.language = language
            self.difference = difference
        }
    }

    /// The binding text first, then its translations, then what is no text; empty where nothing changed.
    package let sections: [Section]

    /// Compares two versions of one petition's document.
    package init(from old: PetitionDocument, to new: PetitionDocument) {
        let others = Set(old.texts.keys).union(new.texts.keys).subtracting([new.binding]).sorted()
        var sections: [Section] = []
        for language in [new.binding] + others {
            let (before, after) = (old.texts[language], new.texts[language])
            let parts: [(Part, String?, String?)] = [
                (.title, before?.title, after?.title), (.to, before?.addressees, after?.addressees),
                (.from, before?.from, after?.from), (.letter, before?.letter, after?.letter),
            ]
            sections += parts.map { part, before, after in
                Section(part: part, language: language, difference: TextDifference(from: before ?? "", to: after ?? ""))
            }
        }
        sections.append(
            Section(
                part: .asks,
                language: new.binding,
                difference: TextDifference(from: Self.lines(old.asks), to: Self.lines(new.asks))
            )
        )
        sections.append(
            Section(
                part: .milestones,
                language: new.binding,
                difference: TextDifference(from: Self.lines(old.milestones), to: Self.lines(new.milestones))
            )
        )
        self.sections = sections.filter(\.difference.hasChanges)
    }

    private static func lines(_ asks: [PetitionSheet.Ask]) -> String {
        asks.map { "\($0.field.rawValue): \($0.purpose)" }.joined(separator: "\n")
    }

    private static func lines(_ milestones: [PetitionSheet.Milestone]) -> String {
        milestones.sorted { $0.count < $1.count }.map { "\($0.count): \($0.what)" }.joined(separator: "\n")
    }
}

extension PetitionDocument.Text {
    fileprivate var addressees: String { to.map(\.line).joined(separator: "\n") }
}
