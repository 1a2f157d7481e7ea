import Foundation
import Synchronization

/// Reads this run's mails as they arrive, on a thread of its own, and deletes each: a folder of millions is slow.
package final class BenchReplayMailbox: Sendable {
    /// A mail that arrived: whose, and the path of the link in it.
    package struct Arrival: Sendable {
        package let person: Int
        package let link: String
    }

    private let folder: String
    /// What this run's addresses begin with: `To: ` and this.
    private let prefix: [UInt8]
    private let isOver = Atomic(false)

    /// - Parameters:
    ///   - folder: May not exist yet.
    ///   - run: What stands before the hyphen in this run's addresses.
    package init(folder: String, run: String) {
        self.folder = folder
        prefix = Array("\r\nTo: <\(run)-".utf8)
    }

    /// Hands over what arrived, many at once, until `stop`.
    func watch(_ arrived: @escaping @Sendable ([Arrival]) -> Void) {
        let thread = Thread { [self] in
            var foreign: Set<String> = []
            while !isOver.load(ordering: .acquiring) {
                let arrivals = names().filter { !foreign.contains($0) }.compactMap { name -> Arrival? in
                    let path = "\(folder)/\(name)"
                    guard let arrival = bytes(of: path).flatMap(arrival) else {
                        foreign.insert(name)
                        return nil
                    }
                    unlink(path)
                    return arrival
                }
                if !arrivals.isEmpty { arrived(arrivals) }
                Thread.sleep(forTimeInterval: 0.01)
            }
        }
        thread.name = "mailbox"
        thread.start()
    }

    func stop() {
        isOver.store(true, ordering: .releasing)
    }

    private func names() -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix(".eml"), !name.hasPrefix(".") { names.append(name) }
        }
        return names
    }

    private func bytes(of path: String) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { Glibc.close(file) }
        let limitBytes = 64 * 1_024
        let bytes = [UInt8](unsafeUninitializedCapacity: limitBytes) { buffer, filled in
            filled = max(0, read(file, buffer.baseAddress, limitBytes))
        }
        return bytes.isEmpty ? nil : bytes
    }

    /// Nil for a mail to somebody else, or one without a link.
    package func arrival(_ mail: [UInt8]) -> Arrival? {
        guard let start = Self.position(of: prefix, in: mail, from: 0) else { return nil }
        let digits = mail[(start + prefix.count)...].prefix { (0x30...0x39).contains($0) }
        let person = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        guard let link = Self.link(in: mail, from: start) ?? DemoMail(parsing: mail)?.anyLink.flatMap(Self.path) else {
            return nil
        }
        return Arrival(person: person, link: link)
    }

    /// `/s/…` in a quoted-printable text, whose lines may break within it; nil in base64.
    private static func link(in mail: [UInt8], from start: Int) -> String? {
        guard let begin = position(of: Array("/s/".utf8), in: mail, from: start) else { return nil }
        var link = Array("/s/".utf8)
        var place = begin + link.count
        while place < mail.count {
            let byte = mail[place]
            if byte == UInt8(ascii: "="), mail[(place + 1)...].starts(with: [0x0D, 0x0A]) {
                place += 3
                continue
            }
            let isLetter = (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
            guard isLetter || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") else { break }
            link.append(byte)
            place += 1
        }
        // 8 bytes of the petition and 32 random ones.
        let linkLength = "/s/".utf8.count + 54
        return link.count == linkLength ? String(decoding: link, as: UTF8.self) : nil
    }

    private static func path(_ link: String) -> String? {
        link.range(of: "/s/").map { String(link[$0.lowerBound...]) }
    }

    private static func position(of wanted: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard bytes.count >= wanted.count else { return nil }
        return bytes.withUnsafeBufferPointer { bytes in
            var place = start
            while place <= bytes.count - wanted.count {
                if bytes[place] == wanted[0], bytes[place..<(place + wanted.count)].elementsEqual(wanted) {
                    return place
                }
                place += 1
            }
            return nil
        }
    }
}
