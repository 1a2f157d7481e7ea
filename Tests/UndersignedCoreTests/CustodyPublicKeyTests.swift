import Foundation
import Testing
import UndersignedCore

@Suite struct CustodyPublicKeyTests {
    private static let line = "TTqbz0NN26wDco5UvtvQaPgbYE0tGR9h1AYSnH/UvWM="

    @Test func `a public key is one line, and eight words that stay the same`() throws {
        let key = try #require(CustodyPublicKey(Self.line))
        #expect(key.text == Self.line && key.bytes.count == 32)
        let words = key.fingerprint.split(separator: " ")
        #expect(words.count == 8 && words.allSatisfy { $0.allSatisfy(\.isLowercase) })
        #expect(CustodyPublicKey(bytes: key.bytes)?.fingerprint == key.fingerprint)
        #expect(CustodyPublicKey(bytes: [UInt8](repeating: 9, count: 32))?.fingerprint != key.fingerprint)
    }

    @Test func `each byte has a word of its own`() {
        // Over many keys all words come up; a word for two bytes would make fewer.
        var seen: Set<Substring> = []
        for number in 0..<2_000 {
            let bytes = Array("key \(number)".utf8).sha256
            let words = CustodyPublicKey(bytes: bytes)?.fingerprint.split(separator: " ") ?? []
            seen.formUnion(words)
        }
        #expect(seen.count == 256)
    }

    @Test(arguments: [
        "", "key", String(line.dropLast()), line + " ", " " + line, line + "\n",
        // Points that have the same secret with everybody (RFC 7748, 6.1).
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "4Ot6fDtBuK4WVuP68Z/EatoJjeucMrH9hmIFFl9JuAA=", "X5yVvKNQjCSx0LFVnIPvWwREXMRYHI6G2CJO3dCfEVc=",
        "7P///////////////////////////////////////38=",
    ])
    func `what nothing can be sealed to is no key`(_ text: String) {
        #expect(CustodyPublicKey(text) == nil)
    }

    @Test func `a partner without a key is written as before there were keys`() throws {
        let slug = try #require(Slug("readers"))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        var partner = Partner(id: slug, name: "Readers", url: nil, optIn: "Yes")
        #expect(
            String(decoding: try encoder.encode(partner), as: UTF8.self)
                == #"{"id":"readers","name":"Readers","optIn":"Yes"}"#
        )
        #expect(partner.offer == nil, "nothing would come of it")
        partner.key = CustodyPublicKey(Self.line)
        #expect(partner.offer == "Yes")
        #expect(try JSONDecoder().decode(Partner.self, from: try encoder.encode(partner)) == partner)
        let wrong = Data(#"{"id":"readers","name":"Readers","key":"AAAA"}"#.utf8)
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(Partner.self, from: wrong) }
    }

    @Test func `the form of a campaign takes a key, gives it back, and refuses what is none`() throws {
        var form = CampaignForm()
        form.title = "Libraries"
        form.summary = "Keep them open"
        form.sponsor = "Sponsor"
        form.targets = "The council"
        form.partners =
            "Readers | https://readers.example.org | Yes, they may write to me | readers | \(Self.line)\nClub"
        let campaign = try form.campaign(replacing: nil)
        #expect(campaign.partners.map(\.key?.text) == [Self.line, nil])
        let again = CampaignForm(campaign)
        #expect(again.partners.split(separator: "\n").last == "Club |  |  | club")
        #expect(try again.campaign(replacing: campaign) == campaign)
        form.partners = "Readers | | Yes | readers | \(Self.line.dropLast())"
        do {
            _ = try form.campaign(replacing: nil)
            Issue.record("it was taken")
        } catch let problems {
            #expect(problems.all == [WritingProblem("partners", line: 1, .key)])
        }
    }

    @Test func `a mail address for questions needs no key, is given back, and is one`() throws {
        var form = CampaignForm()
        (form.title, form.summary, form.sponsor) = ("Libraries", "Keep them open", "Sponsor")
        form.targets = "The council"
        form.partners = "Readers | | | readers | | office@readers.example.org\nTeachers | | | teachers | \(Self.line)"
        let campaign = try form.campaign(replacing: nil)
        #expect(campaign.partners.map(\.contact) == ["office@readers.example.org", nil])
        #expect(try CampaignForm(campaign).campaign(replacing: campaign) == campaign)
        form.partners = "Readers | | | readers | | office at readers"
        do {
            _ = try form.campaign(replacing: nil)
            Issue.record("it was taken")
        } catch let problems {
            #expect(problems.all == [WritingProblem("partners", line: 1, .mailbox)])
        }
    }
}
