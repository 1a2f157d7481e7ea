import ArgumentParser
import Foundation
import Synchronization
import UndersignedApp
import UndersignedCore
import UndersignedPrint
import UndersignedWeb

/// `undersigned deliver`: a packet for somebody a petition is addressed to, and the entry that says so.
struct DeliverCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliver",
        abstract:
            "Hand a petition over: letter and count on paper and for programs, with what is needed to check them.",
        discussion: """
            undersigned deliver --data ./data save-the-library --out ./packet

            Writes letter.pdf, packet.json, checkpoint, how-to-verify.txt and receipt-address.txt. The log then says that \
            it was handed over. Run it again with the same folder if it was interrupted.
            """
    )

    /// Which names go along.
    enum Names: String, ExpressibleByArgument, CaseIterable {
        case none, `public`
    }

    @OptionGroup var options: DataOptions
    @Argument var slug: String
    @Option(help: "The folder to make. A finished one that was not handed in yet is handed in.")
    var out: String?
    @Option(help: "public: those who chose to show their name. Default: no names at all.")
    var names: Names = .none
    @Option(help: "Whom the packet is for, where the petition addresses several: the target's id.")
    var to: String?
    @Flag(help: "List what was handed over, and what was answered.")
    var list = false

    func validate() throws {
        guard list != (out != nil) else { throw ValidationError("give --out FOLDER, or --list") }
    }

    func run() async throws {
        let slug = try named(slug)
        guard let out else { return try await options.operate(.listDeliveries(slug)) }
        let folder = URL(filePath: out, directoryHint: .isDirectory).standardizedFileURL
        do {
            let known = try FinishedPacket(folder)
            if known == nil { try await make(slug, folder) }
            guard let packet = try known ?? FinishedPacket(folder) else {
                throw stop(1, "--out: \(out) is no packet")
            }
            guard packet.packet.address.hasSuffix("/petitions/\(slug)") else {
                throw stop(2, "--out: \(out) holds a packet of another petition, \(packet.packet.address)")
            }
            guard try to.map({ try named($0) == packet.packet.recipient.id }) ?? true else {
                throw stop(2, "--out: \(out) holds the packet for \(packet.packet.recipient.name); name another folder")
            }
            if let known { try await compareNames(of: known, slug, folder) }
            try await options.operate(
                .deliver(packet: Data(packet.content), checkpoint: packet.checkpoint, token: packet.token.text)
            )
            print("\(out) is complete. The private address for acknowledgement and answer:\n\(packet.address)")
        } catch is PacketFolder.Taken {
            throw stop(2, "--out: \(out) exists and is no packet; name a folder that does not exist yet")
        } catch let failure as DurableFile.Failure {
            throw stop(1, "--out: \(out) can't be written: \(failure.reason) (\(failure.step))")
        } catch let failure as PrintFailure {
            throw stop(1, "letter.pdf can't be drawn: \(failure.reason)")
        }
    }

    /// Since an interrupted run somebody may have taken a name back; what was made just now has only what is shown.
    private func compareNames(of packet: FinishedPacket, _ slug: Slug, _ folder: URL) async throws {
        guard let names = try PacketNames(packet, in: folder) else { return }
        let shown = ShownNames(names)
        try await options.operate(.shownNames(slug, size: packet.packet.log.size)) { shown.take($0) }
        guard shown.areAll else {
            throw stop(
                1,
                "--out: the packet has a name that is not shown any more, so it is not handed in. Unless --list says that "
                    + "it was before, delete the folder and make it anew"
            )
        }
    }

    private func make(_ slug: Slug, _ folder: URL) async throws {
        let target = try to.map { try named($0) }
        let receiving = PacketReceiving(folder, withNames: names == .public)
        try await options.operate(.preparePacket(slug, to: target, withNames: names == .public)) {
            receiving.take($0)
        }
        let (draft, packet) = try receiving.finish()
        let letter = Markdown.blocks(of: draft.packet.text.letter)
        try packet.finish(try Messages.catalogues(), letter: letter) { sheet, names, file in
            let printed = try PacketPrinter(sheet).print(names, to: file)
            print("letter.pdf has \(printed.pages == 1 ? "1 page" : "\(printed.pages) pages")")
            if printed.unknownLetters > 0 {
                print("\(printed.unknownLetters) letters have no font here: install fonts-noto-core and fonts-noto-cjk")
            }
        }
    }
}

/// What the site says of a packet, written down as it comes.
private final class PacketReceiving: Sendable {
    private struct State {
        var packet: (draft: Delivering.Draft, folder: PacketFolder)?
        var failure: (any Error)?
    }

    private let folder: URL
    private let withNames: Bool
    private let state = Mutex(State())

    init(_ folder: URL, withNames: Bool) {
        (self.folder, self.withNames) = (folder, withNames)
    }

    func take(_ message: OperationMessage) {
        state.withLock { state in
            guard state.failure == nil else { return }
            do {
                switch message {
                case .packet(let draft):
                    let salt = withNames ? Ambient.system.randomBytes(32) : nil
                    state.packet = (draft, try PacketFolder(draft, at: folder, salt: salt))
                case .names(let names): try state.packet?.folder.add(names)
                case .line, .progress, .contacts, .records, .ended: break
                }
            } catch {
                state.failure = error
            }
        }
    }

    /// - Throws: What kept a file from being written, once nothing more comes.
    func finish() throws -> (Delivering.Draft, PacketFolder) {
        let state = state.withLock { state in
            defer { state = State() }
            return state
        }
        if let failure = state.failure { throw failure }
        guard let packet = state.packet else { throw stop(1, "the site sent no packet") }
        return packet
    }
}

/// A packet's names, while the site says which are shown.
private final class ShownNames: Sendable {
    private let names: Mutex<PacketNames>

    init(_ names: sending PacketNames) {
        self.names = Mutex(names)
    }

    func take(_ message: OperationMessage) {
        guard case .names(let shown) = message else { return }
        names.withLock { $0.take(shown) }
    }

    var areAll: Bool { names.withLock { $0.areAllShown } }
}
