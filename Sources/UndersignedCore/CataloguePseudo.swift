extension Catalogue {
    /// This catalogue with every text longer by 40 %, accented and bracketed: what is not, is hard-coded (U-33).
    package var pseudo: Catalogue {
        Catalogue(language: Self.pseudoTag("en-XA"), entries: allEntries.mapValues { $0.mapped { $0.stretched } })
    }

    /// This catalogue as a right-to-left language: the texts bracketed, the pages mirrored.
    package var pseudoRightToLeft: Catalogue {
        Catalogue(language: Self.pseudoTag("ar-XB"), entries: allEntries.mapValues { $0.mapped { $0.bracketed } })
    }

    private static func pseudoTag(_ text: String) -> LanguageTag {
        // Both literals are well-formed tags.
        LanguageTag(text) ?? .english
    }
}

extension Catalogue.Phrase {
    fileprivate var bracketed: Catalogue.Phrase {
        Catalogue.Phrase(parts: [.literal("⟦")] + parts + [.literal("⟧")])
    }

    /// Accented letters keep the text readable; the filler at its end makes it two fifths longer.
    fileprivate var stretched: Catalogue.Phrase {
        var length = 0
        let accented = parts.map { part -> Part in
            guard case .literal(let text) = part else { return part }
            length += text.count
            return .literal(String(text.map { Self.accents[$0] ?? $0 }))
        }
        let waves = String(repeating: " ~~~~~~~", count: length / 16 + 1)
        let filler = Part.literal(String(waves.prefix((length * 2 + 4) / 5)))
        return Catalogue.Phrase(parts: accented + [filler]).bracketed
    }

    private static let accents: [Character: Character] = Dictionary(
        uniqueKeysWithValues: zip(
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
            "àƀçđéƒĝĥîĵķļḿñöþɋŕšţûṽŵẋýžÀƁÇĐÉƑĜĤÎĴĶĻḾÑÖÞɊŔŠŢÛṼŴẊÝŽ"
        )
    )
}
