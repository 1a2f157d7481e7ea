import Foundation
import UndersignedCurl

/// Writes each mail as a file into a folder: for trying the product out, and for tests.
package struct FolderCourier: Courier {
    private let folder: String
    private let threads = WorkerThreads(name: "mail", limit: 1) {}
    private let sync = FolderSync()

    /// - Parameter folder: Made at the first mail when it does not exist.
    package init(folder: String) {
        self.folder = folder
    }

    package func deliver(_ message: MailMessage) async -> Delivery {
        let bytes: [UInt8]
        do {
            bytes = try message.rendered()
        } catch {
            return .refusedForGood(reply: error.reply)
        }
        let name = Self.fileName(of: message.messageID)
        let isWritten = await threads.run { [folder] in
            Self.prepared(bytes, name, folder)
        }
        // Its content is on stable storage before its name is, and both before it is called accepted.
        guard isWritten, await sync.wait(for: folder), await threads.run({ [folder] in Self.named(name, folder) }),
            await sync.wait(for: folder)
        else { return .refusedForNow(reply: "the mail folder cannot be written") }
        return .accepted
    }

    private static func prepared(_ bytes: [UInt8], _ name: String, _ folder: String) -> Bool {
        do throws(MailFile.Fault) {
            try MailFile.prepare(bytes, for: name, in: folder)
            return true
        } catch {
            // The folder is looked for when it is missed, not for each mail.
            return error.number == ENOENT && preparedInNewFolder(bytes, name, folder)
        }
    }

    private static func preparedInNewFolder(_ bytes: [UInt8], _ name: String, _ folder: String) -> Bool {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            try MailFile.prepare(bytes, for: name, in: folder)
            return true
        } catch {
            return false
        }
    }

    private static func named(_ name: String, _ folder: String) -> Bool {
        do {
            try MailFile.name(name, in: folder)
            return true
        } catch {
            return false
        }
    }

    /// The same file for the same mail, whatever happened before: repeating a delivery leaves one file.
    static func fileName(of messageID: String) -> String {
        let digits = Array("0123456789ABCDEF")
        var name = ""
        for byte in messageID.utf8.dropFirst().dropLast() {
            let scalar = Unicode.Scalar(byte)
            let stands = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
            if stands || "@.-_".unicodeScalars.contains(scalar) {
                name.unicodeScalars.append(scalar)
            } else {
                name += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
        return name + ".eml"
    }
}
