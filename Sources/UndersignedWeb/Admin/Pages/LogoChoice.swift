package import UndersignedCore

/// An organisation's picture, for who may change it.
package struct LogoChoice: Sendable {
    /// Nil where it has none.
    package var mark: Logo.Mark?
    /// Why the file that was sent was not taken.
    package var problem: UploadedPicture.Problem?

    package init(mark: Logo.Mark? = nil, problem: UploadedPicture.Problem? = nil) {
        self.mark = mark
        self.problem = problem
    }
}

struct LogoChoiceView: Sendable {
    let action: String
    let picture: LogoView?
    let problem: String?
    let hint: String

    init(_ choice: LogoChoice, path: String, campaign: Slug, _ words: Words) {
        action = "\(path)/logo"
        picture = choice.mark.map { LogoView($0, of: campaign) }
        problem = choice.problem.map { Self.message($0, words) }
        hint = words.text("admin.partner.logo.hint", ["limit": words.number(UploadedPicture.lengthLimit / 1_024)])
    }

    private static func message(_ problem: UploadedPicture.Problem, _ words: Words) -> String {
        switch problem {
        case .missing: words.text("error.picture.missing")
        case .notPNG: words.text("error.picture.not-png")
        case .damaged: words.text("error.picture.damaged")
        case .tooLong(let limit): words.text("error.picture.long", ["limit": words.number(limit / 1_024)])
        case .tooLarge(let limit): words.text("error.picture.large", ["limit": words.number(limit)])
        }
    }
}

/// A picture as templates read it, shown at half its size so that it is sharp on a phone.
struct LogoView: Sendable {
    let logoAddress: String
    let logoWidth: Int
    let logoHeight: Int

    init(_ mark: Logo.Mark, of campaign: Slug) {
        logoAddress = "/campaigns/\(campaign)/logos/\(Hexadecimal.encode(mark.hash))"
        (logoWidth, logoHeight) = (mark.width / 2, mark.height / 2)
    }
}
