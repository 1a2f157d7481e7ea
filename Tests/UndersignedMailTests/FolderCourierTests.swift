import Foundation
import Testing
import UndersignedMail

struct FolderCourierTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "mail-\(UUID().uuidString)").path

    private var files: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: folder).sorted() }
    }

    // a retry is the same file.
    @Test func `one mail is one file, however often it is delivered`() async throws {
        let courier = FolderCourier(folder: folder)
        for _ in 1...3 {
            #expect(await courier.deliver(.sample()) == .accepted)
        }
        #expect(try files == ["0123456789abcdef@petitions.example.org.eml"])
        #expect(await courier.deliver(.sample(messageID: "<two@example.org>")) == .accepted)
        #expect(try files.count == 2)
        let written = try Data(contentsOf: URL(filePath: folder + "/0123456789abcdef@petitions.example.org.eml"))
        #expect(try Array(written) == MailMessage.sample().rendered())
    }

    @Test func `a message id cannot leave the folder, and different ids are different files`() async throws {
        let courier = FolderCourier(folder: folder)
        for id in ["<a/b@example.org>", "<a%2Fb@example.org>", "<x/../../y@example.org>"] {
            let delivery = await courier.deliver(.sample(messageID: id))
            #expect(
                delivery
                    == (id.contains("..")
                        ? .refusedForGood(reply: "not written: unusable address in Message-ID") : .accepted)
            )
        }
        #expect(try files == ["a%252Fb@example.org.eml", "a%2Fb@example.org.eml"])
    }

    @Test func `a folder that can't be made is a refusal for now`() async throws {
        try Data("a file".utf8).write(to: URL(filePath: folder))
        let delivery = await FolderCourier(folder: folder).deliver(.sample())
        #expect(delivery == .refusedForNow(reply: "the mail folder cannot be written"))
    }
}
