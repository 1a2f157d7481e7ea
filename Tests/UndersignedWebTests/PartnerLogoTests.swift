import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing
import UndersignedApp
import UndersignedCore
import UndersignedStore
import UndersignedTestSupport
import UndersignedWeb

/// Logos of organisations: sent by whoever writes the campaign, shown on its page.
@Suite struct PartnerLogoTests {
    private static let path = "/admin/campaigns/coalition/partners/readers"

    private func send(_ file: [UInt8], _ person: Organiser) async throws -> TestResponse {
        let (type, body) = SamplePicture.form([("t", try await person.mark())], file: file)
        return try await person.visitor.send(Self.path + "/logo", body, type: type, person.headers)
    }

    /// The first address of a logo on a page.
    private func address(_ page: TestResponse) -> String? {
        PageMarkup(page.text).elements.lazy.filter { $0.name == "img" }.compactMap { element in
            element.attributes.first { $0.name == "src" }?.value
        }.first
    }

    @Test(arguments: TestDatabase.all)
    func `a logo stands beside the name, under an address that never means another one, and can be taken away`(
        _ kind: TestDatabase
    ) async throws {
        let site = try await WebSite(kind)
        _ = try await SampleCoalition(site.test)
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            #expect(self.address(try await visitor.get("/campaigns/coalition")) == nil)
            #expect(try await self.send(SamplePicture.png, dana).headers[.location] == Self.path)
            let shown = try Samples.required(self.address(try await visitor.get("/campaigns/coalition")))
            #expect(self.address(try await dana.get(Self.path)) == shown)
            let picture = try await visitor.get(shown)
            #expect(picture.status == .ok && picture.headers[.contentType] == "image/png")
            #expect(picture.headers[.cacheControl]?.contains("immutable") == true)
            #expect(!picture.body.readableBytesView.contains(Array(SamplePicture.comment.utf8)))
            #expect(try await visitor.get(shown.replacing("/coalition/", with: "/elsewhere/")).status == .notFound)
            #expect(try await visitor.get("/campaigns/coalition/logos/00").status == .notFound)
            #expect(try await dana.post(Self.path + "/logo", [("take", "yes")]).status == .seeOther)
            #expect(self.address(try await visitor.get("/campaigns/coalition")) == nil)
            #expect(try await visitor.get(shown).status == .notFound)
            let acts = try await Trail(site: site.test.site).lines(before: nil, limit: 2).map(\.event.act)
            #expect(acts == [.logoRemoved, .logoSet])
        }
    }

    // S-07, S-33: what is wrong with a file is said, and nothing changes.
    @Test func `a file that is no PNG, too long or damaged is refused with what to do`() async throws {
        let site = try await WebSite()
        _ = try await SampleCoalition(site.test)
        try await site.visit { visitor in
            let dana = try await Organiser(site, visitor)
            let long = SamplePicture.png + [UInt8](repeating: 0, count: UploadedPicture.lengthLimit)
            let photograph = [UInt8](repeating: 7, count: 3_000_000)
            let wrong: [([UInt8], String)] = [
                (photograph, "at most 256 kB"),
                ([], "Choose a file"), (Array("<svg/>".utf8), "This file is no PNG"), (long, "at most 256 kB"),
                (SamplePicture.png(width: 9_000, height: 9), "at most 2,000 pixels"),
                (Array(SamplePicture.png.prefix(60)), "can’t be drawn"),
            ]
            for (file, words) in wrong {
                let answer = try await self.send(file, dana)
                #expect(answer.status == .unprocessableContent && answer.text.contains(words), "\(words)")
            }
            #expect(try await PartnerLogos(site: site.test.site).marks(in: 1).isEmpty)
        }
    }

    // S-39
    @Test func `the partner's own people and other sites change no logo`() async throws {
        let site = try await WebSite()
        let coalition = try await SampleCoalition(site.test)
        try await site.visit { visitor in
            let membership = Membership(campaignID: coalition.campaignID, role: .partner, partner: Slug("readers"))
            let pia = try await Organiser(site, visitor, "pia@example.org", membership)
            #expect(try await self.send(SamplePicture.png, pia).status == .notFound)
            #expect(try await !pia.get(Self.path).text.contains("enctype"))
            let (type, body) = SamplePicture.form([], file: SamplePicture.png)
            #expect(try await visitor.send(Self.path + "/logo", body, type: type).status == .unauthorized)
            #expect(try await PartnerLogos(site: site.test.site).marks(in: coalition.campaignID).isEmpty)
        }
    }
}
