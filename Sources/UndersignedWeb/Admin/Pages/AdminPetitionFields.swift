import UndersignedCore

/// The fields of a petition's form.
enum AdminPetitionFields {
    static func fields(_ form: PetitionForm, _ words: Words) -> [InputField] {
        func field(_ name: String, _ value: String, kind: InputField.Kind = .text) -> InputField {
            InputField(name, words.text("admin.petition.\(name)"), value, kind: kind)
        }
        func hinted(_ field: InputField) -> InputField {
            field.hinted(words.text("admin.petition.\(field.inputName).hint"))
        }
        func choice(_ name: String, _ value: String, _ values: [String]) -> InputField {
            field(name, value).choosing(values.map { ($0, words.text("admin.petition.\(name).\($0)")) })
        }
        let signatories = [PetitionSheet.Signatories.people, .organisations, .members].map(\.rawValue)
        let publication = [PetitionSheet.Publication.atOnce, .daily].map(\.rawValue)
        return [
            field("title", form.title),
            hinted(field("slug", form.slug).plain()),
            hinted(field("letter", form.letter).lines(14)),
            hinted(field("from", form.from)),
            hinted(field("language", form.language).plain()),
            choice("signatories", form.signatories, signatories),
            hinted(field("organisations", form.organisations).lines(3)),
            hinted(choice("publication", form.publication, publication)),
            field("custody", form.custody).plain().hinted(custodyHint(form, words)),
            hinted(field("comment", form.commentPurpose)),
            hinted(field("place", form.placePurpose)),
            hinted(field("country", form.countryPurpose)),
            hinted(field("milestones", form.milestones).lines(3)),
            hinted(field("deletion", form.deletionMonths, kind: .number)),
            hinted(choice("sensitive", form.discretion.sensitive, DiscretionForm.choices)),
            choice("names", form.discretion.names, DiscretionForm.nameChoices),
            hinted(field("work", form.discretion.workDomains).lines(2)),
            hinted(field("exit", form.discretion.exit)),
        ] + AdminMemberFields.fields(form.members, words) + AdminDisplayFields.fields(form.display, nil, words)
    }

    /// What the field is for, or the words of the key in it.
    private static func custodyHint(_ form: PetitionForm, _ words: Words) -> String {
        form.custodyKey.map { words.text("admin.petition.custody.words", ["words": $0.fingerprint]) }
            ?? words.text("admin.petition.custody.hint")
    }

    /// What can be left as it is, under the word of each group in the catalogue.
    private static let groups: [(word: String, fields: [String])] = [
        ("signatories", ["signatories", "organisations"]),
        ("members", AdminMemberFields.names),
        ("asked", ["comment", "place", "country"]),
        ("shown", ["display", "words", "comments"]),
        ("milestones", ["milestones"]),
        ("contacts", ["publication", "custody", "deletion"]),
        ("harm", ["sensitive", "names", "work", "exit"]),
    ]

    /// The fields below the letter: those that every petition needs, and the others in groups.
    ///
    /// - Parameters:
    ///   - fields: With what was typed and what is wrong.
    ///   - words: Of the page.
    /// - Returns: A group is open where something in it is wrong, or is not as in a new form.
    static func grouped(
        _ fields: some Collection<InputField>,
        _ words: Words
    ) -> (plain: [InputField], groups: [GroupView]) {
        let names = Set(groups.flatMap(\.fields))
        let usual = Dictionary(
            self.fields(PetitionForm(), words).map { ($0.inputName, $0.inputValue) },
            uniquingKeysWith: { first, _ in first }
        )
        let grouped = groups.map { group in
            let inputs = group.fields.compactMap { name in fields.first { $0.inputName == name } }
            return GroupView(
                summary: words.text("admin.petition.group.\(group.word)"),
                isOpen: inputs.contains { $0.inputError != nil || $0.inputValue != usual[$0.inputName] },
                inputs: inputs.map(InputFieldView.init)
            )
        }
        return (fields.filter { !names.contains($0.inputName) }, grouped)
    }

    /// Some of the fields under one heading.
    struct GroupView: Sendable {
        let summary: String
        let isOpen: Bool
        let inputs: [InputFieldView]
    }

    /// What somebody else saved, beside one's own.
    static func rows(_ form: PetitionForm, _ campaign: Campaign, _ words: Words) -> [ClashRow] {
        let addressed = campaign.targets.filter { form.to.contains($0.id.text) }.map(\.name)
        return fields(form, words).filter { $0.inputName != "slug" }.map(ClashRow.init) + [
            ClashRow(label: words.text("admin.petition.to"), text: addressed.joined(separator: "\n"))
        ]
    }
}
