import UndersignedCore

/// A petition's text in another language, as `campaign.yaml` writes it.
struct CampaignTranslation: Decodable {
    let language: String
    let title: String
    /// A Markdown file.
    let letter: String
    let to: [String]?
    let from: String
}

extension CampaignFile.Petition {
    /// - Parameters:
    ///   - sheet: The petition in its binding language.
    ///   - text: Reads a file of the campaign's folder.
    /// - Returns: By language; nil where there is none.
    /// - Throws: `CampaignFolder.Problem`, naming the petition.
    func translations(
        of sheet: PetitionSheet,
        reading text: (String) throws -> String
    ) throws -> [String: PetitionSheet.Translation]? {
        var changes = PetitionAmendment()
        for translation in translations ?? [] {
            guard changes.translations[translation.language] == nil else {
                throw problem("‘\(translation.language)’ is given twice")
            }
            changes.translations[translation.language] = PetitionSheet.Translation(
                title: translation.title,
                letter: try text(translation.letter),
                to: translation.to,
                from: translation.from
            )
        }
        guard !changes.translations.isEmpty else { return nil }
        do {
            return try changes.applied(to: sheet, count: 0).translations
        } catch {
            throw problem(error.words)
        }
    }

    private func problem(_ words: String) -> CampaignFolder.Problem {
        CampaignFolder.Problem(description: "petition \(slug): translations: \(words)")
    }
}
