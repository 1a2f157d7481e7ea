import UndersignedCore

/// How a letter reads that somebody is writing, as a part of a page.
package struct LetterPreview: Sendable {
    /// One element, in the letter's language and direction.
    package let html: String

    /// Makes nothing of a letter that is longer than one may be.
    ///
    /// - Parameters:
    ///   - letter: Markdown, as typed.
    ///   - language: As typed; what is no tag leaves the direction to the browser.
    package init?(_ letter: String, language: String) {
        guard letter.utf8.count <= PetitionAmendment.letterLimit else { return nil }
        let place = LanguageTag(language).map { "lang=\"\($0.text)\" dir=\"\($0.direction)\"" } ?? "dir=\"auto\""
        html = "<div class=\"prose\" \(place)>\n\(Markdown(letter).html)</div>\n"
    }
}

/// The preview beside a letter's field, as the template reads it.
struct PreviewView: Sendable {
    let previewAddress: String
    let previewHTML: String?
    let script: String

    init(_ letter: String, language: String, campaign: Slug) {
        previewAddress = "/admin/campaigns/\(campaign)/preview"
        previewHTML = letter.isEmpty ? nil : LetterPreview(letter, language: language)?.html
        script = PreviewModule.path
    }
}
