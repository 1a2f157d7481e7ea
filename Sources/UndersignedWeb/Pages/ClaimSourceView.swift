import UndersignedApp
import UndersignedCore

/// A source of a claim as the template reads it; its anchor is `source-<number>`.
struct ClaimSourceView: Sendable {
    let number: Int
    let record: Record?
    let document: Document?

    init(_ source: PublicClaim.Source, number: Int, of claim: Claim, _ campaign: Slug, _ words: Words) {
        self.number = number
        switch source {
        case .record(let named, let ground): (record, document) = (Record(named, ground, words), nil)
        case .document(let named, let copy):
            (record, document) = (nil, Document(named, copy, of: claim, campaign, words))
        }
    }

    struct Record: Sendable {
        let award: String
        let modification: String
        /// Nil where it is not published any more.
        let published: Published?

        struct Published: Sendable {
            let address: String
            let publicRecord: String?
            let day: String?
            let amounts: [NamedAmountView]
            let files: [File]
        }

        struct File: Sendable {
            let fileName: String
            let hash: String
        }

        init(_ record: ClaimRecord, _ ground: ClaimGround?, _ words: Words) {
            award = String(record.award.prefix(120))
            modification =
                record.modification.map { words.text("evidence.modification", ["number": String($0.prefix(40))]) }
                ?? words.text("evidence.whole")
            published = ground.map { ground in
                Published(
                    address: "/evidence/awards/\(ground.awardID)",
                    publicRecord: WebAddress.link(ground.link),
                    day: ground.day.map { words.day(written: $0) },
                    amounts: NamedAmountView.all(ground.amounts, words),
                    files: ground.files.map {
                        File(fileName: String($0.name.prefix(120)), hash: Hexadecimal.encode($0.hash))
                    }
                )
            }
        }
    }

    struct Document: Sendable {
        let sourceTitle: String
        let publisher: String
        let day: String?
        /// `http` or `https` only; anything else is shown without a link.
        let url: String?
        let hash: String?
        let licence: String?
        let copy: Copy?

        struct Copy: Sendable {
            let copyAddress: String
            let copyLabel: String
        }

        init(
            _ document: ClaimDocument,
            _ kind: KeptCopy.Kind?,
            of claim: Claim,
            _ campaign: Slug,
            _ words: Words
        ) {
            sourceTitle = document.title
            publisher = document.publisher
            day = document.date.map { words.day(written: $0) }
            url = WebAddress.link(document.url)
            hash = document.sha256
            licence = document.licence
            copy = kind.flatMap { kind in
                document.sha256.map { hash in
                    Copy(
                        copyAddress: ClaimAddress.copy(hash, of: claim.number, campaign),
                        copyLabel: words.text("claim.copy.\(kind.rawValue)")
                    )
                }
            }
        }
    }
}
