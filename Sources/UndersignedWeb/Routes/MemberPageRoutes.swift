import HTTPTypes
import Hummingbird
import TransparencyLog
import UndersignedApp
import UndersignedCore

/// The pages on which members of a letter's organisation get a token, and sign with it at another time.
struct MemberPageRoutes {
    let web: Web

    func add(to routes: inout SiteRouter) {
        routes.get("/petitions/{slug}/members") { request, context in
            let snapshot = try await web.snapshot(context)
            let issuer = snapshot.petition.sheet.members?.issuer
            let origin = issuer.flatMap { IssuerOrigin($0.url) }
            let page = MemberTokenPage(try member(snapshot), host: origin?.host)
            var response = answer(
                page,
                page.member.state,
                at: "/petitions/\(snapshot.petition.slug)/members",
                request
            )
            // Named in the letter's first entry, and on the page: nobody is asked of whom the reader was not told.
            if let origin {
                response.headers[.contentSecurityPolicy] = FailureMiddleware.policy(connects: origin.text)
            }
            return response
        }
        routes.get("/petitions/{slug}/members/sign") { request, context in
            let snapshot = try await web.snapshot(context)
            let petition = snapshot.petition
            let page = MemberSignPage(
                try member(snapshot, signs: true),
                textVersion: petition.textVersion,
                offersNames: petition.sheet.offersNames
            )
            return answer(page, page.member.state, at: "/petitions/\(petition.slug)/members/sign", request)
        }
    }

    /// - Throws: `Refused(.notFound)` for a draft, and for a petition that others sign.
    private func member(_ snapshot: PetitionSnapshot, signs: Bool = false) throws -> MemberPage {
        let (petition, now) = (snapshot.petition, web.site.ambient.now())
        let standing = PetitionItem.Standing(petition, now: now)
        guard let panel = MembersPanel(snapshot, isOpen: standing == .open), let members = snapshot.members else {
            throw Refused(.notFound)
        }
        let state: MemberPage.State
        switch standing {
        case .draft: throw Refused(.notFound)
        case .opens(let moment): state = .opens(moment)
        case .closed(let moment): state = .closed(moment)
        case .open: state = signs && !members.canSign ? .waiting : .open
        }
        return MemberPage(
            petition: PetitionReference(petition),
            address: web.site.address.petition(petition.slug),
            panel: panel,
            state: state,
            watch: web.site.witnesses.flatMap { policy in
                policy.needsWitnesses
                    ? MemberPage.Watch(
                        witnesses: policy.witnesses.map { "\($0.key)" },
                        quorum: policy.leastCosignatures
                    )
                    : nil
            }
        )
    }

    private func answer(
        _ page: some Page,
        _ state: MemberPage.State,
        at path: String,
        _ request: Request
    ) -> Response {
        let html = web.renderer.render(page, in: web.language(of: request), at: path)
        var status = HTTPResponse.Status.ok
        if case .closed = state { status = .gone }
        // Nothing in it differs from person to person.
        var response = Response.personal(html, status: status, compressedFor: request)
        response.headers[.robots] = "noindex"
        return response
    }
}

/// Where a page may connect to besides its own site: an issuer's scheme, host and port, and no sign that a policy reads.
struct IssuerOrigin {
    let text: String
    let host: String

    /// Nil for what is no plain `http` or `https` address.
    init?(_ address: String) {
        let parts = address.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count > 2, let place = SiteAddress(parts.prefix(3).joined(separator: "/").lowercased()) else {
            return nil
        }
        (text, host) = (place.base, place.host)
    }
}
