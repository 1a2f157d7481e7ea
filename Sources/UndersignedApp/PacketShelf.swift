package import Foundation
import Logging
import Synchronization
package import UndersignedCore

/// Packets that organisers make in the browser: they lie in a folder of this machine, to be looked at and taken away,
/// before and after they are handed over.
///
/// They hold names that signatories chose to show, so they go at the end of the day after the one on which they were
/// made. One packet a petition and target; making another one replaces it.
package final class PacketShelf: Sendable {
    /// Where a packet stands.
    package enum State: Sendable {
        case making
        /// Nothing was made, and why.
        case failed(Failure)
        case made(Packet)
    }

    /// Why no packet was made.
    package enum Failure: Sendable, Hashable, CaseIterable {
        /// There is no such opened petition, or it does not address the target.
        case unknown
        /// The disk, or what draws; the operator's log says more.
        case fault
    }

    /// A finished packet.
    package struct Packet: Sendable {
        package let content: DeliveryPacket
        /// SHA-256 of `packet.json`, 32 bytes.
        package let hash: [UInt8]
        /// The private address for the one it is for.
        package let address: String
        package let files: [File]

        package init(content: DeliveryPacket, hash: [UInt8], address: String, files: [File]) {
            self.content = content
            self.hash = hash
            self.address = address
            self.files = files
        }

        /// Its files with names are deleted: not all of those names are shown any more.
        package var isStale: Bool { content.names != nil && !files.contains { $0.name == "names.txt" } }
    }

    /// A file of a packet.
    package struct File: Sendable, Hashable {
        package let name: String
        package let byteCount: Int

        package init(name: String, byteCount: Int) {
            self.name = name
            self.byteCount = byteCount
        }
    }

    /// What a packet is about, and the name of its folder.
    package struct Place: Hashable, Sendable {
        package let petition: Slug
        package let target: Slug

        package init(_ petition: Slug, to target: Slug) {
            self.petition = petition
            self.target = target
        }

        var folderName: String { "\(petition).\(target)" }
    }

    /// In the order in which a page lists them; no other file of a folder is given out.
    private static let fileNames = [
        "letter.pdf", "packet.json", "checkpoint", "how-to-verify.txt", "receipt-address.txt", "names.txt",
        "names.json",
    ]

    let site: Site
    let folder: URL
    private let press: PacketPress
    /// Drawing hundreds of thousands of names takes a core for many seconds: one at a time, beside the server's threads.
    private let queue: OperationQueue
    /// What is being made, and what failed since this process began.
    private let work = Mutex<[Place: Work]>([:])
    /// When the names of all packets were last held against those that are shown.
    let namesReadAt = Mutex<Moment?>(nil)

    private enum Work {
        case running(Task<Void, Never>)
        case failed(Failure)
    }

    /// - Parameters:
    ///   - site: What every story needs.
    ///   - folder: Where packets lie; made with the first one.
    ///   - press: What draws them.
    package init(site: Site, folder: URL, press: PacketPress) {
        (self.site, self.folder, self.press) = (site, folder, press)
        queue = OperationQueue()
        queue.maxConcurrentOperationCount = 1
    }

    /// Begins to make a packet, in place of one that is there; does nothing while one is being made.
    ///
    /// - Parameters:
    ///   - place: For whom, of which petition.
    ///   - withNames: Whether the names go along that signatories chose to show.
    ///   - accountID: Who wants it.
    package func begin(_ place: Place, withNames: Bool, by accountID: Int64) {
        work.withLock { work in
            if case .running = work[place] { return }
            work[place] = .running(Task { await self.run(place, withNames: withNames, by: accountID) })
        }
    }

    /// Waits for a packet that is being made.
    package func settle(_ place: Place) async {
        guard case .running(let task) = work.withLock({ $0[place] }) else { return }
        await task.value
    }

    /// Where a packet stands; nil for none.
    ///
    /// - Throws: The file system's error.
    package func state(of place: Place) throws -> State? {
        switch work.withLock({ $0[place] }) {
        case .running: return .making
        case .failed(let failure): return .failed(failure)
        case nil: return try packet(at: place).map(State.made)
        }
    }

    /// The file of a finished packet, or nil.
    ///
    /// - Throws: The file system's error.
    package func file(_ name: String, of place: Place) throws -> URL? {
        guard case .made(let packet)? = try state(of: place), packet.files.contains(where: { $0.name == name }) else {
            return nil
        }
        return url(of: place).appending(path: name)
    }

    /// Whether a packet with this private address lies here.
    ///
    /// - Throws: The file system's error.
    package func holdsPacket(at token: LinkToken) throws -> Bool {
        try packetFolders().contains { try FinishedPacket.privateAddress(in: $0)?.token == token }
    }

    /// Hands a finished packet over: the log says so from then on.
    ///
    /// - Parameters:
    ///   - place: Which one.
    ///   - hash: Of the packet that was looked at, 32 bytes.
    ///   - accountID: Who does it.
    /// - Returns: False where another packet or none lies there, or a name in it is not shown any more.
    /// - Throws: `Delivering.Refusal`, `Sequencer.Overloaded`, or a fault: then it can be handed in again.
    package func handOver(_ place: Place, hash: [UInt8], by accountID: Int64) async throws -> Bool {
        let url = url(of: place)
        guard let finished = try FinishedPacket(url), finished.content.sha256 == hash,
            try await showsAllNames(finished, in: url)
        else { return false }
        try await Delivering(site: site).deliver(
            finished.content,
            checkpoint: finished.checkpoint,
            token: finished.token,
            by: accountID
        )
        return true
    }

    /// Deletes what has lain there for long enough, and names that are not shown any more.
    ///
    /// - Throws: The file system's error, or a fault of the database.
    package func clear() async throws {
        guard FileManager.default.fileExists(atPath: folder.path) else { return }
        let today = site.ambient.now().day
        for entry in try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil) {
            let day = try FinishedPacket(entry).flatMap { CalendarDate(String($0.packet.made.prefix(10)))?.moment }
            // What is half made belongs to a work that runs, or that a crash has ended.
            guard day.map({ $0 + .days(2) <= today }) ?? !isWorking else { continue }
            try FileManager.default.removeItem(at: entry)
        }
        try await forgetStaleNames()
    }

    private var isWorking: Bool {
        work.withLock { work in
            work.values.contains { if case .running = $0 { true } else { false } }
        }
    }

    private func url(of place: Place) -> URL {
        folder.appending(path: place.folderName, directoryHint: .isDirectory)
    }

    private func packet(at place: Place) throws -> Packet? {
        let url = url(of: place)
        guard let finished = try FinishedPacket(url) else { return nil }
        let files = try Self.fileNames.compactMap { name -> File? in
            let path = url.appending(path: name).path(percentEncoded: false)
            guard FileManager.default.fileExists(atPath: path) else { return nil }
            let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
            return File(name: name, byteCount: size ?? 0)
        }
        return Packet(
            content: finished.packet,
            hash: finished.content.sha256,
            address: finished.address,
            files: files
        )
    }

    private func run(_ place: Place, withNames: Bool, by accountID: Int64) async {
        let failure: Failure?
        do {
            let names = try await make(place, withNames: withNames)
            let detail = "\(place.target), \(names.map(String.init) ?? "no") names"
            try await Trail(site: site).add(.packetMade, of: place.petition, detail, by: accountID)
            failure = nil
        } catch is Delivering.Refusal {
            failure = .unknown
        } catch {
            site.logger.error(
                "a packet could not be made",
                metadata: ["petition": "\(place.petition)", "what": "\(type(of: error))"]
            )
            failure = .fault
        }
        work.withLock { $0[place] = failure.map(Work.failed) }
    }

    /// - Returns: How many names it has; nil where none were wanted.
    private func make(_ place: Place, withNames: Bool) async throws -> Int? {
        let delivering = Delivering(site: site)
        let draft = try await delivering.prepare(place.petition, to: place.target)
        try DurableFile.makeFolder(folder)
        let url = url(of: place)
        if FileManager.default.fileExists(atPath: url.path) { try FileManager.default.removeItem(at: url) }
        let salt = withNames ? site.ambient.randomBytes(32) : nil
        let packet = OpenPacket(try PacketFolder(draft, at: url, salt: salt))
        if withNames { try await delivering.readNames(for: draft) { try packet.add($0) } }
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            queue.addOperation { [press] in
                continuation.resume(with: Result { try packet.finish(press, draft.packet) })
            }
        }
        return try FinishedPacket(url)?.packet.names?.count
    }
}
