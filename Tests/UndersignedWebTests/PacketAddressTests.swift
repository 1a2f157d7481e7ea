import Foundation
import HTTPTypes
import HummingbirdTesting
import Testing
import UndersignedCore
import UndersignedTestSupport

/// Anybody can ask for the private address of a packet that was not handed over yet.
@Suite struct PacketAddressTests {
    @Test func `a stranger's request reads the file with the address alone, and none of what is being made`()
        async throws
    {
        let site = try await WebSite()
        try await site.visit { visitor in
            let (dana, _) = try await AdminDeliveryTests.opened(site, visitor)
            try await AdminDeliveryTests.make(site, dana)
            let page = try await dana.get(AdminDeliveryTests.page).text
            let found = page.firstMatch(of: /example\.org(\/deliveries\/[A-Za-z0-9_-]+)/)
            let address = String(try Samples.required(found).output.1)
            let shelf = site.test.folder.url.appending(path: "packets")
            try Data("damaged".utf8).write(to: shelf.appending(path: "keep-the-library-open.mayor/packet.json"))
            #expect(try await visitor.get(address).text.contains("has not been handed over yet"))
            let other = try Samples.required(LinkToken(petitionID: 1, secret: Samples.randomBytes(32))).text
            let work = shelf.appending(path: ".keep-the-library-open.mayor.new")
            try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
            let file = work.appending(path: "receipt-address.txt")
            try Data("https://petitions.example.org/deliveries/\(other)\n".utf8).write(to: file)
            #expect(try await visitor.get("/deliveries/\(other)").status == .notFound)
            try FileManager.default.moveItem(at: work, to: shelf.appending(path: "keep-the-library-open.other"))
            #expect(try await visitor.get("/deliveries/\(other)").status == .ok, "once it has its name")
        }
    }
}
